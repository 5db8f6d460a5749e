//! The one door to the map: a struct that owns the canvas, its worker and its listeners.

use std::rc::Rc;

use shared::Lang;
use shared::draw::Cell;
use wasm_bindgen::JsValue;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlElement};

use super::event::{Hit, Layer, Ring, Selection, UnitPaint};
use super::export;
use super::js;
use super::live::Live;
use super::pins::{self, Pin};
use super::rings::gpu::mark;
use super::shape::Shapes;
use super::view::{Bounds, Camera, MapError, MapOptions, Motion, Screen, Theme};

/// Milliseconds of an eased camera.
const EASE: f64 = 700.0;
/// Degrees of the tilted view.
const TILT: f64 = 52.0;

/// A live map. Dropping it removes everything it made.
pub struct MapHandle {
    live: Rc<Live>,
}

impl MapHandle {
    /// Makes a map inside `element`, which must be empty and in the document.
    ///
    /// # Errors
    /// [`MapError::NoWebGl2`] when the browser cannot draw it.
    pub fn create(element: &HtmlElement, options: MapOptions) -> Result<Self, MapError> {
        Ok(Self { live: Live::start(element, options)? })
    }

    /// Replaces the units. Their `status` counts from now on; what [`Self::set_unit_states`] dimmed or made absent
    /// stays so.
    pub fn set_units(&self, cells: impl Iterator<Item = Cell>) {
        self.live.scene.borrow_mut().space.set_flat(Shapes::of(cells));
        self.live.note_given();
    }

    /// Replaces the slabs of the same units.
    pub fn set_slabs(&self, cells: impl Iterator<Item = Cell>) {
        self.live.scene.borrow_mut().space.set_slabs(Shapes::of(cells));
        self.live.note_given();
    }

    /// Replaces the geometry of a layer. `geojson` is the text of a `FeatureCollection`; every feature carries a numeric
    /// `id` and `key`, `name_zh`, `name_en`. Calls within one frame are merged per layer. Units and
    /// projects have doors of their own: they are too many for text.
    ///
    /// # Errors
    /// [`MapError::Failed`] when the text is not such a collection.
    pub fn set_layer_data(&self, layer: Layer, geojson: &str) -> Result<(), MapError> {
        let said = |error: shared::json::Misfit| MapError::Failed(format!("{layer:?}: {error}"));
        let source = match layer {
            Layer::Units | Layer::Slabs | Layer::Projects | Layer::Places => return Ok(()),
            Layer::Halls => {
                let halls = Shapes::read(geojson).map_err(said)?;
                self.live.scene.borrow_mut().plan.set(layer, halls);
                "halls"
            }
            Layer::Parcels => {
                let parcels = Shapes::read(geojson).map_err(said)?;
                self.live.scene.borrow_mut().plan.set(layer, parcels);
                "parcels"
            }
            Layer::Parks => {
                self.live.scene.borrow_mut().set_parks(geojson).map_err(said)?;
                self.live.arrange(true);
                self.live.note_given();
                return Ok(());
            }
            Layer::Ports => {
                self.live.scene.borrow_mut().ports = pins::read(geojson).map_err(said)?;
                "ports"
            }
            Layer::Streets => {
                self.live.scene.borrow_mut().plan.set_streets(geojson).map_err(said)?;
                "streets"
            }
        };
        self.live.feed(source, geojson.to_owned());
        Ok(())
    }

    /// Replaces the projects. Cheap enough for every step of the slider: nothing but their pins is arranged anew.
    pub fn set_projects(&self, pins: Vec<Pin>) {
        self.live.scene.borrow_mut().projects = pins;
        self.live.arrange_pins(true);
    }

    /// Repaints the units that changed. Cheap: no crossing into JavaScript per unit.
    pub fn set_unit_states(&self, changed: &[(u32, UnitPaint)]) {
        let (now, still) = (js::now(), self.live.scene.borrow().still);
        if self.live.scene.borrow_mut().space.paint(changed, now, still) {
            self.live.map.trigger_repaint();
        }
    }

    /// Draws what has changed now instead of with the next frame.
    pub fn draw(&self) {
        self.live.draw();
    }

    /// Which statuses are drawn filled, one bit each in the order of [`super::UnitStatus::ALL`]; the others keep their outline.
    pub fn set_statuses_shown(&self, mask: u8) {
        self.live.scene.borrow_mut().space.show(mask);
        self.live.map.trigger_repaint();
    }

