//! Where one is at the desk, and the way back; beside a record its form, under it what is recorded of it.

use crate::prelude::*;
use shared::form::name;
use shared::words::DeskWord;
use shared::{Key, Lang, Word, World};

use super::filling::Filling;
use super::{Asked, Desk, answer, choose, history, offered};

/// The word for a kind of record.
pub fn kind_word(kind: &str, lang: Lang) -> &'static str {
    Word::named(&format!("record-{kind}")).map_or("", |word| word.text(lang))
}

/// What a record is called, with its key.
pub fn title(world: &World, kind: &str, key: Key, lang: Lang) -> String {
    match name(world, kind, key) {
        Some(name) => name.get(lang).to_owned(),
        None => key.to_string(),
    }
}

/// The way from the day to here, each step of it to be gone back to.
pub fn head(desk: Desk, asked: &Asked) -> View {
    let lang = desk.scene.lang.get();
    let mut steps = View::new();
    let mut step = |name: String, record: Option<String>| {
        let go = move |_| match &record {
            Some(record) => desk.go(record, ""),
            None => desk.scene.recording.set(None),
        };
        steps.add(view! { <li><button type="button" class="step" on:click=go>{name}</button></li> });
    };
    step(Word::AgendaTitle.text(lang).to_owned(), None);
    let title = match asked {
        Asked::Any => DeskWord::DeskFormKind.text(lang).to_owned(),
        Asked::Kind(kind) => {
            step(DeskWord::DeskFormTitle.text(lang).to_owned(), Some("all".into()));
            kind_word(kind, lang).to_owned()
        }
        Asked::Record(kind, key) => {
            step(DeskWord::DeskFormTitle.text(lang).to_owned(), Some("all".into()));
            step(kind_word(kind, lang).to_owned(), Some(kind.clone()));
            desk.with_world(|world| title(world, kind, *key, lang))
        }
    };
    let key = match asked {
        Asked::Record(_, key) => Some(view! { <code class="quiet">{key.to_string()}</code> }),
        _ => None,
    };
    view! {
        <header class="agenda-head form-head">
            <ol class="path-line" aria-label=Word::PanelPath.text(lang)>{steps}</ol>
            <h2 class="title">{title}" "{key}</h2>
        </header>
    }
}

/// What is chosen, what is offered, what is filled.
pub fn body(desk: Desk, asked: Asked, order: String) -> View {
    match asked {
        Asked::Any => choose::kinds(desk),
        Asked::Kind(kind) => match desk.form(&order).filter(|form| form.record == kind) {
            Some(form) => {
                let filling = Filling::of_order(desk, form, None);
                view! { <div class="form-page single">{answer::pane(filling)}</div> }
            }
            None => choose::records(desk, kind),
        },
        Asked::Record(kind, key) => {
            let filling = filling(desk, &kind, key, &order);
            let pane = filling.map(answer::pane);
            let has_form = pane.is_some();
            view! {
                <div class="form-page" class:filling=has_form>
                    <div class="form-offers">{offered::list(desk, kind.clone(), key, order)}</div>
                    {pane}
                    <div class="form-past">{history::view(desk, kind, key)}</div>
                </div>
            }
        }
    }
}

/// The form of a command, or of the correction of a fact, which the address names by its version.
fn filling(desk: Desk, kind: &str, key: Key, order: &str) -> Option<Filling> {
    match order.parse::<u32>() {
        Ok(version) => Filling::of_correction(desk, kind, key, version),
        Err(_) => {
            let form = desk.form(order).filter(|form| form.record == kind)?;
            Some(Filling::of_order(desk, form, Some(key)))
        }
    }
}
