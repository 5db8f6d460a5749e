//! Pictures of the map: drawn once more at the wanted size, read in the same moment, put back.

use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d};

use super::js;
use super::live::Live;
use super::view::MapError;

/// A PNG at `scale` px per CSS px.
pub async fn png(live: Rc<Live>, scale: f64) -> Result<Blob, MapError> {
    let present = live.map.pixel_ratio();
    live.posing.set(true);
    live.map.set_pixel_ratio(scale);
    // A frame that is drawn at once: a browser throws the pixels away when it gets to show them.
    live.map.redraw();
    let picture = Promise::new(&mut |resolve: Function, reject: Function| {
        let done = Closure::once_into_js(move |blob: JsValue| {
            let (tell, what) = match blob.is_null() {
                true => (reject, JsValue::from_str("the picture is too large")),
                false => (resolve, blob),
            };
            // Settling a promise does not throw.
            let _never = tell.call1(&JsValue::NULL, &what);
        });
        if let Err(error) = live.map.canvas().to_blob(done.unchecked_ref()) {
            web_sys::console::warn_1(&error);
        }
    });
    live.map.set_pixel_ratio(present);
    live.map.redraw();
    live.posing.set(false);
    let blob = JsFuture::from(picture).await.map_err(|error| js::failed(&error))?;
    blob.dyn_into().map_err(|_| MapError::Failed("the browser gave no picture".to_owned()))
}

/// Paints the map onto a canvas of another kind, within one task.
pub fn paint_onto(live: &Live, context: &CanvasRenderingContext2d, width: f64, height: f64) {
    live.map.redraw();
    if let Err(error) =
        context.draw_image_with_html_canvas_element_and_dw_and_dh(&live.map.canvas(), 0.0, 0.0, width, height)
    {
        web_sys::console::warn_1(&error);
    }
}
