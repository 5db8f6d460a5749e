//! What a day knows of targets and projects, and what is counted of them: loops straight over the facts that count.

use std::collections::BTreeMap;

use shared::chart::funnel::{Lead, SHOWN};
use shared::chart::{Asked, Selection};
use shared::entity::Rule;
use shared::fact::outreach::{ActionSet, Intent, Promised, TargetFact, TargetRegistered};
use shared::fact::project::{Node, ProjectFact, ProjectKind, ProjectRegistered};
use shared::fact::rule::{Counted, LightRule, Measured, RateDefined, RateWindow};
use shared::{Day, Key, World};

use super::lights;

/// What is known of a project.
#[derive(Clone)]
pub struct Project {
    pub attributes: ProjectRegistered,
    pub park: Option<Key>,
    pub reached: BTreeMap<Node, Day>,
    pub planned: BTreeMap<Node, Day>,
    /// Funds by day, in hundredths of 万元.
    pub funded: Vec<(Day, i64)>,
    pub ended: bool,
    pub percent: Option<u8>,
    pub years: BTreeMap<i32, i64>,
    pub person: Option<Key>,
    /// Whether an office tells anything of it.
    pub kept: bool,
}

/// What is known of a target.
pub struct Target {
    pub attributes: TargetRegistered,
    pub nodes: BTreeMap<Node, Day>,
    pub project: Option<Key>,
    pub action: Option<ActionSet>,
    pub person: Option<Key>,
    pub promised: Option<Promised>,
    pub dropped: bool,
}

/// A day as naive loops see it.
pub struct Naive {
    day: Day,
    parks: BTreeMap<Key, Key>,
    pub targets: BTreeMap<Key, Target>,
    pub projects: BTreeMap<Key, Project>,
    presets: BTreeMap<Key, Vec<LightRule>>,
    preset: Key,
}

fn target(facts: impl Iterator<Item = (Day, TargetFact)>) -> Option<Target> {
    let mut target: Option<Target> = None;
    for (on, fact) in facts {
        if let TargetFact::Registered(a) = &fact {
            let mut nodes = BTreeMap::from([(Node::Lead, on)]);
            if a.intent == Intent::Negotiating {
                nodes.insert(Node::Negotiating, on);
            }
            let attributes = (**a).clone();
            target = Some(Target {
                attributes,
                nodes,
                project: None,
                action: None,
                person: None,
                promised: None,
                dropped: false,
            });
        }
        let Some(target) = &mut target else { continue };
        match fact {
            TargetFact::Registered(_) | TargetFact::Confirmed(_) => {}
            TargetFact::IntentObserved(f) => {
                target.nodes.entry(Node::Assessed).or_insert(on);
                if f.intent == Intent::Negotiating {
                    target.nodes.entry(Node::Negotiating).or_insert(on);
                }
            }
            TargetFact::FirstTalkRegistered(_) => {
                target.nodes.entry(Node::FirstTalk).or_insert(on);
            }
            TargetFact::Linked(f) => target.project = Some(f.project),
            TargetFact::DutyAssigned(f) => target.person = f.person,
            TargetFact::ActionSet(f) => target.action = Some(f),
            TargetFact::Promised(f) => target.promised = Some((*f).clone()),
            TargetFact::PromiseWithdrawn(_) => target.promised = None,
            TargetFact::Dropped(_) => target.dropped = true,
        }
    }
    target
}

