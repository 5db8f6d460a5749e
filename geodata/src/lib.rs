//! The ground: regions, boundaries, ground layers, datum conversion; the demonstration facts.

pub mod datum;
pub mod demo;
pub mod ground;
mod pinyin_table;
pub mod regions;
pub mod simulate;

mod files;

pub use pinyin_table::pinyin_table;
