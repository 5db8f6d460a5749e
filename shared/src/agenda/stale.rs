//! Records whose information is older than was promised, each group with its owner: a park with sixty such units is one
//! group, not sixty lines.

use std::collections::BTreeMap;

use super::owner::{Owner, owner};
use super::rules::Rules;
use crate::fact::carrier::ParkFact;
use crate::fact::project::Node;
use crate::fact::upkeep::PromiseOf;
use crate::ledger::{Entity, Ledger};
use crate::world::Ledgers;
use crate::{Day, Key, RegionCode, World};

/// A record of which nobody said in time that it still holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stale {
    /// The kind of record, such as `unit`.
    pub entity: &'static str,
    /// The record.
    pub key: Key,
    /// The day as of which it is known.
    pub as_of: Day,
    /// The last day on which that was good enough.
    pub until: Day,
}

impl Stale {
    /// Its stream, as `confirm` names it.
    #[must_use]
    pub fn stream(&self) -> String {
        crate::fact::stream(self.entity, self.key)
    }
}

/// Such records that are seen to together.
#[derive(Clone, Debug, PartialEq)]
pub struct StaleGroup {
    /// What was promised.
    pub of: PromiseOf,
    /// The park or zone they lie in, of units and parcels.
    pub park: Option<Key>,
    /// Who sees to them.
    pub owner: Owner,
    /// The records, the oldest first; never none.
    pub records: Vec<Stale>,
}

impl StaleGroup {
    /// Days by which the oldest is late on a day.
    #[must_use]
    pub fn late(&self, day: Day) -> i32 {
        self.records.iter().map(|stale| day.since(stale.until)).max().unwrap_or(0)
    }

    /// The command that says of all of them that they still hold, as it is sent.
    #[must_use]
    pub fn confirm(&self, on: Day) -> String {
        confirm(&self.records, on)
    }
}

/// The command that says of records that they still hold, as it is sent.
#[must_use]
pub fn confirm(records: &[Stale], on: Day) -> String {
    let streams: Vec<String> = records.iter().map(|stale| format!("\"{}\"", stale.stream())).collect();
    format!(r#"{{"command":"confirm","streams":[{}],"occurred_on":"{on}"}}"#, streams.join(","))
}

/// What is past its promise on a day, of a region and everything in it; the group that is latest first.
#[must_use]
pub fn stale(world: &World, day: Day, region: RegionCode) -> Vec<StaleGroup> {
    let mut search = Search { world, day, region, rules: Rules::on(world, day), found: BTreeMap::new() };
    search.each(PromiseOf::PortStatus, "port", &world.ports, |port, ledger| {
        port.status.map(|(on, _)| on).or_else(|| known(ledger, day)).map(|on| (on, None))
    });
    search.each(PromiseOf::Supply, "park", &world.parks, |_, ledger| {
        let told = ledger.counting().take_while(|(on, ..)| *on <= day);
        // What was never reported is not confirmed either.
        let mut reported = None;
        for (on, _, fact) in told {
            match fact {
                ParkFact::SupplyReported(_) => reported = Some(on),
                ParkFact::Confirmed(_) => reported = reported.map(|_| on),
                ParkFact::Registered(_) | ParkFact::PolicyPublished(_) => {}
            }
        }
        reported.map(|on| (on, None))
    });
    search.each(PromiseOf::Unit, "unit", &world.units, |unit, ledger| {
        let park = world.halls.get(&unit.hall()).and_then(|hall| Some(hall.latest()?.attributes.park));
        known(ledger, day).map(|on| (on, park))
    });
    search.each(PromiseOf::Parcel, "parcel", &world.parcels, |parcel, ledger| {
        known(ledger, day).map(|on| (on, Some(parcel.attributes.park)))
    });
    search.each(PromiseOf::Project, "project", &world.projects, |project, ledger| {
        let is_over = project.ended.is_some() || project.reached.contains_key(&Node::FullOutput);
        known(ledger, day).filter(|_| !is_over).map(|on| (on, None))
    });
    search.each(PromiseOf::Target, "target", &world.targets, |target, ledger| {
        let is_over = target.dropped || target.project.is_some();
        known(ledger, day).filter(|_| !is_over).map(|on| (on, None))
    });
    search.groups()
}

fn known<E: Entity>(ledger: &Ledger<E>, day: Day) -> Option<Day> {
    ledger.as_of(day).map(|(on, _)| on)
}

struct Search<'w> {
    world: &'w World,
    day: Day,
    region: RegionCode,
    rules: Rules,
    found: BTreeMap<(PromiseOf, Option<Key>, Owner), Vec<Stale>>,
}

impl Search<'_> {
    /// Looks through the records of a kind; `told` says as of which day one is known, and in which park it lies.
    fn each<E: Entity>(
        &mut self,
        of: PromiseOf,
        entity: &'static str,
        ledgers: &Ledgers<E>,
        told: impl Fn(&E, &Ledger<E>) -> Option<(Day, Option<Key>)>,
    ) {
        // Where nobody promised anything there is nothing to look for.
        if self.rules.stands_until(of, self.day).is_none() {
            return;
        }
        for (key, ledger) in ledgers {
            let Some(record) = ledger.seen(self.day) else { continue };
            let Some((as_of, park)) = told(&record, ledger) else { continue };
            let Some(until) = self.rules.stands_until(of, as_of).filter(|until| *until < self.day) else {
                continue;
            };
            let is_own = crate::decide::region_of(self.world, entity, *key)
                .is_some_and(|own| self.region.contains(own));
            let owner = owner(self.world, entity, *key, self.day).filter(|_| is_own);
            if let Some(owner) = owner {
                let stale = Stale { entity, key: *key, as_of, until };
                self.found.entry((of, park, owner)).or_default().push(stale);
            }
        }
    }

    fn groups(self) -> Vec<StaleGroup> {
        let day = self.day;
        let mut groups: Vec<StaleGroup> = self
            .found
            .into_iter()
            .map(|((of, park, owner), mut records)| {
                crate::order::sort_by(&mut records, |a, b| (a.until, a.key).cmp(&(b.until, b.key)));
                StaleGroup { of, park, owner, records }
            })
            .collect();
        crate::order::sort_by(&mut groups, |a, b| {
            (b.late(day), &a.of, &a.park, &a.owner).cmp(&(a.late(day), &b.of, &b.park, &b.owner))
        });
        groups
    }
}
