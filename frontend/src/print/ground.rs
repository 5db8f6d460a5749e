//! The map for the paper: the same ground and the same day, in the colours and the proportions of print.

use crate::prelude::*;
use js_sys::Promise;
use shared::World;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlCanvasElement, HtmlElement};

use crate::config::Config;
use crate::ground::Ground;
use crate::map::{Camera, Layer, MapHandle, MapOptions, Motion, Screen, Theme};
use crate::picture::{Pen, context, draw_scale, later, map_at};
use crate::record::Record;
use crate::scene::{GroundKind, Scene};
use crate::stage::measure;
use crate::tell::callout;

/// Width of the map, CSS px: on A4 a label of 12 px is then 9 pt high.
const WIDTH: f64 = 720.0;
/// Its height on a sheet of its own, as in the style.
const HIGH: f64 = 540.0;
/// Its height on a sheet that tells of a record as well, as in the style.
const LOW: f64 = 360.0;
/// Device px per CSS px: 295 dpi on A4.
const FINE: u8 = 3;
/// The longest a reader waits for tiles that do not come, ms.
const PATIENCE: i32 = 12_000;

/// What the map of the paper is drawn from; taken when the sheet is made, since events know no context.
#[derive(Clone, Copy)]
pub struct Paper {
    /// What is looked at.
    pub scene: Scene,
    /// What is known.
    pub record: Record,
    /// The map on the screen.
    pub screen: Ground,
    /// The server's own words about its ground.
    pub config: StoredValue<Config>,
    ground: Ground,
}

impl Paper {
    /// Ready to draw.
    pub fn here() -> Self {
        Self {
            scene: Scene::here(),
            record: Record::here(),
            screen: Ground::here(),
            config: expect_context(),
            ground: Ground::new(),
        }
    }

    /// The map on the screen, drawn anew for the paper; `None` without a map.
    pub async fn draw(self) -> Option<HtmlCanvasElement> {
        let screen = self.screen.map()?;
        let is_low = untrack(|| self.scene.subject()).is_some();
        let element = element(is_low)?;
        let camera = widened(screen.camera(), screen.size(), if is_low { LOW } else { HIGH });
        let drawn = match self.stand(&element, camera) {
            Some(ready) => {
                let waits = js_sys::Array::of2(&ready, &promise_of(PATIENCE));
                // Neither promise is ever rejected; after the patience what is there is printed.
                let _waited = JsFuture::from(Promise::race(&waits)).await;
                self.picture().await
            }
            None => None,
        };
        self.ground.fall();
        element.remove();
        drawn
    }

    /// The map on the screen as it is, at once.
    pub fn copy(self) -> Option<HtmlCanvasElement> {
        let screen = self.screen.map()?;
        let [width, height] = screen.size();
        let canvas = canvas()?;
        canvas.set_width((width * 2.0) as u32);
        canvas.set_height((height * 2.0) as u32);
        let pen = Pen::new(context(&canvas)?);
        pen.canvas.scale(2.0, 2.0).ok()?;
        screen.paint_onto(&pen.canvas, width, height);
        scaled(&pen, screen.metres_per_pixel(), [width, height]);
        Some(canvas)
    }

    /// Sets the map up; the promise is kept when it is drawn.
    fn stand(self, element: &HtmlElement, camera: Camera) -> Option<Promise> {
        let Self { scene, .. } = self;
        let lang = scene.lang.get_untracked();
        let options = MapOptions {
            camera,
            theme: Theme::Print,
            screen: Screen::default(),
            lang,
            reduced_motion: true,
            base: self.config.with_value(|config| config.base.as_ref().map(Into::into)),
            title: String::new(),
        };
        let map = MapHandle::create(element, options).ok()?;
        let ready = Promise::new(&mut |resolve, _| {
            map.on_ready(move || {
                // Keeping a promise does not throw.
                let _kept = resolve.call0(&JsValue::UNDEFINED);
            });
        });
        let shown = scene.shown.get_untracked();
        map.set_statuses_shown(shown.statuses);
        map.set_stages_shown(shown.stages);
        for (layer, kind) in [
            (Layer::Ports, GroundKind::Ports),
            (Layer::Parks, GroundKind::Parks),
            (Layer::Parcels, GroundKind::Parcels),
        ] {
            map.set_layer_shown(layer, shown.ground(kind));
        }
        self.record.with_untracked(|world| self.lay(map, world, camera));
        Some(ready)
    }

    fn lay(self, map: MapHandle, world: &World, camera: Camera) {
        let Self { scene, ground, .. } = self;
        let (day, lang) = (scene.day.get_untracked(), scene.lang.get_untracked());
        ground.stand(map, world, day, lang);
        let subject = untrack(|| scene.subject());
        let words = subject.map(|subject| callout(world, day, subject, lang)).unwrap_or_default();
        ground.select(world, subject, words);
        if camera.pitch >= 1.0 {
            ground.tilt(world, true);
            if let Some(map) = ground.map() {
                map.go_to(camera, Motion::Cut);
            }
        }
    }

    async fn picture(self) -> Option<HtmlCanvasElement> {
        let map = self.ground.map()?;
        let (bitmap, times) = map_at(&map, FINE).await?;
        let canvas = canvas()?;
        canvas.set_width(bitmap.width());
        canvas.set_height(bitmap.height());
        let pen = Pen::new(context(&canvas)?);
        pen.canvas.draw_image_with_image_bitmap(&bitmap, 0.0, 0.0).ok()?;
        bitmap.close();
        pen.canvas.scale(times, times).ok()?;
        scaled(&pen, map.metres_per_pixel(), map.size());
        Some(canvas)
    }
}

/// A place for the map, out of sight.
fn element(is_low: bool) -> Option<HtmlElement> {
    let element: HtmlElement = document().create_element("div").ok()?.dyn_into().ok()?;
    element.set_class_name(if is_low { "print-ground low" } else { "print-ground" });
    element.set_attribute("aria-hidden", "true").ok()?;
    document().body()?.append_child(&element).ok()?;
    Some(element)
}

/// The camera that shows on paper at least what the screen shows.
fn widened(camera: Camera, [width, height]: [f64; 2], high: f64) -> Camera {
    let fits = (WIDTH / width.max(1.0)).min(high / height.max(1.0));
    Camera { zoom: camera.zoom + crate::number::log2(fits), ..camera }
}

fn scaled(pen: &Pen, metres_per_pixel: f64, [width, height]: [f64; 2]) {
    if let Some((length, words)) = measure(metres_per_pixel) {
        // Those of print, whatever the colours of the screen.
        draw_scale(pen, length, &words, [width - 12.0, height - 12.0], ["#FFFFFF", "#16212B"]);
    }
}

fn canvas() -> Option<HtmlCanvasElement> {
    document().create_element("canvas").ok()?.dyn_into().ok()
}

fn promise_of(milliseconds: i32) -> Promise {
    wasm_bindgen_futures::future_to_promise(async move {
        later(milliseconds).await;
        Ok(JsValue::UNDEFINED)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_paper_shows_all_that_the_screen_shows() {
        let camera = Camera { zoom: 14.0, ..Camera::default() };
        assert!((widened(camera, [1440.0, 900.0], HIGH).zoom - 13.0).abs() < 1e-9);
        assert!(widened(camera, [360.0, 240.0], LOW).zoom > 14.5);
    }
}
