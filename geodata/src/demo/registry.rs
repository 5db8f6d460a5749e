//! What the ledger rests on: regions, chains, parks with their supply, policies and parcels, ports.

use std::sync::Arc;

use shared::fact::carrier::{
    Capacity, Distance, DistanceKind, ParcelFact, ParcelOffered, ParcelRegistered, ParcelReserved, ParcelSupplied, ParcelWithdrawn, ParkFact, ParkLevel,
    ParkRegistered, Policy, Street, Supply, SupplyMode,
};
use shared::fact::registry::{ChainDefined, ChainFact, ChainStage, RegionFact, RegionRegistered};
use shared::measure::Mu;
use shared::{Day, Key, Point, Text};

use super::dice::Dice;
use super::halls::{Zone, key};
use super::journal::{GB_T_2260, Journal, Note};
use super::names::{NEAR, ORIGINS, region};
use super::works::{day, working};
use super::zones::{OPENING, PARKS, ParkRow, in_dehong};

const REGIONS: &[(u32, &str, &str)] = &[
    (530_000, "云南省", "Yunnan"),
    (533_100, "德宏州", "Dehong"),
    (533_102, "瑞丽市", "Ruili"),
    (533_103, "芒市", "Mangshi"),
    (533_122, "梁河县", "Lianghe"),
    (533_123, "盈江县", "Yingjiang"),
    (533_124, "陇川县", "Longchuan"),
    (532_800, "西双版纳州", "Xishuangbanna"),
    (532_822, "勐海县", "Menghai"),
    (532_823, "勐腊县", "Mengla"),
    (532_500, "红河州", "Honghe"),
    (532_532, "河口县", "Hekou"),
    (532_600, "文山州", "Wenshan"),
    (532_624, "麻栗坡县", "Malipo"),
    (530_500, "保山市", "Baoshan"),
    (530_581, "腾冲市", "Tengchong"),
    (530_900, "临沧市", "Lincang"),
    (530_924, "镇康县", "Zhenkang"),
    (530_926, "耿马县", "Gengma"),
];

/// Stages of a chain: key, 中文, English, inputs.
type Stages = &'static [(&'static str, &'static str, &'static str, &'static [&'static str])];

const TEXTILE: Stages = &[
    ("fibre", "化纤", "Chemical fibre", &[]),
    ("spinning", "纺纱", "Spinning", &["fibre"]),
    ("weaving", "织造", "Weaving", &["spinning"]),
    ("knitting", "针织", "Knitting", &["spinning"]),
    ("dyeing", "印染", "Dyeing and printing", &["weaving", "knitting"]),
    ("finishing", "后整理", "Finishing", &["dyeing"]),
    ("garments", "成衣", "Garments", &["finishing", "trims"]),
    ("trims", "辅料", "Trims", &[]),
    ("home_textiles", "家纺", "Home textiles", &["finishing"]),
    ("technical", "产业用", "Technical textiles", &["finishing"]),
    ("footwear", "鞋帽箱包", "Shoes, hats, bags", &["trims"]),
    ("machinery", "纺机与服务", "Machinery and services", &[]),
];

const ELECTRONICS: Stages = &[
    ("materials", "电子材料", "Electronic materials", &[]),
    ("components", "元器件", "Components", &["materials"]),
    ("connectors", "连接器与线束", "Connectors and cables", &["materials"]),
    ("boards", "电路板", "Circuit boards", &["materials"]),
    ("modules", "模组", "Modules", &["components", "boards"]),
    ("power", "电源与电池", "Power and batteries", &["components"]),
    ("assembly", "整机组装", "Assembly", &["modules", "connectors", "power"]),
];

const GENERAL: Stages = &[("hardware", "五金机电", "Hardware and machinery", &[]), ("materials", "材料", "Materials", &[])];

