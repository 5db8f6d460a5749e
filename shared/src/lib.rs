//! The meaning of the log: facts, the world folded from them, and what is drawn and counted.
//!
//! Pure: no clock, no randomness, no I/O, no `HashMap`, no transcendental floats. The server and the
//! browser run this same code over the same facts and get the same bytes.
//!
//! ```text
//! decide(world, command) → facts        may this be done, and what happened
//! World::apply(envelope)                what follows from it
//! World::as_at(stamp).atlas(day)        the world as we knew it then, as it was that day
//! draw(atlas) → GeoJSON   tally(atlas) → figures
//! ```

// What is derived for our own types names this crate as everybody else does.
extern crate self as shared;

pub mod access;
pub mod agenda;
pub mod atlas;
pub mod census;
pub mod chart;
pub mod command;
pub mod day;
pub mod decide;
#[cfg(feature = "describe")]
pub mod describe;
pub mod draw;
pub mod entity;
pub mod envelope;
pub mod fact;
pub mod form;
pub mod geometry;
pub mod history;
pub mod json;
pub mod key;
pub mod ledger;
pub mod measure;
pub mod order;
pub mod refusal;
pub mod region;
pub mod review;
pub mod search;
pub mod stamp;
pub mod state;
pub mod tally;
pub mod text;
pub mod tidings;
pub mod vault;
pub mod words;
pub mod world;

pub use command::Command;
pub use day::Day;
pub use decide::{Context, NewFact, decide};
pub use envelope::{Audience, Envelope};
pub use fact::Fact;
pub use geometry::Point;
pub use key::Key;
pub use measure::Area;
pub use refusal::Refusal;
pub use region::RegionCode;
pub use stamp::Stamp;
pub use text::{Lang, Text};
pub use words::Word;
pub use world::World;

#[cfg(test)]
mod testing;
