//! Which unit lies under the pointer: on the plan by its outline, in the tilted view by the nearest face.

use super::super::frame::Frame;
use super::super::mercator;
use super::super::mesh::RAISED;
use super::super::shape::{self, Named, Outline, Shapes, holds};
use super::Space;

impl Space {
    /// The unit under a pointer at `pixel` (CSS px), whose place on the ground is `ground` (unit square).
    pub fn pick(&self, frame: &Frame, pixel: [f64; 2], ground: [f64; 2]) -> Option<&Named> {
        let (shapes, rows) = self.shapes(frame);
        let outline = match self.stands(frame) {
            false => shapes.at(ground, |outline| self.is_drawn(rows, outline, frame))?,
            true => self.nearest_slab(shapes, rows, frame, pixel)?,
        };
        shapes.features.get(outline.feature as usize)
    }

    /// The middle of a unit in the unit square: what a callout points to.
    pub fn middle_of(&self, id: u32) -> Option<[f64; 2]> {
        self.flat.outlines_of(id).next().map(|outline| shape::middle_of(outline.bounds))
    }

    /// The outlines of a unit as it is drawn, each with its height in metres.
    pub fn corners_of(&self, id: u32, frame: &Frame) -> Vec<(Vec<[f64; 2]>, f32)> {
        let (shapes, _) = self.shapes(frame);
        let up = |outline: &Outline| {
            let named = shapes.features.get(outline.feature as usize).filter(|_| self.stands(frame));
            named.map_or(0.0, |named| named.top * RAISED)
        };
        shapes.outlines_of(id).map(|outline| (shapes.corners_of(outline).to_vec(), up(outline))).collect()
    }

    fn nearest_slab<'a>(
        &'a self,
        shapes: &'a Shapes,
        rows: &[u32],
        frame: &Frame,
        pixel: [f64; 2],
    ) -> Option<&'a Outline> {
        let mut nearest: Option<(&Outline, f64)> = None;
        for outline in &shapes.outlines {
            if !is_close(shapes, outline, frame, pixel) || !self.is_drawn(rows, outline, frame) {
                continue;
            }
            let Some(depth) = depth_at(shapes, outline, frame, pixel) else { continue };
            if nearest.is_none_or(|(_, known)| depth < known) {
                nearest = Some((outline, depth));
            }
        }
        nearest.map(|(outline, _)| outline)
    }
}

/// Cheap refusal: far from the outline's middle, by its size on the screen.
fn is_close(shapes: &Shapes, outline: &Outline, frame: &Frame, [px, py]: [f64; 2]) -> bool {
    let [west, north, east, south] = outline.bounds;
    let Some(named) = shapes.features.get(outline.feature as usize) else { return false };
    let Some(([x, y], _)) = frame.project([(west + east) / 2.0, (north + south) / 2.0], 0.0) else {
        return false;
    };
    let rise = f64::from(named.top * RAISED) * mercator::per_metre(north);
    let reach = ((east - west).hypot(south - north) + rise) * mercator::world_size(frame.zoom) * 2.0 + 8.0;
    (x - px).abs() < reach && (y - py).abs() < reach
}

/// Distance from the camera of the nearest face that holds the pixel.
fn depth_at(shapes: &Shapes, outline: &Outline, frame: &Frame, pixel: [f64; 2]) -> Option<f64> {
    let named = shapes.features.get(outline.feature as usize)?;
    let corners = shapes.corners_of(outline);
    let [_, y] = corners.first()?;
    let up = |metres: f32| f64::from(metres * RAISED) * mercator::per_metre(*y);
    let ring =
        |metres: f32| corners.iter().map(|at| frame.project(*at, up(metres))).collect::<Option<Vec<_>>>();
    let (foot, head) = (ring(named.base)?, ring(named.top)?);
    let mut faces = vec![head.clone()];
    let next = |at: usize| (at + 1) % corners.len();
    for at in 0..corners.len() {
        let wall = [foot.get(at), foot.get(next(at)), head.get(next(at)), head.get(at)];
        faces.push(wall.into_iter().flatten().copied().collect());
    }
    faces
        .iter()
        .filter(|face| holds(&face.iter().map(|(at, _)| *at).collect::<Vec<_>>(), pixel))
        .map(|face| mean_depth(face))
        .reduce(f64::min)
}

fn mean_depth(face: &[([f64; 2], f64)]) -> f64 {
    face.iter().map(|(_, depth)| depth).sum::<f64>() / face.len().max(1) as f64
}
