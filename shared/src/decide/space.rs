//! Floor space is conserved: on no day do the units of a hall exceed it, and no two stand in one place.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Draft;
use crate::entity::{Hall, Unit};
use crate::ledger::Ledger;
use crate::world::Ledgers;
use crate::{Area, Day, Key, Refusal};

/// Refuses a draft after which a hall no longer holds its units. What was wrong before may stay, not worsen.
pub(super) fn hold(draft: &Draft<'_>) -> Result<(), Refusal> {
    let was = |key: &Key| draft.world.units.get(key).and_then(|l| Some(l.latest()?.hall()));
    let units = draft.after.units.iter();
    let of_units = units.flat_map(|(key, l)| l.latest().map(Unit::hall).into_iter().chain(was(key)));
    let halls: BTreeSet<Key> = of_units.chain(draft.after.halls.keys().copied()).collect();
    for hall in halls {
        let before = Space::of(hall, &draft.world.halls, &[&draft.world.units]);
        let after = Space {
            hall: draft.ledger::<Hall>(hall),
            ..Space::of(hall, &draft.world.halls, &[&draft.world.units, &draft.after.units])
        };
        after.is_held(hall, &before)?;
        after.is_balanced(hall, &before)?;
        for (key, ledger) in &draft.after.units {
            if let Some(unit) = ledger.latest().filter(|u| u.hall() == hall) {
                after.stands_alone(hall, *key, unit, draft.world.units.get(key).and_then(Ledger::latest))?;
            }
        }
    }
    Ok(())
}

/// A hall and the units that are ever part of it.
struct Space<'a> {
    hall: Option<&'a Ledger<Hall>>,
    units: BTreeMap<Key, &'a Ledger<Unit>>,
}

impl<'a> Space<'a> {
    /// The later sources of units take the place of the earlier ones.
    fn of(hall: Key, halls: &'a Ledgers<Hall>, sources: &[&'a Ledgers<Unit>]) -> Self {
        let mut units = BTreeMap::new();
        for (key, ledger) in sources.iter().flat_map(|units| units.iter()) {
            if ledger.latest().is_some_and(|u| u.hall() == hall) {
                units.insert(*key, ledger);
            } else {
                units.remove(key);
            }
        }
        Self { hall: halls.get(&hall), units }
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
    fn stands_alone(&self, key: Key, of: Key, unit: &Unit, before: Option<&Unit>) -> Result<(), Refusal> {
        let place = |u: &Unit| (u.hall(), u.attributes.floor, u.attributes.bay_from, u.attributes.bay_to);
        if before.is_some_and(|before| place(before) == place(unit)) {
            return Ok(());
        }
        let (_, floor, from, to) = place(unit);
        if let Some(hall) = self.hall.and_then(Ledger::latest) {
            let (floors, bays) = (hall.attributes.floors, hall.attributes.bays);
            if floor == 0 || floor > floors || from >= to || to > bays {
                return Err(Refusal::OutsideHall { hall: key, floors, bays });
            }
        }
        let others = self.units.iter().filter(|(other, _)| **other != of);
        for (other, ledger) in others {
            let Some(neighbour) = ledger.latest().map(place) else { continue };
            if neighbour.1 == floor && neighbour.2 < to && from < neighbour.3 {
                return Err(Refusal::PlaceTaken { other: *other, floor });
            }
        }
        Ok(())
    }
}
