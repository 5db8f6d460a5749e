//! Facts about the space that hosts industry: parks and their zones, halls, land parcels.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::happenings;
use super::unit::plain;
use super::upkeep::Confirmed;
use crate::geometry::{Line, Ring};
use crate::json::FromJson;
use crate::measure::{Area, Mu};
use crate::{Key, Point, RegionCode, Text};

happenings! {
    /// What happened to a park or zone.
    ParkFact of "park" {
        /// Entered in the ledger.
        Registered(Arc<ParkRegistered>) = "registered",
        /// Capacities of the supply were reported.
        SupplyReported(Supply) = "supply_reported",
        /// A policy came into force.
        PolicyPublished(Policy) = "policy_published",
        /// Somebody looked again: what is known of it still holds.
        Confirmed(Confirmed) = "confirmed",
    }
}

happenings! {
    /// What happened to a hall as a building. Its units have facts of their own.
    HallFact of "hall" {
        /// Entered in the ledger.
        Registered(Arc<HallRegistered>) = "registered",
        /// Building began.
        Started(HallStarted) = "started",
        /// The building was accepted.
        Completed(HallCompleted) = "completed",
    }
}

happenings! {
    /// What happened to a land parcel.
    ParcelFact of "parcel" {
        /// Entered in the ledger.
        Registered(Arc<ParcelRegistered>) = "registered",
        /// Offered to investors.
        Offered(ParcelOffered) = "offered",
        /// Kept for a project.
        Reserved(ParcelReserved) = "reserved",
        /// Supplied to a project.
        Supplied(ParcelSupplied) = "supplied",
        /// Taken off the market.
        Withdrawn(ParcelWithdrawn) = "withdrawn",
        /// Somebody looked again: what is known of it still holds.
        Confirmed(Confirmed) = "confirmed",
    }
}

/// A park, or a zone when it has a parent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ParkRegistered {
    /// Name.
    pub name: Text,
    /// Short name for rings and labels, such as 瑞丽 / Ruili.
    pub short: Text,
    /// Other names that a search should find.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The park this is a zone of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Key>,
    /// The county it lies in.
    pub region: RegionCode,
    /// National, provincial, …
    pub level: ParkLevel,
    /// Outlines; a park with zones may have none of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "describe", schema(value_type = Vec<Vec<Point>>))]
    pub boundary: Vec<Ring>,
    /// Streets within the outline.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub streets: Vec<Street>,
    /// Where a ring or label stands.
    pub center: Point,
    /// How far the true place may be from the drawn one, m.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision_m: Option<u32>,
    /// Leading industries, as chain keys or words of the catalogue.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub industries: Vec<Text>,
    /// Planned area, km².
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned_km2: Option<f64>,
    /// Built area, km².
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub built_km2: Option<f64>,
    /// Distances by road.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub distances: Vec<Distance>,
    /// Whom to call: an office, never a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Text>,
}

/// Rank of a park.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ParkLevel {
    /// 国家级.
    National,
    /// 省级.
    Provincial,
    /// 州级.
    Prefecture,
    /// 县市级.
    County,
}

/// A street of a park.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Street {
    /// Name, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// 1 = trunk, 2 = main street, 3 = lane.
    pub class: u8,
    /// Course.
    #[cfg_attr(feature = "describe", schema(value_type = Vec<Point>, min_items = 2))]
    pub line: Line,
}

/// A distance by road.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Distance {
    /// To what.
    pub to: Text,
    /// Kind of place.
    pub kind: DistanceKind,
    /// km.
    pub km: f64,
    /// Driving time, min.
    pub minutes: u32,
}

/// What lies at the other end of a distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DistanceKind {
    /// Port of entry.
    Port,
    /// Airport.
    Airport,
    /// Railway station.
    Railway,
    /// Expressway entrance.
    Expressway,
    /// City.
    City,
}

