//! How far the reading of a file has come, for whoever waits; and that they no longer want it.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use super::fault::Fault;

/// How far it has come.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU32,
    all: AtomicU32,
    cancelled: AtomicBool,
}

/// The name of the fault that says that nobody wants it any more.
pub const CANCELLED: &str = "cancelled";

impl Progress {
    /// So many steps are to be taken.
    pub fn expect(&self, all: usize) {
        self.all.store(u32::try_from(all).unwrap_or(u32::MAX), Ordering::Relaxed);
    }

    /// One was taken.
    ///
    /// # Errors
    /// When nobody wants the rest.
    pub fn step(&self) -> Result<(), Fault> {
        self.done.fetch_add(1, Ordering::Relaxed);
        self.go_on()
    }

    /// Whether to go on.
    ///
    /// # Errors
    /// When nobody wants the rest.
    pub fn go_on(&self) -> Result<(), Fault> {
        if self.cancelled.load(Ordering::Relaxed) { Err(Fault::new(CANCELLED)) } else { Ok(()) }
    }

    /// Nobody wants it any more.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Percent.
    #[must_use]
    pub fn percent(&self) -> u32 {
        let (done, all) = (self.done.load(Ordering::Relaxed), self.all.load(Ordering::Relaxed));
        if all == 0 { 0 } else { (u64::from(done.min(all)) * 100 / u64::from(all)) as u32 }
    }
}
