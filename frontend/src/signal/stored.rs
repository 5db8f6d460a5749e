//! Values that nobody follows, under handles that can be copied.

use super::store::Handle;

/// A value kept as long as the owner under which it was made.
pub struct StoredValue<T>(Handle<T>);

impl<T> Clone for StoredValue<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for StoredValue<T> {}

impl<T: 'static> StoredValue<T> {
    /// Keeps a value.
    pub fn new(value: T) -> Self {
        Self(Handle::new(value))
    }

    /// Reads it.
    pub fn with_value<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.0.get().borrow())
    }

    /// Reads it, if it is still there.
    pub fn try_with_value<R>(&self, read: impl FnOnce(&T) -> R) -> Option<R> {
        Some(read(&self.0.find()?.borrow()))
    }

    /// Changes it.
    pub fn update_value<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        change(&mut self.0.get().borrow_mut())
    }

    /// Changes it, if it is still there.
    pub fn try_update_value<R>(&self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        Some(change(&mut self.0.find()?.borrow_mut()))
    }

    /// Sets it.
    pub fn set_value(&self, value: T) {
        let old = self.0.find().map(|place| place.replace(value));
        drop(old);
    }
}

impl<T: Clone + 'static> StoredValue<T> {
    /// A copy.
    pub fn get_value(&self) -> T {
        self.with_value(Clone::clone)
    }
}

/// Keeps something as long as the owner under which we are.
pub fn keep(thing: impl Sized + 'static) {
    let _ = StoredValue::new(thing);
}