/// Regions and chains.
pub fn ground(journal: &mut Journal) {
    let note = Note { act: Some(journal.act()), ..Note::sample(day(OPENING), region(530_000)).from(GB_T_2260) };
    let own = REGIONS.iter().map(|(code, zh, en)| (*code, *zh, *en));
    let origins = ORIGINS.iter().chain(NEAR).filter(|o| o.code != 530_000).map(|o| (o.code, o.full, o.en));
    for (code, zh, en) in own.chain(origins) {
        let code = region(code);
        let fact = RegionFact::Registered(RegionRegistered { code, name: Text::new(zh, en) });
        journal.put(&note, key(&code.to_string()), fact);
    }
    let note = Note::sample(day(OPENING), region(530_000));
    let chains: [(&str, &str, &str, Stages); 3] = [
        ("textile", "纺织服装", "Textiles and garments", TEXTILE),
        ("electronics", "电子信息", "Electronics", ELECTRONICS),
        ("general", "综合产业", "Other industries", GENERAL),
    ];
    for (chain, zh, en, stages) in chains {
        let stages = stages.iter().map(|(stage, zh, en, inputs)| ChainStage {
            key: key(stage),
            name: Text::new(*zh, *en),
            inputs: inputs.iter().map(|i| key(i)).collect(),
        });
        let defined = ChainDefined { name: Text::new(zh, en), stages: stages.collect() };
        journal.put(&note, key(chain), ChainFact::Defined(Arc::new(defined)));
    }
}

/// Parks and their zones.
pub fn parks(journal: &mut Journal, zones: &[Zone]) {
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
            let short = (zh.trim_end_matches("（示例）").trim_end_matches("片区"), en.trim_end_matches(" (sample)").trim_end_matches(" zone"));
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
    let (Some((south, north)), Some((west, east))) = (trunk(zones.first()), trunk(zones.get(1))) else { return Vec::new() };
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
        road(east, &[(97.8882, 23.9897), (97.8888, 23.9882), (97.8888, 23.9864)], Point::new(97.8885, 23.9848)),
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
    let distance = |kind, zh: &str, en: &str, km: f64, minutes| Distance { to: Text::new(zh, en), kind, km, minutes };
    let rows = match park.key {
        "ruili" => [("瑞丽口岸（姐告）", "Ruili port (Jiegao)", 1.2, 4), ("芒市机场", "Mangshi airport", 98.0, 95), ("保山站", "Baoshan station", 220.0, 180), ("瑞丽收费站", "Ruili toll gate", 6.0, 10)],
        "wanding" => [("畹町口岸", "Wanding port", 1.6, 5), ("芒市机场", "Mangshi airport", 72.0, 70), ("保山站", "Baoshan station", 196.0, 160), ("畹町收费站", "Wanding toll gate", 3.0, 6)],
        "nongdao" => [("瑞丽口岸（姐告）", "Ruili port (Jiegao)", 26.0, 38), ("芒市机场", "Mangshi airport", 122.0, 118), ("保山站", "Baoshan station", 244.0, 205), ("瑞丽收费站", "Ruili toll gate", 28.0, 35)],
        "mangshi" => [("畹町口岸", "Wanding port", 80.0, 75), ("芒市机场", "Mangshi airport", 6.0, 12), ("保山站", "Baoshan station", 126.0, 100), ("芒市收费站", "Mangshi toll gate", 4.0, 8)],
        "longchuan" => [("章凤口岸（拉影）", "Zhangfeng port", 7.5, 14), ("芒市机场", "Mangshi airport", 96.0, 100), ("保山站", "Baoshan station", 216.0, 185), ("章凤收费站", "Zhangfeng toll gate", 5.0, 9)],
        "yingjiang" => [("盈江口岸（那邦）", "Yingjiang port (Nabang)", 78.0, 105), ("芒市机场", "Mangshi airport", 128.0, 130), ("保山站", "Baoshan station", 190.0, 175), ("盈江收费站", "Yingjiang toll gate", 5.0, 10)],
        "lianghe" => [("猴桥口岸", "Houqiao port", 104.0, 120), ("腾冲机场", "Tengchong airport", 46.0, 50), ("保山站", "Baoshan station", 158.0, 140), ("梁河收费站", "Lianghe toll gate", 3.0, 6)],
        "mohan" => [("磨憨口岸", "Mohan port", 2.4, 6), ("西双版纳机场", "Xishuangbanna airport", 186.0, 150), ("磨憨站", "Mohan station", 4.0, 9), ("磨憨收费站", "Mohan toll gate", 3.5, 7)],
        _ => [("河口口岸", "Hekou port", 3.0, 8), ("蒙自机场", "Mengzi airport", 150.0, 120), ("河口北站", "Hekou North station", 5.0, 10), ("河口收费站", "Hekou toll gate", 2.5, 6)],
    };
    let kinds = [DistanceKind::Port, DistanceKind::Airport, DistanceKind::Railway, DistanceKind::Expressway];
    kinds.into_iter().zip(rows).map(|(kind, (zh, en, km, minutes))| distance(kind, zh, en, km, minutes)).collect()
}