fn project(facts: impl Iterator<Item = (Day, ProjectFact)>) -> Option<Project> {
    let mut project: Option<Project> = None;
    for (on, fact) in facts {
        if let ProjectFact::Registered(a) = &fact {
            let known = project.take();
            let empty = || Project {
                attributes: (**a).clone(),
                park: None,
                reached: BTreeMap::new(),
                planned: BTreeMap::new(),
                funded: Vec::new(),
                ended: false,
                percent: None,
                years: BTreeMap::new(),
                person: None,
                kept: false,
            };
            let known = known.unwrap_or_else(empty);
            project = Some(Project { attributes: (**a).clone(), park: a.place.park, ..known });
        }
        let Some(project) = &mut project else { continue };
        project.kept |= matches!(
            fact,
            ProjectFact::DutyAssigned(_)
                | ProjectFact::Progressed(_)
                | ProjectFact::YearPlanned(_)
                | ProjectFact::ProblemRaised(_)
                | ProjectFact::ProblemSolved(_)
        );
        match fact {
            ProjectFact::Reached(f) => {
                project.reached.entry(f.node).or_insert(on);
            }
            ProjectFact::Planned(f) => {
                project.planned.insert(f.node, f.day);
            }
            ProjectFact::Funded(f) => project.funded.push((on, f.wan.hundredths())),
            ProjectFact::Placed(f) => project.park = f.park,
            ProjectFact::Ended(_) => project.ended = true,
            ProjectFact::Revived(_) => project.ended = false,
            ProjectFact::DutyAssigned(f) => project.person = f.person,
            ProjectFact::Progressed(f) => project.percent = Some(f.percent),
            ProjectFact::YearPlanned(f) => {
                project.years.insert(f.year, f.wan.hundredths());
            }
            _ => {}
        }
    }
    project
}

impl Naive {
    /// What a day knows of a chain in a region.
    pub fn of(world: &World, day: Day, asked: Asked) -> Self {
        let mut naive = Self {
            day,
            parks: BTreeMap::new(),
            targets: BTreeMap::new(),
            projects: BTreeMap::new(),
            presets: BTreeMap::new(),
            preset: asked.preset.unwrap(),
        };
        for (key, ledger) in &world.parks {
            let park = ledger.on(day).unwrap().attributes;
            if asked.region.contains(park.region) {
                naive.parks.insert(*key, park.parent.unwrap_or(*key));
            }
        }
        for (key, ledger) in &world.rules {
            if let Some(Rule::Preset(preset)) = ledger.on(day) {
                naive.presets.insert(*key, preset.rules.clone());
            }
        }
        for (key, ledger) in &world.targets {
            let facts =
                ledger.counting().filter(|(on, ..)| *on <= day).map(|(on, _, fact)| (on, fact.clone()));
            let Some(target) = target(facts) else { continue };
            let a = &target.attributes;
            if a.chain == asked.chain && asked.region.contains(a.region) && !target.dropped {
                naive.targets.insert(*key, target);
            }
        }
        for (key, ledger) in &world.projects {
            let facts =
                ledger.counting().filter(|(on, ..)| *on <= day).map(|(on, _, fact)| (on, fact.clone()));
            let Some(project) = project(facts) else { continue };
            let a = &project.attributes;
            if a.chain == asked.chain && asked.region.contains(a.region) && a.kind == ProjectKind::Signed {
                naive.projects.insert(*key, project);
            }
        }
        naive
    }

    /// The rules of a preset.
    pub fn rules(&self, preset: &str) -> Vec<LightRule> {
        self.presets[&super::key(preset)].clone()
    }

