//! The plan of the parks: zones, parcels, streets and the outlines of halls, under and around the units.
//!
//! Drawn by us and not by layers of the library, because it clips every layer to every tile again whenever the source
//! changes from one layer to the next: ten such changes cost more than all halls.

mod gpu;
mod ways;

use shared::json::Misfit;
use web_sys::WebGl2RenderingContext as Gl;

use super::event::Layer;
use super::frame::Frame;
use super::shape::Shapes;
use super::space::Look;
use gpu::Gpu;
use ways::Way;

/// Zoom from which zones have ground of their own.
pub const ZONES_FROM: f64 = 10.0;
/// Zoom from which parcels are drawn.
pub const PARCELS_FROM: f64 = 12.0;
/// Zoom from which streets are drawn.
pub const STREETS_FROM: f64 = 11.5;
/// Zoom from which halls have an outline.
pub const HALLS_FROM: f64 = 11.5;

/// An outline in the accent colour.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    /// Corners in the unit square.
    pub corners: Vec<[f64; 2]>,
    /// Metres above ground.
    pub up: f32,
    /// Selected; otherwise only under the pointer.
    pub selected: bool,
}

/// Everything of the plan.
#[derive(Default)]
pub struct Plan {
    shapes: Vec<(Layer, Shapes)>,
    ways: Vec<Way>,
    hidden: Vec<Layer>,
    chosen: Vec<Chosen>,
    gpu: Option<Gpu>,
}

impl Plan {
    /// Takes the parks, parcels or halls.
    pub fn set(&mut self, layer: Layer, shapes: Shapes) {
        self.shapes.retain(|(known, _)| *known != layer);
        self.shapes.push((layer, shapes));
        self.forget();
    }

    /// Takes the streets.
    pub fn set_streets(&mut self, geojson: &str) -> Result<(), Misfit> {
        self.ways = ways::read(geojson)?;
        self.forget();
        Ok(())
    }

    /// The polygons of a layer, if any were given.
    pub fn shapes(&self, layer: Layer) -> Option<&Shapes> {
        self.shapes.iter().find(|(known, _)| *known == layer).map(|(_, shapes)| shapes)
    }

    /// Draws a layer or not.
    pub fn show(&mut self, layer: Layer, shown: bool) {
        self.hidden.retain(|known| *known != layer);
        if !shown {
            self.hidden.push(layer);
        }
    }

    /// Replaces what is outlined; answers whether that is a change.
    pub fn choose(&mut self, chosen: Vec<Chosen>) -> bool {
        let changed = self.chosen != chosen;
        if changed {
            self.chosen = chosen;
            if let Some(gpu) = &mut self.gpu {
                gpu.forget_chosen();
            }
        }
        changed
    }

    /// Draws what lies under the units.
    pub fn draw_under(&mut self, gl: &Gl, frame: &Frame, look: &Look) -> Result<(), String> {
        self.with_gpu(gl, |gpu, plan| gpu.draw_under(gl, plan, frame, look))
    }

    /// Draws what closes them.
    pub fn draw_over(&mut self, gl: &Gl, frame: &Frame, look: &Look) -> Result<(), String> {
        self.with_gpu(gl, |gpu, plan| gpu.draw_over(gl, plan, frame, look))
    }

    /// The context is gone with everything in it.
    pub fn forget_gpu(&mut self) {
        self.gpu = None;
    }

    /// The uppermost thing under a pointer: hall, parcel, zone.
    pub fn pick(&self, ground: [f64; 2], zoom: f64) -> Option<(Layer, u32, &str)> {
        [(Layer::Halls, HALLS_FROM), (Layer::Parcels, PARCELS_FROM), (Layer::Parks, ZONES_FROM)]
            .into_iter()
            .find_map(|(layer, from)| {
                let shapes = self.shapes(layer).filter(|_| zoom >= from && self.is_shown(layer))?;
                let named = shapes.features.get(shapes.at(ground, |_| true)?.feature as usize)?;
                Some((layer, named.id, &*named.key))
            })
    }

    /// The outlines of one feature, on the ground.
    pub fn corners_of(&self, layer: Layer, id: u32) -> Vec<(Vec<[f64; 2]>, f32)> {
        let Some(shapes) = self.shapes(layer) else { return Vec::new() };
        shapes.outlines_of(id).map(|outline| (shapes.corners_of(outline).to_vec(), 0.0)).collect()
    }

    fn is_shown(&self, layer: Layer) -> bool {
        !self.hidden.contains(&layer)
    }

    fn forget(&mut self) {
        if let Some(gpu) = &mut self.gpu {
            gpu.forget();
        }
    }

    fn with_gpu(&mut self, gl: &Gl, draw: impl FnOnce(&mut Gpu, &Self)) -> Result<(), String> {
        if self.shapes.is_empty() && self.ways.is_empty() && self.chosen.is_empty() {
            return Ok(());
        }
        let mut gpu = match self.gpu.take() {
            Some(gpu) => gpu,
            None => Gpu::new(gl)?,
        };
        draw(&mut gpu, self);
        self.gpu = Some(gpu);
        Ok(())
    }
}
