//! The running map: the library's object, our scene and the closures between them, owned by one struct.
//!
//! Rule: nobody calls the library while the scene is borrowed, because the library answers with callbacks.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::{Array, Function, Object};
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use super::bind::Map;
use super::custom;
use super::event::{Hit, Layer};
use super::js;
use super::scene::Scene;
use super::signs;
use super::style::{self, Wish};
use super::view::{BaseMap, Camera, MapError, MapOptions};

/// A place for one callback that may replace itself while it runs.
pub struct Slot<T>(RefCell<Option<Call<T>>>);

type Call<T> = Box<dyn FnMut(T)>;

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self(RefCell::new(None))
    }
}

impl<T> Slot<T> {
    /// Replaces the callback.
    pub fn set(&self, call: impl FnMut(T) + 'static) {
        *self.0.borrow_mut() = Some(Box::new(call));
    }

    /// Calls it, unless it is running already.
    pub fn call(&self, value: T) {
        let taken = self.0.borrow_mut().take();
        if let Some(mut call) = taken {
            call(value);
            self.0.borrow_mut().get_or_insert(call);
        }
    }
}

/// The running map.
pub struct Live {
    pub element: HtmlElement,
    pub map: Map,
    pub scene: RefCell<Scene>,
    pub hover: Slot<Option<Hit>>,
    pub click: Slot<Option<Hit>>,
    pub moved: Slot<Camera>,
    pub settled: Slot<Camera>,
    pub ready: Slot<()>,
    pub base: Option<BaseMap>,
    origin: String,
    styled: Cell<bool>,
    given: Cell<bool>,
    pending: RefCell<Vec<(&'static str, String)>>,
    /// Visibility and filters, by what they belong to, to be set again when the style is.
    shown: RefCell<Vec<(Layer, bool)>>,
    /// What each source was last given, as a number: what it holds already is not sent again.
    sent: RefCell<Vec<(&'static str, u64)>>,
    /// The filter that silences namesakes of rings.
    pub silenced: RefCell<String>,
    /// The whole zoom for which pins were thinned.
    pub pins_at: Cell<i32>,
    /// When a finger was last on the map, by the page's clock.
    pub touched: Cell<f64>,
    /// While a picture is taken, the map moves for nobody.
    pub posing: Cell<bool>,
    requested: Cell<Option<i32>>,
    /// The timer of a frame that was put off.
    pub put_off: Cell<Option<i32>>,
    /// Whether the frame drawn last moves something of ours, so that the next must not be late.
    pub moving: Cell<bool>,
    /// Sends what waits, and asks for a frame.
    pub flush: RefCell<Option<Function>>,
    /// What JavaScript may call, kept so that dropping the map drops it.
    closures: RefCell<Vec<Box<dyn Any>>>,
}

impl Live {
    /// Starts the library inside an element.
    pub fn start(element: &HtmlElement, options: MapOptions) -> Result<Rc<Self>, MapError> {
        let origin = web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
        let MapOptions { camera, theme, screen, lang, reduced_motion, base, title } = options;
        let style = style::build(&Wish { theme, screen, lang, base: base.as_ref(), origin: &origin });
        let map = Map::new(&settings(element, &style, &camera, &title, reduced_motion)).map_err(|error| {
            let name = js::get(&error, "name").as_string();
            if name.as_deref() == Some("GPUInitializationError") {
                MapError::NoWebGl2
            } else {
                js::failed(&error)
            }
        })?;
        let live = Rc::new(Self {
            element: element.clone(),
            map,
            scene: RefCell::new(Scene::new(theme, screen, lang, reduced_motion)),
            hover: Slot::default(),
            click: Slot::default(),
            moved: Slot::default(),
            settled: Slot::default(),
            ready: Slot::default(),
            base,
            origin,
            styled: Cell::new(false),
            given: Cell::new(false),
            pending: RefCell::default(),
            shown: RefCell::default(),
            sent: RefCell::default(),
            silenced: RefCell::default(),
            pins_at: Cell::new(i32::MIN),
            touched: Cell::new(f64::NEG_INFINITY),
            posing: Cell::new(false),
            requested: Cell::new(None),
            put_off: Cell::new(None),
            moving: Cell::new(false),
            flush: RefCell::new(None),
            closures: RefCell::default(),
        });
        live.listen();
        Ok(live)
    }

    /// Listens to an event of the library for as long as the map lives.
    pub fn on(self: &Rc<Self>, event: &str, call: impl Fn(&Rc<Self>, JsValue) + 'static) {
        let weak = Rc::downgrade(self);
        let closure = Closure::<dyn Fn(JsValue)>::new(move |event| with(&weak, |live| call(live, event)));
        self.map.on(event, closure.as_ref().unchecked_ref());
        self.keep(closure);
    }

    /// Keeps a closure until the map is dropped.
    pub fn keep(&self, closure: impl Any) {
        self.closures.borrow_mut().push(Box::new(closure));
    }

    /// Puts GeoJSON into a source with the next frame; later text of the same frame replaces it.
    pub fn feed(&self, source: &'static str, geojson: String) {
        self.given.set(true);
        let number = number_of(&geojson);
        let mut sent = self.sent.borrow_mut();
        match sent.iter_mut().find(|(known, _)| *known == source) {
            Some((_, known)) if *known == number => return,
            Some((_, known)) => *known = number,
            None => sent.push((source, number)),
        }
        drop(sent);
        let mut pending = self.pending.borrow_mut();
        pending.retain(|(known, _)| *known != source);
        pending.push((source, geojson));
        drop(pending);
        self.request_flush();
    }

    /// Draws what has changed now instead of with the next frame. Sources are given theirs first: the library draws a
    /// frame when it hears of them, and this is that frame.
    pub fn draw(&self) {
        self.flush();
        self.map.redraw();
    }

    /// Replaces every movement by a cut, or not. The library has no door for how long labels fade.
    pub fn set_still(&self, still: bool) {
        self.scene.borrow_mut().still = still;
        js::put(&self.map, "_fadeDuration", &fade(still));
    }

    /// Notes that something was given that needs no source, such as the units.
    pub fn note_given(&self) {
        self.given.set(true);
        self.map.trigger_repaint();
    }

    /// Whether anything was given to be drawn.
    pub fn was_given(&self) -> bool {
        self.given.get() && self.pending.borrow().is_empty()
    }

    /// The present view.
    pub fn camera(&self) -> Camera {
        let center = self.map.center();
        Camera {
            lon: center.lng(),
            lat: center.lat(),
            zoom: self.map.zoom(),
            bearing: self.map.bearing(),
            pitch: self.map.pitch(),
        }
    }

    /// Shows or hides the style layers of a layer of ours.
    pub fn show(&self, layer: Layer, shown: bool) {
        let mut known = self.shown.borrow_mut();
        known.retain(|(known, _)| *known != layer);
        known.push((layer, shown));
        drop(known);
        if self.styled.get() {
            self.apply_shown(layer, shown);
        }
    }

    /// Applies what differs between two looks, then paints the signs anew.
    pub fn restyle(&self, change: impl FnOnce(&mut Scene)) {
        let layers = || {
            let scene = self.scene.borrow();
            style::layers(&Wish {
                theme: scene.theme,
                screen: scene.screen,
                lang: scene.lang,
                base: self.base.as_ref(),
                origin: &self.origin,
            })
        };
        let before = layers();
        change(&mut self.scene.borrow_mut());
        let after = layers();
        if !self.styled.get() {
            return;
        }
        self.apply_differences(&js::parse(&before), &js::parse(&after));
        self.paint_signs();
        self.map.trigger_repaint();
    }

    /// Sets the properties in which two lists of the same layers differ.
    fn apply_differences(&self, before: &JsValue, after: &JsValue) {
        for (old, new) in Array::from(before).iter().zip(Array::from(after).iter()) {
            let Some(id) = js::get(&new, "id").as_string() else { continue };
            for part in ["paint", "layout"] {
                let (old, new) = (js::get(&old, part), js::get(&new, part));
                let Some(new) = new.dyn_ref::<Object>() else { continue };
                for name in Object::keys(new).iter().filter_map(|name| name.as_string()) {
                    let value = js::get(new, &name);
                    if js::text(&value) == js::text(&js::get(&old, &name)) {
                        continue;
                    }
                    match part {
                        "paint" => self.map.set_paint(&id, &name, &value),
                        _ => self.map.set_layout(&id, &name, &value),
                    }
                }
            }
        }
    }

    fn listen(self: &Rc<Self>) {
        self.on("style.load", |live, _| live.prepare());
        // A restored context brings a fresh style, and that event brings everything of ours back.
        self.on("webglcontextlost", |live, _| {
            live.styled.set(false);
            live.scene.borrow_mut().forget_gpu();
        });
        self.on("error", |_, event| {
            web_sys::console::warn_2(&"map:".into(), &js::get(&event, "error"));
        });
        let weak = Rc::downgrade(self);
        let flush = Closure::<dyn Fn()>::new(move || with(&weak, |live| live.flush()));
        *self.flush.borrow_mut() = Some(flush.as_ref().unchecked_ref::<Function>().clone());
        self.keep(flush);
        self.listen_to_pointer();
        self.listen_to_camera();
        self.listen_to_frames();
    }

    /// Brings everything of ours into a fresh style: at the start, and after a lost context came back.
    fn prepare(self: &Rc<Self>) {
        self.clear_sky();
        self.paint_signs();
        custom::install(self);
        self.styled.set(true);
        // A fresh style holds nothing; what still waits to be sent is all that was given so far.
        self.forget_sent();
        let shown = self.shown.borrow().clone();
        for (layer, shown) in shown {
            self.apply_shown(layer, shown);
        }
        self.choose_again();
        self.arrange(true);
        self.request_flush();
    }

    /// The library paints a sky over the whole view in every frame, then all ground over the sky. No tilt of ours shows
    /// any of it, and without a graphics card it costs a third of a frame: the style answers that it has none.
    fn clear_sky(&self) {
        let sky = js::get(&js::get(&self.map, "style"), "sky");
        if let Some(flush) = &*self.flush.borrow() {
            // What functions are made after is itself a function, one that answers nothing.
            js::put(&sky, "getEvaluated", &Object::get_prototype_of(flush));
        }
    }

    fn paint_signs(&self) {
        let (tokens, scale) = {
            let scene = self.scene.borrow();
            (scene.tokens(), scene.scale())
        };
        let ratio = self.map.pixel_ratio().ceil().max(2.0);
        for sign in signs::all(&tokens, ratio, scale).into_iter().flatten() {
            if self.map.has_image(&sign.name) {
                self.map.remove_image(&sign.name);
            }
            let options = js::object([("pixelRatio", sign.ratio.into())]);
            if let Some([left, right, top, bottom]) = sign.stretch {
                let list = |pairs: JsValue| JsValue::from(Array::of1(&pairs));
                js::put(&options, "stretchX", &list(js::pair([left, right])));
                js::put(&options, "stretchY", &list(js::pair([top, bottom])));
                let content = Array::of4(&left.into(), &top.into(), &right.into(), &bottom.into());
                js::put(&options, "content", &content);
            }
            self.map.add_image(&sign.name, &sign.image, &options);
        }
    }

    fn apply_shown(&self, layer: Layer, shown: bool) {
        let visibility = JsValue::from_str(if shown { "visible" } else { "none" });
        for id in style_layers_of(layer) {
            self.map.set_layout(id, "visibility", &visibility);
        }
    }

    /// What was sent is gone, except what still waits.
    fn forget_sent(&self) {
        let pending = self.pending.borrow();
        self.sent.borrow_mut().retain(|(source, _)| pending.iter().any(|(waiting, _)| waiting == source));
        self.silenced.borrow_mut().clear();
    }

    fn request_flush(&self) {
        if !self.styled.get() || self.requested.get().is_some() || self.pending.borrow().is_empty() {
            return;
        }
        let flush = self.flush.borrow().clone();
        let request = flush.and_then(|flush| web_sys::window()?.request_animation_frame(&flush).ok());
        self.requested.set(request);
    }

    /// What was asked for is done, or for nothing.
    fn unask(&self) {
        if let (Some(request), Some(window)) = (self.requested.take(), web_sys::window()) {
            // An unknown request is ignored by browsers.
            let _unknown = window.cancel_animation_frame(request);
        }
        self.take_up_frame();
    }

    fn flush(&self) {
        self.unask();
        if !self.styled.get() {
            return;
        }
        let pending = std::mem::take(&mut *self.pending.borrow_mut());
        for (source, geojson) in pending {
            if let Some(source) = self.map.source(source) {
                // A string would be taken for an address.
                source.set_data(&js::parse(&geojson));
            }
        }
        self.map.trigger_repaint();
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.unask();
        self.map.remove();
    }
}

/// FNV-1a: two texts with the same number are taken to be the same.
fn number_of(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Calls with the map while it still lives.
pub fn with(weak: &Weak<Live>, call: impl FnOnce(&Rc<Live>)) {
    if let Some(live) = weak.upgrade() {
        call(&live);
    }
}

fn settings(element: &HtmlElement, style: &str, camera: &Camera, title: &str, still: bool) -> JsValue {
    js::object([
        ("container", element.into()),
        ("style", js::parse(style)),
        ("center", js::pair([camera.lon, camera.lat])),
        ("zoom", camera.zoom.into()),
        ("bearing", camera.bearing.into()),
        ("pitch", camera.pitch.into()),
        ("minZoom", 2.5.into()),
        ("maxZoom", 20.into()),
        ("maxPitch", 60.into()),
        ("attributionControl", false.into()),
        ("renderWorldCopies", false.into()),
        ("fadeDuration", fade(still)),
        // Our own tests check the style; a reader's browser need not.
        ("validateStyle", cfg!(debug_assertions).into()),
        // Less movement is the library's own concern: it follows the device, for all maps of the page.
        ("refreshExpiredTiles", false.into()),
        // Room for a picture at four times the size of a laptop's map.
        ("maxCanvasSize", js::pair([8192.0, 8192.0])),
        ("localIdeographFontFamily", false.into()),
        ("locale", js::object([("Map.Title", title.into())])),
    ])
}

/// Milliseconds in which labels come and go. Each new text, such as the numbers beside halls after a step of the day,
/// costs as many frames as that takes.
fn fade(still: bool) -> JsValue {
    if still { 0 } else { 120 }.into()
}

/// The style layers that draw a layer of ours.
fn style_layers_of(layer: Layer) -> &'static [&'static str] {
    match layer {
        Layer::Units | Layer::Slabs => &[],
        Layer::Halls => &["hall-name"],
        Layer::Parcels => &["parcel-name"],
        Layer::Parks => &["zone-name", "ring-name"],
        Layer::Streets => &["street-name"],
        Layer::Ports => &["port"],
        Layer::Projects => &["pin", "pin-name", "pin-count"],
        Layer::Places => &["town", "country", "area"],
    }
}
