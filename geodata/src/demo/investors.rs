//! Who comes: projects from signing to output, the enterprises they become, the tenants of the halls.

use std::sync::Arc;

use shared::fact::project::{
    EndReason, Ended, Flagged, Funded, Node, Placed, Planned, ProjectFact, ProjectKind, ProjectRegistered, Reached,
};
use shared::fact::registry::{EnterpriseFact, EnterpriseRegistered, Left};
use shared::measure::{Mu, Wan};
use shared::{Area, Day, Key, Point, Text};

use super::dice::Dice;
use super::halls::{Zone, key};
use super::journal::{ARTICLE, Journal, Line, Note};
use super::ledger::lateness;
use super::named::{NAMED, Named};
use super::names::{Firm, region};
use super::outreach::Courted;
use super::registry::Land;
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
    let day = |year, month, d: &u32| Day::from_ymd(year, month, *d).expect("the table holds days of the calendar");
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
const STAGES: [(&str, &str); 20] = [
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
pub fn cast(seed: u64, zones: &[Zone], tenancies: &mut Tenancies<'_>, land: &mut [Land], firms: &mut dyn FnMut(&mut Dice) -> Firm) -> Vec<Project> {
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
                let tenancy = tenancies.take(from, to, true).expect("a lease begins in every project's window");
                tenancies.name(&tenancy, &firm, (chain == "textile").then(|| key(&format!("E-{}", firm.tag))));
                on_lease(zones, &tenancy, project_key, firm, (chain, stage), signed)
            }
        };
        projects.push(project);
    }
    projects
}

fn free_land<'l>(dice: &mut Dice, zones: &[Zone], land: &'l mut [Land]) -> Option<&'l mut Land> {
    let free = |l: &Land| l.supplied.is_none() && zones.get(l.zone).is_some_and(|z| in_dehong(z.row.county)) && !KEPT_FREE.contains(&l.key.as_str());
    let count = land.iter().filter(|l| free(l)).count();
    let chosen = dice.below(count);
    land.iter_mut().filter(|l| free(l)).nth(chosen)
}

/// Parcels that stay open: the pictures show them so.
const KEPT_FREE: [&str; 3] = ["RL-7", "RL-8", "RL-9"];

