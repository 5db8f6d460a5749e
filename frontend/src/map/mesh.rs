//! Vertices made of outlines, in metres from the origin of a chunk, packed as the shaders read them.
//!
//! A chunk is a quarter of a degree: a 32-bit float then places a corner to the millimetre, where one origin for
//! all of Yunnan would make halls tremble at close zoom.

use super::mercator;
use super::polygon::{self, signed_area};
use super::shape::{Outline, Shapes};

/// Degrees of a chunk's side.
const CHUNK: f64 = 0.25;
/// Slabs stand this much taller than they are, so that floors of 5 m can be told apart beside halls of 100 m.
pub const RAISED: f32 = 1.5;
/// Light of a roof: more than a wall can have.
const ROOF: u32 = 511;

/// Vertices that share an origin.
pub struct Chunk {
    /// Where metres are counted from, in the unit square.
    pub origin: [f64; 2],
    /// Unit squares per metre there.
    pub scale: f64,
    /// Smallest x, y and greatest x, y of everything in it, in metres.
    pub bounds: [f32; 4],
    /// Vertices as bytes.
    pub bytes: Vec<u8>,
    /// Triangles.
    pub indices: Vec<u32>,
    /// Of flat cells, in order: the unit, and where its triangles end.
    pub ends: Vec<(u32, u32)>,
    vertices: u32,
}

/// Chunks by column and row.
#[derive(Default)]
pub struct Chunks(Vec<((i32, i32), Chunk)>);

/// What a shader wants to know of each unit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measure {
    /// Its middle, metres east and south of the chunk's origin.
    pub middle: [f32; 2],
    /// Length and depth in metres.
    pub size: [f32; 2],
}

impl Chunks {
    /// The chunk that a place of the unit square belongs to.
    pub fn at(&mut self, place: [f64; 2]) -> &mut Chunk {
        let cell = cell_of(place);
        let known = self.0.iter().position(|(known, _)| *known == cell);
        let at = known.unwrap_or(self.0.len());
        if known.is_none() {
            self.0.push((cell, Chunk::new(cell)));
        }
        let (_, chunk) = self.0.get_mut(at).expect("it was found or has just been pushed");
        chunk
    }

    /// All of them.
    pub fn into_vec(self) -> Vec<Chunk> {
        self.0.into_iter().map(|(_, chunk)| chunk).collect()
    }
}

/// Middle and size of an outline.
pub fn measure(shapes: &Shapes, outline: &Outline) -> Measure {
    let [west, north, ..] = outline.bounds;
    let corners = Chunk::new(cell_of([west, north])).metres(shapes.corners_of(outline));
    let sides: Vec<f32> =
        polygon::sides(&corners).map(|([x1, y1], [x2, y2])| (x2 - x1).hypot(y2 - y1)).collect();
    let count = corners.len().max(1) as f32;
    let sum = corners.iter().fold([0.0; 2], |[sx, sy], [x, y]| [sx + x, sy + y]);
    let size = match (polygon::is_convex_quad(&corners), sides.as_slice()) {
        (true, [length, .., depth]) => [*length, *depth],
        _ => {
            let longest = sides.iter().copied().fold(0.01, f32::max);
            [longest, signed_area(&corners).abs() / longest]
        }
    };
    Measure { middle: sum.map(|part| part / count), size }
}

impl Chunk {
    fn new((column, row): (i32, i32)) -> Self {
        let middle = |index: i32| (f64::from(index) + 0.5) * CHUNK;
        let origin = mercator::from_degrees([middle(column), middle(row)]);
        let [_, y] = origin;
        Self {
            origin,
            scale: mercator::per_metre(y),
            bounds: [f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY],
            bytes: Vec::new(),
            indices: Vec::new(),
            ends: Vec::new(),
            vertices: 0,
        }
    }

