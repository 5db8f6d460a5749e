//! Frames that the library draws although they show nothing new: without a graphics card each of them costs as much as
//! a step of the day, and the next step waits for them.
//!
//! What is done here goes by names that the library keeps for itself: where it has others, it draws all its frames.

use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::js;
use super::live::Live;

/// Milliseconds in which the library's worker has cut what it was given into the tiles in view, even on a busy machine.
const CUT: i32 = 100;

impl Live {
    /// Connects the events that such frames begin with.
    pub fn listen_to_frames(self: &Rc<Self>) {
        // Of what a source of ours was given, the worker has read something or cut one tile: the others come right after.
        self.on("sourcedata", |live, event| {
            let is_whole = js::get(&event, "isSourceLoaded").as_bool() != Some(false);
            let is_ours =
                js::get(&js::get(&event, "source"), "type").as_string().as_deref() == Some("geojson");
            let may_wait = live.element.has_attribute("data-ready") && !live.moving.get();
            if may_wait && is_ours && !is_whole && !live.map.is_moving() {
                live.put_frame_off();
            }
        });
        // Labels that do not fade are placed in one frame; the library would place them again in the next.
        self.on("render", |live, _| {
            live.take_up_frame();
            if live.scene.borrow().still {
                js::put(&live.map, "_placementDirty", &JsValue::FALSE);
            }
        });
    }

    /// The frame that was put off has been drawn.
    pub fn take_up_frame(&self) {
        if let (Some(timer), Some(window)) = (self.put_off.take(), web_sys::window()) {
            window.clear_timeout_with_handle(timer);
        }
    }

    /// The frame that the library has just asked for comes when there is something to be seen, or a little later.
    fn put_frame_off(&self) {
        let request = js::get(&self.map, "_frameRequest");
        let abort = js::get(&request, "abort");
        let (Some(abort), Some(window)) = (abort.dyn_ref::<Function>(), web_sys::window()) else { return };
        let flush = self.flush.borrow().clone();
        if let (None, Some(flush)) = (self.put_off.get(), flush) {
            // Where a browser refuses timers, the frame is not put off.
            let timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(&flush, CUT).ok();
            if timer.is_none() {
                return;
            }
            self.put_off.set(timer);
        }
        if abort.call0(&request).is_ok() {
            js::put(&self.map, "_frameRequest", &JsValue::NULL);
        }
    }
}
