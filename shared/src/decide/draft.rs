//! The facts that a command leads to, while they are being decided, and the ledgers as they would then be.

use super::batch::Halls;
use super::lawful::{Kept, faults, first_fault, unknown};
use super::{Context, NewFact, names, space, ties};
use crate::entity::Unit;
use crate::envelope::Source;
use crate::fact::{Correction, Entry, Happening};
use crate::ledger::{Ledger, Record};
use crate::{Audience, Command, Day, Fact, Key, Refusal, Stamp, World};

/// 1949-10-01. Nothing that is recorded here happened before: an earlier day is a slip of the pen.
const EARLIEST: Day = Day::from_number(-7_397);

/// What a command leads to.
pub(super) struct Draft<'w> {
    /// The world before the command.
    pub world: &'w World,
    /// The day on which it happened.
    pub on: Day,
    today: Day,
    source: Source,
    audience: Option<Audience>,
    /// The ledgers that change, as they would be.
    pub after: World,
    facts: Vec<NewFact>,
    /// Which units stand in which hall, where that was worked out.
    halls: Option<&'w Halls>,
}

impl<'w> Draft<'w> {
    /// Nothing yet.
    pub fn new(
        world: &'w World,
        halls: Option<&'w Halls>,
        command: &Command,
        context: &Context,
    ) -> Result<Self, Refusal> {
        let draft = Self {
            world,
            on: command.occurred_on.unwrap_or(context.today),
            today: context.today,
            source: source(command)?,
            audience: command.audience,
            after: World::default(),
            facts: Vec::new(),
            halls,
        };
        draft.day(draft.on)?;
        Ok(draft)
    }

    /// Refuses a day on which nothing can have happened.
    pub fn day(&self, day: Day) -> Result<(), Refusal> {
        if day > self.today {
            return Err(Refusal::InFuture { day, today: self.today });
        }
        if day < EARLIEST {
            return Err(Refusal::TooEarly { day, earliest: EARLIEST });
        }
        Ok(())
    }

    /// The audience that the command asks for.
    pub fn asked_audience(&self) -> Option<Audience> {
        self.audience
    }

    /// The history of a record as it would be; none where it has none.
    pub fn ledger<E: Kept>(&self, key: Key) -> Option<&Ledger<E>> {
        E::ledgers(&self.after).get(&key).or_else(|| E::ledgers(self.world).get(&key))
    }

    /// The units that stand in a hall before the command.
    pub fn units_of(&self, hall: Key) -> Vec<(Key, &'w Ledger<Unit>)> {
        let units = &self.world.units;
        match self.halls {
            Some(halls) => halls.units(hall).filter_map(|key| Some((key, units.get(&key)?))).collect(),
            None => {
                let stands = |ledger: &Ledger<Unit>| ledger.latest().is_some_and(|u| u.hall() == hall);
                units.iter().filter(|(_, ledger)| stands(ledger)).map(|(key, l)| (*key, l)).collect()
            }
        }
    }

    /// The record as it was on the day of the command.
    pub fn record<E: Kept>(&self, key: Key) -> Result<E, Refusal> {
        let ledger = self.ledger::<E>(key).ok_or_else(|| unknown::<E>(key))?;
        ledger.on(self.on).ok_or_else(|| match ledger.counting().next() {
            Some((since, ..)) => Refusal::NotYetThere { entity: E::Fact::ENTITY, key, day: self.on, since },
            None => unknown::<E>(key),
        })
    }

    /// The record enters the ledger.
    pub fn entered<E: Kept>(&mut self, key: Key, fact: E::Fact) -> Result<(), Refusal> {
        let entry = self.ledger::<E>(key).and_then(|l| l.counting().next().map(|(day, ..)| day));
        match entry {
            Some(since) => Err(Refusal::AlreadyExists { entity: E::Fact::ENTITY, key, since }),
            None => self.happened::<E>(key, fact),
        }
    }

