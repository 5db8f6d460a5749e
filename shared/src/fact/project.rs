//! Facts about a project, from the offer to full output. Stages are dated facts and not nested.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::happenings;
use super::outreach::RequestKind;
use super::unit::plain;
use super::upkeep::Confirmed;
use crate::json::FromJson;
use crate::measure::{Area, Mu, Wan};
use crate::{Day, Key, Point, RegionCode, Text};

happenings! {
    /// What happened to a project.
    ProjectFact of "project" {
        /// Entered in the catalogue.
        Registered(Arc<ProjectRegistered>) = "registered",
        /// A node of the life cycle was reached.
        Reached(Reached) = "reached",
        /// A day was planned for a node.
        Planned(Planned) = "planned",
        /// Funds arrived.
        Funded(Funded) = "funded",
        /// Named a flagship project.
        Flagged(Flagged) = "flagged",
        /// Given a place on the map.
        Placed(Placed) = "placed",
        /// Ended.
        Ended(Ended) = "ended",
        /// Taken up again after its end.
        Revived(Revived) = "revived",
        /// Somebody was made responsible. Internal.
        DutyAssigned(Arc<Duty>) = "duty_assigned",
        /// How far it has come on site. Internal.
        Progressed(Progressed) = "progressed",
        /// What is to be invested within a year. Internal.
        YearPlanned(YearPlanned) = "year_planned",
        /// Something stands in its way. Internal.
        ProblemRaised(ProblemRaised) = "problem_raised",
        /// It no longer does. Internal.
        ProblemSolved(ProblemSolved) = "problem_solved",
        /// Somebody looked again: what is known of it still holds.
        Confirmed(Confirmed) = "confirmed",
    }
}

/// Offered to investors, or brought by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProjectKind {
    /// 推介项目.
    Offered,
    /// A project with an investor.
    Signed,
}

/// A project at its entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProjectRegistered {
    /// Offered or with an investor.
    pub kind: ProjectKind,
    /// Title.
    pub title: Text,
    /// The chain it belongs to, such as `textile`.
    pub chain: Key,
    /// Its stage in that chain, such as `garments`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chain_stage: Option<Key>,
    /// Investor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub investor: Option<Text>,
    /// The province or city it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<RegionCode>,
    /// The country it comes from when not China, ISO 3166-1 alpha-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin_country: Option<String>,
    /// Where it settles or is offered.
    pub region: RegionCode,
    /// Contracted (or asked for) investment, 万元.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invest_wan: Option<Wan>,
    /// Jobs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jobs: Option<u32>,
    /// Hall space needed, ㎡.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need_area_m2: Option<Area>,
    /// Land needed, 亩.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need_land_mu: Option<Mu>,
    /// Power needed, kVA.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need_power_kva: Option<u32>,
    /// Everything else it needs.
    #[serde(default, skip_serializing_if = "Needs::is_unknown")]
    pub needs: Needs,
    /// Place, where it already has one.
    #[serde(default, skip_serializing_if = "Placed::is_nowhere")]
    pub place: Placed,
}

/// What a firm needs of a place, beside floor space and power.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Needs {
    /// Steam, t/h.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steam_t_h: Option<f64>,
    /// Water, t/d.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub water_t_d: Option<f64>,
    /// Wastewater to discharge, t/d.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wastewater_t_d: Option<f64>,
    /// Dyeing quota, t/d.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dyeing_t_d: Option<f64>,
    /// Clear height, m.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clear_height_m: Option<f64>,
    /// Floor load, t/㎡.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor_load_t_m2: Option<f64>,
    /// Workers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workers: Option<u32>,
    /// The first day on which the space is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The highest rent it would pay, 元/㎡·月.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rent_max_yuan_m2_month: Option<f64>,
}

impl Needs {
    /// Whether nothing is known of them.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        *self == Self::default()
    }
}

/// A node of the life cycle, in the order in which they usually come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Node {
    /// 线索.
    Lead,
    /// 研判.
    Assessed,
    /// 首谈登记.
    FirstTalk,
    /// 在谈.
    Negotiating,
    /// 签约.
    Signed,
    /// 落地: land or lease agreed (供地/签租).
    Landed,
    /// 备案.
    Filed,
    /// 能评/环评.
    Approved,
    /// 规划/施工许可.
    Permitted,
    /// 开工.
    Started,
    /// 入库: entered in statistics.
    Entered,
    /// 竣工.
    Completed,
    /// 投产.
    InProduction,
    /// 上规.
    AboveScale,
    /// 达产.
    FullOutput,
}

impl Node {
    /// How many there are.
    pub const COUNT: usize = 15;

    /// All, in their usual order.
    pub const ALL: [Node; Node::COUNT] = [
        Node::Lead,
        Node::Assessed,
        Node::FirstTalk,
        Node::Negotiating,
        Node::Signed,
        Node::Landed,
        Node::Filed,
        Node::Approved,
        Node::Permitted,
        Node::Started,
        Node::Entered,
        Node::Completed,
        Node::InProduction,
        Node::AboveScale,
        Node::FullOutput,
    ];

    /// Its place in that order.
    #[must_use]
    pub const fn place(self) -> usize {
        self as usize
    }
}

/// A node was reached on the fact's day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Reached {
    /// Which.
    pub node: Node,
}

/// A day was planned for a node.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Planned {
    /// Which node.
    pub node: Node,
    /// For when.
    pub day: Day,
}

/// Funds arrived.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Funded {
    /// How much came, 万元.
    pub wan: Wan,
}

/// Where a project stands on the map.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Placed {
    /// Park or zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub park: Option<Key>,
    /// Units it takes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<Key>,
    /// Parcels it takes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parcels: Vec<Key>,
    /// Where the pin stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<Point>,
}

impl Placed {
    /// Whether nothing is known of the place.
    #[must_use]
    pub fn is_nowhere(&self) -> bool {
        *self == Self::default()
    }
}

/// Why a project ended: a code, so that both languages can say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EndReason {
    /// The investor withdrew.
    Withdrew,
    /// Went elsewhere.
    Elsewhere,
    /// Could not be supplied (land, power, water, quota).
    Supply,
    /// Not approved.
    NotApproved,
    /// Merged into another project.
    Merged,
    /// Funds did not come.
    Funds,
}

/// Ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Ended {
    /// Why.
    pub reason: EndReason,
}

plain! {
    /// Named a flagship project.
    Flagged,
    /// Taken up again.
    Revived,
}

/// Who is responsible: an office by name, people by their numbers only. Names of people never enter the log.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// 包保领导: the leader in charge, by number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leader: Option<Key>,
    /// 责任单位: the responsible unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Text>,
    /// 责任人: the responsible person, by number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Key>,
}

/// How far a project has come on site (形象进度), all in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Progressed {
    /// Percent of the whole, 0–100.
    pub percent: u8,
}

/// What is to be invested within a calendar year (年度计划投资).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct YearPlanned {
    /// The year.
    pub year: i32,
    /// The plan, 万元.
    pub wan: Wan,
}

/// Something stands in the way of a project. A code and no free text, so that both languages can say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProblemRaised {
    /// What it is about.
    pub kind: RequestKind,
    /// To be solved by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
}

/// A problem was solved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProblemSolved {
    /// What it was about.
    pub kind: RequestKind,
}
