//! How investors are won: targets and their intent over time, visits, activities, invitations, requests.

use std::sync::Arc;

use shared::fact::outreach::{
    ActivityFact, ActivityHeld, ActivityKind, Dropped, FirstTalkRegistered, Intent, IntentObserved,
    InvitationFact, InvitationSent, Linked, RequestAssigned, RequestFact, RequestKind, RequestRaised,
    RequestResolved, TargetFact, TargetRegistered, VisitFact, VisitReceived,
};
use shared::{Area, Day, Key, Text};

use super::dice::Dice;
use super::follow_up::{self, Known, OpenUnit};
use super::halls::key;
use super::journal::{Journal, Note};
use super::ledger::lateness;
use super::names::{Firm, Names, ORIGINS, region};
use super::needs;
use super::works::{day, working};
use super::zones::OPENING;

/// Dehong as owner of what its offices do.
const DEHONG: u32 = 533_100;
const COUNTIES: [u32; 5] = [533_102, 533_103, 533_122, 533_123, 533_124];

/// A target that becomes a project or is negotiating one.
#[derive(Clone, Debug)]
pub struct Courted {
    /// The firm.
    pub firm: Firm,
    /// Chain and stage.
    pub stage: (&'static str, &'static str),
    /// The project.
    pub project: Key,
    /// The day it was signed; none while it is negotiated.
    pub signed: Option<Day>,
}

/// Targets entered at the opening and in the three spans that follow; twelve are dropped in the second.
const COHORTS: [usize; 4] = [208, 178, 96, 90];
const DROPPED: usize = 12;
/// Targets of the electronics chain; the textile chain has 512 in the end.
const ELECTRONICS: usize = 48;
/// First talks registered.
const FIRST_TALKS: usize = 263;

const STAGES: [(&str, u32); 12] = [
    ("garments", 126),
    ("weaving", 74),
    ("knitting", 69),
    ("trims", 47),
    ("dyeing", 41),
    ("spinning", 38),
    ("finishing", 33),
    ("home_textiles", 29),
    ("technical", 18),
    ("footwear", 15),
    ("fibre", 14),
    ("machinery", 8),
];

struct Cohort {
    from: Day,
    to: Day,
}

/// Enters the targets: first those that become projects, then the rest of each province's share.
pub fn targets(
    journal: &mut Journal,
    seed: u64,
    names: &mut Names,
    courted: Vec<Courted>,
    open: &[OpenUnit],
) {
    let mut terms = Dice::new(seed, "terms");
    let mut known = Vec::new();
    let mut dice = Dice::new(seed, "targets");
    let total: usize = COHORTS.iter().sum();
    let mut pool: Vec<Prospect> = courted
        .into_iter()
        .map(|c| Prospect { firm: c.firm, stage: c.stage, courted: Some((c.project, c.signed)) })
        .collect();
    let textile = pool.iter().filter(|p| p.stage.0 == "textile").count();
    let electronics = pool.len() - textile;
    let weights: Vec<u32> = ORIGINS.iter().map(|o| o.targets).collect();
    let stage_weights: Vec<u32> = STAGES.iter().map(|(_, w)| *w).collect();
    let mut rest = Vec::new();
    for n in 0..total - pool.len() {
        let origin =
            ORIGINS.get(dice.weighted(&weights)).copied().expect("there is a weight for each origin");
        let stage = if n + electronics < ELECTRONICS {
            ("electronics", *dice.pick(&["components", "connectors", "boards", "assembly", "modules"]))
        } else {
            ("textile", STAGES.get(dice.weighted(&stage_weights)).map_or("garments", |(s, _)| s))
        };
        rest.push(Prospect { firm: names.next(origin), stage, courted: None });
    }
    dice.shuffle(&mut rest);
    strike_off_textile(&mut rest, pool.len());
    // Those that become projects are known early.
    pool.sort_by_key(|p| p.courted.map(|(_, signed)| signed.unwrap_or(super::last_day())));
    pool.extend(rest);
    let bounds = [OPENING, "2023-06-15", "2023-12-31", "2024-07-24"].map(day);
    let mut pool = pool.into_iter();
    let mut talks = 0;
    let [opening, june, december, july] = bounds;
    let spans = [
        Cohort { from: opening, to: opening },
        Cohort { from: opening.plus(3), to: june },
        Cohort { from: june.plus(1), to: december },
        Cohort { from: december.plus(2), to: july },
    ];
    let mut order = 0;
    for (cohort, count) in spans.iter().zip(COHORTS) {
        for n in 0..count {
            let Some(prospect) = pool.next() else { break };
            let span = cohort.to.since(cohort.from);
            let on = cohort.from.plus(span * n as i32 / count as i32);
            let on = if cohort.from == cohort.to { on } else { working(on).min(cohort.to) };
            // Twelve of the first are struck off in the second half of 2023.
            let dropped = cohort.from == cohort.to && n + DROPPED >= count;
            known.push(follow(
                journal,
                (&mut dice, &mut terms),
                &prospect,
                on,
                dropped.then(|| working(day("2023-07-10").plus(12 * (order % 12)))),
                &mut talks,
            ));
            order += 1;
        }
    }
    follow_up::duties(journal, seed, &known);
    follow_up::promises(journal, seed, &known, open);
}

