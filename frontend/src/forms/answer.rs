//! The pane of a form: its inputs, what the rules say of it, the button, and what the server answers.

use crate::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;
use shared::Lang;
use shared::fact::CorrectionReason;
use shared::form::{self, Form};
use shared::words::DeskWord;

use super::choose::order_word;
use super::conflict;
use super::fields;
use super::filling::{Filling, What};
use super::kept;
use crate::agenda::review;
use crate::feed::Link;
use crate::net;

/// The pane.
pub fn pane(filling: Filling) -> View {
    let desk = filling.desk;
    let told = Memo::new(move || filling.told());
    let overtaken = Memo::new(move || filling.is_overtaken());
    let at = Memo::new(move || {
        told.with(|told| told.as_ref().filter(|t| !t.is_missing).and_then(|t| t.at.clone()))
    });
    let send_it = move |event: web_sys::Event| {
        event.prevent_default();
        if told.with_untracked(Option::is_none) && !overtaken.get_untracked() {
            send(filling);
        }
    };
    let close = move |_| give_up(filling);
    let title = move || {
        let lang = desk.scene.lang.get();
        let about = filling.about();
        match &about.what {
            What::Order(form) => order_word(&form.name, lang).to_owned(),
            What::Correction { content, .. } => {
                let what = form::order_of(content.kind).map_or("", |order| order_word(order, lang));
                DeskWord::DeskFormCorrecting.with(lang, &[("what", what)])
            }
        }
    };
    let inputs = move || {
        let (lang, drawn) = (desk.scene.lang.get(), filling.drawn.get());
        let about = filling.about();
        let extra = matches!(about.what, What::Correction { .. }).then(|| correction(filling, lang));
        let taken_back = filling.draft.with_untracked(|draft| draft.get(Form::RETRACT) == "true");
        let fields = (!taken_back).then(|| fields::all(filling, "", &about.fields, lang, at));
        view! { <div class="form-inputs" data-drawn=drawn>{extra}{fields}</div> }
    };
    let says = move || {
        let lang = desk.scene.lang.get();
        let lost = (desk.feed.link.get() == Link::Lost)
            .then(|| view! { <p class="quiet">{DeskWord::DeskFormLost.text(lang)}</p> });
        let words = told.get().map(|told| {
            view! { <p class="form-told" class:missing=told.is_missing>{told.words}</p> }
        });
        let again = filling.is_again().then(|| DeskWord::DeskFormUnreached.text(lang).to_owned());
        let trouble = filling
            .trouble
            .get()
            .or(again)
            .map(|words| view! { <p class="form-told" role="alert">{words}</p> });
        view! { {lost}{words}{trouble} }
    };
    let restored = move || {
        filling.restored.get().then(|| {
            let lang = desk.scene.lang.get();
            let afresh = move |_| conflict::take(filling);
            view! {
                <p class="form-restored quiet">{DeskWord::DeskFormRestored.text(lang)}" "<button type="button" class="link" on:click=afresh>{DeskWord::DeskFormAfresh.text(lang)}</button></p>
            }
        })
    };
    let word = move || {
        let word = if filling.busy.get() { DeskWord::DeskFormSending } else { DeskWord::DeskFormSend };
        word.text(desk.scene.lang.get())
    };
    let is_off = move || told.with(Option::is_some) || filling.busy.get() || overtaken.get();
    view! {
        <form class="form-pane" id="form" novalidate=true on:submit=send_it>
            <h3>{title}</h3>
            {restored}
            {move || overtaken.get().then(|| conflict::view(filling))}
            {inputs}
            <div class="form-end">
                <div id="form-says" aria-live="polite">{says}</div>
                <p class="form-buttons">
                    <button type="submit" class="button primary" aria-describedby="form-says" disabled=is_off>{word}</button>
                    <button type="button" class="link form-close" on:click=close>{move || DeskWord::DeskFormClose.text(desk.scene.lang.get())}</button>
                </p>
            </div>
        </form>
    }
}

