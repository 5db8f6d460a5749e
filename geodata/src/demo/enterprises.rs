//! Which enterprises are there: those of 2022, those that came with projects and leases, those that left.

use std::sync::Arc;

use shared::fact::registry::{EnterpriseFact, EnterpriseRegistered, Left};
use shared::{Day, Key, Text};

use super::dice::Dice;
use super::halls::{Zone, key};
use super::journal::{Journal, Line, Note};
use super::named::{NAMED, Named};
use super::names::{Firm, region};
use super::projects::Project;
use super::tenants::Tenancies;
use super::works::{day, working};
use super::zones::in_dehong;

/// Days on which textile enterprises arrived: with those leaving, 17 become 54.
const ARRIVED: [(i32, u32, &[u32]); 19] = [
    (2023, 1, &[17]),
    (2023, 2, &[21]),
    (2023, 3, &[9, 24]),
    (2023, 4, &[6, 17, 26]),
    (2023, 5, &[10, 19, 25, 31]),
    (2023, 6, &[6, 13, 21]),
    (2023, 7, &[5, 25]),
    (2023, 8, &[9, 23]),
    (2023, 9, &[7, 21]),
    (2023, 10, &[12, 25]),
    (2023, 11, &[8, 22]),
    (2023, 12, &[7, 19]),
    (2024, 1, &[10, 24]),
    (2024, 2, &[28]),
    (2024, 3, &[13, 27]),
    (2024, 4, &[11, 25]),
    (2024, 5, &[9, 23]),
    (2024, 6, &[6, 13, 26]),
    (2024, 7, &[4, 18]),
];

/// Stages of those that were there in 2022, and of those that came.
const INCUMBENTS: [(&str, usize); 7] = [
    ("garments", 8),
    ("weaving", 3),
    ("knitting", 2),
    ("dyeing", 1),
    ("trims", 1),
    ("home_textiles", 1),
    ("footwear", 1),
];
const COMERS: [(&str, usize); 9] = [
    ("garments", 13),
    ("knitting", 7),
    ("weaving", 6),
    ("trims", 4),
    ("home_textiles", 3),
    ("spinning", 2),
    ("dyeing", 2),
    ("footwear", 2),
    ("technical", 1),
];
/// Incumbents that leave: number among the garment makers and knitters, day.
const LEAVING: [(usize, &str); 3] = [(2, "2023-03-17"), (5, "2023-09-15"), (11, "2024-04-19")];

