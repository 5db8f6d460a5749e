//! Everything the map knows about what it draws, apart from the library: units, rings, pins, what is selected.
//!
//! Nothing in here calls the map, so it can be borrowed without fear of a callback.

use shared::Lang;
use shared::words::Word;
use web_sys::WebGl2RenderingContext as Gl;

use super::event::{Layer, Ring, Selection};
use super::frame::Frame;
use super::mercator;
use super::pins::{Pin, Sign};
use super::plan::{Chosen, Plan};
use super::rings::gpu::{Gpu, Mark, Marked, Picture};
use super::rings::{self, Drawn};
use super::shape::{self, Shapes};
use super::space::{Look, Space};
use super::theme::Tokens;
use super::view::{Screen, Theme};
use super::zones::Zones;

/// What is drawn, and how.
pub struct Scene {
    /// Units.
    pub space: Space,
    /// Parks, parcels, streets, halls.
    pub plan: Plan,
    /// Ports.
    pub ports: Vec<Pin>,
    /// Projects.
    pub projects: Vec<Pin>,
    /// Projects as they are drawn at this zoom.
    pub signs: Vec<Sign>,
    /// Stages that have pins, one bit each.
    pub stages: u8,
    /// Parks and zones by name, and when their rings give way.
    pub zones: Zones,
    /// Rings as they were given.
    pub rings: Vec<Ring>,
    /// Rings as they are drawn at this zoom.
    pub drawn: Vec<Drawn>,
    /// Whether parks are switched on.
    pub rings_shown: bool,
    /// Whether ports are switched on.
    pub ports_shown: bool,
    /// Whether projects are switched on.
    pub projects_shown: bool,
    /// Marks of live facts.
    pub marks: Vec<Mark>,
    /// What is selected.
    pub selected: Option<Selection>,
    /// What is under the pointer.
    pub hovered: Option<(Layer, u32, String)>,
    /// The last frame.
    pub frame: Frame,
    /// Colours and sizes.
    pub theme: Theme,
    /// The screen.
    pub screen: Screen,
    /// Language.
    pub lang: Lang,
    /// Cuts instead of movement.
    pub still: bool,
    /// Whether the outlines of the plan were chosen for slabs; nothing when they must be chosen anew.
    outlined_for: Option<bool>,
    gpu: Option<Gpu>,
    trouble: Option<String>,
}

impl Scene {
    /// Nothing yet.
    pub fn new(theme: Theme, screen: Screen, lang: Lang, still: bool) -> Self {
        Self {
            space: Space::new(),
            plan: Plan::default(),
            ports: Vec::new(),
            projects: Vec::new(),
            signs: Vec::new(),
            stages: 0xFF,
            zones: Zones::default(),
            rings: Vec::new(),
            drawn: Vec::new(),
            rings_shown: true,
            ports_shown: true,
            projects_shown: true,
            marks: Vec::new(),
            selected: None,
            hovered: None,
            frame: Frame::default(),
            theme,
            screen,
            lang,
            still,
            outlined_for: None,
            gpu: None,
            trouble: None,
        }
    }

    /// Takes the parks: they decide from which zoom units are drawn and rings are not.
    pub fn set_parks(&mut self, geojson: &str) -> Result<(), shared::json::Misfit> {
        let parks = Shapes::read(geojson)?;
        self.zones = Zones::read(geojson, &parks)?;
        self.plan.set(Layer::Parks, parks);
        self.measure_parks();
        Ok(())
    }

    /// Takes the rings.
    pub fn set_rings(&mut self, rings: Vec<Ring>) {
        let same = rings.iter().map(|ring| &ring.key).eq(self.rings.iter().map(|ring| &ring.key));
        self.rings = rings;
        if !same {
            self.measure_parks();
        }
    }

    /// Measures the parks anew; a wall asks for larger ones.
    pub fn measure_parks(&mut self) {
        self.zones.measure(&self.rings, self.theme.scale());
        let Some(parks) = self.plan.shapes(Layer::Parks) else { return };
        let (zones, rings) = (&self.zones, &self.rings);
        self.space.set_parks(parks, |outline| {
            let park = parks.features.get(outline.feature as usize);
            park.and_then(|park| zones.opens_at(&park.key, rings)).unwrap_or_default()
        });
    }

    /// Decides anew which rings are drawn; answers whether their names, places or sizes changed.
    pub fn arrange_rings(&mut self, zoom: f64) -> bool {
        let drawn = match self.rings_shown {
            true => rings::at_zoom(&self.rings, zoom, self.scale(), self.zones.until()),
            false => Vec::new(),
        };
        let same = drawn.len() == self.drawn.len()
            && drawn.iter().zip(&self.drawn).all(|(new, old)| {
                new.key == old.key
                    && new.label == old.label
                    && new.centre == old.centre
                    && (new.total() - old.total()).abs() < 1.0
            });
        self.drawn = drawn;
        !same
    }

