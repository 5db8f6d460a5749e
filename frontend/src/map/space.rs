//! The floor space itself: every unit as a flat cell or, tilted, as a slab, drawn by our own shaders inside the map.
//!
//! Why not layers of the library: its patterns cannot follow a feature's state, so seven signs would cost six more
//! layers over the same ground and walls could bear no pattern at all. Here a status is one byte in a table; patterns
//! keep their size at every zoom, and cells too small for them show their mean tone, each for itself.

pub mod gpu;
mod pick;

use serde_json::Error;
use shared::entity::unit::UnitStatus;
use web_sys::WebGl2RenderingContext as Gl;

use super::event::UnitPaint;
use super::frame::Frame;
use super::mercator;
use super::shape::{Outline, Shapes};
use super::states::{self, States};
use super::theme::Tokens;
use gpu::Gpu;
pub use gpu::SIGN_COLOURS;

/// Larger changes are a jump in time, not something that moved: they are not eased.
const EASED: usize = 64;
/// Milliseconds that a recolouring takes.
const EASE: f64 = 160.0;
/// Zoom from which a unit is drawn that lies in no park.
const STRAY: f32 = 12.5;

/// How things are to look, from theme and options.
#[derive(Clone, Copy, Debug)]
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

/// A unit that is outlined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outlined {
    /// Under the pointer.
    Hovered,
    /// Selected.
    Selected,
}

/// All units.
#[derive(Default)]
pub struct Space {
    flat: Shapes,
    slabs: Shapes,
    flat_rows: Vec<u32>,
    slab_rows: Vec<u32>,
    states: States,
    parks: Vec<([f64; 4], Vec<[f64; 2]>, f32)>,
    shown: u8,
    hovered: Option<u32>,
    selected: Option<u32>,
    eased_since: Option<f64>,
    gpu: Option<Gpu>,
    trouble: Option<String>,
}

impl Space {
    /// Nothing yet, everything switched on.
    pub fn new() -> Self {
        Self { shown: all_statuses(), ..Self::default() }
    }

    /// Takes the flat cells. Their `status` counts; what was dimmed or absent stays so.
    pub fn set_flat(&mut self, geojson: &str) -> Result<(), Error> {
        self.flat = Shapes::read(geojson)?;
        self.adopt();
        Ok(())
    }

    /// Takes the slabs of the same units.
    pub fn set_slabs(&mut self, geojson: &str) -> Result<(), Error> {
        self.slabs = Shapes::read(geojson)?;
        self.adopt();
        Ok(())
    }

    /// Takes the parks, each of which shows its units from its own zoom on.
    pub fn set_parks(&mut self, parks: &Shapes, from_zoom: impl Fn(&Outline) -> f64) {
        let park = |outline: &Outline| {
            (outline.bounds, parks.corners_of(outline).to_vec(), from_zoom(outline) as f32)
        };
        self.parks = parks.outlines.iter().map(park).collect();
        if let Some(gpu) = &mut self.gpu {
            gpu.forget_measures();
        }
    }

    /// Paints what changed; answers whether anything did.
    pub fn paint(&mut self, changed: &[(u32, UnitPaint)], now: f64, still: bool) -> bool {
        let count = self.states.paint(changed);
        if count > 0 {
            self.eased_since = (count <= EASED && !still).then_some(now);
            if let Some(gpu) = &mut self.gpu {
                gpu.forget_states();
            }
        }
        count > 0
    }

    /// Switches statuses on or off.
    pub fn show(&mut self, mask: u8) {
        self.shown = mask;
    }

    /// Outlines a unit, or none; answers whether that is a change.
    pub fn outline(&mut self, how: Outlined, id: Option<u32>) -> bool {
        let slot = match how {
            Outlined::Hovered => &mut self.hovered,
            Outlined::Selected => &mut self.selected,
        };
        let changed = *slot != id;
        *slot = id;
        if let (true, Some(gpu)) = (changed, &mut self.gpu) {
            gpu.forget_outlines();
        }
        changed
    }

    /// Draws one frame; answers whether another must follow.
    pub fn draw(&mut self, gl: &Gl, frame: &Frame, look: &Look, time: f64) -> bool {
        let mut gpu = match self.gpu.take() {
            Some(gpu) => gpu,
            None => match Gpu::new(gl) {
                Ok(gpu) => gpu,
                Err(trouble) => {
                    self.trouble = Some(trouble);
                    return false;
                }
            },
        };
        let eased = self.eased(time);
        gpu.draw(gl, self, frame, look, eased);
        self.gpu = Some(gpu);
        eased < 1.0
    }

    /// What the driver said when it refused our shaders.
    pub fn trouble(&mut self) -> Option<String> {
        self.trouble.take()
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
        let status = |shapes: &Shapes| {
            shapes.features.iter().map(|named| (named.id, named.status)).collect::<Vec<_>>()
        };
        // The flat cells come last in their favour: a later entry of the same id is dropped.
        let (flat, slabs) = (status(&self.flat), status(&self.slabs));
        self.states.adopt(flat.into_iter().chain(slabs));
        let rows = |shapes: &Shapes| {
            shapes.features.iter().map(|named| self.states.row(named.id).unwrap_or(0)).collect()
        };
        let (flat_rows, slab_rows) = (rows(&self.flat), rows(&self.slabs));
        (self.flat_rows, self.slab_rows) = (flat_rows, slab_rows);
        if let Some(gpu) = &mut self.gpu {
            gpu.forget_geometry();
        }
    }

    fn eased(&mut self, time: f64) -> f64 {
        let Some(since) = self.eased_since else { return 1.0 };
        let passed = ((time - since) / EASE).clamp(0.0, 1.0);
        if passed >= 1.0 {
            self.eased_since = None;
        }
        1.0 - (1.0 - passed).powi(3)
    }

    fn is_drawn(&self, rows: &[u32], outline: &Outline, frame: &Frame) -> bool {
        let state = rows.get(outline.feature as usize).and_then(|row| self.states.get(*row));
        state.is_some_and(states::is_present) && frame.zoom >= f64::from(self.from_zoom(outline))
    }

    /// The zoom from which an outline is drawn: that of the smallest park around it.
    fn from_zoom(&self, outline: &Outline) -> f32 {
        let [west, north, east, south] = outline.bounds;
        let middle = [(west + east) / 2.0, (north + south) / 2.0];
        let around = |(bounds, corners, _): &&([f64; 4], Vec<[f64; 2]>, f32)| {
            let [west, north, east, south] = *bounds;
            let [x, y] = middle;
            x >= west && x <= east && y >= north && y <= south && super::shape::holds(corners, middle)
        };
        self.parks.iter().filter(around).map(|(.., zoom)| *zoom).reduce(f32::max).unwrap_or(STRAY)
    }

    fn shapes(&self, frame: &Frame) -> (&Shapes, &[u32]) {
        if self.stands(frame) { (&self.slabs, &self.slab_rows) } else { (&self.flat, &self.flat_rows) }
    }

    fn stands(&self, frame: &Frame) -> bool {
        frame.is_tilted() && !self.slabs.outlines.is_empty()
    }
}

/// The zoom at which the longer side of some bounds spans so many CSS px.
pub fn zoom_of([west, north, east, south]: [f64; 4], pixels: f64) -> f64 {
    let side = (east - west).max(south - north).max(1e-12);
    (pixels / (side * mercator::world_size(0.0))).log2()
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
}
