//! Parks and their zones: outlines, streets, distances, whom to call.

use std::sync::Arc;

use shared::fact::carrier::{Distance, DistanceKind, ParkFact, ParkLevel, ParkRegistered, Street};
use shared::{Point, Text};

use super::halls::{Zone, key};
use super::journal::{Journal, Note};
use super::names::region;
use super::works::day;
use super::zones::{OPENING, PARKS, ParkRow};

/// Parks and their zones.
pub fn enter(journal: &mut Journal, zones: &[Zone]) {
    for park in PARKS {
        let note = Note::sample(day(OPENING), region(park.county));
        let own: Vec<&Zone> = zones.iter().filter(|z| z.row.park == park.key).collect();
        let whole = own.iter().find(|z| z.row.key == park.key);
        let registered = ParkRegistered {
            boundary: whole.map(|z| vec![z.plan.boundary.clone()]).unwrap_or_default(),
            streets: whole.map_or_else(|| links(park.key, &own), |z| z.plan.streets.clone()),
            planned_km2: Some(hundredths(own.iter().map(|z| z.plan.km2).sum())),
            built_km2: Some(hundredths(own.iter().map(|z| z.plan.km2).sum::<f64>() * 0.72)),
            ..described(park, text(park.name), text(park.short))
        };
        journal.put(&note, key(park.key), ParkFact::Registered(Arc::new(registered)));
        for zone in own.iter().filter(|z| z.row.key != park.key) {
            let note = Note::sample(day(OPENING), region(zone.row.county));
            let (lon, lat) = zone.row.site.center;
            let (zh, en) = zone.row.name;
            let short = (
                zh.trim_end_matches("（示例）").trim_end_matches("片区"),
                en.trim_end_matches(" (sample)").trim_end_matches(" zone"),
            );
            let registered = ParkRegistered {
                parent: Some(key(park.key)),
                aliases: Vec::new(),
                boundary: vec![zone.plan.boundary.clone()],
                streets: zone.plan.streets.clone(),
                center: Point::new(lon, lat),
                planned_km2: Some(hundredths(zone.plan.km2)),
                built_km2: Some(hundredths(zone.plan.km2 * 0.72)),
                ..described(park, text(zone.row.name), text(short))
            };
            journal.put(&note, key(zone.row.key), ParkFact::Registered(Arc::new(registered)));
        }
    }
}

/// Sample roads between the two zones of Ruili, to the town and towards the port: they join the ends of the
/// zones' trunk roads.
fn links(park: &str, zones: &[&Zone]) -> Vec<Street> {
    let trunk = |zone: Option<&&Zone>| -> Option<(Point, Point)> {
        let line = &zone?.plan.streets.iter().find(|s| s.class == 1)?.line;
        Some((*line.first()?, *line.last()?))
    };
    let (Some((south, north)), Some((west, east))) = (trunk(zones.first()), trunk(zones.get(1))) else {
        return Vec::new();
    };
    if park != "ruili" {
        return Vec::new();
    }
    let road = |from: Point, by: &[(f64, f64)], to: Point| {
        let bends = by.iter().map(|(lon, lat)| Point::new(*lon, *lat));
        Street { name: None, class: 1, line: std::iter::once(from).chain(bends).chain([to]).collect() }
    };
    vec![
        road(south, &[(97.8712, 23.9904), (97.8732, 23.9882), (97.8758, 23.9866)], west),
        road(north, &[(97.8661, 24.0003)], Point::new(97.865, 24.0014)),
        road(
            east,
            &[(97.8882, 23.9897), (97.8888, 23.9882), (97.8888, 23.9864)],
            Point::new(97.8885, 23.9848),
        ),
    ]
}

fn hundredths(km2: f64) -> f64 {
    (km2 * 100.0).round() / 100.0
}

fn text((zh, en): (&str, &str)) -> Text {
    Text::new(zh, en)
}