/// Lets those that are struck off be of the textile chain, so that all 48 of the other chains stay.
fn strike_off_textile(rest: &mut [Prospect], courted: usize) {
    let [first, ..] = COHORTS;
    let (Some(to), Some(from)) = (first.checked_sub(courted), first.checked_sub(courted + DROPPED)) else {
        return;
    };
    for struck in from..to {
        let is_textile = |p: &Prospect| p.stage.0 == "textile";
        if rest.get(struck).is_some_and(is_textile) {
            continue;
        }
        if let Some(other) = (to..rest.len()).find(|at| rest.get(*at).is_some_and(is_textile)) {
            rest.swap(struck, other);
        }
    }
}

struct Prospect {
    firm: Firm,
    stage: (&'static str, &'static str),
    courted: Option<(Key, Option<Day>)>,
}

/// One target over time.
fn follow(
    journal: &mut Journal,
    (dice, terms): (&mut Dice, &mut Dice),
    prospect: &Prospect,
    entered: Day,
    dropped: Option<Day>,
    talks: &mut usize,
) -> Known {
    let last = super::last_day();
    let target = key(&format!("T-{}", prospect.firm.tag));
    let owner = if dice.percent(60) { region(DEHONG) } else { region(*dice.pick(&COUNTIES)) };
    let keen = prospect.courted.is_some();
    let intent = if dice.percent(45) { Intent::None } else { Intent::Watching };
    let staff = dice.between(4, 90) as u32 * 10;
    // About eight ㎡ and a third of a kVA a head; two in five are to be hired here.
    let area = i64::from(staff) * i64::from(dice.between(10, 22)) * 9 / 20 / 20 * 20;
    let power = staff * dice.between(1, 3) as u32 / 30 * 10 + 50;
    let note = |on: Day, late: i32| Note::sample(on, owner).internal().late(late);
    let signed = prospect.courted.and_then(|(_, signed)| signed);
    let end = signed.or(dropped).unwrap_or(last);
    let mut on = entered;
    let mut now = (entered, intent);
    let mut talked = false;
    let mut facts: Vec<(Day, i32, TargetFact)> = Vec::new();
    let steps = if keen { 3 } else { dice.weighted(&[34, 38, 22, 6]) };
    for step in 0..steps {
        let room = end.since(on);
        if room < 12 {
            break;
        }
        on = working(on.plus(dice.between(6, (room / 2).clamp(7, 190))));
        if on >= end {
            break;
        }
        let intent = next_intent(dice, now.1, keen, step);
        now = (on, intent);
        facts.push((on, lateness(dice), TargetFact::IntentObserved(IntentObserved { intent })));
        if intent > Intent::None && !talked && *talks < FIRST_TALKS && (keen || dice.percent(62)) {
            let talk = working(on.plus(dice.between(3, 20)));
            if talk < end {
                talked = true;
                *talks += 1;
                let fact =
                    FirstTalkRegistered { by: region(*dice.pick(&COUNTIES)), until: talk.plus_months(6) };
                facts.push((talk, dice.between(0, 4), TargetFact::FirstTalkRegistered(fact)));
            }
        }
    }
    // Who means it says from when, and at what rent.
    let earliest = signed.map_or(day("2024-09-01"), |signed| signed.plus(30));
    let said = needs::terms(terms, earliest);
    let needs = needs::of(
        prospect.stage.1,
        area,
        staff * 2 / 5,
        (dropped.is_none() && now.1 >= Intent::Willing).then_some(said),
    );
    let registered = Arc::new(TargetRegistered {
        name: prospect.firm.name.clone(),
        region: owner,
        home: region(prospect.firm.origin.code),
        chain: key(prospect.stage.0),
        chain_stage: key(prospect.stage.1),
        staff: Some(staff),
        need_area_m2: Some(Area::whole(area)),
        need_power_kva: Some(power),
        needs,
        intent,
    });
    journal.put(&note(entered, 0), target, TargetFact::Registered(Arc::clone(&registered)));
    for (on, late, fact) in facts {
        journal.put(&note(on, late), target, fact);
    }
    if let (Some((project, _)), Some(signed)) = (prospect.courted, signed) {
        journal.put(&note(signed, 0), target, TargetFact::Linked(Linked { project }));
    }
    if let Some(on) = dropped {
        journal.put(&note(on, 0), target, TargetFact::Dropped(Dropped {}));
    }
    Known { target, registered, intent: now, signed, dropped: dropped.is_some() }
}

