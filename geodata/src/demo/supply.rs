//! What the parks can supply, reported every quarter, and the policies they publish.

use shared::Text;
use shared::fact::carrier::{Capacity, ParkFact, Policy, Supply};

use super::dice::Dice;
use super::halls::{Zone, key};
use super::journal::{Journal, Note};
use super::names::region;
use super::works::{day, working};
use super::zones::{OPENING, PARKS};

/// People who look for work in industry, for each 1,000 ㎡ of halls.
const WORKERS_PER_1000_M2: f64 = 18.4;

/// Reports of what the parks can supply, every quarter: used and promised grow, wastewater runs short.
pub fn report(journal: &mut Journal, seed: u64, zones: &[Zone]) {
    const REPORTS: [&str; 7] =
        ["2022-12-31", "2023-03-31", "2023-06-09", "2023-09-28", "2023-12-29", "2024-03-29", "2024-06-28"];
    let mut dice = Dice::new(seed, "supply");
    let mut labour = Dice::new(seed, "labour");
    let scale: Vec<f64> = zones.iter().map(|z| z.row.floor_m2 as f64 / 1000.0).collect();
    let wet: Vec<f64> = zones.iter().map(|_| f64::from(dice.between(67, 107)) / 100.0).collect();
    for (round, report) in REPORTS.iter().enumerate() {
        let share = 0.40 + 0.075 * round as f64;
        let mut of_zone = Vec::new();
        for ((zone, scale), wet) in zones.iter().zip(&scale).zip(&wet) {
            // At Mengmao dyeing needs more drains than there are; at the end of 2023 they were extended.
            let mengmao = zone.row.code == "RL";
            let wet = if mengmao { 1.45 } else { *wet };
            let extended = if mengmao && round >= 4 { 1.25 } else { 1.0 };
            let mut capacity = |per: f64, lead: f64, growth: f64| {
                let base = (per * scale / 10.0).round() * 10.0;
                let total = (base * growth).round();
                let used = (base * share * lead * f64::from(dice.between(96, 104)) / 100.0).round();
                let promised =
                    (base * (0.09 + 0.012 * round as f64) * lead * if lead > 1.0 { 1.6 } else { 1.0 })
                        .round();
                Some(Capacity { total, used: used.min((total * 0.97).round()), promised })
            };
            let supply = Supply {
                power_kva: capacity(140.0, 0.92, 1.12),
                water_t_d: capacity(24.0, 0.85, 1.0),
                steam_t_h: Some(Capacity {
                    total: (scale / 14.0).round(),
                    used: (scale / 14.0 * share * 0.9).round(),
                    promised: (scale / 120.0).round(),
                }),
                gas_m3_h: capacity(11.0, 0.8, 1.0),
                wastewater_t_d: capacity(15.0, wet, extended),
                dyeing_t_d: (zone.row.floor_m2 > 130_000)
                    .then(|| capacity(9.0, wet + 0.05, extended))
                    .flatten(),
                workers: Some(workers(&mut labour, *scale, round)),
            };
            of_zone.push((zone, supply));
        }
        let on = day(report);
        for park in PARKS {
            let own: Vec<_> = of_zone.iter().filter(|(z, _)| z.row.park == park.key).collect();
            let late = if round == 0 { 0 } else { dice.between(0, 9) };
            let note = Note::sample(on, region(park.county)).late(late).within(journal.act());
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

/// People within reach of a zone who look for work in industry: few are left in the end.
fn workers(dice: &mut Dice, scale: f64, round: usize) -> Capacity {
    let total = (scale * WORKERS_PER_1000_M2 / 10.0).round() * 10.0;
    let taken = f64::from(dice.between(97, 103)) / 100.0;
    Capacity {
        total,
        used: (total * (0.32 + 0.05 * round as f64) * taken).round(),
        promised: (total * (0.07 + 0.012 * round as f64)).round(),
    }
}

fn add(a: &Supply, b: &Supply) -> Supply {
    let sum = |a: Option<Capacity>, b: Option<Capacity>| match (a, b) {
        (Some(a), Some(b)) => Some(Capacity {
            total: a.total + b.total,
            used: a.used + b.used,
            promised: a.promised + b.promised,
        }),
        (one, other) => one.or(other),
    };
    Supply {
        power_kva: sum(a.power_kva, b.power_kva),
        water_t_d: sum(a.water_t_d, b.water_t_d),
        steam_t_h: sum(a.steam_t_h, b.steam_t_h),
        gas_m3_h: sum(a.gas_m3_h, b.gas_m3_h),
        wastewater_t_d: sum(a.wastewater_t_d, b.wastewater_t_d),
        dyeing_t_d: sum(a.dyeing_t_d, b.dyeing_t_d),
        workers: sum(a.workers, b.workers),
    }
}

/// Policies of the parks: samples.
pub fn publish(journal: &mut Journal, seed: u64) {
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
            let issuer = Text::new(
                format!("{}招商服务处（示例）", park.short.0),
                format!("{} investor desk (sample)", park.short.1),
            );
            let policy =
                Policy { title: Text::new(zh, en), issuer, until: Some(on.plus_months(36).plus(-1)) };
            journal.put(
                &Note::sample(on, region(park.county)).late(dice.between(0, 6)),
                key(park.key),
                ParkFact::PolicyPublished(policy),
            );
        }
    }
}
