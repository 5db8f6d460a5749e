//! The rules of a day: those deadlines and promises that had been defined by then, and nothing else.

use std::sync::Arc;

use crate::entity::Rule;
use crate::fact::upkeep::{DeadlinesDefined, FreshnessDefined, Major, PromiseOf, Step};
use crate::{Day, World};

/// What offices promised of their own work, as of a day.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules {
    deadlines: Vec<(Day, Arc<DeadlinesDefined>)>,
    freshness: Vec<(Day, Arc<FreshnessDefined>)>,
}

impl Rules {
    /// Those in force on a day, each with the day on which it was first defined.
    pub fn on(world: &World, day: Day) -> Self {
        let mut rules = Self::default();
        for rule in world.rules.values().filter_map(|ledger| ledger.seen(day)) {
            match &*rule {
                Rule::Deadlines(since, defined) => rules.deadlines.push((*since, Arc::clone(defined))),
                Rule::Freshness(since, defined) => rules.freshness.push((*since, Arc::clone(defined))),
                Rule::Rate(_) | Rule::Preset(_) | Rule::Board(_) => {}
            }
        }
        rules
    }

    /// Whether any deadline binds what came in on a day: most records are older, and need not be looked into.
    pub fn bind(&self, came: Day) -> bool {
        self.deadlines.iter().any(|(since, _)| *since <= came)
    }

    /// When a step that began on `from` is due, of what came in on `came`; the earliest day of all rules that bind it.
    pub fn due(&self, step: Step, came: Day, from: Day, is_major: impl Fn(&Major) -> bool) -> Option<Day> {
        let binding = self.deadlines.iter().filter(|(since, _)| *since <= came);
        let days = binding.filter_map(|(_, rule)| {
            let deadline = rule.steps.iter().find(|deadline| deadline.step == step)?;
            let is_major = rule.major.as_ref().is_some_and(&is_major);
            Some(deadline.major_days.filter(|_| is_major).unwrap_or(deadline.days))
        });
        days.min().map(|days| from.plus(days.into()))
    }

    /// The last day on which what was known as of a day stands unconfirmed; none where nobody promised anything.
    pub fn stands_until(&self, of: PromiseOf, as_of: Day) -> Option<Day> {
        let promises = self.freshness.iter().filter_map(|(since, rule)| {
            let promise = rule.promises.iter().find(|promise| promise.of == of)?;
            Some(as_of.max(*since).plus(promise.days.into()))
        });
        promises.min()
    }
}
