//! Rules as data: rates, presets of the traffic light, columns of the board, deadlines, promises. An official adds one without touching code.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::happenings;
use super::project::Node;
use super::upkeep::{DeadlinesDefined, FreshnessDefined};
use crate::Text;
use crate::json::FromJson;

happenings! {
    /// What happened to a rule; its key is the rule's name in addresses.
    RuleFact of "rule" {
        /// A rate was defined, or defined anew.
        RateDefined(Arc<RateDefined>) = "rate_defined",
        /// A preset of the traffic light was defined, or defined anew.
        PresetDefined(Arc<PresetDefined>) = "preset_defined",
        /// The columns of a board were defined, or defined anew.
        BoardDefined(Arc<BoardDefined>) = "board_defined",
        /// Deadlines of leads and requests were defined, or defined anew.
        DeadlinesDefined(Arc<DeadlinesDefined>) = "deadlines_defined",
        /// How long what is known may stand was defined, or defined anew.
        FreshnessDefined(Arc<FreshnessDefined>) = "freshness_defined",
    }
}

/// A rate: what is counted, out of what, within which window.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RateDefined {
    /// Name, such as 落地率 / Landing rate.
    pub name: Text,
    /// What is counted.
    pub numerator: Counted,
    /// Out of what.
    pub denominator: Counted,
    /// Which projects belong together.
    pub window: RateWindow,
}

/// What of the projects that reached a node is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Counted {
    /// The node that a project must have reached.
    pub node: Node,
    /// The projects themselves, or their money.
    #[serde(default, skip_serializing_if = "Measured::is_projects")]
    pub measured: Measured,
}

/// What a rate adds up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Measured {
    /// Projects, one each.
    #[default]
    Projects,
    /// Contracted investment, 万元.
    Contracted,
    /// Funds in place, 万元.
    Funded,
}

impl Measured {
    fn is_projects(&self) -> bool {
        *self == Self::Projects
    }
}

/// Which projects belong together in a rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RateWindow {
    /// Projects that reached both nodes within the window: signed and landed within the year.
    Both,
    /// Projects that reached the denominator's node within the window, and the numerator's at any time up to the day.
    Cohort,
    /// Each node counted by itself within the window, whatever became of the same projects.
    Apart,
}

/// A preset of the traffic light: a list of rules, of which the gravest light counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PresetDefined {
    /// Name, such as 银川 2025 / Yinchuan 2025.
    pub name: Text,
    /// Its rules, each for another measure.
    pub rules: Vec<LightRule>,
}

/// When one measure turns yellow and when red.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LightRule {
    /// What is measured.
    pub measure: Lateness,
    /// Yellow from this value on.
    pub yellow_from: f64,
    /// Red above this value.
    pub red_above: f64,
}

/// How lateness is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Lateness {
    /// 形象进度 behind 序时进度, percentage points.
    Progress,
    /// Months in a row, the planned one counted, in which construction should have started and did not.
    Start,
    /// Months since the start without entry in statistics (入库).
    Entry,
    /// Funds of the year below the year's pro-rata plan, percent.
    Investment,
    /// Days by which the next planned node is overdue.
    Node,
    /// Days by which the next action with a target is overdue.
    Action,
}

/// The columns of a board, in their order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BoardDefined {
    /// Name, such as 台账 / Ledger.
    pub name: Text,
    /// The columns.
    pub columns: Vec<BoardColumn>,
}

/// A column of a board; the place decides what it is called.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BoardColumn {
    /// What it shows.
    pub field: BoardField,
    /// What it is called here.
    pub name: Text,
}

/// What a column can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BoardField {
    /// Furthest node.
    Progress,
    /// Contracted investment, 万元.
    Investment,
    /// This year's planned investment and what has come of it, 万元.
    YearPlan,
    /// Physical progress against the pro-rata schedule, percent.
    Physical,
    /// Open problems.
    Problems,
    /// Leader in charge.
    Leader,
    /// Responsible unit.
    Unit,
    /// Responsible person.
    Person,
    /// Next action and the day it is due.
    Next,
    /// Why the light is what it is.
    Why,
}