fn next_intent(dice: &mut Dice, now: Intent, keen: bool, step: usize) -> Intent {
    match (now, keen) {
        (_, true) => [Intent::Watching, Intent::Willing].get(step).copied().unwrap_or(Intent::Negotiating),
        (Intent::None, _) => {
            *dice.pick(&[Intent::Watching, Intent::Watching, Intent::Watching, Intent::Willing])
        }
        (Intent::Watching, _) => *dice.pick(&[Intent::None, Intent::Watching, Intent::Willing]),
        (Intent::Willing, _) => *dice.pick(&[Intent::Watching, Intent::Negotiating, Intent::Willing]),
        (Intent::Negotiating, _) => *dice.pick(&[Intent::Willing, Intent::Watching]),
    }
}

/// Thirty-four batches of visitors.
pub fn visits(journal: &mut Journal, seed: u64) {
    let mut dice = Dice::new(seed, "visits");
    let weights: Vec<u32> = ORIGINS.iter().map(|o| o.targets).collect();
    for n in 0..34 {
        let on = working(day("2023-01-30").plus(n * 16 + dice.between(0, 8)));
        let origin = ORIGINS.get(dice.weighted(&weights)).map_or(330_000, |o| o.code);
        let county =
            region(*dice.pick(&[533_102, 533_102, 533_102, 533_103, 533_103, 533_123, 533_124, 533_122]));
        let chain = if dice.percent(75) { "textile" } else { "electronics" };
        let received = VisitReceived {
            region: county,
            from: region(origin),
            enterprises: dice.between(2, 14) as u32,
            chain: Some(key(chain)),
        };
        journal.put(
            &Note::sample(on, county).late(lateness(&mut dice)),
            key(&format!("V-{:02}", n + 1)),
            VisitFact::Received(received),
        );
    }
}

/// Calls, fairs, trainings, problems solved on the spot. Met in all: 128 enterprises and chambers.
pub fn activities(journal: &mut Journal, seed: u64) {
    let mut dice = Dice::new(seed, "activities");
    let mut number = 0;
    let mut hold =
        |journal: &mut Journal, dice: &mut Dice, on: Day, kind: ActivityKind, place: u32, met: u32| {
            number += 1;
            let held = ActivityHeld { kind, region: region(DEHONG), place: region(place), met };
            let note = Note::sample(working(on), region(DEHONG)).late(dice.between(0, 6));
            journal.put(&note, key(&format!("A-{number:02}")), ActivityFact::Held(held));
        };
    let start = day("2023-02-08");
    // 26 calls of 2 to 6, then what is missing to 128 is met at fairs.
    let mut met = 0;
    for n in 0..26 {
        let now = dice.between(2, 5) as u32;
        met += now;
        let place = ORIGINS.get(dice.weighted(&[6, 6, 4, 3, 2, 1, 1])).map_or(330_000, |o| o.code);
        let later = dice.between(0, 9);
        hold(journal, &mut dice, start.plus(n * 20 + later), ActivityKind::Outreach, place, now);
    }
    let fairs = ["2023-04-19", "2023-06-27", "2023-09-12", "2024-03-20", "2024-06-12"];
    for (left, fair) in (1..=fairs.len() as u32).rev().zip(fairs) {
        let now = 128_u32.saturating_sub(met) / left;
        met += now;
        let place = *dice.pick(&[310_000, 440_000, 330_000]);
        hold(journal, &mut dice, day(fair), ActivityKind::Fair, place, now);
    }
    for on in ["2023-03-22", "2024-03-06"] {
        hold(journal, &mut dice, day(on), ActivityKind::InvestmentTraining, DEHONG, 0);
    }
    hold(journal, &mut dice, day("2023-08-23"), ActivityKind::TransferTraining, DEHONG, 0);
    for (on, county) in
        ["2023-04-13", "2023-07-18", "2023-11-09", "2024-02-22", "2024-06-19"].iter().zip(COUNTIES)
    {
        hold(journal, &mut dice, day(on), ActivityKind::OnSite, county, 0);
    }
}

