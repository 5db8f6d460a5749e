//! What an office has to see to: what is late or comes due in its region. Each item is a fact of a record with a day; nothing is
//! typed, and what was done is gone by itself. Deadlines and promises are data: nothing is due by a rule that was not defined
//! by the day.

mod lead;
mod owner;
mod requests;
mod rules;
mod stale;
mod tasks;

use crate::entity::{Project, Unit};
use crate::fact::outreach::{Action, RequestKind};
use crate::fact::project::{Node, ProjectKind};
use crate::fact::unit::UnitStanding;
use crate::fact::upkeep::Step;
use crate::{Day, Key, RegionCode, World};
pub use owner::{Owner, owner};
pub use requests::{Waiting, offices, waiting};
use rules::Rules;
pub use stale::{Stale, StaleGroup, confirm, stale};
pub use tasks::{TaskRow, progress_rule, tasks};

/// What is to be seen to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// An enterprise's request, not yet resolved: the answer while nobody has it, then the day that was promised.
    Request(RequestKind),
    /// A problem of a project that was to be solved.
    Problem(RequestKind),
    /// The next step of a lead.
    Lead(Step),
    /// A task of the year's list.
    Task,
    /// The next action with a target.
    Action(Action),
    /// The first talk with a target stops protecting the place that filed it.
    FirstTalk,
    /// A planned node of a project.
    Node(Node),
    /// A reservation of a unit lapses.
    Reservation,
    /// A lease ends.
    Lease,
}

/// An item of the agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// What.
    pub matter: Matter,
    /// The kind of record, such as `project`.
    pub entity: &'static str,
    /// The record.
    pub key: Key,
    /// Whose it is.
    pub region: RegionCode,
    /// When it is due.
    pub due: Day,
}

