//! The rows of a chart: what one day knows of each firm, target, project, zone and lease of a chain.

mod supply;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use supply::{Invited, ZoneSpace, ZoneSupply};
pub(super) use supply::{invited, parks, spaces, supplies};

use super::light::{self, Light};
use super::{Asked, Next};
use crate::atlas::Atlas;
use crate::census::Census;
use crate::entity::{Enterprise, Project, Target};
use crate::fact::outreach::{Intent, Promised, TargetRegistered};
use crate::fact::project::{Node, ProjectKind, ProjectRegistered};
use crate::fact::rule::PresetDefined;
use crate::ledger::Ledger;
use crate::measure::Wan;
use crate::{Area, Day, Key, RegionCode};

/// The first day on which each node was reached.
pub type Nodes = [Option<Day>; Node::COUNT];

/// A firm that is present.
#[derive(Clone, Debug, PartialEq)]
pub struct Firm {
    /// Its record.
    pub key: Key,
    /// Its stage.
    pub stage: Option<Key>,
    /// Park or zone.
    pub park: Option<Key>,
    /// Since when it is here.
    pub since: Day,
    /// The province it came from.
    pub home: Option<RegionCode>,
}

/// A target: one for officials, a count of those that are alike for everyone else.
#[derive(Clone, Debug, PartialEq)]
pub struct Prospect {
    /// Its record; none where only the number is known.
    pub key: Option<Key>,
    /// How many.
    pub count: u32,
    /// Its stage.
    pub stage: Key,
    /// The province of its head office.
    pub home: RegionCode,
    /// Intent to relocate.
    pub intent: Intent,
    /// Became a project.
    pub linked: bool,
    /// What officials know of it besides.
    pub office: Option<Box<Courted>>,
}

/// What officials know of a target.
#[derive(Clone, Debug, PartialEq)]
pub struct Courted {
    /// Its attributes.
    pub attributes: Arc<TargetRegistered>,
    /// When it reached each node, before it became a project.
    pub nodes: Nodes,
    /// The project it became.
    pub project: Option<Key>,
    /// Who is responsible, by number.
    pub person: Option<Key>,
    /// The responsible unit.
    pub unit: Option<Arc<crate::fact::project::Duty>>,
    /// What is to be done next.
    pub next: Option<Next>,
    /// What a park holds for it.
    pub promised: Option<Arc<Promised>>,
    /// The floor space of that.
    pub space: Area,
    /// Whether what is next is late.
    pub light: Light,
}

/// What a park holds for a target.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// The target.
    pub target: Key,
    /// As promised.
    pub promised: Arc<Promised>,
    /// The floor space of it.
    pub space: Area,
}

/// A project with an investor.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// Its record.
    pub key: Key,
    /// Its attributes.
    pub attributes: Arc<ProjectRegistered>,
    /// Its stage.
    pub stage: Option<Key>,
    /// Park or zone.
    pub park: Option<Key>,
    /// The units it takes.
    pub units: Vec<Key>,
    /// The province it came from.
    pub home: Option<RegionCode>,
    /// When it reached each node.
    pub nodes: Nodes,
    /// When each node was planned.
    pub planned: Nodes,
    /// Funds in place.
    pub funded: Wan,
    /// Ended.
    pub ended: Option<Day>,
    /// What officials keep of it.
    pub office: Option<Arc<crate::entity::project::Office>>,
    /// Planned investment of the year and what has come of it.
    pub year: Option<(Wan, Wan)>,
    /// Physical progress, and the pro-rata schedule, percent.
    pub progress: Option<(u8, Option<f64>)>,
    /// What comes next.
    pub next: Option<Next>,
    /// Whether it is late.
    pub light: Light,
}

impl Prospect {
    /// Judges it on a day.
    pub(super) fn judge(&mut self, day: Day, leads: Option<&PresetDefined>) {
        let Some(office) = &mut self.office else { return };
        // What became a project is judged as one.
        let due = office.next.map(Next::due).filter(|_| office.project.is_none());
        office.light = light::of_target(due, day, leads);
    }
}

impl Work {
    /// Signed, not yet producing, not ended: under way. Nodes are skipped: what was landed or started is signed, whoever
    /// forgot to tell when.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        self.ended.is_none() && self.came_to(Node::Signed) && !self.came_to(Node::InProduction)
    }

    /// Neither signed nor ended.
    #[must_use]
    pub fn is_negotiated(&self) -> bool {
        self.ended.is_none() && !self.came_to(Node::Signed)
    }

    /// Whether it reached a node or one that comes after it.
    #[must_use]
    pub fn came_to(&self, node: Node) -> bool {
        self.nodes.iter().skip(node.place()).any(Option::is_some)
    }

    /// When it reached a node.
    #[must_use]
    pub fn reached(&self, node: Node) -> Option<Day> {
        self.nodes.get(node.place()).copied().flatten()
    }

    /// When a node was planned.
    #[must_use]
    pub fn planned(&self, node: Node) -> Option<Day> {
        self.planned.get(node.place()).copied().flatten()
    }

    /// Judges it on a day.
    pub(super) fn judge(&mut self, day: Day, preset: Option<&PresetDefined>) {
        self.light = light::of_project(self, day, preset);
        if let Some((percent, _)) = self.progress {
            self.progress = Some((percent, light::schedule(self, day)));
        }
    }

    /// The furthest node it reached.
    #[must_use]
    pub fn furthest(&self) -> Option<(Node, Day)> {
        let last = Node::ALL.into_iter().rev();
        last.filter_map(|node| Some((node, self.reached(node)?))).next()
    }
}

