//! Target enterprises as counts: the only form in which the public learns of them.
//!
//! A census is a list of steps (day, region, home province, chain stage, intent, ±n) without names or ids,
//! summed up by day, so that a browser can tell the counts of any day.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::entity::Target;
use crate::fact::outreach::Intent;
use crate::json::{self, FromJson, Json, Misfit};
use crate::ledger::Entity;
use crate::{Day, Key, RegionCode, World};

/// What targets are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
pub struct Class {
    /// The region that follows the target.
    pub region: RegionCode,
    /// Province of its head office.
    pub home: RegionCode,
    /// Chain.
    pub chain: Key,
    /// Stage in the chain.
    pub stage: Key,
    /// Intent to relocate.
    pub intent: Intent,
    /// Became a project.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub linked: bool,
}

impl Class {
    /// The class of a target; none once it is dropped.
    fn of(target: &Target) -> Option<Self> {
        let a = &target.attributes;
        (!target.dropped).then_some(Self {
            region: a.region,
            home: a.home.province(),
            chain: a.chain,
            stage: a.chain_stage,
            intent: target.intent.1,
            linked: target.project.is_some(),
        })
    }
}

/// From `day` on there are `by` more (or fewer) targets of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Step {
    /// The day.
    pub day: Day,
    /// The class.
    #[serde(flatten)]
    pub class: Class,
    /// The change.
    pub by: i32,
}

impl FromJson for Step {
    fn from_json(json: Json<'_>) -> Result<Self, Misfit> {
        let fields = json::fields(json, &["day", "by"], false)?;
        Ok(Self { day: fields.read(0)?, by: fields.read(1)?, class: Class::from_json(json)? })
    }
}

/// Targets as counts, for any day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
pub struct Census {
    steps: Vec<Step>,
}

impl Census {
    /// The census of a world that holds the targets.
    #[must_use]
    pub fn of(world: &World) -> Self {
        let mut sums: BTreeMap<(Day, Class), i32> = BTreeMap::new();
        for ledger in world.targets.values() {
            let (mut target, mut before) = (None, None);
            let mut facts = ledger.counting().peekable();
            while let Some((day, _, fact)) = facts.next() {
                Target::evolve(&mut target, day, fact);
                // Of several facts of a day the last one tells.
                if facts.peek().is_some_and(|(next, ..)| *next == day) {
                    continue;
                }
                let class = target.as_ref().and_then(Class::of);
                if class != before {
                    for (class, by) in [(before, -1), (class, 1)] {
                        if let Some(class) = class {
                            *sums.entry((day, class)).or_default() += by;
                        }
                    }
                    before = class;
                }
            }
        }
        let steps = sums.into_iter().filter(|(_, by)| *by != 0);
        Self { steps: steps.map(|((day, class), by)| Step { day, class, by }).collect() }
    }

    /// The steps, oldest first.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Counts by class on a day, for a region and everything in it; classes without targets are left out.
    #[must_use]
    pub fn on(&self, day: Day, region: RegionCode) -> BTreeMap<Class, i32> {
        let mut counts = BTreeMap::new();
        for step in self.steps.iter().take_while(|s| s.day <= day).filter(|s| region.contains(s.class.region))
        {
            *counts.entry(step.class).or_default() += step.by;
        }
        counts.retain(|_, n| *n != 0);
        counts
    }

    /// How many targets there were on a day.
    #[must_use]
    pub fn total(&self, day: Day, region: RegionCode) -> i32 {
        let steps = self.steps.iter().take_while(|s| s.day <= day);
        steps.filter(|s| region.contains(s.class.region)).map(|s| s.by).sum()
    }
}
