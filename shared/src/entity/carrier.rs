//! Parks, halls and parcels over time.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use crate::fact::carrier::HallPhase;
use crate::fact::carrier::{
    HallFact, HallRegistered, ParcelFact, ParcelRegistered, ParkFact, ParkRegistered, Policy, Supply,
};
use crate::json::FromJson;
use crate::ledger::Entity;
use crate::{Area, Day};

/// A park or zone.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Park {
    /// Attributes.
    pub attributes: Arc<ParkRegistered>,
    /// What it can supply, as last reported.
    pub supply: Supply,
    /// Policies, oldest first, each with the day it came into force.
    pub policies: Vec<(Day, Policy)>,
}

impl Entity for Park {
    type Fact = ParkFact;
    type Standing = ();

    fn evolve(record: &mut Option<Self>, on: Day, fact: &ParkFact) {
        match (record, fact) {
            (record, ParkFact::Registered(attributes)) => {
                *record = Some(Park {
                    attributes: Arc::clone(attributes),
                    supply: Supply::default(),
                    policies: Vec::new(),
                });
            }
            (Some(park), ParkFact::SupplyReported(supply)) => {
                macro_rules! take {
                    ($($field:ident),+) => { $(if supply.$field.is_some() { park.supply.$field = supply.$field; })+ };
                }
                take!(power_kva, water_t_d, steam_t_h, gas_m3_h, wastewater_t_d, dyeing_t_d, workers);
            }
            (Some(park), ParkFact::PolicyPublished(policy)) => park.policies.push((on, policy.clone())),
            (Some(_), ParkFact::Confirmed(_)) | (None, _) => {}
        }
    }

    fn standing(&self, _on: Day) {}
}

/// A hall.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hall {
    /// Attributes.
    pub attributes: Arc<HallRegistered>,
    /// How far building has come.
    pub phase: HallPhase,
}

/// What the map and the figures need of a hall on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct HallMoment {
    /// How far building has come.
    pub phase: HallPhase,
    /// Gross floor area of all floors, ㎡.
    pub area_m2: Area,
}

impl Entity for Hall {
    type Fact = HallFact;
    type Standing = HallMoment;

    fn evolve(record: &mut Option<Self>, _on: Day, fact: &HallFact) {
        match (record, fact) {
            (record, HallFact::Registered(attributes)) => {
                *record = Some(Hall { attributes: Arc::clone(attributes), phase: attributes.phase })
            }
            (Some(hall), HallFact::Started(_)) => hall.phase = HallPhase::Building,
            (Some(hall), HallFact::Completed(_)) => hall.phase = HallPhase::Complete,
            (None, _) => {}
        }
    }

    fn standing(&self, _on: Day) -> HallMoment {
        HallMoment { phase: self.phase, area_m2: self.attributes.area_m2 }
    }
}

/// Whether land can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
pub enum ParcelStatus {
    /// On the plan, not yet offered.
    Planned,
    /// Offered.
    Offered,
    /// Kept for a project.
    Reserved,
    /// Supplied.
    Supplied,
    /// Off the market.
    Withdrawn,
}

impl ParcelStatus {
    /// All, in order.
    pub const ALL: [ParcelStatus; 5] = [
        ParcelStatus::Planned,
        ParcelStatus::Offered,
        ParcelStatus::Reserved,
        ParcelStatus::Supplied,
        ParcelStatus::Withdrawn,
    ];

    /// The word of addresses and filters.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            ParcelStatus::Planned => "planned",
            ParcelStatus::Offered => "offered",
            ParcelStatus::Reserved => "reserved",
            ParcelStatus::Supplied => "supplied",
            ParcelStatus::Withdrawn => "withdrawn",
        }
    }
}

/// A parcel.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Parcel {
    /// Attributes.
    pub attributes: Arc<ParcelRegistered>,
    /// Status.
    pub status: ParcelStatus,
}

impl Entity for Parcel {
    type Fact = ParcelFact;
    type Standing = ParcelStatus;

    fn evolve(record: &mut Option<Self>, _on: Day, fact: &ParcelFact) {
        match (record, fact) {
            (record, ParcelFact::Registered(attributes)) => {
                *record = Some(Parcel { attributes: Arc::clone(attributes), status: ParcelStatus::Planned })
            }
            (Some(parcel), ParcelFact::Offered(_)) => parcel.status = ParcelStatus::Offered,
            (Some(parcel), ParcelFact::Reserved(_)) => parcel.status = ParcelStatus::Reserved,
            (Some(parcel), ParcelFact::Supplied(_)) => parcel.status = ParcelStatus::Supplied,
            (Some(parcel), ParcelFact::Withdrawn(_)) => parcel.status = ParcelStatus::Withdrawn,
            (Some(_), ParcelFact::Confirmed(_)) | (None, _) => {}
        }
    }

    fn standing(&self, _on: Day) -> ParcelStatus {
        self.status
    }
}
