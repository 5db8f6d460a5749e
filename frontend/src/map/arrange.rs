//! What follows the camera and the day: which rings and pins are drawn, what their labels say, when all is drawn.

use std::rc::Rc;

use serde_json::{Value, json};
use shared::words::Word;

use super::event::Layer;
use super::js;
use super::live::{Data, Live};
use super::mercator;
use super::pins;
use super::rings::{self, in_ten_thousands};

impl Live {
    /// Connects the camera's events.
    pub fn listen_to_camera(self: &Rc<Self>) {
        self.on("move", |live, _| {
            if live.posing.get() {
                return;
            }
            live.arrange(false);
            live.moved.call(live.camera());
        });
        self.on("moveend", |live, _| {
            if live.posing.get() {
                return;
            }
            live.turn_callout();
            live.settled.call(live.camera());
        });
        self.on("idle", |live, _| live.report());
    }

    /// Decides anew what is drawn at this zoom; with `anew` also what does not depend on it.
    pub fn arrange(&self, anew: bool) {
        let zoom = self.map.zoom();
        let rings_changed = self.scene.borrow_mut().arrange_rings(zoom);
        if rings_changed || anew {
            self.feed("rings", Data::Built(self.ring_labels()));
            self.feed("home", Data::Built(self.home()));
            self.silence_namesakes();
        }
        self.arrange_zones(zoom);
        self.arrange_pins(zoom, anew);
    }

    /// Names of open parks: text that changes with the day, so it is compared before it is sent.
    fn arrange_zones(&self, zoom: f64) {
        let zones = self.zone_labels(zoom);
        if *self.zones.borrow() != zones {
            self.feed("zones", Data::Built(zones.clone()));
            *self.zones.borrow_mut() = zones;
        }
    }

    fn arrange_pins(&self, zoom: f64, anew: bool) {
        let whole = zoom.floor() as i32;
        // Pins are drawn from 13.3 on; one zoom earlier they are ready.
        let wanted = if whole < 12 { -1 } else { whole };
        if self.pins_at.replace(wanted) == wanted && !anew {
            return;
        }
        let features = {
            let mut scene = self.scene.borrow_mut();
            let signs = match wanted {
                -1 => Vec::new(),
                zoom => pins::thinned(&scene.projects, zoom, scene.stages),
            };
            scene.signs = signs;
            pins::features(&scene.signs)
        };
        self.feed("pins", Data::Built(features));
    }

    fn ring_labels(&self) -> Value {
        let scene = self.scene.borrow();
        let unit = Word::UnitWanM2.text(scene.lang);
        let features = scene.drawn.iter().map(|ring| {
            let total = format!("{} {unit}", in_ten_thousands(ring.total()));
            let properties = json!({ "label": ring.label, "total": total, "radius": ring.radius });
            feature(mercator::to_degrees(ring.centre), properties)
        });
        collection(features)
    }

    fn zone_labels(&self, zoom: f64) -> Value {
        let scene = self.scene.borrow();
        let features = scene.open_parks(zoom).filter_map(|ring| {
            let parks = scene.plan.shapes(Layer::Parks)?;
            let park = parks.features.iter().find(|park| *park.key == *ring.key)?;
            let foot = foot_of(parks.corners_of(parks.outlines_of(park.id).next()?));
            let total = in_ten_thousands(ring.shares.iter().sum());
            let [_, _, _, available, ..] = ring.shares;
            let free = in_ten_thousands(available);
            let note = Word::MapZoneNote.with(scene.lang, &[("total", &total), ("free", &free)]);
            Some(feature(mercator::to_degrees(foot), json!({ "label": ring.label, "note": note })))
        });
        collection(features)
    }

    /// The middle of the region with the most floor space: the ground is lighter around it.
    fn home(&self) -> Value {
        let scene = self.scene.borrow();
        let whole = rings::at_zoom(&scene.rings, 5.0, 1.0, &Default::default());
        collection(
            whole.first().map(|ring| feature(mercator::to_degrees(ring.centre), json!({}))).into_iter(),
        )
    }

    /// A county or town named like a ring is silent.
    fn silence_namesakes(&self) {
        let names: Vec<Value> = self.scene.borrow().drawn.iter().map(|ring| json!(ring.label)).collect();
        let begins = |name: &Value, property: &str| json!(["in", name, ["get", property]]);
        let mut alike = vec![json!("any"), json!(false)];
        alike.extend(names.iter().flat_map(|name| [begins(name, "name_zh"), begins(name, "name_en")]));
        let not_alike = json!(["!", alike]);
        for (layer, filter) in [
            ("area", json!(["any", ["!=", ["get", "level"], "county"], not_alike])),
            ("town", json!(["all", ["!=", ["get", "class"], "country"], not_alike])),
        ] {
            if !self.map.layer(layer).is_undefined() {
                self.map.set_filter(layer, &js::value(&filter));
            }
        }
    }

    /// Tells the page what is drawn, once nothing moves any more.
    fn report(&self) {
        let (units, ringed, tilted) = {
            let scene = self.scene.borrow();
            let frame = &scene.frame;
            (
                scene.space.count_in_view(frame),
                rings::gpu::count_in_view(&scene.drawn, frame),
                frame.is_tilted(),
            )
        };
        self.say("data-rendered-units", &units.to_string());
        self.say("data-rendered-rings", &ringed.to_string());
        self.say("data-tilted", if tilted { "true" } else { "false" });
        if self.was_given() && self.element.get_attribute("data-ready").is_none() {
            self.say("data-ready", "true");
            self.ready.call(());
        }
    }

    fn say(&self, name: &str, value: &str) {
        if self.element.get_attribute(name).as_deref() != Some(value) {
            // Refused only for a name that is none.
            let _refused = self.element.set_attribute(name, value);
        }
    }
}

/// The middle of the longest side that faces south: a name below it stands outside its park.
fn foot_of(corners: &[[f64; 2]]) -> [f64; 2] {
    let [west, north, east, south] = super::shape::bounds_of(corners);
    let middle = [(west + east) / 2.0, (north + south) / 2.0];
    let sides = corners.iter().zip(corners.iter().cycle().skip(1));
    let southward = sides.map(|([x1, y1], [x2, y2])| {
        let half = [(x1 + x2) / 2.0, (y1 + y2) / 2.0];
        let [_, y] = half;
        let [_, my] = middle;
        // Its length as seen from the south.
        (if y > my { (x2 - x1).abs() } else { 0.0 }, half)
    });
    southward.max_by(|(a, _), (b, _)| a.total_cmp(b)).map_or(middle, |(_, half)| half)
}

fn feature(at: [f64; 2], properties: Value) -> Value {
    json!({ "type": "Feature", "properties": properties, "geometry": { "type": "Point", "coordinates": at } })
}

fn collection(features: impl Iterator<Item = Value>) -> Value {
    json!({ "type": "FeatureCollection", "features": features.collect::<Vec<_>>() })
}
