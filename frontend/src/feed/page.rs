//! A page of the log as `/api/log` gives it, and the facts in it.

use shared::Envelope;
use shared::json::{FromJson, Json, Misfit};

/// Facts after a position, up to a number of positions.
#[derive(FromJson)]
pub struct Page {
    /// The facts, in order of position.
    pub events: Vec<Opened>,
    /// The last position of the log, hidden facts counted; then the last that this page covers.
    pub head: u64,
    /// Whether there are pages after it.
    #[serde(skip)]
    pub has_more: bool,
}

/// A fact; none where this program is too old for it: that is told to the console and passed over.
pub struct Opened(pub Option<Envelope>);

impl FromJson for Opened {
    fn from_json(json: Json<'_>) -> Result<Self, Misfit> {
        let read = Envelope::read(json);
        Ok(Self(read.inspect_err(|trouble| leptos::logging::warn!("a fact was passed over: {trouble}")).ok()))
    }
}
