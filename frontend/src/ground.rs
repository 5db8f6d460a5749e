//! Hands the world to the map: geometry when records come or go, colours when the day moves.
//!
//! Without a map (no WebGL 2) everything here does nothing, and the page works on.

mod layers;
mod painting;
mod passing;
mod pins;
mod place;

use std::rc::Rc;

use crate::prelude::*;
use shared::draw;
use shared::entity::Project;
use shared::{Day, Lang, RegionCode, World};

use crate::feed::Touched;
use crate::map::{Layer, MapHandle, Motion, Selection};
use crate::scene::{Chosen, Kind, Subject};
use layers::Layers;
use painting::Painting;
use pins::Pins;

pub use place::{bounds_of, point_of};

/// Room around what was flown to, CSS px.
const PADDING: f64 = 72.0;

/// The map and what is painted on it.
#[derive(Clone, Copy)]
pub struct Ground {
    inner: StoredValue<Inner>,
    /// Whether there is a map.
    pub standing: RwSignal<bool>,
}

#[derive(Default)]
struct Inner {
    map: Option<Rc<MapHandle>>,
    painting: Painting,
    layers: Layers,
    pins: Pins,
    /// Whether projects are shown.
    pinned: bool,
    tilted: bool,
    lang: Lang,
    chosen: Chosen,
}

impl Ground {
    /// No map yet.
    pub fn new() -> Self {
        Self { inner: StoredValue::new(Inner::default()), standing: RwSignal::new(false) }
    }

    /// The ground of the page.
    pub fn here() -> Self {
        expect_context()
    }

    /// The map, where there is one.
    pub fn map(&self) -> Option<Rc<MapHandle>> {
        self.inner.try_with_value(|inner| inner.map.clone()).flatten()
    }

    /// Takes a map over and draws everything on it.
    pub fn stand(&self, map: MapHandle, world: &World, day: Day, lang: Lang) {
        self.inner.update_value(|inner| {
            inner.tilted = map.camera().is_tilted();
            inner.map = Some(Rc::new(map));
            inner.lang = lang;
            inner.lay(world, day);
        });
        self.standing.set(true);
    }

    /// Drops the map.
    pub fn fall(&self) {
        self.inner.update_value(|inner| *inner = Inner::default());
        self.standing.set(false);
    }

    /// Draws everything anew: the world itself is another one.
    pub fn lay(&self, world: &World, day: Day) {
        self.inner.update_value(|inner| inner.lay(world, day));
    }

    /// Shows the projects, or leaves them alone: where they are not shown they need not be worked out.
    pub fn pin(&self, world: &World, day: Day, pinned: bool) {
        self.inner.update_value(|inner| {
            if inner.pinned != pinned {
                inner.pinned = pinned;
                inner.pins.forget();
                inner.show(world, day);
            }
        });
    }

    /// Shows only what passes what is chosen on the battle chart: other units are dimmed, other projects have no pins.
    pub fn choose(&self, world: &World, day: Day, chosen: Chosen) {
        self.inner.update_value(|inner| {
            let same = (inner.chosen.selection, inner.chosen.chain) == (chosen.selection, chosen.chain);
            inner.chosen = chosen;
            if !same {
                inner.pass(world);
                inner.pins.forget();
                inner.show(world, day);
            }
        });
    }

    /// Shows a day: only what differs from what is painted is handed over. It is drawn before this returns: what
    /// the page changes afterwards waits for the map, not the map for it.
    pub fn show(&self, world: &World, day: Day) {
        let changed = self.inner.try_update_value(|inner| inner.show(world, day)).unwrap_or(false);
        if let Some(map) = self.map().filter(|_| changed) {
            map.draw();
        }
    }

    /// Takes in live facts: repaints, and marks where they happened. This too is drawn before the page changes.
    pub fn take_in(&self, world: &World, day: Day, touched: &[Touched]) {
        let is_new_ground = |t: &&Touched| matches!(t.entity, "hall" | "park" | "unit");
        self.inner.update_value(|inner| {
            if touched.iter().any(|t| is_new_ground(&t)) {
                inner.relay_units(world, day);
            }
            inner.layers.forget();
            inner.pins.forget();
            inner.show(world, day);
        });
        if let Some(map) = self.map() {
            let places = touched.iter().filter_map(|t| point_of(world, day, t.entity, t.key));
            places.for_each(|point| map.mark(point.lon(), point.lat()));
            map.draw();
        }
    }

