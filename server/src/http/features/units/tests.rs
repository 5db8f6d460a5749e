//! The index is held to the walk over all records: the same features, in the same order, for any question on any day.

use axum::http::Uri;
use shared::access::{PublicEnvelope, PublicWorld};
use shared::{Day, Envelope};

use super::*;
use crate::http::features::routes::Of;
use crate::http::features::walk::walk;
use crate::http::params::{Asked, Parameters};

fn asked(query: &str) -> Of<UnitFilter> {
    let uri: Uri = format!("/api/geojson/units?{query}").parse().unwrap();
    let mut asked = Asked::of(&uri).unwrap();
    let of = Of::read(&mut asked).unwrap();
    asked.done().unwrap();
    of
}

/// Questions as people ask them, with values that split the demonstration's units.
fn questions(dice: &mut Dice) -> Vec<String> {
    let mut questions = Vec::new();
    for _ in 0..400 {
        let mut query = vec![format!("limit={}", [1, 2, 7, 50, 10_000][dice.of(5)])];
        let mut maybe = |dice: &mut Dice, choices: &[&str]| {
            if dice.of(4) == 0 {
                query.push(choices[dice.of(choices.len())].to_owned());
            }
        };
        maybe(
            dice,
            &["status=available", "status=leased,ending", "status=planned,construction,withheld,reserved"],
        );
        maybe(dice, &["park=RL", "park=MS", "hall=HK-01", "region=533102", "region=533100", "region=532500"]);
        maybe(dice, &["min_area=2500", "max_area=4000", "min_area=1000&max_area=3000"]);
        maybe(
            dice,
            &["max_rent=11", "min_power=500", "min_load=2", "min_height=5", "dyeing=true", "dyeing=false"],
        );
        maybe(dice, &["after=MB-01-202", "after=RL", "after=ZZZ", "after=A"]);
        if dice.of(2) == 0 {
            let (west, south) = (97.6 + dice.of(60) as f64 * 0.1, 21.0 + dice.of(40) as f64 * 0.1);
            let size = [0.002, 0.02, 0.3, 3.0, 12.0][dice.of(5)];
            query.push(format!("bbox={west:.3},{south:.3},{:.3},{:.3}", west + size, south + size));
        }
        questions.push(query.join("&"));
    }
    questions
}

struct Dice(u64);

