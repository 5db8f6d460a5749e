//! A value that can be read, wherever it comes from.

use super::{Memo, RwSignal, StoredValue};

/// Something to read: a closure under a handle.
pub struct Signal<T>(StoredValue<Box<dyn Fn() -> T>>);

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}

impl<T: 'static> Signal<T> {
    /// Worked out each time it is read.
    pub fn derive(read: impl Fn() -> T + 'static) -> Self {
        Self(StoredValue::new(Box::new(read)))
    }

    /// Reads and follows what it reads.
    pub fn get(&self) -> T {
        self.0.with_value(|read| read())
    }

    /// Reads it.
    pub fn get_untracked(&self) -> T {
        super::untrack(|| self.get())
    }
}

impl<T: Clone + 'static> Signal<T> {
    /// Always the same.
    pub fn stored(value: T) -> Self {
        Self::derive(move || value.clone())
    }
}

impl<T: Clone + 'static> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self::derive(move || signal.get())
    }
}

impl<T: Clone + 'static> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Self::derive(move || memo.get())
    }
}
