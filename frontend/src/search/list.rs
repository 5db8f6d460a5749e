//! The records that were found, under the search field.

use crate::prelude::*;
use shared::search::Hit;
use shared::{Lang, Word};

use super::kind_word;

/// Goes to a record.
pub type Go = Box<dyn Fn(&Hit)>;

/// What the list is drawn from.
pub struct Hits {
    /// The records, the best first.
    pub hits: Vec<Hit>,
    /// The reader's language.
    pub lang: Lang,
    /// Which of them the arrow keys have reached.
    pub chosen: RwSignal<usize>,
    /// Goes to one.
    pub go: StoredValue<Go>,
}

impl Hits {
    /// Draws them.
    pub fn draw(self) -> View {
        let Self { hits, lang, chosen, go } = self;
        let items: Vec<View> =
            hits.into_iter().enumerate().map(|(at, hit)| item(at, hit, lang, chosen, go)).collect();
        let none = items
            .is_empty()
            .then(|| view! { <li class="none" role="presentation">{Word::SearchNone.text(lang)}</li> });
        view! {
            <ul class="hits" id="hits" role="listbox" aria-label=Word::SearchLabel.text(lang)>
                {items}
                {none}
            </ul>
        }
        .into_any()
    }
}

fn item(at: usize, hit: Hit, lang: Lang, chosen: RwSignal<usize>, go: StoredValue<Go>) -> View {
    let (title, key, entity) = (hit.title.clone(), hit.key.to_string(), hit.entity);
    // On press, not on click: a click comes after the field has lost the focus and the list is gone.
    let press = move |event: web_sys::PointerEvent| {
        event.prevent_default();
        go.with_value(|go| go(&hit));
    };
    view! {
        <li
            id=format!("hit-{at}")
            class="hit"
            role="option"
            aria-selected=move || (chosen.get() == at).to_string()
            data-key=key.clone()
            on:pointerdown=press
            on:pointermove=move |_| chosen.set(at)
        >
            <span class="title">{title}</span>
            <span class="kind">{kind_word(entity).text(lang)}</span>
        </li>
    }
    .into_any()
}
