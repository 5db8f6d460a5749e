//! Features that are already written: a unit looks the same on every day between two changes.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use shared::Day;
use shared::entity::{Hall, Unit};
use shared::ledger::{Entity, Ledger};

/// Days between which nothing of a feature changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steady {
    /// The first.
    from: Day,
    /// The last.
    to: Day,
}

impl Steady {
    /// The days around `day` on which a unit and its hall stay as they are.
    #[must_use]
    pub fn around(day: Day, unit: &Ledger<Unit>, hall: &Ledger<Hall>) -> Self {
        let mut steady = Self { from: Day::MIN, to: Day::MAX };
        let spans = unit.spans();
        // What time alone changes begins a span; what a fact changes begins on the day that counts for it.
        let next = spans.partition_point(|span| span.from <= day);
        spans
            .get(next.wrapping_sub(1))
            .into_iter()
            .chain(spans.get(next))
            .for_each(|span| steady.cut(span.from, day));
        steady.cut_by(unit, day);
        steady.cut_by(hall, day);
        steady
    }

    fn cut_by<E: Entity>(&mut self, ledger: &Ledger<E>, day: Day) {
        for (on, ..) in ledger.counting() {
            self.cut(on, day);
        }
    }

    /// Something changes on a day.
    fn cut(&mut self, on: Day, day: Day) {
        if on <= day {
            self.from = self.from.max(on);
        } else {
            self.to = self.to.min(on.plus(-1));
        }
    }

    fn holds(self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }
}

/// How many bytes all sheets may take together.
#[derive(Debug)]
pub struct Allowance(AtomicUsize);

impl Allowance {
    /// So many bytes.
    #[must_use]
    pub fn of(bytes: usize) -> Self {
        Self(AtomicUsize::new(bytes))
    }

    fn take(&self, bytes: usize) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(bytes)).is_ok()
    }

    fn give_back(&self, bytes: usize) {
        self.0.fetch_add(bytes, Ordering::Relaxed);
    }
}

/// A few forms of one feature: for today, and for days that were asked for lately.
#[derive(Debug, Default)]
pub struct Sheets(Mutex<Vec<(Steady, Box<str>)>>);

/// Forms of one feature that are kept.
const FORMS: usize = 3;

impl Sheets {
    /// Writes the form for a day to `out`, if it is kept.
    pub fn copy(&self, day: Day, out: &mut String) -> bool {
        let sheets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match sheets.iter().find(|(steady, _)| steady.holds(day)) {
            Some((_, text)) => {
                out.push_str(text);
                true
            }
            None => false,
        }
    }

    /// Keeps a form, if there is room.
    pub fn keep(&self, steady: Steady, text: &str, room: &Allowance) {
        let mut sheets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if sheets.iter().any(|(known, _)| *known == steady) {
            return;
        }
        if sheets.len() == FORMS {
            let (_, oldest) = sheets.remove(0);
            room.give_back(oldest.len());
        }
        if room.take(text.len()) {
            sheets.push((steady, text.into()));
        }
    }

    /// Forgets every form: the record changed.
    pub fn forget(&mut self, room: &Allowance) {
        let sheets = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        sheets.drain(..).for_each(|(_, text)| room.give_back(text.len()));
    }
}
