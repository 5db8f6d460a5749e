//! What offices keep of a project: who is responsible, what is planned, how far it is, what stands in its way.
//!
//! Internal throughout. The projects that the article names have none of it.

use std::collections::BTreeMap;

use shared::fact::outreach::RequestKind;
use shared::fact::project::{
    Node, Planned, ProblemRaised, ProblemSolved, Progressed, ProjectFact, Reached, YearPlanned,
};
use shared::measure::Wan;
use shared::{Day, Key};

use super::dice::Dice;
use super::journal::{Journal, Note};
use super::ledger::lateness;
use super::names::region;
use super::people::{BUILDING, RECRUITING, duty};
use super::tales::Tale;
use super::works::{day, working};

/// The course of a signed project, as its offices know it.
#[derive(Debug)]
pub struct Schedule {
    /// The project.
    pub project: Key,
    /// County.
    pub county: u32,
    /// Signing.
    pub signed: Day,
    /// Built on land, or moved into a hall.
    pub on_land: bool,
    /// Start: planned, and as it came.
    pub start: (Day, Option<Day>),
    /// Production: planned, and as it came or will come.
    pub production: (Day, Day),
    /// Funds by the days on which they come, 万元.
    pub funds: Vec<(Day, i64)>,
    /// How it departs from the usual course.
    pub tale: Tale,
}

/// Keeps a signed project.
pub fn keep(journal: &mut Journal, dice: &mut Dice, schedule: &Schedule) {
    let mut facts =
        vec![(schedule.signed.plus(1), ProjectFact::DutyAssigned(duty(dice, schedule.county, BUILDING)))];
    facts.extend(plans(dice, schedule));
    facts.extend(years(dice, schedule));
    facts.extend(reports(dice, schedule));
    facts.extend(problems(dice, schedule));
    for (on, fact) in facts.into_iter().filter(|(on, _)| *on <= super::last_day()) {
        let note = Note::sample(on, region(schedule.county)).internal().late(lateness(dice));
        journal.put(&note, schedule.project, fact);
    }
    if let Some(entered) = entered(dice, schedule) {
        let note = Note::sample(entered, region(schedule.county)).late(dice.between(0, 6));
        journal.put(&note, schedule.project, ProjectFact::Reached(Reached { node: Node::Entered }));
    }
}

/// Entered in statistics some weeks after the start.
fn entered(dice: &mut Dice, schedule: &Schedule) -> Option<Day> {
    let on = working(schedule.start.1?.plus(dice.between(16, 48)));
    (schedule.tale.entered && on <= super::last_day()).then_some(on)
}

/// Days planned for nodes, beside those that everyone may know.
fn plans(dice: &mut Dice, schedule: &Schedule) -> Vec<(Day, ProjectFact)> {
    let (start, _) = schedule.start;
    let (production, _) = schedule.production;
    let plan = |node, day| ProjectFact::Planned(Planned { node, day });
    let completed = working(production.plus(-if schedule.on_land { 30 } else { 8 }));
    let on = schedule.signed.plus(6);
    let mut plans = vec![(on, plan(Node::Completed, completed))];
    if let Some(waits) = schedule.tale.waits.map(day) {
        plans.push((on, plan(Node::Started, waits)));
        plans.push((on, plan(Node::InProduction, production)));
    }
    // The running ones are planned to their end.
    if schedule.production.1 > super::last_day() {
        if schedule.on_land {
            plans.push((on, plan(Node::Approved, working(start.plus(-14)))));
            plans.push((on, plan(Node::Permitted, working(start.plus(-6)))));
        }
        plans.push((on, plan(Node::Entered, working(start.plus(30)))));
        plans.push((on, plan(Node::AboveScale, working(production.plus(150 + dice.between(0, 30))))));
        plans.push((on, plan(Node::FullOutput, working(production.plus(240 + dice.between(0, 40))))));
    }
    plans
}

/// What is to be invested in a year: about what comes in it.
fn years(dice: &mut Dice, schedule: &Schedule) -> Vec<(Day, ProjectFact)> {
    let mut of_year: BTreeMap<i32, i64> = BTreeMap::new();
    for (on, wan) in &schedule.funds {
        *of_year.entry(on.year()).or_default() += wan;
    }
    let planned = of_year.into_iter().filter(|(year, _)| *year <= super::last_day().year());
    planned
        .map(|(year, wan)| {
            let january = Day::from_ymd(year, 1, 8).expect("every year has an eighth of January");
            let plan = YearPlanned { year, wan: Wan::whole(wan * i64::from(dice.between(95, 112)) / 100) };
            (january.max(schedule.signed.plus(6)), ProjectFact::YearPlanned(plan))
        })
        .collect()
}

