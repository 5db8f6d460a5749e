//! Pages of the log as bytes: read, stripped of what is not for the caller, encoded, compressed, kept.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use serde::Serialize;
use shared::access::PublicEnvelope;
use shared::envelope::WireEvent;

use crate::http::operator::Caller;
use crate::http::pantry::Pantry;
use crate::http::squeeze::{Coding, Effort};
use crate::log::{Log, LogError, Stored};

/// What a page depends on.
#[derive(Clone, Copy, Debug)]
pub struct Range {
    /// Who asks.
    pub caller: Caller,
    /// The position after which it begins.
    pub after: u64,
    /// How many positions it covers.
    pub limit: u64,
    /// Where the log ends.
    pub head: u64,
}

impl Range {
    /// The last position it covers if the log is long enough.
    fn end(&self) -> u64 {
        self.after.saturating_add(self.limit)
    }

    /// Whether every position it covers is taken: then it never changes.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.end() <= self.head
    }
}

/// What pages are kept under: those that are not full by the head as well.
type Label = (u64, u64, Option<u64>, Coding);

/// Pages that are squeezed as far as it goes, at most.
const PERFECTED: usize = 64;

/// Pages for visitors that were asked for lately.
#[derive(Debug)]
pub struct Pages {
    kept: Pantry<Label>,
    perfected: Mutex<BTreeSet<(u64, u64)>>,
}

impl Default for Pages {
    fn default() -> Self {
        Self { kept: Pantry::with_room(96 << 20), perfected: Mutex::default() }
    }
}

#[derive(Serialize)]
struct Page {
    after: u64,
    next: u64,
    head: u64,
    events: Vec<WireEvent>,
}

impl Pages {
    /// A page in a coding. Reads the log: not for a handler's own task.
    ///
    /// # Errors
    /// If the log cannot be read.
    pub fn get(&self, log: &dyn Log, range: Range, coding: Coding) -> Result<Bytes, LogError> {
        if range.caller == Caller::Operator {
            return page(log, range).map(|page| Bytes::from(coding.squeeze(Effort::Quick, &page)));
        }
        let label = |coding| (range.after, range.limit, (!range.is_full()).then_some(range.head), coding);
        if let Some(kept) = self.kept.get(&label(coding)) {
            return Ok(kept);
        }
        let plain = match self.kept.get(&label(Coding::Plain)) {
            Some(plain) => plain,
            None => Bytes::from(page(log, range)?),
        };
        let squeezed = match coding {
            Coding::Plain => plain,
            coding => Bytes::from(coding.squeeze(Effort::Quick, &plain)),
        };
        self.kept.put(label(coding), squeezed.clone());
        Ok(squeezed)
    }

    /// Squeezes a full page as far as it goes, once for all: it never changes. Takes seconds; nobody waits for it.
    ///
    /// # Errors
    /// If the log cannot be read.
    pub fn perfect(&self, log: &dyn Log, range: Range) -> Result<(), LogError> {
        let at = (range.after, range.limit);
        let perfected = || self.perfected.lock().unwrap_or_else(PoisonError::into_inner);
        if range.caller == Caller::Operator || !range.is_full() || !perfected().insert(at) {
            return Ok(());
        }
        let plain = page(log, range).inspect_err(|_| {
            perfected().remove(&at);
        })?;
        let squeezed = Coding::Brotli.squeeze(Effort::Utmost, &plain);
        self.kept.put((range.after, range.limit, None, Coding::Brotli), Bytes::from(squeezed));
        Ok(())
    }

    /// Whether a page is still to be squeezed as far as it goes.
    #[must_use]
    pub fn is_rough(&self, range: Range) -> bool {
        let perfected = self.perfected.lock().unwrap_or_else(PoisonError::into_inner);
        // Pages of odd sizes are asked for by programs, once; those of the client by everybody.
        range.caller == Caller::Visitor
            && range.is_full()
            && range.limit >= 1_000
            && range.after.is_multiple_of(range.limit)
            && perfected.len() < PERFECTED
            && !perfected.contains(&(range.after, range.limit))
    }
}

fn page(log: &dyn Log, range: Range) -> Result<Vec<u8>, LogError> {
    let covered = range.head.saturating_sub(range.after).min(range.limit);
    let stored = match covered {
        0 => Vec::new(),
        covered => log.read(range.after, usize::try_from(covered).unwrap_or(usize::MAX))?,
    };
    let events = stored.into_iter().filter_map(|stored| shown(stored, range.caller)).collect();
    let next = range.after + covered;
    let page = Page { after: range.after, next, head: range.head, events };
    serde_json::to_vec(&page).map_err(|e| LogError::Unavailable(e.to_string()))
}

/// A fact as the caller may see it. One that cannot be understood is shown to nobody: who may see it is unknown.
fn shown(stored: Stored, caller: Caller) -> Option<WireEvent> {
    match caller {
        Caller::Operator => Some(stored.event),
        Caller::Visitor => {
            let envelope = stored.event.open().ok()?;
            Some(WireEvent::from(PublicEnvelope::of(&envelope)?.get()))
        }
    }
}
