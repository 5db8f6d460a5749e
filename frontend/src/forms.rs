//! What officials record, at `/desk?record=unit/RL-02-201&do=lease_unit`: which record, what happened, the form of it.
//!
//! The forms are data that the build writes from the types of the commands, so that a new command has a form at once. What
//! the rules say is known before anything is sent: the same `decide` runs here on the facts that this browser holds.

mod answer;
mod choose;
mod conflict;
mod fields;
mod filling;
mod history;
mod input;
mod kept;
mod offered;
mod page;
mod sketch;
mod snap;

use std::rc::Rc;

use crate::prelude::*;
use leptos::task::spawn_local;
use shared::access::Who;
use shared::form::Form;
use shared::words::DeskWord;
use shared::{Key, Lang, World};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use crate::feed::Feed;
use crate::moment::Moment;
use crate::scene::{Recording, Scene};
use crate::{net, words};

/// Every kind of record, those first that are recorded most.
const KINDS: [&str; 16] = [
    "unit",
    "project",
    "target",
    "request",
    "task",
    "hall",
    "park",
    "parcel",
    "port",
    "enterprise",
    "visit",
    "activity",
    "invitation",
    "chain",
    "rule",
    "region",
];

/// What every part of a form is made with.
#[derive(Clone, Copy)]
struct Desk {
    scene: Scene,
    feed: Feed,
    moment: Moment,
    who: Signal<Who>,
    /// Changes when the words of the desk have come.
    learned: RwSignal<u32>,
    forms: RwSignal<Rc<Vec<Form>>>,
    /// The other part of an outline that was split, for the next new record: its kind, the field, the positions.
    handed: RwSignal<Option<(String, String, String)>>,
}

impl Desk {
    fn go(self, record: &str, order: &str) {
        self.scene.recording.set(Some(Recording { record: record.to_owned(), order: order.to_owned() }));
    }

    fn with_world<R>(self, read: impl FnOnce(&World) -> R) -> R {
        self.feed.world.with(read)
    }

    fn form(self, name: &str) -> Option<Form> {
        self.forms.with(|forms| Form::of(forms, name).cloned())
    }
}

/// What the address asks to be recorded.
#[derive(Clone, Debug, PartialEq)]
enum Asked {
    /// Which kind is to be chosen.
    Any,
    /// Which record of a kind, or a new one.
    Kind(String),
    /// A record.
    Record(String, Key),
}

impl Asked {
    fn of(record: &str) -> Self {
        let is_kind = |kind: &str| KINDS.contains(&kind);
        match record.split_once('/') {
            Some((kind, key)) if is_kind(kind) => match key.parse() {
                Ok(key) => Asked::Record(kind.to_owned(), key),
                Err(_) => Asked::Kind(kind.to_owned()),
            },
            None if is_kind(record) => Asked::Kind(record.to_owned()),
            _ => Asked::Any,
        }
    }
}

/// The button with which an official begins.
pub fn opening(scene: Scene, lang: Lang) -> View {
    let begin = move |_| scene.recording.set(Some(Recording { record: "all".into(), order: String::new() }));
    view! { <button type="button" class="button primary form-open" on:click=begin>{shared::Word::ActionRecord.text(lang)}</button> }
}

/// Fetches the forms' own style, which nobody else needs, unless it is there.
fn dress(done: RwSignal<bool>) {
    const ID: &str = "style-forms";
    let (Some(head), Some(address)) = (document().head(), words::named("desk-style")) else {
        return done.set(true);
    };
    if document().get_element_by_id(ID).is_some() {
        return done.set(true);
    }
    let link = crate::dom::html("link");
    link.attribute("id", ID);
    link.attribute("rel", "stylesheet");
    link.attribute("href", address);
    // It may arrive after the page was left: these two belong to nobody. Without it the forms are plain, and work.
    for event in ["load", "error"] {
        let arrived = Closure::once_into_js(move || done.set(true));
        let _ = link.raw().add_event_listener_with_callback(event, arrived.unchecked_ref());
    }
    let _ = head.append_child(link.raw());
}

/// The page.
#[component]
pub fn Forms(who: Signal<Who>, learned: RwSignal<u32>) -> impl IntoView {
    let (scene, feed, moment) = (Scene::here(), Feed::here(), Moment::here());
    let forms = RwSignal::new(Rc::default());
    spawn_local(async move {
        let address = words::named("desk-forms").unwrap_or_default();
        match net::json::<Vec<Form>>(&address).await {
            Ok(read) => forms.set(Rc::new(read)),
            Err(trouble) => {
                leptos::logging::warn!("{trouble}");
                scene.notice.set(Some(scene.say(shared::Word::PartFailed).to_owned()));
            }
        }
    });
    let desk = Desk { scene, feed, moment, who, learned, forms, handed: RwSignal::new(None) };
    let dressed = RwSignal::new(false);
    dress(dressed);
    let ready = Memo::new(move || {
        learned.get();
        DeskWord::is_known(scene.lang.get()) && dressed.get() && forms.with(|forms| !forms.is_empty())
    });
    let asked = Memo::new(move || scene.recording.with(|r| r.clone().unwrap_or_default()));
    let content = move || {
        ready.get().then(|| {
            let Recording { record, order } = asked.get();
            let asked = Asked::of(&record);
            let (named, done) = (record.clone(), order.clone());
            // Named, so that two forms that look the same are not taken for one.
            view! {
                <div class="form-whole" data-record=named data-do=done>
                    {move || page::head(desk, &Asked::of(&record))}
                    {page::body(desk, asked, order)}
                </div>
            }
        })
    };
    view! { <div class="forms">{content}</div> }
}
