//! What offices promise of their own work, as data: within how many days a lead or a request gets an answer, and how long
//! what is known of a record may stand before somebody looks again. An official sets other days without touching code.

use serde::{Deserialize, Serialize};

use super::unit::plain;
use crate::Text;
use crate::json::FromJson;
use crate::measure::{Area, Wan};

plain! {
    /// Somebody looked again: what is known of the record still holds.
    Confirmed,
}

/// Within how many days leads and requests are seen to. The source of the demonstration's is Jiangmen 2024: answer in 1
/// day, assess in 3 (major leads 7), feedback in 7, a follow-up report every 14.
///
/// A lead is a target on the register, from the day it was entered until it becomes a project or is dropped; or a project
/// with an investor, from its node `lead` until it is signed or ends. The rule binds leads and requests that came in on or
/// after the day on which it was first defined: what is older is due by no deadline of it. Where it was defined anew, the
/// days of the last definition count. Where several rules bind, the earliest day counts. How each step is measured: see
/// [`Step`]. Days are civil days: what is due within 1 day and came in on the 3rd is due on the 4th, and late on the 5th.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DeadlinesDefined {
    /// Name, such as 江门 2024 / Jiangmen 2024.
    pub name: Text,
    /// The steps, each once.
    pub steps: Vec<Deadline>,
    /// Which leads are major ones (重大线索).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub major: Option<Major>,
}

/// The days that a step may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// The step.
    pub step: Step,
    /// Days.
    pub days: u16,
    /// Days for a major lead, where they are others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub major_days: Option<u16>,
}

/// A lead is major from one of these on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Major {
    /// Investment, 万元 (a target says none).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invest_wan: Option<Wan>,
    /// Floor space needed, ㎡.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need_area_m2: Option<Area>,
}

/// A step of a lead or a request, and how its days are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// 首次回应. Of a lead: from the day it came in until somebody is responsible, a next action is set, or it is assessed.
    /// Of a request: from the day it was raised until it is assigned to an office.
    Answer,
    /// 研判. From the day a lead came in until a target's intent was observed again, or a project's node `assessed`, or a
    /// later one, was reached. Requests have no such step.
    Assess,
    /// 反馈. Of a lead: from the day of its assessment until an action or a first talk follows it, space was promised, or it
    /// is negotiated. Of a request to which nobody promised a day: from the day it was assigned until it is resolved.
    Feedback,
    /// 跟进报告. Of a lead that was assessed: from the last day on which anything was recorded of it, a confirmation
    /// included, again and again until the lead is over. Requests have no such step.
    Report,
}

/// How long what is known may stand before it is confirmed, each kind of record with its days.
///
/// Counted from the last day on which something was recorded that tells of it ([`PromiseOf`]), a confirmation included; never
/// from a day before the rule was first defined. Where several rules speak of a kind, the shortest time counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FreshnessDefined {
    /// Name.
    pub name: Text,
    /// The promises, each of another kind.
    pub promises: Vec<Promise>,
}

/// What is known of a kind of record is confirmed within so many days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// What is known.
    pub of: PromiseOf,
    /// Days.
    pub days: u16,
}

/// What a promise is about, and which facts tell of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PromiseOf {
    /// The status of a port: its reports, and confirmations.
    PortStatus,
    /// The supply of a park that has reported one: its reports, and confirmations.
    Supply,
    /// A unit: everything recorded of it.
    Unit,
    /// A parcel: everything recorded of it.
    Parcel,
    /// A project until it ends or is at full output: everything recorded of it.
    Project,
    /// A target until it becomes a project or is dropped: everything recorded of it.
    Target,
}
