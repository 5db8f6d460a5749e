//! A place for an element that other code needs: to focus it, to measure it.

use wasm_bindgen::JsCast;

use super::element::El;
use crate::signal::RwSignal;

/// Holds an element from when it is made.
pub struct NodeRef<T: JsCast + Clone + 'static>(RwSignal<Option<T>>);

impl<T: JsCast + Clone + 'static> Clone for NodeRef<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: JsCast + Clone + 'static> Copy for NodeRef<T> {}

impl<T: JsCast + Clone + 'static> NodeRef<T> {
    /// Nothing yet.
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// Takes an element; called by `view!`.
    pub fn hold(&self, element: &El) {
        self.0.set(Some(element.raw().clone().unchecked_into()));
    }

    /// The element, once there is one; what follows it runs again then.
    pub fn get(&self) -> Option<T> {
        self.0.get()
    }

    /// The element, while there is one.
    pub fn get_untracked(&self) -> Option<T> {
        self.0.find_untracked().flatten()
    }
}
