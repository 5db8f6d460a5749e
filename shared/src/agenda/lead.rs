//! Which step of a lead or a request is due when. How a step's days are measured stands in [`crate::fact::upkeep`].

use super::rules::Rules;
use crate::entity::{Project, Request, Target};
use crate::fact::outreach::{RequestFact, TargetFact};
use crate::fact::project::{Node, ProjectKind};
use crate::fact::upkeep::{Major, Step};
use crate::ledger::Ledger;
use crate::{Area, Day};

/// A step and the day on which it is due.
pub(super) type Due = (Step, Day);

/// The step of a target that is due first.
pub(super) fn of_target(rules: &Rules, target: &Target, ledger: &Ledger<Target>, day: Day) -> Option<Due> {
    let came = target.entered;
    if !rules.bind(came) || target.dropped || target.project.is_some() {
        return None;
    }
    let is_major = |major: &Major| {
        reaches(
            target.attributes.need_area_m2.map(Area::hundredths),
            major.need_area_m2.map(Area::hundredths),
        )
    };
    let due = |step, from| rules.due(step, came, from, is_major).map(|due| (step, due));
    let Some(assessed) = target.assessed.or(target.negotiating) else {
        let is_answered = target.duty.is_some() || target.action.is_some() || target.talked.is_some();
        let answer = due(Step::Answer, came).filter(|_| !is_answered);
        return first([answer, due(Step::Assess, came)]);
    };
    let follows = |fact: &TargetFact| {
        matches!(
            fact,
            TargetFact::ActionSet(_) | TargetFact::FirstTalkRegistered(_) | TargetFact::Promised(_)
        )
    };
    let told = || ledger.counting().take_while(|(on, ..)| *on <= day);
    let is_fed_back =
        target.negotiating.is_some() || told().any(|(on, _, fact)| on >= assessed && follows(fact));
    let last = told().last().map_or(assessed, |(on, ..)| on);
    first([due(Step::Feedback, assessed).filter(|_| !is_fed_back), due(Step::Report, last)])
}

/// The step of a project that is due first, until it is signed.
pub(super) fn of_project(
    rules: &Rules,
    project: &Project,
    ledger: &Ledger<Project>,
    day: Day,
) -> Option<Due> {
    let came = *project.reached.get(&Node::Lead)?;
    let is_signed = project.reached.keys().any(|node| *node >= Node::Signed);
    let is_lead = project.attributes.kind == ProjectKind::Signed && !is_signed && project.ended.is_none();
    if !is_lead || !rules.bind(came) {
        return None;
    }
    let attributes = &project.attributes;
    let is_major = |major: &Major| {
        let (money, area) = (attributes.invest_wan, attributes.need_area_m2.map(Area::hundredths));
        reaches(money.map(|wan| wan.hundredths()), major.invest_wan.map(|wan| wan.hundredths()))
            || reaches(area, major.need_area_m2.map(Area::hundredths))
    };
    let due = |step, from| rules.due(step, came, from, is_major).map(|due| (step, due));
    let reached = |node: Node| project.reached.range(node..).map(|(_, on)| *on).min();
    let Some(assessed) = reached(Node::Assessed) else {
        let has_duty = project.office.as_ref().is_some_and(|office| office.duty != Default::default());
        let answer = due(Step::Answer, came).filter(|_| !has_duty);
        return first([answer, due(Step::Assess, came)]);
    };
    let is_fed_back = reached(Node::FirstTalk).is_some();
    let last = ledger.as_of(day).map_or(assessed, |(on, _)| on);
    first([due(Step::Feedback, assessed).filter(|_| !is_fed_back), due(Step::Report, last)])
}

/// When an open request is due: the answer while nobody has it, then the day that was promised, else the feedback.
pub(super) fn of_request(
    rules: &Rules,
    request: &Request,
    ledger: &Ledger<Request>,
    day: Day,
) -> Option<Day> {
    let due = |step, from| rules.due(step, request.raised, from, |_| false);
    if request.assigned.is_none() {
        return due(Step::Answer, request.raised).or(request.attributes.due);
    }
    request.attributes.due.or_else(|| {
        let told = ledger.counting().take_while(|(on, ..)| *on <= day);
        let assigned = told.into_iter().find(|(.., fact)| matches!(fact, RequestFact::Assigned(_)));
        due(Step::Feedback, assigned?.0)
    })
}

fn first<const N: usize>(steps: [Option<Due>; N]) -> Option<Due> {
    steps.into_iter().flatten().min_by_key(|(step, due)| (*due, *step))
}

fn reaches(value: Option<i64>, from: Option<i64>) -> bool {
    value.zip(from).is_some_and(|(value, from)| value >= from)
}