/// What a park can supply. `used` is allotted to tenants, `promised` to signed projects.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Supply {
    /// Power, kVA.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub power_kva: Option<Capacity>,
    /// Water, t/d.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub water_t_d: Option<Capacity>,
    /// Steam, t/h.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steam_t_h: Option<Capacity>,
    /// Gas, m³/h.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gas_m3_h: Option<Capacity>,
    /// Wastewater, t/d.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wastewater_t_d: Option<Capacity>,
    /// Dyeing quota, t/d.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dyeing_t_d: Option<Capacity>,
    /// Workers within reach who look for work in industry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workers: Option<Capacity>,
}

/// A capacity and what is taken of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Capacity {
    /// All there is.
    pub total: f64,
    /// In use.
    pub used: f64,
    /// Promised.
    #[serde(default)]
    pub promised: f64,
}

/// A policy for investors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Title.
    pub title: Text,
    /// Issuer.
    pub issuer: Text,
    /// Last day it is in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<crate::Day>,
}

/// A hall: a footprint of four corners, divided into bays along its first side, with floors of equal area.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct HallRegistered {
    /// The park or zone it stands in.
    pub park: Key,
    /// Number within the park, such as `2`.
    pub number: String,
    /// Name, such as 2 号厂房.
    pub name: Text,
    /// Corners p0 p1 p2 p3 p0; p0→p1 is the long side along which bays are counted.
    #[cfg_attr(feature = "describe", schema(value_type = Vec<Point>, min_items = 5))]
    pub footprint: Ring,
    /// Floors.
    pub floors: u8,
    /// Bays along the long side.
    pub bays: u8,
    /// Height from floor to floor, m.
    pub storey_m: f64,
    /// Gross floor area of all floors, ㎡: equals the sum of its units.
    pub area_m2: Area,
    /// Standard factory, or built to suit.
    pub kind: HallKind,
    /// Structure.
    pub structure: Structure,
    /// How far building has come.
    pub phase: HallPhase,
}

/// Who a hall is built for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HallKind {
    /// 标准厂房.
    Standard,
    /// 定制厂房.
    BuildToSuit,
}

/// What carries a hall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Structure {
    /// 钢筋混凝土框架.
    ConcreteFrame,
    /// 门式刚架.
    SteelPortal,
    /// 钢框架.
    SteelFrame,
}

/// How far the building of a hall has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HallPhase {
    /// On paper.
    Planned,
    /// Under construction.
    Building,
    /// Standing.
    Complete,
}

plain! {
    /// Building began.
    HallStarted,
    /// The building was accepted.
    HallCompleted,
    /// Offered to investors.
    ParcelOffered,
    /// Kept for a project.
    ParcelReserved,
    /// Taken off the market.
    ParcelWithdrawn,
}

/// A land parcel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ParcelRegistered {
    /// The park or zone it lies in.
    pub park: Key,
    /// Number on the plan, such as `RL-7`.
    pub number: String,
    /// Outline.
    #[cfg_attr(feature = "describe", schema(value_type = Vec<Point>, min_items = 4))]
    pub boundary: Ring,
    /// Area, 亩.
    pub area_mu: Mu,
    /// Use class, such as 二类工业用地 (M2).
    pub use_class: Text,
    /// Lowest floor area ratio 容积率.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub far_min: Option<f64>,
    /// Highest floor area ratio.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub far_max: Option<f64>,
    /// Height limit, m.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height_limit_m: Option<f64>,
    /// Price, 万元/亩.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_wan_mu: Option<f64>,
    /// Term, years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term_years: Option<u32>,
    /// How it is supplied.
    pub supply: SupplyMode,
}

/// How land is supplied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SupplyMode {
    /// 出让.
    Grant,
    /// 弹性年期.
    FlexibleTerm,
    /// 租赁.
    Lease,
}

/// Supplied to a project.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ParcelSupplied {
    /// The project, where it may be named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<Key>,
}
