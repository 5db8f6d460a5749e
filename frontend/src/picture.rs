//! The present view as a PNG to keep: the map with its date, legend, scale and sources, at one, two or four times
//! the size of the screen.
//!
//! `menu` asks for the size, `take` has it drawn and saved, `compose` lays it out, `pen` draws words and signs.

mod compose;
mod legend;
mod menu;
mod pen;
mod take;

pub use compose::{Saying, context};
pub use menu::PictureMenu;
pub use pen::Pen;
pub use take::{Saved, draw_scale, later, map_at, take};
