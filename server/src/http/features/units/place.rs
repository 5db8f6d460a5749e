//! One row of the index: a unit, where it stands, and what is asked of it most.

use rstar::{AABB, RTreeObject};
use shared::atlas::flat_cell;
use shared::entity::{Hall, Unit, UnitMoment};
use shared::fact::carrier::{HallFact, ParkFact};
use shared::fact::unit::UnitFact;
use shared::geometry::Bounds;
use shared::ledger::{Entity, Ledger, Span};
use shared::{Day, Key, RegionCode, World};

use crate::http::features::filters::Offer;
use crate::http::features::sheets::Sheets;

/// A park or zone, as far as units are asked for by it.
#[derive(Clone, Copy, Debug)]
pub struct Zone {
    /// Its key.
    pub key: Key,
    /// The park it is part of; itself when it is none.
    pub park: Key,
    /// The county.
    pub region: Option<RegionCode>,
    /// The day on which it entered the ledger.
    entered: Day,
    /// It was entered more than once: what holds now may not have held before.
    odd: bool,
}

impl Zone {
    /// All of a world, in the order of keys.
    pub fn all(world: &World) -> Vec<Self> {
        let zone = |(key, ledger): (&Key, &Ledger<shared::entity::Park>)| {
            let a = ledger.latest().map(|park| &park.attributes);
            let park = a.and_then(|a| a.parent).unwrap_or(*key);
            let entries = |fact: &ParkFact| matches!(fact, ParkFact::Registered(_));
            Self {
                key: *key,
                park,
                region: a.map(|a| a.region),
                entered: entered(ledger),
                odd: twice(ledger, entries),
            }
        };
        world.parks.iter().map(zone).collect()
    }
}

/// A unit.
#[derive(Debug)]
pub struct Place {
    /// Its key.
    pub key: Key,
    /// Its hall.
    pub hall: Key,
    /// The zone the hall stands in, by its place among the zones.
    pub zone: usize,
    /// The box around its cell.
    pub bounds: Option<Bounds>,
    /// What it is since the last change, and since when: the answer to almost every question.
    last: Option<(Day, UnitMoment)>,
    /// What it was before.
    before: Box<[Span<UnitMoment>]>,
    /// Before this day it (or its hall) was not there.
    first: Day,
    /// What it offers, from the day on which that changed last.
    offer: (Day, Offer),
    /// It, its hall or its zone was entered more than once, or in an unusual order: then the table does not hold for
    /// every day, and the records themselves are asked.
    pub odd: bool,
    /// Its feature.
    pub sheets: Sheets,
}

impl Place {
    /// All units that can be drawn, in the order of keys.
    pub fn all(world: &World, zones: &[Zone]) -> Vec<Self> {
        world.units.keys().filter_map(|key| Self::of(world, zones, *key)).collect()
    }

    /// A unit, if its hall and its zone are known.
    pub fn of(world: &World, zones: &[Zone], key: Key) -> Option<Self> {
        let ledger = world.units.get(&key)?;
        let unit = ledger.latest()?;
        let hall_ledger = world.halls.get(&unit.hall())?;
        let hall = hall_ledger.latest()?;
        let at = zones.binary_search_by_key(&hall.attributes.park, |zone| zone.key).ok()?;
        let zone = zones.get(at)?;
        let (last, before) = ledger.spans().split_last()?;
        let first = entered(hall_ledger).max(entered(ledger));
        let odd = zone.odd
            || zone.entered > first
            || twice(ledger, |fact| matches!(fact, UnitFact::Registered(_)))
            || twice(hall_ledger, |fact| matches!(fact, HallFact::Registered(_)));
        Some(Self {
            key,
            hall: unit.hall(),
            zone: at,
            bounds: bounds(hall, unit),
            last: Some((last.from, last.standing)),
            before: before.into(),
            first,
            odd,
            offer: (offer_changed(ledger), Offer::from(unit)),
            sheets: Sheets::default(),
        })
    }

    /// Status and floor space on a day.
    pub fn on(&self, day: Day) -> Option<UnitMoment> {
        if day < self.first {
            return None;
        }
        match self.last {
            Some((from, moment)) if from <= day => Some(moment),
            _ => {
                let next = self.before.partition_point(|span| span.from <= day);
                self.before.get(next.checked_sub(1)?).map(|span| span.standing)
            }
        }
    }

    /// What it offers; none for a day on which that may have been something else.
    pub fn offer(&self, day: Day) -> Option<&Offer> {
        let (from, offer) = &self.offer;
        (*from <= day).then_some(offer)
    }
}

fn bounds(hall: &Hall, unit: &Unit) -> Option<Bounds> {
    Bounds::around(flat_cell(hall, unit))
}

/// The day on which a record entered the ledger.
fn entered<E: Entity>(ledger: &Ledger<E>) -> Day {
    ledger.spans().first().map_or(Day::MAX, |span| span.from)
}

/// Whether more than one fact enters the record.
fn twice<E: Entity>(ledger: &Ledger<E>, enters: impl Fn(&E::Fact) -> bool) -> bool {
    ledger.counting().filter(|(.., fact)| enters(fact)).nth(1).is_some()
}

/// The last day on which what the unit offers changed.
fn offer_changed(ledger: &Ledger<Unit>) -> Day {
    let changes = |fact: &UnitFact| {
        matches!(fact, UnitFact::Registered(_) | UnitFact::RentSet(_) | UnitFact::Surveyed(_))
    };
    let days = ledger.counting().filter(|(.., fact)| changes(fact)).map(|(day, ..)| day);
    days.last().unwrap_or(Day::MIN)
}

/// The cell of a unit in the R-tree.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    min: [i32; 2],
    max: [i32; 2],
    /// Its place in the table.
    pub at: u32,
}

impl Cell {
    /// The cell of a place.
    pub fn of(at: u32, place: &Place) -> Option<Self> {
        let b = place.bounds.as_ref()?;
        Some(Self { min: [b.min.lon_e7, b.min.lat_e7], max: [b.max.lon_e7, b.max.lat_e7], at })
    }

    /// A rectangle as the tree asks for it.
    pub fn envelope_of(b: &Bounds) -> AABB<[i32; 2]> {
        AABB::from_corners([b.min.lon_e7, b.min.lat_e7], [b.max.lon_e7, b.max.lat_e7])
    }
}

impl RTreeObject for Cell {
    type Envelope = AABB<[i32; 2]>;

    fn envelope(&self) -> Self::Envelope {
        AABB::from_corners(self.min, self.max)
    }
}
