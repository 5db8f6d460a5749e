//! Facts about a unit, the lettable part of a hall: where it stands, what it offers, who has it until when.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::happenings;
use super::upkeep::Confirmed;
use crate::json::FromJson;
use crate::{Area, Day, Key, Text};

happenings! {
    /// What happened to a unit.
    UnitFact of "unit" {
        /// Entered in the ledger, in whatever standing it then had.
        Registered(Arc<UnitRegistered>) = "registered",
        /// Building began.
        Started(Started) = "started",
        /// Ready to let.
        Completed(Completed) = "completed",
        /// Kept for someone until a day; the reservation lapses by itself after it.
        Reserved(Reserved) = "reserved",
        /// The reservation was given up before its day.
        Released(Released) = "released",
        /// Let.
        Leased(Arc<Leased>) = "leased",
        /// The running lease was prolonged.
        Renewed(Renewed) = "renewed",
        /// Given back; free again.
        Vacated(Vacated) = "vacated",
        /// Taken off the market.
        Withheld(Withheld) = "withheld",
        /// Back on the market.
        Returned(Returned) = "returned",
        /// The asking rent changed.
        RentSet(RentSet) = "rent_set",
        /// Attributes were measured anew.
        Surveyed(Arc<UnitChanges>) = "surveyed",
        /// Somebody looked again: what is known of it still holds.
        Confirmed(Confirmed) = "confirmed",
    }
}

/// The attributes of a unit at its entry in the ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UnitRegistered {
    /// The hall it is part of.
    pub hall: Key,
    /// Its number on the door, such as `201`.
    pub number: String,
    /// The floor, from 1.
    pub floor: u8,
    /// First bay of the hall's long side it takes, from 0.
    pub bay_from: u8,
    /// One past its last bay.
    pub bay_to: u8,
    /// Gross floor area, ㎡.
    pub area_m2: Area,
    /// The smallest part that is let, ㎡.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub divisible_min_m2: Option<Area>,
    /// Everything else that an investor asks for.
    #[serde(default)]
    pub specs: UnitSpecs,
    /// Standing when it was entered.
    pub standing: UnitStanding,
}

/// Technical and commercial attributes of a unit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UnitSpecs {
    /// Height from floor to floor, m. Above 8 m it counts double in 容积率.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub storey_m: Option<f64>,
    /// Clear height, m.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clear_height_m: Option<f64>,
    /// Floor load, t/㎡ (1 t/㎡ = 9.81 kN/㎡).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor_load_t_m2: Option<f64>,
    /// Column grid, m × m.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column_grid_m: Option<(f64, f64)>,
    /// Power allotted, kVA.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub power_kva: Option<u32>,
    /// Power it can be expanded to, kVA.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub power_max_kva: Option<u32>,
    /// Water, t/d.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub water_t_d: Option<f64>,
    /// Steam, t/h.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steam_t_h: Option<f64>,
    /// Wastewater that may be discharged, t/d.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wastewater_t_d: Option<f64>,
    /// Dyeing quota, t/d; absent or 0 = dyeing is not allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dyeing_t_d: Option<f64>,
    /// Fire hazard class 甲乙丙丁戊, written A–E.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fire_class: Option<FireClass>,
    /// Sprinklers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sprinklers: Option<bool>,
    /// Goods lift, t.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goods_lift_t: Option<f64>,
    /// Crane, t.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crane_t: Option<f64>,
    /// Dock doors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dock_doors: Option<u32>,
    /// Dormitory beds that come with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dormitory_beds: Option<u32>,
    /// Asking rent, 元/㎡·月.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rent_yuan_m2_month: Option<f64>,
    /// Property fee, 元/㎡·月.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee_yuan_m2_month: Option<f64>,
    /// Deposit, months of rent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deposit_months: Option<u32>,
    /// Shortest lease, months.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_lease_months: Option<u32>,
    /// Rent-free time at the start, months.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rent_free_months: Option<u32>,
    /// When a planned or unfinished unit is expected to be free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available_from: Option<Day>,
    /// Chain stages it suits, such as `textile/garments`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<String>,
}

/// Fire hazard class of production, 甲乙丙丁戊 in GB 50016.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
pub enum FireClass {
    /// 甲.
    A,
    /// 乙.
    B,
    /// 丙.
    C,
    /// 丁.
    D,
    /// 戊.
    E,
}

/// Who has the unit, and until when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum UnitStanding {
    /// On paper.
    Planned,
    /// Under construction.
    Building,
    /// Free.
    Available,
    /// Kept until that day inclusive.
    Reserved {
        /// Last day of the reservation.
        until: Day,
    },
    /// Let until that day inclusive.
    Leased {
        /// The tenant, where it may be named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tenant: Option<Text>,
        /// Last day of the lease.
        until: Day,
    },
    /// Not on the market.
    Withheld {
        /// Why.
        reason: WithheldReason,
    },
}

/// Why a unit is not on the market: a code, so that both languages can say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WithheldReason {
    /// Being repaired.
    Repair,
    /// Safety inspection.
    Inspection,
    /// Kept by the park for its own use.
    OwnUse,
    /// Ownership in dispute.
    Dispute,
}

/// Building began.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, FromJson)]
#[serde(deny_unknown_fields)]
pub struct Started {
    /// Expected to be free from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available_from: Option<Day>,
}

/// Declares a fact that carries nothing but its day.
macro_rules! plain {
    ($($(#[$doc:meta])* $name:ident,)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, FromJson)]
        #[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $name {}
    )+};
}
pub(crate) use plain;

plain! {
    /// Ready to let.
    Completed,
    /// The reservation was given up.
    Released,
    /// Given back.
    Vacated,
    /// Back on the market.
    Returned,
}

/// Kept for someone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Reserved {
    /// Last day of the reservation.
    pub until: Day,
}

/// Let.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[serde(deny_unknown_fields)]
pub struct Leased {
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
}

/// The running lease was prolonged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Renewed {
    /// New last day of the lease.
    pub until: Day,
}

/// Taken off the market.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Withheld {
    /// Why.
    pub reason: WithheldReason,
}

/// The asking rent changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RentSet {
    /// Asking rent, 元/㎡·月.
    pub rent_yuan_m2_month: f64,
}

/// Attributes measured anew: only what is present changes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UnitChanges {
    /// Power allotted, kVA.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub power_kva: Option<u32>,
    /// Power it can be expanded to, kVA.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub power_max_kva: Option<u32>,
    /// Steam, t/h.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steam_t_h: Option<f64>,
    /// Water, t/d.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub water_t_d: Option<f64>,
    /// Wastewater that may be discharged, t/d.
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
    /// Sprinklers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sprinklers: Option<bool>,
    /// Dormitory beds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dormitory_beds: Option<u32>,
    /// When a planned or unfinished unit is expected to be free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available_from: Option<Day>,
}
