//! The form of a contact or a note. What was typed lies outside of it: the panel may be drawn anew meanwhile.

use crate::prelude::*;
use shared::vault::{Contact, Content, Field, Kind};
use shared::words::DeskWord;
use shared::{Audience, Lang};

use super::entry::audience_word;
use super::wire::{self, Entry};
use super::{Doing, Panel};

/// What was typed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Draft {
    audience: Audience,
    contact: Contact,
    note: String,
}

impl Default for Draft {
    fn default() -> Self {
        Self { audience: Audience::OwningOffice, contact: Contact::default(), note: String::new() }
    }
}

impl Draft {
    pub(super) fn of(entry: &Entry) -> Self {
        Self {
            audience: entry.audience,
            contact: entry.contact.clone().unwrap_or_default(),
            note: entry.note.clone().unwrap_or_default(),
        }
    }

    fn get(&self, field: Field) -> String {
        match field {
            Field::Note => self.note.clone(),
            other => self.contact.get(other).unwrap_or_default().to_owned(),
        }
    }

    fn set(&mut self, field: Field, text: String) {
        let contact = &mut self.contact;
        match field {
            Field::Note => self.note = text,
            Field::Name => contact.name = text,
            Field::Title => contact.title = Some(text),
            Field::Phone => contact.phone = Some(text),
            Field::Email => contact.email = Some(text),
            Field::Wechat => contact.wechat = Some(text),
            Field::Office => contact.office = Some(text),
        }
    }

    fn content(self, kind: Kind) -> Content {
        match kind {
            Kind::Contact => Content::Contact(self.contact),
            Kind::Note => Content::Note(self.note),
        }
        .tidy()
    }
}

pub(super) fn form(panel: Panel, kind: Kind, lang: Lang) -> View {
    let send = move |event: web_sys::Event| {
        event.prevent_default();
        let draft = panel.draft.get_untracked();
        let (audience, content) = (draft.audience, draft.content(kind));
        // The same rules as on the server, told before anything is sent.
        if let Err(unfit) = content.check() {
            panel.trouble.set(Some(unfit.word(lang)));
            return;
        }
        let stream = panel.stream();
        match panel.doing.get_untracked() {
            Doing::Adding(_, once) => {
                panel.send(async move |lang| wire::add(&stream, audience, &content, &once, lang).await);
            }
            Doing::Changing(id) => {
                // As it was last seen: whoever was told that others changed it has seen that.
                let seen = panel.listed.with_untracked(|listed| {
                    listed
                        .as_ref()
                        .and_then(|listed| listed.entries.iter().find(|entry| entry.id == id).cloned())
                });
                if let Some(entry) = seen {
                    panel.send(async move |lang| wire::change(&entry, audience, &content, lang).await);
                }
            }
            Doing::Nothing | Doing::Erasing(_) => {}
        }
    };
    let fields: Vec<_> = match kind {
        Kind::Contact => Field::OF_A_CONTACT.into_iter().map(|one| field(panel, one, lang)).collect(),
        Kind::Note => vec![field(panel, Field::Note, lang)],
    };
    let now = panel.draft.with_untracked(|draft| draft.audience);
    let options = [Audience::OwningOffice, Audience::Officials].map(|one| {
        view! { <option value=u8::from(one).to_string() selected=one == now>{audience_word(one).text(lang)}</option> }
    });
    let choose = move |event: web_sys::Event| {
        let chosen = event_target_value(&event).parse::<u8>().ok().and_then(|n| Audience::try_from(n).ok());
        if let Some(audience) = chosen {
            panel.draft.update(|draft| draft.audience = audience);
        }
    };
    view! {
        <form class="vault-form login-form" on:submit=send>
            {fields}
            <label class="login-field"><span>{DeskWord::DeskVaultFor.text(lang)}</span>
                <select on:change=choose>{options.into_iter().collect::<Vec<_>>()}</select>
            </label>
            <p>
                <button type="submit" class="button primary" disabled=move || panel.busy.get()>{DeskWord::DeskVaultSave.text(lang)}</button>
                " "
                <button type="button" class="link" on:click=move |_| panel.end()>{DeskWord::DeskVaultCancel.text(lang)}</button>
            </p>
        </form>
    }
}

fn field(panel: Panel, field: Field, lang: Lang) -> View {
    let value = panel.draft.with_untracked(|draft| draft.get(field));
    let typed = move |event: web_sys::Event| {
        let text = event_target_value(&event);
        panel.draft.update(|draft| draft.set(field, text));
    };
    let most = field.most().to_string();
    let input = match field {
        Field::Note => {
            view! { <textarea name="note" rows="6" maxlength=most required=true prop:value=value on:input=typed></textarea> }
        }
        other => {
            let kind = match other {
                Field::Phone => "tel",
                _ => "text",
            };
            view! { <input type=kind name=other.slug() maxlength=most autocomplete="off" required=other == Field::Name prop:value=value on:input=typed /> }
        }
    };
    view! { <label class="login-field"><span>{field.word().text(lang)}</span>{input}</label> }
}
