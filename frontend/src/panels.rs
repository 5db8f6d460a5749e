//! The panel at the right (on phones the sheet): one record as it was on the day, or the list behind a figure.

mod attributes;
mod band;
mod census;
mod door;
mod enterprise;
mod foot;
mod frame;
mod hall;
mod history;
mod list;
mod parcel;
mod park;
mod port;
mod project;
mod section;
mod space;
mod supply;
mod unit;
mod year;

use crate::prelude::*;
use shared::{Day, Lang, Word, World};
use wasm_bindgen::JsCast;

use crate::record::Record;
use crate::scene::{Kind, Opened, Scene, Subject};
use crate::stage::Credits;
pub use door::Door;
pub use frame::Head;
pub use hall::attributes as hall_attributes;
pub use history::emphasised;
pub use parcel::{attributes as parcel_attributes, word as parcel_word};
pub use project::attributes as project_attributes;
pub use space::{floor_space, heading as floor_space_heading};
pub use unit::attributes as unit_attributes;

/// What a panel is drawn from.
#[derive(Clone, Copy)]
pub struct Look<'w> {
    /// The world that is looked at.
    pub world: &'w World,
    /// The day.
    pub day: Day,
    /// The reader's language.
    pub lang: Lang,
    /// Opens other records.
    pub door: Door,
}

/// The panel's content: follows what is opened, the day, the facts and the language.
#[component]
pub fn Panel() -> impl IntoView {
    let (scene, record, door) = (Scene::here(), Record::here(), Door::here());
    close_by_escape(door);
    move || {
        let (lang, day) = (scene.lang.get(), scene.day.get());
        let opened = scene.opened.get()?;
        let view = record.with(|world| {
            let look = Look { world, day, lang, door };
            match opened {
                Opened::Record(subject) => of_record(look, subject),
                Opened::List(name) => list::view(look, name),
                Opened::Projects => year::view(look),
            }
        });
        Some(view)
    }
}

/// Escape closes the panel, unless it was meant for a field or a menu.
fn close_by_escape(door: Door) {
    let handle = window_event_listener(leptos::ev::keydown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let inside = |element: web_sys::Element| {
            matches!(element.closest("input, select, .several, .picture-menu, .known-choice"), Ok(Some(_)))
        };
        if event.key() == "Escape" && !event.default_prevented() && !target.is_some_and(inside) {
            door.close();
        }
    });
    on_cleanup(move || handle.remove());
}

/// What a phone's sheet holds while nothing is chosen: the region as a whole.
#[component]
pub fn Welcome() -> impl IntoView {
    let (scene, record, door) = (Scene::here(), Record::here(), Door::here());
    move || {
        let (lang, day, region) = (scene.lang.get(), scene.day.get(), scene.scope.get().region);
        let key = region.to_string().parse().ok()?;
        let summary = record
            .with(|world| park::summary(Look { world, day, lang, door }, Subject::new(Kind::Region, key)));
        // On a phone's map there is no room for the sources, which must be named somewhere.
        Some((summary, view! { <Credits /> }).into_any())
    }
}

fn of_record(look: Look<'_>, subject: Subject) -> AnyView {
    let view = match subject.kind {
        Kind::Unit => unit::view(look, subject),
        Kind::Hall => hall::view(look, subject),
        Kind::Park | Kind::Region => park::view(look, subject),
        Kind::Parcel => parcel::view(look, subject),
        Kind::Port => port::view(look, subject),
        Kind::Project => project::view(look, subject),
        Kind::Enterprise => enterprise::view(look, subject),
    };
    view.unwrap_or_else(|| absent(look, subject))
}

/// The record is not there on the day, or not at all.
fn absent(look: Look<'_>, subject: Subject) -> AnyView {
    let Look { world, lang, .. } = look;
    let first = frame::first_day(world, subject);
    let why = match first {
        Some(day) => Word::PanelNotYet.with(lang, &[("day", &crate::format::date(day, lang))]),
        None => Word::PanelUnknown.with(lang, &[("key", &subject.to_string())]),
    };
    let words = frame::head(look, subject);
    view! {
        {words}
        <p class="absent">{why}</p>
    }
    .into_any()
}
