//! The few functions of MapLibre GL JS that we call, bound by hand: no generated bindings, no bundler.
//!
//! Everything else in `map/` speaks to the library through this file only.

use js_sys::{Function, Object};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlCanvasElement, ImageData};

#[wasm_bindgen(raw_module = "/assets/maplibre-gl.mjs")]
extern "C" {
    /// The map itself.
    #[derive(Clone)]
    pub type Map;

    #[wasm_bindgen(constructor, catch)]
    pub fn new(options: &JsValue) -> Result<Map, JsValue>;

    #[wasm_bindgen(method)]
    pub fn remove(this: &Map);

    #[wasm_bindgen(method)]
    pub fn on(this: &Map, event: &str, call: &Function);

    #[wasm_bindgen(method, js_name = triggerRepaint)]
    pub fn trigger_repaint(this: &Map);

    #[wasm_bindgen(method)]
    pub fn redraw(this: &Map);

    #[wasm_bindgen(method)]
    pub fn resize(this: &Map);

    #[wasm_bindgen(method, js_name = getCanvas)]
    pub fn canvas(this: &Map) -> HtmlCanvasElement;

    #[wasm_bindgen(method, js_name = getPixelRatio)]
    pub fn pixel_ratio(this: &Map) -> f64;

    #[wasm_bindgen(method, js_name = setPixelRatio)]
    pub fn set_pixel_ratio(this: &Map, ratio: f64);

    // Camera.
    #[wasm_bindgen(method, js_name = getCenter)]
    pub fn center(this: &Map) -> LngLat;

    #[wasm_bindgen(method, js_name = getZoom)]
    pub fn zoom(this: &Map) -> f64;

    #[wasm_bindgen(method, js_name = getBearing)]
    pub fn bearing(this: &Map) -> f64;

    #[wasm_bindgen(method, js_name = getPitch)]
    pub fn pitch(this: &Map) -> f64;

    #[wasm_bindgen(method, js_name = getBounds)]
    pub fn bounds(this: &Map) -> LngLatBounds;

    #[wasm_bindgen(method)]
    pub fn project(this: &Map, at: &JsValue) -> Point;

    #[wasm_bindgen(method)]
    pub fn unproject(this: &Map, pixel: &JsValue) -> LngLat;

    #[wasm_bindgen(method, js_name = jumpTo)]
    pub fn jump_to(this: &Map, camera: &JsValue);

    #[wasm_bindgen(method, js_name = easeTo)]
    pub fn ease_to(this: &Map, camera: &JsValue);

    #[wasm_bindgen(method, js_name = isMoving)]
    pub fn is_moving(this: &Map) -> bool;

    #[wasm_bindgen(method, js_name = fitBounds)]
    pub fn fit_bounds(this: &Map, bounds: &JsValue, options: &JsValue);

    // Style.
    #[wasm_bindgen(method, js_name = getSource)]
    pub fn source(this: &Map, id: &str) -> Option<Source>;

    #[wasm_bindgen(method, js_name = addLayer, catch)]
    pub fn add_layer(this: &Map, layer: &JsValue, before: Option<&str>) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, js_name = getLayer)]
    pub fn layer(this: &Map, id: &str) -> JsValue;

    #[wasm_bindgen(method, js_name = setFilter)]
    pub fn set_filter(this: &Map, layer: &str, filter: &JsValue);

    #[wasm_bindgen(method, js_name = setPaintProperty)]
    pub fn set_paint(this: &Map, layer: &str, name: &str, value: &JsValue);

    #[wasm_bindgen(method, js_name = setLayoutProperty)]
    pub fn set_layout(this: &Map, layer: &str, name: &str, value: &JsValue);

    #[wasm_bindgen(method, js_name = hasImage)]
    pub fn has_image(this: &Map, id: &str) -> bool;

    #[wasm_bindgen(method, js_name = addImage)]
    pub fn add_image(this: &Map, id: &str, image: &ImageData, options: &JsValue);

    #[wasm_bindgen(method, js_name = removeImage)]
    pub fn remove_image(this: &Map, id: &str);

    /// A source of GeoJSON.
    pub type Source;

    #[wasm_bindgen(method, js_name = setData)]
    pub fn set_data(this: &Source, data: &JsValue);
}

#[wasm_bindgen]
extern "C" {
    /// A place in degrees, WGS 84.
    #[wasm_bindgen(extends = Object)]
    pub type LngLat;
    #[wasm_bindgen(method, getter)]
    pub fn lng(this: &LngLat) -> f64;
    #[wasm_bindgen(method, getter)]
    pub fn lat(this: &LngLat) -> f64;

    /// A box in degrees.
    pub type LngLatBounds;
    #[wasm_bindgen(method, js_name = getWest)]
    pub fn west(this: &LngLatBounds) -> f64;
    #[wasm_bindgen(method, js_name = getSouth)]
    pub fn south(this: &LngLatBounds) -> f64;
    #[wasm_bindgen(method, js_name = getEast)]
    pub fn east(this: &LngLatBounds) -> f64;
    #[wasm_bindgen(method, js_name = getNorth)]
    pub fn north(this: &LngLatBounds) -> f64;

    /// A place on the screen, CSS px.
    pub type Point;
    #[wasm_bindgen(method, getter)]
    pub fn x(this: &Point) -> f64;
    #[wasm_bindgen(method, getter)]
    pub fn y(this: &Point) -> f64;

    /// A pointer event of the map.
    pub type Pointer;
    #[wasm_bindgen(method, getter)]
    pub fn point(this: &Pointer) -> Point;

    /// What a custom layer is told when it is drawn.
    pub type Frame;
    #[wasm_bindgen(method, getter, js_name = defaultProjectionData)]
    pub fn projection(this: &Frame) -> Projection;

    /// How the world is projected in this frame.
    pub type Projection;
    #[wasm_bindgen(method, getter, js_name = mainMatrix)]
    pub fn matrix(this: &Projection) -> js_sys::Float64Array;
}
