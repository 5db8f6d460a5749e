//! A value that is read and set.

use leptos::prelude::{Notify, Track, Trigger};

use super::store::Handle;

/// A value that tells its readers when it is set.
pub struct RwSignal<T> {
    value: Handle<T>,
    readers: Trigger,
}

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

impl<T: 'static> RwSignal<T> {
    /// Begins with a value.
    pub fn new(value: T) -> Self {
        Self { value: Handle::new(value), readers: Trigger::new() }
    }

    /// Follows it without reading it.
    pub fn track(&self) {
        self.readers.track();
    }

    /// Reads and follows it.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.track();
        self.with_untracked(read)
    }

    /// Reads it.
    pub fn with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.value.get().borrow())
    }

    /// Changes it; its readers run again.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        self.update_untracked(change);
        self.readers.notify();
    }

    /// Changes it; nobody is told.
    pub fn update_untracked<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        change(&mut self.value.get().borrow_mut())
    }

    /// Sets it; its readers run again.
    pub fn set(&self, value: T) {
        // The old value is dropped when nothing is borrowed any more.
        let old = self.value.find().map(|place| place.replace(value));
        drop(old);
        self.readers.notify();
    }
}

impl<T: Clone + 'static> RwSignal<T> {
    /// A copy; follows it.
    pub fn get(&self) -> T {
        self.with(Clone::clone)
    }

    /// A copy.
    pub fn get_untracked(&self) -> T {
        self.with_untracked(Clone::clone)
    }

    /// A copy, if the part of the page that made it still stands: for what the browser calls later.
    pub fn find_untracked(&self) -> Option<T> {
        Some(self.value.find()?.borrow().clone())
    }
}
