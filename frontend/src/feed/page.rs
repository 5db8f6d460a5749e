//! A page of the log as `/api/log` gives it.

use shared::Envelope;
use shared::envelope::WireEvent;
use shared::json::FromJson;

/// Facts after a position, up to a number of positions.
#[derive(FromJson)]
pub struct Page {
    /// The facts, in order of position.
    pub events: Vec<WireEvent>,
    /// The last position of the log, hidden facts counted.
    pub head: u64,
}

/// The fact inside; one that this program is too old for is told to the log and passed over.
pub fn open(event: &WireEvent) -> Option<Envelope> {
    event.open().inspect_err(|trouble| leptos::logging::warn!("a fact was passed over: {trouble}")).ok()
}
