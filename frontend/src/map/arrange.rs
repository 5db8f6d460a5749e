//! What follows the camera and the day: which rings and pins are drawn, what their labels say, when all is drawn.

use std::rc::Rc;

use shared::words::Word;

use super::event::Ring;
use super::js;
use super::live::Live;
use super::mercator;
use super::pins;
use super::rings::{self, in_ten_thousands};
use super::write::{Points, Property, quoted};

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
            self.feed("rings", self.ring_labels());
            self.feed("home", self.home());
            self.silence_namesakes();
        }
        self.feed("zones", self.zone_labels(zoom));
        self.arrange_pins(anew);
    }

    /// Decides which pins stand for themselves at this zoom.
    pub fn arrange_pins(&self, anew: bool) {
        let whole = self.map.zoom().floor() as i32;
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
        self.feed("pins", features);
    }

    fn ring_labels(&self) -> String {
        let scene = self.scene.borrow();
        let unit = Word::UnitWanM2.text(scene.lang);
        let mut points = Points::new();
        for ring in &scene.drawn {
            let total = format!("{} {unit}", in_ten_thousands(ring.total()));
            let (label, total) = (("label", Property::Text(&ring.label)), ("total", Property::Text(&total)));
            points.put(
                mercator::to_degrees(ring.centre),
                &[label, total, ("radius", Property::Number(ring.radius))],
            );
        }
        points.finish()
    }

    fn zone_labels(&self, zoom: f64) -> String {
        let scene = self.scene.borrow();
        let mut points = Points::new();
        for (zone, ring) in scene.zones.open(&scene.rings, zoom).filter(|_| scene.rings_shown) {
            let label =
                ("label", Property::Text(ring.map_or_else(|| zone.name(scene.lang), |ring| &ring.label)));
            let at = mercator::to_degrees(zone.foot);
            let anchor = ("anchor", Property::Text(zone.anchor));
            match ring {
                None => points.put(at, &[label, anchor]),
                Some(Ring { shares, .. }) => {
                    let [_, _, _, available, ..] = *shares;
                    let (total, free) = (in_ten_thousands(shares.iter().sum()), in_ten_thousands(available));
                    let note = Word::MapZoneNote.with(scene.lang, &[("total", &total), ("free", &free)]);
                    points.put(at, &[label, anchor, ("note", Property::Text(&note))]);
                }
            }
        }
        points.finish()
    }

    /// The middle of the region with the most floor space: the ground is lighter around it.
    fn home(&self) -> String {
        let mut points = Points::new();
        let whole = rings::at_zoom(&self.scene.borrow().rings, 5.0, 1.0, &[]);
        if let Some(ring) = whole.first() {
            points.put(mercator::to_degrees(ring.centre), &[]);
        }
        points.finish()
    }

    /// A county or town named like a ring is silent.
    fn silence_namesakes(&self) {
        let alike: Vec<String> = {
            let scene = self.scene.borrow();
            let names = scene.drawn.iter().map(|ring| quoted(&ring.label));
            names
                .flat_map(|name| ["name_zh", "name_en"].map(|of| format!(r#"["in",{name},["get","{of}"]]"#)))
                .collect()
        };
        let own_name = format!(
            r#"["!",["any",false,{}]]"#,
            if alike.is_empty() { "false".to_owned() } else { alike.join(",") }
        );
        // A filter costs the library every label of its layer: it is set only when it differs.
        if self.silenced.replace(own_name.clone()) == own_name {
            return;
        }
        for (layer, filter) in [
            ("area", format!(r#"["any",["!=",["get","level"],"county"],{own_name}]"#)),
            ("town", format!(r#"["all",["!=",["get","class"],"country"],{own_name}]"#)),
        ] {
            if !self.map.layer(layer).is_undefined() {
                self.map.set_filter(layer, &js::parse(&filter));
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
                scene.space.stands(frame),
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