    /// How everything is to look.
    pub fn look(&self) -> Look {
        Look {
            tokens: self.tokens(),
            coarse: self.theme.pattern_scale() * self.screen.size as f32,
            scale: self.scale(),
            still: self.still,
        }
    }

    /// How much larger type and signs are than on a laptop.
    pub fn scale(&self) -> f64 {
        self.theme.scale() * self.screen.size
    }

    /// The colours.
    pub fn tokens(&self) -> Tokens {
        self.theme.tokens()
    }

    /// Draws the plan and the units on it; answers whether another frame must follow.
    pub fn draw_ground(&mut self, gl: &Gl, time: f64) -> bool {
        self.outline_chosen();
        let (frame, look) = (self.frame, self.look());
        let drawn = self.plan.draw_under(gl, &frame, &look);
        let drawn = drawn.and_then(|()| self.space.draw(gl, &frame, &look, time));
        let drawn = drawn.and_then(|more| self.plan.draw_over(gl, &frame, &look).map(|()| more));
        drawn.unwrap_or_else(|trouble| {
            self.trouble = Some(trouble);
            false
        })
    }

    /// What is selected or hovered has changed: the next frame outlines it.
    pub fn forget_outlines(&mut self) {
        self.outlined_for = None;
    }

    fn outline_chosen(&mut self) {
        let tilted = self.frame.is_tilted();
        if self.outlined_for == Some(tilted) {
            return;
        }
        self.outlined_for = Some(tilted);
        let hovered = self.hovered.as_ref().map(|(layer, id, _)| (*layer, *id, false));
        let selected = self.selected.as_ref().map(|selection| (selection.layer, selection.id, true));
        let mut chosen = Vec::new();
        for (layer, id, selected) in hovered.into_iter().chain(selected) {
            let outlines = match layer {
                Layer::Units | Layer::Slabs => self.space.corners_of(id, &self.frame),
                layer => self.plan.corners_of(layer, id),
            };
            chosen.extend(outlines.into_iter().map(|(corners, up)| Chosen { corners, up, selected }));
        }
        self.plan.choose(chosen);
    }

    /// Draws rings and marks; answers whether another frame must follow.
    pub fn draw_rings(&mut self, gl: &Gl, time: f64) -> bool {
        rings::gpu::living(&mut self.marks, time);
        if self.drawn.is_empty() && self.marks.is_empty() {
            return false;
        }
        let mut gpu = match self.gpu.take().map_or_else(|| Gpu::new(gl), Ok) {
            Ok(gpu) => gpu,
            Err(trouble) => {
                self.trouble = Some(trouble);
                return false;
            }
        };
        let marked: Vec<(Drawn, Marked)> =
            self.drawn.iter().map(|ring| (ring.clone(), self.mark_of(ring))).collect();
        let picture = Picture { rings: &marked, word: Word::MapFree.text(self.lang), marks: &self.marks };
        let more = gpu.draw(gl, &self.frame, &self.look(), &picture, time);
        self.gpu = Some(gpu);
        more
    }

    /// What a graphics driver said when it refused us, once.
    pub fn trouble(&mut self) -> Option<String> {
        self.trouble.take()
    }

    /// The context is gone with everything in it.
    pub fn forget_gpu(&mut self) {
        self.space.forget_gpu();
        self.plan.forget_gpu();
        self.gpu = None;
    }

    /// Where a feature is, in degrees: what a callout points to.
    pub fn place_of(&self, layer: Layer, id: u32, key: &str) -> Option<[f64; 2]> {
        let middle = |layer| {
            let outline = self.plan.shapes(layer)?.outlines_of(id).next()?;
            Some(mercator::to_degrees(shape::middle_of(outline.bounds)))
        };
        let spot = |spots: &[Pin]| spots.iter().find(|spot| spot.id == id).map(|spot| spot.at);
        match layer {
            Layer::Units | Layer::Slabs => self.space.middle_of(id).map(mercator::to_degrees),
            Layer::Halls | Layer::Parcels => middle(layer),
            Layer::Parks => {
                let ring = self.drawn.iter().find(|ring| ring.key == key);
                ring.map(|ring| mercator::to_degrees(ring.centre)).or_else(|| middle(layer))
            }
            Layer::Ports => spot(&self.ports),
            Layer::Projects => spot(&self.projects),
            Layer::Streets | Layer::Places => None,
        }
    }

    fn mark_of(&self, ring: &Drawn) -> Marked {
        let is = |layer: Layer, key: &str| {
            layer == Layer::Parks && (ring.key == key || ring.parks.iter().any(|park| park == key))
        };
        if self.selected.as_ref().is_some_and(|selection| is(selection.layer, &selection.key)) {
            Marked::Selected
        } else if self.hovered.as_ref().is_some_and(|(layer, _, key)| is(*layer, key)) {
            Marked::Hovered
        } else {
            Marked::Plain
        }
    }
}
