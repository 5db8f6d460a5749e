//! A record's history of any kind as the desk shows it: each fact with what it says now and what it said before each
//! correction, its content as JSON, so that one form can fill and tell them all.

use serde_json::{Map, Value};

use crate::envelope::Source;
use crate::fact::{CorrectionReason, Entry, Happening};
use crate::form::of_kind;
use crate::ledger::{Entity, Ledger};
use crate::{Day, Key, Stamp, World};

/// What a fact says.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The day on which it happened.
    pub day: Day,
    /// Its kind, such as `unit.leased`.
    pub kind: &'static str,
    /// Its fields.
    pub payload: Map<String, Value>,
}

/// A correction of a fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Its position in the log.
    pub position: u64,
    /// The day on which the error was found.
    pub found_on: Day,
    /// Why the fact was wrong, where that was said.
    pub reason: Option<CorrectionReason>,
    /// What the fact said before.
    pub before: Content,
    /// What it says after; nothing where it was taken back.
    pub after: Option<Content>,
}

/// A fact of a record with its corrections.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its version within the stream.
    pub version: u32,
    /// Its position in the log.
    pub position: u64,
    /// When it was recorded.
    pub recorded_at: Stamp,
    /// Where it is known from.
    pub source: Source,
    /// What it says now; nothing where it was taken back.
    pub stands: Option<Content>,
    /// Its corrections, in the order in which they were recorded.
    pub changes: Vec<Change>,
}

impl Event {
    /// What it says now, or said before it was taken back.
    #[must_use]
    pub fn content(&self) -> Option<&Content> {
        self.stands.as_ref().or_else(|| self.changes.last().map(|change| &change.before))
    }

    /// The position of the last that was recorded of it.
    #[must_use]
    pub fn moved(&self) -> u64 {
        self.changes.last().map_or(self.position, |change| change.position)
    }
}

/// The facts of a record in the order in which they were recorded.
#[must_use]
pub fn history(world: &World, entity: &str, key: Key) -> Vec<Event> {
    of_kind!(world, entity, ledgers => ledgers.get(&key).map(of_ledger).unwrap_or_default(); Vec::new())
}

fn of_ledger<E: Entity>(ledger: &Ledger<E>) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    for record in ledger.records() {
        match &record.entry {
            Entry::Happened(fact) => events.push(Event {
                version: record.version,
                position: record.position,
                recorded_at: record.recorded_at,
                source: record.source.clone(),
                stands: Some(content(record.occurred_on, fact)),
                changes: Vec::new(),
            }),
            Entry::Corrected(correction) => {
                let Some(event) = events.iter_mut().find(|event| event.version == correction.version) else {
                    continue;
                };
                let Some(before) = event.content().cloned() else { continue };
                let mut after =
                    correction.fact.as_ref().map_or(before.clone(), |fact| content(before.day, fact));
                after.day = correction.occurred_on.unwrap_or(before.day);
                event.stands = (!correction.retracted).then_some(after);
                event.changes.push(Change {
                    position: record.position,
                    found_on: record.occurred_on,
                    reason: correction.reason,
                    before,
                    after: event.stands.clone(),
                });
            }
        }
    }
    events
}

fn content<F: Happening>(day: Day, fact: &F) -> Content {
    let payload = serde_json::from_str(fact.payload().get()).unwrap_or_default();
    Content { day, kind: fact.kind(), payload }
}
