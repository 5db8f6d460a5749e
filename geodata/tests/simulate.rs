//! What simulated logs promise: any size, the same bytes each time, histories that make sense, conserved floor space.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

use std::collections::BTreeMap;

use geodata::simulate;
use shared::entity::{Unit, UnitStatus};
use shared::envelope::WireEvent;
use shared::fact::Entry;
use shared::fact::unit::UnitFact;
use shared::ledger::Entity;
use shared::{Area, Audience, Day, Envelope, Fact, Key, World};

fn log(parks: usize, units: usize, facts: usize, seed: u64) -> Vec<WireEvent> {
    simulate::facts(parks, units, facts, seed).collect()
}

fn envelopes(log: &[WireEvent]) -> Vec<Envelope> {
    geodata::demo::envelopes(log)
}

#[test]
fn a_log_has_the_size_that_was_asked_for() {
    let log = log(7, 1_000, 5_000, 1);
    assert_eq!(log.len(), 5_000);
    let count = |kind: &str| log.iter().filter(|e| e.kind == kind).count();
    assert_eq!((count("park.registered"), count("unit.registered")), (7, 1_000));
    assert!(log.iter().all(|e| e.source.is_sample()));
    assert_eq!(self::log(7, 1_000, 100, 1).len(), 100, "fewer facts than units: not all are entered");
    assert_eq!(self::log(0, 0, 50, 1).len(), 50, "at least one park with one unit");
}

#[test]
fn the_same_numbers_give_the_same_bytes() {
    let lines = |seed| geodata::demo::lines(&log(3, 200, 1_500, seed));
    assert_eq!(lines(9), lines(9));
    assert_ne!(lines(9), lines(10));
}

#[test]
fn facts_stand_in_order_and_within_the_two_years() {
    let log = envelopes(&log(3, 200, 2_000, 4));
    for pair in log.windows(2) {
        assert!(pair[0].recorded_at < pair[1].recorded_at && pair[0].occurred_on <= pair[1].occurred_on);
    }
    let days: Vec<Day> = log.iter().map(|e| e.occurred_on).collect();
    assert_eq!(days.first(), Some(&simulate::first_day()));
    assert!(days.last().unwrap().since(simulate::last_day()).abs() < 2);
}

#[test]
fn floor_space_is_conserved_and_statuses_change() {
    let log = envelopes(&log(5, 800, 12_000, 2));
    let mut world = World::default();
    log.iter().for_each(|e| world.apply(e));
    let mut seen = BTreeMap::new();
    for n in 0..24 {
        let atlas = world.atlas(simulate::first_day().plus(30 * n));
        let mut halls: BTreeMap<Key, Area> = BTreeMap::new();
        for (_, ledger, moment) in atlas.units() {
            *halls.entry(ledger.latest().unwrap().hall()).or_default() += moment.area_m2;
            *seen.entry(moment.status).or_insert(0) += 1;
        }
        for (key, _, hall) in atlas.on(&world.halls) {
            assert_eq!(halls.get(&key), Some(&hall.area_m2), "{key}");
        }
    }
    for status in [
        UnitStatus::Leased,
        UnitStatus::Ending,
        UnitStatus::Reserved,
        UnitStatus::Available,
        UnitStatus::Withheld,
    ] {
        assert!(seen.get(&status).is_some_and(|n| *n > 50), "{status:?}: {seen:?}");
    }
}

/// No lease of what is let, no release of what is not reserved: each fact fits the standing before it.
#[test]
fn histories_make_sense() {
    let mut units: BTreeMap<Key, Option<Unit>> = BTreeMap::new();
    for e in envelopes(&log(2, 300, 9_000, 3)) {
        let Fact::Unit(Entry::Happened(fact)) = &e.fact else { continue };
        let unit = units.entry(e.key).or_default();
        let status = unit.as_ref().map(|u| u.status(e.occurred_on));
        let fits: &[UnitStatus] = match fact {
            UnitFact::Leased(_) => &[UnitStatus::Available, UnitStatus::Reserved],
            UnitFact::Reserved(_) | UnitFact::Withheld(_) => &[UnitStatus::Available],
            UnitFact::Released(_) => &[UnitStatus::Reserved],
            UnitFact::Vacated(_) | UnitFact::Renewed(_) => &[UnitStatus::Leased, UnitStatus::Ending],
            UnitFact::Returned(_) => &[UnitStatus::Withheld],
            _ => &UnitStatus::ALL,
        };
        assert!(status.is_none_or(|s| fits.contains(&s)), "{} {fact:?} while {status:?}", e.key);
        Unit::evolve(unit, e.occurred_on, fact);
    }
}

/// Parks lie in the county they name, apart from each other as far as the grid reaches.
#[test]
fn parks_lie_in_their_county() {
    let mut places = Vec::new();
    for e in envelopes(&log(120, 120, 400, 5)) {
        if let Fact::Park(Entry::Happened(shared::fact::carrier::ParkFact::Registered(park))) = &e.fact {
            assert_eq!(geodata::regions::county_at(park.center), Some(park.region), "{}", e.key);
            places.push(park.center);
        }
    }
    places.sort();
    places.dedup();
    assert_eq!(places.len(), 120);
}

#[test]
fn targets_and_projects_are_entered_on_demand() {
    let size = simulate::Size { parks: 3, units: 100, targets: 50, projects: 20, facts: 2_000 };
    let log: Vec<WireEvent> = simulate::sized(size, 1).collect();
    let again: Vec<WireEvent> = simulate::sized(size, 1).collect();
    assert_eq!(geodata::demo::lines(&log), geodata::demo::lines(&again));
    let count = |kind: &str| log.iter().filter(|e| e.kind == kind).count();
    assert_eq!((count("target.registered"), count("project.registered"), log.len()), (50, 20, 2_000));
    assert!(log.windows(2).all(|w| w[0].occurred_on <= w[1].occurred_on), "in the order of days");
    let internal = |kind: &str| kind.starts_with("target.") || kind == "project.progressed";
    assert!(log.iter().all(|e| !internal(&e.kind) || e.audience == Audience::Officials));
    let mut world = World::default();
    envelopes(&log).iter().for_each(|e| world.apply(e));
    assert_eq!((world.targets.len(), world.projects.len(), world.chains.len()), (50, 20, 1));
    // Without them the log is what it was.
    let none = simulate::Size { targets: 0, projects: 0, ..size };
    let plain: Vec<WireEvent> = simulate::sized(none, 1).collect();
    assert_eq!(geodata::demo::lines(&plain), geodata::demo::lines(&self::log(3, 100, 2_000, 1)));
    assert_eq!(plain.iter().filter(|e| e.kind.starts_with("chain.")).count(), 0);
}
