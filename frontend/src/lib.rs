//! The window: the client, drawn from the same facts by the same code as on the server.
//!
//! `app` lays out the page; `feed` brings facts in; `moment` is the slider's state; `ground` hands a day to the map;
//! `scene` holds what is looked at; everything else draws one thing each.

mod address;
mod agenda;
mod app;
mod chart;
mod charts;
mod config;
mod dom;
mod export;
mod feed;
mod figures;
mod format;
mod forms;
mod ground;
mod header;
mod legend;
pub mod map;
mod media;
mod moment;
mod net;
mod number;
mod panels;
mod parts;
mod phone;
mod picture;
mod prelude;
mod print;
mod record;
mod scene;
mod search;
mod signal;
mod signs;
mod slider;
mod stage;
mod state;
mod table;
mod tables;
mod tell;
mod vault;
mod words;

use wasm_bindgen::prelude::wasm_bindgen;

pub use state::state_json;

/// Starts the program in the page that loaded it.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
    // Effects run as microtasks; a second start of the same module would find them in place already.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let owner = leptos::prelude::Owner::new();
    owner.with(|| dom::mount(app::App {}.draw()));
    // The page lives as long as the program.
    std::mem::forget(owner);
}
