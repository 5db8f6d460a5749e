//! Folding holds for any order of arrival: the fast ledger against a slow twin that starts from nothing each time.
// Tests may stop at the first surprise.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "fold/streams.rs"]
mod streams;
#[path = "fold/twin.rs"]
mod twin;

use proptest::prelude::*;
use shared::entity::{Project, Unit};
use shared::fact::{Entry, Fact};
use shared::ledger::{Entity, Ledger, Record};
use shared::{Day, Envelope, Stamp, World};
use streams::{Arrival, FIRST_DAY, LAST_DAY, arrival, envelopes, project_records, unit_records};
use twin::Twin;

/// What a ledger shows, on every day.
fn shown<E>(ledger: Option<&Ledger<E>>) -> Vec<(Option<E>, Option<E::Standing>)>
where
    E: Entity,
{
    days().map(|d| (ledger.and_then(|l| l.on(d)), ledger.and_then(|l| l.standing(d)).cloned())).collect()
}

fn days() -> impl Iterator<Item = Day> {
    (FIRST_DAY - 3..=LAST_DAY + 3).map(Day::from_number)
}

fn fold<E: Entity>(records: &[Record<E::Fact>]) -> Ledger<E> {
    let mut ledger = Ledger::default();
    records.iter().for_each(|r| ledger.record(r.clone()));
    ledger
}

/// The ledger and the twin show the same of everything.
fn agree<E>(ledger: &Ledger<E>, twin: &Twin<'_, E>) -> Result<(), TestCaseError>
where
    E: Entity + PartialEq + std::fmt::Debug,
{
    let counting: Vec<_> = ledger.counting().map(|(day, r, fact)| (day, r.version, fact.clone())).collect();
    let expected: Vec<_> = twin.counting().iter().map(|c| (c.0, c.1, c.2.clone())).collect();
    prop_assert!(counting == expected, "other facts count");
    prop_assert_eq!(ledger.latest().cloned(), twin.on(Day::MAX));
    for day in days() {
        prop_assert_eq!(ledger.on(day), twin.on(day), "the record on {}", day);
        prop_assert_eq!(ledger.standing(day).cloned(), twin.standing(day), "the standing on {}", day);
        prop_assert_eq!(ledger.as_of(day).map(|(d, _)| d), twin.as_of(day), "as of {}", day);
    }
    let spans = ledger.spans();
    prop_assert!(spans.windows(2).all(|w| w[0].from < w[1].from && w[0].standing != w[1].standing));
    for span in spans {
        prop_assert_eq!(ledger.since(span.from), Some(span.from));
    }
    Ok(())
}

/// All laws for one kind of record.
fn laws<E>(records: &[Record<E::Fact>], arrival: &Arrival, cut: Stamp) -> Result<(), TestCaseError>
where
    E: Entity + PartialEq + std::fmt::Debug,
{
    let arrived: Vec<_> = arrival.of(records).into_iter().cloned().collect();
    let mut seen: Ledger<E> = Ledger::default();
    for (n, record) in arrived.iter().enumerate() {
        seen.record(record.clone());
        // Halfway through, too, nothing but what has arrived counts.
        if n == arrived.len() / 2 {
            agree(&seen, &Twin::of(&arrived[..=n]))?;
        }
    }
    let all = Twin::of(records);
    agree(&seen, &all)?;
    prop_assert!(seen.records() == records);

    let whole = seen.as_at(Stamp::MAX);
    agree(whole.as_ref().unwrap(), &all)?;
    let known: Vec<_> = records.iter().filter(|r| r.recorded_at <= cut).cloned().collect();
    match seen.as_at(cut) {
        Some(then) => {
            agree(&then, &Twin::of(&known))?;
            let twice = then.as_at(Stamp::MAX).unwrap();
            prop_assert_eq!(shown(Some(&twice)), shown(Some(&then)));
        }
        None => prop_assert!(known.is_empty()),
    }
    Ok(())
}

/// What a further fact may change: nothing before the days it speaks of.
fn leaves_the_past_alone<E>(records: &[Record<E::Fact>]) -> Result<(), TestCaseError>
where
    E: Entity + PartialEq + std::fmt::Debug,
{
    let (last, earlier) = records.split_last().unwrap();
    let (before, after) = (fold::<E>(earlier), fold::<E>(records));
    let first_touched = match &last.entry {
        Entry::Happened(_) => last.occurred_on,
        Entry::Corrected(c) => {
            let held = before.counting().find(|(_, r, _)| r.version == c.version).map(|(day, ..)| day);
            let now = after.counting().find(|(_, r, _)| r.version == c.version).map(|(day, ..)| day);
            held.into_iter().chain(now).min().unwrap_or(Day::MAX)
        }
    };
    for day in days().filter(|d| *d < first_touched) {
        prop_assert_eq!(before.on(day), after.on(day), "{} before {}", day, first_touched);
        prop_assert_eq!(before.standing(day), after.standing(day));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_unit_is_the_same_in_any_order_of_arrival(
        records in unit_records(), arrival in arrival(), cut in 0i64..14,
    ) {
        laws::<Unit>(&records, &arrival, Stamp::from_micros(cut))?;
        leaves_the_past_alone::<Unit>(&records)?;
    }

    #[test]
    fn a_project_is_the_same_in_any_order_of_arrival(
        records in project_records(), arrival in arrival(), cut in 0i64..14,
    ) {
        laws::<Project>(&records, &arrival, Stamp::from_micros(cut))?;
        leaves_the_past_alone::<Project>(&records)?;
    }

    #[test]
    fn a_world_is_the_same_in_any_order_of_arrival(
        envelopes in envelopes(), arrival in arrival(), cut in 0i64..30,
    ) {
        let straight = world(envelopes.iter());
        let mixed = world(arrival.of(&envelopes).into_iter());
        prop_assert_eq!(straight.head(), mixed.head());
        prop_assert_eq!(straight.days(), mixed.days());
        same(&straight, &mixed)?;
        same(&straight, &straight.as_at(Stamp::MAX))?;
        let cut = Stamp::from_micros(cut);
        same(&mixed.as_at(cut), &world(envelopes.iter().filter(|e| e.recorded_at <= cut)))?;
        for e in &envelopes {
            let entity = match &e.fact { Fact::Unit(_) => "unit", _ => "project" };
            let last = envelopes.iter().filter(|o| o.key == e.key && o.fact.entity() == entity);
            prop_assert_eq!(mixed.version(entity, e.key), last.map(|o| o.version).max().unwrap());
        }
    }
}

fn world<'a>(envelopes: impl Iterator<Item = &'a Envelope>) -> World {
    let mut world = World::default();
    envelopes.for_each(|e| world.apply(e));
    world
}

fn same(a: &World, b: &World) -> Result<(), TestCaseError> {
    prop_assert!(a.units.keys().eq(b.units.keys()) && a.projects.keys().eq(b.projects.keys()));
    for (key, ledger) in &a.units {
        prop_assert_eq!(shown(Some(ledger)), shown(b.units.get(key)));
        prop_assert_eq!(ledger.spans(), b.units[key].spans());
        prop_assert_eq!(ledger.id(), b.units[key].id());
    }
    for (key, ledger) in &a.projects {
        prop_assert_eq!(shown(Some(ledger)), shown(b.projects.get(key)));
        prop_assert_eq!(ledger.spans(), b.projects[key].spans());
    }
    Ok(())
}