    /// Brings the slabs with the first tilt, whether a button, a hand or an address tilted the map.
    pub fn lean(&self, world: &World, tilted: bool) {
        self.inner.update_value(|inner| {
            if tilted && !inner.tilted {
                inner.tilted = true;
                inner.lay_slabs(world);
            }
        });
    }

    /// Tilts the map or lays it flat.
    pub fn tilt(&self, world: &World, tilted: bool) {
        self.lean(world, tilted);
        if let Some(map) = self.map() {
            map.set_tilt(tilted);
        }
    }

    /// Changes the language of everything on the map.
    pub fn speak(&self, world: &World, day: Day, lang: Lang) {
        self.inner.update_value(|inner| {
            inner.lang = lang;
            inner.painting.forget_rings();
            inner.show(world, day);
        });
    }

    /// Moves the map to a record, because somebody asked for it.
    pub fn fly_to(&self, world: &World, day: Day, subject: Subject) {
        if let (Some(map), Some(bounds)) = (self.map(), bounds_of(world, day, subject)) {
            map.fit(place::roomy(bounds, subject.kind), PADDING, Motion::Ease);
        }
    }

    /// Shows all parks of a region.
    pub fn show_region(&self, world: &World, region: RegionCode, motion: Motion) {
        if let (Some(map), Some(bounds)) = (self.map(), place::region_bounds(world, region)) {
            map.fit(place::roomy(bounds, Kind::Region), PADDING, motion);
        }
    }

    /// Outlines a record on the map.
    pub fn select(&self, world: &World, subject: Option<Subject>, callout: [String; 2]) {
        let Some(map) = self.map() else { return };
        let selection = subject.and_then(|subject| {
            let (layer, id) = place::feature_of(world, subject)?;
            Some(Selection { layer, id, key: subject.key.to_string(), callout })
        });
        map.select(selection);
    }
}

impl Inner {
    fn pass(&mut self, world: &World) {
        let Chosen { chain, selection, .. } = self.chosen;
        let chain = chain.filter(|chain| world.chains.contains_key(chain));
        let stage = chain.zip(selection.stage).map(|(chain, stage)| format!("{chain}/{stage}"));
        self.painting.pass(world, selection.park, stage.as_deref());
    }

    fn lay(&mut self, world: &World, day: Day) {
        self.layers.forget();
        self.pins.forget();
        self.relay_units(world, day);
        self.show(world, day);
    }

    /// Units keep one geometry for all days, that of their last survey; days only recolour it.
    fn relay_units(&mut self, world: &World, day: Day) {
        let shapes = self.painting.read(world);
        self.pass(world);
        if !shapes {
            self.show(world, day);
            return;
        }
        let Some(map) = &self.map else { return };
        map.set_units(draw::cells(world, false));
        self.lay_slabs(world);
        self.painting.forget();
    }

    /// Slabs are only made once the map has been tilted: most readers never need them.
    fn lay_slabs(&self, world: &World) {
        if let Some(map) = self.map.as_ref().filter(|_| self.tilted) {
            map.set_slabs(draw::cells(world, true));
        }
    }

    /// Answers whether any unit or ring changed.
    fn show(&mut self, world: &World, day: Day) -> bool {
        let changed = self.painting.step(day);
        let Some(map) = &self.map else { return false };
        if !changed.units.is_empty() {
            map.set_unit_states(&changed.units);
        }
        if changed.rings {
            map.set_rings(self.painting.rings(self.lang));
        }
        self.layers.step(world, day, |layer, text| lay(map, layer, &text));
        let chosen = self.chosen;
        let passes = |project: &Project| passing::project(world, project, chosen);
        if self.pinned
            && let Some(pins) = self.pins.step(world, day, &passes)
        {
            map.set_projects(pins);
        }
        !changed.units.is_empty() || changed.rings
    }
}

/// What we draw is always a collection; were it not, the log of the browser should say so once.
fn lay(map: &MapHandle, layer: Layer, geojson: &str) {
    if let Err(trouble) = map.set_layer_data(layer, geojson) {
        leptos::logging::error!("{layer:?}: {trouble}");
    }
}
