//! What the legend counts: units, projects and ground of the chosen region, park or view, on the chosen day.

use crate::prelude::*;
use shared::atlas::Atlas;
use shared::draw::feature::pin;
use shared::entity::{ParcelStatus, Project};
use shared::geometry::Bounds;
use shared::tally::{self, ParcelTally, ProjectTally, UnitPlace, UnitTally};
use shared::{Key, Point, World};

use crate::ground::Ground;
use crate::record::Record;
use crate::scene::{GroundKind, Scene, Scope};

/// The counts.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Counts {
    /// Units by status.
    pub units: UnitTally,
    /// Projects by stage.
    pub projects: ProjectTally,
    /// Parcels by status.
    pub parcels: ParcelTally,
    /// Ports.
    pub ports: u32,
    /// Parks that have no zones, and zones.
    pub parks: u32,
}

impl Counts {
    /// How many there are of a kind of ground sign.
    pub fn ground(&self, kind: GroundKind) -> u32 {
        match kind {
            GroundKind::Ports => self.ports,
            GroundKind::Parks => self.parks,
            GroundKind::Parcels => self.parcels.parcels.iter().sum(),
        }
    }
}

/// The counts of the page.
pub fn counts() -> Memo<Counts> {
    let (scene, record, ground) = (Scene::here(), Record::here(), Ground::here());
    Memo::new(move || {
        let (day, scope) = (scene.day.get(), scene.scope.get());
        let view = scope.in_view.then(|| scene.camera.track()).and_then(|()| view_of(ground));
        record.with(|world| count(&world.atlas(day), scope, view))
    })
}

/// The box that the map shows.
pub fn view_of(ground: Ground) -> Option<Bounds> {
    let shown = ground.map()?.bounds();
    Some(Bounds { min: Point::new(shown.west, shown.south), max: Point::new(shown.east, shown.north) })
}

/// Whether a unit counts in a scope; with a box, whether its hall stands in it.
pub fn is_in_scope(world: &World, place: &UnitPlace<'_>, scope: Scope, view: Option<Bounds>) -> bool {
    match view {
        Some(view) => {
            let hall = world.halls.get(place.hall).and_then(|l| l.latest());
            hall.and_then(|h| h.attributes.footprint.first()).is_some_and(|p| holds(&view, *p))
        }
        None => scope
            .park
            .map_or_else(|| scope.region.contains(place.region), |park| is_of(world, *place.zone, park)),
    }
}

fn count(atlas: &Atlas<'_>, scope: Scope, view: Option<Bounds>) -> Counts {
    let world = atlas.world();
    let day = atlas.day();
    let places = tally::places(world);
    let units = UnitTally::of(places.iter().filter(|p| is_in_scope(world, p, scope, view)), day);
    let in_park =
        |park: Option<Key>| scope.park.is_none_or(|wanted| park.is_some_and(|p| is_of(world, p, wanted)));

    let mut projects = ProjectTally::default();
    for (_, ledger, moment) in atlas.on(&world.projects) {
        let Some(project) = ledger.latest() else { continue };
        let counts = match view {
            Some(view) => pin(atlas, project).is_some_and(|p| holds(&view, p)),
            None => scope.region.contains(project.attributes.region) && in_park(park_of(world, project)),
        };
        let at = usize::from(moment.stage.code());
        if let (true, Some(n), Some(sum)) =
            (counts, projects.projects.get_mut(at), projects.invest_wan.get_mut(at))
        {
            *n += 1;
            *sum += project.attributes.invest_wan.unwrap_or_default();
        }
    }

    let mut parcels = ParcelTally::default();
    for (_, ledger, status) in atlas.on(&world.parcels) {
        let Some(parcel) = ledger.latest().map(|p| &p.attributes) else { continue };
        let counts = match view {
            Some(view) => parcel.boundary.first().is_some_and(|p| holds(&view, *p)),
            None => {
                let region = atlas.region_of(parcel.park);
                region.is_some_and(|r| scope.region.contains(r)) && in_park(Some(parcel.park))
            }
        };
        let at = ParcelStatus::ALL.iter().position(|s| s == status).unwrap_or(0);
        if let (true, Some(n), Some(sum)) = (counts, parcels.parcels.get_mut(at), parcels.area_mu.get_mut(at))
        {
            *n += 1;
            *sum += parcel.area_mu;
        }
    }

    let ports =
        atlas.on(&world.ports).filter_map(|(_, l, _)| Some(&l.latest()?.attributes)).filter(
            |port| match view {
                Some(view) => holds(&view, port.point),
                None => scope.region.contains(port.region),
            },
        );
    let has_zones =
        |key: Key| world.parks.values().any(|l| l.latest().is_some_and(|p| p.attributes.parent == Some(key)));
    let parks = atlas.on(&world.parks).filter(|(key, l, ())| {
        l.latest().map(|p| &p.attributes).is_some_and(|park| match view {
            Some(view) => holds(&view, park.center),
            None => scope.region.contains(park.region) && in_park(Some(*key)),
        }) && !has_zones(*key)
    });
    Counts { units, projects, parcels, ports: ports.count() as u32, parks: parks.count() as u32 }
}

/// Whether a park is the wanted one or a zone of it.
pub fn is_of(world: &World, park: Key, wanted: Key) -> bool {
    let parent = || world.parks.get(&park).and_then(|l| l.latest()).and_then(|p| p.attributes.parent);
    park == wanted || parent() == Some(wanted)
}

/// The park of a project: its own, or that of its first unit or parcel.
pub fn park_of(world: &World, project: &Project) -> Option<Key> {
    let place = &project.place;
    let of_unit = || {
        let unit = world.units.get(place.units.first()?)?.latest()?;
        Some(world.halls.get(&unit.hall())?.latest()?.attributes.park)
    };
    let of_parcel = || Some(world.parcels.get(place.parcels.first()?)?.latest()?.attributes.park);
    place.park.or_else(of_unit).or_else(of_parcel)
}

/// Whether a box holds a point.
pub fn holds(view: &Bounds, point: Point) -> bool {
    view.touches(&Bounds { min: point, max: point })
}
