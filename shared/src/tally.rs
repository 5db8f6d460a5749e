//! What is counted: the figures, the legend, the curve under the slider. Every number can name its records.

pub mod figure;
pub mod legend;
pub mod time;

pub use figure::{Figure, FigureName, Listed, Scope, Value, figure, figures, listed, value};
pub use legend::{ParcelTally, ProjectTally, UnitPlace, UnitTally, each_place, places};
pub use time::{Course, curve, months};

#[cfg(test)]
mod tests;
