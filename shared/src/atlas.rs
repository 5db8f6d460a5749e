//! The world as it was on one day: what is drawn and counted.

use crate::entity::{Hall, HallPhase, Park, Unit, UnitMoment};
use crate::geometry::{Point, Ring, part_of_quad};
use crate::ledger::{Entity, Ledger};
use crate::world::Ledgers;
use crate::{Day, Key, RegionCode, World};

/// A view of the world on a day. Cheap: it folds a record only when asked for it.
#[derive(Clone, Copy, Debug)]
pub struct Atlas<'w> {
    world: &'w World,
    day: Day,
}

impl<'w> Atlas<'w> {
    /// The view of a world on a day.
    #[must_use]
    pub fn new(world: &'w World, day: Day) -> Self {
        Self { world, day }
    }

    /// The world that is viewed.
    #[must_use]
    pub fn world(&self) -> &'w World {
        self.world
    }

    /// The day.
    #[must_use]
    pub fn day(&self) -> Day {
        self.day
    }

    /// The records of a kind that existed on the day, with their standing: `atlas.on(&world.units)`.
    pub fn on<E: Entity>(
        &self,
        ledgers: &'w Ledgers<E>,
    ) -> impl Iterator<Item = (Key, &'w Ledger<E>, &'w E::Standing)> {
        let day = self.day;
        ledgers.iter().filter_map(move |(key, ledger)| Some((*key, ledger, ledger.standing(day)?)))
    }

    /// Units with status and area on the day.
    pub fn units(&self) -> impl Iterator<Item = (Key, &'w Ledger<Unit>, UnitMoment)> {
        self.on(&self.world.units).map(|(key, ledger, moment)| (key, ledger, *moment))
    }

    /// The hall of a key, as it was on the day.
    #[must_use]
    pub fn hall(&self, key: Key) -> Option<Hall> {
        self.world.halls.get(&key)?.on(self.day)
    }

    /// The park or zone of a key, as it was on the day.
    #[must_use]
    pub fn park(&self, key: Key) -> Option<Park> {
        self.world.parks.get(&key)?.on(self.day)
    }

    /// The park a zone belongs to; the park itself when it is not a zone.
    #[must_use]
    pub fn whole_park(&self, key: Key) -> Key {
        self.park(key).and_then(|p| p.attributes.parent).unwrap_or(key)
    }

    /// The zone (or park) a unit's hall stands in.
    #[must_use]
    pub fn zone_of(&self, unit: &Unit) -> Option<Key> {
        Some(self.world.halls.get(&unit.hall())?.latest()?.attributes.park)
    }

    /// The county a park or zone lies in.
    #[must_use]
    pub fn region_of(&self, park: Key) -> Option<RegionCode> {
        Some(self.world.parks.get(&park)?.latest()?.attributes.region)
    }
}

/// The cell of a unit in the flat view: one column of the footprint for each floor, rows for the units of it.
#[must_use]
pub fn flat_cell(hall: &Hall, unit: &Unit) -> Ring {
    let (h, u) = (&hall.attributes, &unit.attributes);
    let floors = f64::from(h.floors.max(1));
    let bays = f64::from(h.bays.max(1));
    let column = f64::from(u.floor.clamp(1, h.floors.max(1)) - 1);
    part_of_quad(
        &h.footprint,
        (column / floors, (column + 1.0) / floors),
        (f64::from(u.bay_from) / bays, f64::from(u.bay_to) / bays),
    )
}

/// The slab of a unit in the tilted view: its true part of the footprint, and its height from and to, m.
#[must_use]
pub fn slab(hall: &Hall, unit: &Unit) -> (Ring, f64, f64) {
    let (h, u) = (&hall.attributes, &unit.attributes);
    let bays = f64::from(h.bays.max(1));
    let ring =
        part_of_quad(&h.footprint, (f64::from(u.bay_from) / bays, f64::from(u.bay_to) / bays), (0.0, 1.0));
    let base = h.storey_m * f64::from(u.floor.saturating_sub(1));
    (ring, base, base + h.storey_m)
}

/// The middle of a ring's bounding box: where a label or a mark stands.
#[must_use]
pub fn middle(ring: &[Point]) -> Option<Point> {
    crate::geometry::Bounds::around(ring.iter().copied()).map(|b| b.center())
}

/// Whether a hall stands (or is being built, or is on paper) on the day.
#[must_use]
pub fn stands(phase: HallPhase) -> bool {
    phase == HallPhase::Complete
}
