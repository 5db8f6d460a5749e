//! What can be taken along: the address of the view, a printed sheet.

use crate::prelude::*;
use leptos::task::spawn_local;
use shared::Word;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::address;
pub use crate::print::print;
use crate::scene::Scene;

/// Copies the address of the view; where the browser does not let us, shows it to be copied.
pub fn copy_address(scene: Scene) {
    address::write_now(scene);
    let address = window().location().href().unwrap_or_default();
    // Absent where the page came over plain HTTP from another machine.
    let clipboard = js_sys::Reflect::get(&window().navigator(), &JsValue::from_str("clipboard"));
    let clipboard = clipboard.ok().and_then(|c| c.dyn_into::<web_sys::Clipboard>().ok());
    spawn_local(async move {
        let lang = scene.lang.get_untracked();
        let copied = match clipboard {
            Some(clipboard) => JsFuture::from(clipboard.write_text(&address)).await.is_ok(),
            None => false,
        };
        let words = if copied {
            Word::NoticeCopied.text(lang).to_owned()
        } else {
            Word::NoticeCopyThis.with(lang, &[("link", &address)])
        };
        scene.notice.set(Some(words));
    });
}
