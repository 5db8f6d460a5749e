//! Everything that is known: the ledgers of all records, folded from the log one fact at a time.

use std::collections::BTreeMap;

use crate::atlas::Atlas;
use crate::entity::{
    Activity, Chain, Enterprise, Hall, Invitation, Parcel, Park, Port, Project, Region, Request, Rule,
    Target, Task, Unit, Visit,
};
use crate::fact::Entry;
use crate::ledger::{Entity, Ledger, Record};
use crate::{Day, Envelope, Fact, Key, Stamp};

/// The ledgers of one kind of record.
pub type Ledgers<E> = BTreeMap<Key, Ledger<E>>;

/// Declares the world: one map of ledgers for each kind of record.
macro_rules! world {
    ($($(#[$doc:meta])* $field:ident: $entity:ident,)+) => {
        /// Everything that is known.
        #[derive(Clone, Debug, Default)]
        pub struct World {
            head: u64,
            first: Option<Day>,
            last: Option<Day>,
            $($(#[$doc])* pub $field: Ledgers<$entity>,)+
        }

        impl World {
            /// Takes in a fact. Cannot fail: a fact that makes no sense is kept in the history and changes nothing.
            pub fn apply(&mut self, envelope: &Envelope) {
                self.take(envelope.clone());
            }

            /// The same, where nobody else needs the fact.
            pub fn take(&mut self, envelope: Envelope) {
                let Envelope { position, key, version, occurred_on, recorded_at, audience, source, fact } =
                    envelope;
                match fact {
                    $(Fact::$entity(entry) => {
                        self.reach_day(position, entry.day(occurred_on));
                        let record =
                            Record { position, version, occurred_on, recorded_at, audience, source, entry };
                        self.$field.entry(key).or_default().record(record);
                    })+
                }
            }

            /// Takes in many facts, record by record: memory is slower than folding, so every record is fetched
            /// once. The world is the same as if they were taken in one by one.
            pub fn apply_all(&mut self, envelopes: &[Envelope]) {
                $(let mut $field = Vec::new();)+
                for (at, envelope) in envelopes.iter().enumerate() {
                    match &envelope.fact {
                        $(Fact::$entity(entry) => {
                            self.reach(envelope, entry);
                            $field.push((envelope.key, at));
                        })+
                    }
                }
                $(each_record(&mut $field, |key, places| {
                    let ledger = self.$field.entry(key).or_default();
                    for envelope in places.iter().filter_map(|(_, at)| envelopes.get(*at)) {
                        if let Fact::$entity(entry) = &envelope.fact {
                            ledger.record(record(envelope, entry.clone()));
                        }
                    }
                });)+
            }

            /// As `apply_all`, and lets `other` take in those that it may, as with `apply_with`.
            pub(crate) fn apply_all_with(
                &mut self,
                other: &mut Self,
                envelopes: &[Envelope],
                may: impl Fn(&Envelope) -> bool,
            ) {
                $(let mut $field = Vec::new();)+
                for (at, envelope) in envelopes.iter().enumerate() {
                    match &envelope.fact {
                        $(Fact::$entity(entry) => {
                            self.reach(envelope, entry);
                            if may(envelope) {
                                other.reach(envelope, entry);
                            } else {
                                other.pass_over(envelope.position);
                            }
                            $field.push((envelope.key, at));
                        })+
                    }
                }
                $(each_record(&mut $field, |key, places| {
                    let ledger = self.$field.entry(key).or_default();
                    let facts = || places.iter().filter_map(|(_, at)| envelopes.get(*at));
                    let mut shared = facts().any(&may).then(|| other.$field.entry(key).or_default());
                    for envelope in facts() {
                        if let Fact::$entity(entry) = &envelope.fact {
                            let record = record(envelope, entry.clone());
                            match &mut shared {
                                Some(shared) if may(envelope) => ledger.record_with(shared, record),
                                _ => ledger.record(record),
                            }
                        }
                    }
                });)+
            }

            /// Takes in a fact, and lets `other` do so too. Records whose facts both worlds have all taken in
            /// this way are kept once.
            pub(crate) fn apply_with(&mut self, other: &mut Self, envelope: &Envelope) {
                match &envelope.fact {
                    $(Fact::$entity(entry) => {
                        self.reach(envelope, entry);
                        other.reach(envelope, entry);
                        let shared = other.$field.entry(envelope.key).or_default();
                        let record = record(envelope, entry.clone());
                        self.$field.entry(envelope.key).or_default().record_with(shared, record);
                    })+
                }
            }

            /// The world with only what had been recorded by a moment.
            #[must_use]
            pub fn as_at(&self, stamp: Stamp) -> Self {
                let mut world = Self { head: self.head, first: self.first, last: self.last, ..Self::default() };
                // Inserted one by one: to collect a map sorts first, which is 17 kB of code for each kind of record.
                $(for (key, ledger) in &self.$field {
                    if let Some(ledger) = ledger.as_at(stamp) {
                        world.$field.insert(*key, ledger);
                    }
                })+
                world
            }

            /// Calls `see` with the day of every fact, corrections included.
            pub fn each_fact_day(&self, mut see: impl FnMut(Day)) {
                $(for ledger in self.$field.values() {
                    ledger.records().iter().for_each(|r| see(r.occurred_on));
                })+
            }

            /// Shows every fact that was taken in: record by record, each record's in order of version.
            pub fn each_fact(&self, mut see: impl FnMut(Envelope)) {
                $(for (key, ledger) in &self.$field {
                    for record in ledger.records() {
                        see(Envelope {
                            position: record.position,
                            key: *key,
                            version: record.version,
                            occurred_on: record.occurred_on,
                            recorded_at: record.recorded_at,
                            audience: record.audience,
                            source: record.source.clone(),
                            fact: Fact::$entity(record.entry.clone()),
                        });
                    }
                })+
            }

            /// Takes a record from another world in place of its own; forgets it where the other has none.
            pub(crate) fn put_back(&mut self, from: &Self, entity: &str, key: Key) {
                use crate::fact::Happening;
                $(if entity == <$entity as Entity>::Fact::ENTITY {
                    match from.$field.get(&key) {
                        Some(ledger) => drop(self.$field.insert(key, ledger.clone())),
                        None => drop(self.$field.remove(&key)),
                    }
                })+
            }

            /// The position of the last fact of a stream; none where there is none.
            #[must_use]
            pub fn moved(&self, entity: &str, key: Key) -> Option<u64> {
                use crate::fact::Happening;
                $(if entity == <$entity as Entity>::Fact::ENTITY {
                    return self.$field.get(&key).and_then(|l| l.records().last()).map(|r| r.position);
                })+
                None
            }

            /// The version of the last fact of a stream such as `unit/RL-02-201`; 0 where there is none.
            #[must_use]
            pub fn version(&self, entity: &str, key: Key) -> u32 {
                use crate::fact::Happening;
                $(if entity == <$entity as Entity>::Fact::ENTITY {
                    return self.$field.get(&key).and_then(|l| l.records().last()).map_or(0, |r| r.version);
                })+
                0
            }
        }
    };
}

world! {
    /// Regions by code.
    regions: Region,
    /// Industry chains.
    chains: Chain,
    /// Parks and zones.
    parks: Park,
    /// Halls.
    halls: Hall,
    /// Units.
    units: Unit,
    /// Land parcels.
    parcels: Parcel,
    /// Ports of entry.
    ports: Port,
    /// Projects.
    projects: Project,
    /// Enterprises.
    enterprises: Enterprise,
    /// Target enterprises (internal).
    targets: Target,
    /// Batches of visiting investors.
    visits: Visit,
    /// Outreach activities.
    activities: Activity,
    /// Invitations abroad.
    invitations: Invitation,
    /// Requests of enterprises (internal).
    requests: Request,
    /// Tasks of the year's list (internal).
    tasks: Task,
    /// Rates, presets of the traffic light, columns of boards, deadlines, promises.
    rules: Rule,
}

impl World {
    /// The position of the last fact that was taken in or passed over.
    #[must_use]
    pub fn head(&self) -> u64 {
        self.head
    }

    /// A fact that is not for this audience was recorded: only the position moves.
    pub fn pass_over(&mut self, position: u64) {
        self.head = self.head.max(position);
    }

    fn reach<F>(&mut self, envelope: &Envelope, entry: &Entry<F>) {
        self.reach_day(envelope.position, entry.day(envelope.occurred_on));
    }

    fn reach_day(&mut self, position: u64, day: Option<Day>) {
        self.pass_over(position);
        let Some(day) = day else { return };
        self.first = Some(self.first.map_or(day, |d| d.min(day)));
        self.last = Some(self.last.map_or(day, |d| d.max(day)));
    }

    /// The earliest and the latest day on which a fact happened.
    #[must_use]
    pub fn days(&self) -> Option<(Day, Day)> {
        Some((self.first?, self.last?))
    }

    /// The world as it was on a day.
    #[must_use]
    pub fn atlas(&self, as_of: Day) -> Atlas<'_> {
        Atlas::new(self, as_of)
    }
}

/// Shows the places of each key's facts, key by key, each key's in their own order.
fn each_record(facts: &mut [(Key, usize)], mut see: impl FnMut(Key, &[(Key, usize)])) {
    in_order(facts);
    for places in facts.chunk_by(|one, other| one.0 == other.0) {
        if let Some((key, _)) = places.first() {
            see(*key, places);
        }
    }
}

/// Apart from the closures of `each_record`, so that sorting is compiled once.
fn in_order(facts: &mut [(Key, usize)]) {
    facts.sort_unstable();
}

fn record<F>(envelope: &Envelope, entry: Entry<F>) -> Record<F> {
    Record {
        position: envelope.position,
        version: envelope.version,
        occurred_on: envelope.occurred_on,
        recorded_at: envelope.recorded_at,
        audience: envelope.audience,
        source: envelope.source.clone(),
        entry,
    }
}
