//! Pages of the log as bytes: read, stripped of what is not for the caller, encoded, compressed, kept.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use serde::Serialize;
use shared::access::Sight;
use shared::envelope::WireEvent;

use crate::http::pantry::Pantry;
use crate::http::squeeze::{Coding, Effort};
use crate::log::{Log, LogError};

/// What a page depends on.
#[derive(Clone, Copy, Debug)]
pub struct Range {
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

    fn label(&self, coding: Coding) -> Label {
        (self.after, self.limit, (!self.is_full()).then_some(self.head), coding)
    }
}

/// What pages are kept under: those that are not full by the head as well, so that none is ever sent after its time.
type Label = (u64, u64, Option<u64>, Coding);

/// Pages that are squeezed as far as it goes, at most.
const PERFECTED: usize = 64;

/// Pages for all who see the same that were asked for lately.
#[derive(Debug)]
pub struct Pages {
    sight: Sight,
    kept: Pantry<Label>,
    /// Those that are squeezed as far as it goes, or are being squeezed so; one that is not full by its head.
    perfected: Mutex<BTreeSet<(u64, u64, Option<u64>)>>,
}

#[derive(Serialize)]
struct Page {
    after: u64,
    next: u64,
    head: u64,
    events: Vec<WireEvent>,
}

impl Pages {
    /// No pages yet.
    #[must_use]
    pub fn of(sight: Sight) -> Self {
        let room = if sight.is_public() { 96 << 20 } else { 24 << 20 };
        Self { sight, kept: Pantry::with_room(room), perfected: Mutex::default() }
    }

    /// A page in a coding. Reads the log: not for a handler's own task.
    ///
    /// # Errors
    /// If the log cannot be read.
    pub fn get(&self, log: &dyn Log, range: Range, coding: Coding) -> Result<Bytes, LogError> {
        if let Some(kept) = self.kept.get(&range.label(coding)) {
            return Ok(kept);
        }
        let plain = match self.kept.get(&range.label(Coding::Plain)) {
            Some(plain) => plain,
            None => Bytes::from(page(log, range, self.sight)?),
        };
        let squeezed = match coding {
            Coding::Plain => plain,
            coding => Bytes::from(coding.squeeze(Effort::Quick, &plain)),
        };
        // Meanwhile the page may have been squeezed as far as it goes.
        if self.kept.get(&range.label(coding)).is_none() {
            self.kept.put(range.label(coding), squeezed.clone());
        }
        Ok(squeezed)
    }

    /// Squeezes a page as far as it goes: a full one once for all, another one for as long as the log ends where it does.
    /// Takes seconds; nobody waits for it.
    ///
    /// # Errors
    /// If the log cannot be read.
    pub fn perfect(&self, log: &dyn Log, range: Range) -> Result<(), LogError> {
        let (after, limit, head, _) = range.label(Coding::Brotli);
        let perfected = || self.perfected.lock().unwrap_or_else(PoisonError::into_inner);
        if !perfected().insert((after, limit, head)) {
            return Ok(());
        }
        // A page that has grown since will not be asked for again.
        perfected().retain(|(_, _, of)| of.is_none() || *of == head);
        let plain = page(log, range, self.sight).inspect_err(|_| {
            perfected().remove(&(after, limit, head));
        })?;
        let squeezed = Coding::Brotli.squeeze(Effort::Utmost, &plain);
        self.kept.put(range.label(Coding::Brotli), Bytes::from(squeezed));
        Ok(())
    }

    /// Whether a page is still to be squeezed as far as it goes.
    #[must_use]
    pub fn is_rough(&self, range: Range) -> bool {
        let perfected = self.perfected.lock().unwrap_or_else(PoisonError::into_inner);
        // Pages of odd sizes are asked for by programs, once; those of the client by everybody.
        range.is_full()
            && range.limit >= 1_000
            && range.after.is_multiple_of(range.limit)
            && perfected.len() < PERFECTED
            && !perfected.contains(&(range.after, range.limit, None))
    }
}

/// A page as it is, made anew and kept nowhere.
///
/// # Errors
/// If the log cannot be read.
pub fn page(log: &dyn Log, range: Range, sight: Sight) -> Result<Vec<u8>, LogError> {
    let covered = range.head.saturating_sub(range.after).min(range.limit);
    let stored = match covered {
        0 => Vec::new(),
        covered => log.read(range.after, usize::try_from(covered).unwrap_or(usize::MAX))?,
    };
    let events = stored.into_iter().filter_map(|stored| stored.shown(sight)).collect();
    let next = range.after + covered;
    let page = Page { after: range.after, next, head: range.head, events };
    serde_json::to_vec(&page).map_err(|e| LogError::Unavailable(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::FactLines;
    use crate::log::sqlite::SqliteLog;

    fn import(log: &SqliteLog, lines: String) {
        log.import(Box::new(FactLines::new(std::io::Cursor::new(lines)))).unwrap();
    }

    fn opened(brotli: &[u8]) -> String {
        let mut plain = Vec::new();
        brotli::BrotliDecompress(&mut &*brotli, &mut plain).unwrap();
        String::from_utf8(plain).unwrap()
    }

    #[test]
    fn a_page_that_grows_is_squeezed_ahead_and_never_sent_after_its_time() {
        let folder = tempfile::tempdir().unwrap();
        let log = SqliteLog::open(folder.path()).unwrap();
        let facts = geodata::demo::facts();
        import(&log, geodata::demo::lines(&facts[..300]));
        let pages = Pages::of(Sight::PUBLIC);
        let range = |head| Range { after: 0, limit: 10_000, head };
        let get = |head| pages.get(&log, range(head), Coding::Brotli).unwrap();
        let quick = get(300);
        pages.perfect(&log, range(300)).unwrap();
        let perfect = get(300);
        assert!(perfect.len() < quick.len(), "{} and {}", perfect.len(), quick.len());
        assert_eq!(opened(&perfect), opened(&quick));

        import(&log, geodata::demo::lines(&facts[300..301]));
        let grown = opened(&get(301));
        assert!(grown.contains("\"next\":301,\"head\":301") && grown.len() > opened(&perfect).len());
        // Made too late: it is kept under the head it was made for.
        pages.perfect(&log, range(300)).unwrap();
        assert_eq!(opened(&get(301)), grown);
        pages.perfect(&log, range(301)).unwrap();
        assert_eq!(opened(&get(301)), grown);
        assert_eq!(pages.perfected.lock().unwrap().len(), 1, "pages of the past are not remembered");
    }
}
