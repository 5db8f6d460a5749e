//! From one day to another: only records to which something happened in between are folded anew.
//!
//! Of every record the days are known between which its row is the same. The rows of another day are those of this one but
//! for the records whose days are over; the result is that of folding everything (a property test holds it to that).

use crate::Key;
use crate::day::Day;
use crate::ledger::{Entity, Ledger};
use crate::world::Ledgers;

/// The first and the last day between which a row is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days(Day, Day);

impl Days {
    /// The days around one, between which a record is what it is.
    pub fn of<E: Entity>(ledger: &Ledger<E>, day: Day) -> Self {
        let (first, last) = ledger.steady(day);
        Self(first, last)
    }

    /// This day only.
    pub fn only(day: Day) -> Self {
        Self(day, day)
    }

    /// The row depends on another record, too.
    pub fn cut<E: Entity>(&mut self, ledger: &Ledger<E>, day: Day) {
        let (first, last) = ledger.steady(day);
        self.within(first, last);
    }

    /// The row depends on the year, too.
    pub fn cut_by_year(&mut self, day: Day) {
        let year = day.year();
        if let (Some(first), Some(last)) = (Day::from_ymd(year, 1, 1), Day::from_ymd(year, 12, 31)) {
            self.within(first, last);
        }
    }

    fn within(&mut self, first: Day, last: Day) {
        self.0 = self.0.max(first);
        self.1 = self.1.min(last);
    }

    fn hold(self, day: Day) -> bool {
        self.0 <= day && day <= self.1
    }
}

/// A row as folded on a day, and the days on which it would be the same.
#[derive(Debug)]
pub struct Folded<R> {
    /// The row; none where the record has none on that day.
    pub row: Option<R>,
    /// The days.
    pub days: Days,
}

/// A record: its days, and whether it has a row.
#[derive(Clone, Copy, Debug)]
struct Slot {
    key: Key,
    days: Days,
    has_row: bool,
}

/// How many neighbours are passed over together while the days of none of them are over.
const GROUP: usize = 64;

/// Neighbouring records: the days on which all of them are as they are, and how many have a row.
#[derive(Clone, Copy, Debug)]
struct Group {
    days: Days,
    rows: usize,
}

impl Group {
    fn of(slots: &[Slot]) -> Self {
        let mut group = Self { days: Days(Day::MIN, Day::MAX), rows: 0 };
        for slot in slots {
            group.days.within(slot.days.0, slot.days.1);
            group.rows += usize::from(slot.has_row);
        }
        group
    }
}

/// The records behind the rows of a kind, both by key.
#[derive(Clone, Debug, Default)]
pub struct Slots {
    slots: Vec<Slot>,
    groups: Vec<Group>,
}

impl Slots {
    /// Whether no record is known yet.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Brings rows to a day; whether any of them was folded anew. Without any record yet, all are.
    pub fn turn<'w, E: Entity + 'w, R>(
        &mut self,
        rows: &mut Vec<R>,
        ledgers: &'w Ledgers<E>,
        day: Day,
        fold: impl Fn(Key, &'w Ledger<E>) -> Folded<R>,
    ) -> bool {
        if self.slots.len() != ledgers.len() {
            rows.clear();
            self.slots = Vec::with_capacity(ledgers.len());
            for (key, ledger) in ledgers {
                let Folded { row, days } = fold(*key, ledger);
                self.slots.push(Slot { key: *key, days, has_row: row.is_some() });
                rows.extend(row);
            }
            self.groups = self.slots.chunks(GROUP).map(Group::of).collect();
            return true;
        }
        let (mut at, mut changed) = (0, false);
        // Rows that come, and whose place must be made first; those that go are among the old ones.
        let mut moved: Vec<(usize, Option<R>)> = Vec::new();
        let groups = self.groups.iter_mut().zip(self.slots.chunks_mut(GROUP)).enumerate();
        for (first, (group, slots)) in groups.map(|(number, group)| (number * GROUP, group)) {
            if group.days.hold(day) {
                at += group.rows;
                continue;
            }
            for (number, slot) in (first..).zip(slots.iter_mut()) {
                let here = at;
                at += usize::from(slot.has_row);
                if slot.days.hold(day) {
                    continue;
                }
                let Some(ledger) = ledgers.get(&slot.key) else { continue };
                let Folded { row, days } = fold(slot.key, ledger);
                slot.days = days;
                changed |= slot.has_row || row.is_some();
                match (rows.get_mut(here).filter(|_| slot.has_row), row) {
                    (Some(place), Some(row)) => *place = row,
                    (None, None) => {}
                    (_, row) => moved.push((number, row)),
                }
            }
            *group = Group::of(slots);
        }
        if !moved.is_empty() {
            self.put(rows, moved);
        }
        changed
    }

    /// Puts rows in and takes others away, the rest in their order.
    fn put<R>(&mut self, rows: &mut Vec<R>, moved: Vec<(usize, Option<R>)>) {
        let mut old = std::mem::replace(rows, Vec::with_capacity(rows.len() + moved.len())).into_iter();
        let mut moved = moved.into_iter().peekable();
        for (number, slot) in self.slots.iter_mut().enumerate() {
            let stood = slot.has_row.then(|| old.next()).flatten();
            let row = match moved.next_if(|(at, _)| *at == number) {
                Some((_, row)) => row,
                None => stood,
            };
            slot.has_row = row.is_some();
            rows.extend(row);
        }
        self.groups = self.slots.chunks(GROUP).map(Group::of).collect();
    }
}

/// The records behind all rows of a chart.
#[derive(Clone, Debug, Default)]
pub struct Records {
    pub firms: Slots,
    pub targets: Slots,
    pub held: Slots,
    pub works: Slots,
    pub landed: Slots,
    pub units: Slots,
    pub invitations: Slots,
}
