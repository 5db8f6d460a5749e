//! Random commands about two halls, a few units and projects, within half a year.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use shared::command::{Correct, LeaseUnit, Order, StartHall, SurveyHall};
use shared::fact::carrier::{HallCompleted, HallRegistered};
use shared::fact::project::{EndReason, Ended, Flagged, Node, Placed, ProjectRegistered, Reached, Revived};
use shared::fact::unit::{
    Released, Renewed, RentSet, Reserved, Returned, UnitRegistered, Vacated, Withheld, WithheldReason,
};
use shared::{Area, Command, Day, Key};

/// 2023-01-01.
pub const FIRST_DAY: i32 = 19_358;
pub const TODAY: i32 = FIRST_DAY + 180;

/// The orders given here.
pub const ORDERS: &[&str] = &[
    "register_hall",
    "start_hall",
    "complete_hall",
    "survey_hall",
    "register_unit",
    "reserve_unit",
    "release_unit",
    "lease_unit",
    "renew_lease",
    "vacate_unit",
    "withhold_unit",
    "return_unit",
    "set_rent",
    "register_project",
    "reach_node",
    "place_project",
    "flag_project",
    "end_project",
    "revive_project",
    "correct",
];

/// Where each unit of a hall stands: floor, first bay, last bay. Some lie upon each other.
const PLACES: [(u8, u8, u8); 5] = [(1, 0, 10), (2, 0, 5), (2, 5, 10), (2, 4, 7), (1, 0, 3)];
/// Areas that add up to the hall's 1,000 ㎡ in a few ways, and in many do not.
const AREAS: [i64; 5] = [500, 250, 200, 300, 600];

pub fn key(text: &str) -> Key {
    text.parse().unwrap()
}

fn day() -> impl Strategy<Value = Day> {
    // Facts crowd on few days, so that they meet.
    (0..=30).prop_map(|n| Day::from_number(FIRST_DAY + n * 6))
}

fn until() -> impl Strategy<Value = Day> {
    (-5..300).prop_map(|n| Day::from_number(FIRST_DAY + n))
}

fn hall_key() -> impl Strategy<Value = Key> {
    select(vec![key("H-1"), key("H-1"), key("H-2")])
}

fn unit_key() -> impl Strategy<Value = Key> {
    (hall_key(), select(vec![0, 0, 1, 1, 2, 3, 4])).prop_map(|(hall, n)| key(&format!("{hall}-{n}")))
}

fn project_key() -> impl Strategy<Value = Key> {
    select(vec![key("P-1"), key("P-2")])
}

pub fn hall(area: i64, phase: &str) -> HallRegistered {
    serde_json::from_value(json!({
        "park": "Z", "number": "1", "name": {"zh": "厂房", "en": "Hall"},
        "footprint": [[97.85, 24.01], [97.851, 24.01], [97.851, 24.0105], [97.85, 24.0105], [97.85, 24.01]],
        "floors": 2, "bays": 10, "storey_m": 6, "area_m2": area, "kind": "standard",
        "structure": "steel_frame", "phase": phase,
    }))
    .unwrap()
}

fn unit(hall: usize, n: usize, area: i64, standing: &Value) -> Value {
    let (floor, bay_from, bay_to) = PLACES[n];
    json!({
        "hall": format!("H-{hall}"), "number": n.to_string(), "floor": floor, "bay_from": bay_from,
        "bay_to": bay_to, "area_m2": area, "specs": {}, "standing": standing,
    })
}

fn standing() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => Just(json!({"is": "available"})),
        2 => Just(json!({"is": "planned"})),
        1 => Just(json!({"is": "building"})),
        1 => until().prop_map(|until| json!({"is": "leased", "until": until})),
        1 => until().prop_map(|until| json!({"is": "reserved", "until": until})),
    ]
}

/// A unit as entered: its key and its attributes.
fn registered() -> impl Strategy<Value = (Key, Value)> {
    (1..=2usize, 0..PLACES.len(), select(AREAS.to_vec()), 0..4u8, standing()).prop_map(
        |(hall, n, area, odd, standing)| {
            let area = if odd > 0 { AREAS[n] } else { area };
            (key(&format!("H-{hall}-{n}")), unit(hall, n, area, &standing))
        },
    )
}

