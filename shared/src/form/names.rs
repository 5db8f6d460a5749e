//! What records are called, of every kind, and keys for new ones.

use crate::ledger::Ledger;
use crate::{Key, Text, World};

/// Runs the same for the ledgers of a kind of record, by its name in streams.
macro_rules! of_kind {
    ($world:expr, $entity:expr, $ledgers:ident => $then:expr; $otherwise:expr) => {
        match $entity {
            "region" => {
                let $ledgers = &$world.regions;
                $then
            }
            "chain" => {
                let $ledgers = &$world.chains;
                $then
            }
            "park" => {
                let $ledgers = &$world.parks;
                $then
            }
            "hall" => {
                let $ledgers = &$world.halls;
                $then
            }
            "unit" => {
                let $ledgers = &$world.units;
                $then
            }
            "parcel" => {
                let $ledgers = &$world.parcels;
                $then
            }
            "port" => {
                let $ledgers = &$world.ports;
                $then
            }
            "project" => {
                let $ledgers = &$world.projects;
                $then
            }
            "enterprise" => {
                let $ledgers = &$world.enterprises;
                $then
            }
            "target" => {
                let $ledgers = &$world.targets;
                $then
            }
            "visit" => {
                let $ledgers = &$world.visits;
                $then
            }
            "activity" => {
                let $ledgers = &$world.activities;
                $then
            }
            "invitation" => {
                let $ledgers = &$world.invitations;
                $then
            }
            "request" => {
                let $ledgers = &$world.requests;
                $then
            }
            "task" => {
                let $ledgers = &$world.tasks;
                $then
            }
            "rule" => {
                let $ledgers = &$world.rules;
                $then
            }
            _ => $otherwise,
        }
    };
}
pub(crate) use of_kind;

/// The keys of all records of a kind that are there, in order.
#[must_use]
pub fn keys(world: &World, entity: &str) -> Vec<Key> {
    of_kind!(world, entity, ledgers => {
        ledgers.iter().filter(|(_, ledger)| ledger.latest().is_some()).map(|(key, _)| *key).collect()
    }; Vec::new())
}

/// What a record is called; none where it has no name but its key.
#[must_use]
pub fn name(world: &World, entity: &str, key: Key) -> Option<Text> {
    let plain = |text: &str| Text::new(text, text);
    Some(match entity {
        "region" => world.regions.get(&key)?.latest()?.attributes.name.clone(),
        "chain" => world.chains.get(&key)?.latest()?.attributes.name.clone(),
        "park" => world.parks.get(&key)?.latest()?.attributes.name.clone(),
        "hall" => world.halls.get(&key)?.latest()?.attributes.name.clone(),
        "unit" => {
            let unit = world.units.get(&key)?.latest()?;
            let number = &unit.attributes.number;
            match world.halls.get(&unit.hall()).and_then(Ledger::latest) {
                Some(hall) => {
                    let name = &hall.attributes.name;
                    Text::new(format!("{} · {number}", name.zh), format!("{} · {number}", name.en))
                }
                None => plain(number),
            }
        }
        "parcel" => {
            let parcel = world.parcels.get(&key)?.latest()?;
            plain(&parcel.attributes.number)
        }
        "port" => world.ports.get(&key)?.latest()?.attributes.name.clone(),
        "project" => world.projects.get(&key)?.latest()?.attributes.title.clone(),
        "enterprise" => world.enterprises.get(&key)?.latest()?.attributes.name.clone(),
        "target" => world.targets.get(&key)?.latest()?.attributes.name.clone(),
        "task" => world.tasks.get(&key)?.latest()?.attributes.goal.clone(),
        "request" => {
            let request = world.requests.get(&key)?.latest()?;
            name(world, "enterprise", request.attributes.enterprise?)?
        }
        _ => return None,
    })
}

/// A key for a new record: the last one of its kind that ends in a number, counted up until nobody has it.
#[must_use]
pub fn fresh_key(world: &World, entity: &str) -> Option<Key> {
    let taken = keys(world, entity);
    let numbered = taken.iter().rev().find_map(|key| {
        let text = key.as_str();
        let stem = text.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = text.get(stem.len()..)?;
        let number: u64 = digits.parse().ok()?;
        Some((stem.to_owned(), digits.len(), number))
    });
    let (stem, width, number) = numbered?;
    (1..10_000).find_map(|more| {
        let key: Key = format!("{stem}{:0width$}", number + more).parse().ok()?;
        (!taken.contains(&key)).then_some(key)
    })
}
