//! The meaning: facts and the pure functions over them.
