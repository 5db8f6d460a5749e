//! The one door to the map: a struct that owns the canvas, its worker and its listeners.

use shared::Lang;
use web_sys::{Blob, HtmlElement};

use super::{Bounds, Camera, Hit, Layer, MapError, MapOptions, Motion, Ring, Selection, Theme, UnitPaint};

/// A live map. Dropping it removes everything it made.
pub struct MapHandle {
    element: HtmlElement,
}

impl MapHandle {
    /// Makes a map inside `element`, which must be empty and in the document.
    ///
    /// # Errors
    /// [`MapError::NoWebGl2`] when the browser cannot draw it.
    pub fn create(element: &HtmlElement, options: MapOptions) -> Result<Self, MapError> {
        let _ = options;
        Ok(Self { element: element.clone() })
    }

    /// Replaces the geometry of a layer. `geojson` is the text of a `FeatureCollection`; every feature carries a numeric
    /// `id` and `key`, `name_zh`, `name_en`. Calls within one frame are merged per layer; the states set by
    /// [`Self::set_unit_states`] stay.
    ///
    /// # Errors
    /// [`MapError::Failed`] when the text is not such a collection.
    pub fn set_layer_data(&self, layer: Layer, geojson: &str) -> Result<(), MapError> {
        let _ = (layer, geojson);
        Ok(())
    }

    /// Repaints the units that changed. Cheap: no crossing into JavaScript per unit.
    pub fn set_unit_states(&self, changed: &[(u32, UnitPaint)]) {
        let _ = changed;
    }

    /// Which statuses are drawn filled, one bit each in the order of [`super::UnitStatus::ALL`]; the others keep their outline.
    pub fn set_statuses_shown(&self, mask: u8) {
        let _ = mask;
    }

    /// Which project stages have pins, one bit each (0 offered … 7 ended).
    pub fn set_stages_shown(&self, mask: u8) {
        let _ = mask;
    }

    /// Switches a whole layer (parks, parcels, ports, projects …) on or off.
    pub fn set_layer_shown(&self, layer: Layer, shown: bool) {
        let _ = (layer, shown);
    }

    /// Replaces the rings. Cheap enough for every step of the slider.
    pub fn set_rings(&self, rings: Vec<Ring>) {
        let _ = rings;
    }

    /// Outlines one feature in the accent colour, or none.
    pub fn select(&self, selection: Option<Selection>) {
        let _ = selection;
    }

    /// Marks a place where something was just recorded: one ring for 1.2 s.
    pub fn mark(&self, lon: f64, lat: f64) {
        let _ = (lon, lat);
    }

    /// Changes the colours in place.
    pub fn set_theme(&self, theme: Theme) {
        let _ = theme;
    }

    /// Changes the language of all labels in place.
    pub fn set_lang(&self, lang: Lang) {
        let _ = lang;
    }

    /// Replaces every movement by a cut, or not.
    pub fn set_reduced_motion(&self, reduced: bool) {
        let _ = reduced;
    }

    /// Tilts the map (slabs by floor) or lays it flat (cells).
    pub fn set_tilt(&self, tilted: bool) {
        let _ = tilted;
    }

    /// The present view.
    pub fn camera(&self) -> Camera {
        Camera::default()
    }

    /// Moves to a view because somebody asked for it.
    pub fn go_to(&self, camera: Camera, motion: Motion) {
        let _ = (camera, motion);
    }

    /// Shows a box with `padding` CSS px around it; keeps bearing and tilt.
    pub fn fit(&self, bounds: Bounds, padding: f64, motion: Motion) {
        let _ = (bounds, padding, motion);
    }

    /// Zooms by steps, as the + and − buttons do.
    pub fn zoom_by(&self, steps: f64) {
        let _ = steps;
    }

    /// The box in view.
    pub fn bounds(&self) -> Bounds {
        Bounds { west: 0.0, south: 0.0, east: 0.0, north: 0.0 }
    }

    /// Metres on the ground per CSS px at the centre, for the scale bar.
    pub fn metres_per_pixel(&self) -> f64 {
        1.0
    }

    /// CSS px of a place, from the top left of the element.
    pub fn pixel_of(&self, lon: f64, lat: f64) -> [f64; 2] {
        let _ = (lon, lat);
        [0.0; 2]
    }

    /// Called with what lies under a resting or moving pointer, `None` when it leaves; at most once a frame.
    pub fn on_hover(&self, call: impl FnMut(Option<Hit>) + 'static) {
        drop(call);
    }

    /// Called with what was clicked or tapped, `None` for bare ground.
    pub fn on_click(&self, call: impl FnMut(Option<Hit>) + 'static) {
        drop(call);
    }

    /// Called on every frame of a movement, for scale bars.
    pub fn on_move(&self, call: impl FnMut(Camera) + 'static) {
        drop(call);
    }

    /// Called when a movement has ended, for the address bar.
    pub fn on_move_end(&self, call: impl FnMut(Camera) + 'static) {
        drop(call);
    }

    /// Called once, when features have been drawn.
    pub fn on_ready(&self, call: impl FnOnce() + 'static) {
        drop(call);
    }

    /// A PNG of the map at `scale` × the present size (1, 2 or 4).
    ///
    /// # Errors
    /// When the browser refuses a canvas of that size.
    pub async fn export_png(&self, scale: u8) -> Result<Blob, MapError> {
        let _ = scale;
        Err(MapError::Failed(self.element.tag_name()))
    }
}
