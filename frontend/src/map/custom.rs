//! Our shaders as two layers of the map: units on the ground, rings above all lines and below all labels.

use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::WebGl2RenderingContext as Gl;

use super::bind;
use super::frame::Frame;
use super::js;
use super::live::{Live, with};
use super::mercator;
use super::style;
use super::view::Camera;

const UNITS: &str = "units";
const RINGS: &str = "ring";

/// Adds both, unless they are there.
pub fn install(live: &Rc<Live>) {
    add(live, UNITS, "3d", style::ABOVE_UNITS, |live, gl, frame| {
        let frame = read(live, frame);
        let mut scene = live.scene.borrow_mut();
        scene.frame = frame;
        scene.draw_ground(gl, js::now())
    });
    add(live, RINGS, "2d", style::ABOVE_RINGS, |live, gl, _| {
        live.scene.borrow_mut().draw_rings(gl, js::now())
    });
}

fn add(
    live: &Rc<Live>,
    id: &str,
    mode: &str,
    above: &str,
    draw: impl Fn(&Rc<Live>, &Gl, &bind::Frame) -> bool + 'static,
) {
    if !live.map.layer(id).is_undefined() {
        return;
    }
    let weak = Rc::downgrade(live);
    let is_last = id == RINGS;
    let render = Closure::<dyn Fn(JsValue, JsValue)>::new(move |gl: JsValue, frame: JsValue| {
        with(&weak, |live| {
            let more = draw(live, gl.unchecked_ref(), frame.unchecked_ref());
            // The rings are drawn after the units.
            live.moving.set(more || (is_last && live.moving.get()));
            if more {
                live.map.trigger_repaint();
            }
            let trouble = live.scene.borrow_mut().trouble();
            if let Some(trouble) = trouble {
                web_sys::console::error_2(&"map shader:".into(), &trouble.into());
            }
        });
    });
    let layer = js::object([
        ("id", id.into()),
        ("type", "custom".into()),
        ("renderingMode", mode.into()),
        ("render", render.as_ref().clone()),
    ]);
    live.keep(render);
    if let Err(error) = live.map.add_layer(&layer, Some(above)) {
        web_sys::console::error_2(&"map:".into(), &error);
    }
}

/// Reads what the library tells about this frame.
fn read(live: &Live, frame: &bind::Frame) -> Frame {
    let mut matrix = [0.0; 16];
    let told = frame.projection().matrix();
    if told.length() == 16 {
        told.copy_to(&mut matrix);
    }
    let canvas = live.map.canvas();
    let ratio = live.map.pixel_ratio();
    let size = [canvas.width(), canvas.height()].map(|pixels| f64::from(pixels) / ratio);
    let Camera { lon, lat, zoom, bearing, pitch } = live.camera();
    let [_, middle] = mercator::from_degrees([lon, lat]);
    Frame { matrix, zoom, middle, bearing, pitch, size, ratio }
}
