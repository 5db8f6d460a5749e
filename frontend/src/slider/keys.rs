//! Time by the keyboard: on the slider itself, and from the page where nothing else wants the keys.

use crate::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use crate::moment::{Moment, Stride};

/// Keys on the slider: arrows a day, with Shift or Page keys a month, Home and End the ends, space plays.
pub fn on_slider(moment: Moment, event: &KeyboardEvent) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let arrow = if event.shift_key() { Stride::Month } else { Stride::Day };
    let step = match event.key().as_str() {
        "ArrowLeft" | "ArrowDown" => (arrow, -1),
        "ArrowRight" | "ArrowUp" => (arrow, 1),
        "PageDown" => (Stride::Month, -1),
        "PageUp" => (Stride::Month, 1),
        "Home" => {
            event.prevent_default();
            moment.playing.set(false);
            return moment.ask(moment.first.get_untracked());
        }
        "End" => {
            event.prevent_default();
            return moment.back_to_today();
        }
        " " => {
            event.prevent_default();
            return moment.play_or_pause();
        }
        _ => return,
    };
    event.prevent_default();
    moment.playing.set(false);
    moment.step(step.0, step.1);
}

/// Keys of the whole page: space plays, arrows go by day, unless a control has the focus.
pub fn keys(moment: Moment) {
    let handle = window_event_listener(leptos::ev::keydown, move |event| {
        let key = event.key();
        let is_ours = matches!(key.as_str(), " " | "ArrowLeft" | "ArrowRight");
        if is_ours && !event.default_prevented() && is_idle(&event) {
            on_slider(moment, &event);
        }
    });
    on_cleanup(move || handle.remove());
}

/// Whether the keys go to the page itself.
fn is_idle(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_none_or(|element| element.tag_name() == "BODY" || element.tag_name() == "HTML")
}
