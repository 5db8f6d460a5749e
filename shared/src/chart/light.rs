//! The traffic light: derived, never typed. It says which rule made it what it is, with plan, actual value and days.

use crate::Day;
use crate::entity::Project;
use crate::fact::outreach::ActionSet;
use crate::fact::project::Node;
use crate::fact::rule::{Lateness, LightRule, PresetDefined};

/// The colour; the interface adds shape and word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Colour {
    /// On time.
    #[default]
    Green,
    /// Behind.
    Yellow,
    /// Far behind.
    Red,
}

impl Colour {
    /// All, gravest first.
    pub const ALL: [Colour; 3] = [Colour::Red, Colour::Yellow, Colour::Green];

    /// The word of addresses and filters.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Colour::Green => "green",
            Colour::Yellow => "yellow",
            Colour::Red => "red",
        }
    }

    /// The colour of that word.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|colour| colour.slug() == slug)
    }
}

/// A light, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Light {
    /// Its colour.
    pub colour: Colour,
    /// The rule that decided; none where no rule had anything to judge.
    pub why: Option<Why>,
}

/// What the deciding rule found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Why {
    /// The rule.
    pub rule: LightRule,
    /// How late it is, in the measure of the rule: points, months, percent or days. Negative: ahead.
    pub late: f64,
    /// What the plan asks for on the day: percent or 万元, where the measure is one.
    pub plan: f64,
    /// What there is: percent or 万元.
    pub actual: f64,
    /// The planned day, or the day from which it is counted.
    pub since: Option<Day>,
    /// Days since then.
    pub days: i32,
    /// The node that is waited for.
    pub node: Option<Node>,
}

impl LightRule {
    /// The colour of a value.
    #[must_use]
    pub fn colour(&self, late: f64) -> Colour {
        if late > self.red_above {
            Colour::Red
        } else if late >= self.yellow_from {
            Colour::Yellow
        } else {
            Colour::Green
        }
    }
}

/// The light of a project. What ended or produces is not late any more.
#[must_use]
pub fn of_project(project: &Project, day: Day, preset: Option<&PresetDefined>) -> Light {
    let is_over = project.ended.is_some() || project.reached.contains_key(&Node::FullOutput);
    let Some(preset) = preset.filter(|_| !is_over) else { return Light::default() };
    gravest(preset, |rule| judge(project, day, rule))
}

/// The light of a target: whether its next action is overdue.
#[must_use]
pub fn of_target(action: Option<ActionSet>, day: Day, preset: Option<&PresetDefined>) -> Light {
    let (Some(action), Some(preset)) = (action, preset) else { return Light::default() };
    gravest(preset, |rule| {
        let overdue = Overdue { since: action.due, days: day.since(action.due), node: None };
        (rule.measure == Lateness::Action).then(|| overdue.why(rule, f64::from(overdue.days)))
    })
}

/// The rule that is worst off decides; of several as bad the one that comes first.
fn gravest(preset: &PresetDefined, judge: impl Fn(LightRule) -> Option<Why>) -> Light {
    let mut worst: Option<(Colour, Why)> = None;
    for why in preset.rules.iter().filter_map(|rule| judge(*rule)) {
        let colour = why.rule.colour(why.late);
        if worst.is_none_or(|(known, _)| colour > known) {
            worst = Some((colour, why));
        }
    }
    match worst {
        Some((colour, why)) => Light { colour, why: Some(why) },
        None => Light::default(),
    }
}

/// What is waited for, since when.
struct Overdue {
    since: Day,
    days: i32,
    node: Option<Node>,
}

impl Overdue {
    fn why(&self, rule: LightRule, late: f64) -> Why {
        Why { rule, late, plan: 0.0, actual: 0.0, since: Some(self.since), days: self.days, node: self.node }
    }
}

/// What a rule finds; none where it has nothing to judge.
fn judge(project: &Project, day: Day, rule: LightRule) -> Option<Why> {
    let reached = |node| project.reached.get(&node).copied();
    let planned = |node| project.planned.get(&node).copied();
    match rule.measure {
        Lateness::Progress => {
            let (_, percent) = project.office.as_ref()?.progress?;
            if reached(Node::Completed).is_some() {
                return None;
            }
            let (plan, actual) = (schedule(project, day)?, f64::from(percent));
            Some(Why { rule, late: plan - actual, plan, actual, since: None, days: 0, node: None })
        }
        Lateness::Start => {
            let plan = planned(Node::Started).filter(|_| reached(Node::Started).is_none())?;
            let overdue = Overdue { since: plan, days: day.since(plan), node: Some(Node::Started) };
            Some(overdue.why(rule, f64::from(months(plan, day) + 1)))
        }
        Lateness::Entry => {
            let started = reached(Node::Started).filter(|_| reached(Node::Entered).is_none())?;
            let overdue = Overdue { since: started, days: day.since(started), node: Some(Node::Entered) };
            Some(overdue.why(rule, f64::from(whole_months(started, day))))
        }
        Lateness::Investment => {
            let year = day.year();
            let planned = project.office.as_ref()?.years.get(&year)?.value();
            let actual = project.arrived.get(&year).copied().unwrap_or_default().value();
            let plan = planned * year_share(day);
            (plan > 0.0).then(|| {
                let late = (plan - actual) / plan * 100.0;
                Why { rule, late, plan, actual, since: None, days: 0, node: None }
            })
        }
        Lateness::Node => {
            let open = project.planned.iter().filter(|(node, _)| reached(**node).is_none());
            let (node, since) = open.min_by_key(|(_, on)| **on)?;
            let overdue = Overdue { since: *since, days: day.since(*since), node: Some(*node) };
            Some(overdue.why(rule, f64::from(overdue.days)))
        }
        Lateness::Action => None,
    }
}

/// 序时进度: how far a project should be on a day, percent, evenly from its start to its completion; none without a plan.
#[must_use]
pub fn schedule(project: &Project, day: Day) -> Option<f64> {
    let known = |days: &std::collections::BTreeMap<Node, Day>, node| days.get(&node).copied();
    let start = known(&project.reached, Node::Started).or_else(|| known(&project.planned, Node::Started))?;
    let end =
        known(&project.planned, Node::Completed).or_else(|| known(&project.planned, Node::InProduction))?;
    let whole = end.since(start);
    (whole > 0).then(|| (f64::from(day.since(start)) / f64::from(whole) * 100.0).clamp(0.0, 100.0))
}

/// Calendar months from one day's to another's.
fn months(from: Day, to: Day) -> i32 {
    let ((y1, m1, _), (y2, m2, _)) = (from.ymd(), to.ymd());
    (y2 - y1) * 12 + m2 as i32 - m1 as i32
}

/// Whole months passed between two days.
fn whole_months(from: Day, to: Day) -> i32 {
    let months = months(from, to);
    if from.plus_months(months) > to { months - 1 } else { months }
}

/// The share of its year that has passed at the end of a day.
fn year_share(day: Day) -> f64 {
    let year = day.year();
    let (Some(first), Some(next)) = (Day::from_ymd(year, 1, 1), Day::from_ymd(year + 1, 1, 1)) else {
        return 1.0;
    };
    f64::from(day.since(first) + 1) / f64::from(next.since(first))
}
