//! Many commands, decided one upon the other as if each had been recorded before the next: what a sheet of ten thousand
//! rows asks for.
//!
//! A rule that looks at a hall asks for its units; on ten thousand rows it would look through all units ten thousand
//! times. So a batch keeps, beside its own copy of the world (ledgers are shared until they change), which units stand in
//! which hall.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, NewFact, decide_among};
use crate::entity::Unit;
use crate::fact::Entry;
use crate::fact::unit::UnitFact;
use crate::ledger::Ledger;
use crate::{Command, Envelope, Fact, Key, Refusal, Stamp, World};

/// Which units stand in which hall, as last known.
#[derive(Clone, Debug, Default)]
pub(super) struct Halls(BTreeMap<Key, BTreeSet<Key>>);

impl Halls {
    fn of(world: &World) -> Self {
        let mut halls = Self::default();
        for (key, ledger) in &world.units {
            halls.put(*key, ledger.latest().map(Unit::hall));
        }
        halls
    }

    fn put(&mut self, unit: Key, hall: Option<Key>) {
        if let Some(hall) = hall {
            self.0.entry(hall).or_default().insert(unit);
        }
    }

    fn take(&mut self, unit: Key, hall: Option<Key>) {
        if let Some(units) = hall.and_then(|hall| self.0.get_mut(&hall)) {
            units.remove(&unit);
        }
    }

    /// The units of a hall.
    pub fn units(&self, hall: Key) -> impl Iterator<Item = Key> {
        self.0.get(&hall).into_iter().flatten().copied()
    }
}

/// Commands that are decided one upon the other. Nothing is recorded.
#[derive(Clone, Debug)]
pub struct Batch {
    world: World,
    halls: Halls,
    context: Context,
    position: u64,
}

impl Batch {
    /// A batch upon a world.
    #[must_use]
    pub fn new(world: World, context: Context) -> Self {
        Self { halls: Halls::of(&world), position: world.head(), world, context }
    }

    /// The world with everything that was decided so far.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The facts that a command leads to after those before it. Refused, it changes nothing.
    ///
    /// # Errors
    /// As [`decide`](super::decide).
    pub fn decide(&mut self, command: &Command) -> Result<Vec<NewFact>, Refusal> {
        let facts = decide_among(&self.world, Some(&self.halls), command, &self.context)?;
        facts.iter().for_each(|fact| self.take(fact));
        Ok(facts)
    }

    /// Several commands that stand or fall together.
    ///
    /// # Errors
    /// The place of the first that is refused, and why; then none of them changes anything.
    pub fn decide_all(&mut self, commands: &[Command]) -> Result<Vec<NewFact>, (usize, Refusal)> {
        let (mut all, mut kept) = (Vec::new(), World::default());
        let mut touched: Vec<(&'static str, Key)> = Vec::new();
        for (at, command) in commands.iter().enumerate() {
            match decide_among(&self.world, Some(&self.halls), command, &self.context) {
                Ok(facts) => {
                    for fact in &facts {
                        if !touched.contains(&(fact.entity, fact.key)) {
                            touched.push((fact.entity, fact.key));
                            kept.put_back(&self.world, fact.entity, fact.key);
                        }
                        self.take(fact);
                    }
                    all.extend(facts);
                }
                Err(refusal) => {
                    for (entity, key) in touched {
                        self.put_back(&kept, entity, key);
                    }
                    return Err((at, refusal));
                }
            }
        }
        Ok(all)
    }

    fn put_back(&mut self, kept: &World, entity: &str, key: Key) {
        if entity == "unit" {
            self.halls.take(key, hall(&self.world, key));
        }
        self.world.put_back(kept, entity, key);
        if entity == "unit" {
            self.halls.put(key, hall(&self.world, key));
        }
    }

    fn take(&mut self, fact: &NewFact) {
        self.position += 1;
        let moves = match &fact.fact {
            Fact::Unit(Entry::Happened(happened)) => matches!(happened, UnitFact::Registered(_)),
            Fact::Unit(Entry::Corrected(_)) => true,
            _ => false,
        };
        if moves {
            self.halls.take(fact.key, hall(&self.world, fact.key));
        }
        self.world.take(Envelope {
            position: self.position,
            key: fact.key,
            version: fact.expected_version + 1,
            occurred_on: fact.occurred_on,
            recorded_at: Stamp::MAX,
            audience: fact.audience,
            source: fact.source.clone(),
            fact: fact.fact.clone(),
        });
        if moves {
            self.halls.put(fact.key, hall(&self.world, fact.key));
        }
    }
}

/// The hall of a unit, as last known.
fn hall(world: &World, unit: Key) -> Option<Key> {
    world.units.get(&unit).and_then(Ledger::latest).map(Unit::hall)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Day;
    use crate::decide::decide;
    use crate::testing::{SMALL, world};

    fn context() -> Context {
        Context { today: "2024-07-24".parse::<Day>().unwrap() }
    }

    fn commands(lines: &[&str]) -> Vec<Command> {
        lines.iter().map(|line| Command::read(line).unwrap()).collect()
    }

    #[test]
    fn a_batch_decides_as_one_by_one() {
        let lines = commands(&[
            r#"{"command":"withhold_unit","unit":"RL-01-202","reason":"repair","occurred_on":"2024-01-02"}"#,
            r#"{"command":"return_unit","unit":"RL-01-202","occurred_on":"2024-02-02"}"#,
            r#"{"command":"lease_unit","unit":"RL-01-202","until":"2025-02-02","occurred_on":"2024-03-02"}"#,
        ]);
        let start = world(SMALL);
        let mut batch = Batch::new(start.clone(), context());
        let mut slow = Batch::new(start.clone(), context());
        for line in &lines {
            let alone = decide(slow.world(), line, &context());
            assert_eq!(batch.decide(line), alone);
            let _same = slow.decide(line);
        }
    }

    #[test]
    fn what_stands_or_falls_together_leaves_nothing_behind() {
        let lines = commands(&[
            r#"{"command":"withhold_unit","unit":"RL-01-202","reason":"repair","occurred_on":"2024-01-02"}"#,
            r#"{"command":"vacate_unit","unit":"RL-01-202","occurred_on":"2024-02-02"}"#,
        ]);
        let mut batch = Batch::new(world(SMALL), context());
        let before = batch.world().version("unit", "RL-01-202".parse().unwrap());
        let (at, refusal) = batch.decide_all(&lines).unwrap_err();
        assert_eq!((at, refusal.slug()), (1, "unit-not-leased"));
        assert_eq!(batch.world().version("unit", "RL-01-202".parse().unwrap()), before);
    }
}
