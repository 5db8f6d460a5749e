//! The chain as a graph: which stage stands in which column, and what is wrong with a graph that was imported.

use std::collections::BTreeMap;

use crate::Key;
use crate::fact::registry::{ChainDefined, ChainStage, StageRole};

/// What is wrong with a chain. A command would have been refused; an imported chain is told, and drawn as far as it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GraphFault {
    /// A stage feeds itself, by itself or by way of others: the input that closes the circle is not drawn.
    Loop {
        /// The stage whose input closes the circle.
        stage: Key,
    },
    /// An input that is no stage.
    UnknownInput {
        /// The stage.
        stage: Key,
        /// The input it names.
        input: Key,
    },
}

/// Columns of stages from left to right, and those that stand apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    /// Stages by column, each from top to bottom.
    pub columns: Vec<Vec<Key>>,
    /// Stages that neither feed nor are fed.
    pub apart: Vec<Key>,
    /// What is wrong with the chain.
    pub faults: Vec<GraphFault>,
}

/// Lays a chain out.
#[must_use]
pub fn layout(chain: &ChainDefined) -> Graph {
    let mut faults = Vec::new();
    let stages = &chain.stages;
    let place = |key: Key| stages.iter().position(|stage| stage.key == key);
    let closes =
        |links: &[_], from, to| reached_from(stages.len(), links, to).get(from).copied().unwrap_or_default();
    // Links by place, without those that lead nowhere and those that would close a circle.
    let mut links: Vec<(usize, usize)> = Vec::new();
    for (to, stage) in stages.iter().enumerate() {
        for input in &stage.inputs {
            match place(*input) {
                Some(from) if links.contains(&(from, to)) => {}
                Some(from) if closes(&links, from, to) => faults.push(GraphFault::Loop { stage: stage.key }),
                Some(from) => links.push((from, to)),
                None => faults.push(GraphFault::UnknownInput { stage: stage.key, input: *input }),
            }
        }
    }
    let column = columns(stages.len(), &links);
    let is_linked = |at: usize| links.iter().any(|(from, to)| *from == at || *to == at);
    let mut graph = Graph { faults, ..Graph::default() };
    let last = (0..stages.len()).filter(|at| is_linked(*at)).filter_map(|at| column.get(at).copied()).max();
    let mut rows: Vec<Vec<usize>> = vec![Vec::new(); last.map_or(0, |last| last + 1)];
    for (at, stage) in stages.iter().enumerate() {
        match column.get(at).and_then(|column| rows.get_mut(*column)).filter(|_| is_linked(at)) {
            Some(row) => row.push(at),
            None => graph.apart.push(stage.key),
        }
    }
    rows.retain(|row| !row.is_empty());
    for at in 0..rows.len() {
        settle(&mut rows, at, &links);
    }
    let key = |at: &usize| stages.get(*at).map(|stage| stage.key);
    graph.columns = rows.iter().map(|row| row.iter().filter_map(key).collect()).collect();
    graph
}

/// Which stages one reaches from a stage along links, the stage itself among them.
fn reached_from(stages: usize, links: &[(usize, usize)], from: usize) -> Vec<bool> {
    let mut reached = vec![false; stages];
    let mut waiting = vec![from];
    while let Some(stage) = waiting.pop() {
        match reached.get_mut(stage) {
            Some(seen) if !*seen => *seen = true,
            _ => continue,
        }
        waiting.extend(links.iter().filter(|(from, _)| *from == stage).map(|(_, to)| *to));
    }
    reached
}

/// The column of each stage: one behind its farthest input. A stage without inputs stands right before what it feeds
/// together with others, and what it feeds alone goes along with it.
fn columns(stages: usize, links: &[(usize, usize)]) -> Vec<usize> {
    let mut column = vec![0usize; stages];
    push_right(&mut column, links);
    for at in (0..stages).filter(|at| !links.iter().any(|(_, to)| to == at)) {
        let follows = reached_from(stages, links, at);
        let is_fed_by_others = |stage: usize| {
            let mut inputs = links.iter().filter(|(_, to)| *to == stage);
            inputs.any(|(from, _)| follows.get(*from) == Some(&false))
        };
        let fed = links.iter().filter(|(from, to)| *from == at && is_fed_by_others(*to));
        let next = fed.filter_map(|(_, to)| column.get(*to)).min().copied();
        if let (Some(next), Some(c)) = (next, column.get_mut(at)) {
            *c = next.saturating_sub(1);
        }
    }
    push_right(&mut column, links);
    column
}

/// Moves every stage behind its inputs. Each round can only move stages to the right; without circles it rests after as
/// many rounds as there are stages.
fn push_right(column: &mut [usize], links: &[(usize, usize)]) {
    for _ in 0..column.len() {
        for (from, to) in links {
            let behind = column.get(*from).map_or(0, |c| c + 1);
            if let Some(c) = column.get_mut(*to) {
                *c = behind.max(*c);
            }
        }
    }
}

/// Orders a column by where its inputs stand in the column before, so that few links cross. Equals keep the order in which
/// the chain names them.
fn settle(rows: &mut [Vec<usize>], at: usize, links: &[(usize, usize)]) {
    let Some((before, rest)) = rows.split_at_mut_checked(at) else { return };
    let (Some(before), Some(row)) = (before.last(), rest.first_mut()) else { return };
    let middle = |stage: usize| {
        let mut sum = (0usize, 0usize);
        for (from, to) in links {
            if *to == stage
                && let Some(place) = before.iter().position(|other| other == from)
            {
                sum = (sum.0 + place * 2 + 1, sum.1 + 1);
            }
        }
        sum
    };
    let weighed: BTreeMap<usize, (usize, usize)> = row.iter().map(|stage| (*stage, middle(*stage))).collect();
    crate::order::sort_by(row, |a, b| {
        let of = |stage: &usize| weighed.get(stage).copied().unwrap_or_default();
        let ((a, an), (b, bn)) = (of(a), of(b));
        // Without inputs in the column before: at the top.
        (a * bn.max(1)).cmp(&(b * an.max(1)))
    });
}

/// Whether a stage lies in the flow of its chain.
#[must_use]
pub fn is_core(stage: &ChainStage) -> bool {
    stage.role == StageRole::Core
}
