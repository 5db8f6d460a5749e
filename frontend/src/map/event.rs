//! What goes into the map and what comes out of it, in the field's words: layers, states, rings, hits.

use shared::entity::unit::UnitStatus;

/// One kind of thing on the ground. Each takes a GeoJSON `FeatureCollection`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// Flat cells of the units, for the plan view. Polygons.
    Units,
    /// The true parts of the footprint, with `base_m` and `height_m`, same ids as [`Layer::Units`]. Polygons.
    Slabs,
    /// Footprints of halls. Polygons.
    Halls,
    /// Land parcels. Polygons.
    Parcels,
    /// Parks and their sub-zones. Polygons.
    Parks,
    /// Streets inside parks. Lines.
    Streets,
    /// Ports of entry. Points.
    Ports,
    /// Projects. Points.
    Projects,
    /// Names of towns and regions of the ground, which comes with the style: shown or hidden, never given.
    Places,
}

/// How one unit is painted on the chosen day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitPaint {
    /// Its status on that day.
    pub status: UnitStatus,
    /// Drawn as an outline only, because it does not fit a search. (Legend switches: [`super::MapHandle::set_statuses_shown`].)
    pub dimmed: bool,
    /// Does not exist on that day: not drawn and not hit.
    pub absent: bool,
}

/// One park as a ring: floor space by status, area ∝ floor space.
#[derive(Clone, Debug, PartialEq)]
pub struct Ring {
    /// Key of the zone or park in [`Layer::Parks`]; its polygon decides when the ring gives way to halls (96 px). Best is
    /// one ring per zone that has halls, with its park first in `within`; a ring for a whole park stands for its zones
    /// (`parent`) that have none, whose names then bear no floor space.
    pub key: String,
    /// Longitude of its centre, degrees WGS 84.
    pub lon: f64,
    /// Latitude of its centre.
    pub lat: f64,
    /// Floor space by status in ㎡, in the order of [`UnitStatus::ALL`]. Their sum is the total.
    pub shares: [f64; 7],
    /// The park's name in the chosen language.
    pub label: String,
    /// What it is part of, nearest first, as (key, name): county, prefecture. Rings that would cover each other at a
    /// zoom become one ring of the nearest whole that they share, so a region never turns into a swarm.
    pub within: Vec<(String, String)>,
}

/// What is selected or hovered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Which layer; rings count as [`Layer::Parks`].
    pub layer: Layer,
    /// The feature's numeric id in that layer.
    pub id: u32,
    /// The feature's `key`.
    pub key: String,
    /// Two lines that stand beside it in a box on the map ("2 号厂房 · 201", "4,320 ㎡，可租"); empty for none.
    pub callout: [String; 2],
}

/// What lies under the pointer.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Which layer; a ring is a hit on [`Layer::Parks`].
    pub layer: Layer,
    /// The feature's numeric id.
    pub id: u32,
    /// The feature's `key`.
    pub key: String,
    /// Keys of the projects or parks under a count disc when several are drawn as one; otherwise empty.
    pub several: Vec<String>,
    /// Where the pointer is, CSS px from the top left of the map element.
    pub pixel: [f64; 2],
    /// Where that is on the ground, (longitude, latitude) in degrees WGS 84.
    pub at: [f64; 2],
}
