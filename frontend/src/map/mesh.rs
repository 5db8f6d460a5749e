//! Triangles, edges and walls made of outlines, in metres from the origin of a chunk.
//!
//! A chunk is a quarter of a degree: a 32-bit float then places a corner to the millimetre, where one origin for
//! all of Yunnan would make halls tremble at close zoom.

use std::collections::BTreeMap;

use super::mercator;
use super::shape::{Outline, Shapes};

/// Degrees of a chunk's side.
const CHUNK: f64 = 0.25;

/// Outlines that share an origin.
pub struct Chunk {
    /// Where metres are counted from, in the unit square.
    pub origin: [f64; 2],
    /// Unit squares per metre there.
    pub scale: f64,
    /// Smallest x, y and greatest x, y of everything in it, in metres.
    pub bounds: [f32; 4],
    /// Triangles: x, y in metres and the feature's index.
    pub fill: Vec<Corner>,
    /// Edges: both ends and the feature's index.
    pub edges: Vec<Edge>,
    /// Faces of slabs; empty until somebody tilts the map.
    pub faces: Vec<Face>,
}

/// A corner of a triangle on the ground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Corner {
    /// Metres east and south.
    pub at: [f32; 2],
    /// Index of the feature.
    pub feature: u32,
}

/// A side of an outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// One end, metres east and south.
    pub from: [f32; 2],
    /// The other.
    pub to: [f32; 2],
    /// Metres above ground.
    pub up: f32,
    /// Index of the feature.
    pub feature: u32,
}

/// A corner of a triangle of a slab.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Face {
    /// Metres east, south and up.
    pub at: [f32; 3],
    /// Index of the feature.
    pub feature: u32,
    /// On a wall: decimetres along it, its length, above its foot, its height. On a roof: the last is 0.
    pub on_wall: [u16; 4],
    /// Light that falls on it, 0 to 255.
    pub light: u32,
}

/// What a shader wants to know of each feature: anchor of its pattern (metres from the chunk's origin) and its narrow side.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measure {
    /// Metres east and south.
    pub anchor: [f32; 2],
    /// Area divided by the longest side, metres.
    pub narrow: f32,
}

/// Whether units are laid flat as cells or stand as slabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    /// Cells of the plan.
    Flat,
    /// Slabs with a roof and walls.
    Standing,
}

/// Sorts outlines into chunks and makes triangles and edges of them. `rows` gives each feature's place in the table of states.
pub fn chunks<'a>(
    shapes: &Shapes,
    outlines: impl Iterator<Item = &'a Outline>,
    rows: &[u32],
    stance: Stance,
) -> Vec<Chunk> {
    let mut chunks: BTreeMap<(i32, i32), Chunk> = BTreeMap::new();
    for outline in outlines {
        let Some(row) = rows.get(outline.feature as usize) else { continue };
        let Some(named) = shapes.features.get(outline.feature as usize) else { continue };
        let cell = cell_of(outline);
        let chunk = chunks.entry(cell).or_insert_with(|| Chunk::at(cell));
        let corners = chunk.metres(shapes.corners_of(outline));
        match stance {
            Stance::Flat => chunk.lay(&corners, *row),
            Stance::Standing => chunk.stand(&corners, *row, [named.base, named.top]),
        }
    }
    chunks.into_values().collect()
}

/// Anchor and narrow side of an outline, from the origin of the chunk it belongs to.
pub fn measure(shapes: &Shapes, outline: &Outline) -> Measure {
    measure_of(&Chunk::at(cell_of(outline)).metres(shapes.corners_of(outline)))
}

fn cell_of(outline: &Outline) -> (i32, i32) {
    let [west, north, ..] = outline.bounds;
    let [lon, lat] = mercator::to_degrees([west, north]);
    ((lon / CHUNK).floor() as i32, (lat / CHUNK).floor() as i32)
}

impl Chunk {
    fn at((column, row): (i32, i32)) -> Self {
        let middle = |index: i32| (f64::from(index) + 0.5) * CHUNK;
        let origin = mercator::from_degrees([middle(column), middle(row)]);
        let [_, y] = origin;
        let bounds = [f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY];
        Self {
            origin,
            scale: mercator::per_metre(y),
            bounds,
            fill: Vec::new(),
            edges: Vec::new(),
            faces: Vec::new(),
        }
    }

    fn metres(&mut self, corners: &[[f64; 2]]) -> Vec<[f32; 2]> {
        let [x0, y0] = self.origin;
        let metres = |[x, y]: &[f64; 2]| [((x - x0) / self.scale) as f32, ((y - y0) / self.scale) as f32];
        let metres: Vec<[f32; 2]> = corners.iter().map(metres).collect();
        for [x, y] in &metres {
            let [west, north, east, south] = self.bounds;
            self.bounds = [west.min(*x), north.min(*y), east.max(*x), south.max(*y)];
        }
        metres
    }

    fn lay(&mut self, corners: &[[f32; 2]], feature: u32) {
        for triangle in triangles(corners) {
            self.fill.extend(triangle.map(|at| Corner { at, feature }));
        }
        self.edges.extend(sides(corners).map(|(from, to)| Edge { from, to, up: 0.0, feature }));
    }

