//! A row of the legend: click switches its class, double click (or Shift) leaves only this one.

use crate::prelude::*;
use shared::Word;

use crate::scene::Scene;

/// A group of rows under one head of columns.
#[component]
pub fn Group(
    title: Word,
    count: Signal<&'static str>,
    amount: Signal<&'static str>,
    children: View,
) -> impl IntoView {
    let scene = Scene::here();
    view! {
        <div class="group" role="group" aria-label=move || scene.say(title)>
            <p class="columns">
                <b>{move || scene.say(title)}</b>
                <span class="number">{count}</span>
                <span class="number">{amount}</span>
            </p>
            {children}
        </div>
    }
}

/// A class.
#[component]
pub fn Row(
    slug: &'static str,
    name: Word,
    on: Signal<bool>,
    count: Signal<String>,
    amount: Signal<String>,
    switch: impl Fn() + 'static,
    solo: impl Fn() + Clone + 'static,
    sign: AnyView,
) -> impl IntoView {
    let scene = Scene::here();
    let alone = solo.clone();
    view! {
        <button
            type="button"
            class="row tight"
            class:off=move || !on.get()
            role="switch"
            aria-checked=move || on.get().to_string()
            data-class=slug
            title=move || scene.say(Word::LegendHint)
            on:click=move |event| if event.shift_key() { alone() } else { switch() }
            on:dblclick=move |_| solo()
        >
            <span class="sign">{sign}</span>
            <span class="name">{move || scene.say(name)}</span>
            <span class="number">{count}</span>
            <span class="number soft">{amount}</span>
        </button>
    }
}
