//! One binary for every promise: each further test binary would link the whole server once more.
// Tests may stop at the first surprise.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod api;
mod boundaries;
mod log;
mod sheets;
mod stories;
