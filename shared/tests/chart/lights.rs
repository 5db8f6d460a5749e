//! Traffic lights by arithmetic on whole numbers and by walking the calendar.

use shared::Day;
use shared::chart::Colour;
use shared::fact::project::Node;
use shared::fact::rule::{Lateness, LightRule};

use super::naive::{Project, Target};

/// A fraction is this late: compared with the limits of a rule, which are whole numbers here.
fn colour(late: i128, of: i128, rule: LightRule) -> Colour {
    let (yellow, red) = (rule.yellow_from as i128, rule.red_above as i128);
    if late > red * of {
        Colour::Red
    } else if late >= yellow * of {
        Colour::Yellow
    } else {
        Colour::Green
    }
}

pub fn of_target(target: &Target, day: Day, rules: &[LightRule]) -> Colour {
    let Some(action) = target.action.filter(|_| target.project.is_none()) else { return Colour::Green };
    let judged = rules.iter().filter(|rule| rule.measure == Lateness::Action);
    judged.map(|rule| colour(day.since(action.due).into(), 1, *rule)).max().unwrap_or_default()
}

pub fn of_project(project: &Project, day: Day, rules: &[LightRule]) -> Colour {
    if !project.kept || project.ended || project.reached.contains_key(&Node::FullOutput) {
        return Colour::Green;
    }
    rules.iter().filter_map(|rule| judge(project, day, *rule)).max().unwrap_or_default()
}

fn judge(project: &Project, day: Day, rule: LightRule) -> Option<Colour> {
    let (reached, planned) = (&project.reached, &project.planned);
    let built =
        [Node::Completed, Node::InProduction, Node::AboveScale].iter().any(|node| reached.contains_key(node));
    match rule.measure {
        Lateness::Progress => {
            let from = reached.get(&Node::Started).or(planned.get(&Node::Started))?;
            let to = planned.get(&Node::Completed).or(planned.get(&Node::InProduction))?;
            let (whole, passed) = (to.since(*from), day.since(*from).max(0));
            if whole <= 0 || built {
                return None;
            }
            let passed = i128::from(passed.min(whole));
            let percent = i128::from(project.percent?);
            Some(colour(passed * 100 - percent * i128::from(whole), whole.into(), rule))
        }
        Lateness::Start => {
            let plan = *planned.get(&Node::Started)?;
            if built || reached.contains_key(&Node::Started) {
                return None;
            }
            // Every first of a month up to the day, from that of the planned month on.
            let mut months = 0;
            let mut first = plan.month_start();
            while first <= day {
                months += 1;
                first = first.plus(31).month_start();
            }
            Some(colour(months, 1, rule))
        }
        Lateness::Entry => {
            let started = *reached.get(&Node::Started)?;
            if reached.contains_key(&Node::Entered) {
                return None;
            }
            let after = |months: f64| started.plus_months(months as i32);
            Some(if day > after(rule.red_above) {
                Colour::Red
            } else if day >= after(rule.yellow_from) {
                Colour::Yellow
            } else {
                Colour::Green
            })
        }
        Lateness::Investment => {
            let plan = i128::from(*project.years.get(&day.year())?);
            let first = Day::from_ymd(day.year(), 1, 1).unwrap();
            let next = Day::from_ymd(day.year() + 1, 1, 1).unwrap();
            let passed = i128::from(day.since(first) + 1);
            let whole = i128::from(next.since(first));
            let of_year = project.funded.iter().filter(|(on, _)| on.year() == day.year());
            let actual: i64 = of_year.map(|(_, cents)| cents).sum();
            (plan > 0)
                .then(|| colour((plan * passed - i128::from(actual) * whole) * 100, plan * passed, rule))
        }
        Lateness::Node => {
            let open =
                planned.iter().filter(|(node, _)| !reached.contains_key(node)).map(|(_, on)| *on).min()?;
            Some(colour(day.since(open).into(), 1, rule))
        }
        Lateness::Action => None,
    }
}
