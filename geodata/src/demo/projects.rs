//! Who signs: the named projects on their days, sample projects on leases and parcels that are there.

use shared::fact::project::Placed;
use shared::{Day, Key};

use super::dice::Dice;
use super::halls::{Zone, key};
use super::land::Land;
use super::named::{NAMED, Named};
use super::names::Firm;
use super::tenants::{Tenancies, Tenancy};
use super::works::{day, working};
use super::zones::in_dehong;

/// A project that was signed.
#[derive(Clone, Debug)]
pub struct Project {
    /// Key.
    pub key: Key,
    /// Investor; none for the projects the article names.
    pub firm: Option<Firm>,
    /// Named in the article.
    pub named: Option<&'static Named>,
    /// Chain and stage.
    pub stage: (&'static str, &'static str),
    /// County.
    pub county: u32,
    /// Zone, by index.
    pub zone: usize,
    /// Signing.
    pub signed: Day,
    /// Land or lease agreed.
    pub landed: Option<Day>,
    /// Where it settles.
    pub place: Placed,
    /// Hall space, ㎡.
    pub area_m2: Option<i64>,
    /// Land, 亩.
    pub mu: Option<u32>,
}

/// Days of signing: how many in each month of 2023 and 2024. 18 by mid-June, 39 in 2023, 49 in all.
const SIGNED: [(i32, u32, &[u32]); 19] = [
    (2023, 1, &[12]),
    (2023, 2, &[8, 20, 24]),
    (2023, 3, &[6, 15, 21, 29]),
    (2023, 4, &[3, 7, 18, 24]),
    (2023, 5, &[4, 11, 22, 30]),
    (2023, 6, &[5, 13, 19, 28]),
    (2023, 7, &[6, 14, 26]),
    (2023, 8, &[3, 17, 29]),
    (2023, 9, &[5, 12, 20, 27]),
    (2023, 10, &[10, 18, 26]),
    (2023, 11, &[3, 14, 27]),
    (2023, 12, &[6, 14, 22]),
    (2024, 1, &[11, 23]),
    (2024, 2, &[27]),
    (2024, 3, &[7, 19]),
    (2024, 4, &[9]),
    (2024, 5, &[8, 21]),
    (2024, 6, &[4]),
    (2024, 7, &[3]),
];

/// Of those signed by mid-June 2023, so many had landed by then; of those signed in 2023, so many in 2023.
const LANDED_BY_JUNE: usize = 13;
const LANDED_IN_2023: usize = 35;
const SIGNED_BY_JUNE: usize = 18;
const SIGNED_IN_2023: usize = 39;

/// The days on which projects were signed.
#[must_use]
pub fn signing_days() -> Vec<Day> {
    let day =
        |year, month, d: &u32| Day::from_ymd(year, month, *d).expect("the table holds days of the calendar");
    SIGNED.iter().flat_map(|(year, month, days)| days.iter().map(move |d| day(*year, *month, d))).collect()
}

/// First and last day on which the project signed as the n-th may land.
fn window(n: usize, signed: Day) -> (Day, Day) {
    let year_end = day("2023-12-29");
    if n < LANDED_BY_JUNE {
        (signed.plus(8), day("2023-06-14").min(signed.plus(110)))
    } else if n < SIGNED_BY_JUNE {
        (day("2023-06-19").max(signed.plus(10)), signed.plus(120))
    } else if n < LANDED_IN_2023 {
        (signed.plus(8), year_end.min(signed.plus(100)))
    } else if n < SIGNED_IN_2023 {
        (day("2024-01-08"), signed.plus(120))
    } else {
        (signed.plus(8), super::last_day().min(signed.plus(90)))
    }
}

/// Stages of sample projects, dealt out in turn.
pub const STAGES: [(&str, &str); 20] = [
    ("textile", "garments"),
    ("textile", "weaving"),
    ("textile", "knitting"),
    ("electronics", "connectors"),
    ("textile", "trims"),
    ("textile", "garments"),
    ("textile", "knitting"),
    ("textile", "dyeing"),
    ("electronics", "assembly"),
    ("textile", "weaving"),
    ("textile", "garments"),
    ("textile", "footwear"),
    ("textile", "home_textiles"),
    ("electronics", "modules"),
    ("textile", "garments"),
    ("general", "hardware"),
    ("textile", "weaving"),
    ("textile", "spinning"),
    ("textile", "knitting"),
    ("textile", "garments"),
];