fn on_lease(zones: &[Zone], tenancy: &Tenancy, key_of: Key, firm: Firm, stage: (&'static str, &'static str), signed: Day) -> Project {
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

/// Enters the signed projects and what they reached.
pub fn write(journal: &mut Journal, seed: u64, zones: &[Zone], projects: &[Project]) {
    let mut dice = Dice::new(seed, "nodes");
    let mut flagged = 0;
    for project in projects {
        match (&project.named, &project.firm) {
            (Some(named), _) => write_named(journal, zones, project, named),
            (None, Some(firm)) => {
                let flag = flagged < FLAGGED_SAMPLES && project.signed < day("2023-12-01") && dice.percent(24);
                flagged += usize::from(flag);
                write_sample(journal, &mut dice, project, firm, flag);
            }
            (None, None) => {}
        }
    }
}

/// Sample flagship projects beside the four of the article: nine in all.
const FLAGGED_SAMPLES: usize = 5;

/// What the article says of a named project, and the sample placement needed to draw it.
fn write_named(journal: &mut Journal, zones: &[Zone], project: &Project, named: &Named) {
    let owner = region(project.county);
    let registered = ProjectRegistered {
        kind: ProjectKind::Signed,
        title: Text::new(named.title.0, named.title.1),
        chain: key(named.chain),
        chain_stage: named.stage.map(key),
        investor: named.investor.map(|(zh, en)| Text::new(zh, en)),
        origin: named.origin.map(region),
        origin_country: None,
        region: owner,
        invest_wan: None,
        jobs: None,
        need_area_m2: None,
        need_land_mu: None,
        need_power_kva: None,
        place: Placed::default(),
    };
    let sample = Note::sample(project.signed, owner);
    journal.put(&sample.clone().from(ARTICLE), project.key, ProjectFact::Registered(Arc::new(registered)));
    let zone = zones.get(named.zone);
    let hall = zone.and_then(|z| z.halls.iter().find(|h| h.number == named.hall));
    let place = Placed {
        park: zone.map(|z| key(z.row.key)),
        units: Vec::new(),
        parcels: Vec::new(),
        point: hall.and_then(|h| shared::atlas::middle(&h.plot.footprint)),
    };
    journal.put(&sample, project.key, ProjectFact::Placed(place));
    journal.put(&sample, project.key, reached(Node::Signed));
    let nodes = [(Node::Landed, named.landed), (Node::Started, named.started), (Node::InProduction, named.production)];
    for (node, on) in nodes {
        let Some(on) = on.map(day) else { continue };
        let note = Note::sample(on, owner);
        // 57 days from signing to production is what the article says; the days themselves are samples.
        let note = if node == Node::InProduction { note.from(ARTICLE) } else { note };
        journal.put(&note, project.key, reached(node));
        if node == Node::Landed && named.flagship {
            journal.put(&Note::sample(on.plus(1), owner).from(ARTICLE), project.key, ProjectFact::Flagged(Flagged {}));
        }
    }
}

fn reached(node: Node) -> ProjectFact {
    ProjectFact::Reached(Reached { node })
}

fn write_sample(journal: &mut Journal, dice: &mut Dice, project: &Project, firm: &Firm, flag: bool) {
    let owner = region(project.county);
    let (chain, stage) = project.stage;
    let invest = project.area_m2.map_or(0, |m2| m2 * 2 / 5) + project.mu.map_or(0, |mu| i64::from(mu) * 260);
    let invest = (invest + i64::from(dice.between(0, 40)) * 100) / 100 * 100;
    let registered = ProjectRegistered {
        kind: ProjectKind::Signed,
        title: title(firm, stage),
        chain: key(chain),
        chain_stage: Some(key(stage)),
        investor: Some(firm.name.clone()),
        origin: Some(region(firm.origin.code)),
        origin_country: None,
        region: owner,
        invest_wan: Some(Wan::whole(invest)),
        jobs: Some((invest / 20 / 10 * 10).max(40) as u32),
        need_area_m2: project.area_m2.map(Area::whole),
        need_land_mu: project.mu.map(|mu| Mu::whole(i64::from(mu))),
        need_power_kva: Some((invest / 8 / 10 * 10).max(100) as u32),
        place: project.place.clone(),
    };
    let lead = project.signed.plus(-dice.between(45, 140)).max(day(super::zones::OPENING));
    courting(journal, dice, project.key, &registered, lead, project.signed);
    // Signed: from now on everyone may see it.
    let note = Note::sample(project.signed, owner).late(dice.between(0, 3));
    let act = journal.act();
    journal.put(&note.clone().within(act), project.key, ProjectFact::Registered(Arc::new(registered)));
    journal.put(&note.within(act), project.key, reached(Node::Signed));
    let Some(landed) = project.landed else { return };
    journal.put(&Note::sample(landed, owner).late(dice.between(0, 4)), project.key, reached(Node::Landed));
    build(journal, dice, project, landed, invest, flag);
}

/// From the first lead to the table: for officials only.
fn courting(journal: &mut Journal, dice: &mut Dice, project: Key, registered: &ProjectRegistered, lead: Day, until: Day) {
    let owner = registered.region;
    let note = |on: Day| Note::sample(on, owner).internal();
    let early = ProjectRegistered { place: Placed::default(), ..registered.clone() };
    let first = working(lead);
    let act = journal.act();
    journal.put(&note(first).within(act), project, ProjectFact::Registered(Arc::new(early)));
    journal.put(&note(first).within(act), project, reached(Node::Lead));
    let step = until.since(first) / 4;
    for (number, node) in (1..).zip([Node::Assessed, Node::FirstTalk, Node::Negotiating]) {
        let on = working(first.plus(number * step + dice.between(0, 2)));
        if on < until && step > 0 {
            journal.put(&note(on).late(dice.between(0, 3)), project, reached(node));
        }
    }
}

/// From landing to full output, as far as the story goes.
fn build(journal: &mut Journal, dice: &mut Dice, project: &Project, landed: Day, invest: i64, flag: bool) {
    let owner = region(project.county);
    let on_land = project.mu.is_some();
    let mut facts = Vec::new();
    let started = working(landed.plus(if on_land { dice.between(30, 70) } else { dice.between(6, 30) }));
    let planned = working(started.plus(if on_land { dice.between(200, 260) } else { dice.between(55, 100) }));
    facts.push((landed.plus(2), ProjectFact::Planned(Planned { node: Node::Started, day: started.plus(dice.between(-4, 6)) })));
    facts.push((landed.plus(2), ProjectFact::Planned(Planned { node: Node::InProduction, day: planned })));
    facts.push((working(landed.plus(dice.between(3, 12))), reached(Node::Filed)));
    if on_land {
        facts.push((working(started.plus(-12)), reached(Node::Approved)));
        facts.push((working(started.plus(-5)), reached(Node::Permitted)));
    }
    facts.push((started, reached(Node::Started)));
    if flag {
        facts.push((working(landed.plus(3)), ProjectFact::Flagged(Flagged {})));
    }
    let pace = dice.between(-15, 30);
    let production = working(planned.plus(pace)).max(working(project.signed.plus(64)));
    if on_land || dice.percent(55) {
        facts.push((working(production.plus(-dice.between(24, 56))).max(started.plus(7)), reached(Node::Completed)));
    }
    facts.push((production, reached(Node::InProduction)));
    for (share, after) in [(30, 10), (30, 60), (25, 130)] {
        let wan = Wan::whole(invest * share / 100);
        facts.push((working(started.plus(after + dice.between(0, 20))), ProjectFact::Funded(Funded { wan })));
    }
    if dice.percent(55) {
        let above = working(production.plus(dice.between(120, 200)));
        facts.push((above, reached(Node::AboveScale)));
        if dice.percent(65) {
            facts.push((working(above.plus(dice.between(40, 110))), reached(Node::FullOutput)));
        }
    }
    for (on, fact) in facts.into_iter().filter(|(on, _)| *on <= super::last_day()) {
        journal.put(&Note::sample(on, owner).late(lateness(dice)), project.key, fact);
    }
}

fn title(firm: &Firm, stage: &str) -> Text {
    let (zh, en) = stage_words(stage);
    Text::new(format!("{}{zh}项目", firm.name.zh), format!("{} {en} project", firm.name.en))
}

fn stage_words(stage: &str) -> (&'static str, &'static str) {
    match stage {
        "weaving" => ("织造", "weaving"),
        "knitting" => ("针织", "knitting"),
        "dyeing" => ("印染", "dyeing"),
        "spinning" => ("纺纱", "spinning"),
        "trims" => ("辅料", "trims"),
        "footwear" => ("鞋帽箱包", "footwear and bags"),
        "home_textiles" => ("家纺", "home textiles"),
        "technical" => ("产业用纺织品", "technical textiles"),
        "finishing" => ("后整理", "finishing"),
        "connectors" => ("连接器", "connector"),
        "assembly" => ("电子组装", "electronics assembly"),
        "modules" => ("模组", "module"),
        "components" => ("元器件", "components"),
        "hardware" => ("五金机电", "hardware"),
        _ => ("成衣", "garment"),
    }
}

/// Projects still being negotiated, and some that came to nothing: for officials only.
pub fn negotiations(journal: &mut Journal, seed: u64, zones: &[Zone], firms: &mut dyn FnMut(&mut Dice) -> Firm) -> Vec<Courted> {
    let mut dice = Dice::new(seed, "negotiations");
    let mut all = Vec::new();
    for n in 0..46 {
        let firm = firms(&mut dice);
        let zone = dice.below(9);
        let owner = region(zones.get(zone).map_or(533_102, |z| z.row.county));
        let (chain, stage) = *dice.pick(&STAGES);
        let invest = i64::from(dice.between(12, 90)) * 100;
        let registered = ProjectRegistered {
            kind: ProjectKind::Signed,
            title: title(&firm, stage),
            chain: key(chain),
            chain_stage: Some(key(stage)),
            investor: Some(firm.name.clone()),
            origin: Some(region(firm.origin.code)),
            origin_country: None,
            region: owner,
            invest_wan: Some(Wan::whole(invest)),
            jobs: Some((invest / 200 * 10).max(30) as u32),
            need_area_m2: Some(Area::whole(i64::from(dice.between(8, 60)) * 200)),
            need_land_mu: None,
            need_power_kva: Some((invest / 80 * 10).max(100) as u32),
            place: Placed::default(),
        };
        let project = key(&format!("N-{:03}", n + 1));
        let ended = n % 5 == 4;
        let lead = if ended { day("2023-02-06").plus(dice.between(0, 250)) } else { day("2023-09-04").plus(dice.between(0, 250)) };
        let talks = dice.between(30, 70);
        courting(journal, &mut dice, project, &registered, lead, lead.plus(talks));
        if ended {
            let reasons = [EndReason::Withdrew, EndReason::Elsewhere, EndReason::Supply, EndReason::Funds, EndReason::NotApproved];
            let on = working(lead.plus(talks + dice.between(10, 80)));
            journal.put(&Note::sample(on, owner).internal(), project, ProjectFact::Ended(Ended { reason: *dice.pick(&reasons) }));
        }
        all.push(Courted { firm, stage: (chain, stage), project, signed: None });
    }
    all
}

/// The catalogue of offered projects: twenty are open at the end, fewer before.
pub fn offers(journal: &mut Journal, seed: u64, zones: &[Zone], land: &[Land]) {
    const PRODUCTS: [(&str, &str, &str, &str); 12] = [
        ("textile", "garments", "针织服装生产线", "Knitwear production line"),
        ("textile", "footwear", "鞋帽箱包产业园", "Shoes, hats and bags park"),
        ("electronics", "components", "电子元器件生产基地", "Electronic components base"),
        ("textile", "finishing", "面料后整理中心", "Fabric finishing centre"),
        ("textile", "weaving", "高密面料织造", "Dense fabric weaving"),
        ("electronics", "assembly", "消费电子组装", "Consumer electronics assembly"),
        ("textile", "trims", "服装辅料集散生产", "Garment trims works"),
        ("textile", "spinning", "混纺纱线生产", "Blended yarn spinning"),
        ("electronics", "connectors", "线束与连接器", "Cable harness and connectors"),
        ("textile", "home_textiles", "家纺成品加工", "Home textiles"),
        ("general", "hardware", "小五金加工", "Small hardware works"),
        ("textile", "technical", "产业用无纺布", "Industrial nonwovens"),
    ];
    let mut dice = Dice::new(seed, "offers");
    // Offered in Dehong: 26, of which six are taken up or withdrawn; beyond Dehong: two.
    for n in 0..28_usize {
        let (chain, stage, zh, en) = PRODUCTS.get(n % PRODUCTS.len()).copied().unwrap_or(("textile", "garments", "服装", "Garments"));
        let zone = if n >= 26 { 9 + (n - 26) * 2 } else { dice.below(9) };
        let Some(row) = zones.get(zone).map(|z| z.row) else { continue };
        let owner = region(row.county);
        let on = match n {
            0..8 => day(super::zones::OPENING),
            _ => working(day("2023-02-13").plus((n as i32 - 8) * 26 + dice.between(0, 12))),
        };
        let parcel = land.iter().find(|l| l.zone == zone && l.supplied.is_none());
        let place = zones.get(zone).and_then(|z| z.halls.get(dice.below(z.halls.len()))).and_then(|h| shared::atlas::middle(&h.plot.footprint));
        let point: Option<Point> = parcel.filter(|_| n % 2 == 0).and_then(|p| p.middle).or(place);
        let registered = ProjectRegistered {
            kind: ProjectKind::Offered,
            title: Text::new(format!("{}{zh}（示例）", row_place(row.name.0)), format!("{en}, {} (sample)", row_place(row.name.1))),
            chain: key(chain),
            chain_stage: Some(key(stage)),
            investor: None,
            origin: None,
            origin_country: None,
            region: owner,
            invest_wan: Some(Wan::whole(i64::from(dice.between(20, 150)) * 100)),
            jobs: Some(dice.between(8, 60) as u32 * 10),
            need_area_m2: Some(Area::whole(i64::from(dice.between(10, 60)) * 200)),
            need_land_mu: parcel.filter(|_| n % 2 == 0).map(|p| Mu::whole(i64::from(p.mu))),
            need_power_kva: Some(dice.between(4, 25) as u32 * 100),
            place: Placed {
                park: Some(key(row.key)),
                units: Vec::new(),
                parcels: parcel.filter(|_| n % 2 == 0).map(|p| p.key).into_iter().collect(),
                point,
            },
        };
        let offer = key(&format!("O-{:02}", n + 1));
        journal.put(&Note::sample(on, owner).late(dice.between(0, 4)), offer, ProjectFact::Registered(Arc::new(registered)));
        if matches!(n, 1 | 4 | 6 | 9 | 12 | 15) {
            let reason = if n % 2 == 0 { EndReason::Merged } else { EndReason::Supply };
            let on = working(on.max(day("2023-03-01")).plus(dice.between(90, 240)));
            journal.put(&Note::sample(on, owner), offer, ProjectFact::Ended(Ended { reason }));
        }
    }
}

fn row_place(name: &str) -> &str {
    name.trim_end_matches("（示例）").trim_end_matches(" (sample)").trim_end_matches("产业园区").trim_end_matches(" industrial park")
}

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
const INCUMBENTS: [(&str, usize); 7] =
    [("garments", 8), ("weaving", 3), ("knitting", 2), ("dyeing", 1), ("trims", 1), ("home_textiles", 1), ("footwear", 1)];
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
pub fn enterprises(
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
        enter(journal, &Note::sample(opening, zone_region(zones, tenancy.at.0)), zones, enterprise, tenancy.at.0, &firm, ("textile", stage));
        if let Some((_, on)) = LEAVING.iter().find(|(n, _)| *n == number) {
            journal.put(&Note::sample(day(on), zone_region(zones, tenancy.at.0)), enterprise, EnterpriseFact::Left(Left {}));
        } else {
            all.push((enterprise, opening, zone_region(zones, tenancy.at.0).number()));
        }
    }
    let mut waiting: Vec<&Project> = projects.iter().filter(|p| p.stage.0 == "textile" && p.landed.is_some()).collect();
    waiting.sort_by_key(|p| p.landed);
    let mut stages = deal(&COMERS);
    dice.shuffle(&mut stages);
    let to_day = |y, m, d: &u32| Day::from_ymd(y, m, *d).expect("the table holds days of the calendar");
    let arrivals: Vec<Day> = ARRIVED.iter().flat_map(|(y, m, days)| days.iter().map(move |d| to_day(*y, *m, d))).collect();
    for on in arrivals {
        let come = waiting.iter().position(|p| p.landed.is_some_and(|l| l <= on && on.since(l) < 100) && takes(&mut stages, p.stage.1));
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
        let Some(tenancy) = tenancies.take(on.plus(-45), on, true).or_else(|| tenancies.take(on.plus(-120), on, true)) else { continue };
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
    let line = enter(journal, &note, zones, key(&format!("E-{}", firm.tag)), 0, firm, ("textile", "garments"));
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

fn enter(journal: &mut Journal, note: &Note, zones: &[Zone], enterprise: Key, zone: usize, firm: &Firm, (chain, stage): (&str, &str)) -> Line {
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
    const OTHERS: [(&str, &str); 5] =
        [("electronics", "assembly"), ("electronics", "connectors"), ("electronics", "components"), ("general", "hardware"), ("electronics", "modules")];
    let opening = day(super::zones::OPENING);
    for n in 0..24 {
        let firm = firms(dice);
        let on = if n < 6 { opening } else { working(opening.plus(30 + (n - 6) * 28 + dice.between(0, 20))) };
        let tenancy = if n < 6 { tenancies.take_opening() } else { tenancies.take(on.plus(-60), on, n % 6 != 5) };
        let Some(tenancy) = tenancy else { continue };
        let enterprise = key(&format!("E-{}", firm.tag));
        tenancies.name(&tenancy, &firm, Some(enterprise));
        let note = Note::sample(on, zone_region(zones, tenancy.at.0)).late(if n < 6 { 0 } else { dice.between(0, 5) });
        let beyond = zones.get(tenancy.at.0).is_some_and(|z| !in_dehong(z.row.county));
        let stage = if beyond && n % 2 == 0 { ("textile", "garments") } else { *dice.pick(&OTHERS) };
        enter(journal, &note, zones, enterprise, tenancy.at.0, &firm, stage);
        all.push((enterprise, on, note.region.number()));
    }
}