/// What a park and its zones have in common.
fn described(park: &ParkRow, name: Text, short: Text) -> ParkRegistered {
    let (lon, lat) = park.center;
    ParkRegistered {
        name,
        short,
        aliases: park.aliases.iter().map(|a| (*a).to_owned()).collect(),
        parent: None,
        region: region(park.county),
        level: if park.key == "ruili" { ParkLevel::Provincial } else { ParkLevel::County },
        boundary: Vec::new(),
        streets: Vec::new(),
        center: Point::new(lon, lat),
        precision_m: Some(4000),
        industries: park.industries.iter().map(|i| text(*i)).collect(),
        planned_km2: None,
        built_km2: None,
        distances: distances(park),
        contact: Some(Text::new(
            format!("{}招商服务处（示例）0692-000 0000", park.short.0),
            format!("{} investor desk (sample) 0692-000 0000", park.short.1),
        )),
    }
}

/// Distances by road: samples.
fn distances(park: &ParkRow) -> Vec<Distance> {
    let distance =
        |kind, zh: &str, en: &str, km: f64, minutes| Distance { to: Text::new(zh, en), kind, km, minutes };
    let rows = match park.key {
        "ruili" => [
            ("瑞丽口岸（姐告）", "Ruili port (Jiegao)", 1.2, 4),
            ("芒市机场", "Mangshi airport", 98.0, 95),
            ("保山站", "Baoshan station", 220.0, 180),
            ("瑞丽收费站", "Ruili toll gate", 6.0, 10),
        ],
        "wanding" => [
            ("畹町口岸", "Wanding port", 1.6, 5),
            ("芒市机场", "Mangshi airport", 72.0, 70),
            ("保山站", "Baoshan station", 196.0, 160),
            ("畹町收费站", "Wanding toll gate", 3.0, 6),
        ],
        "nongdao" => [
            ("瑞丽口岸（姐告）", "Ruili port (Jiegao)", 26.0, 38),
            ("芒市机场", "Mangshi airport", 122.0, 118),
            ("保山站", "Baoshan station", 244.0, 205),
            ("瑞丽收费站", "Ruili toll gate", 28.0, 35),
        ],
        "mangshi" => [
            ("畹町口岸", "Wanding port", 80.0, 75),
            ("芒市机场", "Mangshi airport", 6.0, 12),
            ("保山站", "Baoshan station", 126.0, 100),
            ("芒市收费站", "Mangshi toll gate", 4.0, 8),
        ],
        "longchuan" => [
            ("章凤口岸（拉影）", "Zhangfeng port", 7.5, 14),
            ("芒市机场", "Mangshi airport", 96.0, 100),
            ("保山站", "Baoshan station", 216.0, 185),
            ("章凤收费站", "Zhangfeng toll gate", 5.0, 9),
        ],
        "yingjiang" => [
            ("盈江口岸（那邦）", "Yingjiang port (Nabang)", 78.0, 105),
            ("芒市机场", "Mangshi airport", 128.0, 130),
            ("保山站", "Baoshan station", 190.0, 175),
            ("盈江收费站", "Yingjiang toll gate", 5.0, 10),
        ],
        "lianghe" => [
            ("猴桥口岸", "Houqiao port", 104.0, 120),
            ("腾冲机场", "Tengchong airport", 46.0, 50),
            ("保山站", "Baoshan station", 158.0, 140),
            ("梁河收费站", "Lianghe toll gate", 3.0, 6),
        ],
        "mohan" => [
            ("磨憨口岸", "Mohan port", 2.4, 6),
            ("西双版纳机场", "Xishuangbanna airport", 186.0, 150),
            ("磨憨站", "Mohan station", 4.0, 9),
            ("磨憨收费站", "Mohan toll gate", 3.5, 7),
        ],
        _ => [
            ("河口口岸", "Hekou port", 3.0, 8),
            ("蒙自机场", "Mengzi airport", 150.0, 120),
            ("河口北站", "Hekou North station", 5.0, 10),
            ("河口收费站", "Hekou toll gate", 2.5, 6),
        ],
    };
    let kinds = [DistanceKind::Port, DistanceKind::Airport, DistanceKind::Railway, DistanceKind::Expressway];
    kinds
        .into_iter()
        .zip(rows)
        .map(|(kind, (zh, en, km, minutes))| distance(kind, zh, en, km, minutes))
        .collect()
}
