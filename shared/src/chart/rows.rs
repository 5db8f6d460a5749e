//! The rows of a chart: what one day knows of each firm, target, project, zone and lease of a chain.

mod supply;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use supply::{Invited, Leased, ZoneSupply};
pub(super) use supply::{invited, leased, parks, supplies};

use super::light::{self, Light};
use super::{Asked, Next};
use crate::atlas::Atlas;
use crate::census::Census;
use crate::entity::{Project, Target};
use crate::fact::outreach::{Intent, Promised, TargetRegistered};
use crate::fact::project::{Node, ProjectKind, ProjectRegistered};
use crate::fact::rule::PresetDefined;
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

    /// The furthest node it reached.
    #[must_use]
    pub fn furthest(&self) -> Option<(Node, Day)> {
        let last = Node::ALL.into_iter().rev();
        last.filter_map(|node| Some((node, self.reached(node)?))).next()
    }
}

/// Firms that are present.
pub(super) fn firms(atlas: &Atlas<'_>, asked: Asked) -> Vec<Firm> {
    let mut firms = Vec::new();
    for (key, ledger, present) in atlas.on(&atlas.world().enterprises) {
        let Some(firm) = present.then(|| ledger.seen(atlas.day())).flatten() else { continue };
        let a = &firm.attributes;
        if a.chain == asked.chain && asked.region.contains(a.region) {
            let home = a.origin.map(RegionCode::province);
            firms.push(Firm { key, stage: a.chain_stage, park: a.park, since: firm.since, home });
        }
    }
    firms
}

/// Targets of the chain one by one, and what parks hold for any target, whatever its chain and whoever follows it.
pub(super) fn each_target(
    atlas: &Atlas<'_>,
    asked: Asked,
    leads: Option<&PresetDefined>,
) -> (Vec<Prospect>, Vec<Held>) {
    let (mut prospects, mut held) = (Vec::new(), Vec::new());
    for (key, ledger, standing) in atlas.on(&atlas.world().targets) {
        let Some(target) = standing.and_then(|_| ledger.seen(atlas.day())) else { continue };
        let promised = target.promised.as_ref().filter(|_| target.holds().is_some());
        let promised = promised.map(|(_, promised)| Arc::clone(promised));
        let space = promised.as_ref().map_or(Area::ZERO, |promised| space(atlas, promised));
        if let Some(promised) = promised.clone() {
            held.push(Held { target: key, promised, space });
        }
        let a = &target.attributes;
        if a.chain == asked.chain && asked.region.contains(a.region) {
            prospects.push(Prospect {
                key: Some(key),
                count: 1,
                stage: a.chain_stage,
                home: a.home.province(),
                intent: target.intent.1,
                linked: target.project.is_some(),
                office: Some(Box::new(Courted { promised, space, ..courted(&target, atlas.day(), leads) })),
            });
        }
    }
    (prospects, held)
}

/// The floor space of a promise: as promised, or else that of the units it names.
fn space(atlas: &Atlas<'_>, promised: &Promised) -> Area {
    let area = |unit: &Key| Some(atlas.world().units.get(unit)?.standing(atlas.day())?.area_m2);
    promised.area_m2.unwrap_or_else(|| promised.units.iter().filter_map(area).sum())
}

fn courted(target: &Target, day: Day, leads: Option<&PresetDefined>) -> Courted {
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
        promised: None,
        space: Area::ZERO,
        light: light::of_target(action, day, leads),
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

/// Projects with an investor.
pub(super) fn works(atlas: &Atlas<'_>, asked: Asked, preset: Option<&PresetDefined>) -> Vec<Work> {
    let mut works = Vec::new();
    for (key, ledger, _) in atlas.on(&atlas.world().projects) {
        let Some(project) = ledger.seen(atlas.day()) else { continue };
        let a = &project.attributes;
        if a.kind == ProjectKind::Signed && a.chain == asked.chain && asked.region.contains(a.region) {
            works.push(work(key, &project, atlas.day(), preset));
        }
    }
    works
}

fn work(key: Key, project: &Project, day: Day, preset: Option<&PresetDefined>) -> Work {
    let by_node = |days: &BTreeMap<Node, Day>| Node::ALL.map(|node| days.get(&node).copied());
    let light = light::of_project(project, day, preset);
    // Who produces in a hall that stood before built nothing: the building that was planned is not waited for.
    let produces = project.reached.keys().any(|node| *node >= Node::InProduction);
    let is_passed =
        |node: &Node| produces && matches!(node, Node::Permitted | Node::Started | Node::Completed);
    let is_open =
        |node: &Node| !project.reached.contains_key(node) && !is_passed(node) && project.ended.is_none();
    let next = project.planned.iter().filter(|(node, _)| is_open(node)).min_by_key(|(_, on)| **on);
    let next = next.map(|(node, on)| Next::Node(*node, *on));
    let year = day.year();
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
        progress: progress.map(|(_, percent)| (percent, light::schedule(project, day))),
        next,
        light,
        units: project.place.units.clone(),
        attributes: Arc::clone(&project.attributes),
        office: project.office.clone(),
    }
}
