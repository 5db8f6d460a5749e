//! Where values lie: numbered places, freed when the owner under which they were taken ends.

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

use leptos::prelude::on_cleanup;

thread_local! {
    static STORE: RefCell<Store> = const { RefCell::new(Store { places: Vec::new(), free: Vec::new() }) };
}

struct Store {
    places: Vec<Place>,
    free: Vec<u32>,
}

struct Place {
    /// How often it was freed: a handle from before finds nothing.
    round: u32,
    held: Option<Rc<dyn Any>>,
}

/// A place for a value.
pub struct Handle<T> {
    at: u32,
    round: u32,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Handle<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Handle<T> {}

impl<T: 'static> Handle<T> {
    /// Takes a place for as long as the present owner.
    pub fn new(value: T) -> Self {
        let (at, round) = take(Rc::new(RefCell::new(value)));
        Self { at, round, of: PhantomData }
    }

    /// The value; none when its owner has ended.
    pub fn find(self) -> Option<Rc<RefCell<T>>> {
        find(self.at, self.round)?.downcast().ok()
    }

    /// The value.
    pub fn get(self) -> Rc<RefCell<T>> {
        self.find().expect("a value is read only while the part of the page that made it stands")
    }
}

fn take(held: Rc<dyn Any>) -> (u32, u32) {
    let (at, round) = STORE.with_borrow_mut(|store| match store.free.pop() {
        Some(at) => match store.places.get_mut(at as usize) {
            Some(place) => {
                place.held = Some(held);
                (at, place.round)
            }
            None => (at, 0),
        },
        None => {
            store.places.push(Place { round: 0, held: Some(held) });
            (store.places.len() as u32 - 1, 0)
        }
    });
    on_cleanup(move || free(at));
    (at, round)
}

fn free(at: u32) {
    let held = STORE.with_borrow_mut(|store| {
        let place = store.places.get_mut(at as usize)?;
        place.round += 1;
        let held = place.held.take();
        store.free.push(at);
        held
    });
    // Dropped outside of the store: what it holds may free other places.
    drop(held);
}

fn find(at: u32, round: u32) -> Option<Rc<dyn Any>> {
    STORE.with_borrow(|store| store.places.get(at as usize).filter(|p| p.round == round)?.held.clone())
}
