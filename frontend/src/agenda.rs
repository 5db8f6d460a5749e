//! An official's day at `/desk`: what is late and what comes due in the own region, each item with the way to its record.
//!
//! A part of its own: neither the map nor the chart loads any of it.

use crate::prelude::*;
use leptos::task::spawn_local;
use shared::agenda::{Item, Matter, agenda};
use shared::chart::say::{action_word, node_word, problem_word};
use shared::json::FromJson;
use shared::{Day, Lang, RegionCode, Word, World};

use crate::feed::Feed;
use crate::format::date;
use crate::moment::Moment;
use crate::net;
use crate::scene::{Kind, Page, Scene, Subject};
use crate::tell;

/// Days ahead that are looked at.
const AHEAD: i32 = 14;

/// Where the official belongs.
#[derive(Clone, Copy, Debug, PartialEq, FromJson)]
struct Me {
    official: bool,
    #[serde(default)]
    region: Option<RegionCode>,
}

/// When an item is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// It is late.
    Late,
    /// Today or soon.
    Soon,
    /// A lease that ends within its time.
    Later,
}

impl When {
    fn of(item: &Item, day: Day) -> Self {
        match item.late(day) {
            1.. => When::Late,
            left if left >= -AHEAD => When::Soon,
            _ => When::Later,
        }
    }

    fn word(self) -> Word {
        match self {
            When::Late => Word::AgendaLate,
            When::Soon => Word::AgendaSoon,
            When::Later => Word::AgendaLater,
        }
    }
}

/// The page.
#[component]
pub fn Agenda() -> impl IntoView {
    let (scene, feed, moment) = (Scene::here(), Feed::here(), Moment::here());
    let me = RwSignal::new(None::<Me>);
    spawn_local(async move {
        let who = net::json::<Me>("/api/session").await.unwrap_or(Me { official: false, region: None });
        let is_there = !who.official || feed.is_office.get_untracked() || feed.enter_prepared();
        if !is_there && let Err(trouble) = feed.enter_office().await {
            leptos::logging::warn!("{trouble}");
            scene.notice.set(Some(scene.say(Word::PartFailed).to_owned()));
        }
        me.set(Some(who));
    });
    let region = Memo::new(move || {
        let own = me.get().and_then(|me| me.region);
        own.unwrap_or_else(|| scene.scope.get().region)
    });
    let items = Memo::new(move || {
        let day = moment.today.get();
        feed.world.with(|world| agenda(world, day, region.get(), AHEAD))
    });
    let content = move || {
        let lang = scene.lang.get();
        let who = me.get()?;
        if !who.official || !feed.is_office.get() {
            return Some(closed(scene, lang));
        }
        let day = moment.today.get();
        let items = items.get();
        let mut view = View::new();
        let title = feed.world.with_untracked(|world| crate::header::region_name(world, region.get(), lang));
        let late = items.iter().filter(|item| When::of(item, day) == When::Late).count();
        let count =
            Word::AgendaCount.with(lang, &[("n", &items.len().to_string()), ("late", &late.to_string())]);
        view.add(view! {
            <header class="agenda-head">
                <h2 class="title">{Word::AgendaTitle.text(lang)}</h2>
                <p class="quiet">{title}" · "{date(day, lang)}" · "{count}</p>
            </header>
        });
        for when in [When::Late, When::Soon, When::Later] {
            let listed: Vec<_> = items.iter().filter(|item| When::of(item, day) == when).copied().collect();
            if !listed.is_empty() {
                view.add(list(scene, feed, &listed, when, day, lang));
            }
        }
        if items.is_empty() {
            view.add(view! { <p class="quiet">{Word::AgendaEmpty.text(lang)}</p> });
        }
        Some(view)
    };
    view! { <main class="agenda" id="agenda">{content}</main> }
}

/// What visitors see: where officials sign in.
fn closed(scene: Scene, lang: Lang) -> View {
    let go = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        crate::header::open_page(scene, Page::Login);
    };
    view! {
        <div class="chart-closed">
            <p>{Word::AgendaClosed.text(lang)}</p>
            <a class="link" href="/login" on:click=go>{Word::OfficeSignIn.text(lang)}</a>
        </div>
    }
}

