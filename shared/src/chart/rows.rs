//! The rows of a chart: what one day knows of each firm, target, project, zone and lease of a chain.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::light::{self, Light};
use super::{Asked, Next};
use crate::atlas::Atlas;
use crate::census::Census;
use crate::entity::{Project, Target, UnitStatus};
use crate::fact::carrier::Supply;
use crate::fact::outreach::{Intent, Promised, TargetRegistered};
use crate::fact::project::{Node, ProjectKind, ProjectRegistered};
use crate::fact::rule::PresetDefined;
use crate::fact::unit::UnitFact;
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
    /// Whether that is late.
    pub light: Light,
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
    /// Signed, not yet producing, not ended: under way.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        self.ended.is_none()
            && self.reached(Node::Signed).is_some()
            && self.reached(Node::InProduction).is_none()
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

/// What a zone can supply.
#[derive(Clone, Debug, PartialEq)]
pub struct ZoneSupply {
    /// The zone, or the park where its zones report nothing.
    pub zone: Key,
    /// As last reported.
    pub supply: Supply,
}

/// Floor space let to a firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leased {
    /// The firm's stage.
    pub stage: Key,
    /// The zone.
    pub park: Key,
    /// Floor space.
    pub area: Area,
}

/// An enterprise invited from abroad.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// The invitation.
    pub key: Key,
    /// Country, ISO 3166-1 alpha-2.
    pub country: String,
}

/// The park of each zone.
pub(super) fn parks(atlas: &Atlas<'_>) -> BTreeMap<Key, Key> {
    let parks = atlas.on(&atlas.world().parks);
    parks
        .filter_map(|(key, ledger, _)| Some((key, ledger.latest()?.attributes.parent.unwrap_or(key))))
        .collect()
}

pub(super) fn firms(atlas: &Atlas<'_>, asked: Asked) -> Vec<Firm> {
    let mut firms = Vec::new();
    for (key, ledger, present) in atlas.on(&atlas.world().enterprises) {
        let Some(firm) = present.then(|| ledger.on(atlas.day())).flatten() else { continue };
        let a = &firm.attributes;
        if a.chain == asked.chain && asked.region.contains(a.region) {
            let home = a.origin.map(RegionCode::province);
            firms.push(Firm { key, stage: a.chain_stage, park: a.park, since: firm.since, home });
        }
    }
    firms
}

/// Targets one by one.
pub(super) fn each_prospect(atlas: &Atlas<'_>, asked: Asked, leads: Option<&PresetDefined>) -> Vec<Prospect> {
    let day = atlas.day();
    let mut prospects = Vec::new();
    for (key, ledger, standing) in atlas.on(&atlas.world().targets) {
        // Attributes never change: what is of no concern here is not folded.
        let concerns = ledger.latest().is_some_and(|target| {
            target.attributes.chain == asked.chain && asked.region.contains(target.attributes.region)
        });
        if standing.is_none() || !concerns {
            continue;
        }
        let Some(target) = ledger.on(day) else { continue };
        prospects.push(Prospect {
            key: Some(key),
            count: 1,
            stage: target.attributes.chain_stage,
            home: target.attributes.home.province(),
            intent: target.intent.1,
            linked: target.project.is_some(),
            office: Some(Box::new(courted(&target, day, leads))),
        });
    }
    prospects
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
        promised: target
            .promised
            .as_ref()
            .filter(|_| target.holds().is_some())
            .map(|(_, held)| Arc::clone(held)),
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
        let Some(project) = ledger.on(atlas.day()) else { continue };
        let a = &project.attributes;
        if a.kind == ProjectKind::Signed && a.chain == asked.chain && asked.region.contains(a.region) {
            works.push(work(key, project, atlas.day(), preset));
        }
    }
    works
}

fn work(key: Key, project: Project, day: Day, preset: Option<&PresetDefined>) -> Work {
    let by_node = |days: &BTreeMap<Node, Day>| Node::ALL.map(|node| days.get(&node).copied());
    let light = light::of_project(&project, day, preset);
    let is_open = |node: &Node| !project.reached.contains_key(node) && project.ended.is_none();
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
        progress: progress.map(|(_, percent)| (percent, light::schedule(&project, day))),
        next,
        light,
        units: project.place.units,
        attributes: project.attributes,
        office: project.office,
    }
}

/// What zones can supply; a park counts by itself only where none of its zones reports.
pub(super) fn supplies(atlas: &Atlas<'_>, region: RegionCode, parks: &BTreeMap<Key, Key>) -> Vec<ZoneSupply> {
    let mut all = Vec::new();
    for (zone, ledger, _) in atlas.on(&atlas.world().parks) {
        let Some(park) = ledger.on(atlas.day()) else { continue };
        if park.supply != Supply::default() && region.contains(park.attributes.region) {
            all.push(ZoneSupply { zone, supply: park.supply });
        }
    }
    let reporting: Vec<Key> =
        all.iter().filter_map(|s| parks.get(&s.zone).filter(|park| **park != s.zone)).copied().collect();
    all.retain(|s| !reporting.contains(&s.zone));
    all
}

/// Floor space let to firms of the chain whose record is named in the lease.
pub(super) fn leased(atlas: &Atlas<'_>, asked: Asked) -> Vec<Leased> {
    let world = atlas.world();
    let stage_of = |firm: Key| {
        let a = &world.enterprises.get(&firm)?.latest()?.attributes;
        (a.chain == asked.chain).then_some(a.chain_stage).flatten()
    };
    let mut leased = Vec::new();
    for place in crate::tally::places(world) {
        let moment = place.ledger.standing(atlas.day());
        let Some(moment) = moment.filter(|m| matches!(m.status, UnitStatus::Leased | UnitStatus::Ending))
        else {
            continue;
        };
        if !asked.region.contains(place.region) {
            continue;
        }
        // The standing does not name the tenant's record: that would cost memory for every unit there is.
        let lease = place.ledger.counting().rev().filter(|(on, ..)| *on <= atlas.day());
        let firm = lease.map(|(.., fact)| fact).find_map(|fact| match fact {
            UnitFact::Leased(lease) => Some(lease.enterprise),
            _ => None,
        });
        if let Some(stage) = firm.flatten().and_then(stage_of) {
            leased.push(Leased { stage, park: *place.zone, area: moment.area_m2 });
        }
    }
    leased
}

/// Enterprises invited from abroad for the chain.
pub(super) fn invited(atlas: &Atlas<'_>, asked: Asked) -> Vec<Invited> {
    let mut invited = Vec::new();
    for (key, ledger, ()) in atlas.on(&atlas.world().invitations) {
        let Some(sent) = ledger.latest().map(|invitation| &invitation.attributes) else { continue };
        if asked.region.contains(sent.region) && sent.chain.is_none_or(|chain| chain == asked.chain) {
            invited.push(Invited { key, country: sent.country.clone() });
        }
    }
    invited
}
