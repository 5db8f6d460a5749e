//! The funnel: how many leads reached each node, and how long it took. Nodes are facts with dates and are not nested: each
//! is counted by itself, and a median is taken only over those that have both dates, in that order.

use std::collections::BTreeSet;

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
    /// The leads that reached it within the window.
    pub leads: Vec<Lead>,
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
    crate::order::sort(&mut days);
    days.get(days.len().checked_sub(1)? / 2).copied()
}

impl Chart {
    /// Every lead that passes with the days on which it reached the nodes: a target and its project are one lead.
    #[must_use]
    pub fn leads(&self, selection: Selection) -> Vec<(Lead, Nodes)> {
        let mut leads = Vec::new();
        let mut told: BTreeSet<Key> = BTreeSet::new();
        for prospect in self.prospects(selection) {
            let (Some(key), Some(office)) = (prospect.key, &prospect.office) else { continue };
            let work = office.project.and_then(|key| self.work(key));
            let mut nodes = office.nodes;
            // A project that several targets became is told once: with the first of them in the register.
            if let Some(work) = work.filter(|work| told.insert(work.key)) {
                for (mine, its) in nodes.iter_mut().zip(work.nodes) {
                    *mine = match (*mine, its) {
                        (Some(mine), Some(its)) => Some(mine.min(its)),
                        (one, other) => one.or(other),
                    };
                }
            }
            leads.push((Lead::Target(key), nodes));
        }
        // Of a project whose target does not pass only the project is told. One that is still negotiated is not told
        // beside its target: that is linked to it at the signing.
        let is_told = |work: &&Work| work.came_to(Node::Signed) && !told.contains(&work.key);
        for work in self.works(selection).filter(is_told) {
            leads.push((Lead::Project(work.key), work.nodes));
        }
        leads
    }

    /// The funnel within a window, or over the whole history up to the day.
    #[must_use]
    pub fn funnel(&self, selection: Selection, window: Option<(Day, Day)>) -> Funnel {
        let leads = self.leads(selection);
        let reached = |nodes: &Nodes, node: Node| nodes.get(node.place()).copied().flatten();
        let within = |nodes: &Nodes, node: Node| reached(nodes, node).filter(|on| Self::within(*on, window));
        let mut steps = Vec::new();
        let mut before: Option<Node> = None;
        for node in SHOWN {
            let there = leads.iter().filter(|(_, nodes)| within(nodes, node).is_some());
            let days: Vec<i32> = leads
                .iter()
                .filter_map(|(_, nodes)| {
                    let days = within(nodes, node)?.since(reached(nodes, before?)?);
                    (days >= 0).then_some(days)
                })
                .collect();
            steps.push(Step {
                node,
                leads: there.map(|(lead, _)| *lead).collect(),
                measured: days.len() as u32,
                median_days: median(days),
            });
            before = Some(node);
        }
        let mut landings: Vec<Landing> = self
            .works(selection)
            .filter_map(|work| {
                let produced = work.reached(Node::InProduction).filter(|on| Self::within(*on, window))?;
                Some(Landing { project: work.key, days: produced.since(work.reached(Node::Signed)?) })
            })
            .filter(|landing| landing.days >= 0)
            .collect();
        crate::order::sort_by(&mut landings, |a, b| a.days.cmp(&b.days).then(a.project.cmp(&b.project)));
        Funnel { steps, landings }
    }
}
