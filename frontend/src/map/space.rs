//! The floor space itself: every unit as a flat cell or, tilted, as a slab, drawn by our own shaders inside the map.
//!
//! Why not layers of the library: its patterns cannot follow a feature's state, so seven signs would cost six more
//! layers over the same ground and walls could bear no pattern at all. Here a status is one byte in a table; patterns
//! keep their size at every zoom, and cells too small for them show their mean tone, each for itself.

mod gpu;
mod pick;
mod picture;

use shared::entity::unit::UnitStatus;
use web_sys::WebGl2RenderingContext as Gl;

use super::event::UnitPaint;
use super::frame::Frame;
use super::mercator;
use super::shape::{self, Outline, Shapes};
use super::states::{self, Painted, States};
use super::theme::Tokens;
use gpu::Gpu;
pub use gpu::SIGN_COLOURS;

/// Larger changes are a jump in time, not something that moved: they are not eased.
const EASED: usize = 64;
/// Milliseconds that a recolouring takes.
const EASE: f64 = 160.0;
/// Zoom from which a unit is drawn that lies in no park.
const STRAY: f64 = 12.5;

/// How things are to look, from theme and options.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Colours.
    pub tokens: Tokens,
    /// Size of patterns.
    pub coarse: f32,
    /// Size of signs and lines.
    pub scale: f64,
    /// Cuts instead of easing.
    pub still: bool,
}

/// A park, and the zoom from which its units are drawn.
struct Park {
    bounds: [f64; 4],
    corners: Vec<[f64; 2]>,
    zoom: f64,
}

/// All units.
#[derive(Default)]
pub struct Space {
    flat: Shapes,
    slabs: Shapes,
    flat_rows: Vec<u32>,
    slab_rows: Vec<u32>,
    states: States,
    parks: Vec<Park>,
    shown: u8,
    eased_since: Option<f64>,
    gpu: Option<Gpu>,
}

impl Space {
    /// Nothing yet, everything switched on.
    pub fn new() -> Self {
        Self { shown: all_statuses(), ..Self::default() }
    }

    /// Takes the flat cells. Their `status` counts from now on; what was dimmed or absent stays so.
    pub fn set_flat(&mut self, cells: Shapes) {
        self.flat = cells;
        self.states.adopt(statuses(&self.flat), statuses(&self.slabs));
        self.adopt();
    }

    /// Takes the slabs of the same units; their states are known from the cells.
    pub fn set_slabs(&mut self, slabs: Shapes) {
        self.slabs = slabs;
        self.states.adopt(std::iter::empty(), statuses(&self.flat).chain(statuses(&self.slabs)));
        self.adopt();
    }

    /// Takes the parks, each of which shows its units from its own zoom on.
    pub fn set_parks(&mut self, parks: &Shapes, from_zoom: impl Fn(&Outline) -> f64) {
        let park = |outline: &Outline| Park {
            bounds: outline.bounds,
            corners: parks.corners_of(outline).to_vec(),
            zoom: from_zoom(outline),
        };
        self.parks = parks.outlines.iter().map(park).collect();
        self.set_zooms();
    }

    /// Paints what changed; answers whether anything did.
    pub fn paint(&mut self, changed: &[(u32, UnitPaint)], now: f64, still: bool) -> bool {
        let Painted { rows, bared } = self.states.paint(changed);
        if rows.is_empty() {
            return false;
        }
        self.eased_since = (rows.len() <= EASED && !still).then_some(now);
        match &mut self.gpu {
            Some(gpu) if bared => gpu.forget_states(),
            Some(gpu) => gpu.touch(&rows),
            None => {}
        }
        true
    }

    /// Switches statuses on or off.
    pub fn show(&mut self, mask: u8) {
        self.shown = mask;
    }

    /// Draws one frame; answers whether another must follow.
    pub fn draw(&mut self, gl: &Gl, frame: &Frame, look: &Look, time: f64) -> Result<bool, String> {
        if self.flat.outlines.is_empty() {
            return Ok(false);
        }
        let mut gpu = match self.gpu.take() {
            Some(gpu) => gpu,
            None => Gpu::new(gl)?,
        };
        let eased = self.eased(time);
        gpu.draw(gl, self, frame, look, eased);
        self.gpu = Some(gpu);
        Ok(eased < 1.0)
    }

    /// The context is gone with everything in it; the next frame makes it anew.
    pub fn forget_gpu(&mut self) {
        self.gpu = None;
    }

    /// How many units this frame shows.
    pub fn count_in_view(&self, frame: &Frame) -> usize {
        let [width, height] = frame.size;
        let in_view = |outline: &&Outline| {
            let [west, north, east, south] = outline.bounds;
            let corners = [[west, north], [east, south], [west, south], [east, north]];
            let seen = |([x, y], _): ([f64; 2], f64)| x >= 0.0 && y >= 0.0 && x <= width && y <= height;
            self.is_drawn(&self.flat_rows, outline, frame)
                && corners.iter().any(|at| frame.project(*at, 0.0).is_some_and(seen))
        };
        self.flat.outlines.iter().filter(in_view).count()
    }

