//! The history of one record: its facts as recorded, the order in which they count, and its standing over time.
//!
//! A fact in the usual order extends the standing; a back-dated fact or a correction folds this one record
//! anew. Either way the result is that of folding from scratch (a property test holds it to that).

use std::borrow::Cow;
use std::sync::Arc;

use crate::envelope::Source;
use crate::fact::{Correction, Entry, Happening};
use crate::{Audience, Day, Stamp};

/// A kind of record and how facts change it.
pub trait Entity: Clone + Sized {
    /// Its facts.
    type Fact: Happening;
    /// What of it the map and the figures need on each day: small, comparable.
    type Standing: Clone + PartialEq + std::fmt::Debug;

    /// What follows from a fact. A fact that makes no sense here changes nothing: folding cannot fail.
    fn evolve(record: &mut Option<Self>, on: Day, fact: &Self::Fact);

    /// The standing on a day on which no fact happens later.
    fn standing(&self, on: Day) -> Self::Standing;

    /// The first day after `after` on which time alone changes the standing (a lease nears its end, …).
    fn turns(&self, after: Day) -> Option<Day> {
        let _ = after;
        None
    }
}

/// A fact as recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct Record<F> {
    /// Position in the log.
    pub position: u64,
    /// Version within the stream.
    pub version: u32,
    /// The day it happened, as first recorded.
    pub occurred_on: Day,
    /// When it was recorded.
    pub recorded_at: Stamp,
    /// Who may see it.
    pub audience: Audience,
    /// Where it comes from.
    pub source: Source,
    /// What happened, or what was corrected.
    pub entry: Entry<F>,
}

/// A fact as it counts after corrections: its place in the order, and which record holds its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Counting {
    day: Day,
    /// Version of the original fact: among facts of one day, the order in which they were recorded.
    version: u32,
    /// Index of the record whose content counts (the original, or its last correction).
    at: usize,
}

/// A span of days with one standing, up to the next span.
#[derive(Clone, Debug, PartialEq)]
pub struct Span<S> {
    /// First day.
    pub from: Day,
    /// Standing.
    pub standing: S,
}

/// The history of one record. Copies share it until one of them takes in another fact.
#[derive(Clone, Debug)]
pub struct Ledger<E: Entity>(Option<Arc<History<E>>>);

#[derive(Clone, Debug)]
struct History<E: Entity> {
    records: Vec<Record<E::Fact>>,
    /// Which facts count, in order. Absent as long as every fact counts in the order in which it was recorded, as
    /// nearly always: that costs no memory and no time.
    counting: Option<Vec<Counting>>,
    spans: Vec<Span<E::Standing>>,
    latest: Option<E>,
    /// Day and version of the last fact that counts: the next is compared with them, and with nothing farther away.
    last: Option<(Day, u32)>,
    /// The last version recorded.
    version: u32,
    /// Whether any record is a correction: only then is there anything to look for.
    corrected: bool,
}

impl<E: Entity> Default for Ledger<E> {
    fn default() -> Self {
        Self(None)
    }
}

impl<E: Entity> Default for History<E> {
    fn default() -> Self {
        Self {
            records: Vec::new(),
            counting: None,
            spans: Vec::new(),
            latest: None,
            last: None,
            version: 0,
            corrected: false,
        }
    }
}

impl<E: Entity> Ledger<E> {
    /// Takes in a fact, in any order of arrival; one that is already here (same version) changes nothing.
    pub fn record(&mut self, record: Record<E::Fact>) {
        Arc::make_mut(self.0.get_or_insert_default()).record(record);
    }

    /// Takes in a fact, and lets `other` do so too; both share the history if they shared it before.
    pub(crate) fn record_with(&mut self, other: &mut Self, record: Record<E::Fact>) {
        let shared = match (&self.0, &other.0) {
            (Some(one), Some(two)) => Arc::ptr_eq(one, two),
            (None, None) => true,
            _ => false,
        };
        if shared {
            // Let go first: the history is copied only if someone else holds it still.
            other.0 = None;
            self.record(record);
            other.0.clone_from(&self.0);
        } else {
            other.record(record.clone());
            self.record(record);
        }
    }

    fn history(&self) -> Option<&History<E>> {
        self.0.as_deref()
    }

    /// The facts as recorded, oldest version first.
    #[must_use]
    pub fn records(&self) -> &[Record<E::Fact>] {
        self.history().map_or(&[], |h| &h.records)
    }

