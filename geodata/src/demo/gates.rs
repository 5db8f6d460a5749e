//! Ports of entry and reports of their status: samples, always with their day.

use std::sync::Arc;

use shared::fact::registry::{PortFact, PortMode, PortRegistered, PortStatus, StatusReported};
use shared::{Point, Text};

use super::dice::Dice;
use super::halls::key;
use super::journal::{Journal, Note};
use super::names::region;
use super::works::{day, working};
use super::zones::OPENING;

struct Row {
    key: &'static str,
    name: (&'static str, &'static str),
    aliases: &'static [&'static str],
    opposite: (&'static str, &'static str),
    county: u32,
    class: u8,
    mode: PortMode,
    at: (f64, f64),
    precision_m: u32,
}

/// From `ground/ports_of_entry.geojson`: derived, not surveyed.
const ROWS: &[Row] = &[
    row(
        "ruili",
        ("瑞丽口岸（姐告）", "Ruili (Jiegao)"),
        &["姐告口岸"],
        ("木姐", "Muse"),
        533_102,
        1,
        PortMode::Road,
        (97.889, 23.984),
        1000,
    ),
    row(
        "wanding",
        ("畹町口岸", "Wanding"),
        &[],
        ("九谷", "Kyukok"),
        533_102,
        1,
        PortMode::Road,
        (98.07, 24.083),
        1500,
    ),
    row(
        "zhangfeng",
        ("章凤口岸（拉影）", "Zhangfeng (Laying)"),
        &["拉影口岸"],
        ("雷基", "Lweje"),
        533_124,
        2,
        PortMode::Road,
        (97.759, 24.174),
        2500,
    ),
    row(
        "yingjiang",
        ("盈江口岸（那邦）", "Yingjiang (Nabang)"),
        &["那邦口岸"],
        ("拉咱", "Laiza"),
        533_123,
        2,
        PortMode::Road,
        (97.563, 24.742),
        3000,
    ),
    row(
        "houqiao",
        ("猴桥口岸", "Houqiao"),
        &[],
        ("甘拜地", "Kanpaikti"),
        530_581,
        1,
        PortMode::Road,
        (98.148, 25.395),
        5000,
    ),
    row(
        "qingshuihe",
        ("清水河口岸（孟定）", "Qingshuihe (Mengding)"),
        &["孟定口岸"],
        ("清水河", "Chinshwehaw"),
        530_926,
        1,
        PortMode::Road,
        (98.8444, 23.4942),
        1500,
    ),
    row(
        "nansan",
        ("南伞口岸", "Nansan"),
        &[],
        ("老街", "Laukkai"),
        530_924,
        2,
        PortMode::Road,
        (98.804, 23.7958),
        2500,
    ),
    row(
        "daluo",
        ("打洛口岸", "Daluo"),
        &[],
        ("勐拉", "Mong La"),
        532_822,
        1,
        PortMode::Road,
        (100.035, 21.686),
        2500,
    ),
    row(
        "mohan",
        ("磨憨口岸", "Mohan"),
        &[],
        ("磨丁", "Boten"),
        532_823,
        1,
        PortMode::RoadRail,
        (101.686, 21.186),
        1500,
    ),
    row(
        "hekou",
        ("河口口岸", "Hekou"),
        &[],
        ("老街", "Lao Cai"),
        532_532,
        1,
        PortMode::RoadRail,
        (103.966, 22.511),
        1000,
    ),
    row(
        "tianbao",
        ("天保口岸", "Tianbao"),
        &[],
        ("清水", "Thanh Thuy"),
        532_624,
        1,
        PortMode::Road,
        (104.848, 22.9395),
        1500,
    ),
];

#[expect(clippy::too_many_arguments, reason = "a row of a table")]
const fn row(
    key: &'static str,
    name: (&'static str, &'static str),
    aliases: &'static [&'static str],
    opposite: (&'static str, &'static str),
    county: u32,
    class: u8,
    mode: PortMode,
    at: (f64, f64),
    precision_m: u32,
) -> Row {
    Row { key, name, aliases, opposite, county, class, mode, at, precision_m }
}

/// Enters the ports and reports their status from time to time.
pub fn enter(journal: &mut Journal, seed: u64) {
    let mut dice = Dice::new(seed, "ports");
    let opening = day(OPENING);
    for row in ROWS {
        let owner = region(row.county);
        let registered = PortRegistered {
            name: Text::new(row.name.0, row.name.1),
            aliases: row.aliases.iter().map(|a| (*a).to_owned()).collect(),
            counterpart: Text::new(row.opposite.0, row.opposite.1),
            region: owner,
            class: row.class,
            mode: row.mode,
            point: Point::new(row.at.0, row.at.1),
            precision_m: Some(row.precision_m),
            status: Some(PortStatus::Limited),
        };
        journal.put(&Note::sample(opening, owner), key(row.key), PortFact::Registered(Arc::new(registered)));
        let near = row.county / 100 == 5331;
        let mut on = opening.plus(dice.between(8, 25));
        let mut wrong = None;
        while on <= super::last_day() {
            let statuses = [PortStatus::Open, PortStatus::Limited, PortStatus::Closed];
            let drawn = statuses.get(dice.weighted(&[70, 25, 5])).copied().unwrap_or(PortStatus::Open);
            // The port beside the map's home view is open when the ledger ends.
            let status = if row.key == "ruili" && on > day("2024-05-01") { PortStatus::Open } else { drawn };
            let note = Note::sample(working(on), owner).late(dice.between(0, 2));
            let line = journal.put(&note, key(row.key), PortFact::StatusReported(StatusReported { status }));
            if row.key == "zhangfeng" && wrong.is_none() && on > day("2023-04-01") {
                wrong = Some((line, note.on, status));
            }
            on = on.plus(if near { dice.between(24, 52) } else { dice.between(60, 120) });
        }
        if let Some((line, reported, status)) = wrong {
            let right = if status == PortStatus::Open { PortStatus::Limited } else { PortStatus::Open };
            let found = Note::sample(working(reported.plus(9)), owner);
            journal.correct(
                &found,
                line,
                None,
                Some(PortFact::StatusReported(StatusReported { status: right }).into()),
            );
        }
    }
}
