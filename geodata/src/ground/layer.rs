//! The layers of a ground tile and what goes into each, at which zooms.

use std::ops::RangeInclusive;

use shared::Text;

use super::CLOSEST_ZOOM;
use super::borders::borders;
use super::encode::{Drawn, Shape, Tag};
use super::mercator::{Window, project};
use super::simplify::Path;
use crate::files::{self, Degrees, Thing};
use crate::regions::Level;

mod labels;

/// In the order of the tile; the first lies lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Layer {
    Land,
    Water,
    Rivers,
    Admin,
    Corridors,
    Airports,
    Stations,
    Areas,
    Places,
}

impl Layer {
    pub(super) const ALL: [Layer; 9] = [
        Layer::Land,
        Layer::Water,
        Layer::Rivers,
        Layer::Admin,
        Layer::Corridors,
        Layer::Airports,
        Layer::Stations,
        Layer::Areas,
        Layer::Places,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Layer::Land => "land",
            Layer::Water => "water",
            Layer::Rivers => "rivers",
            Layer::Admin => "admin",
            Layer::Corridors => "corridors",
            Layer::Airports => "airports",
            Layer::Stations => "stations",
            Layer::Areas => "areas",
            Layer::Places => "places",
        }
    }
}

/// Every thing of the ground, sorted by layer.
pub(super) fn everything() -> Vec<Drawn> {
    let mut all: Vec<Drawn> = Vec::new();
    all.extend(land());
    all.extend(water());
    all.extend(rivers());
    all.extend(admin());
    all.extend(corridors());
    all.extend(labels::airports());
    all.extend(labels::stations());
    all.extend(labels::areas());
    all.extend(labels::places());
    all
}

type Tags = Vec<(&'static str, Tag)>;
type Zooms = RangeInclusive<u8>;

/// The names as tags, when there are any.
fn named(name: Option<Text>) -> Tags {
    name.map_or_else(Vec::new, |n| vec![("name_zh", Tag::Text(n.zh)), ("name_en", Tag::Text(n.en))])
}

fn point(layer: Layer, zooms: Zooms, at: Degrees, tags: Tags) -> Drawn {
    let at = project(at);
    Drawn { layer, zooms, shape: Shape::Point(at), bounds: Window::around([&at]), tags }
}

fn line(layer: Layer, zooms: Zooms, points: &[Degrees], tags: Tags) -> Drawn {
    let path = path(points);
    Drawn { layer, zooms, bounds: Window::around(path.all()), shape: Shape::Line(path), tags }
}

fn polygon(layer: Layer, zooms: Zooms, rings: &[Vec<Degrees>], tags: Tags) -> Drawn {
    let rings: Vec<Path> = rings.iter().map(|r| path(r)).collect();
    let bounds = Window::around(rings.iter().flat_map(Path::all));
    Drawn { layer, zooms, bounds, shape: Shape::Polygon(rings), tags }
}

fn path(points: &[Degrees]) -> Path {
    Path::new(&points.iter().copied().map(project).collect::<Vec<_>>())
}

/// Land everywhere; and the small islands of the province file, which the world's coastline at 1:50m leaves out.
fn land() -> Vec<Drawn> {
    let mut land = polygons(files::LAND);
    let islands = polygons(files::PROVINCES).into_iter().filter(|p| p.bounds.width() < SMALL_ISLAND);
    let missing: Vec<Drawn> = islands.filter(|i| !land.iter().any(|l| l.holds_start_of(i))).collect();
    land.extend(missing);
    land
}

/// About 55 km on the plane.
const SMALL_ISLAND: f64 = 0.5 / 360.0;

fn polygons(file: &str) -> Vec<Drawn> {
    let things = files::read(file);
    let polygons = things.iter().flat_map(Thing::polygons);
    polygons.map(|rings| polygon(Layer::Land, 0..=CLOSEST_ZOOM, rings, Vec::new())).collect()
}

/// Lakes and reservoirs, the large ones earlier.
fn water() -> Vec<Drawn> {
    let lakes = files::read(files::WATER);
    let lake = |lake: &Thing| {
        let from = match lake.number("km2") {
            Some(km2) if km2 >= 100.0 => 4,
            Some(km2) if km2 >= 30.0 => 6,
            _ => 7,
        };
        let name = lake.text("name_en").and_then(|key| files::wording("lake", key));
        let one = |rings: &Vec<_>| polygon(Layer::Water, from..=CLOSEST_ZOOM, rings, named(name.clone()));
        lake.polygons().iter().map(one).collect::<Vec<_>>()
    };
    lakes.iter().flat_map(lake).collect()
}

/// Three sources: coarse for the country as a whole, finer around Yunnan from zoom 6, and the Ruili river in between.
fn rivers() -> Vec<Drawn> {
    let mut all = Vec::new();
    for river in files::read(files::RIVERS) {
        let rank = river.number("rank").unwrap_or(9.0);
        let zooms = match river.text("level") {
            Some("region") if rank <= 4.0 => 6..=CLOSEST_ZOOM,
            Some("region") if rank <= 7.0 => 7..=CLOSEST_ZOOM,
            Some("region") => 8..=CLOSEST_ZOOM,
            _ if rank <= 3.0 => 3..=5,
            _ => 4..=5,
        };
        let name = river.text("name_en").and_then(|key| files::wording("river", key));
        all.extend(river_lines(&river, zooms, name, rank as i64));
    }
    for river in files::read(files::RIVERS_DEHONG) {
        // 1 to 3 km off in places: not fit for a closer look.
        let name = river.text("name_en").and_then(|key| files::wording("river", key));
        all.extend(river_lines(&river, 7..=10, name, 6));
    }
    all
}

fn river_lines(river: &Thing, zooms: Zooms, name: Option<Text>, rank: i64) -> Vec<Drawn> {
    let mut tags = named(name);
    tags.push(("rank", Tag::Number(rank)));
    river.lines().iter().map(|l| line(Layer::Rivers, zooms.clone(), l, tags.clone())).collect()
}

/// Lines between two units of one country, never an outer outline.
fn admin() -> Vec<Drawn> {
    let one = |b: super::borders::Border| {
        let from = match b.level {
            Level::Province => 2,
            Level::Prefecture => 5,
            Level::County => 7,
        };
        line(Layer::Admin, from..=CLOSEST_ZOOM, &b.path, vec![("level", Tag::Text(b.level.tag().to_owned()))])
    };
    borders().into_iter().map(one).collect()
}

/// Straight lines between towns: a diagram, up to 15 km off, and therefore gone from zoom 9.
fn corridors() -> Vec<Drawn> {
    let corridors = files::read(files::CORRIDORS);
    let one = |corridor: &Thing| {
        let mut tags = named(corridor.text("id").and_then(|id| files::wording("corridor", id)));
        let kind = corridor.text("kind").unwrap_or("road").to_owned();
        let built = corridor.text("status") != Some("under construction");
        tags.extend([("kind", Tag::Text(kind)), ("built", Tag::Flag(built)), ("schematic", Tag::Flag(true))]);
        corridor.lines().iter().map(|l| line(Layer::Corridors, 7..=8, l, tags.clone())).collect::<Vec<_>>()
    };
    corridors.iter().flat_map(one).collect()
}