    /// The facts as they count after corrections, oldest first: the day that counts, the original record,
    /// and the content that counts.
    pub fn counting(&self) -> impl DoubleEndedIterator<Item = (Day, &Record<E::Fact>, &E::Fact)> {
        self.history().into_iter().flat_map(|h| {
            h.order().filter_map(|c| {
                let original = h.records.binary_search_by_key(&c.version, |r| r.version).ok()?;
                Some((c.day, h.records.get(original)?, h.content(c.at)?))
            })
        })
    }

    /// The first fact's position: a number for the record that never changes.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.records().first().map_or(0, |r| r.position)
    }

    /// The record as it was on a day.
    #[must_use]
    pub fn on(&self, day: Day) -> Option<E> {
        self.seen(day).map(Cow::into_owned)
    }

    /// The record as it was on a day, for reading: copied only where it has to be folded anew.
    #[must_use]
    pub fn seen(&self, day: Day) -> Option<Cow<'_, E>> {
        let history = self.history()?;
        if history.last.is_none_or(|(last, _)| last <= day) {
            return history.latest.as_ref().map(Cow::Borrowed);
        }
        let mut record = None;
        for c in history.order().take_while(|c| c.day <= day) {
            if let Some(fact) = history.content(c.at) {
                E::evolve(&mut record, c.day, fact);
            }
        }
        record.map(Cow::Owned)
    }

    /// The record after all its facts.
    #[must_use]
    pub fn latest(&self) -> Option<&E> {
        self.history()?.latest.as_ref()
    }

    /// Its standing on a day; none before its first fact.
    #[must_use]
    pub fn standing(&self, day: Day) -> Option<&E::Standing> {
        let spans = self.spans();
        // Today, as nearly always, it is the last.
        if let Some(last) = spans.last().filter(|last| last.from <= day) {
            return Some(&last.standing);
        }
        let after = spans.partition_point(|s| s.from <= day);
        spans.get(after.checked_sub(1)?).map(|s| &s.standing)
    }

    /// Its standing over time.
    #[must_use]
    pub fn spans(&self) -> &[Span<E::Standing>] {
        self.history().map_or(&[], |h| &h.spans)
    }

    /// The day since which it has had the standing it has on `day`.
    #[must_use]
    pub fn since(&self, day: Day) -> Option<Day> {
        let spans = self.spans();
        let after = spans.partition_point(|s| s.from <= day);
        spans.get(after.checked_sub(1)?).map(|s| s.from)
    }

    /// The first and the last day between which the record and its standing are what they are on `day`.
    #[must_use]
    pub fn steady(&self, day: Day) -> (Day, Day) {
        let mut days = (Day::MIN, Day::MAX);
        let mut cut = |on: Day| {
            if on <= day {
                days.0 = days.0.max(on);
            } else {
                days.1 = days.1.min(on.plus(-1));
            }
        };
        if let Some(history) = self.history() {
            history.order().for_each(|c| cut(c.day));
            history.spans.iter().for_each(|span| cut(span.from));
        }
        days
    }

    /// Whether any of its facts is a correction.
    #[must_use]
    pub fn is_corrected(&self) -> bool {
        self.history().is_some_and(|history| history.corrected)
    }

    /// The last day on or before `day` on which a fact happened, and that fact's source.
    #[must_use]
    pub fn as_of(&self, day: Day) -> Option<(Day, &Source)> {
        self.counting().take_while(|(d, ..)| *d <= day).last().map(|(d, record, _)| (d, &record.source))
    }

    /// Whether any fact up to `day` is invented.
    #[must_use]
    pub fn is_sample(&self, day: Day) -> bool {
        self.counting().take_while(|(d, ..)| *d <= day).any(|(_, record, _)| record.source.is_sample())
    }

    /// The history with only what had been recorded by a moment; none if nothing had.
    #[must_use]
    pub fn as_at(&self, stamp: Stamp) -> Option<Self> {
        if self.records().iter().all(|r| r.recorded_at <= stamp) {
            return Some(self.clone());
        }
        let records: Vec<_> = self.records().iter().filter(|r| r.recorded_at <= stamp).cloned().collect();
        if records.is_empty() {
            return None;
        }
        let corrected = records.iter().any(|r| matches!(r.entry, Entry::Corrected(_)));
        let version = records.last().map_or(0, |r| r.version);
        let mut history = History { records, version, corrected, ..History::default() };
        history.refold();
        Some(Self(Some(Arc::new(history))))
    }
}

