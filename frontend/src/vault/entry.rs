//! One entry: what it says, who wrote it, and what can be done with it.

use crate::prelude::*;
use shared::vault::{Contact, Field};
use shared::words::DeskWord;
use shared::{Audience, Lang};

use super::form::{self, Draft};
use super::wire::{self, Entry};
use super::{Doing, Panel};
use crate::format::date;

pub(super) fn row(panel: Panel, entry: &Entry, doing: &Doing, records: bool, lang: Lang) -> View {
    let is = |one: &Doing| doing == one;
    let id = entry.id.clone();
    let content = match (is(&Doing::Changing(id.clone())), &entry.contact, &entry.note) {
        (true, ..) => form::form(panel, entry.kind(), lang),
        (_, Some(contact), _) => person(contact, lang),
        (_, _, Some(note)) => view! { <p class="vault-note">{note.clone()}</p> },
        _ => View::new(),
    };
    let sure = is(&Doing::Erasing(id.clone())).then(|| sure(panel, entry.clone(), lang));
    let is_erased = entry.shut.as_deref() == Some("erased");
    let actions = (records && !is_erased && is(&Doing::Nothing)).then(|| actions(panel, entry.clone(), lang));
    view! {
        <li class="vault-entry" data-id=id>
            {content}
            <p class="quiet">{written(entry, lang)}</p>
            {sure}
            {actions}
        </li>
    }
}

fn person(contact: &Contact, lang: Lang) -> View {
    let rows = Field::OF_A_CONTACT.into_iter().filter(|field| *field != Field::Name);
    let rows = rows.filter_map(|field| {
        let text = contact.get(field)?.to_owned();
        // What a phone dials: digits only, whatever else was typed.
        let dialled: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        let value = match field {
            Field::Phone if !dialled.is_empty() => {
                view! { <a class="link" href=format!("tel:{dialled}")>{text}</a> }
            }
            _ => text.into_view(),
        };
        Some(view! { <div><dt>{field.word().text(lang)}</dt><dd>{value}</dd></div> })
    });
    view! {
        <p><b>{contact.name.clone()}</b></p>
        <dl class="beside-facts">{rows.collect::<Vec<_>>()}</dl>
    }
}

/// For whom it is, and by whom and when it was written; or why it says nothing.
fn written(entry: &Entry, lang: Lang) -> String {
    let operator = || DeskWord::DeskVaultOperator.text(lang).to_owned();
    let who = entry.name.clone().or_else(|| entry.by.clone()).unwrap_or_else(operator);
    let when = date(entry.at.day(), lang);
    let by = |word: DeskWord| word.with(lang, &[("who", &who), ("when", &when)]);
    let audience = audience_word(entry.audience).text(lang).to_owned();
    match entry.shut.as_deref() {
        None => format!("{audience} · {}", by(DeskWord::DeskVaultWritten)),
        Some("erased") => by(DeskWord::DeskVaultErased),
        Some("no_key") => DeskWord::DeskVaultNoKey.text(lang).to_owned(),
        Some(_) => DeskWord::DeskVaultDamaged.text(lang).to_owned(),
    }
}

pub(super) fn audience_word(audience: Audience) -> DeskWord {
    match audience {
        Audience::OwningOffice => DeskWord::DeskVaultForOwner,
        Audience::Officials | Audience::Public => DeskWord::DeskVaultForOfficials,
    }
}

fn actions(panel: Panel, entry: Entry, lang: Lang) -> View {
    let (id, other) = (entry.id.clone(), entry.id.clone());
    let erase = move |_| panel.begin(Doing::Erasing(other.clone()));
    let edit = entry.shut.is_none().then(|| {
        let begin = move |_| {
            panel.draft.set(Draft::of(&entry));
            panel.begin(Doing::Changing(id.clone()));
        };
        view! { <button type="button" class="link" on:click=begin>{DeskWord::DeskVaultEdit.text(lang)}</button>" " }
    });
    view! {
        <p>
            {edit}
            <button type="button" class="link" on:click=erase>{DeskWord::DeskVaultErase.text(lang)}</button>
        </p>
    }
}

/// Asks once more before anything is gone.
fn sure(panel: Panel, entry: Entry, lang: Lang) -> View {
    let erase = move |_| {
        let entry = entry.clone();
        panel.send(async move |lang| wire::erase(&entry, lang).await);
    };
    view! {
        <div class="vault-sure" role="group" aria-label=DeskWord::DeskVaultErase.text(lang)>
            <p>{DeskWord::DeskVaultEraseSure.text(lang)}</p>
            <button type="button" class="button primary" on:click=erase>{DeskWord::DeskVaultEraseYes.text(lang)}</button>
            " "
            <button type="button" class="link" on:click=move |_| panel.end()>{DeskWord::DeskVaultCancel.text(lang)}</button>
        </div>
    }
}
