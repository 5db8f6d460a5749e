//! Whose a record is: an owner is named for every one of them.

use crate::decide::region_of;
use crate::{Day, Key, RegionCode, Text, World};

/// Who sees to a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// The responsible unit that was named.
    Unit(Text),
    /// Nobody was: the office of its region.
    Office(RegionCode),
}

/// The owner of a record on a day; none where it belongs to no region, or is not there.
#[must_use]
pub fn owner(world: &World, entity: &str, key: Key, day: Day) -> Option<Owner> {
    let named = match entity {
        "project" => world
            .projects
            .get(&key)
            .and_then(|ledger| ledger.seen(day))
            .and_then(|project| project.office.as_ref().and_then(|office| office.duty.unit.clone())),
        "target" => world
            .targets
            .get(&key)
            .and_then(|ledger| ledger.seen(day))
            .and_then(|target| target.duty.as_ref().and_then(|duty| duty.unit.clone())),
        "request" => world
            .requests
            .get(&key)
            .and_then(|ledger| ledger.seen(day))
            .and_then(|request| request.assigned.as_ref().map(|assigned| assigned.office.clone())),
        "task" => {
            world.tasks.get(&key).and_then(|ledger| ledger.seen(day)).map(|task| task.attributes.duty.clone())
        }
        _ => None,
    };
    named.map(Owner::Unit).or_else(|| region_of(world, entity, key).map(Owner::Office))
}