    fn stand(&mut self, corners: &[[f32; 2]], feature: u32, [base, top]: [f32; 2]) {
        for triangle in triangles(corners) {
            self.faces.extend(triangle.map(|[x, y]| Face {
                at: [x, y, top],
                feature,
                on_wall: [0; 4],
                light: 255,
            }));
        }
        for (from, to) in sides(corners) {
            self.faces.extend(wall(from, to, [base, top], feature));
        }
        self.edges.extend(sides(corners).map(|(from, to)| Edge { from, to, up: top, feature }));
    }
}

fn wall([x1, y1]: [f32; 2], [x2, y2]: [f32; 2], [base, top]: [f32; 2], feature: u32) -> [Face; 6] {
    let (dx, dy) = (x2 - x1, y2 - y1);
    let length = dx.hypot(dy);
    // Light comes from the north-west; both sides of a wall get the same so that the winding does not matter.
    let light = 168.0 + 56.0 * (dx / length.max(0.01)).abs();
    let decimetres = |metres: f32| (metres * 10.0).clamp(0.0, 65535.0) as u16;
    let (long, high) = (decimetres(length), decimetres(top - base).max(1));
    let foot = |x, y, along| Face {
        at: [x, y, base],
        feature,
        on_wall: [along, long, 0, high],
        light: light as u32,
    };
    let head = |x, y, along| Face {
        at: [x, y, top],
        feature,
        on_wall: [along, long, high, high],
        light: light as u32,
    };
    [
        foot(x1, y1, 0),
        foot(x2, y2, long),
        head(x2, y2, long),
        foot(x1, y1, 0),
        head(x2, y2, long),
        head(x1, y1, 0),
    ]
}

fn measure_of(corners: &[[f32; 2]]) -> Measure {
    let longest = sides(corners).map(|([x1, y1], [x2, y2])| (x2 - x1).hypot(y2 - y1)).fold(0.01, f32::max);
    let count = corners.len().max(1) as f32;
    let sum = corners.iter().fold([0.0; 2], |[sx, sy], [x, y]| [sx + x, sy + y]);
    Measure { anchor: sum.map(|part| part / count), narrow: signed_area(corners).abs() / longest }
}

fn sides(corners: &[[f32; 2]]) -> impl Iterator<Item = ([f32; 2], [f32; 2])> + '_ {
    corners.iter().copied().zip(corners.iter().copied().cycle().skip(1))
}

fn signed_area(corners: &[[f32; 2]]) -> f32 {
    // From the first corner: far from the origin a float's last digits would be the area.
    let [x0, y0] = corners.first().copied().unwrap_or_default();
    sides(corners).map(|([x1, y1], [x2, y2])| (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)).sum::<f32>()
        / 2.0
}

/// Cuts ears off a simple polygon. A quadrilateral, as nearly all cells are, costs two tests.
fn triangles(corners: &[[f32; 2]]) -> Vec<[[f32; 2]; 3]> {
    let mut left: Vec<[f32; 2]> = corners.to_vec();
    if signed_area(&left) < 0.0 {
        left.reverse();
    }
    let mut cut = Vec::with_capacity(left.len().saturating_sub(2));
    while left.len() > 3 {
        let ear = (0..left.len()).find(|at| is_ear(&left, *at));
        // A polygon that crosses itself has no ear left: any corner will do, nothing is drawn outside its hull.
        let at = ear.unwrap_or(0);
        cut.extend(triangle_at(&left, at));
        left.remove(at);
    }
    cut.extend(triangle_at(&left, 1));
    cut
}

fn triangle_at(corners: &[[f32; 2]], at: usize) -> Option<[[f32; 2]; 3]> {
    let count = corners.len();
    let corner = |index: usize| corners.get(index % count.max(1)).copied();
    Some([corner(at + count - 1)?, corner(at)?, corner(at + 1)?])
}

fn is_ear(corners: &[[f32; 2]], at: usize) -> bool {
    let Some([a, b, c]) = triangle_at(corners, at) else { return false };
    turn(a, b, c) > 0.0
        && !corners.iter().any(|p| {
            ![a, b, c].contains(p) && turn(a, b, *p) >= 0.0 && turn(b, c, *p) >= 0.0 && turn(c, a, *p) >= 0.0
        })
}

fn turn([ax, ay]: [f32; 2], [bx, by]: [f32; 2], [cx, cy]: [f32; 2]) -> f32 {
    (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area_of(triangles: &[[[f32; 2]; 3]]) -> f32 {
        triangles.iter().map(|t| signed_area(t).abs()).sum()
    }

    #[test]
    fn triangles_cover_the_polygon_whichever_way_it_turns() {
        let hall = [[0.0, 0.0], [40.0, 0.0], [40.0, 10.0], [20.0, 10.0], [20.0, 30.0], [0.0, 30.0]];
        let mut reversed = hall;
        reversed.reverse();
        for polygon in [hall, reversed] {
            let cut = triangles(&polygon);
            assert_eq!(cut.len(), 4);
            assert!((area_of(&cut) - 800.0).abs() < 1e-3);
        }
    }

    #[test]
    fn a_crossed_polygon_ends() {
        assert_eq!(triangles(&[[0.0, 0.0], [10.0, 10.0], [10.0, 0.0], [0.0, 10.0]]).len(), 2);
    }

    #[test]
    fn the_narrow_side_of_a_bay() {
        let measure = measure_of(&[[1000.0, 1000.0], [1054.0, 1000.0], [1054.0, 1018.0], [1000.0, 1018.0]]);
        assert!((measure.narrow - 18.0).abs() < 0.01 && measure.anchor == [1027.0, 1009.0]);
    }
}
