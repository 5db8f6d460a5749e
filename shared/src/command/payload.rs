//! What commands carry where it differs from the fact they lead to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::fact::CorrectionReason;
use crate::{Area, Day, Key, Text};

/// Building of a hall began.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StartHall {
    /// When its units are expected to be free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available_from: Option<Day>,
}

/// New areas for units of one hall. The units not named keep theirs; the sum must stay the hall's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SurveyHall {
    /// Gross floor area of each unit that was measured wrongly, ㎡.
    #[cfg_attr(feature = "describe", schema(value_type = BTreeMap<String, Area>))]
    pub areas: BTreeMap<Key, Area>,
    /// Gross floor area of the whole hall, ㎡, where that was wrong too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area_m2: Option<Area>,
}

/// A unit is let.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LeaseUnit {
    /// The tenant, where it may be named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant: Option<Text>,
    /// The tenant's record, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enterprise: Option<Key>,
    /// Last day of the lease.
    pub until: Day,
    /// Agreed rent, 元/㎡·月, where it is public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rent_yuan_m2_month: Option<f64>,
    /// The running reservation was made for this tenant.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub from_reservation: bool,
}

/// A division's name; its code is the key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RegisterRegion {
    /// Full name.
    pub name: Text,
}

/// What is known of these records still holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Confirm {
    /// The streams, such as `unit/RL-02-201`: units, parcels, parks, ports, projects and targets.
    pub streams: Vec<String>,
}

/// What was wrong with an earlier fact: give `fact`, `day`, both, or `retract`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Correct {
    /// The stream, such as `unit/RL-02-201`.
    pub stream: String,
    /// The version of the fact that was wrong.
    pub version: u32,
    /// The right day. (`occurred_on` of a correction is the day on which the error was found.)
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
    /// Kind of the right content; that of the wrong fact when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The right content, whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<Value>,
    /// It never happened.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retract: bool,
    /// Why it was wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<CorrectionReason>,
}