    fn adopt(&mut self) {
        let rows = |shapes: &Shapes| {
            shapes.features.iter().map(|named| self.states.row(named.id).unwrap_or(0)).collect::<Vec<u32>>()
        };
        (self.flat_rows, self.slab_rows) = (rows(&self.flat), rows(&self.slabs));
        self.set_zooms();
        if let Some(gpu) = &mut self.gpu {
            gpu.forget_geometry();
        }
    }

    /// A unit is drawn from the zoom of the smallest park around it.
    fn set_zooms(&mut self) {
        for (shapes, rows) in [(&self.slabs, &self.slab_rows), (&self.flat, &self.flat_rows)] {
            for outline in &shapes.outlines {
                let Some(row) = rows.get(outline.feature as usize) else { continue };
                let middle = shape::middle_of(outline.bounds);
                let around = self.parks.iter().filter(|park| {
                    shape::is_within(park.bounds, middle) && shape::holds(&park.corners, middle)
                });
                let zoom = around.map(|park| park.zoom).reduce(f64::max).unwrap_or(STRAY);
                self.states.set_zoom(*row, zoom);
            }
        }
        if let Some(gpu) = &mut self.gpu {
            gpu.forget_states();
        }
    }

    fn eased(&mut self, time: f64) -> f64 {
        let Some(since) = self.eased_since else { return 1.0 };
        let passed = ((time - since) / EASE).clamp(0.0, 1.0);
        if passed >= 1.0 {
            self.eased_since = None;
        }
        {
            let left = 1.0 - passed;
            1.0 - left * left * left
        }
    }

    fn is_drawn(&self, rows: &[u32], outline: &Outline, frame: &Frame) -> bool {
        let state = rows.get(outline.feature as usize).and_then(|row| self.states.get(*row));
        state.is_some_and(|state| states::is_drawn(state, frame.zoom))
    }

    fn shapes(&self, frame: &Frame) -> (&Shapes, &[u32]) {
        if self.stands(frame) { (&self.slabs, &self.slab_rows) } else { (&self.flat, &self.flat_rows) }
    }

    /// Whether units stand as slabs.
    pub fn stands(&self, frame: &Frame) -> bool {
        frame.is_tilted() && !self.slabs.outlines.is_empty()
    }
}

/// The zoom at which the longer side of some bounds spans so many CSS px.
pub fn zoom_of([west, north, east, south]: [f64; 4], pixels: f64) -> f64 {
    let side = (east - west).max(south - north).max(1e-12);
    crate::number::log2(pixels / (side * mercator::world_size(0.0)))
}

fn statuses(shapes: &Shapes) -> impl Iterator<Item = (u32, u8)> + '_ {
    shapes.features.iter().map(|named| (named.id, named.status))
}

/// The bits of all statuses.
fn all_statuses() -> u8 {
    UnitStatus::ALL.into_iter().fold(0, |mask, status| mask | 1 << status.code())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_park_that_spans_96_px() {
        let side = 96.0 / 512.0 / 2f64.powi(12);
        assert!((zoom_of([0.5, 0.5, 0.5 + side, 0.5 + side / 3.0], 96.0) - 12.0).abs() < 1e-9);
    }

    #[test]
    fn every_status_has_a_bit() {
        assert_eq!(all_statuses(), 0x7F);
    }

    #[test]
    fn slabs_do_not_undo_a_day_step_and_new_cells_bring_theirs() {
        let unit = |status: u8| {
            let text = format!(
                r#"{{"features":[{{"id":5,"properties":{{"key":"u","status":{status}}},
                "geometry":{{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}}}}]}}"#
            );
            Shapes::read(&text).unwrap()
        };
        let mut space = Space::new();
        space.set_flat(unit(3));
        let leased = UnitPaint { status: UnitStatus::Leased, dimmed: false, absent: false };
        assert!(space.paint(&[(5, leased)], 0.0, true));
        space.set_slabs(unit(3));
        let status = |space: &Space| space.states.get(space.states.row(5).unwrap()).unwrap()[0];
        assert_eq!(status(&space), 0);
        space.set_flat(unit(2));
        assert_eq!(status(&space), 2);
    }

    #[test]
    fn a_unit_is_drawn_from_the_zoom_of_the_smallest_park_around_it() {
        let square = |key: &str, side: f64| {
            format!(
                r#"{{"id":1,"properties":{{"key":"{key}"}},"geometry":{{"type":"Polygon","coordinates":
                [[[0,0],[{side},0],[{side},{side}],[0,{side}],[0,0]]]}}}}"#
            )
        };
        let mut space = Space::new();
        let cell = format!(r#"{{"features":[{}]}}"#, square("u", 0.001));
        space.set_flat(Shapes::read(&cell).unwrap());
        let zoom = |space: &Space| space.states.get(space.states.row(1).unwrap()).unwrap()[3];
        assert_eq!(zoom(&space), 125);
        let parks = format!(r#"{{"features":[{},{}]}}"#, square("park", 0.5), square("zone", 0.1));
        space.set_parks(
            &Shapes::read(&parks).unwrap(),
            |outline| if outline.feature == 0 { 9.0 } else { 11.2 },
        );
        assert_eq!(zoom(&space), 112);
    }
}
