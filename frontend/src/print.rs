//! The present view as a sheet of paper, A4 or A3, upright or across: light on white, nothing of the screen on it.
//!
//! The map is drawn once more for the paper, by a map of its own that nobody sees; only then does the browser print.
//! Where the browser prints by itself, the sheet holds a copy of the map on the screen: printing does not wait.

mod ground;
mod sheet;

use crate::panels::Door;
pub use ground::Paper;
pub use sheet::{Picture, PrintSheet};

/// Prints the view.
pub fn print(door: Door) {
    door.scene.printing.set(true);
}
