//! What the table lists: a tab for each kind of record, only what is in view, and the way back to the map.

use leptos::prelude::*;
use shared::Word;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::sheet::Sheet;
use super::view::{Reader, tab_id};
use crate::ground::Ground;
use crate::scene::Scene;

/// The line above the table.
#[component]
pub fn Choice(reader: Reader) -> impl IntoView {
    let (scene, ground) = (Scene::here(), Ground::here());
    let tabs = Sheet::ALL.into_iter().map(|sheet| {
        let is_chosen = move || reader.sheet.get() == sheet;
        view! {
            <button
                type="button"
                class="tab tight"
                role="tab"
                id=tab_id(sheet)
                aria-controls="table-panel"
                aria-selected=move || is_chosen().to_string()
                tabindex=move || if is_chosen() { "0" } else { "-1" }
                on:click=move |_| reader.turn_to(sheet)
            >
                {move || scene.say(sheet.word())}
            </button>
        }
    });
    view! {
        <div class="table-choice">
            <div
                class="table-tabs"
                role="tablist"
                aria-label=move || scene.say(Word::TableKinds)
                on:keydown=move |event| step(reader, &event)
            >
                {tabs.collect::<Vec<_>>()}
            </div>
            <label class="table-in-view" hidden=move || !ground.standing.get()>
                <input
                    type="checkbox"
                    prop:checked=move || scene.scope.get().in_view
                    on:change=move |event| scene.scope.update(|scope| scope.in_view = event_target_checked(&event))
                />
                {move || scene.say(Word::TableInView)}
            </label>
            <button
                type="button"
                class="table-close tight"
                hidden=move || !ground.standing.get()
                aria-label=move || scene.say(Word::TableClose)
                title=move || scene.say(Word::TableClose)
                on:click=move |_| scene.table.set(false)
            >
                <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
                    <path d="M3.5 3.5L12.5 12.5M12.5 3.5L3.5 12.5" fill="none" stroke="currentColor" stroke-width="1.4" />
                </svg>
            </button>
        </div>
    }
}

/// Arrow keys, Home and End go from tab to tab.
fn step(reader: Reader, event: &KeyboardEvent) {
    let last = Sheet::ALL.len() - 1;
    let now = Sheet::ALL.iter().position(|sheet| *sheet == reader.sheet.get_untracked()).unwrap_or(0);
    let next = match event.key().as_str() {
        "ArrowRight" => if now == last { 0 } else { now + 1 },
        "ArrowLeft" => if now == 0 { last } else { now - 1 },
        "Home" => 0,
        "End" => last,
        _ => return,
    };
    event.prevent_default();
    if let Some(sheet) = Sheet::ALL.get(next) {
        reader.turn_to(*sheet);
        let tab = document().get_element_by_id(&tab_id(*sheet));
        if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
            // A button that is in the page takes the focus.
            let _taken = tab.focus();
        }
    }
}
