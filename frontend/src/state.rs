//! The folded state as text, for the test that native and WebAssembly give the same bytes.

use shared::envelope::WireEvent;
use shared::json::{self, FromJson};
use shared::{Day, World};
use wasm_bindgen::prelude::*;

#[derive(FromJson)]
struct Events {
    events: Vec<WireEvent>,
    /// The last position that the page covers: hidden facts move the head as well.
    #[serde(default)]
    next: u64,
}

/// Folds pages of `/api/log` (a JSON array of them) and writes the state on a day, as `/api/state` does. Target
/// enterprises are counted from the answer of `/api/census`, when it is given.
///
/// # Errors
/// When the pages, the census or the day cannot be read.
#[wasm_bindgen]
pub fn state_json(log_pages_json: &str, as_of: &str, census_json: Option<String>) -> Result<String, JsError> {
    let pages: Vec<Events> = json::read(log_pages_json)?;
    let day: Day = as_of.parse()?;
    let census = census_json.map(|text| json::read(&text)).transpose()?.unwrap_or_default();
    let mut world = World::default();
    for page in &pages {
        for event in &page.events {
            world.apply(&event.open()?);
        }
        world.pass_over(page.next);
    }
    Ok(shared::state::to_json(&world.atlas(day), &census, None))
}
