//! Facts about winning investors: targets and requests (internal), visits, activities, invitations.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::happenings;
use super::project::{Duty, Needs};
use super::upkeep::Confirmed;
use crate::json::FromJson;
use crate::measure::Area;
use crate::{Day, Key, RegionCode, Text};

happenings! {
    /// What happened with a target enterprise. Internal: the public sees counts.
    TargetFact of "target" {
        /// Entered in the register.
        Registered(Arc<TargetRegistered>) = "registered",
        /// Its intent to relocate was observed.
        IntentObserved(IntentObserved) = "intent_observed",
        /// First talk registered; protects the place that filed until a day.
        FirstTalkRegistered(FirstTalkRegistered) = "first_talk_registered",
        /// Became a project.
        Linked(Linked) = "linked",
        /// Somebody was made responsible.
        DutyAssigned(Arc<Duty>) = "duty_assigned",
        /// The next thing to be done, and by when.
        ActionSet(ActionSet) = "action_set",
        /// Space or supply was promised to it.
        Promised(Arc<Promised>) = "promised",
        /// The promise was taken back.
        PromiseWithdrawn(PromiseWithdrawn) = "promise_withdrawn",
        /// Taken off the register.
        Dropped(Dropped) = "dropped",
        /// Somebody looked again: what is known of it still holds.
        Confirmed(Confirmed) = "confirmed",
    }
}

happenings! {
    /// Visiting investors.
    VisitFact of "visit" {
        /// A batch was received.
        Received(VisitReceived) = "received",
    }
}

happenings! {
    /// Outreach.
    ActivityFact of "activity" {
        /// Held.
        Held(ActivityHeld) = "held",
    }
}

happenings! {
    /// Invitations to enterprises abroad.
    InvitationFact of "invitation" {
        /// Sent.
        Sent(InvitationSent) = "sent",
    }
}

happenings! {
    /// 企业诉求. Internal.
    RequestFact of "request" {
        /// Raised.
        Raised(RequestRaised) = "raised",
        /// Assigned to an office.
        Assigned(RequestAssigned) = "assigned",
        /// Resolved.
        Resolved(RequestResolved) = "resolved",
    }
}

/// Intent to relocate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    /// None seen.
    None,
    /// Watching.
    Watching,
    /// Willing.
    Willing,
    /// Negotiating.
    Negotiating,
}

impl Intent {
    /// How many there are.
    pub const COUNT: usize = 4;
    /// All, weakest first.
    pub const ALL: [Intent; Intent::COUNT] =
        [Intent::None, Intent::Watching, Intent::Willing, Intent::Negotiating];
}

/// A target enterprise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TargetRegistered {
    /// Name. Internal.
    pub name: Text,
    /// The region that follows it.
    pub region: RegionCode,
    /// Province (or city) of its head office.
    pub home: RegionCode,
    /// Chain, such as `textile`.
    pub chain: Key,
    /// Stage in that chain.
    pub chain_stage: Key,
    /// Staff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<u32>,
    /// Hall space it would need, ㎡.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need_area_m2: Option<Area>,
    /// Power it would need, kVA.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need_power_kva: Option<u32>,
    /// Everything else it would need.
    #[serde(default, skip_serializing_if = "Needs::is_unknown")]
    pub needs: Needs,
    /// Intent at entry.
    pub intent: Intent,
}

/// Its intent was observed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct IntentObserved {
    /// What it is now.
    pub intent: Intent,
}

/// First talk registered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FirstTalkRegistered {
    /// The place that filed.
    pub by: RegionCode,
    /// Last day of the protection.
    pub until: Day,
}

/// Became a project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Linked {
    /// The project.
    pub project: Key,
}

/// What is done next with a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 电话联系.
    Call,
    /// 登门拜访.
    Visit,
    /// 邀请考察.
    Invite,
    /// 报送方案: an offer in writing.
    Offer,
    /// 首谈登记.
    FirstTalk,
    /// 商务谈判.
    Negotiate,
    /// 签约.
    Sign,
}

/// The next thing to be done with a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ActionSet {
    /// What.
    pub action: Action,
    /// By when.
    pub due: Day,
}

/// What a park promised to a target: held for it until it becomes a project, or the promise is taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Promised {
    /// The park or zone that promised.
    pub park: Key,
    /// The units, where it promised certain ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<Key>,
    /// Floor space, ㎡.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area_m2: Option<Area>,
    /// Power, kVA.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub power_kva: Option<u32>,
    /// Steam, t/h.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steam_t_h: Option<f64>,
    /// Water, t/d.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub water_t_d: Option<f64>,
    /// Wastewater, t/d.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wastewater_t_d: Option<f64>,
    /// Dyeing quota, t/d.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dyeing_t_d: Option<f64>,
    /// Workers it was promised help to find.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workers: Option<u32>,
}

super::unit::plain! {
    /// Taken off the register.
    Dropped,
    /// A promise was taken back.
    PromiseWithdrawn,
    /// Resolved.
    RequestResolved,
}

/// A batch of visiting investors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VisitReceived {
    /// Where they were received.
    pub region: RegionCode,
    /// Where they came from.
    pub from: RegionCode,
    /// Enterprises in the batch.
    pub enterprises: u32,
    /// What they came for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chain: Option<Key>,
}

/// Kind of activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ActivityKind {
    /// Calls on enterprises and chambers.
    Outreach,
    /// Trade fair.
    Fair,
    /// 招商培训.
    InvestmentTraining,
    /// 产业转移培训.
    TransferTraining,
    /// 现场办公, problems solved on the spot.
    OnSite,
}

/// An activity was held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ActivityHeld {
    /// Kind.
    pub kind: ActivityKind,
    /// The region that held it.
    pub region: RegionCode,
    /// Where it was held.
    pub place: RegionCode,
    /// Enterprises and chambers met for the first time.
    #[serde(default)]
    pub met: u32,
}

/// An invitation was sent to an enterprise abroad.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InvitationSent {
    /// The region that invites.
    pub region: RegionCode,
    /// Country, ISO 3166-1 alpha-2.
    pub country: String,
    /// Chain of the invited enterprise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chain: Option<Key>,
}

/// What a request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RequestKind {
    /// Land.
    Land,
    /// Hall.
    Hall,
    /// Labour.
    Labour,
    /// Power or water.
    PowerWater,
    /// Permit.
    Permit,
    /// Finance.
    Finance,
    /// Customs.
    Customs,
    /// Logistics.
    Logistics,
    /// Other.
    Other,
}

/// A request was raised.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RequestRaised {
    /// What about.
    pub kind: RequestKind,
    /// Where.
    pub region: RegionCode,
    /// Which enterprise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enterprise: Option<Key>,
    /// To be resolved by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
}

/// A request was assigned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RequestAssigned {
    /// The office in charge.
    pub office: Text,
}
