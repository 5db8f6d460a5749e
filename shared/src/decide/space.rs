//! Floor space is conserved: on no day do the units of a hall exceed it, and no two stand in one place.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Draft;
use crate::entity::{Hall, Unit};
use crate::ledger::Ledger;
use crate::{Area, Day, Key, Refusal, World};

/// Refuses a draft after which a hall no longer holds its units. What was wrong before may stay, not worsen.
pub(super) fn hold(draft: &Draft<'_>) -> Result<(), Refusal> {
    let moved = |(key, ledger): &(&Key, &Ledger<Unit>)| {
        let before = draft.world.units.get(key);
        before.is_none_or(|before| {
            areas_over_time(before) != areas_over_time(ledger) || place(before) != place(ledger)
        })
    };
    let units: Vec<_> = draft.after.units.iter().filter(moved).collect();
    let was = |key: &Key| draft.world.units.get(key).and_then(|l| Some(l.latest()?.hall()));
    let of_units = units.iter().flat_map(|(key, l)| l.latest().map(Unit::hall).into_iter().chain(was(key)));
    let halls: BTreeSet<Key> = of_units.chain(draft.after.halls.keys().copied()).collect();
    for hall in halls {
        let units_before = draft.units_of(hall);
        let before = Space::of(hall, draft.world.halls.get(&hall), units_before.iter().copied());
        let changed = draft.after.units.iter().map(|(key, ledger)| (*key, ledger));
        let after = Space::of(hall, draft.ledger::<Hall>(hall), units_before.iter().copied().chain(changed));
        after.is_held(hall, &before)?;
        after.is_balanced(hall, &before)?;
        for (key, ledger) in &units {
            if place(ledger).is_some_and(|p| p.hall == hall) {
                after.stands_alone(hall, **key, ledger, draft.world.units.get(key))?;
            }
        }
    }
    Ok(())
}

/// A hall of the world that is smaller than its units on some day, if it is.
pub(super) fn fault(hall: Key, world: &World) -> Option<Refusal> {
    let nothing = Space { hall: None, units: BTreeMap::new() };
    let units = world.units.iter().map(|(key, ledger)| (*key, ledger));
    Space::of(hall, world.halls.get(&hall), units).is_held(hall, &nothing).err()
}

/// The area of a unit since each day on which it changed.
fn areas_over_time(ledger: &Ledger<Unit>) -> Vec<(Day, Area)> {
    let mut areas: Vec<_> = ledger.spans().iter().map(|s| (s.from, s.standing.area_m2)).collect();
    areas.dedup_by_key(|(_, area)| *area);
    areas
}

/// Where a unit is: bays from, and one past the last.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Place {
    hall: Key,
    floor: u8,
    from: u8,
    to: u8,
}

/// The place of a unit as last known.
fn place(ledger: &Ledger<Unit>) -> Option<Place> {
    let a = &ledger.latest()?.attributes;
    Some(Place { hall: a.hall, floor: a.floor, from: a.bay_from, to: a.bay_to })
}

/// A hall and the units that are ever part of it.
struct Space<'a> {
    hall: Option<&'a Ledger<Hall>>,
    units: BTreeMap<Key, &'a Ledger<Unit>>,
}

impl<'a> Space<'a> {
    /// A unit that comes again takes the place of its earlier self.
    fn of(
        hall: Key,
        ledger: Option<&'a Ledger<Hall>>,
        candidates: impl Iterator<Item = (Key, &'a Ledger<Unit>)>,
    ) -> Self {
        let mut units = BTreeMap::new();
        for (key, ledger) in candidates {
            if ledger.latest().is_some_and(|u| u.hall() == hall) {
                units.insert(key, ledger);
            } else {
                units.remove(&key);
            }
        }
        Self { hall: ledger, units }
    }

    /// The hall's area on a day and that of its units.
    fn areas(&self, day: Day) -> (Area, Area) {
        let hall = self.hall.and_then(|l| l.standing(day)).map_or(Area::ZERO, |h| h.area_m2);
        (hall, self.units.values().filter_map(|l| l.standing(day)).map(|u| u.area_m2).sum())
    }

    /// What the units exceed the hall by on a day.
    fn excess(&self, day: Day) -> Area {
        let (hall, units) = self.areas(day);
        (units - hall).max(Area::ZERO)
    }

    fn is_held(&self, key: Key, before: &Space<'_>) -> Result<(), Refusal> {
        let hall_days = self.hall.into_iter().flat_map(|l| l.spans().iter().map(|s| s.from));
        let unit_days = self.units.values().flat_map(|l| l.spans().iter().map(|s| s.from));
        let days: BTreeSet<Day> = hall_days.chain(unit_days).collect();
        for day in days {
            if self.excess(day) <= before.excess(day) {
                continue;
            }
            let since = self.hall.and_then(|l| l.spans().first()).map(|s| s.from);
            let (area, sum) = self.areas(day);
            return Err(match since {
                Some(since) if since > day => Refusal::NotYetThere { entity: "hall", key, day, since },
                Some(_) => Refusal::HallAreaExceeded { hall: key, day, area, sum },
                // The hall is taken back: units are there, or there would be no excess.
                None => {
                    let by = self.units.keys().next().copied().unwrap_or(key);
                    Refusal::StillInUse { entity: "hall", key, by_entity: "unit", by }
                }
            });
        }
        Ok(())
    }

    /// A hall that was divided without rest stays so when areas are corrected.
    fn is_balanced(&self, hall: Key, before: &Space<'_>) -> Result<(), Refusal> {
        let (area_before, sum_before) = before.areas(Day::MAX);
        let (area, sum) = self.areas(Day::MAX);
        let area_of = |l: &Ledger<Unit>| l.standing(Day::MAX).map(|u| u.area_m2);
        let corrected = self
            .units
            .iter()
            .any(|(key, ledger)| before.units.get(key).is_some_and(|old| area_of(old) != area_of(ledger)));
        let was_divided = area_before == sum_before && sum_before > Area::ZERO;
        if was_divided && (corrected || area != area_before) && area != sum {
            return Err(Refusal::AreasMustBalance { hall, area, sum });
        }
        Ok(())
    }

    /// A unit that is new, or whose place changed, lies within the hall and upon no other unit.
    fn stands_alone(
        &self,
        key: Key,
        of: Key,
        ledger: &Ledger<Unit>,
        before: Option<&Ledger<Unit>>,
    ) -> Result<(), Refusal> {
        let Some(unit) = place(ledger) else { return Ok(()) };
        if before.and_then(place) == Some(unit) {
            return Ok(());
        }
        let floor = unit.floor;
        if let Some(hall) = self.hall.and_then(Ledger::latest) {
            let (floors, bays) = (hall.attributes.floors, hall.attributes.bays);
            if floor == 0 || floor > floors || unit.from >= unit.to || unit.to > bays {
                return Err(Refusal::OutsideHall { hall: key, floors, bays });
            }
        }
        for (other, ledger) in self.units.iter().filter(|(other, _)| **other != of) {
            let Some(neighbour) = place(ledger) else { continue };
            if neighbour.floor == floor && neighbour.from < unit.to && unit.from < neighbour.to {
                return Err(Refusal::PlaceTaken { other: *other, floor });
            }
        }
        Ok(())
    }
}
