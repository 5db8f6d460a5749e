//! Floor space is conserved: on every day, and as known at any moment, the units of a hall make up the hall.

use std::collections::BTreeMap;

use shared::{Area, Day, Key, Stamp, World};

use crate::{ENVELOPES, FACTS, WORLD, day, days};

/// Hall by hall, what its units add up to and what it says of itself.
fn halls(world: &World, on: Day) -> BTreeMap<Key, (Area, Area)> {
    let atlas = world.atlas(on);
    let mut halls: BTreeMap<Key, (Area, Area)> = BTreeMap::new();
    for (key, _, moment) in atlas.on(&world.halls) {
        halls.entry(key).or_default().1 = moment.area_m2;
    }
    for (_, ledger, moment) in atlas.units() {
        halls.entry(ledger.latest().unwrap().hall()).or_default().0 += moment.area_m2;
    }
    halls
}

fn conserved(world: &World, on: Day) {
    for (hall, (units, whole)) in halls(world, on) {
        assert_eq!(units, whole, "hall {hall} on {on}");
    }
}

#[test]
fn units_make_up_their_hall_on_every_day() {
    days().for_each(|on| conserved(&WORLD, on));
}

/// Before, at and after every correction, and on the last day of each month, as it was known then.
#[test]
fn units_make_up_their_hall_as_it_was_known() {
    let corrections = ENVELOPES.iter().zip(FACTS.iter()).filter(|(_, f)| f.kind.ends_with(".corrected"));
    let mut moments: Vec<Stamp> = corrections
        .flat_map(|(e, _)| [Stamp::from_micros(e.recorded_at.micros() - 1), e.recorded_at])
        .collect();
    moments.extend((0..20).map(|n| Stamp::end_of(day("2023-01-01").plus_months(n).plus(-1))));
    // In the middle of the first day, while the ledger was being opened.
    moments.extend(ENVELOPES.iter().step_by(41).take(20).map(|e| e.recorded_at));
    for moment in moments {
        let world = WORLD.as_at(moment);
        for on in ["2022-12-31", "2023-06-15", "2024-07-24"] {
            conserved(&world, day(on));
        }
    }
}

/// Corrections change what was known, not what counts now: the figures before and after one differ.
#[test]
fn corrections_can_be_seen() {
    let known = |at: &str| WORLD.as_at(at.parse().unwrap());
    let present = |world: &World| {
        world.atlas(day("2023-06-15")).on(&world.enterprises).filter(|(_, _, there)| **there).count()
    };
    assert!(
        present(&known("2023-08-31")) < present(&known("2023-08-11")),
        "a firm that was entered twice is taken back"
    );
}

#[test]
fn bays_of_a_floor_are_taken_once() {
    let mut taken: BTreeMap<(Key, u8, u8), Key> = BTreeMap::new();
    for (key, ledger) in &WORLD.units {
        let unit = &ledger.latest().unwrap().attributes;
        let hall = &WORLD.halls[&unit.hall].latest().unwrap().attributes;
        assert!(
            unit.bay_from < unit.bay_to && unit.bay_to <= hall.bays && unit.floor <= hall.floors,
            "{key}"
        );
        for bay in unit.bay_from..unit.bay_to {
            assert_eq!(taken.insert((unit.hall, unit.floor, bay), *key), None, "{key} overlaps");
        }
    }
    let whole: usize = WORLD
        .halls
        .values()
        .map(|h| h.latest().unwrap())
        .map(|h| usize::from(h.attributes.floors) * usize::from(h.attributes.bays))
        .sum();
    assert_eq!(taken.len(), whole, "every bay of every floor belongs to a unit");
}
