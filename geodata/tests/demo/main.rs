//! What the demonstration promises: the figures of the brief, conserved floor space, plausible ground, honest names.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod chart;
mod conservation;
mod figures;
mod ground;
mod histories;
mod honesty;

use std::sync::LazyLock;

use shared::envelope::WireEvent;
use shared::{Day, Envelope, World};

static FACTS: LazyLock<Vec<WireEvent>> = LazyLock::new(geodata::demo::facts);
static ENVELOPES: LazyLock<Vec<Envelope>> = LazyLock::new(|| geodata::demo::envelopes(&FACTS));
static WORLD: LazyLock<World> = LazyLock::new(|| fold(&ENVELOPES));

fn fold(envelopes: &[Envelope]) -> World {
    let mut world = World::default();
    envelopes.iter().for_each(|e| world.apply(e));
    world
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Every day of the story.
fn days() -> impl Iterator<Item = Day> {
    let (first, last) = WORLD.days().unwrap();
    (first.number()..=last.number()).map(Day::from_number)
}

#[test]
fn the_file_holds_what_the_generator_makes() {
    let file = include_str!("../../demo/facts.jsonl");
    assert!(geodata::demo::lines(&FACTS) == file, "run: cargo run -p geodata --example demo");
}

#[test]
fn the_file_reads_back_as_written() {
    for (line, event) in include_str!("../../demo/facts.jsonl").lines().zip(FACTS.iter()) {
        let read: WireEvent = serde_json::from_str(line).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), line);
        assert_eq!(read.open().unwrap(), event.open().unwrap());
    }
}

#[test]
fn facts_stand_in_the_order_in_which_they_were_recorded() {
    for pair in ENVELOPES.windows(2) {
        assert!(pair[0].recorded_at <= pair[1].recorded_at, "{:?}", pair[1]);
    }
    for e in ENVELOPES.iter() {
        assert!(
            e.recorded_at.day() >= e.occurred_on && e.recorded_at.day() <= geodata::demo::last_day(),
            "{e:?}"
        );
        assert_eq!(e.recorded_at.micros() % 1_000_000, 0);
    }
    assert_eq!(WORLD.days(), Some((day("2022-12-31"), day("2024-07-24"))));
    assert!((3_000..=6_000).contains(&FACTS.len()), "{}", FACTS.len());
}

#[test]
fn some_facts_came_late_and_some_were_wrong() {
    let late = ENVELOPES.iter().filter(|e| e.recorded_at.day().since(e.occurred_on) >= 7).count();
    let corrections = FACTS.iter().filter(|f| f.kind.ends_with(".corrected")).count();
    assert!(late >= 100, "{late}");
    assert!((8..=30).contains(&corrections), "{corrections}");
}

/// The order of arrival does not matter: the last fact first gives the same world.
#[test]
fn folding_backwards_gives_the_same_standings() {
    let mut backwards = World::default();
    ENVELOPES.iter().rev().for_each(|e| backwards.apply(e));
    for (key, ledger) in &WORLD.units {
        assert_eq!(ledger.spans(), backwards.units[key].spans(), "{key}");
    }
    for (key, ledger) in &WORLD.projects {
        assert_eq!(ledger.spans(), backwards.projects[key].spans(), "{key}");
    }
}
