//! The signs: one drawing for each status, stage and port state, shared by legend, section, bars and panels.

mod port;
mod stage;
mod status;

pub use port::{PortSign, port_word};
pub use stage::{StageSign, stage_word, within};
pub use status::{Patterns, Swatch, status_fill, status_word};
