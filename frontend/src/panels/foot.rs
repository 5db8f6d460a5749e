//! What every record's panel ends with: the sample tag, source and day, and what can be done.

use crate::prelude::*;
use shared::ledger::{Entity, Ledger};
use shared::{Lang, Word};

use super::{Door, Look};
use crate::export::{copy_address, print};
use crate::format::date;
use crate::scene::Subject;
use crate::tell::source_name;

/// The foot of a record's panel.
pub fn view<E: Entity>(look: Look<'_>, ledger: &Ledger<E>, subject: Subject) -> AnyView {
    let Look { day, lang, .. } = look;
    let sample =
        ledger.is_sample(day).then(|| view! { <span class="tag">{Word::SampleData.text(lang)}</span> });
    let origin = ledger.as_of(day).map(|(on, source)| {
        Word::PanelOrigin.with(lang, &[("source", &source_name(source, lang)), ("day", &date(on, lang))])
    });
    view! {
        <footer class="foot">
            <p class="origin">{sample}<span>{origin}</span></p>
            {actions(look.door, lang, subject)}
        </footer>
    }
    .into_any()
}

/// What can be done with a record.
pub fn actions(door: Door, lang: Lang, subject: Subject) -> impl IntoView + use<> {
    view! {
        <p class="actions">
            <button type="button" class="button primary" on:click=move |_| door.fly(subject)>{Word::ActionShow.text(lang)}</button>
            <button type="button" class="button" on:click=move |_| copy_address(door.scene)>{Word::ActionCopy.text(lang)}</button>
            <button type="button" class="button" on:click=move |_| print(door)>{Word::ActionPrint.text(lang)}</button>
        </p>
    }
}