    /// Which project stages have pins, one bit each (0 offered … 7 ended).
    pub fn set_stages_shown(&self, mask: u8) {
        let before = std::mem::replace(&mut self.live.scene.borrow_mut().stages, mask);
        if before != mask {
            self.live.arrange(true);
        }
    }

    /// Switches a whole layer (parks, parcels, ports, projects …) on or off.
    pub fn set_layer_shown(&self, layer: Layer, shown: bool) {
        {
            let mut scene = self.live.scene.borrow_mut();
            scene.plan.show(layer, shown);
            match layer {
                Layer::Parks => scene.rings_shown = shown,
                Layer::Ports => scene.ports_shown = shown,
                Layer::Projects => scene.projects_shown = shown,
                _ => {}
            }
        }
        self.live.arrange(false);
        self.live.show(layer, shown);
    }

    /// Replaces the rings. Cheap enough for every step of the slider.
    pub fn set_rings(&self, rings: Vec<Ring>) {
        self.live.scene.borrow_mut().set_rings(rings);
        self.live.arrange(false);
        self.live.note_given();
    }

    /// Outlines one feature in the accent colour, or none.
    pub fn select(&self, selection: Option<Selection>) {
        self.live.choose(selection);
    }

    /// Marks a place where something was just recorded: one ring for 1.2 s.
    pub fn mark(&self, lon: f64, lat: f64) {
        self.live.scene.borrow_mut().marks.push(mark(lon, lat, js::now()));
        self.live.map.trigger_repaint();
    }

    /// Changes the colours in place.
    pub fn set_theme(&self, theme: Theme) {
        self.live.restyle(|scene| {
            scene.theme = theme;
            scene.measure_parks();
        });
        self.live.arrange(true);
    }

    /// Fits type and signs to another screen.
    pub fn set_screen(&self, screen: Screen) {
        if self.live.scene.borrow().screen != screen {
            self.live.restyle(|scene| {
                scene.screen = screen;
                scene.measure_parks();
            });
            self.live.arrange(true);
        }
    }

    /// Changes the language of all labels in place. Names inside rings and callouts are given anew by the caller.
    pub fn set_lang(&self, lang: Lang) {
        self.live.restyle(|scene| scene.lang = lang);
        self.live.arrange(true);
    }

    /// Replaces every movement by a cut, or not.
    pub fn set_reduced_motion(&self, reduced: bool) {
        self.live.set_still(reduced);
    }

    /// Tilts the map (slabs by floor) or lays it flat (cells).
    pub fn set_tilt(&self, tilted: bool) {
        let pitch = if tilted { TILT } else { 0.0 };
        self.travel(js::object([("pitch", pitch.into())]), Motion::Ease);
    }

    /// The present view.
    pub fn camera(&self) -> Camera {
        self.live.camera()
    }

    /// Moves to a view because somebody asked for it.
    pub fn go_to(&self, camera: Camera, motion: Motion) {
        let Camera { lon, lat, zoom, bearing, pitch } = camera;
        let center = js::pair([lon, lat]);
        let view =
            [("center", center), ("zoom", zoom.into()), ("bearing", bearing.into()), ("pitch", pitch.into())];
        self.travel(js::object(view), motion);
    }

    /// Shows a box with `padding` CSS px of a laptop around it; keeps bearing and tilt.
    pub fn fit(&self, bounds: Bounds, padding: f64, motion: Motion) {
        // On a page without a map there is no room for any box.
        if self.size().iter().any(|side| *side <= 0.0) {
            return;
        }
        let Bounds { west, south, east, north } = bounds;
        let corners = js_sys::Array::of2(&js::pair([west, south]), &js::pair([east, north]));
        let padding = self.room(padding);
        let duration = if self.is_still(motion) { 0.0 } else { EASE };
        let options = js::object([
            ("padding", padding),
            ("duration", duration.into()),
            ("bearing", self.live.map.bearing().into()),
            ("pitch", self.live.map.pitch().into()),
            ("linear", true.into()),
            ("maxZoom", 17.5.into()),
        ]);
        self.live.map.fit_bounds(&corners, &options);
    }

    /// Takes the size that its element has now, without waiting for the browser to tell.
    pub fn refit(&self) {
        self.live.map.resize();
    }