impl<E: Entity> History<E> {
    fn record(&mut self, record: Record<E::Fact>) {
        let at_end = self.records.is_empty() || self.version < record.version;
        let place = if at_end {
            self.records.len()
        } else {
            match self.records.binary_search_by_key(&record.version, |r| r.version) {
                Ok(_) => return,
                Err(place) => place,
            }
        };
        let key = (record.occurred_on, record.version);
        let in_order =
            at_end && matches!(record.entry, Entry::Happened(_)) && self.last.is_none_or(|last| last <= key);
        self.corrected |= matches!(record.entry, Entry::Corrected(_));
        self.version = self.version.max(record.version);
        make_room(&mut self.records);
        if at_end {
            self.records.push(record);
        } else {
            self.records.insert(place, record);
        }
        if in_order {
            if let Some(counting) = &mut self.counting {
                counting.push(Counting { day: key.0, version: key.1, at: place });
            }
            self.last = Some(key);
            self.extend(key.0, place);
        } else {
            self.refold();
        }
    }

    /// The facts that count, in order.
    fn order(&self) -> impl DoubleEndedIterator<Item = Counting> {
        let many = self.counting.as_ref().map_or(self.records.len(), Vec::len);
        (0..many).filter_map(|at| match &self.counting {
            Some(counting) => counting.get(at).copied(),
            None => self.records.get(at).map(|r| Counting { day: r.occurred_on, version: r.version, at }),
        })
    }

    fn content(&self, at: usize) -> Option<&E::Fact> {
        match &self.records.get(at)?.entry {
            Entry::Happened(fact) => Some(fact),
            Entry::Corrected(c) => c.fact.as_ref(),
        }
    }

    /// Works out anew which facts count, and folds them.
    fn refold(&mut self) {
        let mut counting = Vec::with_capacity(self.records.len());
        for (at, record) in self.records.iter().enumerate() {
            if !matches!(record.entry, Entry::Happened(_)) {
                continue;
            }
            let mut counts = Some(Counting { day: record.occurred_on, version: record.version, at });
            for (later, correction) in self.corrections_of(record.version) {
                counts = if correction.retracted {
                    None
                } else {
                    let held =
                        counts.unwrap_or(Counting { day: record.occurred_on, version: record.version, at });
                    Some(Counting {
                        day: correction.occurred_on.unwrap_or(held.day),
                        version: record.version,
                        at: if correction.fact.is_some() { later } else { held.at },
                    })
                };
            }
            counting.extend(counts);
        }
        put_in_order(&mut counting);
        self.spans.clear();
        self.latest = None;
        self.last = counting.last().map(|c| (c.day, c.version));
        for c in &counting {
            self.extend(c.day, c.at);
        }
        let as_recorded = !self.corrected && counting.iter().enumerate().all(|(place, c)| place == c.at);
        self.counting = (!as_recorded).then_some(counting);
    }

    /// The corrections of a fact; one that was recorded before what it claims to correct is none.
    fn corrections_of(&self, version: u32) -> impl Iterator<Item = (usize, &Correction<E::Fact>)> {
        let records: &[_] = if self.corrected { &self.records } else { &[] };
        records.iter().enumerate().filter_map(move |(at, r)| match &r.entry {
            Entry::Corrected(c) if c.version == version && r.version > version => Some((at, &**c)),
            _ => None,
        })
    }

    /// Applies the content at `at` on a day that is not earlier than those already applied.
    fn extend(&mut self, day: Day, at: usize) {
        // What time alone had foretold for this day or later no longer holds.
        let kept = self.spans.partition_point(|s| s.from < day);
        self.spans.truncate(kept);
        let mut latest = self.latest.take();
        if let Some(fact) = self.content(at) {
            E::evolve(&mut latest, day, fact);
        }
        if let Some(record) = &latest {
            let mut from = day;
            loop {
                let standing = record.standing(from);
                if self.spans.last().is_none_or(|s| s.standing != standing) {
                    make_room(&mut self.spans);
                    self.spans.push(Span { from, standing });
                }
                match record.turns(from) {
                    Some(next) if next > from => from = next,
                    _ => break,
                }
            }
        }
        self.latest = latest;
    }
}

/// Room for another one. Most histories are short: doubled, as vectors grow by themselves, a third of them were empty.
fn make_room<T>(items: &mut Vec<T>) {
    if items.len() == items.capacity() {
        items.reserve_exact(1 + items.len() / 4);
    }
}

/// Not within the generic ledger: sorting is compiled once, not once for each kind of record (17 kB each).
fn put_in_order(counting: &mut Vec<Counting>) {
    crate::order::sort_by(counting, |a, b| (a.day, a.version).cmp(&(b.day, b.version)));
}
