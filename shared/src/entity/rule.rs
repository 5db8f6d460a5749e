//! Rules over time: the definition that was in force on a day counts for that day.

use std::sync::Arc;

use serde::Serialize;

use crate::Day;
use crate::fact::rule::{BoardDefined, PresetDefined, RateDefined, RuleFact};
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
}

impl Entity for Rule {
    type Fact = RuleFact;
    type Standing = ();

    fn evolve(record: &mut Option<Self>, _on: Day, fact: &RuleFact) {
        *record = Some(match fact {
            RuleFact::RateDefined(rate) => Rule::Rate(Arc::clone(rate)),
            RuleFact::PresetDefined(preset) => Rule::Preset(Arc::clone(preset)),
            RuleFact::BoardDefined(board) => Rule::Board(Arc::clone(board)),
        });
    }

    fn standing(&self, _on: Day) {}
}
