//! The middle of the page: the map with what stands on it, or the table of the same things.

mod buttons;
mod credits;
mod scale;
mod several;
mod tip;
mod wires;

use crate::prelude::*;
use shared::Word;
use shared::chart::Selection;

use crate::config::Config;
use crate::format::date;
use crate::ground::Ground;
use crate::map::{Hit, Layer, MapError, MapHandle, MapOptions, Motion, Screen};
use crate::media;
use crate::moment::Moment;
use crate::panels::Door;
use crate::parts;
use crate::record::Record;
use crate::scene::{Chosen, Kind, Page, Scene, Subject};
use buttons::Buttons;
pub use credits::{Credits, credit_lines};
use scale::Scale;
pub use scale::measure;
use several::Several;
use tip::Tip;

/// What the map tells the page.
#[derive(Clone, Copy)]
struct Told {
    hover: RwSignal<Option<Hit>>,
    several: RwSignal<Option<Hit>>,
    metres: RwSignal<f64>,
}

/// The camera that the address asked for, if it did: otherwise the home region is shown.
#[derive(Clone, Copy)]
pub struct AskedCamera(pub bool);

/// The stage.
#[component]
pub fn Stage() -> impl IntoView {
    let (scene, record, ground, moment, door) =
        (Scene::here(), Record::here(), Ground::here(), Moment::here(), Door::here());
    let told = Told { hover: RwSignal::new(None), several: RwSignal::new(None), metres: RwSignal::new(0.0) };
    let config: StoredValue<Config> = expect_context();
    let asked: AskedCamera = expect_context();
    let element = NodeRef::<web_sys::HtmlElement>::new();
    let trouble = RwSignal::new(None::<Word>);
    let still = media::follow(media::STILL);

    Effect::new(move |_| {
        let Some(element) = element.get() else { return };
        if ground.standing.get_untracked() || trouble.with_untracked(Option::is_some) {
            return;
        }
        let lang = scene.lang.get_untracked();
        let options = MapOptions {
            camera: scene.camera.get_untracked(),
            theme: scene.theme.get_untracked(),
            screen: screen(),
            lang,
            reduced_motion: still.get_untracked(),
            base: config.with_value(|c| c.base.as_ref().map(Into::into)),
            title: Word::MapTitle.text(lang).to_owned(),
        };
        match MapHandle::create(&element, options) {
            Ok(map) => {
                listen(&map, told, scene, door);
                record.with_untracked(|world| {
                    ground.stand(map, world, scene.day.get_untracked(), lang);
                    if !asked.0 {
                        ground.show_region(world, scene.scope.get_untracked().region, Motion::Cut);
                    }
                });
                told.metres.set(ground.map().map_or(0.0, |map| map.metres_per_pixel()));
                wires::connect(still);
            }
            Err(MapError::NoWebGl2) => trouble.set(Some(Word::MapNoWebgl)),
            Err(why) => {
                leptos::logging::error!("{why}");
                trouble.set(Some(Word::MapFailed));
            }
        }
    });
    on_cleanup(move || ground.fall());

    let tag = move || {
        let (lang, day) = (scene.lang.get(), scene.day.get());
        let known = scene.known_on.get();
        (!moment.is_today() || known.is_some()).then(|| {
            let words = Word::MapDay.with(lang, &[("day", &date(day, lang))]);
            let known = known.map(|on| Word::MapKnownOn.with(lang, &[("day", &date(on, lang))]));
            view! { <p class="day-tag">{words}{known}</p> }
        })
    };
    // What is chosen on the battle chart filters the map too: that must be seen, and it must be easy to end.
    let filter = move || {
        let chosen = scene.chosen.get();
        (scene.page.get() == Page::Map && !chosen.selection.is_empty()).then(|| {
            let clear = move |_| {
                scene.chosen.set(Chosen { selection: Selection::default(), ..scene.chosen.get_untracked() })
            };
            view! {
                <p class="filter-tag">
                    {scene.say(Word::MapFiltered)}
                    <button type="button" class="link" on:click=clear>{scene.say(Word::ChartClear)}</button>
                </p>
            }
        })
    };
    let no_map =
        move || trouble.get().map(|word| view! { <p class="no-map" role="status">{scene.say(word)}</p> });
    let has_table = move || scene.table.get() || trouble.with(Option::is_some);
    view! {
        <main class="stage" id="stage" class:tabular=has_table>
            <div node_ref=element class="map" id="map" tabindex="-1"></div>
            {tag}
            {filter}
            <Buttons />
            <Tip hover=told.hover />
            <Several several=told.several />
            <div class="lower">
                <Credits />
                <Scale metres=told.metres />
            </div>
            {no_map}
            {move || has_table().then(|| parts::TABLE.view())}
        </main>
    }
}

/// What the map calls.
fn listen(map: &MapHandle, told: Told, scene: Scene, door: Door) {
    map.on_hover(move |hit| {
        if hit.is_some() {
            parts::PANEL.prefetch();
        }
        told.hover.set(hit);
    });
    map.on_click(move |hit| {
        told.several.set(None);
        match hit {
            // Several parks are one whole, which has a panel of its own.
            Some(hit) if !hit.several.is_empty() && hit.layer != Layer::Parks => told.several.set(Some(hit)),
            Some(hit) => match subject_of(&hit) {
                Some(subject) => scene.open(subject),
                None => leptos::logging::warn!("a hit without a record: {}", hit.key),
            },
            None => door.close(),
        }
    });
    let metres = move || {
        if let Some(map) = door.map() {
            told.metres.set(map.metres_per_pixel());
        }
    };
    map.on_move(move |camera| {
        metres();
        scene.moves.update(|moves| *moves = moves.wrapping_add(1));
        if camera.is_tilted() {
            door.lean();
        }
    });
    map.on_move_end(move |camera| {
        metres();
        scene.camera.set(camera);
    });
}

/// The record under the pointer.
fn subject_of(hit: &Hit) -> Option<Subject> {
    let key = hit.key.parse().ok()?;
    // A ring of several parks carries the code of their region.
    let kind = match Kind::of_layer(hit.layer)? {
        Kind::Park if hit.key.parse::<shared::RegionCode>().is_ok() => Kind::Region,
        kind => kind,
    };
    Some(Subject::new(kind, key))
}

/// The screen as wide as it is now.
fn screen() -> Screen {
    let width = window().inner_width().ok().and_then(|width| width.as_f64());
    width.map_or_else(Screen::default, Screen::of_width)
}
