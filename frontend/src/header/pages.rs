//! The pages of the program, as links: they open in place, and in another tab like any link.

use crate::prelude::*;
use shared::{Key, Word};

use crate::feed::Feed;
use crate::parts;
use crate::scene::{Page, Scene};

/// The chain whose chart is opened from the map.
fn first_chain() -> Option<Key> {
    "textile".parse().ok()
}

/// Opens a page in place; "back" leads to where the reader was.
pub fn open(scene: Scene, page: Page) {
    if scene.page.get_untracked() == page {
        return;
    }
    crate::address::write_now(scene);
    if let Ok(history) = window().history() {
        // Refused when pushed too often: then "back" leaves the page, and nothing else is lost.
        let _ = history.push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&page.path()));
    }
    scene.opened.set(None);
    scene.page.set(page);
}

/// Map, battle chart.
#[component]
pub fn Pages() -> impl IntoView {
    let (scene, feed) = (Scene::here(), Feed::here());
    let handle = window_event_listener(leptos::ev::popstate, move |_| {
        let path = window().location().pathname().unwrap_or_default();
        scene.page.set(Page::of_path(&path).unwrap_or_default());
    });
    on_cleanup(move || handle.remove());
    let chart = Memo::new(move || match scene.page.get() {
        Page::Chart(chain) => Some(Page::Chart(chain)),
        _ => first_chain().map(Page::Chart),
    });
    let link = move |page: Page, word: Word, is_here: bool| {
        let go = move |event: web_sys::MouseEvent| {
            if event.ctrl_key() || event.meta_key() || event.shift_key() {
                return;
            }
            event.prevent_default();
            open(scene, page);
        };
        let ask = move || {
            if matches!(page, Page::Chart(_)) {
                parts::CHART.prefetch();
                feed.prepare_office();
            }
        };
        let here = is_here.then_some("page");
        view! {
            <a class="page-link" href=page.path() aria-current=here on:click=go on:pointerenter=move |_| ask() on:focus=move |_| ask()>{word.text(scene.lang.get())}</a>
        }
    };
    view! {
        <nav class="pages" aria-label=move || scene.say(Word::PagesLabel)>
            {move || {
                let page = scene.page.get();
                let chart = chart.get().map(|chart| {
                    link(chart, Word::PageChart, matches!(page, Page::Chart(_)))
                });
                let desk = feed.is_office.get().then(|| link(Page::Desk, Word::PageDesk, page == Page::Desk));
                view! { {link(Page::Map, Word::PageMap, page == Page::Map)}{chart}{desk} }
            }}
        </nav>
    }
}
