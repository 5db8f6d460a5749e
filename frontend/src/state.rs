//! The folded state as text, for the test that native and WebAssembly give the same bytes.

use shared::json::{self, FromJson, Json, Misfit};
use shared::{Day, Envelope, World};
use thiserror::Error;
use wasm_bindgen::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// A fact that must be understood.
struct Event(Envelope);

impl FromJson for Event {
    fn from_json(json: Json<'_>) -> Result<Self, Misfit> {
        Envelope::read(json).map(Self).map_err(Misfit::new)
    }
}

#[derive(FromJson)]
struct Events {
    events: Vec<Event>,
    /// The last position that the page covers: hidden facts move the head as well.
    #[serde(default)]
    next: u64,
}

/// Why there is no state.
#[derive(Debug, Error)]
pub enum Unfolded {
    /// The part that folds did not arrive.
    #[error(transparent)]
    Absent(#[from] SplitLoaderError),
    /// Pages or census are not what they should be.
    #[error(transparent)]
    Misfit(#[from] Misfit),
    /// No day.
    #[error(transparent)]
    Day(#[from] shared::day::NotADay),
}

/// Folds pages of `/api/log` (a JSON array of them) and writes the state on a day, as `/api/state` does. Target
/// enterprises are counted from the answer of `/api/census`, when it is given.
///
/// # Errors
/// When the pages, the census or the day cannot be read.
#[wasm_bindgen]
pub async fn state_json(
    log_pages_json: String,
    as_of: String,
    census_json: Option<String>,
) -> Result<String, JsError> {
    Ok(fold(log_pages_json, as_of, census_json).await?)
}

/// Nobody but the test needs it: a part of its own.
#[wasm_split(state, fallible)]
fn fold(log_pages_json: String, as_of: String, census_json: Option<String>) -> Result<String, Unfolded> {
    let pages: Vec<Events> = json::read(&log_pages_json)?;
    let day: Day = as_of.parse()?;
    let census = census_json.map(|text| json::read(&text)).transpose()?.unwrap_or_default();
    let mut world = World::default();
    for page in pages {
        for event in page.events {
            world.take(event.0);
        }
        world.pass_over(page.next);
    }
    Ok(shared::state::to_json(&world.atlas(day), &census, None))
}
