//! The grid: on desks and walls columns between header and time, on phones a map under a sheet.

use crate::prelude::*;
use shared::Word;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::MediaQueryListEvent;

use crate::figures::Strip;
use crate::header::Header;
use crate::legend::{Legend, ScopeLine};
use crate::parts;
use crate::phone::Phone;
use crate::scene::Scene;
use crate::search::Search;
use crate::signal::keep;
use crate::slider::Time;
use crate::stage::Stage;

/// The grid that fits the screen.
#[component]
pub fn Frame() -> impl IntoView {
    let narrow = follow_width();
    move || if narrow.get() { view! { <Phone /> }.into_any() } else { view! { <Desk /> }.into_any() }
}

#[component]
fn Desk() -> impl IntoView {
    let scene = Scene::here();
    let open = move || scene.opened.with(Option::is_some);
    view! {
        <div class="desk" class:with-panel=open>
            <Header />
            <Strip />
            <aside class="side" aria-label=move || scene.say(Word::LegendLabel)>
                <Search />
                <Legend />
                <ScopeLine />
            </aside>
            <Stage />
            {move || open().then(|| view! {
                <aside class="panel" aria-label=move || scene.say(Word::PanelLabel)>{parts::PANEL.view()}</aside>
            })}
            <Time />
        </div>
    }
}

/// Whether the screen is a phone's; follows turning and resizing.
fn follow_width() -> RwSignal<bool> {
    let narrow = RwSignal::new(false);
    let Ok(Some(query)) = window().match_media("(max-width: 767px)") else { return narrow };
    narrow.set(query.matches());
    let changed = Closure::<dyn FnMut(MediaQueryListEvent)>::new(move |event: MediaQueryListEvent| {
        narrow.set(event.matches());
    });
    // The page lives as long as the program: so does its ear for the width.
    let _ = query.add_event_listener_with_callback("change", changed.as_ref().unchecked_ref());
    keep((query, changed));
    narrow
}