/// Enters the enterprises, naming the tenants of the units they took.
pub fn settle(
    journal: &mut Journal,
    seed: u64,
    zones: &[Zone],
    tenancies: &mut Tenancies<'_>,
    projects: &[Project],
    firms: &mut dyn FnMut(&mut Dice) -> Firm,
) -> Vec<(Key, Day, u32)> {
    let mut dice = Dice::new(seed, "enterprises");
    let mut all = Vec::new();
    let deal = |stages: &[(&'static str, usize)]| -> Vec<&'static str> {
        stages.iter().flat_map(|(stage, count)| std::iter::repeat_n(*stage, *count)).collect()
    };
    let opening = day(super::zones::OPENING);
    for (number, stage) in deal(&INCUMBENTS).into_iter().enumerate() {
        let firm = firms(&mut dice);
        let Some(tenancy) = tenancies.take_opening() else { continue };
        let enterprise = key(&format!("E-{}", firm.tag));
        tenancies.name(&tenancy, &firm, Some(enterprise));
        enter(
            journal,
            &Note::sample(opening, zone_region(zones, tenancy.at.0)),
            zones,
            enterprise,
            tenancy.at.0,
            &firm,
            ("textile", stage),
        );
        if let Some((_, on)) = LEAVING.iter().find(|(n, _)| *n == number) {
            journal.put(
                &Note::sample(day(on), zone_region(zones, tenancy.at.0)),
                enterprise,
                EnterpriseFact::Left(Left {}),
            );
        } else {
            all.push((enterprise, opening, zone_region(zones, tenancy.at.0).number()));
        }
    }
    let mut waiting: Vec<&Project> =
        projects.iter().filter(|p| p.stage.0 == "textile" && p.landed.is_some()).collect();
    waiting.sort_by_key(|p| p.landed);
    let mut stages = deal(&COMERS);
    dice.shuffle(&mut stages);
    let to_day = |y, m, d: &u32| Day::from_ymd(y, m, *d).expect("the table holds days of the calendar");
    let arrivals: Vec<Day> =
        ARRIVED.iter().flat_map(|(y, m, days)| days.iter().map(move |d| to_day(*y, *m, d))).collect();
    for on in arrivals {
        let come = waiting.iter().position(|p| {
            p.landed.is_some_and(|l| l <= on && on.since(l) < 100) && takes(&mut stages, p.stage.1)
        });
        if let Some(project) = come.map(|at| waiting.remove(at)) {
            let note = Note::sample(on, region(project.county)).late(dice.between(0, 5));
            match (&project.firm, project.named) {
                (Some(firm), _) => {
                    let enterprise = key(&format!("E-{}", firm.tag));
                    enter(journal, &note, zones, enterprise, project.zone, firm, project.stage);
                    all.push((enterprise, on, project.county));
                }
                (None, Some(named)) => enter_named(journal, &note, zones, named),
                (None, None) => {}
            }
            continue;
        }
        let Some(stage) = stages.pop() else { continue };
        let firm = firms(&mut dice);
        let Some(tenancy) =
            tenancies.take(on.plus(-45), on, true).or_else(|| tenancies.take(on.plus(-120), on, true))
        else {
            continue;
        };
        let enterprise = key(&format!("E-{}", firm.tag));
        tenancies.name(&tenancy, &firm, Some(enterprise));
        let note = Note::sample(on, zone_region(zones, tenancy.at.0)).late(dice.between(0, 5));
        enter(journal, &note, zones, enterprise, tenancy.at.0, &firm, ("textile", stage));
        all.push((enterprise, on, note.region.number()));
    }
    twice(journal, zones, &firms(&mut dice));
    other_chains(journal, &mut dice, zones, tenancies, firms, &mut all);
    for named in NAMED.iter().filter(|n| n.enterprise.is_some() && n.chain != "textile") {
        let Some(on) = named.landed.map(day) else { continue };
        enter_named(journal, &Note::sample(on.plus(2), region(533_102)), zones, named);
    }
    all
}

/// A firm that was entered though it was there under another key, and taken back when that was found.
fn twice(journal: &mut Journal, zones: &[Zone], firm: &Firm) {
    let note = Note::sample(day("2023-05-24"), zone_region(zones, 0));
    let line =
        enter(journal, &note, zones, key(&format!("E-{}", firm.tag)), 0, firm, ("textile", "garments"));
    journal.correct(&Note::sample(day("2023-08-14"), note.region), line, None, None);
}

/// Takes a stage out of those still to be filled.
fn takes(stages: &mut Vec<&'static str>, stage: &str) -> bool {
    match stages.iter().position(|s| *s == stage) {
        Some(at) => {
            stages.remove(at);
            true
        }
        None => false,
    }
}

fn zone_region(zones: &[Zone], zone: usize) -> shared::RegionCode {
    region(zones.get(zone).map_or(533_102, |z| z.row.county))
}

fn enter(
    journal: &mut Journal,
    note: &Note,
    zones: &[Zone],
    enterprise: Key,
    zone: usize,
    firm: &Firm,
    (chain, stage): (&str, &str),
) -> Line {
    let registered = EnterpriseRegistered {
        name: firm.name.clone(),
        chain: key(chain),
        chain_stage: Some(key(stage)),
        region: zone_region(zones, zone),
        park: zones.get(zone).map(|z| key(z.row.key)),
        origin: Some(region(firm.origin.code)),
        chain_leader: false,
    };
    journal.put(note, enterprise, EnterpriseFact::Registered(Arc::new(registered)))
}

fn enter_named(journal: &mut Journal, note: &Note, zones: &[Zone], named: &Named) {
    let Some((zh, en)) = named.enterprise else { return };
    let registered = EnterpriseRegistered {
        name: Text::new(zh, en),
        chain: key(named.chain),
        chain_stage: named.stage.map(key),
        region: note.region,
        park: zones.get(named.zone).map(|z| key(z.row.key)),
        origin: named.origin.map(region),
        chain_leader: named.chain_leader,
    };
    journal.put(note, key(&format!("E-{}", named.key)), EnterpriseFact::Registered(Arc::new(registered)));
}

/// Enterprises of the other chains, and some beyond Dehong.
fn other_chains(
    journal: &mut Journal,
    dice: &mut Dice,
    zones: &[Zone],
    tenancies: &mut Tenancies<'_>,
    firms: &mut dyn FnMut(&mut Dice) -> Firm,
    all: &mut Vec<(Key, Day, u32)>,
) {
    const OTHERS: [(&str, &str); 5] = [
        ("electronics", "assembly"),
        ("electronics", "connectors"),
        ("electronics", "components"),
        ("general", "hardware"),
        ("electronics", "modules"),
    ];
    let opening = day(super::zones::OPENING);
    for n in 0..24 {
        let firm = firms(dice);
        let on = if n < 6 { opening } else { working(opening.plus(30 + (n - 6) * 28 + dice.between(0, 20))) };
        let tenancy =
            if n < 6 { tenancies.take_opening() } else { tenancies.take(on.plus(-60), on, n % 6 != 5) };
        let Some(tenancy) = tenancy else { continue };
        let enterprise = key(&format!("E-{}", firm.tag));
        tenancies.name(&tenancy, &firm, Some(enterprise));
        let note = Note::sample(on, zone_region(zones, tenancy.at.0)).late(if n < 6 {
            0
        } else {
            dice.between(0, 5)
        });
        let beyond = zones.get(tenancy.at.0).is_some_and(|z| !in_dehong(z.row.county));
        let stage = if beyond && n % 2 == 0 { ("textile", "garments") } else { *dice.pick(&OTHERS) };
        enter(journal, &note, zones, enterprise, tenancy.at.0, &firm, stage);
        all.push((enterprise, on, note.region.number()));
    }
}
