//! The sheet: three heights, changed by the grip, by pulling it, or by the keyboard.

use crate::prelude::*;
use shared::Word;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

use crate::scene::Scene;

/// How far the sheet is up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Its first lines.
    Peek,
    /// Half the screen.
    Half,
    /// All but the header.
    Full,
}

impl Place {
    const fn name(self) -> &'static str {
        match self {
            Place::Peek => "peek",
            Place::Half => "half",
            Place::Full => "full",
        }
    }

    const fn up(self) -> Self {
        match self {
            Place::Peek => Place::Half,
            Place::Half | Place::Full => Place::Full,
        }
    }

    const fn down(self) -> Self {
        match self {
            Place::Full => Place::Half,
            Place::Half | Place::Peek => Place::Peek,
        }
    }
}

/// A pull of fewer px is a tap.
const PULL: f64 = 24.0;

/// The sheet.
#[component]
pub fn Sheet(place: RwSignal<Place>, children: View) -> impl IntoView {
    let scene = Scene::here();
    let begun = StoredValue::new(None::<f64>);
    let grab = move |event: PointerEvent| {
        begun.set_value(Some(f64::from(event.client_y())));
        if let Some(grip) = event.current_target().and_then(|t| t.dyn_into::<Element>().ok()) {
            let _ = grip.set_pointer_capture(event.pointer_id());
        }
    };
    let let_go = move |event: PointerEvent| {
        let Some(from) = begun.try_update_value(Option::take).flatten() else { return };
        let pulled = from - f64::from(event.client_y());
        place.update(|place| {
            *place = if pulled > PULL {
                if pulled > 260.0 { Place::Full } else { place.up() }
            } else if pulled < -PULL {
                if pulled < -260.0 { Place::Peek } else { place.down() }
            } else if *place == Place::Full {
                Place::Half
            } else {
                place.up()
            };
        });
    };
    let key = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "ArrowUp" | "Enter" | " " => {
            event.prevent_default();
            place.update(|p| *p = p.up());
        }
        "ArrowDown" | "Escape" => {
            event.prevent_default();
            place.update(|p| *p = p.down());
        }
        _ => {}
    };
    view! {
        <section class="sheet" data-place=move || place.get().name() aria-label=move || scene.say(Word::SheetLabel)>
            <button
                type="button"
                class="grip"
                aria-label=move || scene.say(Word::SheetGrip)
                aria-expanded=move || (place.get() != Place::Peek).to_string()
                on:pointerdown=grab
                on:pointerup=let_go
                on:keydown=key
            ></button>
            <div class="sheet-body">{children}</div>
        </section>
    }
}