    /// Zooms by steps, as the + and − buttons do.
    pub fn zoom_by(&self, steps: f64) {
        self.travel(js::object([("zoom", (self.live.map.zoom() + steps).into())]), Motion::Ease);
    }

    /// The box in view.
    pub fn bounds(&self) -> Bounds {
        let bounds = self.live.map.bounds();
        Bounds { west: bounds.west(), south: bounds.south(), east: bounds.east(), north: bounds.north() }
    }

    /// Metres on the ground per CSS px at the centre, for the scale bar.
    pub fn metres_per_pixel(&self) -> f64 {
        let Camera { lat, zoom, .. } = self.camera();
        super::mercator::EQUATOR * crate::number::cos(lat.to_radians()) / super::mercator::world_size(zoom)
    }

    /// Width and height of the element, CSS px.
    pub fn size(&self) -> [f64; 2] {
        [self.live.element.client_width().into(), self.live.element.client_height().into()]
    }

    /// CSS px of a place, from the top left of the element.
    pub fn pixel_of(&self, lon: f64, lat: f64) -> [f64; 2] {
        let point = self.live.map.project(&js::pair([lon, lat]));
        [point.x(), point.y()]
    }

    /// The place at a pixel, from the top left of the element: longitude, latitude.
    pub fn place_at(&self, pixel: [f64; 2]) -> [f64; 2] {
        let place = self.live.map.unproject(&js::pair(pixel));
        [place.lng(), place.lat()]
    }

    /// Called with what lies under a resting or moving pointer, `None` when it leaves; at most once a frame.
    pub fn on_hover(&self, call: impl FnMut(Option<Hit>) + 'static) {
        self.live.hover.set(call);
    }

    /// Called with what was clicked or tapped, `None` for bare ground.
    pub fn on_click(&self, call: impl FnMut(Option<Hit>) + 'static) {
        self.live.click.set(call);
    }

    /// Called on every frame of a movement, for scale bars.
    pub fn on_move(&self, call: impl FnMut(Camera) + 'static) {
        self.live.moved.set(call);
    }

    /// Called when a movement has ended, for the address bar.
    pub fn on_move_end(&self, call: impl FnMut(Camera) + 'static) {
        self.live.settled.set(call);
    }

    /// Called once, when features have been drawn.
    pub fn on_ready(&self, call: impl FnOnce() + 'static) {
        let mut call = Some(call);
        self.live.ready.set(move |()| {
            if let Some(call) = call.take() {
                call();
            }
        });
    }

    /// A PNG of the map at `scale` px per CSS px (1, 2 or 4).
    ///
    /// # Errors
    /// When the browser refuses a canvas of that size.
    pub fn export_png(&self, scale: u8) -> impl Future<Output = Result<Blob, MapError>> + 'static {
        export::png(Rc::clone(&self.live), f64::from(scale))
    }

    /// Paints the map as it stands onto a canvas, at once: printing does not wait for a PNG.
    pub fn paint_onto(&self, context: &CanvasRenderingContext2d, width: f64, height: f64) {
        export::paint_onto(&self.live, context, width, height);
    }

    /// The room around a box that is shown. On a phone the lower third of the map lies under controls.
    fn room(&self, padding: f64) -> JsValue {
        let screen = self.live.scene.borrow().screen;
        let [_, height] = self.size();
        // Names stand at the left of what lies at the left edge of a phone; sources fill the foot of a wall.
        let [top, right, bottom, left] = match screen {
            Screen { narrow: true, .. } => [0.7, 0.45, (height * 0.32 / padding).min(2.7), 1.25],
            Screen { size, .. } if size > 1.0 => [0.8, 1.0, 1.75, 1.0].map(|part| part * size),
            _ => [1.0; 4],
        }
        .map(|part| (part * padding).into());
        js::object([("top", top), ("right", right), ("bottom", bottom), ("left", left)])
    }

    fn is_still(&self, motion: Motion) -> bool {
        motion == Motion::Cut || self.live.scene.borrow().still
    }

    fn travel(&self, view: JsValue, motion: Motion) {
        if self.is_still(motion) {
            self.live.map.jump_to(&view);
        } else {
            js::put(&view, "duration", &EASE.into());
            self.live.map.ease_to(&view);
        }
    }
}
