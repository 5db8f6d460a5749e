//! The pointer: what lies under it, and what is outlined because of it.

use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::MouseEvent;

use super::bind::Pointer;
use super::event::{Hit, Layer, Selection};
use super::js;
use super::live::Live;
use super::mercator;
use super::pins::{Pin, Sign};
use super::rings;
use super::scene::Scene;
use super::write::{Points, Property};

/// Zoom from which ports are drawn, as the style says.
const PORTS_FROM: f64 = 7.0;
/// Zoom from which pins are drawn, as the style says.
const PINS_FROM: f64 = 13.3;

/// Milliseconds after a touch in which a mouse is none.
const AFTER_TOUCH: f64 = 1_000.0;

/// Room that a callout needs, CSS px.
const CALLOUT: f64 = 240.0;

impl Live {
    /// Connects the pointer's events.
    pub fn listen_to_pointer(self: &Rc<Self>) {
        // After a tap browsers play a mouse that rests there: nothing hovers where a finger was.
        for event in ["touchstart", "touchend"] {
            self.on(event, |live, _| live.touched.set(js::now()));
        }
        self.on("mousemove", |live, event| {
            if !is_dragging(&event) && js::now() - live.touched.get() > AFTER_TOUCH {
                live.hover_at(Some(pixel_of(&event)));
            }
        });
        self.on("mouseout", |live, _| live.hover_at(None));
        self.on("click", |live, event| {
            let hit = live.hit_at(pixel_of(&event));
            live.click.call(hit);
        });
    }

    /// Outlines the selected feature, the earlier one no longer.
    pub fn choose(&self, selection: Option<Selection>) {
        if self.scene.borrow().selected == selection {
            return;
        }
        self.scene.borrow_mut().selected = selection;
        self.choose_again();
    }

    /// Applies the selection to the map as it is now.
    pub fn choose_again(&self) {
        let selected = self.scene.borrow().selected.clone();
        self.scene.borrow_mut().forget_outlines();
        self.feed("chosen", self.sign_of(selected.as_ref()));
        self.turn_callout();
        self.map.trigger_repaint();
    }

    /// Puts the callout on the side where there is room, after the map has moved.
    pub fn turn_callout(&self) {
        let selected = self.scene.borrow().selected.clone();
        self.feed("callout", self.callout_of(selected.as_ref()));
    }

    fn hover_at(&self, pixel: Option<[f64; 2]>) {
        let hit = pixel.and_then(|pixel| self.hit_at(pixel));
        let now = hit.as_ref().map(|hit| (hit.layer, hit.id, hit.key.clone()));
        let before = std::mem::replace(&mut self.scene.borrow_mut().hovered, now.clone());
        if before != now {
            self.scene.borrow_mut().forget_outlines();
            let cursor = if now.is_some() { "pointer" } else { "" };
            // The property exists in every browser.
            let _refused = self.map.canvas().style().set_property("cursor", cursor);
            self.map.trigger_repaint();
        }
        if hit.is_some() || before.is_some() {
            self.hover.call(hit);
        }
    }

    /// What lies under a pixel: rings, then signs, then units, then the ground they stand on.
    pub fn hit_at(&self, pixel: [f64; 2]) -> Option<Hit> {
        let ground = self.map.unproject(&js::pair(pixel));
        let at = [ground.lng(), ground.lat()];
        let scene = self.scene.borrow();
        let place = mercator::from_degrees(at);
        let (layer, id, key, several) = ring_at(&scene, pixel)
            .or_else(|| pin_at(&scene, pixel))
            .or_else(|| port_at(&scene, pixel))
            .or_else(|| {
                let unit = scene.space.pick(&scene.frame, pixel, place)?;
                Some((Layer::Units, unit.id, unit.key.to_string(), Vec::new()))
            })
            .or_else(|| {
                let (layer, id, key) = scene.plan.pick(place, scene.frame.zoom)?;
                Some((layer, id, key.to_owned(), Vec::new()))
            })?;
        Some(Hit { layer, id, key, several, pixel, at })
    }

