//! "As we knew it on": the second, plain control of time. It asks what had been recorded by the end of a day.

use crate::prelude::*;
use shared::{Day, Stamp, Word};

use super::date::read;
use crate::format;
use crate::moment::Moment;
use crate::record::Record;
use crate::scene::Scene;

/// The cell at the right of the strip.
#[component]
pub fn Known() -> impl IntoView {
    let (scene, record, moment) = (Scene::here(), Record::here(), Moment::here());
    let choosing = RwSignal::new(false);
    let recorded = Memo::new(move || record.corrections());
    let corrections = Memo::new(move || {
        let end = Stamp::end_of(scene.known_on.get().unwrap_or_else(|| scene.day.get()));
        recorded.with(|recorded| recorded.iter().filter(|on| **on > end).count())
    });
    let head = move || {
        let lang = scene.lang.get();
        match scene.known_on.get() {
            None => Word::KnownNow.text(lang).to_owned(),
            Some(day) => Word::KnownOn.with(lang, &[("day", &format::date(day, lang))]),
        }
    };
    let note = move || {
        let (lang, n) = (scene.lang.get(), corrections.get());
        let word = match (scene.known_on.get(), n) {
            (_, 0) => Word::KnownNoCorrections,
            (None, _) => Word::KnownWithCorrections,
            (Some(_), _) => Word::KnownWithoutCorrections,
        };
        word.with(lang, &[("n", &n.to_string())])
    };
    let choose = move |day: Option<Day>| {
        choosing.set(false);
        scene.known_on.set(day);
    };
    view! {
        <div class="known">
            <p class="label soft" id="known-label">{move || scene.say(Word::KnownLabel)}</p>
            <button
                type="button"
                class="known-now tight"
                aria-expanded=move || choosing.get().to_string()
                aria-describedby="known-label"
                on:click=move |_| choosing.update(|c| *c = !*c)
            >
                <b>{head}</b>
                " "
                <span class="soft">{note}</span>
                " ▾"
            </button>
            {move || choosing.get().then(|| view! { <Choice choose /> })}
            <p class="back">
                <button
                    type="button"
                    class="link"
                    disabled=move || moment.is_today() && scene.known_on.get().is_none()
                    on:click=move |_| {
                        scene.known_on.set(None);
                        moment.back_to_today();
                    }
                >
                    {move || scene.say(Word::TimeToday)}
                </button>
                <span class="hint">{move || scene.say(Word::TimeKeys)}</span>
            </p>
        </div>
    }
}

#[component]
fn Choice(choose: impl Fn(Option<Day>) + Copy + 'static) -> impl IntoView {
    let scene = Scene::here();
    let lang = scene.lang.get_untracked();
    let day = scene.day.get_untracked();
    let field = NodeRef::<web_sys::HtmlInputElement>::new();
    let typed = move || field.get_untracked().and_then(|field| read(&field.value()));
    let take = move || {
        if let Some(day) = typed() {
            choose(Some(day));
        }
    };
    view! {
        <div class="known-choice" role="group" aria-label=Word::KnownLabel.text(lang)>
            <p class="soft">{Word::KnownWhy.text(lang)}</p>
            <p class="line">
                <button type="button" class="button" on:click=move |_| choose(None)>{Word::KnownNow.text(lang)}</button>
                <button type="button" class="button" on:click=move |_| choose(Some(day))>
                    {Word::KnownOnShown.with(lang, &[("day", &format::date(day, lang))])}
                </button>
            </p>
            <p class="line">
                <input
                    node_ref=field
                    type="text"
                    class="field"
                    inputmode="numeric"
                    maxlength="10"
                    aria-label=Word::KnownField.text(lang)
                    prop:value=scene.known_on.get_untracked().unwrap_or(day).to_string()
                    on:keydown=move |event| if event.key() == "Enter" { take() }
                />
                <button type="button" class="button primary" on:click=move |_| take()>{Word::KnownTake.text(lang)}</button>
            </p>
        </div>
    }
}
