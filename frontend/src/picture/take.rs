//! Has a picture drawn, and saved as a file: the largest that this device can draw, with a plain word about it.

use std::rc::Rc;

use crate::prelude::*;
use js_sys::Promise;
use shared::Word;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, HtmlAnchorElement, HtmlCanvasElement, ImageBitmap, Url};

use super::compose::{Layout, Saying, context};
use super::pen::{Pen, Side};
use crate::map::MapHandle;

/// A file that was saved.
pub struct Saved {
    /// Its name.
    pub file: String,
    /// Width and height, px.
    pub size: [u32; 2],
    /// Device px per CSS px.
    pub times: f64,
}

/// Draws the present view and saves it; `None` when the browser gives no picture of any size.
pub async fn take(map: Rc<MapHandle>, saying: Saying, asked: u8) -> Option<Saved> {
    for times in [4, 2, 1].into_iter().filter(|times| *times <= asked) {
        let Some((blob, canvas, drawn)) = draw(&map, &saying, times).await else { continue };
        let written = crate::number::fixed(drawn, if (drawn - drawn.round()).abs() < 0.01 { 0 } else { 1 });
        let file = format!("investmap-{}-{written}x.png", saying.day);
        save(&blob, &file)?;
        let size = [canvas.width(), canvas.height()];
        // Hundreds of megabytes need not wait for the next collection.
        canvas.set_width(0);
        return Some(Saved { file, size, times: drawn });
    }
    None
}

async fn draw(map: &MapHandle, saying: &Saying, times: u8) -> Option<(Blob, HtmlCanvasElement, f64)> {
    let size = map.size();
    let (bitmap, drawn) = map_at(map, times).await?;
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    let pen = Pen::new(context(&canvas)?);
    let layout = Layout::of(&pen, saying, size);
    let [width, height] = layout.size().map(|side| (side * drawn).round() as u32);
    canvas.set_width(width);
    canvas.set_height(height);
    pen.canvas.scale(drawn, drawn).ok()?;
    layout.draw(&pen, saying, &bitmap);
    bitmap.close();
    let promise = Promise::new(&mut |resolve, _| {
        if canvas.to_blob(&resolve).is_err() {
            // The canvas is too large: null is what a browser that refuses quietly gives.
            let _told = resolve.call1(&wasm_bindgen::JsValue::UNDEFINED, &wasm_bindgen::JsValue::NULL);
        }
    });
    let blob = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    Some((blob, canvas, drawn))
}

/// The map as it stands, at `times` px per CSS px or as many as the device can draw, and how many these are.
pub async fn map_at(map: &MapHandle, times: u8) -> Option<(ImageBitmap, f64)> {
    let [width, _] = map.size();
    let blob = map.export_png(times).await.ok()?;
    let promise = window().create_image_bitmap_with_blob(&blob).ok()?;
    let bitmap: ImageBitmap = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    let drawn = f64::from(bitmap.width()) / width.max(1.0);
    Some((bitmap, drawn))
}

/// The scale bar with its right end on a point, in the colours of halo and words.
pub fn draw_scale(pen: &Pen, length: f64, words: &str, [right, y]: [f64; 2], [halo, ink]: [&str; 2]) {
    let canvas = &pen.canvas;
    let left = right - length;
    pen.type_of(11.0, false);
    canvas.set_text_align("right");
    canvas.set_fill_style_str(ink);
    for (colour, width) in [(halo, 4.0), (ink, 1.4)] {
        canvas.set_stroke_style_str(colour);
        pen.rule([left, y - 5.0], [left, y], width);
        pen.rule([left, y], [right, y], width);
        pen.rule([right, y], [right, y - 5.0], width);
        if colour == halo {
            // Words that cannot be drawn leave the bar without its length, which the reader sees.
            let _drawn = canvas.stroke_text(words, right - 6.0, y - 5.0);
        }
    }
    pen.write(words, right - 6.0, y - 5.0, Side::Right);
}

/// Waits until what was just said can be read: a browser paints between tasks, never within one.
pub async fn later(milliseconds: i32) {
    let promise = Promise::new(&mut |resolve, _| {
        let asked = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        if asked.is_err() {
            let _told = resolve.call0(&wasm_bindgen::JsValue::UNDEFINED);
        }
    });
    // The promise is never rejected.
    let _waited = JsFuture::from(promise).await;
}

fn save(blob: &Blob, file: &str) -> Option<()> {
    let address = Url::create_object_url_with_blob(blob).ok()?;
    let link: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(file);
    link.click();
    set_timeout(
        move || {
            // An address that was already given back is no trouble.
            let _gone = Url::revoke_object_url(&address);
        },
        std::time::Duration::from_secs(20),
    );
    Some(())
}

/// What to tell the reader about a picture.
pub fn told(saved: Option<&Saved>, asked: u8, lang: shared::Lang) -> String {
    let Some(saved) = saved else { return Word::PictureFailed.text(lang).to_owned() };
    let [width, height] = saved.size.map(|side| side.to_string());
    let times = crate::format::trimmed(saved.times, 1);
    let asked = asked.to_string();
    let word = if times == asked { Word::PictureSaved } else { Word::PictureSmaller };
    word.with(
        lang,
        &[("file", &saved.file), ("width", &width), ("height", &height), ("n", &times), ("asked", &asked)],
    )
}