    /// Something happened to the record.
    pub fn happened<E: Kept>(&mut self, key: Key, fact: E::Fact) -> Result<(), Refusal> {
        let seen_by = self.ledger::<E>(key).and_then(|ledger| birth_audience(ledger, self.on));
        let by_kind = E::audience(&fact);
        let is_internal = by_kind.max(seen_by.unwrap_or_default());
        let audience = self.audience.unwrap_or(is_internal);
        if audience == Audience::Public && crate::access::is_internal(&E::fact(fact.clone())) {
            return Err(Refusal::AlwaysInternal { entity: E::Fact::ENTITY, key });
        }
        if !E::enters(&fact) && seen_by.is_some_and(|seen_by| audience < seen_by) {
            return Err(Refusal::RecordHidden { entity: E::Fact::ENTITY, key });
        }
        self.happened_before::<E>(key, fact, audience)
    }

    /// Something happened to the record, for that audience to see.
    pub fn happened_before<E: Kept>(
        &mut self,
        key: Key,
        fact: E::Fact,
        audience: Audience,
    ) -> Result<(), Refusal> {
        let is_entry = E::enters(&fact);
        if !is_entry && self.ledger::<E>(key).is_none() {
            return Err(unknown::<E>(key));
        }
        let fact = E::fit(fact, self.on, self.world)?;
        let version = self.enter::<E>(key, self.on, Entry::Happened(fact.clone()), audience);
        self.judge::<E>(key, version)?;
        self.note::<E>(key, version, self.on, audience, E::fact(fact));
        Ok(())
    }

    /// Facts that only some readers know are told anew, on their days, for everyone. The first telling is taken back.
    pub fn told_to_all<E: Kept>(&mut self, key: Key, facts: Vec<(u32, Day, E::Fact)>) -> Result<(), Refusal> {
        let mut noted = Vec::new();
        for (version, day, fact) in facts {
            let hidden =
                self.ledger::<E>(key).and_then(|l| l.records().iter().find(|r| r.version == version));
            let audience = hidden.map_or(Audience::Officials, |r| r.audience);
            let taken_back =
                Correction { version, occurred_on: None, fact: None, retracted: true, reason: None };
            let entry = Entry::Corrected(Box::new(taken_back.clone()));
            noted.push((
                self.enter::<E>(key, self.today, entry, audience),
                self.today,
                audience,
                E::correction(taken_back),
            ));
            let entry = Entry::Happened(fact.clone());
            noted.push((
                self.enter::<E>(key, day, entry, Audience::Public),
                day,
                Audience::Public,
                E::fact(fact),
            ));
        }
        self.judge::<E>(key, 0)?;
        for (version, day, audience, fact) in noted {
            self.note::<E>(key, version, day, audience, fact);
        }
        Ok(())
    }

    /// Earlier facts of the record are put right together, each for those who saw it.
    pub fn corrected<E: Kept>(
        &mut self,
        key: Key,
        corrections: Vec<Correction<E::Fact>>,
    ) -> Result<(), Refusal> {
        let subject = corrections.first().map_or(0, |c| c.version);
        let mut entered = Vec::new();
        for correction in corrections {
            let records = self.ledger::<E>(key).map_or(&[][..], Ledger::records);
            let wrong = records.iter().find(|r| r.version == correction.version);
            let audience = wrong.map_or(Audience::Officials, |r| r.audience);
            let version =
                self.enter::<E>(key, self.on, Entry::Corrected(Box::new(correction.clone())), audience);
            entered.push((version, audience, correction));
        }
        self.judge::<E>(key, subject)?;
        for (version, audience, correction) in entered {
            self.note::<E>(key, version, self.on, audience, E::correction(correction));
        }
        Ok(())
    }

    /// The facts, if the halls they concern still hold their units.
    pub fn finish(self) -> Result<Vec<NewFact>, Refusal> {
        space::hold(&self)?;
        ties::hold(&self)?;
        Ok(self.facts)
    }