fn list(scene: Scene, feed: Feed, items: &[Item], when: When, day: Day, lang: Lang) -> View {
    let rows = items.iter().map(|item| {
        let item = *item;
        let (name, place) = feed.world.with_untracked(|world| {
            (name(world, item, lang), crate::header::region_name(world, item.region, lang))
        });
        let days = match item.late(day) {
            late @ 1.. => Word::AgendaDaysLate.with(lang, &[("n", &late.to_string())]),
            0 => Word::AgendaToday.text(lang).to_owned(),
            left => Word::AgendaDaysLeft.with(lang, &[("n", &(-left).to_string())]),
        };
        let open = move |_| open(scene, feed, item);
        let name = match item.entity {
            "request" => view! { <span>{name}</span> },
            _ => view! { <button type="button" class="row-button" on:click=open>{name}</button> },
        };
        view! {
            <tr data-key=item.key.to_string() class:late=when == When::Late>
                <td class="agenda-day">{date(item.due, lang)}</td>
                <td class="agenda-left">{days}</td>
                <td>{matter(item.matter, lang)}</td>
                <th scope="row">{name}</th>
                <td class="quiet">{place}</td>
            </tr>
        }
    });
    view! {
        <section class="agenda-list">
            <h3>{when.word().text(lang)}" "<span class="quiet">{items.len()}</span></h3>
            <table class="chart-table agenda-table">
                <thead><tr>
                    <th scope="col">{Word::AgendaDue.text(lang)}</th>
                    <th scope="col">{Word::AgendaLeft.text(lang)}</th>
                    <th scope="col">{Word::AgendaMatter.text(lang)}</th>
                    <th scope="col">{Word::ColumnName.text(lang)}</th>
                    <th scope="col">{Word::KeepRegion.text(lang)}</th>
                </tr></thead>
                <tbody>{rows.collect::<Vec<_>>()}</tbody>
            </table>
        </section>
    }
}

/// Goes to the record: a project or a unit on the map, a target on the chart of its chain.
fn open(scene: Scene, feed: Feed, item: Item) {
    let kind = match item.entity {
        "project" => Kind::Project,
        "unit" => Kind::Unit,
        _ => {
            let target = feed
                .world
                .with_untracked(|world| Some(world.targets.get(&item.key)?.latest()?.attributes.chain));
            if let Some(chain) = target {
                let mut chosen = scene.chosen.get_untracked();
                (chosen.chain, chosen.target) = (Some(chain), Some(item.key));
                scene.chosen.set(chosen);
                crate::header::open_page(scene, Page::Chart(chain));
            }
            return;
        }
    };
    crate::header::open_page(scene, Page::Map);
    scene.open(Subject::new(kind, item.key));
}

fn matter(matter: Matter, lang: Lang) -> String {
    let of = |word: Word, what: Word| word.with(lang, &[("what", what.text(lang))]);
    match matter {
        Matter::Request(kind) => of(Word::AgendaRequest, problem_word(kind)),
        Matter::Problem(kind) => of(Word::AgendaProblem, problem_word(kind)),
        Matter::Action(action) => action_word(action).text(lang).to_owned(),
        Matter::FirstTalk => Word::AgendaFirstTalk.text(lang).to_owned(),
        Matter::Node(node) => of(Word::AgendaNode, node_word(node)),
        Matter::Reservation => Word::AgendaReservation.text(lang).to_owned(),
        Matter::Lease => Word::AgendaLease.text(lang).to_owned(),
    }
}

fn name(world: &World, item: Item, lang: Lang) -> String {
    let named = match item.entity {
        "project" => return tell::title(world, Subject::new(Kind::Project, item.key), lang),
        "unit" => {
            let unit = world.units.get(&item.key).and_then(|ledger| ledger.latest());
            let hall = unit.and_then(|unit| world.halls.get(&unit.hall()).and_then(|ledger| ledger.latest()));
            hall.zip(unit).map(|(hall, unit)| {
                format!("{} · {}", hall.attributes.name.get(lang), unit.attributes.number)
            })
        }
        "target" => world
            .targets
            .get(&item.key)
            .and_then(|ledger| Some(ledger.latest()?.attributes.name.get(lang).to_owned())),
        _ => {
            let request = world.requests.get(&item.key).and_then(|ledger| ledger.latest());
            let firm = request.and_then(|request| request.attributes.enterprise);
            firm.and_then(|firm| {
                Some(world.enterprises.get(&firm)?.latest()?.attributes.name.get(lang).to_owned())
            })
        }
    };
    named.unwrap_or_else(|| item.key.to_string())
}
