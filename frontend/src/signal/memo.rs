//! A value that follows from others; its readers run again only when it differs.

use leptos::prelude::{Get, GetUntracked, Memo as Graph};

use super::store::Handle;

/// A value worked out once for all its readers.
pub struct Memo<T> {
    value: Handle<Option<T>>,
    /// How often it has changed.
    changes: Graph<u32>,
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

impl<T: PartialEq + 'static> Memo<T> {
    /// Works it out when it is read and something that it reads has changed.
    pub fn new(work: impl Fn() -> T + 'static) -> Self {
        Self::new_with_compare(work, |before, now| before != now)
    }
}

impl<T: 'static> Memo<T> {
    /// The same for values that do not compare: `differs` tells whether readers must run again.
    pub fn new_with_compare(
        work: impl Fn() -> T + 'static,
        differs: impl Fn(&T, &T) -> bool + 'static,
    ) -> Self {
        let value = Handle::new(None);
        let changes = graph(Box::new(move || {
            let now = work();
            let Some(place) = value.find() else { return false };
            let changed = place.borrow().as_ref().is_none_or(|before| differs(before, &now));
            if changed {
                let old = place.replace(Some(now));
                drop(old);
            }
            changed
        }));
        Self { value, changes }
    }

    /// Reads and follows it.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        let _ = self.changes.get();
        self.read(read)
    }

    /// Reads it.
    pub fn with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        let _ = self.changes.get_untracked();
        self.read(read)
    }

    fn read<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        let place = self.value.get();
        let held = place.borrow();
        read(held.as_ref().expect("the graph works a memo out before it is read"))
    }
}

impl<T: Clone + 'static> Memo<T> {
    /// A copy; follows it.
    pub fn get(&self) -> T {
        self.with(Clone::clone)
    }

    /// A copy.
    pub fn get_untracked(&self) -> T {
        self.with_untracked(Clone::clone)
    }
}

/// A node of the graph that counts changes. The page has one thread: what it holds never leaves it.
fn graph(work: Box<dyn Fn() -> bool>) -> Graph<u32> {
    let work = send_wrapper::SendWrapper::new(work);
    Graph::new(move |changes: Option<&u32>| changes.copied().unwrap_or(0) + u32::from(work()))
}
