//! Finding a record by its name, in either language, by pinyin or initials: "/" focuses, arrows choose, Enter goes.

mod list;
mod readings;

use crate::prelude::*;
use leptos::task::spawn_local;
use shared::Word;
use shared::search::Hit;
use shared::search::pinyin::PinyinTable;

use crate::panels::Door;
use crate::parts;
use crate::record::Record;
use crate::scene::{Kind, Scene, Subject};
pub use list::Hits;
use readings::readings;

/// Results that are shown at once.
const MOST: usize = 8;

/// The search field with its list.
#[component]
pub fn Search() -> impl IntoView {
    let (scene, record, door) = (Scene::here(), Record::here(), Door::here());
    let typed = RwSignal::new(String::new());
    let chosen = RwSignal::new(0usize);
    let listing = RwSignal::new(false);
    let table = RwSignal::new(None::<PinyinTable>);
    // Whether the part that finds has arrived.
    let able = RwSignal::new(false);
    let field = NodeRef::<web_sys::HtmlInputElement>::new();

    // The names are prepared when somebody searches, and again when records have changed since.
    let index = Memo::new_with_compare(
        move || {
            let day = scene.day.get();
            let wanted = listing.get() && able.get();
            wanted.then(|| table.with(|t| record.with(|w| parts::names(&w.atlas(day), t.as_ref())))).flatten()
        },
        |_, _| true,
    );
    let hits = Memo::new(move || {
        let (text, lang) = (typed.get(), scene.lang.get());
        index.with(|index| index.as_ref().map(|i| parts::found(i, &text, lang, MOST)).unwrap_or_default())
    });

    let begin = move || {
        listing.set(true);
        readings(table);
        if !able.get_untracked() {
            spawn_local(async move { able.set(parts::fetch_search().await) });
        }
    };
    let end = move || {
        listing.set(false);
        typed.set(String::new());
        chosen.set(0);
    };
    let go = move |hit: &Hit| {
        if let Some(kind) = Kind::named(hit.entity) {
            let subject = Subject::new(kind, hit.key);
            door.go(subject);
        }
        if let Some(field) = field.get_untracked() {
            let _ = field.blur();
        }
        end();
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        let many = hits.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if many > 0 => chosen.update(|c| *c = (*c + 1) % many),
            "ArrowUp" if many > 0 => chosen.update(|c| *c = (*c + many - 1) % many),
            "Enter" => {
                if let Some(hit) = hits.with_untracked(|h| h.get(chosen.get_untracked()).cloned()) {
                    go(&hit);
                }
            }
            "Escape" => {
                end();
                if let Some(field) = field.get_untracked() {
                    let _ = field.blur();
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    focus_by_slash(field);

    let is_open = move || listing.get() && !typed.with(String::is_empty);
    let count = move || {
        let lang = scene.lang.get();
        is_open().then(|| Word::SearchCount.with(lang, &[("n", &hits.with(Vec::len).to_string())]))
    };
    let list = move || {
        is_open().then(|| {
            let lang = scene.lang.get();
            parts::hits(Hits { hits: hits.get(), lang, chosen, go: StoredValue::new(Box::new(go)) })
        })
    };
    view! {
        <div class="search" role="search">
            <svg class="icon glass" viewBox="0 0 16 16" aria-hidden="true">
                <circle cx="6.8" cy="6.8" r="4.6" fill="none" stroke="currentColor" stroke-width="1.4" />
                <path d="M10.2 10.2L14 14" stroke="currentColor" stroke-width="1.6" />
            </svg>
            <input
                node_ref=field
                type="search"
                id="search"
                class="tight"
                autocomplete="off"
                spellcheck="false"
                role="combobox"
                aria-expanded=move || is_open().to_string()
                aria-controls="hits"
                aria-autocomplete="list"
                aria-activedescendant=move || is_open().then(|| format!("hit-{}", chosen.get()))
                aria-label=move || scene.say(Word::SearchLabel)
                placeholder=move || scene.say(Word::SearchHint)
                prop:value=typed
                on:focus=move |_| begin()
                on:input=move |event| {
                    listing.set(true);
                    chosen.set(0);
                    typed.set(event_target_value(&event));
                }
                on:keydown=on_key
                on:blur=move |_| listing.set(false)
            />
            <kbd aria-hidden="true">"/"</kbd>
            <span class="unseen" role="status">{count}</span>
            {list}
        </div>
    }
}

/// What a kind of record is called.
pub fn kind_word(entity: &str) -> Word {
    match Kind::named(entity) {
        Some(Kind::Unit) => Word::KindUnit,
        Some(Kind::Hall) => Word::KindHall,
        Some(Kind::Park) | None => Word::KindPark,
        Some(Kind::Parcel) => Word::KindParcel,
        Some(Kind::Port) => Word::KindPort,
        Some(Kind::Project) => Word::KindProject,
        Some(Kind::Enterprise) => Word::KindEnterprise,
        Some(Kind::Region) => Word::KindRegion,
    }
}

/// "/" anywhere outside a field puts the cursor here.
fn focus_by_slash(field: NodeRef<web_sys::HtmlInputElement>) {
    let handle = window_event_listener(leptos::ev::keydown, move |event| {
        use wasm_bindgen::JsCast;
        let target = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        let is_typing =
            target.is_some_and(|t| matches!(t.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA"));
        if event.key() == "/" && !is_typing && !event.ctrl_key() && !event.meta_key() && !event.alt_key() {
            event.prevent_default();
            if let Some(field) = field.get_untracked() {
                let _ = field.focus();
                field.select();
            }
        }
    });
    on_cleanup(move || handle.remove());
}
