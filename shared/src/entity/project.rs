//! A project over time. The map shows its furthest fact; the panel lists them all, because stages are not nested.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::Day;
use crate::fact::outreach::RequestKind;
use crate::fact::project::{Duty, EndReason, Node, Placed, ProjectFact, ProjectKind, ProjectRegistered};
use crate::json::FromJson;
use crate::ledger::Entity;
use crate::measure::Wan;

/// The stage that a project's sign shows, in the order in which the disc fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
pub enum ProjectStage {
    /// 推介.
    Offered,
    /// 在谈.
    Negotiating,
    /// 签约.
    Signed,
    /// 开工.
    Started,
    /// 竣工.
    Completed,
    /// 投产.
    Production,
    /// 达产.
    Full,
    /// 终止.
    Ended,
}

impl ProjectStage {
    /// All, in order.
    pub const ALL: [ProjectStage; 8] = [
        ProjectStage::Offered,
        ProjectStage::Negotiating,
        ProjectStage::Signed,
        ProjectStage::Started,
        ProjectStage::Completed,
        ProjectStage::Production,
        ProjectStage::Full,
        ProjectStage::Ended,
    ];

    /// 0–7, as the map carries it.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The word of addresses and filters.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            ProjectStage::Offered => "offered",
            ProjectStage::Negotiating => "negotiating",
            ProjectStage::Signed => "signed",
            ProjectStage::Started => "started",
            ProjectStage::Completed => "completed",
            ProjectStage::Production => "production",
            ProjectStage::Full => "full",
            ProjectStage::Ended => "ended",
        }
    }

    /// The stage of that word.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.slug() == slug)
    }

    /// The stage that a node of the life cycle brings a project to.
    #[must_use]
    pub const fn of(node: Node) -> Self {
        match node {
            Node::Lead | Node::Assessed | Node::FirstTalk | Node::Negotiating => ProjectStage::Negotiating,
            Node::Signed | Node::Landed | Node::Filed | Node::Approved | Node::Permitted => {
                ProjectStage::Signed
            }
            Node::Started | Node::Entered => ProjectStage::Started,
            Node::Completed => ProjectStage::Completed,
            Node::InProduction | Node::AboveScale => ProjectStage::Production,
            Node::FullOutput => ProjectStage::Full,
        }
    }
}

/// A project.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Project {
    /// Attributes.
    pub attributes: Arc<ProjectRegistered>,
    /// Where it stands.
    pub place: Placed,
    /// The first day each node was reached.
    pub reached: BTreeMap<Node, Day>,
    /// The day last planned for each node.
    pub planned: BTreeMap<Node, Day>,
    /// Funds in place, 万元.
    pub funded: Wan,
    /// Funds in place by the year in which they came, 万元.
    pub arrived: BTreeMap<i32, Wan>,
    /// Flagship.
    pub flagship: bool,
    /// Ended, and why; none while it goes on.
    pub ended: Option<(Day, EndReason)>,
    /// What only officials know of it; most projects of a visitor's world have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<Arc<Office>>,
}

/// What officials keep of a project: who is responsible, how far it is, what stands in its way. Internal.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Office {
    /// Who is responsible.
    pub duty: Duty,
    /// 形象进度 in percent, and the day it was reported; none before the first report.
    pub progress: Option<(Day, u8)>,
    /// Planned investment by year, 万元.
    pub years: BTreeMap<i32, Wan>,
    /// Open problems: since when, and the day by which each is to be solved.
    pub problems: BTreeMap<RequestKind, (Day, Option<Day>)>,
}

/// What the map and the figures need of a project on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ProjectMoment {
    /// Stage.
    pub stage: ProjectStage,
    /// Flagship.
    pub flagship: bool,
}

