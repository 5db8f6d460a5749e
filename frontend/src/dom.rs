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

use leptos::prelude::{LocalStorage, StoredValue};
use leptos::reactive::effect::RenderEffect;

/// Runs at once, and again whenever what it reads has changed, until its owner ends.
fn follow(act: Box<dyn FnMut()>) {
    let mut act = act;
    let effect = RenderEffect::new(move |_: Option<()>| act());
    keep(effect);
}

/// Keeps something as long as the owner under which we are.
fn keep<T: 'static>(thing: T) {
    let _: StoredValue<Box<dyn std::any::Any>, LocalStorage> = StoredValue::new_local(Box::new(thing));
}
