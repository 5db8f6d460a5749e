//! Facts about what surrounds the parks: regions, chains, ports of entry, enterprises.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::happenings;
use super::unit::plain;
use super::upkeep::Confirmed;
use crate::json::FromJson;
use crate::{Key, Point, RegionCode, Text};

happenings! {
    /// What happened to a division of the GB/T 2260 tree; its key is the code.
    RegionFact of "region" {
        /// Entered.
        Registered(RegionRegistered) = "registered",
    }
}

happenings! {
    /// What happened to an industry chain.
    ChainFact of "chain" {
        /// Defined, or defined anew.
        Defined(Arc<ChainDefined>) = "defined",
        /// 链长: an official took charge of the chain or of one stage. Internal.
        ChiefNamed(Arc<ChiefNamed>) = "chief_named",
    }
}

happenings! {
    /// What happened to a port of entry.
    PortFact of "port" {
        /// Entered in the ledger.
        Registered(Arc<PortRegistered>) = "registered",
        /// Its status was reported.
        StatusReported(StatusReported) = "status_reported",
        /// Somebody looked again: its status still holds.
        Confirmed(Confirmed) = "confirmed",
    }
}

happenings! {
    /// What happened to an enterprise.
    EnterpriseFact of "enterprise" {
        /// Entered: present from the fact's day.
        Registered(Arc<EnterpriseRegistered>) = "registered",
        /// Gone.
        Left(Left) = "left",
    }
}

/// A division.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[serde(deny_unknown_fields)]
pub struct RegionRegistered {
    /// GB/T 2260 code.
    pub code: RegionCode,
    /// Full name, such as 瑞丽市 / Ruili.
    pub name: Text,
}

/// An industry chain: a graph of stages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChainDefined {
    /// Name, such as 纺织服装 / Textiles and garments.
    pub name: Text,
    /// Stages; the graph is in their inputs.
    pub stages: Vec<ChainStage>,
    /// Below this percentage of the firms wanted a core stage counts as weak (强链).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weak_below_percent: Option<u8>,
}

/// A stage of a chain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChainStage {
    /// Key within the chain, such as `garments`.
    pub key: Key,
    /// Number on the chart, such as `07`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Name.
    pub name: Text,
    /// What it is to the chain.
    #[serde(default, skip_serializing_if = "StageRole::is_core")]
    pub role: StageRole,
    /// How many firms the chain wants here in the end (未来图).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wanted: Option<u32>,
    /// Stages whose output enters here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<Key>,
}

/// What a stage is to its chain; the gap rules go by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StageRole {
    /// The chain is broken without it.
    #[default]
    Core,
    /// Lengthens the chain at one of its ends.
    Extension,
    /// Serves the chain without standing in its flow.
    Service,
}

impl StageRole {
    fn is_core(&self) -> bool {
        *self == Self::Core
    }
}

/// An official took charge of a chain, or of one stage of it. People are told by their numbers only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChiefNamed {
    /// The stage; the whole chain when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Key>,
    /// The official, by number.
    pub chief: Key,
    /// Their office.
    pub office: Text,
}

/// A port of entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PortRegistered {
    /// Name.
    pub name: Text,
    /// Other names that a search should find.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The place on the other side.
    pub counterpart: Text,
    /// County.
    pub region: RegionCode,
    /// Class 1 or 2.
    pub class: u8,
    /// Road, rail, …
    pub mode: PortMode,
    /// Position.
    pub point: Point,
    /// How far the true place may be from the drawn one, m.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision_m: Option<u32>,
    /// Status at entry, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<PortStatus>,
}

/// How goods cross.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PortMode {
    /// Road.
    Road,
    /// Railway.
    Rail,
    /// Road and railway.
    RoadRail,
    /// River.
    Water,
}

/// Whether a port works. Never timeless: it is shown with its day and source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PortStatus {
    /// Open.
    Open,
    /// Limited.
    Limited,
    /// Closed.
    Closed,
}

/// A port's status was reported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StatusReported {
    /// Status.
    pub status: PortStatus,
}

/// An enterprise present in a region.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EnterpriseRegistered {
    /// Name.
    pub name: Text,
    /// The chain it belongs to, such as `textile`.
    pub chain: Key,
    /// Its stage in that chain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chain_stage: Option<Key>,
    /// County.
    pub region: RegionCode,
    /// Park or zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub park: Option<Key>,
    /// Where it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<RegionCode>,
    /// 链主企业: leads its chain.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub chain_leader: bool,
}

plain! {
    /// Gone.
    Left,
}
