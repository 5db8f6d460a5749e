//! Random histories of two parks, their halls, some firms, targets and projects.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use shared::chart::{Colour, Selection};
use shared::envelope::WireEvent;
use shared::{Day, Key, RegionCode, World};

/// 2022-12-31.
pub const FIRST_DAY: i32 = 19_357;
pub const LAST_DAY: i32 = FIRST_DAY + 800;

pub fn key(text: &str) -> Key {
    text.parse().unwrap()
}

/// Something that happened: stream, kind, payload.
pub type Told = (String, &'static str, Value);

fn date() -> impl Strategy<Value = Day> {
    // Every fifth day at most, so that facts share days.
    (1..=150).prop_map(|n| Day::from_number(FIRST_DAY + n * 5))
}

fn text() -> Value {
    json!({"zh": "示例", "en": "Sample"})
}

const STAGES: [&str; 3] = ["spinning", "weaving", "garments"];
const NODES: [&str; 15] = [
    "lead",
    "assessed",
    "first_talk",
    "negotiating",
    "signed",
    "landed",
    "filed",
    "approved",
    "permitted",
    "started",
    "entered",
    "completed",
    "in_production",
    "above_scale",
    "full_output",
];
const PARKS: [&str; 4] = ["RL", "RL-A", "RL-B", "MS"];

fn node() -> impl Strategy<Value = &'static str> {
    // The first ones more often: what is built or at full output is not late any more.
    prop_oneof![
        3 => select(NODES[..10].to_vec()),
        2 => select(vec!["signed", "in_production"]),
        1 => select(NODES.to_vec()),
    ]
}

fn park() -> impl Strategy<Value = &'static str> {
    select(PARKS.to_vec())
}

/// The key of one of five records.
fn record(entity: &'static str, letter: &'static str) -> impl Strategy<Value = String> {
    (1..=5).prop_map(move |n| format!("{entity}/{letter}-{n}"))
}

fn target_registered() -> impl Strategy<Value = Value> {
    let place =
        (select(vec!["533100", "533102", "530100"]), select(vec!["330100", "440300", "441900", "530100"]));
    let trade = (select(vec!["textile", "textile", "textile", "electronics"]), select(STAGES.to_vec()));
    let intent = select(vec!["none", "watching", "willing", "negotiating"]);
    (place, trade, intent, 0..4u32, 0..4u32, proptest::option::of(date())).prop_map(
        |((region, home), (chain, stage), intent, area, steam, from)| {
            let mut target = json!({"name": text(), "region": region, "home": home, "chain": chain,
                "chain_stage": stage, "intent": intent, "need_power_kva": area * 100, "needs": {"steam_t_h": steam}});
            if area > 0 {
                target["need_area_m2"] = json!(area * 1000);
            }
            if let Some(from) = from {
                target["needs"]["from"] = json!(from);
            }
            target
        },
    )
}

fn project_registered() -> impl Strategy<Value = Value> {
    let kind = select(vec!["signed", "signed", "signed", "offered"]);
    let of = (
        select(STAGES.to_vec()),
        select(vec!["533102", "533103", "530100"]),
        select(vec!["330100", "440300"]),
    );
    (kind, of, 0..50_000u32, park()).prop_map(|(kind, (stage, region, origin), cents, park)| {
        json!({"kind": kind, "title": text(), "chain": "textile", "chain_stage": stage, "region": region,
            "origin": origin, "invest_wan": f64::from(cents) / 100.0, "place": {"park": park}})
    })
}

fn firm_registered() -> impl Strategy<Value = Value> {
    (select(STAGES.to_vec()), park()).prop_map(|(stage, park)| {
        json!({"name": text(), "chain": "textile", "chain_stage": stage, "region": "533102", "park": park,
            "origin": "330100"})
    })
}

fn about_target() -> BoxedStrategy<(&'static str, Value)> {
    let intent = select(vec!["none", "watching", "willing", "negotiating"]);
    prop_oneof![
        1 => target_registered().prop_map(|t| ("target.registered", t)),
        4 => intent.prop_map(|intent| ("target.intent_observed", json!({"intent": intent}))),
        1 => date().prop_map(|until| ("target.first_talk_registered", json!({"by": "533102", "until": until}))),
        2 => (1..=5).prop_map(|n| ("target.linked", json!({"project": format!("P-{n}")}))),
        1 => Just(("target.dropped", json!({}))),
        5 => date().prop_map(|due| ("target.action_set", json!({"action": "call", "due": due}))),
        1 => (1..=3).prop_map(|n| ("target.duty_assigned", json!({"person": format!("O-{n}")}))),
        3 => (park(), 1..=2, 0..3u32).prop_map(|(park, unit, steam)| {
            ("target.promised", json!({"park": park, "units": [format!("U-{unit}")], "steam_t_h": steam}))
        }),
        1 => Just(("target.promise_withdrawn", json!({}))),
    ]
    .boxed()
}