impl Project {
    /// The stage of its sign.
    #[must_use]
    pub fn stage(&self) -> ProjectStage {
        if self.ended.is_some() {
            return ProjectStage::Ended;
        }
        let first = match self.attributes.kind {
            ProjectKind::Offered => ProjectStage::Offered,
            ProjectKind::Signed => ProjectStage::Negotiating,
        };
        self.reached.keys().map(|n| ProjectStage::of(*n)).fold(first, ProjectStage::max)
    }

    /// Since when a problem of a kind has been open; none where it is not.
    #[must_use]
    pub fn problem(&self, kind: RequestKind) -> Option<Day> {
        self.office.as_ref()?.problems.get(&kind).map(|(since, _)| *since)
    }

    fn office_mut(&mut self) -> &mut Office {
        Arc::make_mut(self.office.get_or_insert_default())
    }

    fn fund(&mut self, on: Day, wan: Wan) {
        self.funded += wan;
        *self.arrived.entry(on.year()).or_default() += wan;
    }

    /// The next planned node that it has not reached, and the day; none once it has ended.
    #[must_use]
    pub fn next_node(&self) -> Option<(Node, Day)> {
        // Who produces in a hall that stood before built nothing: the building that was planned is not waited for.
        let produces = self.reached.keys().any(|node| *node >= Node::InProduction);
        let is_passed =
            |node: &Node| produces && matches!(node, Node::Permitted | Node::Started | Node::Completed);
        let is_open =
            |node: &Node| !self.reached.contains_key(node) && !is_passed(node) && self.ended.is_none();
        let open = self.planned.iter().filter(|(node, _)| is_open(node));
        open.min_by_key(|(_, on)| **on).map(|(node, on)| (*node, *on))
    }

    /// Days from signing to production, when both are known.
    #[must_use]
    pub fn landing_days(&self) -> Option<i32> {
        Some(self.reached.get(&Node::InProduction)?.since(*self.reached.get(&Node::Signed)?))
    }
}

impl Entity for Project {
    type Fact = ProjectFact;
    type Standing = ProjectMoment;

    fn evolve(record: &mut Option<Self>, on: Day, fact: &ProjectFact) {
        if let ProjectFact::Registered(attributes) = fact {
            // Entered again when it becomes public: to those who knew it, its history goes on.
            if let Some(project) = record {
                project.place = attributes.place.clone();
                project.attributes = Arc::clone(attributes);
                return;
            }
            *record = Some(Project {
                attributes: Arc::clone(attributes),
                place: attributes.place.clone(),
                reached: BTreeMap::new(),
                planned: BTreeMap::new(),
                funded: Wan::ZERO,
                arrived: BTreeMap::new(),
                flagship: false,
                ended: None,
                office: None,
            });
            return;
        }
        let Some(project) = record else { return };
        match fact {
            ProjectFact::Registered(_) | ProjectFact::Confirmed(_) => {}
            ProjectFact::Reached(f) => {
                project.reached.entry(f.node).or_insert(on);
            }
            ProjectFact::Planned(f) => {
                project.planned.insert(f.node, f.day);
            }
            ProjectFact::Funded(f) => project.fund(on, f.wan),
            ProjectFact::Flagged(_) => project.flagship = true,
            ProjectFact::Placed(place) => project.place = place.clone(),
            ProjectFact::Ended(f) => project.ended = Some((on, f.reason)),
            ProjectFact::Revived(_) => project.ended = None,
            ProjectFact::DutyAssigned(duty) => project.office_mut().duty = (**duty).clone(),
            ProjectFact::Progressed(f) => project.office_mut().progress = Some((on, f.percent)),
            ProjectFact::YearPlanned(f) => {
                project.office_mut().years.insert(f.year, f.wan);
            }
            ProjectFact::ProblemRaised(f) => {
                project.office_mut().problems.entry(f.kind).or_insert((on, f.due));
            }
            ProjectFact::ProblemSolved(f) => {
                project.office_mut().problems.remove(&f.kind);
            }
        }
    }

    fn standing(&self, _on: Day) -> ProjectMoment {
        ProjectMoment { stage: self.stage(), flagship: self.flagship }
    }
}
