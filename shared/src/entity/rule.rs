//! Rules over time: the definition that was in force on a day counts for that day.

use std::sync::Arc;

use serde::Serialize;

use crate::Day;
use crate::fact::rule::{BoardDefined, PresetDefined, RateDefined, RuleFact};
use crate::fact::upkeep::{DeadlinesDefined, FreshnessDefined};
use crate::ledger::Entity;

/// A rule, as last defined.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// A rate.
    Rate(Arc<RateDefined>),
    /// A preset of the traffic light.
    Preset(Arc<PresetDefined>),
    /// The columns of a board.
    Board(Arc<BoardDefined>),
    /// Deadlines of leads and requests, and the day on which they were first defined.
    Deadlines(Day, Arc<DeadlinesDefined>),
    /// How long what is known may stand, and the day on which that was first defined.
    Freshness(Day, Arc<FreshnessDefined>),
}

impl Entity for Rule {
    type Fact = RuleFact;
    type Standing = ();

    fn evolve(record: &mut Option<Self>, on: Day, fact: &RuleFact) {
        let since = match record {
            Some(Rule::Deadlines(since, _) | Rule::Freshness(since, _)) => *since,
            _ => on,
        };
        *record = Some(match fact {
            RuleFact::RateDefined(rate) => Rule::Rate(Arc::clone(rate)),
            RuleFact::PresetDefined(preset) => Rule::Preset(Arc::clone(preset)),
            RuleFact::BoardDefined(board) => Rule::Board(Arc::clone(board)),
            RuleFact::DeadlinesDefined(deadlines) => Rule::Deadlines(since, Arc::clone(deadlines)),
            RuleFact::FreshnessDefined(freshness) => Rule::Freshness(since, Arc::clone(freshness)),
        });
    }

    fn standing(&self, _on: Day) {}
}