fn about_project() -> BoxedStrategy<(&'static str, Value)> {
    prop_oneof![
        1 => project_registered().prop_map(|p| ("project.registered", p)),
        8 => node().prop_map(|node| ("project.reached", json!({"node": node}))),
        8 => (select(vec!["landed", "started", "completed", "in_production"]), date())
            .prop_map(|(node, day)| ("project.planned", json!({"node": node, "day": day}))),
        2 => (0..30_000u32).prop_map(|cents| ("project.funded", json!({"wan": f64::from(cents) / 100.0}))),
        1 => Just(("project.ended", json!({"reason": "funds"}))),
        2 => Just(("project.revived", json!({}))),
        4 => (0..=100u8).prop_map(|percent| ("project.progressed", json!({"percent": percent}))),
        2 => (2023..=2024, 0..500u32).prop_map(|(year, wan)| ("project.year_planned", json!({"year": year, "wan": wan}))),
        1 => (1..=3).prop_map(|n| ("project.duty_assigned", json!({"person": format!("O-{n}")}))),
        1 => park().prop_map(|park| ("project.placed", json!({"park": park}))),
    ]
    .boxed()
}

fn about_unit() -> BoxedStrategy<(&'static str, Value)> {
    prop_oneof![
        3 => (1..=5, date()).prop_map(|(firm, until)| {
            ("unit.leased", json!({"enterprise": format!("E-{firm}"), "until": until}))
        }),
        1 => date().prop_map(|until| ("unit.reserved", json!({"until": until}))),
        1 => Just(("unit.vacated", json!({}))),
        1 => Just(("unit.withheld", json!({"reason": "repair"}))),
        1 => (1..300u32).prop_map(|kva| ("unit.surveyed", json!({"power_kva": kva}))),
    ]
    .boxed()
}

/// Something about a record that exists, or a correction of what was said of it before.
fn about(
    stream: BoxedStrategy<String>,
    entity: &'static str,
    what: BoxedStrategy<(&'static str, Value)>,
) -> BoxedStrategy<Told> {
    let corrected: &'static str = match entity {
        "target" => "target.corrected",
        "project" => "project.corrected",
        "unit" => "unit.corrected",
        _ => "enterprise.corrected",
    };
    let correction =
        (1..16u32, date(), what.clone(), 0..4u8).prop_map(move |(version, day, (kind, fact), how)| {
            let payload = match how {
                0 => json!({"version": version, "retracted": true}),
                1 => json!({"version": version, "kind": kind, "fact": fact}),
                2 => json!({"version": version, "occurred_on": day, "kind": kind, "fact": fact}),
                _ => json!({"version": version, "occurred_on": day}),
            };
            (corrected, payload)
        });
    (stream, prop_oneof![8 => what, 1 => correction])
        .prop_map(|(stream, (kind, payload))| (stream, kind, payload))
        .boxed()
}

fn firm_fact() -> BoxedStrategy<(&'static str, Value)> {
    prop_oneof![
        1 => firm_registered().prop_map(|firm| ("enterprise.registered", firm)),
        1 => Just(("enterprise.left", json!({}))),
    ]
    .boxed()
}

fn told() -> impl Strategy<Value = Told> {
    prop_oneof![
        8 => about(record("target", "T").boxed(), "target", about_target()),
        10 => about(record("project", "P").boxed(), "project", about_project()),
        3 => about(record("unit", "U").boxed(), "unit", about_unit()),
        2 => about(record("enterprise", "E").boxed(), "enterprise", firm_fact()),
        1 => (park(), 0..9u32, 0..9u32).prop_map(|(park, total, used)| {
            (format!("park/{park}"), "park.supply_reported", json!({"steam_t_h": {"total": total, "used": used}}))
        }),
        1 => Just(("chain/textile".to_owned(), "chain.chief_named", json!({"chief": "O-1", "office": text()}))),
    ]
}