    /// Places of the unit square in metres from the origin.
    pub fn metres(&mut self, places: &[[f64; 2]]) -> Vec<[f32; 2]> {
        let [x0, y0] = self.origin;
        let metres = |[x, y]: &[f64; 2]| [((x - x0) / self.scale) as f32, ((y - y0) / self.scale) as f32];
        let metres: Vec<[f32; 2]> = places.iter().map(metres).collect();
        for [x, y] in &metres {
            let [west, north, east, south] = self.bounds;
            self.bounds = [west.min(*x), north.min(*y), east.max(*x), south.max(*y)];
        }
        metres
    }

    /// A flat cell: place, unit, corner.
    pub fn lay(&mut self, corners: &[[f32; 2]], unit: u32) {
        let quad = polygon::is_convex_quad(corners);
        let first = self.vertices;
        for ([x, y], corner) in corners.iter().zip(0..) {
            self.vertex(&[*x, *y], &[unit, if quad { corner } else { 4 }]);
        }
        self.fan(corners, first);
        self.ends.push((unit, self.indices.len() as u32));
    }

    /// The triangles of some flat cells: `wanted` tells which, by unit.
    pub fn triangles_of(&self, wanted: &[bool]) -> Vec<u32> {
        let mut triangles = Vec::new();
        let mut start = 0;
        for (unit, end) in &self.ends {
            let end = *end as usize;
            if wanted.get(*unit as usize) == Some(&true) {
                triangles.extend_from_slice(self.indices.get(start..end).unwrap_or_default());
            }
            start = end;
        }
        triangles
    }

    /// A slab: place and height, unit, place on its face, light. Heights in metres.
    pub fn stand(&mut self, corners: &[[f32; 2]], unit: u32, [base, top]: [f32; 2]) {
        let [length, depth] = lengths(corners);
        let first = self.vertices;
        let quad = polygon::is_convex_quad(corners);
        for ([x, y], corner) in corners.iter().zip(0..) {
            let along = if !quad {
                length / 2.0
            } else if corner == 1 || corner == 2 {
                length
            } else {
                0.0
            };
            let across = if !quad {
                depth / 2.0
            } else if corner > 1 {
                depth
            } else {
                0.0
            };
            self.face([*x, *y, top], unit, [along, length, across, depth], ROOF);
        }
        self.fan(corners, first);
        for ([x1, y1], [x2, y2]) in polygon::sides(corners) {
            let long = (x2 - x1).hypot(y2 - y1);
            let high = top - base;
            // Light comes along the meridian; both sides of a wall get the same, so the winding does not matter.
            let light = (168.0 + 56.0 * ((x2 - x1) / long.max(0.01)).abs()) as u32;
            let first = self.vertices;
            self.face([x1, y1, base], unit, [0.0, long, 0.0, high], light);
            self.face([x2, y2, base], unit, [long, long, 0.0, high], light);
            self.face([x1, y1, top], unit, [0.0, long, high, high], light);
            self.face([x2, y2, top], unit, [long, long, high, high], light);
            self.indices.extend([0, 1, 2, 2, 1, 3].map(|corner| first + corner));
        }
    }

    /// Ground of one colour: place.
    pub fn spread(&mut self, corners: &[[f32; 2]]) {
        let first = self.vertices;
        for corner in corners {
            self.vertex(corner, &[]);
        }
        self.fan(corners, first);
    }

    /// A line around an outline, `up` metres above ground.
    pub fn surround(&mut self, corners: &[[f32; 2]], up: f32) {
        let closed: Vec<[f32; 2]> = corners.iter().chain(corners.first()).copied().collect();
        self.follow(&closed, up, 0);
    }

    /// A line: both ends, height, distance from its beginning, class. Four vertices a piece; the shader tells them
    /// apart by their number. One instance a piece would need a quarter of the memory, but software renderers, which
    /// old phones and test machines have, treat each instance as a draw call of its own.
    pub fn follow(&mut self, points: &[[f32; 2]], up: f32, class: u32) {
        let mut start = 0.0;
        for ([x1, y1], [x2, y2]) in points.iter().zip(points.iter().skip(1)) {
            let first = self.vertices;
            for _corner in 0..4 {
                self.vertex(&[*x1, *y1, *x2, *y2, up, start], &[class]);
            }
            self.indices.extend([0, 1, 2, 2, 1, 3].map(|corner| first + corner));
            start += (x2 - x1).hypot(y2 - y1);
        }
    }

