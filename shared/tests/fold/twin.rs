//! The slow twin of a ledger: obviously correct, because it sorts and folds everything anew for every question.

use shared::Day;
use shared::fact::Entry;
use shared::ledger::{Entity, Record};

/// A bag of records of one stream, in no order.
pub struct Twin<'r, E: Entity>(Vec<&'r Record<E::Fact>>);

impl<'r, E: Entity> Twin<'r, E> {
    pub fn of(records: &'r [Record<E::Fact>]) -> Self {
        let mut of = Vec::<&Record<_>>::new();
        for record in records {
            if !of.iter().any(|r| r.version == record.version) {
                of.push(record);
            }
        }
        of.sort_by_key(|r| r.version);
        Self(of)
    }

    /// Day, version and content of every fact that counts: each as its corrections, one after the other, left it.
    pub fn counting(&self) -> Vec<(Day, u32, &'r E::Fact)> {
        let mut counting = Vec::new();
        for record in &self.0 {
            let Entry::Happened(fact) = &record.entry else { continue };
            let original = (record.occurred_on, fact);
            let mut held = Some(original);
            for later in &self.0 {
                let Entry::Corrected(c) = &later.entry else { continue };
                if c.version != record.version || later.version < record.version {
                    continue;
                }
                let (day, content) = held.unwrap_or(original);
                held = if c.retracted {
                    None
                } else {
                    Some((c.occurred_on.unwrap_or(day), c.fact.as_ref().unwrap_or(content)))
                };
            }
            counting.extend(held.map(|(day, fact)| (day, record.version, fact)));
        }
        counting.sort_by_key(|(day, version, _)| (*day, *version));
        counting
    }

    pub fn on(&self, day: Day) -> Option<E> {
        let mut record = None;
        for (on, _, fact) in self.counting() {
            if on <= day {
                E::evolve(&mut record, on, fact);
            }
        }
        record
    }

    pub fn standing(&self, day: Day) -> Option<E::Standing> {
        self.on(day).map(|record| record.standing(day))
    }

    pub fn as_of(&self, day: Day) -> Option<Day> {
        self.counting().iter().map(|(on, ..)| *on).filter(|on| *on <= day).max()
    }
}