/// Reports of what the parks can supply, every quarter: used and promised grow, wastewater runs short.
pub fn supply(journal: &mut Journal, seed: u64, zones: &[Zone]) {
    const REPORTS: [&str; 7] = ["2022-12-31", "2023-03-31", "2023-06-09", "2023-09-28", "2023-12-29", "2024-03-29", "2024-06-28"];
    let mut dice = Dice::new(seed, "supply");
    let scale: Vec<f64> = zones.iter().map(|z| z.row.floor_m2 as f64 / 1000.0).collect();
    let wet: Vec<f64> = zones.iter().map(|_| f64::from(dice.between(85, 130)) / 100.0).collect();
    for (round, report) in REPORTS.iter().enumerate() {
        let share = 0.40 + 0.075 * round as f64;
        let mut of_zone = Vec::new();
        for ((zone, scale), wet) in zones.iter().zip(&scale).zip(&wet) {
            let mut capacity = |per: f64, lead: f64| {
                let total = (per * scale / 10.0).round() * 10.0;
                let used = (total * (share * lead).min(0.97) * f64::from(dice.between(96, 104)) / 100.0).round();
                let promised = (total * (0.09 + 0.012 * round as f64) * lead).round();
                Some(Capacity { total, used: used.min(total), promised })
            };
            let supply = Supply {
                power_kva: capacity(140.0, 0.92),
                water_t_d: capacity(24.0, 0.85),
                steam_t_h: Some(Capacity { total: (scale / 14.0).round(), used: (scale / 14.0 * share * 0.9).round(), promised: (scale / 120.0).round() }),
                gas_m3_h: capacity(11.0, 0.8),
                wastewater_t_d: capacity(15.0, *wet),
                dyeing_t_d: (zone.row.floor_m2 > 130_000).then(|| capacity(9.0, *wet + 0.05)).flatten(),
            };
            of_zone.push((zone, supply));
        }
        let on = day(report);
        for park in PARKS {
            let own: Vec<_> = of_zone.iter().filter(|(z, _)| z.row.park == park.key).collect();
            let late = if round == 0 { 0 } else { dice.between(0, 9) };
            let note = Note::sample(on, region(park.county)).late(late);
            if own.len() > 1 {
                let whole = own.iter().map(|(_, s)| s).fold(Supply::default(), |sum, s| add(&sum, s));
                journal.put(&note, key(park.key), ParkFact::SupplyReported(whole));
            }
            for (zone, supply) in own {
                journal.put(&note, key(zone.row.key), ParkFact::SupplyReported(supply.clone()));
            }
        }
    }
}

fn add(a: &Supply, b: &Supply) -> Supply {
    let sum = |a: Option<Capacity>, b: Option<Capacity>| match (a, b) {
        (Some(a), Some(b)) => Some(Capacity { total: a.total + b.total, used: a.used + b.used, promised: a.promised + b.promised }),
        (one, other) => one.or(other),
    };
    Supply {
        power_kva: sum(a.power_kva, b.power_kva),
        water_t_d: sum(a.water_t_d, b.water_t_d),
        steam_t_h: sum(a.steam_t_h, b.steam_t_h),
        gas_m3_h: sum(a.gas_m3_h, b.gas_m3_h),
        wastewater_t_d: sum(a.wastewater_t_d, b.wastewater_t_d),
        dyeing_t_d: sum(a.dyeing_t_d, b.dyeing_t_d),
    }
}

/// Policies of the parks: samples.
pub fn policies(journal: &mut Journal, seed: u64) {
    const TITLES: [(&str, &str); 4] = [
        ("标准厂房租金补贴办法（示例）", "Rent support for standard halls (sample)"),
        ("企业用工补贴办法（示例）", "Employment support for enterprises (sample)"),
        ("搬迁设备补助办法（示例）", "Support for moving machinery (sample)"),
        ("物流补贴办法（示例）", "Freight support (sample)"),
    ];
    let mut dice = Dice::new(seed, "policies");
    for park in PARKS {
        for (number, (zh, en)) in (0..).zip(TITLES).take(if park.key == "ruili" { 4 } else { 2 }) {
            let on = working(day(OPENING).plus(20 + number * 130 + dice.between(0, 60)));
            let issuer = Text::new(format!("{}招商服务处（示例）", park.short.0), format!("{} investor desk (sample)", park.short.1));
            let policy = Policy { title: Text::new(zh, en), issuer, until: Some(on.plus_months(36).plus(-1)) };
            journal.put(&Note::sample(on, region(park.county)).late(dice.between(0, 6)), key(park.key), ParkFact::PolicyPublished(policy));
        }
    }
}