    fn sign_of(&self, selected: Option<&Selection>) -> String {
        let mut points = Points::new();
        if let Some(selection) = selected.filter(|s| matches!(s.layer, Layer::Ports | Layer::Projects)) {
            let place = self.scene.borrow().place_of(selection.layer, selection.id, &selection.key);
            let how = if selection.layer == Layer::Projects { "pin" } else { "port" };
            if let Some(at) = place {
                points.put(at, &[("how", Property::Text(how))]);
            }
        }
        points.finish()
    }

    fn callout_of(&self, selected: Option<&Selection>) -> String {
        let mut points = Points::new();
        if let Some(selection) = selected.filter(|selection| !selection.callout.iter().all(String::is_empty))
        {
            let [title, line] = &selection.callout;
            let place = self.scene.borrow().place_of(selection.layer, selection.id, &selection.key);
            if let Some(at) = place {
                let x = self.map.project(&js::pair(at)).x();
                // It stands to the left, towards the list, unless there is no room.
                let anchor = if x < CALLOUT * self.scene.borrow().scale() { "left" } else { "right" };
                let (title, line) = (("title", Property::Text(title)), ("line", Property::Text(line)));
                points.put(at, &[title, line, ("anchor", Property::Text(anchor))]);
            }
        }
        points.finish()
    }
}

/// Layer, id, key, and the keys of several that are drawn as one.
type Found = (Layer, u32, String, Vec<String>);

fn ring_at(scene: &Scene, pixel: [f64; 2]) -> Option<Found> {
    let ring = rings::gpu::pick(&scene.drawn, &scene.frame, pixel)?;
    let parks = scene.plan.shapes(Layer::Parks);
    let park = parks.and_then(|parks| parks.features.iter().find(|park| *park.key == *ring.key));
    let several = if ring.parks.len() > 1 { ring.parks.clone() } else { Vec::new() };
    Some((Layer::Parks, park.map_or(0, |park| park.id), ring.key.clone(), several))
}

fn pin_at(scene: &Scene, pixel: [f64; 2]) -> Option<Found> {
    if !scene.projects_shown || scene.frame.zoom < PINS_FROM {
        return None;
    }
    let scale = scene.scale();
    let hit = |sign: &&Sign| {
        let foot = scene.frame.project(mercator::from_degrees(sign.at), 0.0);
        foot.is_some_and(|(foot, _)| sign.is_hit(pixel, foot, scale))
    };
    match scene.signs.iter().rev().find(hit)?.spots.as_slice() {
        [] => None,
        [spot] => Some((Layer::Projects, spot.id, spot.key.clone(), Vec::new())),
        several @ [first, ..] => {
            let keys = several.iter().map(|spot| spot.key.clone()).collect();
            Some((Layer::Projects, first.id, first.key.clone(), keys))
        }
    }
}

fn port_at(scene: &Scene, [x, y]: [f64; 2]) -> Option<Found> {
    if !scene.ports_shown || scene.frame.zoom < PORTS_FROM {
        return None;
    }
    let reach = 11.0 * scene.scale();
    let hit = |port: &&Pin| {
        let place = scene.frame.project(mercator::from_degrees(port.at), 0.0);
        place.is_some_and(|([px, py], _)| (x - px).abs() <= reach && (y - py).abs() <= reach)
    };
    let port = scene.ports.iter().find(hit)?;
    Some((Layer::Ports, port.id, port.key.clone(), Vec::new()))
}

fn pixel_of(event: &JsValue) -> [f64; 2] {
    let point = event.unchecked_ref::<Pointer>().point();
    [point.x(), point.y()]
}

fn is_dragging(event: &JsValue) -> bool {
    js::get(event, "originalEvent").dyn_ref::<MouseEvent>().is_some_and(|event| event.buttons() != 0)
}
