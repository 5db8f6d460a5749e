//! Small charts, counted by hand.

mod board;
mod chain;
mod element;
mod fit;
mod front;
mod funnel;
mod light;
mod stories;

use std::fmt::Write;

use super::{Asked, Chart, Known, NoChart};
use crate::census::Census;
use crate::{Day, Key, RegionCode, World, testing};

/// Facts told one after the other.
#[derive(Clone, Default)]
struct Log(String);

/// A chain of seven stages; a park of two zones with five units, and a park without zones.
const GROUND: &[(&str, &str, &str)] = &[
    (
        "chain/textile",
        "defined",
        r#"{"name":{"zh":"纺织"},"weak_below_percent":50,"stages":[
            {"key":"spinning","name":{"zh":"纺纱"},"wanted":2},
            {"key":"weaving","name":{"zh":"织造"},"wanted":4,"inputs":["spinning"]},
            {"key":"dyeing","name":{"zh":"印染"},"wanted":1,"inputs":["weaving"]},
            {"key":"garments","name":{"zh":"成衣"},"wanted":10,"inputs":["dyeing","trims"]},
            {"key":"trims","name":{"zh":"辅料"}},
            {"key":"footwear","name":{"zh":"鞋帽"},"role":"extension","wanted":2,"inputs":["garments"]},
            {"key":"machinery","name":{"zh":"纺机"},"role":"service","wanted":1}]}"#,
    ),
    ("park/RL", "registered", PARK),
    ("park/RL-A", "registered", ZONE),
    ("park/RL-B", "registered", ZONE),
    (
        "park/MS",
        "registered",
        r#"{"name":{"zh":"芒市"},"short":{"zh":"芒市"},"region":"533103","level":"county","center":[98.6,24.4]}"#,
    ),
    ("hall/H-A", "registered", r#"{"park":"RL-A",HALL}"#),
    ("hall/H-M", "registered", r#"{"park":"MS",HALL}"#),
    ("unit/U-1", "registered", r#"{"hall":"H-A",UNIT,"area_m2":4000,"standing":{"is":"available"}}"#),
    (
        "unit/U-2",
        "registered",
        r#"{"hall":"H-A",UNIT,"area_m2":3000,"standing":{"is":"leased","until":"2024-06-30"}}"#,
    ),
    (
        "unit/U-3",
        "registered",
        r#"{"hall":"H-A",UNIT,"area_m2":2000,"standing":{"is":"reserved","until":"2023-12-31"}}"#,
    ),
    (
        "unit/U-4",
        "registered",
        r#"{"hall":"H-A",UNIT,"area_m2":1000,"standing":{"is":"withheld","reason":"repair"}}"#,
    ),
    ("unit/U-5", "registered", r#"{"hall":"H-M",UNIT,"area_m2":5000,"standing":{"is":"planned"}}"#),
];

const PARK: &str =
    r#"{"name":{"zh":"瑞丽"},"short":{"zh":"瑞丽"},"region":"533102","level":"county","center":[97.8,24.0]}"#;
const ZONE: &str = r#"{"name":{"zh":"片区"},"short":{"zh":"片区"},"parent":"RL","region":"533102","level":"county","center":[97.8,24.0]}"#;
const HALL: &str = r#""number":"1","name":{"zh":"厂房"},"footprint":[[97.85,24.01],[97.851,24.01],[97.851,24.0105],[97.85,24.01]],
    "floors":1,"bays":10,"storey_m":6.0,"area_m2":10000,"kind":"standard","structure":"concrete_frame","phase":"complete""#;
const UNIT: &str = r#""number":"1","floor":1,"bay_from":0,"bay_to":2"#;

impl Log {
    /// The ground of the small charts, as of 2022-12-31.
    fn opened() -> Self {
        let mut log = Self::default();
        for (stream, what, payload) in GROUND {
            let payload = payload.replace("HALL", HALL).replace("UNIT", UNIT);
            log.add(stream, what, "2022-12-31", &payload);
        }
        log
    }

    /// Something happened on a day, and was recorded then.
    fn add(&mut self, stream: &str, what: &str, on: &str, payload: &str) -> &mut Self {
        self.recorded(stream, what, on, on, payload)
    }

    /// Something happened on a day, and was recorded on another.
    fn recorded(&mut self, stream: &str, what: &str, on: &str, at: &str, payload: &str) -> &mut Self {
        let entity = stream.split('/').next().unwrap();
        // Texts have both languages; here one is enough.
        let payload = payload.replace('\n', " ").replace(r#"{"zh":"#, r#"{"en":"","zh":"#);
        writeln!(
            self.0,
            r#"{{"stream":"{stream}","kind":"{entity}.{what}","occurred_on":"{on}","recorded_at":"{at}T02:00:00Z","source":"sample","payload":{payload}}}"#
        )
        .unwrap();
        self
    }

    /// A firm that is present from a day on.
    fn firm(&mut self, key: &str, stage: &str, park: &str, home: &str, on: &str) -> &mut Self {
        let payload = format!(
            r#"{{"name":{{"zh":"示例"}},"chain":"textile","chain_stage":"{stage}","region":"533102","park":"{park}","origin":"{home}"}}"#
        );
        self.add(&format!("enterprise/{key}"), "registered", on, &payload)
    }

    /// A target, with what else there is to tell of it, such as `,"staff":5`.
    fn target(
        &mut self,
        key: &str,
        stage: &str,
        home: &str,
        intent: &str,
        on: &str,
        more: &str,
    ) -> &mut Self {
        let payload = format!(
            r#"{{"name":{{"zh":"示例"}},"region":"533100","home":"{home}","chain":"textile","chain_stage":"{stage}","intent":"{intent}"{more}}}"#
        );
        self.add(&format!("target/{key}"), "registered", on, &payload)
    }

    /// A project with an investor, with what else there is to tell of it.
    fn project(&mut self, key: &str, stage: &str, on: &str, more: &str) -> &mut Self {
        let payload = format!(
            r#"{{"kind":"signed","title":{{"zh":"示例"}},"chain":"textile","chain_stage":"{stage}","region":"533102"{more}}}"#
        );
        let stream = format!("project/{key}");
        // An office keeps it: what nobody keeps is never late.
        self.add(&stream, "registered", on, &payload).add(
            &stream,
            "year_planned",
            on,
            r#"{"year":2000,"wan":1}"#,
        )
    }

    /// A project reached a node.
    fn reached(&mut self, key: &str, node: &str, on: &str) -> &mut Self {
        self.add(&format!("project/{key}"), "reached", on, &format!(r#"{{"node":"{node}"}}"#))
    }

    fn world(&self) -> World {
        testing::world(&self.0)
    }

    /// What officials see on a day in the whole province.
    fn chart(&self, on: &str) -> Chart {
        self.asked(on, asked())
    }

    fn asked(&self, on: &str, asked: Asked) -> Chart {
        Chart::of(&self.world().atlas(day(on)), Known::Each, asked).unwrap()
    }

    /// What visitors see on a day.
    fn counted(&self, on: &str) -> Chart {
        let world = self.world();
        let census = Census::of(&world);
        Chart::of(&world.atlas(day(on)), Known::Counted(&census), asked()).unwrap()
    }
}

fn asked() -> Asked {
    Asked { chain: key("textile"), region: RegionCode::YUNNAN, preset: None }
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn key(text: &str) -> Key {
    text.parse().unwrap()
}

#[test]
fn an_unknown_chain_is_told_with_those_there_are() {
    let world = Log::opened().world();
    let ask = |chain, on| {
        let asked = Asked { chain: key(chain), ..asked() };
        Chart::of(&world.atlas(day(on)), Known::Each, asked).map(|chart| chart.day)
    };
    let known = |chains: &[&str]| NoChart::UnknownChain { known: chains.iter().map(|c| key(c)).collect() };
    assert_eq!(ask("electronics", "2023-01-01"), Err(known(&["textile"])));
    assert_eq!(ask("textile", "2022-12-30"), Err(known(&[])), "before it was defined");
    assert_eq!(ask("textile", "2022-12-31"), Ok(day("2022-12-31")));
}
