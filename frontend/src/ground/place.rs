//! Where a record lies: for marks, for flying there, for the outline of what is selected.

use shared::atlas::flat_cell;
use shared::draw::feature::pin;
use shared::geometry::Bounds;
use shared::{Day, Key, Point, RegionCode, World};

use crate::map::{self, Layer};
use crate::scene::{Kind, Subject};

/// A point for a mark; none for records without a place.
pub fn point_of(world: &World, day: Day, entity: &str, key: Key) -> Option<Point> {
    let kind = Kind::named(entity)?;
    bounds_of(world, day, Subject::new(kind, key)).map(|bounds| bounds.center())
}

/// The box around a record.
pub fn bounds_of(world: &World, day: Day, subject: Subject) -> Option<Bounds> {
    let atlas = world.atlas(day);
    let key = subject.key;
    match subject.kind {
        Kind::Unit => {
            let unit = world.units.get(&key)?.latest()?;
            let hall = world.halls.get(&unit.hall())?.latest()?;
            Bounds::around(flat_cell(hall, unit))
        }
        Kind::Hall => Bounds::around(world.halls.get(&key)?.latest()?.attributes.footprint.iter().copied()),
        Kind::Park => park_bounds(world, key),
        Kind::Parcel => {
            Bounds::around(world.parcels.get(&key)?.latest()?.attributes.boundary.iter().copied())
        }
        Kind::Port => Bounds::around([world.ports.get(&key)?.latest()?.attributes.point]),
        Kind::Project => Bounds::around([pin(&atlas, world.projects.get(&key)?.latest()?)?]),
        Kind::Enterprise => park_bounds(world, world.enterprises.get(&key)?.latest()?.attributes.park?),
        Kind::Region => region_bounds(world, key.as_str().parse().ok()?),
    }
}

/// The box around the parks of a region.
pub fn region_bounds(world: &World, region: RegionCode) -> Option<Bounds> {
    let parks = world.parks.iter().filter_map(|(key, ledger)| {
        let park = &ledger.latest()?.attributes;
        (region.contains(park.region) && park.parent.is_none()).then_some(*key)
    });
    let corners = parks.filter_map(|key| park_bounds(world, key)).flat_map(|b| [b.min, b.max]);
    Bounds::around(corners)
}

/// A box with enough around a small thing to see where it lies.
pub fn roomy(bounds: Bounds, kind: Kind) -> map::Bounds {
    let metres = match kind {
        Kind::Unit | Kind::Hall => 260.0,
        Kind::Parcel | Kind::Project => 420.0,
        Kind::Park | Kind::Enterprise => 700.0,
        Kind::Port => 1_200.0,
        Kind::Region => 6_000.0,
    };
    // A degree of latitude is 111 km; at our latitudes one of longitude is a tenth less.
    let (high, wide) = (metres / 2.0 / 111_000.0, metres / 2.0 / 100_000.0);
    let centre = bounds.center();
    map::Bounds {
        west: bounds.min.lon().min(centre.lon() - wide),
        south: bounds.min.lat().min(centre.lat() - high),
        east: bounds.max.lon().max(centre.lon() + wide),
        north: bounds.max.lat().max(centre.lat() + high),
    }
}

/// A park with its zones.
fn park_bounds(world: &World, key: Key) -> Option<Bounds> {
    let own = world.parks.iter().filter_map(|(zone, ledger)| {
        let park = &ledger.latest()?.attributes;
        (*zone == key || park.parent == Some(key)).then_some(park)
    });
    let corners = own.flat_map(|park| {
        let outline = park.boundary.iter().flatten().copied();
        let alone = park.boundary.is_empty() && park.parent.is_some();
        outline.chain(alone.then_some(park.center))
    });
    let centre = || Bounds::around([world.parks.get(&key)?.latest()?.attributes.center]);
    Bounds::around(corners).or_else(centre)
}

/// The feature that the map knows a record by.
pub fn feature_of(world: &World, subject: Subject) -> Option<(Layer, u32)> {
    let key = &subject.key;
    let (layer, id) = match subject.kind {
        Kind::Unit => (Layer::Units, world.units.get(key)?.id()),
        Kind::Hall => (Layer::Halls, world.halls.get(key)?.id()),
        Kind::Park => (Layer::Parks, world.parks.get(key)?.id()),
        Kind::Parcel => (Layer::Parcels, world.parcels.get(key)?.id()),
        Kind::Port => (Layer::Ports, world.ports.get(key)?.id()),
        Kind::Project => (Layer::Projects, world.projects.get(key)?.id()),
        // Its ring, which is known by the region's code alone.
        Kind::Region => (Layer::Parks, 0),
        Kind::Enterprise => return None,
    };
    Some((layer, u32::try_from(id).ok()?))
}
