//! Drafts outlive a reload and a lost connection: what stands in a form is kept in this tab until it is recorded or given up.

use crate::prelude::*;
use serde_json::{Map, Value, json};
use shared::form::Draft;

use super::filling::Filling;

/// Keeps what stands in the form whenever it changes; nothing is kept of one that was not touched.
pub fn follow(filling: Filling) {
    Effect::new(move |_| {
        let is_touched = filling.draft.with(|draft| filling.base.with(|base| draft != base));
        let once = filling.once.get();
        let seen = filling.seen.get();
        if !is_touched && once.is_none() {
            return forget(filling);
        }
        let written = json!({
            "draft": filling.draft.with(object),
            "base": filling.base.with(object),
            "seen": seen,
            "once": once.map(|(text, name)| [text, name]),
        });
        if let Some(storage) = storage() {
            // Refused when it is full: then a reload loses the draft, and nothing else.
            let _ = storage.set_item(&place(filling), &written.to_string());
        }
    });
}

/// Puts back what was kept.
pub fn restore(filling: Filling) {
    let kept = storage().and_then(|storage| storage.get_item(&place(filling)).ok()?);
    let Some(Ok(kept)) = kept.map(|text| serde_json::from_str::<Value>(&text)) else { return };
    let (Some(draft), Some(base)) = (draft(kept.get("draft")), draft(kept.get("base"))) else { return };
    let Some(seen) = kept.get("seen").and_then(Value::as_u64) else { return };
    // The log of another server, or one that was put back from a copy, has other positions.
    if seen > filling.seen.get_untracked() {
        return forget(filling);
    }
    filling.restored.set(draft != base);
    filling.draft.set(draft);
    filling.base.set(base);
    filling.seen.set(seen);
    let once = kept.get("once").and_then(Value::as_array).map(Vec::as_slice);
    if let Some([Value::String(text), Value::String(name)]) = once {
        filling.once.set(Some((text.clone(), name.clone())));
    }
}

/// Keeps nothing of it any more.
pub fn forget(filling: Filling) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&place(filling));
    }
}

fn place(filling: Filling) -> String {
    format!("draft {}", filling.about().name())
}

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok()?
}

fn object(draft: &Draft) -> Value {
    let texts = draft.iter().map(|(path, text)| (path.to_owned(), Value::String(text.to_owned())));
    Value::Object(texts.collect::<Map<_, _>>())
}

fn draft(kept: Option<&Value>) -> Option<Draft> {
    let mut draft = Draft::default();
    for (path, text) in kept?.as_object()? {
        draft.set(path, text.as_str()?);
    }
    Some(draft)
}