    /// Puts an entry into the ledger as it would be.
    fn enter<E: Kept>(&mut self, key: Key, day: Day, entry: Entry<E::Fact>, audience: Audience) -> u32 {
        let mut ledger = self.ledger::<E>(key).cloned().unwrap_or_default();
        let version = ledger.records().last().map_or(0, |r| r.version) + 1;
        ledger.record(Record {
            position: u64::MAX,
            version,
            occurred_on: day,
            recorded_at: Stamp::MAX,
            audience,
            source: self.source.clone(),
            entry,
        });
        E::ledgers_mut(&mut self.after).insert(key, ledger);
        version
    }

    /// Refuses a history with a fault that it did not have before. `subject` is the fact the command is about.
    fn judge<E: Kept>(&self, key: Key, subject: u32) -> Result<(), Refusal> {
        let Some(ledger) = self.ledger::<E>(key) else { return Ok(()) };
        if first_fault(key, ledger, |_| false).is_none() {
            return self.judge_audience::<E>(key, ledger);
        }
        let before = E::ledgers(self.world).get(&key).map(|l| faults(key, l)).unwrap_or_default();
        match first_fault(key, ledger, |v| v != subject && before.contains(&v)) {
            None => self.judge_audience::<E>(key, ledger),
            Some((version, _, refusal)) if version == subject => Err(refusal),
            Some((version, day, refusal)) => Err(Refusal::ContradictsLater {
                stream: crate::fact::stream(E::Fact::ENTITY, key),
                version,
                day,
                because: Box::new(refusal),
            }),
        }
    }

    /// Refuses a fact that would be seen by readers to whom the record was never shown before it.
    fn judge_audience<E: Kept>(&self, key: Key, ledger: &Ledger<E>) -> Result<(), Refusal> {
        match (first_overheard(ledger), E::ledgers(self.world).get(&key).and_then(first_overheard)) {
            (Some((version, day)), None) => {
                let stream = crate::fact::stream(E::Fact::ENTITY, key);
                Err(Refusal::NotShown { entity: E::Fact::ENTITY, key, stream, version, day })
            }
            _ => Ok(()),
        }
    }

    fn note<E: Kept>(&mut self, key: Key, version: u32, day: Day, audience: Audience, fact: Fact) {
        // A record that is taken back belonged to someone until now.
        let latest = self.ledger::<E>(key).and_then(Ledger::latest);
        let record = latest.or_else(|| E::ledgers(self.world).get(&key)?.latest());
        let region = record.and_then(|r| r.region(self.world));
        self.facts.push(NewFact {
            entity: E::Fact::ENTITY,
            key,
            expected_version: version - 1,
            occurred_on: day,
            audience,
            region,
            source: self.source.clone(),
            fact,
        });
    }
}

fn source(command: &Command) -> Result<Source, Refusal> {
    match &command.source {
        Some(source) => names::line("source", source.as_str()).map(|name| Source::from(name.as_str())),
        None => Ok(Source::from("ledger")),
    }
}

/// The widest audience that knows of the record at all on a day.
pub(super) fn birth_audience<E: Kept>(ledger: &Ledger<E>, on: Day) -> Option<Audience> {
    let until_then = ledger.counting().filter(|(day, ..)| *day <= on);
    until_then.filter(|(_, _, fact)| E::enters(fact)).map(|(_, record, _)| record.audience).min()
}

/// The first fact that some readers see without having seen the record entered: its version and day.
fn first_overheard<E: Kept>(ledger: &Ledger<E>) -> Option<(u32, Day)> {
    [Audience::Public, Audience::Officials].into_iter().find_map(|readers| {
        let (day, record, fact) = ledger.counting().find(|(_, record, _)| record.audience <= readers)?;
        (!E::enters(fact)).then_some((record.version, day))
    })
}
