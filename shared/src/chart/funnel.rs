//! The funnel: how many leads reached each node, and how long it took. Nodes are facts with dates and are not nested: each
//! is counted by itself, and a median is taken only over those that have both dates, in that order.

use super::rows::Nodes;
use super::select::Selection;
use super::{Chart, Work};
use crate::fact::project::Node;
use crate::{Day, Key};

/// A record behind a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lead {
    /// A target.
    Target(Key),
    /// A project.
    Project(Key),
}

/// One node of the funnel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The node.
    pub node: Node,
    /// How many leads reached it within the window; [`Chart::reached`] names them.
    pub leads: u32,
    /// Median days since the node shown before, over the leads that reached both, that one first or on the same day.
    pub median_days: Option<i32>,
    /// How many leads that median is taken over.
    pub measured: u32,
}

/// How long a project took from signing to production.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Landing {
    /// The project.
    pub project: Key,
    /// Days.
    pub days: i32,
}

/// The funnel of what passes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Funnel {
    /// Its nodes.
    pub steps: Vec<Step>,
    /// Days from signing to production of those that produce since within the window, the fastest first. What produced
    /// before it signed was not landed by signing.
    pub landings: Vec<Landing>,
}

impl Funnel {
    /// The median of the landings.
    #[must_use]
    pub fn median_landing(&self) -> Option<i32> {
        median(self.landings.iter().map(|landing| landing.days).collect())
    }
}

/// The nodes that the chart shows; the others are dated facts too, and stand in the panel of each project.
pub const SHOWN: [Node; 11] = [
    Node::Lead,
    Node::Assessed,
    Node::FirstTalk,
    Node::Negotiating,
    Node::Signed,
    Node::Landed,
    Node::Started,
    Node::Completed,
    Node::InProduction,
    Node::AboveScale,
    Node::FullOutput,
];

/// The lower of the two middle ones where there are two: a day that some lead really took.
fn median(mut days: Vec<i32>) -> Option<i32> {
    let middle = days.len().checked_sub(1)? / 2;
    Some(*days.select_nth_unstable(middle).1)
}

/// The day on which a node was reached.
fn day_of(nodes: &Nodes, node: Node) -> Option<Day> {
    nodes.get(node.place()).copied().flatten()
}

impl Chart {
    /// Shows every lead that passes with the days on which it reached the nodes: a target and its project are one lead.
    fn each_lead(&self, selection: Selection, mut see: impl FnMut(Lead, &Nodes)) {
        let mut told = vec![false; self.works.len()];
        for prospect in self.prospects(selection) {
            let (Some(key), Some(office)) = (prospect.key, &prospect.office) else { continue };
            let lead = Lead::Target(key);
            // A project that several targets became is told once: with the first of them in the register.
            let place = office.project.and_then(|key| self.place_of(key));
            let place =
                place.filter(|at| told.get_mut(*at).is_some_and(|told| !std::mem::replace(told, true)));
            let Some(work) = place.and_then(|at| self.works.get(at)) else {
                see(lead, &office.nodes);
                continue;
            };
            let mut nodes = office.nodes;
            for (mine, its) in nodes.iter_mut().zip(work.nodes) {
                *mine = match (*mine, its) {
                    (Some(mine), Some(its)) => Some(mine.min(its)),
                    (one, other) => one.or(other),
                };
            }
            see(lead, &nodes);
        }
        // Of a project whose target does not pass only the project is told. One that is still negotiated is not told
        // beside its target: that is linked to it at the signing.
        let is_told = |work: &Work| self.passes_work(work, selection) && work.came_to(Node::Signed);
        for (work, told) in self.works.iter().zip(told) {
            if !told && is_told(work) {
                see(Lead::Project(work.key), &work.nodes);
            }
        }
    }

    /// The leads that reached a node within a window, and when.
    #[must_use]
    pub fn reached(&self, node: Node, selection: Selection, window: Option<(Day, Day)>) -> Vec<(Lead, Day)> {
        let mut leads = Vec::new();
        self.each_lead(selection, |lead, nodes| {
            let on = day_of(nodes, node).filter(|on| Self::within(*on, window));
            leads.extend(on.map(|on| (lead, on)));
        });
        leads
    }

    /// The funnel within a window, or over the whole history up to the day.
    #[must_use]
    pub fn funnel(&self, selection: Selection, window: Option<(Day, Day)>) -> Funnel {
        const NONE: Vec<i32> = Vec::new();
        let (mut leads, mut days) = ([0u32; SHOWN.len()], [NONE; SHOWN.len()]);
        self.each_lead(selection, |_, nodes| {
            let mut before: Option<Day> = None;
            for ((node, leads), days) in SHOWN.into_iter().zip(&mut leads).zip(&mut days) {
                let reached = day_of(nodes, node);
                if let Some(on) = reached.filter(|on| Self::within(*on, window)) {
                    *leads += 1;
                    days.extend(before.map(|before| on.since(before)).filter(|days| *days >= 0));
                }
                before = reached;
            }
        });
        let steps = SHOWN.into_iter().zip(leads).zip(days).map(|((node, leads), days)| Step {
            node,
            leads,
            measured: days.len() as u32,
            median_days: median(days),
        });
        let mut landings: Vec<Landing> = self
            .works(selection)
            .filter_map(|work| {
                let produced = work.reached(Node::InProduction).filter(|on| Self::within(*on, window))?;
                Some(Landing { project: work.key, days: produced.since(work.reached(Node::Signed)?) })
            })
            .filter(|landing| landing.days >= 0)
            .collect();
        crate::order::sort_by(&mut landings, |a, b| a.days.cmp(&b.days).then(a.project.cmp(&b.project)));
        Funnel { steps: steps.collect(), landings }
    }
}