/// A parcel and what became of it.
#[derive(Clone, Debug)]
pub struct Land {
    /// Key, such as `RL-7`.
    pub key: Key,
    /// Zone by index.
    pub zone: usize,
    /// Area, 亩.
    pub mu: u32,
    /// The day it was supplied, and the project.
    pub supplied: Option<(Day, Option<Key>)>,
    /// Where a pin would stand.
    pub middle: Option<Point>,
}

/// Parcels, before anything happens to them.
#[must_use]
pub fn land(zones: &[Zone]) -> Vec<Land> {
    let mut all = Vec::new();
    for (index, zone) in zones.iter().enumerate() {
        for (plot, number) in zone.plan.parcels.iter().zip(zone.row.parcels) {
            let middle = shared::atlas::middle(&plot.ring);
            all.push(Land { key: key(&format!("{}-{number}", zone.row.code)), zone: index, mu: plot.mu, supplied: None, middle });
        }
    }
    all
}

/// Enters the parcels: offered over time, reserved, supplied to projects.
pub fn parcels(journal: &mut Journal, seed: u64, zones: &[Zone], land: &[Land]) {
    let mut dice = Dice::new(seed, "parcels");
    let opening = day(OPENING);
    for parcel in land {
        let Some(zone) = zones.get(parcel.zone) else { continue };
        let plots = zone.plan.parcels.iter().zip(zone.row.parcels);
        let Some(plot) = plots.into_iter().find(|(_, n)| key(&format!("{}-{n}", zone.row.code)) == parcel.key).map(|(p, _)| p) else { continue };
        let owner = region(zone.row.county);
        let modes = [SupplyMode::Grant, SupplyMode::FlexibleTerm, SupplyMode::Lease];
        let supply = modes.get(dice.weighted(&[3, 5, 1])).copied().unwrap_or(SupplyMode::Grant);
        let registered = ParcelRegistered {
            park: key(zone.row.key),
            number: parcel.key.to_string(),
            boundary: plot.ring.clone(),
            area_mu: Mu::whole(i64::from(parcel.mu)),
            use_class: Text::new("二类工业用地（M2）", "Industrial land class 2 (M2)"),
            far_min: Some(1.2),
            far_max: Some(*dice.pick(&[2.0, 2.5, 3.0])),
            height_limit_m: Some(*dice.pick(&[24.0, 36.0])),
            price_wan_mu: Some(f64::from(dice.between(18, 40)) / 2.0),
            term_years: Some(if supply == SupplyMode::Grant { 50 } else { *dice.pick(&[20, 30]) }),
            supply,
        };
        let mut act = Note::sample(opening, owner);
        act.act = Some(journal.act());
        journal.put(&act, parcel.key, ParcelFact::Registered(Arc::new(registered)));
        let before = parcel.supplied.map_or(opening.plus(420), |(on, _)| on.plus(-42));
        let offered = if dice.percent(55) { opening } else { working(opening.plus(dice.between(3, before.since(opening).max(4)))) };
        if parcel.supplied.is_none() && dice.percent(18) {
            continue;
        }
        let note = if offered == opening { act } else { Note::sample(offered, owner).late(dice.between(0, 4)) };
        journal.put(&note, parcel.key, ParcelFact::Offered(ParcelOffered {}));
        if let Some((on, project)) = parcel.supplied {
            let reserved = working(on.plus(-dice.between(15, 38)));
            journal.put(&Note::sample(reserved, owner).late(dice.between(0, 5)), parcel.key, ParcelFact::Reserved(ParcelReserved {}));
            journal.put(&Note::sample(on, owner).late(dice.between(0, 5)), parcel.key, ParcelFact::Supplied(ParcelSupplied { project }));
        } else if dice.percent(22) {
            let on = working(day("2024-04-08").plus(dice.between(0, 100)));
            journal.put(&Note::sample(on, owner), parcel.key, ParcelFact::Reserved(ParcelReserved {}));
        } else if dice.percent(8) && in_dehong(zone.row.county) {
            let on = working(day("2023-09-04").plus(dice.between(0, 200)));
            journal.put(&Note::sample(on, owner), parcel.key, ParcelFact::Withdrawn(ParcelWithdrawn {}));
        }
    }
}
