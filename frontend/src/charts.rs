//! Small drawings of numbers: the whole as one bar, a curve over time.

mod curve;
mod whole;

pub use curve::{Curve, Frame, line, value_on};
pub use whole::Whole;