/// A firm that is present.
pub(super) fn firm(day: Day, asked: Asked, key: Key, ledger: &Ledger<Enterprise>) -> Option<Firm> {
    let firm = ledger.standing(day).filter(|present| **present).and_then(|_| ledger.seen(day))?;
    let a = &firm.attributes;
    let home = a.origin.map(RegionCode::province);
    let is_asked = a.chain == asked.chain && asked.region.contains(a.region);
    is_asked.then_some(Firm { key, stage: a.chain_stage, park: a.park, since: firm.since, home })
}

/// A target of the chain.
pub(super) fn target(atlas: &Atlas<'_>, asked: Asked, key: Key, ledger: &Ledger<Target>) -> Option<Prospect> {
    let target = ledger.standing(atlas.day())?.and_then(|_| ledger.seen(atlas.day()))?;
    let a = &target.attributes;
    let is_asked = a.chain == asked.chain && asked.region.contains(a.region);
    is_asked.then(|| Prospect {
        key: Some(key),
        count: 1,
        stage: a.chain_stage,
        home: a.home.province(),
        intent: target.intent.1,
        linked: target.project.is_some(),
        office: Some(Box::new(courted(atlas, &target))),
    })
}

/// What a park holds for a target, whatever its chain and whoever follows it.
pub(super) fn held(atlas: &Atlas<'_>, key: Key, ledger: &Ledger<Target>) -> Option<Held> {
    let target = ledger.standing(atlas.day())?.and_then(|_| ledger.seen(atlas.day()))?;
    let promised = promise(&target)?;
    Some(Held { target: key, space: space(atlas, &promised), promised })
}

/// What a park holds for a target; nothing once it became a project.
fn promise(target: &Target) -> Option<Arc<Promised>> {
    target.holds()?;
    target.promised.as_ref().map(|(_, promised)| Arc::clone(promised))
}

/// The floor space of a promise: as promised, or else that of the units it names.
fn space(atlas: &Atlas<'_>, promised: &Promised) -> Area {
    let area = |unit: &Key| Some(atlas.world().units.get(unit)?.standing(atlas.day())?.area_m2);
    promised.area_m2.unwrap_or_else(|| promised.units.iter().filter_map(area).sum())
}

/// The light is judged later: it changes from day to day.
fn courted(atlas: &Atlas<'_>, target: &Target) -> Courted {
    let promised = promise(target);
    let mut nodes = Nodes::default();
    let reached = [
        (Node::Lead, Some(target.entered)),
        (Node::Assessed, target.assessed),
        (Node::FirstTalk, target.talked),
        (Node::Negotiating, target.negotiating),
    ];
    for (node, on) in reached {
        if let Some(place) = nodes.get_mut(node.place()) {
            *place = on;
        }
    }
    // What became a project is judged as one.
    let action = target.action.filter(|_| target.project.is_none());
    Courted {
        attributes: Arc::clone(&target.attributes),
        nodes,
        project: target.project,
        person: target.duty.as_ref().and_then(|duty| duty.person),
        unit: target.duty.clone(),
        next: action.map(|set| Next::Action(set.action, set.due)),
        space: promised.as_ref().map_or(Area::ZERO, |promised| space(atlas, promised)),
        promised,
        light: Light::default(),
    }
}

/// Targets as counts.
pub(super) fn counted(census: &Census, asked: Asked, day: Day) -> Vec<Prospect> {
    let classes = census.on(day, asked.region).into_iter().filter(|(class, _)| class.chain == asked.chain);
    let mut prospects: Vec<Prospect> = Vec::new();
    for (class, count) in classes {
        let Ok(count) = u32::try_from(count) else { continue };
        prospects.push(Prospect {
            key: None,
            count,
            stage: class.stage,
            home: class.home,
            intent: class.intent,
            linked: class.linked,
            office: None,
        });
    }
    prospects
}

/// A project with an investor.
pub(super) fn work(day: Day, asked: Asked, key: Key, ledger: &Ledger<Project>) -> Option<Work> {
    let project = ledger.standing(day).and_then(|_| ledger.seen(day))?;
    let a = &project.attributes;
    let is_asked = a.kind == ProjectKind::Signed && a.chain == asked.chain && asked.region.contains(a.region);
    is_asked.then(|| worked(key, &project, day.year()))
}

/// Light and schedule are judged later: they change from day to day.
fn worked(key: Key, project: &Project, year: i32) -> Work {
    let plan = project.office.as_ref().and_then(|office| office.years.get(&year)).copied();
    let progress = project.office.as_ref().and_then(|office| office.progress);
    Work {
        key,
        stage: project.attributes.chain_stage,
        park: project.place.park,
        home: project.attributes.origin.map(RegionCode::province),
        nodes: by_node(&project.reached),
        planned: by_node(&project.planned),
        funded: project.funded,
        ended: project.ended.map(|(on, _)| on),
        year: plan.map(|plan| (plan, project.arrived.get(&year).copied().unwrap_or_default())),
        progress: progress.map(|(_, percent)| (percent, None)),
        next: project.next_node().map(|(node, on)| Next::Node(node, on)),
        light: Light::default(),
        units: project.place.units.clone(),
        attributes: Arc::clone(&project.attributes),
        office: project.office.clone(),
    }
}

fn by_node(days: &BTreeMap<Node, Day>) -> Nodes {
    let mut nodes = Nodes::default();
    for (node, on) in days {
        if let Some(place) = nodes.get_mut(node.place()) {
            *place = Some(*on);
        }
    }
    nodes
}