impl Item {
    /// The command that records that it was done on a day, as it is sent; none where there is more to say than that.
    #[must_use]
    pub fn done(&self, on: Day) -> Option<String> {
        let text = |value: &dyn std::fmt::Debug| format!("{value:?}");
        let (command, more) = match self.matter {
            Matter::Request(_) => ("resolve_request", String::new()),
            Matter::Problem(kind) => ("solve_problem", format!(r#","kind":"{}""#, snake(&text(&kind)))),
            Matter::Node(node) => ("reach_node", format!(r#","node":"{}""#, snake(&text(&node)))),
            Matter::Reservation => ("release_unit", String::new()),
            Matter::Lease => ("vacate_unit", String::new()),
            Matter::Task => ("finish_task", String::new()),
            Matter::Lead(Step::Report) => {
                let stream = crate::fact::stream(self.entity, self.key);
                return Some(format!(
                    r#"{{"command":"confirm","streams":["{stream}"],"occurred_on":"{on}"}}"#
                ));
            }
            Matter::Lead(Step::Assess) if self.entity == "project" => {
                ("reach_node", r#","node":"assessed""#.to_owned())
            }
            Matter::Lead(Step::Feedback) if self.entity == "project" => {
                ("reach_node", r#","node":"first_talk""#.to_owned())
            }
            Matter::Lead(_) | Matter::Action(_) | Matter::FirstTalk => return None,
        };
        let (entity, key) = (self.entity, self.key);
        Some(format!(r#"{{"command":"{command}","{entity}":"{key}"{more},"occurred_on":"{on}"}}"#))
    }

    /// Days it is late on a day; negative while there is time.
    #[must_use]
    pub fn late(&self, day: Day) -> i32 {
        day.since(self.due)
    }
}

/// A lease is looked at so many days before its end: the same as the map's "lease ending soon".
const LEASE_AHEAD: i32 = 90;

/// The wire name of a code: `InProduction` is `in_production`.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

/// What is late on a day or comes due within some days after it, of a region and everything in it; the latest first.
#[must_use]
pub fn agenda(world: &World, day: Day, region: RegionCode, ahead: i32) -> Vec<Item> {
    let rules = Rules::on(world, day);
    let mut items = Vec::new();
    let mut add = |matter, entity, key: &Key, owner: RegionCode, due: Day, ahead: i32| {
        if region.contains(owner) && due <= day.plus(ahead) {
            items.push(Item { matter, entity, key: *key, region: owner, due });
        }
    };
    for (key, ledger) in &world.requests {
        let open = ledger.seen(day).filter(|request| request.resolved.is_none());
        let Some(request) = open else { continue };
        if let Some(due) = lead::of_request(&rules, &request, ledger, day) {
            add(
                Matter::Request(request.attributes.kind),
                "request",
                key,
                request.attributes.region,
                due,
                ahead,
            );
        }
    }
    for (key, ledger) in &world.targets {
        let Some(target) = ledger.standing(day).and_then(|_| ledger.seen(day)) else { continue };
        if target.dropped || target.project.is_some() {
            continue;
        }
        let owner = target.attributes.region;
        if let Some((step, due)) = lead::of_target(&rules, &target, ledger, day) {
            add(Matter::Lead(step), "target", key, owner, due, ahead);
        }
        if let Some(action) = target.action {
            add(Matter::Action(action.action), "target", key, owner, action.due, ahead);
        }
        if let Some((_, until)) = target.first_talk.filter(|(_, until)| *until >= day) {
            add(Matter::FirstTalk, "target", key, owner, until, ahead);
        }
    }
    for (key, ledger) in &world.projects {
        let Some(project) = ledger.standing(day).and_then(|_| ledger.seen(day)) else { continue };
        let project: &Project = &project;
        if project.ended.is_some() || project.attributes.kind != ProjectKind::Signed {
            continue;
        }
        let owner = project.attributes.region;
        if let Some((step, due)) = lead::of_project(&rules, project, ledger, day) {
            add(Matter::Lead(step), "project", key, owner, due, ahead);
        }
        if let Some((node, due)) = project.next_node() {
            add(Matter::Node(node), "project", key, owner, due, ahead);
        }
        let problems = project.office.iter().flat_map(|office| &office.problems);
        for (kind, due) in problems.filter_map(|(kind, (_, due))| Some((*kind, (*due)?))) {
            add(Matter::Problem(kind), "project", key, owner, due, ahead);
        }
    }
    for (key, ledger) in &world.tasks {
        let Some(task) = ledger.seen(day).filter(|task| task.is_open()) else { continue };
        add(Matter::Task, "task", key, task.attributes.region, task.attributes.due, ahead);
    }
    for place in crate::tally::each_place(world) {
        let Some(unit) = place.ledger.standing(day).and_then(|_| place.ledger.seen(day)) else { continue };
        let unit: &Unit = &unit;
        match &unit.standing {
            UnitStanding::Reserved { until } if *until >= day => {
                add(Matter::Reservation, "unit", place.key, place.region, *until, ahead);
            }
            UnitStanding::Leased { until, .. } => {
                add(Matter::Lease, "unit", place.key, place.region, *until, LEASE_AHEAD);
            }
            _ => {}
        }
    }
    crate::order::sort_by(&mut items, |a, b| (a.due, a.matter, a.key).cmp(&(b.due, b.matter, b.key)));
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    const MORE: &str = r#"
{"stream":"rule/jiangmen-2024","kind":"rule.deadlines_defined","occurred_on":"2023-02-01","source":"sample","payload":{"name":{"zh":"江门 2024","en":"Jiangmen 2024"},"steps":[{"step":"answer","days":1}]}}
{"stream":"project/P-2","kind":"project.registered","occurred_on":"2023-01-05","source":"sample","payload":{"kind":"signed","title":{"zh":"二","en":"Two"},"chain":"textile","region":"533102"}}
{"stream":"project/P-2","kind":"project.planned","occurred_on":"2023-01-05","source":"sample","payload":{"node":"started","day":"2023-03-01"}}
{"stream":"project/P-2","kind":"project.planned","occurred_on":"2023-01-05","source":"sample","payload":{"node":"completed","day":"2023-06-01"}}
{"stream":"project/P-2","kind":"project.problem_raised","occurred_on":"2023-02-01","audience":1,"source":"sample","payload":{"kind":"permit","due":"2023-02-20"}}
{"stream":"project/P-2","kind":"project.reached","occurred_on":"2023-03-10","source":"sample","payload":{"node":"started"}}
{"stream":"target/T-2","kind":"target.registered","occurred_on":"2023-01-01","audience":1,"source":"sample","payload":{"name":{"zh":"示例企业-二","en":"Sample-2"},"region":"533100","home":"441900","chain":"textile","chain_stage":"garments","intent":"willing"}}
{"stream":"target/T-2","kind":"target.action_set","occurred_on":"2023-01-10","audience":1,"source":"sample","payload":{"action":"visit","due":"2023-01-24"}}
{"stream":"target/T-2","kind":"target.first_talk_registered","occurred_on":"2023-01-12","audience":1,"source":"sample","payload":{"by":"533100","until":"2023-03-12"}}
{"stream":"request/Q-1","kind":"request.raised","occurred_on":"2023-02-27","audience":1,"source":"sample","payload":{"kind":"labour","region":"533102","due":"2023-03-20"}}
{"stream":"request/Q-1","kind":"request.assigned","occurred_on":"2023-03-05","audience":1,"source":"sample","payload":{"office":{"zh":"工信局","en":"Industry office"}}}
{"stream":"request/Q-1","kind":"request.resolved","occurred_on":"2023-03-15","audience":1,"source":"sample","payload":{}}
"#;

    fn told(on: &str, region: u32) -> Vec<String> {
        let world = testing::world(&format!("{}{}", testing::SMALL, MORE.trim_start()));
        let day: Day = on.parse().unwrap();
        let items = agenda(&world, day, RegionCode::new(region).unwrap(), 7);
        items.iter().map(|item| format!("{} {:?} {}", item.key, item.matter, item.late(day))).collect()
    }

    #[test]
    fn what_is_due_is_told_and_what_was_done_is_gone() {
        // The reservation lapses in eleven days; nothing else is near.
        assert_eq!(told("2023-01-20", 533_102), [""; 0]);
        assert_eq!(told("2023-01-25", 533_102), ["RL-01-202 Reservation -6"]);
        assert_eq!(
            told("2023-02-28", 533_102),
            ["P-2 Problem(Permit) 8", "Q-1 Request(Labour) 0", "P-2 Node(Started) -1"]
        );
        // Somebody has the request now: what counts is the day that was promised.
        assert_eq!(told("2023-03-05", 533_102), ["P-2 Problem(Permit) 13", "P-2 Node(Started) 4"]);
        assert_eq!(told("2023-03-14", 533_102), ["P-2 Problem(Permit) 22", "Q-1 Request(Labour) -6"]);
        assert_eq!(told("2023-03-15", 533_102), ["P-2 Problem(Permit) 23"], "resolved, and started");
        assert_eq!(told("2023-10-01", 533_102), ["P-2 Problem(Permit) 223", "P-2 Node(Completed) 122"]);
        let near_its_end = told("2023-10-02", 533_102);
        assert_eq!(near_its_end.last().unwrap(), "RL-01-101 Lease -90");
    }

    #[test]
    fn what_was_done_can_be_recorded_and_is_decided_like_any_command() {
        let world = testing::world(&format!("{}{}", testing::SMALL, MORE.trim_start()));
        let decided = |on: &str, day: &str| -> Vec<(String, Option<Result<&'static str, String>>)> {
            let (on, today) = (on.parse::<Day>().unwrap(), day.parse().unwrap());
            let items = agenda(&world, today, RegionCode::DEHONG, 7);
            let told = items.iter().map(|item| {
                let decided = item.done(on).map(|text| {
                    let command = crate::Command::read(&text).unwrap_or_else(|e| panic!("{e:?}: {text}"));
                    let facts = crate::decide(&world, &command, &crate::Context { today });
                    facts.map(|facts| facts[0].fact.kind()).map_err(|refusal| refusal.slug().to_owned())
                });
                (format!("{:?}", item.matter), decided)
            });
            told.collect()
        };
        let told = decided("2023-10-05", "2023-10-05");
        let of = |matter: &str| told.iter().find(|(of, _)| of == matter).unwrap().1.clone();
        assert_eq!(of("Problem(Permit)"), Some(Ok("project.problem_solved")));
        assert_eq!(of("Node(Completed)"), Some(Ok("project.reached")));
        assert_eq!(of("Lease"), Some(Ok("unit.vacated")));
        assert_eq!(of("Action(Visit)"), None, "what comes next is to be said");
        // The refusal is known before anything is sent.
        let early = decided("2023-10-06", "2023-10-05");
        assert!(
            early.iter().all(|(_, decided)| decided.as_ref().is_none_or(|d| *d == Err("in-future".into()))),
            "{early:?}"
        );
        for (code, name) in [(Node::InProduction, "in_production"), (Node::Signed, "signed")] {
            assert_eq!(snake(&format!("{code:?}")), name);
            assert_eq!(serde_json::to_string(&code).unwrap(), format!("\"{name}\""));
        }
    }

    #[test]
    fn each_office_sees_its_own_and_below() {
        let targets = ["T-2 Action(Visit) 45", "T-2 FirstTalk -2"];
        let own = told("2023-03-10", 533_100);
        assert!(targets.iter().all(|target| own.iter().any(|item| item == target)), "{own:?}");
        let county = told("2023-03-10", 533_102);
        assert!(!county.is_empty() && county.iter().all(|item| !item.starts_with("T-")), "{county:?}");
        assert_eq!(told("2023-03-10", 532_500), [""; 0]);
        assert!(told("2023-03-13", 533_100).iter().all(|item| !item.contains("FirstTalk")), "it is over");
    }
}
