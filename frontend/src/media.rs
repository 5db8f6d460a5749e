//! What the device says of itself, followed while it changes: how wide it is, whether it asks for less movement.

use crate::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::MediaQueryListEvent;

use crate::signal::keep;

/// A phone's screen.
pub const NARROW: &str = "(max-width: 767px)";
/// A reader who asks for less movement.
pub const STILL: &str = "(prefers-reduced-motion: reduce)";

/// Whether a media query holds, now and whenever that changes.
pub fn follow(query: &str) -> RwSignal<bool> {
    let holds = RwSignal::new(false);
    let Ok(Some(query)) = window().match_media(query) else { return holds };
    holds.set(query.matches());
    let changed = Closure::<dyn FnMut(MediaQueryListEvent)>::new(move |event: MediaQueryListEvent| {
        holds.set(event.matches());
    });
    // The page lives as long as the program: so does its ear.
    let _ = query.add_event_listener_with_callback("change", changed.as_ref().unchecked_ref());
    keep((query, changed));
    holds
}