/// What a correction asks for before the content: whether it happened at all, on which day, and why it was wrong.
fn correction(filling: Filling, lang: Lang) -> View {
    let is = |draft: &shared::form::Draft| draft.get(Form::RETRACT) == "true";
    let choice = |retract: bool, word: DeskWord| {
        let pressed = move || (filling.draft.with(is) == retract).to_string();
        let choose =
            move |_| filling.change(|draft| draft.set(Form::RETRACT, if retract { "true" } else { "" }));
        view! { <button type="button" aria-pressed=pressed on:click=choose>{word.text(lang)}</button> }
    };
    let mut reasons = vec![(String::new(), String::new())];
    reasons.extend(
        CorrectionReason::ALL.map(|reason| (reason.slug().to_owned(), reason.word().text(lang).to_owned())),
    );
    let reason =
        fields::select(filling, Form::REASON, DeskWord::DeskFormReason.text(lang).to_owned(), reasons, true);
    let today = filling.desk.moment.today.get_untracked().to_string();
    let day = (!filling.draft.with_untracked(is)).then(|| {
        fields::day(
            filling,
            Form::RIGHT_DAY,
            DeskWord::DeskFormDayRight.text(lang).to_owned(),
            Some(today),
            true,
        )
    });
    view! {
        <div class="segmented form-mode" role="group">{choice(false, DeskWord::DeskFormRight)}{choice(true, DeskWord::DeskFormRetract)}</div>
        {reason}
        {day}
    }
}

/// Sends what stands in the form. What was sent before without an answer goes under the same name: it has one effect.
fn send(filling: Filling) {
    let Ok(command) = filling.command() else { return };
    if filling.busy.get_untracked() {
        return;
    }
    let text = command.to_string();
    let known = filling.once.get_untracked().filter(|(sent, _)| *sent == text);
    let (text, name) = known.unwrap_or_else(|| (text, crate::agenda::new_name()));
    filling.once.set(Some((text.clone(), name.clone())));
    filling.busy.set(true);
    filling.trouble.set(None);
    let lang = filling.desk.scene.lang.get_untracked();
    let seen = filling.seen.get_untracked();
    spawn_local(async move {
        match net::command_at(&text, &name, seen, lang).await {
            Ok(told) => done(filling, &told),
            Err(not) => {
                match not.status {
                    0 => filling.trouble.set(Some(DeskWord::DeskFormUnreached.text(lang).to_owned())),
                    412 => filling.missed.set(streams(&not.body)),
                    _ => filling.trouble.set(Some(not.words(lang))),
                }
                // What was answered has had its effect, or none: the next attempt is another one.
                if not.status != 0 {
                    filling.once.set(None);
                }
                filling.busy.set(false);
            }
        }
    });
}

/// The records that the server found changed.
fn streams(body: &str) -> Vec<String> {
    let body: Value = serde_json::from_str(body).unwrap_or_default();
    let conflicts = body.get("conflicts").and_then(Value::as_array).into_iter().flatten();
    let stream = |conflict: &Value| Some(conflict.get("stream")?.as_str()?.to_owned());
    let streams: Vec<String> = conflicts.filter_map(stream).collect();
    // Told without names, it is a conflict all the same.
    if streams.is_empty() { vec![String::new()] } else { streams }
}

fn done(filling: Filling, told: &net::Told) {
    let desk = filling.desk;
    kept::forget(filling);
    let lang = desk.scene.lang.get_untracked();
    let about = filling.about();
    let what = match &about.what {
        What::Order(form) => order_word(&form.name, lang),
        What::Correction { .. } => order_word("correct", lang),
    };
    desk.scene.notice.set(Some(match told {
        net::Told::Recorded(_) => DeskWord::DeskFormRecorded.with(lang, &[("what", what)]),
        net::Told::Waits(number) => review::waits(*number, lang),
    }));
    let key = about.key.map(|key| key.to_string());
    let key =
        key.unwrap_or_else(|| filling.draft.with_untracked(|draft| draft.get(Form::KEY).trim().to_owned()));
    // What is kept of the form is let go with it.
    filling.once.set(None);
    filling.base.set(filling.draft.get_untracked());
    // The other part of what was split has its record now.
    if about.key.is_none()
        && desk.handed.with_untracked(|h| h.as_ref().is_some_and(|(kind, ..)| *kind == about.kind))
    {
        desk.handed.set(None);
    }
    match told {
        net::Told::Recorded(_) => desk.go(&format!("{}/{key}", about.kind), ""),
        // A record that is put forward is not there yet: the desk says what became of it.
        net::Told::Waits(_) => desk.scene.recording.set(None),
    }
}

/// Nothing is recorded, and nothing is kept.
pub fn give_up(filling: Filling) {
    filling.once.set(None);
    filling.draft.set(filling.base.get_untracked());
    kept::forget(filling);
    let about = filling.about();
    let record = match about.key {
        Some(key) => format!("{}/{key}", about.kind),
        None => about.kind.clone(),
    };
    filling.desk.go(&record, "");
}
