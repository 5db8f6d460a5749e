//! Counts and floor space by class: the legend, the rings, the bar that shows conservation.

use crate::atlas::Atlas;
use crate::entity::{ParcelStatus, ProjectStage, Unit, UnitMoment, UnitStatus};
use crate::ledger::Ledger;
use crate::measure::{Mu, Wan};
use crate::{Area, Day, Key, RegionCode, World};

/// A unit and where it stands: found once, used on every step of the slider. Keys are not copied: there are ten thousand.
#[derive(Clone, Copy, Debug)]
pub struct UnitPlace<'w> {
    /// The unit.
    pub key: &'w Key,
    /// Its history.
    pub ledger: &'w Ledger<Unit>,
    /// Its hall.
    pub hall: &'w Key,
    /// The zone (or park) the hall stands in.
    pub zone: &'w Key,
    /// The park the zone belongs to.
    pub park: &'w Key,
    /// The county.
    pub region: RegionCode,
}

/// Every unit that has ever been registered in a known hall and park, with where it stands.
#[must_use]
pub fn places(world: &World) -> Vec<UnitPlace<'_>> {
    let mut places = Vec::with_capacity(world.units.len());
    places.extend(each_place(world));
    places
}

/// The same, one after the other.
pub fn each_place(world: &World) -> impl Iterator<Item = UnitPlace<'_>> {
    // Looked up in the ledgers themselves: there are few parks, and many units stand in the one before.
    let park = |zone| {
        let a = &world.parks.get(zone)?.latest()?.attributes;
        Some((a.parent.as_ref().unwrap_or(zone), a.region))
    };
    let mut hall: Option<(&Key, &Key, &Key, RegionCode)> = None;
    world.units.iter().filter_map(move |(key, ledger)| {
        // Units of a hall usually follow each other.
        let of = &ledger.latest()?.attributes.hall;
        if hall.is_none_or(|(h, ..)| h != of) {
            hall = world.halls.get(of).and_then(Ledger::latest).and_then(|h| {
                let zone = &h.attributes.park;
                let (park, region) = park(zone)?;
                Some((of, zone, park, region))
            });
        }
        hall.map(|(hall, zone, park, region)| UnitPlace { key, ledger, hall, zone, park, region })
    })
}

/// Units and floor space by status, in the order of the legend.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UnitTally {
    /// Units by status code.
    pub units: [u32; 7],
    /// Floor space by status code, ㎡.
    pub area_m2: [Area; 7],
}

impl UnitTally {
    /// Counts the units of some places on a day.
    pub fn of<'a, 'w: 'a>(places: impl IntoIterator<Item = &'a UnitPlace<'w>>, day: Day) -> Self {
        let mut tally = Self::default();
        for moment in places.into_iter().filter_map(|p| p.ledger.standing(day)) {
            tally.add(*moment);
        }
        tally
    }

    /// Counts one more unit.
    pub fn add(&mut self, moment: UnitMoment) {
        let at = usize::from(moment.status.code());
        if let (Some(units), Some(area)) = (self.units.get_mut(at), self.area_m2.get_mut(at)) {
            *units += 1;
            *area += moment.area_m2;
        }
    }

    /// Units of a status.
    #[must_use]
    pub fn count(&self, status: UnitStatus) -> u32 {
        self.units.get(usize::from(status.code())).copied().unwrap_or(0)
    }

    /// Floor space of a status, ㎡.
    #[must_use]
    pub fn area(&self, status: UnitStatus) -> Area {
        self.area_m2.get(usize::from(status.code())).copied().unwrap_or(Area::ZERO)
    }

    /// Units of every status.
    #[must_use]
    pub fn total_count(&self) -> u32 {
        self.units.iter().sum()
    }

    /// Floor space of every status, ㎡: the park's total.
    #[must_use]
    pub fn total_area(&self) -> Area {
        self.area_m2.iter().copied().sum()
    }
}

/// Projects and investment by stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProjectTally {
    /// Projects by stage code.
    pub projects: [u32; 8],
    /// Investment by stage code, 万元.
    pub invest_wan: [Wan; 8],
}

impl ProjectTally {
    /// Counts the projects of a region on a day.
    #[must_use]
    pub fn of(atlas: &Atlas<'_>, region: RegionCode) -> Self {
        let mut tally = Self::default();
        for (_, ledger, moment) in atlas.on(&atlas.world().projects) {
            let Some(project) = ledger.latest().filter(|p| region.contains(p.attributes.region)) else {
                continue;
            };
            let at = usize::from(ProjectStage::code(moment.stage));
            if let (Some(n), Some(wan)) = (tally.projects.get_mut(at), tally.invest_wan.get_mut(at)) {
                *n += 1;
                *wan += project.attributes.invest_wan.unwrap_or(Wan::ZERO);
            }
        }
        tally
    }
}

/// Parcels and land by status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ParcelTally {
    /// Parcels by status, in the order of [`ParcelStatus::ALL`].
    pub parcels: [u32; 5],
    /// Land by status, 亩.
    pub area_mu: [Mu; 5],
}

impl ParcelTally {
    /// Counts the parcels of a region on a day.
    #[must_use]
    pub fn of(atlas: &Atlas<'_>, region: RegionCode) -> Self {
        let mut tally = Self::default();
        for (_, ledger, status) in atlas.on(&atlas.world().parcels) {
            let Some(parcel) = ledger.latest() else { continue };
            if !atlas.region_of(parcel.attributes.park).is_some_and(|r| region.contains(r)) {
                continue;
            }
            let at = ParcelStatus::ALL.iter().position(|s| s == status).unwrap_or(0);
            if let (Some(n), Some(mu)) = (tally.parcels.get_mut(at), tally.area_mu.get_mut(at)) {
                *n += 1;
                *mu += parcel.attributes.area_mu;
            }
        }
        tally
    }
}
