//! What the table lists: a tab for each kind of record, and whether only what is in view.

use crate::prelude::*;
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
                class="table-tab tight"
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
            <button
                type="button"
                class="table-in-view tight"
                role="switch"
                aria-checked=move || scene.scope.get().in_view.to_string()
                hidden=move || !ground.standing.get()
                on:click=move |_| scene.scope.update(|scope| scope.in_view = !scope.in_view)
            >
                <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
                    <rect x="1.5" y="1.5" width="13" height="13" fill="none" stroke="currentColor" />
                    <path class="tick" d="M4 8.2L7 11.2L12.2 5" fill="none" stroke="currentColor" stroke-width="2" />
                </svg>
                {move || scene.say(Word::TableInView)}
            </button>
        </div>
    }
}

/// Arrow keys, Home and End go from tab to tab.
fn step(reader: Reader, event: &KeyboardEvent) {
    let last = Sheet::ALL.len() - 1;
    let now = Sheet::ALL.iter().position(|sheet| *sheet == reader.sheet.get_untracked()).unwrap_or(0);
    let next = match event.key().as_str() {
        "ArrowRight" => {
            if now == last {
                0
            } else {
                now + 1
            }
        }
        "ArrowLeft" => {
            if now == 0 {
                last
            } else {
                now - 1
            }
        }
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
