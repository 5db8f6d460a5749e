//! Small charts, counted by hand.
