//! The indexes that are kept: the one of now, renewed as facts come, and those of what was known at some moments.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use shared::Stamp;
use shared::access::PublicWorld;

use super::UnitIndex;
use crate::follower::PublicView;

/// Indexes of past knowledge that are kept.
const KEPT: usize = 2;

/// The indexes.
#[derive(Debug, Default)]
pub struct Shelf {
    now: RwLock<Option<(u64, UnitIndex)>>,
    then: Mutex<Vec<(Stamp, u64, Arc<UnitIndex>)>>,
}

impl Shelf {
    /// Asks the index of now, after it has been brought up to the position of the view.
    pub fn now<T>(&self, view: &PublicView<'_>, ask: impl FnOnce(&UnitIndex) -> T) -> T {
        loop {
            let known = self.now.read().unwrap_or_else(PoisonError::into_inner);
            // The view keeps the follower from folding, so that the index cannot be ahead of it.
            match &*known {
                Some((head, index)) if *head == view.head() => return ask(index),
                _ => drop(known),
            }
            self.catch_up(view);
        }
    }

    fn catch_up(&self, view: &PublicView<'_>) {
        let mut known = self.now.write().unwrap_or_else(PoisonError::into_inner);
        let world = view.world().get();
        let renewed = known.as_mut().is_some_and(|(head, index)| {
            let touched = view.touched_since(*head);
            let renewed = touched.is_some_and(|touched| index.renew(world, &touched));
            *head = view.head();
            renewed
        });
        if !renewed {
            *known = Some((view.head(), UnitIndex::of(world)));
        }
    }

    /// The index of what was known at a moment, when the log stood at `head`. Making one takes a while.
    #[must_use]
    pub fn then(&self, stamp: Stamp, head: u64, world: &PublicWorld) -> Arc<UnitIndex> {
        let kept = || self.then.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((.., index)) = kept().iter().find(|(s, h, _)| (*s, *h) == (stamp, head)) {
            return Arc::clone(index);
        }
        let index = Arc::new(UnitIndex::of(world.get()));
        let mut kept = kept();
        if kept.len() == KEPT {
            kept.remove(0);
        }
        kept.push((stamp, head, Arc::clone(&index)));
        index
    }
}
