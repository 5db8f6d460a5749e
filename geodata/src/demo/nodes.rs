//! What projects reach: from the first lead, which officials see, over signing to full output.

use std::sync::Arc;

use shared::fact::project::{
    EndReason, Ended, Flagged, Funded, Needs, Node, Placed, Planned, ProjectFact, ProjectKind,
    ProjectRegistered, Reached,
};
use shared::measure::{Mu, Wan};
use shared::{Area, Day, Key, Text};

use super::dice::Dice;
use super::halls::{Zone, key};
use super::journal::{ARTICLE, Journal, Note};
use super::ledger::lateness;
use super::named::Named;
use super::names::{Firm, region};
use super::needs;
use super::office::{self, Schedule};
use super::outreach::Courted;
use super::projects::{Project, STAGES};
use super::tales::{self, Tale};
use super::works::{day, working};

/// Enters the signed projects and what they reached.
pub fn write(journal: &mut Journal, seed: u64, zones: &[Zone], projects: &[Project]) {
    let mut dice = Dice::new(seed, "nodes");
    let mut office = Dice::new(seed, "office");
    let mut flagged = 0;
    for project in projects {
        match (&project.named, &project.firm) {
            (Some(named), _) => write_named(journal, zones, project, named),
            (None, Some(firm)) => {
                let flag =
                    flagged < FLAGGED_SAMPLES && project.signed < day("2023-12-01") && dice.percent(24);
                flagged += usize::from(flag);
                write_sample(journal, &mut dice, &mut office, project, firm, flag);
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
        needs: Needs::default(),
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
    let nodes = [
        (Node::Landed, named.landed),
        (Node::Started, named.started),
        (Node::InProduction, named.production),
    ];
    for (node, on) in nodes {
        let Some(on) = on.map(day) else { continue };
        let note = Note::sample(on, owner);
        // 57 days from signing to production is what the article says; the days themselves are samples.
        let note = if node == Node::InProduction { note.from(ARTICLE) } else { note };
        journal.put(&note, project.key, reached(node));
        if node == Node::Landed && named.flagship {
            journal.put(
                &Note::sample(on.plus(1), owner).from(ARTICLE),
                project.key,
                ProjectFact::Flagged(Flagged {}),
            );
        }
    }
}

fn reached(node: Node) -> ProjectFact {
    ProjectFact::Reached(Reached { node })
}

fn write_sample(
    journal: &mut Journal,
    dice: &mut Dice,
    office: &mut Dice,
    project: &Project,
    firm: &Firm,
    flag: bool,
) {
    let owner = region(project.county);
    let (chain, stage) = project.stage;
    let invest = project.area_m2.map_or(0, |m2| m2 * 2 / 5) + project.mu.map_or(0, |mu| i64::from(mu) * 260);
    let invest = (invest + i64::from(dice.between(0, 40)) * 100) / 100 * 100;
    let jobs = (invest / 20 / 10 * 10).max(40) as u32;
    let floor = project.area_m2.unwrap_or(invest);
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
        jobs: Some(jobs),
        need_area_m2: project.area_m2.map(Area::whole),
        need_land_mu: project.mu.map(|mu| Mu::whole(i64::from(mu))),
        need_power_kva: Some((invest / 8 / 10 * 10).max(100) as u32),
        needs: needs::of(stage, floor, jobs, None),
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
    let schedule = build(journal, dice, project, landed, invest, flag);
    office::keep(journal, office, &schedule);
}

/// From the first lead to the table: for officials only.
fn courting(
    journal: &mut Journal,
    dice: &mut Dice,
    project: Key,
    registered: &ProjectRegistered,
    lead: Day,
    until: Day,
) {
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
fn build(
    journal: &mut Journal,
    dice: &mut Dice,
    project: &Project,
    landed: Day,
    invest: i64,
    flag: bool,
) -> Schedule {
    let tale = tales::of(project.key.as_str());
    let owner = region(project.county);
    let on_land = project.mu.is_some();
    let mut facts = Vec::new();
    let started = working(landed.plus(if on_land { dice.between(30, 70) } else { dice.between(6, 30) }));
    let planned = working(started.plus(if on_land { dice.between(200, 260) } else { dice.between(55, 100) }));
    let start = started.plus(dice.between(-4, 6));
    facts.push((landed.plus(2), ProjectFact::Planned(Planned { node: Node::Started, day: start })));
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
        facts.push((
            working(production.plus(-dice.between(24, 56))).max(started.plus(7)),
            reached(Node::Completed),
        ));
    }
    facts.push((production, reached(Node::InProduction)));
    let mut funds = Vec::new();
    for (share, after) in [(30, 10), (30, 60), (25, 130)] {
        let (on, wan) = (working(started.plus(after + dice.between(0, 20))), invest * share / 100);
        funds.push((on, wan));
        facts.push((on, ProjectFact::Funded(Funded { wan: Wan::whole(wan) })));
    }
    if dice.percent(55) {
        let above = working(production.plus(dice.between(120, 200)));
        facts.push((above, reached(Node::AboveScale)));
        if dice.percent(65) {
            facts.push((working(above.plus(dice.between(40, 110))), reached(Node::FullOutput)));
        }
    }
    for (on, fact) in facts.into_iter().filter(|(on, _)| *on <= super::last_day()) {
        let note = Note::sample(on, owner).late(lateness(dice));
        if happens(&fact, &tale) {
            journal.put(&note, project.key, fact);
        }
    }
    let waits = tale.waits.map(day);
    Schedule {
        project: project.key,
        county: project.county,
        signed: project.signed,
        on_land,
        start: (waits.unwrap_or(start), waits.is_none().then_some(started)),
        production: (planned.max(waits.map_or(planned, |w| w.plus(200))), production),
        funds,
        tale,
    }
}

/// Whether something of the usual course happens in a tale: what waits does not begin.
fn happens(fact: &ProjectFact, tale: &Tale) -> bool {
    match fact {
        ProjectFact::Reached(f) if f.node >= Node::Started => {
            tale.waits.is_none() && (tale.completed || f.node != Node::Completed)
        }
        ProjectFact::Planned(_) | ProjectFact::Funded(_) => tale.waits.is_none(),
        _ => true,
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
pub fn negotiations(
    journal: &mut Journal,
    seed: u64,
    zones: &[Zone],
    firms: &mut dyn FnMut(&mut Dice) -> Firm,
) -> Vec<Courted> {
    let mut dice = Dice::new(seed, "negotiations");
    let mut office = Dice::new(seed, "negotiators");
    let mut all = Vec::new();
    for n in 0..46 {
        let firm = firms(&mut dice);
        let zone = dice.below(9);
        let owner = region(zones.get(zone).map_or(533_102, |z| z.row.county));
        let (chain, stage) = *dice.pick(&STAGES);
        let invest = i64::from(dice.between(12, 90)) * 100;
        let jobs = (invest / 200 * 10).max(30) as u32;
        let area = i64::from(dice.between(8, 60)) * 200;
        let terms = needs::terms(&mut office, day("2024-09-01"));
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
            jobs: Some(jobs),
            need_area_m2: Some(Area::whole(area)),
            need_land_mu: None,
            need_power_kva: Some((invest / 80 * 10).max(100) as u32),
            needs: needs::of(stage, area, jobs, Some(terms)),
            place: Placed::default(),
        };
        let project = key(&format!("N-{:03}", n + 1));
        let ended = n % 5 == 4;
        let lead = if ended {
            day("2023-02-06").plus(dice.between(0, 250))
        } else {
            day("2023-09-04").plus(dice.between(0, 250))
        };
        let talks = dice.between(30, 70);
        courting(journal, &mut dice, project, &registered, lead, lead.plus(talks));
        if ended {
            let reasons = [
                EndReason::Withdrew,
                EndReason::Elsewhere,
                EndReason::Supply,
                EndReason::Funds,
                EndReason::NotApproved,
            ];
            let on = working(lead.plus(talks + dice.between(10, 80)));
            journal.put(
                &Note::sample(on, owner).internal(),
                project,
                ProjectFact::Ended(Ended { reason: *dice.pick(&reasons) }),
            );
        } else {
            office::court(journal, &mut office, project, owner.number(), n, lead.plus(talks));
        }
        all.push(Courted { firm, stage: (chain, stage), project, signed: None });
    }
    all
}
