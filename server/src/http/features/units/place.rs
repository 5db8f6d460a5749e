//! The table of units: where each stands, and what is asked of it most.

use rstar::{AABB, RTreeObject};
use shared::atlas::flat_cell;
use shared::entity::{Unit, UnitMoment};
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

/// What almost every question asks of a unit, small enough to walk over 100,000 of them within a fraction of a
/// millisecond.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The zone its hall stands in, by its place among the zones.
    pub zone: u32,
    /// It, its hall or its zone was entered more than once, in an unusual order, or not at all: then the table does not
    /// hold for every day, and the records themselves are asked.
    pub odd: bool,
    /// The box around its cell.
    pub bounds: Option<Bounds>,
    /// Before this day it (or its hall) was not there.
    first: Day,
    /// What it is since the last change, and since when.
    last: (Day, UnitMoment),
}

/// The rest of a unit.
#[derive(Debug)]
pub struct Place {
    /// Its key.
    pub key: Key,
    /// Its hall.
    pub hall: Key,
    /// What it was before the last change.
    before: Box<[Span<UnitMoment>]>,
    /// What it offers, from the day on which that changed last.
    offer: (Day, Offer),
    /// Its feature.
    pub sheets: Sheets,
}

/// All units that can be drawn, in the order of keys.
pub fn table(world: &World, zones: &[Zone]) -> (Vec<Row>, Vec<Place>) {
    world.units.keys().filter_map(|key| entry(world, zones, *key)).unzip()
}

/// A unit, if its hall is known: else it cannot be drawn.
pub fn entry(world: &World, zones: &[Zone], key: Key) -> Option<(Row, Place)> {
    let ledger = world.units.get(&key)?;
    let unit = ledger.latest()?;
    let hall_ledger = world.halls.get(&unit.hall())?;
    let hall = hall_ledger.latest()?;
    let at = zones.binary_search_by_key(&hall.attributes.park, |zone| zone.key).unwrap_or(usize::MAX);
    let zone = zones.get(at);
    let (last, before) = ledger.spans().split_last()?;
    let first = entered(hall_ledger).max(entered(ledger));
    let odd = zone.is_none_or(|zone| zone.odd || zone.entered > first)
        || twice(ledger, |fact| matches!(fact, UnitFact::Registered(_)))
        || twice(hall_ledger, |fact| matches!(fact, HallFact::Registered(_)));
    let row = Row {
        zone: u32::try_from(at).unwrap_or(u32::MAX),
        odd,
        bounds: Bounds::around(flat_cell(hall, unit)),
        first,
        last: (last.from, last.standing),
    };
    let place = Place {
        key,
        hall: unit.hall(),
        before: before.into(),
        offer: (offer_changed(ledger), Offer::from(unit)),
        sheets: Sheets::default(),
    };
    Some((row, place))
}

impl Row {
    /// Status and floor space on a day.
    pub fn on(&self, day: Day, place: &Place) -> Option<UnitMoment> {
        let (since, moment) = self.last;
        if since <= day && self.first <= day {
            return Some(moment);
        }
        let next = place.before.partition_point(|span| span.from <= day);
        let span = place.before.get(next.checked_sub(1)?)?;
        (self.first <= day).then_some(span.standing)
    }

    /// Whether it is still the same unit at the same place: then the tree need not change.
    pub fn stays(&self, other: &Row) -> bool {
        (self.zone, self.odd, self.bounds) == (other.zone, other.odd, other.bounds)
    }
}

impl Place {
    /// What it offers; none for a day on which that may have been something else.
    pub fn offer(&self, day: Day) -> Option<&Offer> {
        let (from, offer) = &self.offer;
        (*from <= day).then_some(offer)
    }
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
    days.max().unwrap_or(Day::MIN)
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
    /// The cell of a row.
    pub fn of(at: u32, row: &Row) -> Option<Self> {
        let b = row.bounds.as_ref()?;
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
