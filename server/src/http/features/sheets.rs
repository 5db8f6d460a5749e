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
    /// No fact comes after them: they are now, or to come.
    latest: bool,
}

impl Steady {
    /// The days around `day` on which a unit and its hall stay as they are.
    #[must_use]
    pub fn around(day: Day, unit: &Ledger<Unit>, hall: &Ledger<Hall>) -> Self {
        let mut steady = Self { from: Day::MIN, to: Day::MAX, latest: true };
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
            self.latest &= on <= day;
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

/// How many bytes all sheets may take together. Days long past may take no more than a quarter of it, so that asking
/// about them does not make today slow.
#[derive(Debug)]
pub struct Allowance {
    left: AtomicUsize,
    left_for_the_past: AtomicUsize,
}

impl Allowance {
    /// So many bytes.
    #[must_use]
    pub fn of(bytes: usize) -> Self {
        Self { left: AtomicUsize::new(bytes - bytes / 4), left_for_the_past: AtomicUsize::new(bytes / 4) }
    }

    fn of_days(&self, days: Steady) -> &AtomicUsize {
        if days.latest { &self.left } else { &self.left_for_the_past }
    }

    fn take(&self, days: Steady, bytes: usize) -> bool {
        let taken = |left: usize| left.checked_sub(bytes);
        self.of_days(days).fetch_update(Ordering::Relaxed, Ordering::Relaxed, taken).is_ok()
    }

    fn give_back(&self, days: Steady, bytes: usize) {
        self.of_days(days).fetch_add(bytes, Ordering::Relaxed);
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
            let (days, oldest) = sheets.remove(0);
            room.give_back(days, oldest.len());
        }
        if room.take(steady, text.len()) {
            sheets.push((steady, text.into()));
        }
    }

    /// Forgets every form: the record changed.
    pub fn forget(&mut self, room: &Allowance) {
        let sheets = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        sheets.drain(..).for_each(|(days, text)| room.give_back(days, text.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(from: &str, to: &str, latest: bool) -> Steady {
        Steady { from: from.parse().unwrap(), to: to.parse().unwrap(), latest }
    }

    #[test]
    fn the_past_never_takes_the_room_of_today() {
        let room = Allowance::of(400);
        let mut sheets: Vec<Sheets> = (0..10).map(|_| Sheets::default()).collect();
        let (past, today) = (days("2019-01-01", "2019-12-31", false), days("2024-01-01", "9999-12-31", true));
        let text = "x".repeat(50);
        sheets.iter().for_each(|s| s.keep(past, &text, &room));
        sheets.iter().for_each(|s| s.keep(today, &text, &room));
        let kept = |sheets: &[Sheets], day: &str| {
            sheets.iter().filter(|s| s.copy(day.parse().unwrap(), &mut String::new())).count()
        };
        assert_eq!((kept(&sheets, "2019-06-30"), kept(&sheets, "2024-07-24")), (2, 6));
        assert_eq!(kept(&sheets, "2020-06-30"), 0);
        sheets.iter_mut().for_each(|s| s.forget(&room));
        sheets.iter().for_each(|s| s.keep(today, &text, &room));
        assert_eq!(kept(&sheets, "2024-07-24"), 6, "what is forgotten gives its room back");
    }
}