impl Dice {
    fn of(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

fn demo() -> Vec<Envelope> {
    geodata::demo::envelopes(&geodata::demo::facts())
}

fn folded(facts: &[Envelope]) -> PublicWorld {
    let mut world = PublicWorld::default();
    for fact in facts.iter().filter_map(PublicEnvelope::of) {
        world.apply(&fact);
    }
    world
}

fn days(dice: &mut Dice) -> Day {
    "2022-12-01".parse::<Day>().unwrap().plus(dice.of(700) as i32)
}

/// Questions about parks and halls that the demonstration does not have are refused before the index is asked.
fn holds(index: &UnitIndex, world: &World, day: Day, query: &str) -> usize {
    let Of { cut, filter, .. } = asked(query);
    let atlas = world.atlas(day);
    let found = index.select(&atlas, &filter, &cut);
    assert_eq!(found, walk(&atlas, &filter, &cut), "{query} on {day}");
    found.returned
}

#[test]
fn the_index_finds_what_the_walk_finds() {
    let world = folded(&demo());
    let index = UnitIndex::of(world.get());
    let mut dice = Dice(1);
    let mut returned = 0;
    for query in questions(&mut dice) {
        let day = days(&mut dice);
        returned += holds(&index, world.get(), day, &query);
        // Once more, now that the features are written.
        holds(&index, world.get(), day, &query);
    }
    assert!(returned > 1_000, "the questions hardly ask for anything: {returned}");
}

#[test]
fn the_index_keeps_up_with_the_facts() {
    let facts = demo();
    let mut world = PublicWorld::default();
    let mut index = UnitIndex::of(world.get());
    let mut dice = Dice(2);
    let questions = questions(&mut dice);
    let mut renewed = 0;
    for (n, fact) in facts.iter().filter_map(PublicEnvelope::of).enumerate() {
        world.apply(&fact);
        let touched = (fact.get().fact.entity(), fact.get().key);
        if index.renew(world.get(), &[touched]) {
            renewed += 1;
        } else {
            index = UnitIndex::of(world.get());
        }
        if n % 23 == 0 {
            holds(&index, world.get(), days(&mut dice), &questions[dice.of(questions.len())]);
        }
    }
    assert!(renewed > 1_000, "the index is made anew too often: renewed {renewed} times");
}

/// A unit that moves to another hall, a hall that is entered twice, a zone that is entered after its units.
#[test]
fn odd_histories_are_answered_by_the_records() {
    let text = |line: &str| -> shared::envelope::WireEvent { serde_json::from_str(line).unwrap() };
    let park = |key: &str, day: &str, region: &str| {
        text(&format!(
            r#"{{"stream":"park/{key}","kind":"park.registered","occurred_on":"{day}","source":"sample","payload":{{"name":{{"zh":"园","en":"Park"}},"short":{{"zh":"园","en":"P"}},"region":"{region}","level":"county","center":[97.8,24.0]}}}}"#
        ))
    };
    let hall = |key: &str, day: &str, park: &str, lon: f64| {
        let far = lon + 0.001;
        text(&format!(
            r#"{{"stream":"hall/{key}","kind":"hall.registered","occurred_on":"{day}","source":"sample","payload":{{"park":"{park}","number":"1","name":{{"zh":"厅","en":"Hall"}},"footprint":[[{lon},24.0],[{far},24.0],[{far},24.001],[{lon},24.001],[{lon},24.0]],"floors":1,"bays":2,"storey_m":6.0,"area_m2":2000,"kind":"standard","structure":"concrete_frame","phase":"complete"}}}}"#
        ))
    };
    let unit = |key: &str, day: &str, hall: &str| {
        text(&format!(
            r#"{{"stream":"unit/{key}","kind":"unit.registered","occurred_on":"{day}","source":"sample","payload":{{"hall":"{hall}","number":"1","floor":1,"bay_from":0,"bay_to":1,"area_m2":1000,"standing":{{"is":"available"}}}}}}"#
        ))
    };
    let mut zone = park("RL-4", "2023-05-01", "533102");
    zone.payload = serde_json::from_str(&zone.payload.get().replacen('{', r#"{"parent":"RL","#, 1)).unwrap();
    let facts = [
        park("RL", "2023-01-01", "533102"),
        hall("H1", "2023-01-01", "RL", 97.8),
        hall("H2", "2023-02-01", "RL", 97.9),
        unit("U1", "2023-01-01", "H1"),
        unit("U1", "2023-03-01", "H2"),
        unit("U2", "2023-01-01", "H2"),
        hall("H1", "2023-04-01", "MS", 97.7),
        unit("U3", "2023-01-01", "H1"),
        park("MS", "2023-05-01", "533103"),
        hall("H4", "2023-01-01", "RL-4", 97.95),
        unit("U4", "2023-01-01", "H4"),
        zone,
        hall("H5", "2023-01-01", "NOWHERE", 97.99),
        unit("U5", "2023-01-01", "H5"),
    ];
    let world = folded(&geodata::demo::envelopes(&facts));
    let index = UnitIndex::of(world.get());
    let first: Day = "2022-12-15".parse().unwrap();
    for day in (0..200).map(|n| first.plus(n)) {
        for query in [
            "",
            "park=RL",
            "park=MS",
            "hall=H1",
            "region=533102",
            "bbox=97.75,23,97.85,25",
            "bbox=97.6,23,97.75,25",
            "bbox=97.85,23,98,25",
        ] {
            holds(&index, world.get(), day, query);
        }
    }
}