/// Thirty invitations to textile firms in Myanmar.
pub fn invitations(journal: &mut Journal, seed: u64) {
    let mut dice = Dice::new(seed, "invitations");
    for n in 0..30 {
        let on = working(day("2023-03-06").plus(n * 16 + dice.between(0, 10)));
        let sent =
            InvitationSent { region: region(DEHONG), country: "MM".to_owned(), chain: Some(key("textile")) };
        journal.put(
            &Note::sample(on, region(DEHONG)).late(dice.between(0, 3)),
            key(&format!("I-{:02}", n + 1)),
            InvitationFact::Sent(sent),
        );
    }
}

/// Requests of enterprises, for officials only.
pub fn requests(journal: &mut Journal, seed: u64, enterprises: &[(Key, Day, u32)]) {
    const OFFICES: [(&str, &str); 6] = [
        ("园区招商服务处（示例）", "Park investor desk (sample)"),
        ("人社部门（示例）", "Labour office (sample)"),
        ("供电部门（示例）", "Power supplier (sample)"),
        ("自然资源部门（示例）", "Land office (sample)"),
        ("生态环境部门（示例）", "Environment office (sample)"),
        ("海关协调组（示例）", "Customs liaison (sample)"),
    ];
    const KINDS: [RequestKind; 9] = [
        RequestKind::Land,
        RequestKind::Hall,
        RequestKind::Labour,
        RequestKind::PowerWater,
        RequestKind::Permit,
        RequestKind::Finance,
        RequestKind::Customs,
        RequestKind::Logistics,
        RequestKind::Other,
    ];
    let mut dice = Dice::new(seed, "requests");
    let last = super::last_day();
    for n in 0..84 {
        let raised = working(day("2023-01-12").plus(n * 66 / 10 + dice.between(0, 5)));
        let there: Vec<&(Key, Day, u32)> =
            enterprises.iter().filter(|(_, since, _)| *since < raised).collect();
        let (enterprise, _, county) = **dice.pick(&there);
        let owner = region(county);
        let kind =
            KINDS.get(dice.weighted(&[1, 4, 7, 5, 4, 3, 3, 2, 1])).copied().unwrap_or(RequestKind::Other);
        let request = key(&format!("R-{:03}", n + 1));
        let note = |on: Day| Note::sample(on, owner).internal();
        let due = raised.plus(dice.between(2, 6) * 5);
        let fact = RequestRaised { kind, region: owner, enterprise: Some(enterprise), due: Some(due) };
        journal.put(&note(raised), request, RequestFact::Raised(fact));
        let assigned = working(raised.plus(dice.between(0, 4)));
        if assigned <= last {
            let (zh, en) = *dice.pick(&OFFICES);
            journal.put(
                &note(assigned),
                request,
                RequestFact::Assigned(RequestAssigned { office: Text::new(zh, en) }),
            );
        }
        let resolved = working(assigned.plus(dice.between(3, 34)));
        if resolved <= last && dice.percent(92) {
            journal.put(
                &note(resolved).late(dice.between(0, 3)),
                request,
                RequestFact::Resolved(RequestResolved {}),
            );
        }
    }
}