/// Reports from the start to production, the closer the shorter the way.
fn reports(dice: &mut Dice, schedule: &Schedule) -> Vec<(Day, ProjectFact)> {
    let report = |percent: i32| ProjectFact::Progressed(Progressed { percent: percent.clamp(0, 100) as u8 });
    let Some(started) = schedule.start.1 else { return Vec::new() };
    let (planned, production) = schedule.production;
    let last = super::last_day();
    if production <= last {
        // Told a little ahead of what is drawn: a report stands for the weeks that follow it.
        let shares: &[i32] = if schedule.on_land { &[15, 35, 55, 75] } else { &[20, 45, 72] };
        let span = production.min(planned.plus(8)).since(started).max(1);
        let at = |share: &i32| working(started.plus(production.since(started) * share / 100));
        let mut reports: Vec<_> = shares
            .iter()
            .map(at)
            .map(|on| (on, report((100 * on.since(started) / span + dice.between(2, 11)).min(97))))
            .collect();
        reports.push((production, report(100)));
        return reports;
    }
    // Running: a report a month, the last one some days old.
    let now = working(last.plus(-dice.between(2, 6))).min(last);
    let usual = (100 * now.since(started) / planned.since(started).max(1) + 5).min(97);
    let percent = schedule.tale.percent.map_or(usual, i32::from);
    let months = (now.since(started) / 30).min(6);
    (0..=months)
        .map(|back| {
            let on = now.plus(-30 * back);
            let share = on.since(started) * 100 / now.since(started).max(1);
            (if back == 0 { now } else { working(on) }, report(percent * share / 100))
        })
        .filter(|(on, _)| *on > started)
        .collect()
}

/// Every third has a problem on its way, which is solved in time; some stand open on the last day.
fn problems(dice: &mut Dice, schedule: &Schedule) -> Vec<(Day, ProjectFact)> {
    const KINDS: [RequestKind; 7] = [
        RequestKind::Labour,
        RequestKind::PowerWater,
        RequestKind::Permit,
        RequestKind::Hall,
        RequestKind::Finance,
        RequestKind::Logistics,
        RequestKind::Customs,
    ];
    if let Some((kind, raised, due)) = schedule.tale.problem {
        let due = Some(day(due));
        return vec![(day(raised), ProjectFact::ProblemRaised(ProblemRaised { kind, due }))];
    }
    let Some(started) = schedule.start.1.filter(|_| dice.percent(36)) else { return Vec::new() };
    let kind = *dice.pick(&KINDS);
    let raised = working(started.plus(dice.between(2, 24)));
    let due = Some(raised.plus(dice.between(3, 6) * 5));
    let solved = working(raised.plus(dice.between(6, 32)));
    vec![
        (raised, ProjectFact::ProblemRaised(ProblemRaised { kind, due })),
        (solved, ProjectFact::ProblemSolved(ProblemSolved { kind })),
    ]
}

/// Keeps a project under negotiation: who is responsible, when it is to be signed, what the investor waits for.
pub fn court(journal: &mut Journal, dice: &mut Dice, project: Key, county: u32, number: usize, talks: Day) {
    let last = super::last_day();
    let mut put = |on: Day, late: i32, fact: ProjectFact| {
        if on <= last {
            journal.put(&Note::sample(on, region(county)).internal().late(late), project, fact);
        }
    };
    put(
        working(talks.plus(-18)),
        dice.between(0, 4),
        ProjectFact::DutyAssigned(duty(dice, county, RECRUITING)),
    );
    // Every eighth should have been signed by now.
    let signing =
        if number % 8 == 3 { last.plus(-dice.between(4, 24)) } else { last.plus(dice.between(12, 150)) };
    let planned = Planned { node: Node::Signed, day: working(signing) };
    put(working(talks.plus(dice.between(2, 12))), dice.between(0, 6), ProjectFact::Planned(planned));
    if number % 9 == 4 {
        let kind = *dice.pick(&[RequestKind::Hall, RequestKind::PowerWater, RequestKind::Labour]);
        let raised = working(talks.plus(14));
        let due = Some(raised.plus(30));
        put(raised, 0, ProjectFact::ProblemRaised(ProblemRaised { kind, due }));
        if number.is_multiple_of(2) {
            put(working(raised.plus(22)), 1, ProjectFact::ProblemSolved(ProblemSolved { kind }));
        }
    }
}
