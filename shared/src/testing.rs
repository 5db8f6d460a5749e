//! A small world for unit tests, told as lines of a facts file.

use crate::envelope::WireEvent;
use crate::{Envelope, World};

/// A hall of two floors with three units in a zone of a park, a port, projects, firms and targets.
pub const SMALL: &str = r#"
{"stream":"region/533102","kind":"region.registered","occurred_on":"2022-12-31","source":"gb-t-2260","payload":{"code":"533102","name":{"zh":"瑞丽市","en":"Ruili"}}}
{"stream":"park/RL","kind":"park.registered","occurred_on":"2022-12-31","source":"sample","payload":{"name":{"zh":"瑞丽沿边产业园区","en":"Ruili Border Industrial Park"},"short":{"zh":"瑞丽","en":"Ruili"},"region":"533102","level":"provincial","center":[97.85,24.01]}}
{"stream":"park/RL-MM","kind":"park.registered","occurred_on":"2022-12-31","source":"sample","payload":{"name":{"zh":"勐卯片区","en":"Mengmao zone"},"short":{"zh":"勐卯","en":"Mengmao"},"parent":"RL","region":"533102","level":"provincial","center":[97.85,24.01],"boundary":[[[97.84,24.0],[97.86,24.0],[97.86,24.02],[97.84,24.02],[97.84,24.0]]],"streets":[{"class":2,"line":[[97.84,24.01],[97.86,24.01]]}]}}
{"stream":"hall/RL-01","kind":"hall.registered","occurred_on":"2022-12-31","source":"sample","payload":{"park":"RL-MM","number":"1","name":{"zh":"1 号厂房","en":"Hall 1"},"footprint":[[97.85,24.01],[97.851,24.01],[97.851,24.0105],[97.85,24.0105],[97.85,24.01]],"floors":2,"bays":10,"storey_m":6.0,"area_m2":10000,"kind":"standard","structure":"concrete_frame","phase":"complete"}}
{"stream":"unit/RL-01-101","kind":"unit.registered","occurred_on":"2022-12-31","source":"sample","payload":{"hall":"RL-01","number":"101","floor":1,"bay_from":0,"bay_to":10,"area_m2":5000,"standing":{"is":"leased","until":"2023-12-31"}}}
{"stream":"unit/RL-01-201","kind":"unit.registered","occurred_on":"2022-12-31","source":"sample","payload":{"hall":"RL-01","number":"201","floor":2,"bay_from":0,"bay_to":5,"area_m2":2500.5,"standing":{"is":"available"}}}
{"stream":"unit/RL-01-202","kind":"unit.registered","occurred_on":"2022-12-31","source":"sample","payload":{"hall":"RL-01","number":"202","floor":2,"bay_from":5,"bay_to":10,"area_m2":2499.5,"standing":{"is":"reserved","until":"2023-01-31"}}}
{"stream":"unit/RL-01-201","kind":"unit.leased","occurred_on":"2023-03-01","source":"sample","payload":{"until":"2026-02-28"}}
{"stream":"enterprise/E-1","kind":"enterprise.registered","occurred_on":"2023-02-01","source":"sample","payload":{"name":{"zh":"示例企业-浙江-001","en":"Sample-ZJ-001"},"chain":"textile","region":"533102"}}
{"stream":"project/P-1","kind":"project.registered","occurred_on":"2023-01-05","source":"sample","payload":{"kind":"signed","title":{"zh":"示例项目一","en":"Sample project one"},"chain":"textile","region":"533102","invest_wan":12000,"place":{"park":"RL-MM","units":["RL-01-201"]}}}
{"stream":"project/P-1","kind":"project.reached","occurred_on":"2023-02-01","source":"sample","payload":{"node":"signed"}}
{"stream":"project/P-1","kind":"project.reached","occurred_on":"2023-03-30","source":"sample","payload":{"node":"in_production"}}
{"stream":"project/P-1","kind":"project.reached","occurred_on":"2023-02-20","recorded_at":"2023-04-02T02:00:00Z","source":"sample","payload":{"node":"landed"}}
{"stream":"target/T-1","kind":"target.registered","occurred_on":"2023-01-01","audience":1,"source":"sample","payload":{"name":{"zh":"示例企业-广东-001","en":"Sample-GD-001"},"region":"533100","home":"441900","chain":"textile","chain_stage":"garments","intent":"watching"}}
{"stream":"target/T-1","kind":"target.intent_observed","occurred_on":"2023-05-01","audience":1,"source":"sample","payload":{"intent":"willing"}}
"#;

/// The facts of such lines, numbered as a log would number them.
pub fn facts(lines: &str) -> Vec<Envelope> {
    let mut versions = std::collections::BTreeMap::<String, u32>::new();
    let lines = lines.lines().filter(|l| !l.is_empty());
    lines
        .zip(1..)
        .map(|(line, position)| {
            let mut event: WireEvent = serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
            let version = versions.entry(event.stream.clone()).or_default();
            *version += 1;
            event.version = Some(*version);
            event.position = Some(position);
            event.open().unwrap_or_else(|e| panic!("{e}: {line}"))
        })
        .collect()
}

/// The world folded from such lines.
pub fn world(lines: &str) -> World {
    let mut world = World::default();
    facts(lines).iter().for_each(|f| world.apply(f));
    world
}
