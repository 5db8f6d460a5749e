//! What the whole page shares, found by its type.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

thread_local! {
    static SHARED: RefCell<Vec<Rc<dyn Any>>> = const { RefCell::new(Vec::new()) };
}

/// Shares a value; one of the same type is replaced.
pub fn provide_context<T: Clone + 'static>(value: T) {
    SHARED.with_borrow_mut(|shared| {
        shared.retain(|known| !known.is::<T>());
        shared.push(Rc::new(value));
    });
}

/// The shared value of a type.
pub fn expect_context<T: Clone + 'static>() -> T {
    let found =
        SHARED.with_borrow(|shared| shared.iter().find_map(|known| known.downcast_ref::<T>().cloned()));
    found.expect("the page shares it before any part of it is drawn")
}
