//! What makes no sense in a world whose facts were not decided here, but imported: told, never refused.

use super::lawful::{self, Kept, first_fault};
use super::space;
use crate::entity::{
    Activity, Chain, Enterprise, Hall, Invitation, Parcel, Park, Port, Project, Region, Request, Rule,
    Target, Task, Unit, Visit,
};
use crate::fact::Happening;
use crate::{Day, Key, Refusal, World};

/// A fact that makes no sense where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The kind of record, such as `unit`.
    pub entity: &'static str,
    /// The record.
    pub key: Key,
    /// The version of the fact; none where the record as a whole is at fault.
    pub version: Option<u32>,
    /// The day of the fact.
    pub day: Option<Day>,
    /// Why it makes no sense: what a command that led to it would have been told.
    pub refusal: Refusal,
}

/// Every fact that makes no sense where it stands, and every hall that is smaller than its units.
#[must_use]
pub fn faults(world: &World) -> Vec<Fault> {
    let mut all = Vec::new();
    macro_rules! each {
        ($($kind:ident),+) => { $(of_kind::<$kind>(world, &mut all);)+ };
    }
    each!(
        Region, Chain, Park, Hall, Unit, Parcel, Port, Project, Enterprise, Target, Visit, Activity,
        Invitation, Request, Task, Rule
    );
    for hall in world.halls.keys() {
        if let Some(refusal) = space::fault(*hall, world) {
            all.push(Fault { entity: "hall", key: *hall, version: None, day: None, refusal });
        }
    }
    all
}

fn of_kind<E: Kept>(world: &World, all: &mut Vec<Fault>) {
    for (key, ledger) in E::ledgers(world) {
        if first_fault(*key, ledger, |_| false).is_none() {
            continue;
        }
        for version in lawful::faults(*key, ledger) {
            let others_aside = |v| v != version;
            if let Some((_, day, refusal)) = first_fault(*key, ledger, others_aside) {
                let (version, day) = (Some(version), Some(day));
                all.push(Fault { entity: E::Fact::ENTITY, key: *key, version, day, refusal });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{SMALL, world};

    #[test]
    fn imported_facts_that_make_no_sense_are_told() {
        assert_eq!(faults(&world(SMALL)), []);
        let odd = r#"
{"stream":"unit/RL-01-201","kind":"unit.leased","occurred_on":"2023-04-01","source":"sample","payload":{"until":"2024-02-28"}}
{"stream":"unit/RL-01-202","kind":"unit.vacated","occurred_on":"2022-01-01","source":"sample","payload":{}}
{"stream":"unit/RL-01-203","kind":"unit.registered","occurred_on":"2023-01-01","source":"sample","payload":{"hall":"RL-01","number":"203","floor":2,"bay_from":0,"bay_to":1,"area_m2":1,"standing":{"is":"available"}}}
"#;
        let faults = faults(&world(&format!("{SMALL}{odd}")));
        let told: Vec<_> = faults.iter().map(|f| (f.key.as_str(), f.version, f.refusal.slug())).collect();
        assert_eq!(
            told,
            [
                ("RL-01-201", Some(3), "unit-not-available"),
                ("RL-01-202", Some(2), "not-yet-there"),
                ("RL-01", None, "hall-area-exceeded"),
            ]
        );
    }
}
