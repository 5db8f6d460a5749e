//! The map library, taken from `frontend/node_modules` as it is published, under hashed names.
//!
//! MapLibre GL JS 6 is two ES modules. The main one starts its workers from `maplibre-gl-worker.mjs` in its own
//! folder (it resolves that name against `import.meta.url` and appends `?v=<version>`), so a hashed worker would not
//! be found. The name is one string literal in the main module: we put the worker's final name there. Nothing at run
//! time has to know it, no `setWorkerUrl`, no inline import map that the content security policy would refuse.
//!
//! Rust binds the library by its plain address, `#[wasm_bindgen(raw_module = "/assets/maplibre-gl.mjs")]`; the shelf
//! rewrites that address in the glue's import clause.

use std::fs;
use std::path::PathBuf;

use crate::client::shelf::Shelf;
use crate::place::Place;
use crate::trouble::{During, Outcome, Trouble};

const MAIN: &str = "maplibre-gl.mjs";
const WORKER: &str = "maplibre-gl-worker.mjs";

/// Puts both modules on the shelf.
pub fn shelve(place: &Place, shelf: &mut Shelf) -> Outcome<()> {
    let worker = shelf.put(WORKER, published(place, WORKER)?.into_bytes());
    let main = published(place, MAIN)?;
    let literal = format!("`{WORKER}`");
    match main.matches(&literal).count() {
        1 => {}
        found => {
            return Err(Trouble::new(format!(
                "{MAIN} names its worker {found} times, not once: the library has changed, read {} again",
                file!()
            )));
        }
    }
    shelf.put(MAIN, main.replace(&literal, &format!("`{worker}`")).into_bytes());
    Ok(())
}

/// The rules that the library's own controls need.
pub fn style(place: &Place) -> Outcome<String> {
    published(place, "maplibre-gl.css")
}

/// A file of the library, without the pointer to a source map that we do not ship.
fn published(place: &Place, name: &str) -> Outcome<String> {
    let path: PathBuf = place.frontend().join("node_modules/maplibre-gl/dist").join(name);
    let text = fs::read_to_string(&path).during(path.display())?;
    Ok(match text.rfind("//# sourceMappingURL=") {
        Some(at) => text.get(..at).unwrap_or(&text).to_owned(),
        None => text,
    })
}
