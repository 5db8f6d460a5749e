//! From Rust to what a browser can start: compiled for wasm32, then bound to JavaScript by wasm-bindgen as a library.

use std::fs;
use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

use crate::place::Place;
use crate::program;
use crate::trouble::{During, Outcome, Trouble};

/// What wasm-bindgen wrote.
pub struct Bound {
    /// The module itself.
    pub wasm: Vec<u8>,
    /// The JavaScript that starts it and lends it the browser's functions.
    pub glue: String,
    /// JavaScript that crates brought along: the path that the glue imports it by, and its text.
    pub snippets: Vec<(String, String)>,
}

/// Compiles and binds the client.
pub fn bind(place: &Place) -> Outcome<Bound> {
    // Joined to the flags of .cargo/config.toml. Panics name the file they come from: nobody needs to know where the
    // sources lay on the machine that built them, and every visitor would download it.
    let flags = format!("target.wasm32-unknown-unknown.rustflags=[{:?}]", short_paths()?);
    program::run(program::cargo(place).args([
        "build",
        "--package=frontend",
        "--target=wasm32-unknown-unknown",
        "--profile=wasm",
        "--config",
        &flags,
    ]))?;
    let compiled = place.target.join("wasm32-unknown-unknown/wasm/frontend.wasm");
    let out = place.scratch().join("bound");
    if out.exists() {
        fs::remove_dir_all(&out).during(out.display())?;
    }
    // Without `keep_debug(false)` the pass carries debug sections along and takes ten times as long.
    Bindgen::new()
        .input_path(&compiled)
        .out_name("app")
        .web(true)
        .and_then(|bindgen| {
            bindgen
                .typescript(false)
                .keep_debug(false)
                .remove_name_section(true)
                .remove_producers_section(true)
                .generate(&out)
        })
        .map_err(|error| format!("{error:#}"))
        .during("wasm-bindgen")?;
    Ok(Bound {
        wasm: fs::read(out.join("app_bg.wasm")).during("app_bg.wasm")?,
        glue: fs::read_to_string(out.join("app.js")).during("app.js")?,
        snippets: snippets(&out)?,
    })
}

/// Takes the folder of downloaded crates out of the names of their files.
fn short_paths() -> Outcome<String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let sources = home
        .ok_or_else(|| Trouble::new("neither CARGO_HOME nor a home folder is known"))?
        .join("registry/src");
    // The folder below is named after the registry.
    let only =
        fs::read_dir(&sources).ok().and_then(|mut folders| folders.next()?.ok()).map(|folder| folder.path());
    Ok(format!("--remap-path-prefix={}=", only.unwrap_or(sources).display()))
}

fn snippets(out: &Path) -> Outcome<Vec<(String, String)>> {
    let mut found = Vec::new();
    let mut open = vec![out.join("snippets")];
    while let Some(folder) = open.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&folder).during(folder.display())? {
            let path = entry.during(folder.display())?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let text = fs::read_to_string(&path).during(path.display())?;
                found.push((imported_as(out, &path), text));
            }
        }
    }
    found.sort();
    Ok(found)
}

fn imported_as(out: &Path, snippet: &Path) -> String {
    let below: PathBuf = snippet.strip_prefix(out).unwrap_or(snippet).components().collect();
    format!("./{}", below.display())
}