/// Casts the signed projects: named ones on their days, samples on leases and parcels.
#[must_use]
pub fn cast(
    seed: u64,
    zones: &[Zone],
    tenancies: &mut Tenancies<'_>,
    land: &mut [Land],
    firms: &mut dyn FnMut(&mut Dice) -> Firm,
) -> Vec<Project> {
    let mut dice = Dice::new(seed, "projects");
    let mut projects = Vec::new();
    let mut dealt = 0;
    for (n, signed) in signing_days().into_iter().enumerate() {
        let project_key = key(&format!("P-{:03}", n + 1));
        if let Some(named) = NAMED.iter().find(|named| day(named.signed) == signed) {
            projects.push(Project {
                key: key(named.key),
                firm: None,
                named: Some(named),
                stage: (named.chain, named.stage.unwrap_or("")),
                county: zones.get(named.zone).map_or(533_102, |z| z.row.county),
                zone: named.zone,
                signed,
                landed: named.landed.map(day),
                place: Placed::default(),
                area_m2: None,
                mu: None,
            });
            continue;
        }
        let (chain, stage) = STAGES.get(dealt % STAGES.len()).copied().unwrap_or(("textile", "garments"));
        dealt += 1;
        let (from, to) = window(n, signed);
        let firm = firms(&mut dice);
        // Every sixth builds on land, the others move into halls.
        let parcel = (dealt % 6 == 2).then(|| free_land(&mut dice, zones, land)).flatten();
        let project = match parcel {
            Some(parcel) => {
                let landed = working(from.plus(dice.between(0, to.since(from).min(45)))).min(to);
                parcel.supplied = Some((landed, Some(project_key)));
                let zone = zones.get(parcel.zone);
                Project {
                    key: project_key,
                    firm: Some(firm),
                    named: None,
                    stage: (chain, stage),
                    county: zone.map_or(533_102, |z| z.row.county),
                    zone: parcel.zone,
                    signed,
                    landed: Some(landed),
                    place: Placed {
                        park: zone.map(|z| key(z.row.key)),
                        units: Vec::new(),
                        parcels: vec![parcel.key],
                        point: parcel.middle,
                    },
                    area_m2: None,
                    mu: Some(parcel.mu),
                }
            }
            None => {
                let tenancy =
                    tenancies.take(from, to, true).expect("a lease begins in every project's window");
                tenancies.name(
                    &tenancy,
                    &firm,
                    (chain == "textile").then(|| key(&format!("E-{}", firm.tag))),
                );
                on_lease(zones, &tenancy, project_key, firm, (chain, stage), signed)
            }
        };
        projects.push(project);
    }
    projects
}

fn free_land<'l>(dice: &mut Dice, zones: &[Zone], land: &'l mut [Land]) -> Option<&'l mut Land> {
    let free = |l: &Land| {
        l.supplied.is_none()
            && zones.get(l.zone).is_some_and(|z| in_dehong(z.row.county))
            && !KEPT_FREE.contains(&l.key.as_str())
    };
    let count = land.iter().filter(|l| free(l)).count();
    let chosen = dice.below(count);
    land.iter_mut().filter(|l| free(l)).nth(chosen)
}

/// Parcels that stay open: the pictures show them so.
const KEPT_FREE: [&str; 3] = ["RL-7", "RL-8", "RL-9"];

fn on_lease(
    zones: &[Zone],
    tenancy: &Tenancy,
    key_of: Key,
    firm: Firm,
    stage: (&'static str, &'static str),
    signed: Day,
) -> Project {
    let (z, h, u) = tenancy.at;
    let zone = zones.get(z);
    let hall = zone.and_then(|zone| zone.halls.get(h));
    let unit = hall.and_then(|hall| hall.units.get(u));
    Project {
        key: key_of,
        firm: Some(firm),
        named: None,
        stage,
        county: zone.map_or(533_102, |zone| zone.row.county),
        zone: z,
        signed,
        landed: Some(tenancy.on),
        place: Placed {
            park: zone.map(|zone| key(zone.row.key)),
            units: unit.map(|unit| unit.key).into_iter().collect(),
            parcels: Vec::new(),
            point: hall.and_then(|hall| shared::atlas::middle(&hall.plot.footprint)),
        },
        area_m2: Some(tenancy.area_m2),
        mu: None,
    }
}
