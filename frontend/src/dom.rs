//! Elements: a thin layer over the browser's own, on Leptos' signals and effects.
//!
//! A value is set once; a closure or a signal is set again whenever what it reads has changed. Every changing part is
//! one boxed effect, whatever its type, so that the interface costs bytes by what it says and not by its types.
//! Listeners and effects belong to the reactive owner under which they were made and end with it.

mod attribute;
mod element;
mod held;
mod view;

pub use element::{html, svg};
pub use held::NodeRef;
pub use view::{AnyView, IntoAny, IntoView, View, mount};
