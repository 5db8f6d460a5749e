//! My day from facts alone: deadlines, promises and tasks are data, and nothing is due by a rule that was not yet defined.
// Tests may stop at the first surprise.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "agenda/deadlines.rs"]
mod deadlines;
#[path = "agenda/freshness.rs"]
mod freshness;
#[path = "agenda/tasks.rs"]
mod tasks;
#[path = "agenda/waiting.rs"]
mod waiting;

use std::collections::BTreeMap;

use shared::envelope::WireEvent;
use shared::{Command, Context, Day, Envelope, RegionCode, World, decide};

/// What every one of them begins with: a park of two halls with units and a parcel, a port, a chain.
const GROUND: &str = r#"
region/533100 region.registered 2022-12-31 {"code":"533100","name":{"zh":"德宏州","en":"Dehong"}}
region/533102 region.registered 2022-12-31 {"code":"533102","name":{"zh":"瑞丽市","en":"Ruili"}}
region/533103 region.registered 2022-12-31 {"code":"533103","name":{"zh":"芒市","en":"Mangshi"}}
chain/textile chain.defined 2022-12-31 {"name":{"zh":"纺织","en":"Textile"},"stages":[{"key":"garments","name":{"zh":"成衣","en":"Garments"}}]}
park/RL park.registered 2022-12-31 {"name":{"zh":"瑞丽园区","en":"Ruili park"},"short":{"zh":"瑞丽","en":"Ruili"},"region":"533102","level":"provincial","center":[97.85,24.01]}
hall/RL-01 hall.registered 2022-12-31 {"park":"RL","number":"1","name":{"zh":"1 号","en":"Hall 1"},"footprint":[[97.85,24.01],[97.851,24.01],[97.851,24.0105],[97.85,24.0105],[97.85,24.01]],"floors":1,"bays":10,"storey_m":6.0,"area_m2":3000,"kind":"standard","structure":"concrete_frame","phase":"complete"}
unit/RL-01-1 unit.registered 2022-12-31 {"hall":"RL-01","number":"1","floor":1,"bay_from":0,"bay_to":3,"area_m2":1000,"standing":{"is":"available"}}
unit/RL-01-2 unit.registered 2022-12-31 {"hall":"RL-01","number":"2","floor":1,"bay_from":3,"bay_to":6,"area_m2":1000,"standing":{"is":"available"}}
unit/RL-01-3 unit.registered 2022-12-31 {"hall":"RL-01","number":"3","floor":1,"bay_from":6,"bay_to":10,"area_m2":1000,"standing":{"is":"available"}}
port/wanding port.registered 2022-12-31 {"name":{"zh":"畹町","en":"Wanding"},"counterpart":{"zh":"九谷","en":"Kyukhok"},"class":1,"mode":"road","region":"533102","point":[98.07,24.08],"status":"open"}
"#;

/// A line is `stream kind day payload`; what stands on public streams is public, the rest for officials.
fn told(lines: &str) -> World {
    let mut versions = BTreeMap::<String, u32>::new();
    let mut world = World::default();
    let lines = GROUND.lines().chain(lines.lines()).filter(|line| !line.trim().is_empty());
    for (line, position) in lines.zip(1..) {
        let parts: Vec<&str> = line.splitn(4, ' ').collect();
        let [stream, kind, on, payload] = parts[..] else { panic!("{line}") };
        let audience = u8::from(["target", "request", "task"].iter().any(|kind| stream.starts_with(kind)));
        let version = versions.entry(stream.to_owned()).or_default();
        *version += 1;
        let json = format!(
            r#"{{"stream":"{stream}","kind":"{kind}","occurred_on":"{on}","source":"sample","audience":{audience},"version":{version},"position":{position},"payload":{payload}}}"#
        );
        let event: WireEvent = serde_json::from_str(&json).unwrap_or_else(|e| panic!("{e}: {line}"));
        world.apply(&event.open().unwrap_or_else(|e| panic!("{e}: {line}")));
    }
    world
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn region(code: u32) -> RegionCode {
    RegionCode::new(code).unwrap()
}

/// The agenda of a day: `record matter days-late`, the latest first.
fn due(world: &World, on: &str) -> Vec<String> {
    let items = shared::agenda::agenda(world, day(on), region(533_100), 14);
    items.iter().map(|item| format!("{} {:?} {}", item.key, item.matter, item.late(day(on)))).collect()
}

/// Carries out a command and lets the world take in what follows; the kinds of fact recorded, or the refusal.
fn command(world: &mut World, text: &str, today: &str) -> Result<Vec<String>, String> {
    let command = Command::read(text).map_err(|refusal| refusal.slug().to_owned())?;
    let facts = decide(world, &command, &Context { today: day(today) }).map_err(|r| r.slug().to_owned())?;
    let mut kinds = Vec::new();
    for new in facts {
        let fact = Envelope {
            position: world.head() + 1,
            key: new.key,
            version: new.expected_version + 1,
            occurred_on: new.occurred_on,
            recorded_at: shared::Stamp::end_of(day(today)),
            audience: new.audience,
            source: new.source,
            fact: new.fact,
        };
        kinds.push(format!("{} {}", fact.fact.kind(), fact.key));
        world.apply(&fact);
    }
    Ok(kinds)
}
