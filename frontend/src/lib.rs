//! The window: the client, drawn from the same facts by the same code as on the server.
//!
//! `app` lays out the page; `feed` brings facts in; `moment` is the slider's state; `ground` hands a day to the map;
//! `scene` holds what is looked at; everything else draws one thing each.

mod config;
mod feed;
mod format;
mod ground;
pub mod map;
mod moment;
mod net;
mod record;
mod scene;
mod state;

use wasm_bindgen::prelude::wasm_bindgen;

pub use state::state_json;

/// Starts the program in the page that loaded it.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}
