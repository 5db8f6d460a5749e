//! A unit over time. Its seven statuses partition the floor space of a park on every day.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::fact::unit::{UnitChanges, UnitFact, UnitRegistered, UnitSpecs, UnitStanding};
use crate::json::FromJson;
use crate::ledger::Entity;
use crate::{Area, Day, Key};

/// A lease that ends within this many days counts as ending soon.
pub const ENDING_SOON_DAYS: i32 = 90;

/// The status of a unit, in the order of every legend, bar and table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
pub enum UnitStatus {
    /// 已租.
    Leased,
    /// 即将到期.
    Ending,
    /// 已预留.
    Reserved,
    /// 可租.
    Available,
    /// 在建.
    Construction,
    /// 规划.
    Planned,
    /// 暂不出租.
    Withheld,
}

impl UnitStatus {
    /// All, in order.
    pub const ALL: [UnitStatus; 7] = [
        UnitStatus::Leased,
        UnitStatus::Ending,
        UnitStatus::Reserved,
        UnitStatus::Available,
        UnitStatus::Construction,
        UnitStatus::Planned,
        UnitStatus::Withheld,
    ];

    /// 0–6, as the map carries it.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The word of addresses and filters, such as `available`.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            UnitStatus::Leased => "leased",
            UnitStatus::Ending => "ending",
            UnitStatus::Reserved => "reserved",
            UnitStatus::Available => "available",
            UnitStatus::Construction => "construction",
            UnitStatus::Planned => "planned",
            UnitStatus::Withheld => "withheld",
        }
    }

    /// The status of that word.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.slug() == slug)
    }
}

/// What the map and the figures need of a unit on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
pub struct UnitMoment {
    /// Status.
    pub status: UnitStatus,
    /// Gross floor area, ㎡.
    pub area_m2: Area,
}

/// A unit as it is after some facts.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Attributes at its entry in the ledger. What it offers since then is told by [`Unit::specs`].
    pub attributes: Arc<UnitRegistered>,
    /// Who has it.
    pub standing: UnitStanding,
    /// Gross floor area, ㎡: that of the attributes, kept here because the fold of every fact reads it.
    area_m2: Area,
    /// What was measured anew since then, shared with the facts that tell it. A copy of all attributes instead, for every
    /// second of 10,000 units, would be a tenth of what a browser holds.
    measured: Vec<Arc<UnitChanges>>,
    /// The asking rent, where it was set since then.
    rent: Option<f64>,
}

impl Serialize for Unit {
    /// With its attributes as they are now.
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(rename = "Unit")]
        struct Shape<'a> {
            attributes: Cow<'a, UnitRegistered>,
            standing: &'a UnitStanding,
            area_m2: Area,
        }
        let attributes = match self.specs() {
            Cow::Borrowed(_) => Cow::Borrowed(&*self.attributes),
            Cow::Owned(specs) => Cow::Owned(UnitRegistered { specs, ..(*self.attributes).clone() }),
        };
        Shape { attributes, standing: &self.standing, area_m2: self.area_m2 }.serialize(s)
    }
}

impl Unit {
    /// The hall it is part of.
    #[must_use]
    pub fn hall(&self) -> Key {
        self.attributes.hall
    }

    /// Status on a day.
    #[must_use]
    pub fn status(&self, on: Day) -> UnitStatus {
        match &self.standing {
            UnitStanding::Planned => UnitStatus::Planned,
            UnitStanding::Building => UnitStatus::Construction,
            UnitStanding::Available => UnitStatus::Available,
            UnitStanding::Reserved { until } if on <= *until => UnitStatus::Reserved,
            // A reservation lapses by itself.
            UnitStanding::Reserved { .. } => UnitStatus::Available,
            // A lease past its last day stays "ending": only a fact makes a hall free again.
            UnitStanding::Leased { until, .. } if until.since(on) < ENDING_SOON_DAYS => UnitStatus::Ending,
            UnitStanding::Leased { .. } => UnitStatus::Leased,
            UnitStanding::Withheld { .. } => UnitStatus::Withheld,
        }
    }

    /// What it offers.
    #[must_use]
    pub fn specs(&self) -> Cow<'_, UnitSpecs> {
        let mut specs = Cow::Borrowed(&self.attributes.specs);
        for changes in &self.measured {
            let specs = specs.to_mut();
            macro_rules! take {
                ($($field:ident),+) => { $(if changes.$field.is_some() { specs.$field = changes.$field; })+ };
            }
            take!(
                power_kva,
                power_max_kva,
                steam_t_h,
                water_t_d,
                wastewater_t_d,
                dyeing_t_d,
                clear_height_m,
                floor_load_t_m2,
                sprinklers,
                dormitory_beds,
                available_from
            );
        }
        if self.rent.is_some() {
            specs.to_mut().rent_yuan_m2_month = self.rent;
        }
        specs
    }
}

impl Entity for Unit {
    type Fact = UnitFact;
    type Standing = UnitMoment;

    fn evolve(record: &mut Option<Self>, _on: Day, fact: &UnitFact) {
        if let UnitFact::Registered(attributes) = fact {
            *record = Some(Unit {
                standing: attributes.standing.clone(),
                area_m2: attributes.area_m2,
                attributes: Arc::clone(attributes),
                measured: Vec::new(),
                rent: None,
            });
            return;
        }
        let Some(unit) = record else { return };
        match fact {
            UnitFact::Registered(_) | UnitFact::Confirmed(_) => {}
            UnitFact::Started(f) => {
                unit.standing = UnitStanding::Building;
                if f.available_from.is_some() {
                    let changes = UnitChanges { available_from: f.available_from, ..UnitChanges::default() };
                    unit.measured.push(Arc::new(changes));
                }
            }
            UnitFact::Completed(_) | UnitFact::Released(_) | UnitFact::Vacated(_) | UnitFact::Returned(_) => {
                unit.standing = UnitStanding::Available
            }
            UnitFact::Reserved(f) => unit.standing = UnitStanding::Reserved { until: f.until },
            UnitFact::Leased(f) => {
                unit.standing = UnitStanding::Leased { tenant: f.tenant.clone(), until: f.until }
            }
            UnitFact::Renewed(f) => {
                if let UnitStanding::Leased { until, .. } = &mut unit.standing {
                    *until = f.until;
                }
            }
            UnitFact::Withheld(f) => unit.standing = UnitStanding::Withheld { reason: f.reason },
            UnitFact::RentSet(f) => unit.rent = Some(f.rent_yuan_m2_month),
            UnitFact::Surveyed(changes) => unit.measured.push(Arc::clone(changes)),
        }
    }

    fn standing(&self, on: Day) -> UnitMoment {
        UnitMoment { status: self.status(on), area_m2: self.area_m2 }
    }

    fn turns(&self, after: Day) -> Option<Day> {
        let turn = match &self.standing {
            UnitStanding::Reserved { until } => until.plus(1),
            UnitStanding::Leased { until, .. } => until.plus(1 - ENDING_SOON_DAYS),
            _ => return None,
        };
        (turn > after).then_some(turn)
    }
}
