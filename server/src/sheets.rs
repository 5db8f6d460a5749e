//! Workbooks: the same numbers as on the screen, in the shape that offices work with.

mod chart;

pub use chart::chart;