    fn fan(&mut self, corners: &[[f32; 2]], first: u32) {
        self.indices.extend(polygon::triangles(corners).into_iter().flatten().map(|corner| first + corner));
    }

    fn face(&mut self, at: [f32; 3], unit: u32, on_face: [f32; 4], light: u32) {
        self.vertex(&at, &[unit]);
        let decimetres = on_face.map(|metres| (metres * 10.0).clamp(0.0, 65535.0) as u16);
        self.bytes.extend(decimetres.iter().flat_map(|part| part.to_ne_bytes()));
        self.bytes.extend(light.to_ne_bytes());
    }

    fn vertex(&mut self, floats: &[f32], words: &[u32]) {
        self.bytes.extend(floats.iter().flat_map(|part| part.to_ne_bytes()));
        self.bytes.extend(words.iter().flat_map(|part| part.to_ne_bytes()));
        self.vertices += 1;
    }
}

fn lengths(corners: &[[f32; 2]]) -> [f32; 2] {
    let side = |index| {
        let (([x1, y1], [x2, y2]), _) = polygon::sides(corners).zip(0..).nth(index).unwrap_or_default();
        (x2 - x1).hypot(y2 - y1)
    };
    [side(0), side(1)]
}

fn cell_of(place: [f64; 2]) -> (i32, i32) {
    let [lon, lat] = mercator::to_degrees(place);
    ((lon / CHUNK).floor() as i32, (lat / CHUNK).floor() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk() -> Chunk {
        Chunk::new((391, 96))
    }

    #[test]
    fn a_cell_is_four_vertices_and_two_triangles() {
        let mut chunk = chunk();
        chunk.lay(&[[0.0, 0.0], [10.0, 0.0], [10.0, 5.0], [0.0, 5.0]], 7);
        assert_eq!((chunk.bytes.len(), chunk.indices.len()), (4 * 16, 6));
        assert_eq!(chunk.bytes[24..28], 7u32.to_ne_bytes());
    }

    #[test]
    fn some_cells_are_drawn_without_the_others() {
        let mut chunk = chunk();
        for unit in [2, 0, 1] {
            chunk.lay(&[[0.0, 0.0], [10.0, 0.0], [10.0, 5.0], [0.0, 5.0]], unit);
        }
        assert_eq!(chunk.triangles_of(&[true]), chunk.indices[6..12]);
        assert_eq!(chunk.triangles_of(&[true; 3]), chunk.indices);
        assert!(chunk.triangles_of(&[]).is_empty());
    }

    #[test]
    fn a_slab_has_a_roof_and_four_walls() {
        let mut chunk = chunk();
        chunk.stand(&[[0.0, 0.0], [10.0, 0.0], [10.0, 5.0], [0.0, 5.0]], 7, [0.0, 6.0]);
        assert_eq!((chunk.bytes.len(), chunk.indices.len()), ((4 + 16) * 28, 6 + 24));
    }

    #[test]
    fn a_dash_pattern_runs_through_the_corners() {
        let mut chunk = chunk();
        chunk.surround(&[[0.0, 0.0], [10.0, 0.0], [10.0, 5.0]], 0.0);
        let start = |piece: usize| {
            f32::from_ne_bytes(chunk.bytes[piece * 112 + 20..piece * 112 + 24].try_into().unwrap())
        };
        assert_eq!([start(0), start(1), start(2)], [0.0, 10.0, 15.0]);
    }

    #[test]
    fn places_keep_their_millimetres() {
        let mut chunk = chunk();
        let place = mercator::from_degrees([97.855, 24.013]);
        let [x, y] = chunk.metres(&[place])[0];
        let [ox, oy] = chunk.origin;
        let error =
            (f64::from(x) * chunk.scale + ox - place[0]).hypot(f64::from(y) * chunk.scale + oy - place[1]);
        assert!(error / chunk.scale < 0.002);
    }
}
