//! Signals, memos, effects and kept values, as handles that can be copied: the notation of Leptos over its graph.
//!
//! Leptos compiles each kind of signal anew for each type of value: 400 kB of code here. So the graph (who reads what,
//! who must run again, who ends with whom) is Leptos', with one type in it, and values lie in a store of our own.

mod context;
mod effect;
mod memo;
mod read;
mod rw;
mod store;
mod stored;

pub use context::{expect_context, provide_context};
pub use effect::{Effect, follow};
pub use memo::Memo;
pub use read::Signal;
pub use rw::RwSignal;
pub use stored::{StoredValue, keep};

/// Reads without following.
pub fn untrack<T>(read: impl FnOnce() -> T) -> T {
    leptos::prelude::untrack(read)
}
