//! The page: asks the server who it is, folds the facts, lays out header, figures, legend, map, panel and time.

mod frame;
mod midnight;
mod notice;

use crate::prelude::*;
use futures_util::future::join3;
use shared::{Day, Lang, Word, World};

use crate::address::{self, Asked, Defaults};
use crate::config::Config;
use crate::feed::Feed;
use crate::ground::Ground;
use crate::header::keep_choices;
use crate::moment::Moment;
use crate::net::{self, NoAnswer};
use crate::print::PrintSheet;
use crate::record::Record;
use crate::scene::{Scene, Scope, theme_named};
use crate::signs::Patterns;
use crate::stage::AskedCamera;
use crate::words;
use frame::Frame;
use notice::Notice;

/// Everything that has to be there before the page can be drawn.
type Loaded = Result<(Config, Feed), NoAnswer>;

/// The program.
#[component]
pub fn App() -> impl IntoView {
    let loaded = RwSignal::new(None::<StoredLoaded>);
    let load = move || {
        leptos::task::spawn_local(async move {
            loaded.set(Some(open().await.map_err(|trouble| trouble.to_string())));
        });
    };
    load();
    move || match loaded.get() {
        // Until there is something to see, the page says in both languages that it is being opened.
        None => View::new(),
        // Without words nothing can be said in words: the page's own say it.
        Some(Err(_)) if !Word::is_known(page_lang()) => {
            boot("failed");
            View::new()
        }
        Some(Err(trouble)) => {
            boot("running");
            let again = move |_| {
                loaded.set(None);
                load();
            };
            let lang = page_lang();
            view! {
                <div class="opening" role="alert">
                    <p>{Word::OpeningFailed.text(lang)}</p>
                    <p class="quiet">{trouble}</p>
                    <button type="button" class="button primary" on:click=again>{Word::OpeningAgain.text(lang)}</button>
                </div>
            }
            .into_any()
        }
        Some(Ok((config, feed))) => {
            boot("running");
            view! { <Page config feed /> }.into_any()
        }
    }
}

type StoredLoaded = Result<(Config, Feed), String>;

async fn open() -> Loaded {
    // All at once: what has arrived waits for the others.
    let words = words::learn(page_lang());
    let (words, config, feed) = join3(words, net::json("/api/config"), Feed::load()).await;
    words?;
    Ok((config?, feed?))
}

/// Tells the page's own words (`index.html`) what to say.
fn boot(state: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-boot", state);
    }
}

/// The page once the facts are there.
#[component]
fn Page(config: Config, feed: Feed) -> impl IntoView {
    let asked = address::ask();
    let today = today(&config, feed);
    let lang = asked.lang.unwrap_or_else(page_lang);
    let theme = asked.theme.or_else(page_theme).unwrap_or_default();
    let scene = Scene::new(lang, theme, today, config.region);
    let record = Record::new(feed, scene);
    let ground = Ground::new();
    let moment = Moment::new(scene, feed, record, ground, today);
    provide_context(scene);
    provide_context(feed);
    provide_context(record);
    provide_context(ground);
    provide_context(moment);
    provide_context(AskedCamera(asked.camera.is_some()));
    restore(&asked, scene, moment);
    let home = config.region;
    let demo = config.demo;
    provide_context(StoredValue::new(config));

    keep_choices(scene);
    address::follow(Defaults { region: home, moment });
    crate::slider::keys(moment);
    feed.follow();
    if demo {
        // In the demonstration today is the day of the last fact.
        Effect::new(move |_| {
            if let Some((_, last)) = feed.world.with(World::days) {
                moment.today_is(last.max(moment.today.get_untracked()));
            }
        });
    } else {
        midnight::follow(moment);
    }
    view! {
        <a class="skip" href="#map">{move || scene.say(Word::SkipToMap)}</a>
        <Patterns />
        <Frame />
        <PrintSheet />
        <Notice />
        <p class="unseen" role="status" aria-live="polite">{scene.spoken}</p>
    }
}

/// The day that counts as today.
fn today(config: &Config, feed: Feed) -> Day {
    let last = feed.world.with_untracked(|world| world.days().map(|(_, last)| last));
    match last {
        Some(last) if config.demo => last,
        _ => config.today,
    }
}

/// Shows what the address asks for, and says what it could not make out.
fn restore(asked: &Asked, scene: Scene, moment: Moment) {
    if let Some(day) = asked.day {
        scene.day.set(moment.within(day));
    }
    if let Some(camera) = asked.camera {
        scene.camera.set(camera);
    }
    if let Some(region) = asked.region {
        scene.scope.update(|scope| scope.region = region);
    }
    scene.scope.update(|scope| *scope = Scope { park: asked.park, in_view: asked.in_view, ..*scope });
    scene.page.set(asked.page);
    scene.chosen.set(asked.chosen);
    scene.recording.set(asked.recording.clone());
    scene.known_on.set(asked.known_on);
    scene.shown.set(asked.shown);
    scene.opened.set(asked.opened);
    scene.table.set(asked.table);
    scene.came_back.set(asked.came_back.clone());
    if let Some(figure) = asked.figure {
        scene.figure.set(figure);
    }
    if !asked.unknown.is_empty() {
        let lang = scene.lang.get_untracked();
        let list = crate::format::listed(&asked.unknown, lang);
        scene.notice.set(Some(Word::NoticeUnknown.with(lang, &[("list", &list)])));
    }
}

/// The language that was settled before anything was drawn.
fn page_lang() -> Lang {
    let tag = document().document_element().and_then(|root| root.get_attribute("lang"));
    if tag.is_some_and(|tag| tag.starts_with("en")) { Lang::En } else { Lang::Zh }
}

/// The colours that were settled before anything was drawn.
fn page_theme() -> Option<crate::map::Theme> {
    theme_named(&document().document_element()?.get_attribute("data-theme")?)
}