/// What is there from the first day on.
fn ground() -> Vec<Told> {
    let stage =
        |key: &str, inputs: &[&str]| json!({"key": key, "name": text(), "wanted": 2, "inputs": inputs});
    let stages = [stage("spinning", &[]), stage("weaving", &["spinning"]), stage("garments", &["weaving"])];
    let mut ground =
        vec![("chain/textile".to_owned(), "chain.defined", json!({"name": text(), "stages": stages}))];
    for (park, region) in [("RL", "533102"), ("RL-A", "533102"), ("RL-B", "533102"), ("MS", "533103")] {
        let mut payload =
            json!({"name": text(), "short": text(), "region": region, "level": "county", "center": [98, 24]});
        if park.starts_with("RL-") {
            payload["parent"] = json!("RL");
        }
        ground.push((format!("park/{park}"), "park.registered", payload));
    }
    for (hall, park) in [("H-1", "RL-A"), ("H-2", "RL-B"), ("H-3", "MS")] {
        ground.push((format!("hall/{hall}"), "hall.registered", json!({"park": park, "number": "1", "name": text(),
            "footprint": [[98, 24], [98.01, 24], [98.01, 24.01], [98, 24]], "floors": 1, "bays": 9, "storey_m": 6,
            "area_m2": 9000, "kind": "standard", "structure": "concrete_frame", "phase": "complete"})));
    }
    for (n, hall) in [(1, "H-1"), (2, "H-1"), (3, "H-2"), (4, "H-2"), (5, "H-3")] {
        ground.push((format!("unit/U-{n}"), "unit.registered", json!({"hall": hall, "number": "1", "floor": 1, "bay_from": 0,
            "bay_to": 1, "area_m2": n * 700, "specs": {"power_kva": n * 60, "steam_t_h": n % 3, "stages": ["textile/weaving"]},
            "standing": {"is": "available"}})));
    }
    let rule = |measure: &str, yellow: u32, red: u32| json!({"measure": measure, "yellow_from": yellow, "red_above": red});
    for (name, rules) in [
        ("pace", vec![rule("investment", 1, 50)]),
        ("progress", vec![rule("progress", 10, 30)]),
        ("start", vec![rule("start", 1, 2)]),
        ("entry", vec![rule("entry", 1, 2)]),
        ("node", vec![rule("node", 1, 30)]),
        ("leads", vec![rule("action", 1, 90)]),
        (
            "all",
            vec![
                rule("node", 5, 60),
                rule("entry", 2, 4),
                rule("progress", 0, 40),
                rule("start", 2, 3),
                rule("investment", 0, 90),
            ],
        ),
    ] {
        ground.push((format!("rule/{name}"), "rule.preset_defined", json!({"name": text(), "rules": rules})));
    }
    let counted = |node: &str, measured: &str| json!({"node": node, "measured": measured});
    for window in ["both", "cohort", "apart"] {
        for (name, numerator, denominator) in [
            ("landing", counted("landed", "projects"), counted("signed", "projects")),
            ("funds", counted("signed", "funded"), counted("signed", "contracted")),
            ("odd", counted("started", "contracted"), counted("in_production", "funded")),
        ] {
            let payload =
                json!({"name": text(), "numerator": numerator, "denominator": denominator, "window": window});
            ground.push((format!("rule/{name}-{window}"), "rule.rate_defined", payload));
        }
    }
    ground
}

/// A world in which the records were entered one day or another, and much happened to them.
pub fn history() -> impl Strategy<Value = World> {
    let entered =
        |entity: &'static str, letter: &'static str, kind: &'static str, of: BoxedStrategy<Value>| {
            // Most are known early, so that there is time for something to happen to them.
            let early = (1..=30).prop_map(|n| Day::from_number(FIRST_DAY + n * 5));
            let all = proptest::collection::vec((early, of), 5);
            all.prop_map(move |all| -> Vec<(Day, Told)> {
                (1..)
                    .zip(all)
                    .map(|(n, (on, payload))| (on, (format!("{entity}/{letter}-{n}"), kind, payload)))
                    .collect()
            })
        };
    (
        entered("target", "T", "target.registered", target_registered().boxed()),
        entered("project", "P", "project.registered", project_registered().boxed()),
        entered("enterprise", "E", "enterprise.registered", firm_registered().boxed()),
        proptest::collection::vec((date(), told()), 0..400),
    )
        .prop_map(|(targets, projects, firms, later)| {
            let ground = ground().into_iter().map(|told| (Day::from_number(FIRST_DAY), told));
            world(ground.chain(targets).chain(projects).chain(firms).chain(later))
        })
}

fn world(told: impl Iterator<Item = (Day, Told)>) -> World {
    let mut versions = std::collections::BTreeMap::<String, u32>::new();
    let mut world = World::default();
    for (position, (on, (stream, kind, payload))) in (1..).zip(told) {
        let version = versions.entry(stream.clone()).or_default();
        *version += 1;
        let line = json!({"stream": stream, "kind": kind, "occurred_on": on, "source": "sample", "payload": payload});
        let mut event: WireEvent = serde_json::from_str(&line.to_string()).unwrap();
        (event.version, event.position) = (Some(*version), Some(position));
        world.apply(&event.open().unwrap());
    }
    world
}

/// Something chosen on one side or two.
pub fn selection() -> impl Strategy<Value = Selection> {
    let some = |of: BoxedStrategy<Key>| proptest::option::weighted(0.2, of);
    let keys = |keys: &[&str]| select(keys.iter().map(|k| key(k)).collect::<Vec<_>>()).boxed();
    let home = proptest::option::weighted(0.2, select(vec![330_000, 440_000]));
    let light = proptest::option::weighted(0.1, select(Colour::ALL.to_vec()));
    (some(keys(&STAGES)), some(keys(&PARKS)), home, light, some(keys(&["O-1", "O-2"]))).prop_map(
        |(stage, park, home, light, person)| Selection {
            stage,
            park,
            home: home.and_then(RegionCode::new),
            light,
            person,
        },
    )
}
