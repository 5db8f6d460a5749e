//! One frame as our shaders see it: the projection in double precision and the sizes they need.

use super::mercator;
use super::mesh::Chunk;
use crate::number;

/// Where the camera stands in this frame.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Frame {
    /// From the unit square to clip space, columns first.
    pub matrix: [f64; 16],
    /// Zoom.
    pub zoom: f64,
    /// The y of its middle in the unit square.
    pub middle: f64,
    /// Degrees clockwise from north that point up.
    pub bearing: f64,
    /// Degrees of tilt.
    pub pitch: f64,
    /// Width and height of the canvas in CSS px.
    pub size: [f64; 2],
    /// Device px per CSS px.
    pub ratio: f64,
}

impl Frame {
    /// From a tilt of one degree units stand as slabs.
    pub fn is_tilted(&self) -> bool {
        self.pitch >= 1.0
    }

    /// Place on the screen (CSS px from the top left) and distance from the camera of a place in the unit square at a height
    /// in the same unit; nothing for what lies behind the camera.
    pub fn project(&self, [x, y]: [f64; 2], z: f64) -> Option<([f64; 2], f64)> {
        let [cx, cy, cz, cw] = transform(&self.matrix, [x, y, z, 1.0]);
        let [width, height] = self.size;
        (cw > 0.0).then(|| ([(cx / cw + 1.0) * width / 2.0, (1.0 - cy / cw) * height / 2.0], cz / cw))
    }

    /// The matrix from a chunk's metres to clip space.
    pub fn matrix_of(&self, chunk: &Chunk) -> [f32; 16] {
        let [x, y] = chunk.origin;
        let moved = [
            [chunk.scale, 0.0, 0.0, 0.0],
            [0.0, chunk.scale, 0.0, 0.0],
            [0.0, 0.0, chunk.scale, 0.0],
            [x, y, 0.0, 1.0],
        ];
        let mut product = [0.0; 16];
        for (column, vector) in product.chunks_exact_mut(4).zip(moved) {
            for (cell, value) in column.iter_mut().zip(transform(&self.matrix, vector)) {
                *cell = value as f32;
            }
        }
        product
    }

    /// CSS px per metre in a chunk (at the middle of a tilted screen).
    pub fn pixels_per_metre(&self, chunk: &Chunk) -> f64 {
        mercator::world_size(self.zoom) * chunk.scale
    }

    /// Whether any of a chunk can be seen.
    pub fn sees(&self, chunk: &Chunk) -> bool {
        let [west, north, east, south] = chunk.bounds.map(f64::from);
        let matrix = self.matrix_of(chunk).map(f64::from);
        // Halls rise above their bounds: the tallest is allowed for on all sides.
        let rise = 60.0;
        let corners = [[west, north], [east, north], [west, south], [east, south]].into_iter();
        let clips: Vec<[f64; 4]> =
            corners.flat_map(|[x, y]| [0.0, rise].map(|z| transform(&matrix, [x, y, z, 1.0]))).collect();
        let beyond = |test: fn(&[f64; 4]) -> bool| clips.iter().all(test);
        !(beyond(|[x, _, _, w]| x < &-w)
            || beyond(|[x, _, _, w]| x > w)
            || beyond(|[_, y, _, w]| y < &-w)
            || beyond(|[_, y, _, w]| y > w))
    }

    /// The part of an untilted view that a chunk lies in: left, bottom, right, top in clip space, with a little room.
    pub fn part_of(&self, chunk: &Chunk) -> [f32; 4] {
        let [west, north, east, south] = chunk.bounds.map(f64::from);
        let matrix = self.matrix_of(chunk).map(f64::from);
        let [width, height] = self.size;
        let (wide, high) = (4.0 / width, 4.0 / height);
        let corners = [[west, north], [east, north], [west, south], [east, south]];
        let part =
            corners.into_iter().fold([1.0f64, 1.0, -1.0, -1.0], |[left, bottom, right, top], [x, y]| {
                let [x, y, _, w] = transform(&matrix, [x, y, 0.0, 1.0]);
                let (x, y) = (x / w, y / w);
                [left.min(x - wide), bottom.min(y - high), right.max(x + wide), top.max(y + high)]
            });
        part.map(|side| side.clamp(-1.0, 1.0) as f32)
    }

    /// Turns patterns back upright, columns first.
    pub fn turn(&self) -> [f32; 4] {
        let turned = (-self.bearing).to_radians();
        let (sin, cos) = (number::sin(turned), number::cos(turned));
        [cos, sin, -sin, cos].map(|value| value as f32)
    }
}

fn transform(matrix: &[f64; 16], vector: [f64; 4]) -> [f64; 4] {
    let mut out = [0.0; 4];
    for (column, factor) in matrix.chunks_exact(4).zip(vector) {
        for (sum, cell) in out.iter_mut().zip(column) {
            *sum += cell * factor;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::mesh::Chunks;
    use super::*;

    /// A camera that shows the whole unit square on 100 × 100 px.
    fn whole() -> Frame {
        let matrix = [2.0, 0.0, 0.0, 0.0, 0.0, -2.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, -1.0, 1.0, 0.0, 1.0];
        Frame { matrix, size: [100.0, 100.0], ..Frame::default() }
    }

    #[test]
    fn the_screen_counts_from_the_top_left() {
        let (at, _) = whole().project([0.25, 0.75], 0.0).unwrap();
        assert_eq!(at, [25.0, 75.0]);
    }

    #[test]
    fn a_chunk_lies_in_a_part_of_the_view() {
        let mut chunks = Chunks::default();
        let chunk = chunks.at([0.5, 0.5]);
        chunk.metres(&[[0.5, 0.5], [0.75, 0.75]]);
        let expected = [-0.04, -0.54, 0.54, 0.04];
        for (side, expected) in whole().part_of(chunk).into_iter().zip(expected) {
            assert!((side - expected).abs() < 1e-6, "{side} is not {expected}");
        }
    }

    #[test]
    fn a_chunk_outside_is_not_seen() {
        let mut chunks = Chunks::default();
        let chunk = chunks.at([0.5, 0.5]);
        chunk.metres(&[[0.5, 0.5], [0.5001, 0.5001]]);
        assert!(whole().sees(chunk));
        chunk.origin = [1.5, 0.5];
        assert!(!whole().sees(chunk));
    }
}
