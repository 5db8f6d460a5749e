//! What every record's panel ends with: the sample tag, source and day, and what can be done.

use crate::prelude::*;
use shared::ledger::{Entity, Ledger};
use shared::{Lang, Word};

use super::{Door, Look};
use crate::export::{copy_address, print};
use crate::feed::Feed;
use crate::format::date;
use crate::scene::{Kind, Page, Recording, Subject};
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
    // Officials ask of a hall whom it would fit: the chart tells.
    let office = untrack(|| Feed::here().is_office.get());
    let suitors = (subject.kind == Kind::Unit && office).then(|| {
        let ask = move |_| {
            let chain = door.scene.chosen.get_untracked().chain.or_else(|| "textile".parse().ok());
            if let Some(chain) = chain {
                crate::header::open_page(door.scene, Page::Chart(chain));
                door.scene.open(subject);
            }
        };
        view! { <button type="button" class="button" on:click=ask>{Word::UnitSuitors.text(lang)}</button> }
    });
    // And record what happened to it.
    let record = office.then(|| {
        let begin = move |_| {
            door.scene.recording.set(Some(Recording { record: subject.to_string(), order: String::new() }));
            crate::header::open_page(door.scene, Page::Desk);
        };
        view! { <button type="button" class="button" data-action="record" on:click=begin>{Word::ActionRecord.text(lang)}</button> }
    });
    view! {
        <p class="actions">
            {record}
            {suitors}
            <button type="button" class="button primary" on:click=move |_| door.fly(subject)>{Word::ActionShow.text(lang)}</button>
            <button type="button" class="button" on:click=move |_| copy_address(door.scene)>{Word::ActionCopy.text(lang)}</button>
            <button type="button" class="button" on:click=move |_| print(door)>{Word::ActionPrint.text(lang)}</button>
        </p>
    }
}
