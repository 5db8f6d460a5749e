//! The traffic light: derived, never typed. It says which rule made it what it is, with plan, actual value and days.

use super::Work;
use crate::Day;
use crate::fact::project::Node;
use crate::fact::rule::{Lateness, LightRule, PresetDefined};
use crate::measure::Wan;

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
    /// How late it is, in the measure of the rule: points, months, percent or days. Negative: ahead. Months can be
    /// broken ones: two months and a day are more than two.
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

/// The light of a project. What ended or is at full output is not late any more.
#[must_use]
pub fn of_project(work: &Work, day: Day, preset: Option<&PresetDefined>) -> Light {
    let is_over = work.ended.is_some() || work.reached(Node::FullOutput).is_some();
    // Of what no office keeps, nobody promised anything: there is nothing to be late with.
    let is_kept = work.office.is_some();
    let Some(preset) = preset.filter(|_| is_kept && !is_over) else { return Light::default() };
    gravest(preset, |rule| judge(work, day, rule))
}

/// The light of a target: whether its next action, due on a day, is overdue.
#[must_use]
pub fn of_target(due: Option<Day>, day: Day, preset: Option<&PresetDefined>) -> Light {
    let (Some(due), Some(preset)) = (due, preset) else { return Light::default() };
    gravest(preset, |rule| {
        let overdue = Overdue { since: due, days: day.since(due), node: None };
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

/// A project that reached one of these stands.
const BUILT: [Node; 4] = [Node::Completed, Node::InProduction, Node::AboveScale, Node::FullOutput];

/// What a rule finds; none where it has nothing to judge.
fn judge(work: &Work, day: Day, rule: LightRule) -> Option<Why> {
    let reached = |node| work.reached(node);
    let planned = |node| work.planned(node);
    // Nodes are skipped: what produces was built, whoever forgot to tell when.
    let is_built = BUILT.into_iter().any(|node| reached(node).is_some());
    match rule.measure {
        Lateness::Progress => {
            let (percent, _) = work.progress?;
            let (plan, actual) = (schedule(work, day)?, f64::from(percent));
            (!is_built).then_some(Why {
                rule,
                late: plan - actual,
                plan,
                actual,
                since: None,
                days: 0,
                node: None,
            })
        }
        Lateness::Start => {
            let plan = planned(Node::Started).filter(|_| !is_built && reached(Node::Started).is_none())?;
            let overdue = Overdue { since: plan, days: day.since(plan), node: Some(Node::Started) };
            Some(overdue.why(rule, f64::from(months(plan, day) + 1)))
        }
        Lateness::Entry => {
            let started = reached(Node::Started).filter(|_| reached(Node::Entered).is_none())?;
            let overdue = Overdue { since: started, days: day.since(started), node: Some(Node::Entered) };
            Some(overdue.why(rule, months_passed(started, day)))
        }
        Lateness::Investment => {
            let (planned, arrived) = work.year?;
            let (passed, whole) = year_passed(day);
            (planned > Wan::ZERO).then(|| {
                // Whole numbers, divided once and last: what is exactly half behind is not a hair more.
                let due = planned.hundredths() as f64 * passed;
                let late = (due - arrived.hundredths() as f64 * whole) * 100.0 / due;
                let (plan, actual) = (planned.value() * passed / whole, arrived.value());
                Why { rule, late, plan, actual, since: None, days: 0, node: None }
            })
        }
        Lateness::Node => {
            let open = Node::ALL.into_iter().filter(|node| reached(*node).is_none());
            let (node, since) =
                open.filter_map(|node| Some((node, planned(node)?))).min_by_key(|(_, on)| *on)?;
            let overdue = Overdue { since, days: day.since(since), node: Some(node) };
            Some(overdue.why(rule, f64::from(overdue.days)))
        }
        Lateness::Action => None,
    }
}

/// 序时进度: how far a project should be on a day, percent, evenly from its start to its completion; none without a plan.
#[must_use]
pub fn schedule(work: &Work, day: Day) -> Option<f64> {
    let start = work.reached(Node::Started).or_else(|| work.planned(Node::Started))?;
    let end = work.planned(Node::Completed).or_else(|| work.planned(Node::InProduction))?;
    let whole = end.since(start);
    // Divided last: 57 days of 100 are 57 percent and not a hair less.
    (whole > 0).then(|| (f64::from(day.since(start)) * 100.0 / f64::from(whole)).clamp(0.0, 100.0))
}

/// Calendar months from one day's to another's.
fn months(from: Day, to: Day) -> i32 {
    let ((y1, m1, _), (y2, m2, _)) = (from.ymd(), to.ymd());
    (y2 - y1) * 12 + m2 as i32 - m1 as i32
}

/// Months passed from one day to a later one: whole ones, and the share of the one that runs.
fn months_passed(from: Day, to: Day) -> f64 {
    let calendar = months(from, to);
    let whole = if from.plus_months(calendar) > to { calendar - 1 } else { calendar };
    let (begun, next) = (from.plus_months(whole), from.plus_months(whole + 1));
    f64::from(whole) + f64::from(to.since(begun)) / f64::from(next.since(begun).max(1))
}

/// Days of its year that have passed at the end of a day, and all of that year.
fn year_passed(day: Day) -> (f64, f64) {
    let year = day.year();
    let (Some(first), Some(next)) = (Day::from_ymd(year, 1, 1), Day::from_ymd(year + 1, 1, 1)) else {
        return (1.0, 1.0);
    };
    (f64::from(day.since(first) + 1), f64::from(next.since(first)))
}
