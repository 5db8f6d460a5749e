//! The pointer: what lies under it, and what is outlined because of it.

use std::rc::Rc;

use serde_json::json;
use wasm_bindgen::prelude::*;
use web_sys::MouseEvent;

use super::bind::{Feature, Pointer};
use super::event::{Hit, Layer, Selection};
use super::js;
use super::live::{Data, Live};
use super::mercator;
use super::rings;
use super::space::Outlined;

/// Style layers that a pointer can hit, and what they mean.
const SOLID: [(&str, Layer); 6] = [
    ("pin", Layer::Projects),
    ("pin-count", Layer::Projects),
    ("port", Layer::Ports),
    ("hall", Layer::Halls),
    ("parcel", Layer::Parcels),
    ("zone", Layer::Parks),
];

impl Live {
    /// Connects the pointer's events.
    pub fn listen_to_pointer(self: &Rc<Self>) {
        self.on("mousemove", |live, event| {
            if !is_dragging(&event) {
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
        let before = std::mem::replace(&mut self.scene.borrow_mut().selected, selection);
        if let Some(before) = before {
            self.set_state(before.layer, before.id, "chosen", false);
        }
        self.choose_again();
    }

    /// Applies the selection to the map as it is now.
    pub fn choose_again(&self) {
        let selected = self.scene.borrow().selected.clone();
        let unit = selected.as_ref().filter(|s| matches!(s.layer, Layer::Units | Layer::Slabs)).map(|s| s.id);
        self.scene.borrow_mut().space.outline(Outlined::Selected, unit);
        if let Some(selection) = &selected {
            self.set_state(selection.layer, selection.id, "chosen", true);
        }
        self.feed("chosen", Data::Built(self.sign_of(selected.as_ref())));
        self.feed("callout", Data::Built(self.callout_of(selected.as_ref())));
        self.map.trigger_repaint();
    }

    fn hover_at(&self, pixel: Option<[f64; 2]>) {
        let hit = pixel.and_then(|pixel| self.hit_at(pixel));
        let now = hit.as_ref().map(|hit| (hit.layer, hit.id, hit.key.clone()));
        let before = std::mem::replace(&mut self.scene.borrow_mut().hovered, now.clone());
        if before != now {
            for (hovered, flag) in [(&before, false), (&now, true)] {
                if let Some((layer, id, _)) = hovered {
                    self.set_state(*layer, *id, "hovered", flag);
                }
            }
            let unit = now.as_ref().filter(|(layer, ..)| *layer == Layer::Units).map(|(_, id, _)| *id);
            self.scene.borrow_mut().space.outline(Outlined::Hovered, unit);
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
        let hit = |layer, id, key: &str, several| Hit { layer, id, key: key.to_owned(), several, pixel, at };
        if let Some(found) = self.ring_at(pixel, hit) {
            return Some(found);
        }
        let solid = self.solid_at(pixel);
        if let Some((layer @ (Layer::Projects | Layer::Ports), id, key, several)) = &solid {
            return Some(hit(*layer, *id, key, several.clone()));
        }
        let scene = self.scene.borrow();
        if let Some(unit) = scene.space.pick(&scene.frame, pixel, mercator::from_degrees(at)) {
            return Some(hit(Layer::Units, unit.id, &unit.key, Vec::new()));
        }
        solid.map(|(layer, id, key, several)| hit(layer, id, &key, several))
    }

    fn ring_at(&self, pixel: [f64; 2], hit: impl Fn(Layer, u32, &str, Vec<String>) -> Hit) -> Option<Hit> {
        let scene = self.scene.borrow();
        let ring = rings::gpu::pick(&scene.drawn, &scene.frame, pixel)?;
        let id = scene.parks.features.iter().find(|park| *park.key == *ring.key).map_or(0, |park| park.id);
        let several = if ring.parks.len() > 1 { ring.parks.clone() } else { Vec::new() };
        Some(hit(Layer::Parks, id, &ring.key, several))
    }

    fn solid_at(&self, pixel: [f64; 2]) -> Option<(Layer, u32, String, Vec<String>)> {
        let layers: js_sys::Array = SOLID.iter().map(|(name, _)| JsValue::from_str(name)).collect();
        let found = self.map.rendered_features(&js::pair(pixel), &js::object([("layers", layers.into())]));
        let feature: Feature = found.get(0).unchecked_into();
        if feature.is_undefined() {
            return None;
        }
        let name = feature.layer().name();
        let layer = SOLID.iter().find(|(known, _)| *known == name).map(|(_, layer)| *layer)?;
        let properties = feature.properties();
        let several: Vec<String> = properties
            .several()
            .iter()
            .flat_map(|keys| keys.lines().map(str::to_owned).collect::<Vec<_>>())
            .collect();
        Some((layer, feature.id().unwrap_or_default() as u32, properties.key().unwrap_or_default(), several))
    }

    fn set_state(&self, layer: Layer, id: u32, name: &str, on: bool) {
        let source = match layer {
            Layer::Halls => "halls",
            Layer::Parcels => "parcels",
            Layer::Parks => "parks",
            Layer::Units | Layer::Slabs | Layer::Streets | Layer::Ports | Layer::Projects => return,
        };
        if self.map.source(source).is_some() {
            self.map.set_state(
                &js::object([("source", source.into()), ("id", id.into())]),
                &js::object([(name, on.into())]),
            );
        }
    }

    fn sign_of(&self, selected: Option<&Selection>) -> serde_json::Value {
        let is_sign = |s: &&Selection| matches!(s.layer, Layer::Ports | Layer::Projects);
        let Some(selection) = selected.filter(is_sign) else { return super::style::empty() };
        let place = self.scene.borrow().place_of(selection.layer, selection.id, &selection.key);
        let how = if selection.layer == Layer::Projects { "pin" } else { "port" };
        points(place.map(|at| (at, json!({ "how": how }))))
    }

    fn callout_of(&self, selected: Option<&Selection>) -> serde_json::Value {
        let Some(selection) = selected else { return super::style::empty() };
        let [title, line] = &selection.callout;
        let place = self.scene.borrow().place_of(selection.layer, selection.id, &selection.key);
        points(place.filter(|_| !title.is_empty()).map(|at| (at, json!({ "title": title, "line": line }))))
    }
}

/// A collection of at most one point.
fn points(point: Option<([f64; 2], serde_json::Value)>) -> serde_json::Value {
    let feature = |(at, properties): ([f64; 2], serde_json::Value)| json!({ "type": "Feature", "properties": properties, "geometry": { "type": "Point", "coordinates": at } });
    json!({ "type": "FeatureCollection", "features": point.into_iter().map(feature).collect::<Vec<_>>() })
}

fn pixel_of(event: &JsValue) -> [f64; 2] {
    let point = event.unchecked_ref::<Pointer>().point();
    [point.x(), point.y()]
}

fn is_dragging(event: &JsValue) -> bool {
    let original = js_sys::Reflect::get(event, &"originalEvent".into()).ok();
    original.and_then(|event| event.dyn_into::<MouseEvent>().ok()).is_some_and(|event| event.buttons() != 0)
}
