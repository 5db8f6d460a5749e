//! The units of a region on a day, and when each is free.

use std::borrow::Cow;
use std::sync::Arc;

use crate::atlas::Atlas;
use crate::entity::{Unit, UnitStatus};
use crate::fact::unit::{UnitRegistered, UnitStanding};
use crate::{Area, Day, Key, RegionCode};

/// A unit, and when it is free.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The unit.
    pub unit: Key,
    /// Its zone.
    pub park: Key,
    /// Its county.
    pub region: RegionCode,
    /// Gross floor area.
    pub area: Area,
    /// Status on the day.
    pub status: UnitStatus,
    /// From when it can be had; none where nobody knows.
    pub from: Option<Day>,
    /// Its attributes, as they are on the day.
    pub attributes: Arc<UnitRegistered>,
}

/// Every unit of a region, with the day from which it can be had.
pub(in crate::chart) fn offers(atlas: &Atlas<'_>, region: RegionCode) -> Vec<Offer> {
    let mut offers = Vec::new();
    // Units of a hall usually follow each other.
    let mut before: Option<(Key, Option<(Key, RegionCode)>)> = None;
    for (key, ledger, moment) in atlas.units() {
        let Some(unit) = ledger.seen(atlas.day()) else { continue };
        let place = match before {
            Some((hall, place)) if hall == unit.hall() => place,
            _ => place(atlas, unit.hall()),
        };
        before = Some((unit.hall(), place));
        if let Some((park, county)) = place.filter(|(_, county)| region.contains(*county)) {
            offers.push(Offer {
                unit: key,
                park,
                region: county,
                area: moment.area_m2,
                status: moment.status,
                from: free_from(&unit, atlas.day()),
                attributes: as_offered(&unit),
            });
        }
    }
    offers
}

/// The zone and the county that a hall stands in on the day.
fn place(atlas: &Atlas<'_>, hall: Key) -> Option<(Key, RegionCode)> {
    let zone = atlas.hall(hall)?.attributes.park;
    Some((zone, atlas.park(zone)?.attributes.region))
}

/// A unit's attributes with what was measured and set since its entry.
fn as_offered(unit: &Unit) -> Arc<UnitRegistered> {
    match unit.specs() {
        Cow::Borrowed(_) => Arc::clone(&unit.attributes),
        Cow::Owned(specs) => Arc::new(UnitRegistered { specs, ..(*unit.attributes).clone() }),
    }
}

/// From when a unit can be had.
fn free_from(unit: &Unit, day: Day) -> Option<Day> {
    match &unit.standing {
        UnitStanding::Available => Some(day),
        UnitStanding::Reserved { until } | UnitStanding::Leased { until, .. } => Some(until.plus(1).max(day)),
        UnitStanding::Planned | UnitStanding::Building => {
            unit.specs().available_from.map(|from| from.max(day))
        }
        UnitStanding::Withheld { .. } => None,
    }
}
