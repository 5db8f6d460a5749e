//! From things on the plane to the bytes of a Mapbox vector tile.

use std::ops::RangeInclusive;

use mvt::{GeomEncoder, GeomType, Tile};

use super::clip;
use super::layer::Layer;
use super::mercator::{EXTENT, Pos, TileId, Window};
use super::simplify::Path;

/// Units beyond the tile's edge that are still drawn, so that lines and fills join: 8 CSS px.
const MARGIN: f64 = 64.0;
/// Bends below half a CSS px are straightened; the closest zoom, which is stretched further, keeps eight times as much.
const BEND: f64 = 4.0;
const BEND_CLOSEST: f64 = 0.5;
/// Rings below a quarter of a square CSS px vanish.
const SPECK: i64 = 16;

/// A thing of the ground, ready to be cut into tiles.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    pub(super) layer: Layer,
    pub(super) zooms: RangeInclusive<u8>,
    pub(super) shape: Shape,
    pub(super) bounds: Window,
    pub(super) tags: Vec<(&'static str, Tag)>,
}

#[derive(Clone, Debug)]
pub(super) enum Shape {
    Point(Pos),
    Line(Path),
    /// The outer ring, then holes.
    Polygon(Vec<Path>),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tag {
    Text(String),
    Number(i64),
    Flag(bool),
}

impl Drawn {
    /// Whether the first point of another thing lies within this polygon.
    pub(super) fn holds_start_of(&self, other: &Drawn) -> bool {
        let (Shape::Polygon(rings), Shape::Polygon(others)) = (&self.shape, &other.shape) else {
            return false;
        };
        let Some(&[x, y]) = others.first().and_then(|o| o.all().next()) else { return false };
        let crossings = |ring: &Path| {
            let crossed = |(a, b): &(&Pos, &Pos)| {
                (a[1] > y) != (b[1] > y) && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]
            };
            ring.all().zip(ring.all().skip(1)).filter(crossed).count()
        };
        self.bounds.touches(&other.bounds) && rings.iter().map(crossings).sum::<usize>() % 2 == 1
    }
}

/// One tile, uncompressed; empty when nothing lies in it. The things come sorted by layer.
pub(super) fn tile(id: TileId, things: &[Drawn]) -> Result<Vec<u8>, mvt::Error> {
    let mut tile = Tile::new(EXTENT);
    let window = id.window(MARGIN);
    for group in things.chunk_by(|a, b| a.layer == b.layer) {
        let Some(first) = group.first() else { continue };
        let mut layer = tile.create_layer(first.layer.name());
        for thing in group.iter().filter(|t| t.zooms.contains(&id.z) && t.bounds.touches(&window)) {
            if let Some(data) = geometry(id, &thing.shape)? {
                let mut feature = layer.into_feature(data);
                for (key, value) in &thing.tags {
                    match value {
                        Tag::Text(text) => feature.add_tag_string(key, text),
                        Tag::Number(number) => feature.add_tag_int(key, *number),
                        Tag::Flag(flag) => feature.add_tag_bool(key, *flag),
                    }
                }
                layer = feature.into_layer();
            }
        }
        if layer.num_features() > 0 {
            tile.add_layer(layer)?;
        }
    }
    tile.to_bytes()
}

/// A position in whole units of the tile.
type Cell = (i32, i32);

fn geometry(id: TileId, shape: &Shape) -> Result<Option<mvt::GeomData>, mvt::Error> {
    let (kind, parts) = match shape {
        Shape::Point(at) => (GeomType::Point, point(id, *at)),
        Shape::Line(path) => (GeomType::Linestring, line(id, path)),
        Shape::Polygon(rings) => (GeomType::Polygon, polygon(id, rings)),
    };
    if parts.is_empty() {
        return Ok(None);
    }
    let mut encoder = GeomEncoder::<i32>::new(kind);
    for part in parts {
        for (x, y) in part {
            encoder.add_point(x, y)?;
        }
        encoder.complete_geom()?;
    }
    encoder.encode().map(Some)
}

/// A label belongs to one tile only: the one it lies in.
fn point(id: TileId, at: Pos) -> Vec<Vec<Cell>> {
    let [x, y] = id.locate(at);
    let inside = |v: f64| v >= 0.0 && v < f64::from(EXTENT);
    if inside(x) && inside(y) { vec![vec![(x as i32, y as i32)]] } else { Vec::new() }
}

fn line(id: TileId, path: &Path) -> Vec<Vec<Cell>> {
    let parts = clip::line(&located(id, path), &window());
    parts.iter().map(|p| cells(p)).filter(|p| p.len() > 1).collect()
}

/// Outer ring clockwise as seen, holes the other way; nothing at all when the outer ring is a speck.
fn polygon(id: TileId, rings: &[Path]) -> Vec<Vec<Cell>> {
    let mut parts: Vec<Vec<Cell>> = Vec::new();
    for (i, ring) in rings.iter().enumerate() {
        let mut ring = cells(&clip::ring(&located(id, ring), &window()));
        ring.pop();
        let area = double_area(&ring);
        if ring.len() < 3 || area.abs() < 2 * SPECK {
            if i == 0 {
                return Vec::new();
            }
            continue;
        }
        if (area > 0) != (i == 0) {
            ring.reverse();
        }
        // The encoder would take a ring that begins where the last one ended for its continuation.
        if parts.last().and_then(|p| p.last()) == ring.first() {
            ring.rotate_left(1);
        }
        parts.push(ring);
    }
    parts
}

fn window() -> Window {
    let far = f64::from(EXTENT) + MARGIN;
    Window { min: [-MARGIN; 2], max: [far; 2] }
}

fn located(id: TileId, path: &Path) -> Vec<Pos> {
    let bend = if id.z < super::CLOSEST_ZOOM { BEND } else { BEND_CLOSEST };
    path.at(bend / id.units()).map(|p| id.locate(p)).collect()
}

/// Rounds to whole units and drops repeats.
fn cells(points: &[Pos]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = points.iter().map(|&[x, y]| (x.round() as i32, y.round() as i32)).collect();
    cells.dedup();
    cells
}

/// Twice the area inside an open ring; positive is clockwise as seen, y pointing down.
fn double_area(ring: &[Cell]) -> i64 {
    let next = ring.iter().skip(1).chain(ring.first());
    let cross = |((ax, ay), (bx, by)): (&Cell, &Cell)| {
        i64::from(*ax) * i64::from(*by) - i64::from(*bx) * i64::from(*ay)
    };
    ring.iter().zip(next).map(cross).sum()
}