fn units_order() -> impl Strategy<Value = Order> {
    // Two units whose areas often, but not always, still add up to 500 ㎡ with a new wall between them.
    let survey = (-2..=2i64, 0..3u8, proptest::option::weighted(0.2, select(vec![1000, 1010, 1100])));
    prop_oneof![
        6 => registered().prop_map(|(key, unit)| {
            let unit: UnitRegistered = serde_json::from_value(unit).unwrap();
            Order::RegisterUnit(key, unit.into())
        }),
        2 => (unit_key(), until()).prop_map(|(unit, until)| Order::ReserveUnit(unit, Reserved { until })),
        4 => unit_key().prop_map(|unit| Order::ReleaseUnit(unit, Released {})),
        5 => (unit_key(), until(), any::<bool>()).prop_map(|(unit, until, from_reservation)| {
            let lease = LeaseUnit { tenant: None, enterprise: None, until, rent_yuan_m2_month: None, from_reservation };
            Order::LeaseUnit(unit, lease)
        }),
        2 => (unit_key(), until()).prop_map(|(unit, until)| Order::RenewLease(unit, Renewed { until })),
        4 => unit_key().prop_map(|unit| Order::VacateUnit(unit, Vacated {})),
        2 => unit_key().prop_map(|unit| Order::WithholdUnit(unit, Withheld { reason: WithheldReason::Repair })),
        4 => unit_key().prop_map(|unit| Order::ReturnUnit(unit, Returned {})),
        1 => unit_key().prop_map(|unit| Order::SetRent(unit, RentSet { rent_yuan_m2_month: 8.5 })),
        3 => survey.prop_map(|(shift, odd, area)| {
            let other = if odd == 0 { 250 } else { 250 - shift * 10 };
            let areas = [(1, 250 + shift * 10), (2, other)].map(|(n, area)| (key(&format!("H-1-{n}")), Area::whole(area)));
            let order = SurveyHall { areas: BTreeMap::from(areas), area_m2: area.map(Area::whole) };
            Order::SurveyHall(key("H-1"), order)
        }),
    ]
}

fn halls_order() -> impl Strategy<Value = Order> {
    prop_oneof![
        3 => (hall_key(), select(vec!["planned", "complete"]))
            .prop_map(|(key, phase)| Order::RegisterHall(key, hall(1000, phase).into())),
        1 => hall_key().prop_map(|hall| Order::StartHall(hall, StartHall::default())),
        1 => hall_key().prop_map(|hall| Order::CompleteHall(hall, HallCompleted {})),
    ]
}

fn projects_order() -> impl Strategy<Value = Order> {
    let project = (project_key(), select(vec!["offered", "signed"])).prop_map(|(key, kind)| {
        let project: ProjectRegistered = serde_json::from_value(json!({
            "kind": kind, "title": {"zh": "项目", "en": "Project"}, "chain": "textile", "region": "533102",
        }))
        .unwrap();
        Order::RegisterProject(key, project.into())
    });
    let node = select(vec![Node::Negotiating, Node::Signed, Node::Landed, Node::InProduction]);
    let place = |unit| Placed { units: vec![unit], ..Placed::default() };
    prop_oneof![
        3 => project,
        5 => (project_key(), node).prop_map(|(key, node)| Order::ReachNode(key, Reached { node })),
        1 => (project_key(), unit_key()).prop_map(move |(key, unit)| Order::PlaceProject(key, place(unit))),
        1 => project_key().prop_map(|key| Order::FlagProject(key, Flagged {})),
        1 => project_key().prop_map(|key| Order::EndProject(key, Ended { reason: EndReason::Supply })),
        2 => project_key().prop_map(|key| Order::ReviveProject(key, Revived {})),
    ]
}

/// Corrections of any version: another day, another content, or none at all.
fn correction() -> impl Strategy<Value = Order> {
    let streams = prop_oneof![
        5 => unit_key().prop_map(|key| format!("unit/{key}")),
        1 => hall_key().prop_map(|key| format!("hall/{key}")),
        2 => project_key().prop_map(|key| format!("project/{key}")),
    ];
    let contents = prop_oneof![
        2 => registered().prop_map(|(_, unit)| ("unit.registered", unit)),
        2 => until().prop_map(|until| ("unit.leased", json!({"until": until}))),
        1 => Just(("unit.vacated", json!({}))),
        1 => (900..1100i64).prop_map(|area| ("hall.registered", serde_json::to_value(hall(area, "complete")).unwrap())),
        1 => select(vec!["甲", "乙"]).prop_map(|zh| ("project.registered", json!({
            "kind": "signed", "title": {"zh": zh, "en": "P"}, "chain": "textile", "region": "533102",
        }))),
    ];
    let right = prop_oneof![
        2 => day().prop_map(|day| (Some(day), None, false)),
        2 => contents.clone().prop_map(|content| (None, Some(content), false)),
        1 => (day(), contents).prop_map(|(day, content)| (Some(day), Some(content), false)),
        3 => Just((None, None, true)),
    ];
    (streams, 1..9u32, right).prop_map(|(stream, version, (day, content, retract))| {
        let (kind, fact) = content.unzip();
        Order::Correct(Correct {
            stream,
            version,
            day,
            kind: kind.map(str::to_owned),
            fact,
            retract,
            reason: None,
        })
    })
}

pub fn command() -> impl Strategy<Value = Command> {
    let order = prop_oneof![
        2 => halls_order(),
        9 => units_order(),
        3 => projects_order(),
        4 => correction(),
    ];
    (order, proptest::option::weighted(0.9, day()), 0..4u8).prop_map(|(order, day, late)| {
        // Records are mostly entered on the first days, so that something can happen to them.
        let enters =
            matches!(order, Order::RegisterHall(..) | Order::RegisterUnit(..) | Order::RegisterProject(..));
        let occurred_on = if enters && late > 0 { Some(Day::from_number(FIRST_DAY)) } else { day };
        Command { order, occurred_on, source: None, audience: None }
    })
}
