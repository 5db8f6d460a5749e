//! Which kind of record, and which one: by name or key, or a new one.

use crate::prelude::*;
use shared::form::{self, Form};
use shared::words::DeskWord;
use shared::{Command, Context, Key, Lang, Text, World, decide};

use super::page::kind_word;
use super::{Desk, KINDS};

/// Records that are listed at once.
const MOST: usize = 20;

/// The kinds of record.
pub fn kinds(desk: Desk) -> View {
    let list = move || {
        let lang = desk.scene.lang.get();
        let one = |kind: &'static str| {
            view! { <li><button type="button" class="button" data-kind=kind on:click=move |_| desk.go(kind, "")>{kind_word(kind, lang)}</button></li> }
        };
        view! { <ul class="form-kinds">{KINDS.map(one).into_iter().collect::<Vec<_>>()}</ul> }
    };
    list.into_view()
}

/// New ones, and those that are there.
pub fn records(desk: Desk, kind: String) -> View {
    let typed = RwSignal::new(String::new());
    let entries = {
        let kind = kind.clone();
        move || {
            let lang = desk.scene.lang.get();
            let forms = desk.forms.with(|forms| entering(desk, forms, &kind));
            let one = |form: Form| {
                let word = order_word(&form.name, lang);
                let kind = form.record.clone();
                let name = form.name.clone();
                let begin = move |_| desk.go(&kind, &form.name);
                view! { <li><button type="button" class="button" data-order=name on:click=begin>{word}</button></li> }
            };
            view! { <ul class="form-kinds">{forms.into_iter().map(one).collect::<Vec<_>>()}</ul> }
        }
    };
    let found = move || {
        let lang = desk.scene.lang.get();
        let found = desk.with_world(|world| typed.with(|typed| find(world, &kind, typed)));
        let count = DeskWord::DeskFormFound.with(lang, &[("n", &found.len().to_string())]);
        let one = |(key, name): &(Key, Option<Text>)| {
            let record = format!("{kind}/{key}");
            let name = name.as_ref().map(|name| name.get(lang).to_owned()).unwrap_or_default();
            let key = key.to_string();
            view! {
                <li><button type="button" class="entry" data-record=record.clone() on:click=move |_| desk.go(&record, "")><span>{name}</span><code class="quiet">{key}</code></button></li>
            }
        };
        let listed: Vec<View> = found.iter().take(MOST).map(one).collect();
        view! {
            <p class="quiet" role="status">{count}</p>
            <ol class="entries form-found">{listed}</ol>
        }
    };
    let lang = desk.scene.lang;
    view! {
        <div class="form-page single form-choose">
            {entries}
            <label class="form-field">
                <span class="form-label">{move || DeskWord::DeskFormFind.text(lang.get())}</span>
                <input type="search" id="form-find" autocomplete="off" spellcheck="false" on:input=move |event: web_sys::Event| typed.set(event_target_value(&event)) />
            </label>
            {found}
        </div>
    }
}

/// The word for a command.
pub fn order_word(order: &str, lang: Lang) -> &'static str {
    let name = format!("desk-order-{}", order.replace('_', "-"));
    DeskWord::named(&name).map_or("", |word| word.text(lang))
}

/// The commands that enter a record of a kind which nobody knows yet.
fn entering(desk: Desk, forms: &[Form], kind: &str) -> Vec<Form> {
    let today = desk.moment.today.get_untracked();
    let enters = |form: &&Form| {
        let nobody: Option<Key> = "nobody-has-this-key".parse().ok();
        nobody.is_some_and(|key| {
            desk.feed.world.with_untracked(|world| refused(world, form, key, today).is_none())
        })
    };
    forms.iter().filter(|form| form.record == kind).filter(enters).cloned().collect()
}

/// Why a command makes no sense for a record as it stands.
pub fn refused(world: &World, form: &Form, key: Key, today: shared::Day) -> Option<shared::Refusal> {
    let command = Command::of(form::probe(form, key, world, today)).ok()?;
    let refusal = decide(world, &command, &Context { today }).err()?;
    form::is_about_the_record(&refusal, &form.record, key).then_some(refusal)
}

/// The records of a kind in whose key or name something occurs; those whose key begins with it first.
pub fn find(world: &World, kind: &str, typed: &str) -> Vec<(Key, Option<Text>)> {
    let wanted = typed.trim().to_lowercase();
    let (mut first, mut then) = (Vec::new(), Vec::new());
    for key in form::keys(world, kind) {
        let name = form::name(world, kind, key);
        let text = key.as_str().to_lowercase();
        let named =
            || name.as_ref().is_some_and(|n| n.zh.contains(&wanted) || n.en.to_lowercase().contains(&wanted));
        if text.starts_with(&wanted) {
            first.push((key, name));
        } else if text.contains(&wanted) || named() {
            then.push((key, name));
        }
    }
    first.append(&mut then);
    first
}