    fn lies_in(&self, zone: Option<Key>, chosen: Option<Key>) -> bool {
        match (chosen, zone) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(chosen), Some(zone)) => zone == chosen || self.parks.get(&zone) == Some(&chosen),
        }
    }

    fn passing(&self, s: Selection) -> Vec<(Key, &Project)> {
        let mut passing = Vec::new();
        for (key, project) in &self.projects {
            let a = &project.attributes;
            let light = lights::of_project(project, self.day, &self.presets[&self.preset]);
            if s.stage.is_some() && s.stage != a.chain_stage
                || s.home.is_some() && s.home != a.origin.map(|origin| origin.province())
                || s.person.is_some() && s.person != project.person
                || s.light.is_some_and(|wanted| wanted != light)
                || !self.lies_in(project.park, s.park)
            {
                continue;
            }
            passing.push((*key, project));
        }
        passing
    }

    fn passing_targets(&self, s: Selection) -> Vec<(Key, &Target)> {
        let mut passing = Vec::new();
        for (key, target) in &self.targets {
            let a = &target.attributes;
            let light = lights::of_target(target, self.day, &self.presets[&super::key("leads")]);
            let held = target.promised.as_ref().filter(|_| target.project.is_none());
            if s.stage.is_some_and(|stage| stage != a.chain_stage)
                || s.home.is_some_and(|home| home != a.home.province())
                || s.person.is_some() && s.person != target.person
                || s.light.is_some_and(|wanted| wanted != light)
                || !self.lies_in(held.map(|held| held.park), s.park)
            {
                continue;
            }
            passing.push((*key, target));
        }
        passing
    }

    /// Numerator, denominator, and the projects of both.
    pub fn rate(
        &self,
        rule: &RateDefined,
        s: Selection,
        window: Option<(Day, Day)>,
    ) -> (f64, f64, Vec<Key>, Vec<Key>) {
        let (mut above, mut below) = (0, 0);
        let (mut counted, mut out_of) = (Vec::new(), Vec::new());
        let amount = |project: &Project, of: Counted| match of.measured {
            Measured::Projects => 100,
            Measured::Contracted => project.attributes.invest_wan.map_or(0, |wan| wan.hundredths()),
            Measured::Funded => project.funded.iter().map(|(_, cents)| cents).sum(),
        };
        for (key, project) in self.passing(s) {
            let on = |node: Node| project.reached.get(&node).copied();
            let belongs = within(on(rule.denominator.node), window);
            if belongs {
                out_of.push(key);
                below += amount(project, rule.denominator);
            }
            let counts = match rule.window {
                RateWindow::Both => belongs && within(on(rule.numerator.node), window),
                RateWindow::Cohort => belongs && on(rule.numerator.node).is_some(),
                RateWindow::Apart => within(on(rule.numerator.node), window),
            };
            if counts {
                counted.push(key);
                above += amount(project, rule.numerator);
            }
        }
        (above as f64 / 100.0, below as f64 / 100.0, counted, out_of)
    }

    /// The leads that pass: targets, each with the project it became, and the projects of nobody.
    pub fn leads(&self, s: Selection) -> Vec<(Lead, BTreeMap<Node, Day>)> {
        let mut leads = Vec::new();
        let mut told = Vec::new();
        for (key, target) in self.passing_targets(s) {
            let mut nodes = target.nodes.clone();
            if let Some(project) = target.project
                && let Some(known) = self.projects.get(&project)
                && !told.contains(&project)
            {
                told.push(project);
                for (node, on) in &known.reached {
                    let earlier = nodes.get(node).map_or(*on, |known| *known.min(on));
                    nodes.insert(*node, earlier);
                }
            }
            leads.push((Lead::Target(key), nodes));
        }
        for (key, project) in self.passing(s) {
            let signed = project.reached.keys().any(|node| *node >= Node::Signed);
            if signed && !told.contains(&key) {
                leads.push((Lead::Project(key), project.reached.clone()));
            }
        }
        leads
    }

    /// Who reached a node, the median of days since the node before, and of how many.
    pub fn step(
        &self,
        leads: &[(Lead, BTreeMap<Node, Day>)],
        node: Node,
        window: Option<(Day, Day)>,
    ) -> (Vec<Lead>, Option<i32>, u32) {
        let place = SHOWN.iter().position(|shown| *shown == node).unwrap();
        let (mut there, mut days) = (Vec::new(), Vec::new());
        for (lead, nodes) in leads {
            let Some(on) = nodes.get(&node).copied().filter(|on| within(Some(*on), window)) else { continue };
            there.push(*lead);
            if place > 0
                && let Some(before) = nodes.get(&SHOWN[place - 1])
                && *before <= on
            {
                days.push(on.since(*before));
            }
        }
        days.sort_unstable();
        let median = if days.is_empty() { None } else { Some(days[(days.len() - 1) / 2]) };
        (there, median, days.len() as u32)
    }

    /// Days from signing to production, the fastest first.
    pub fn landings(&self, s: Selection, window: Option<(Day, Day)>) -> Vec<(i32, Key)> {
        let mut landings = Vec::new();
        for (key, project) in self.passing(s) {
            if let (Some(signed), Some(produced)) =
                (project.reached.get(&Node::Signed), project.reached.get(&Node::InProduction))
                && within(Some(*produced), window)
                && signed <= produced
            {
                landings.push((produced.since(*signed), key));
            }
        }
        landings.sort_unstable();
        landings
    }
}

fn within(on: Option<Day>, window: Option<(Day, Day)>) -> bool {
    match (on, window) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(on), Some((from, to))) => from <= on && on <= to,
    }
}
