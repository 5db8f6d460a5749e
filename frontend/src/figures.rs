//! The strip of figures: each is the number that `/api/figures` gives for the day, says where it comes from in one
//! line, opens the records it was counted from, and lays its curve over the slider.

mod cell;
mod count;
mod strip;

pub use count::{Value, value_parts};
pub use strip::{Strip, YEAR_NODES, colour_of, curve_of, value_of};
