//! From Rust to what a browser can start: compiled for wasm32, cut into parts that are fetched when needed, then bound
//! to JavaScript by wasm-bindgen as a library.

use std::fs;
use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

use wasm_split_cli_support::Options;

use super::Names;
use crate::place::Place;
use crate::program;
use crate::trouble::{During, Outcome, Trouble};

/// What wasm-bindgen wrote.
pub struct Bound {
    /// The module itself.
    pub wasm: Vec<u8>,
    /// The JavaScript that starts it and lends it the browser's functions.
    pub glue: String,
    /// The parts that are fetched when somebody first needs them: file name and module.
    pub parts: Vec<(String, Vec<u8>)>,
    /// The JavaScript that fetches them; see [`joined`].
    pub link: String,
    /// JavaScript that crates brought along: the path that the glue imports it by, and its text.
    pub snippets: Vec<(String, String)>,
}

/// How the glue names the script that fetches parts.
const LINK: &str = "./parts.mjs";
/// How that script names the glue.
const GLUE: &str = "./app.mjs";

/// Compiles, cuts and binds the client.
pub fn bind(place: &Place, names: Names) -> Outcome<Bound> {
    // Joined to the flags of .cargo/config.toml. Panics name the file they come from: nobody needs to know where the
    // sources lay on the machine that built them, and every visitor would download it.
    // Where symbols are used has to be known to cut the module.
    let flags = format!(
        "target.wasm32-unknown-unknown.rustflags=[{:?}, \"-Clink-args=--emit-relocs\"]",
        short_paths()?
    );
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
    let cut = place.scratch().join("cut");
    for folder in [&out, &cut] {
        if folder.exists() {
            fs::remove_dir_all(folder).during(folder.display())?;
        }
    }
    let main = cut.join("main.wasm");
    let whole = fs::read(&compiled).during(compiled.display())?;
    let mut options = Options::new(&whole);
    options.output_dir = &cut;
    options.main_out_path = &main;
    options.link_name = LINK;
    options.main_module = GLUE;
    let parts = wasm_split_cli_support::transform(options)
        .map_err(|error| format!("{error:#}"))
        .during("cutting the client into parts")?
        .split_modules;
    // Without `keep_debug(false)` the pass carries debug sections along and takes ten times as long.
    Bindgen::new()
        .input_path(&main)
        .out_name("app")
        .web(true)
        .and_then(|bindgen| {
            bindgen
                .typescript(false)
                .keep_debug(false)
                // The parts import what the linker made: stack, table, memory.
                .keep_lld_exports(true)
                .remove_name_section(names == Names::Dropped)
                .remove_producers_section(true)
                .generate(&out)
        })
        .map_err(|error| format!("{error:#}"))
        .during("wasm-bindgen")?;
    Ok(Bound {
        wasm: fs::read(out.join("app_bg.wasm")).during("app_bg.wasm")?,
        glue: fs::read_to_string(out.join("app.js")).during("app.js")?,
        parts: parts.iter().map(|path| part(path)).collect::<Outcome<_>>()?,
        link: fs::read_to_string(cut.join(LINK)).during(LINK)?,
        snippets: snippets(&out)?,
    })
}

/// One script of the glue and the script that fetches parts. They import each other, so neither could be named by a
/// hash that the other holds.
pub fn joined(glue: &str, link: &str) -> Outcome<String> {
    let from_link = format!("from \"{LINK}\"");
    let from_glue = format!("from \"{GLUE}\"");
    let as_key = format!("\"{LINK}\":");
    let (mut imports, mut script, mut keyed) = (Vec::new(), String::new(), false);
    for line in glue.lines() {
        if let Some(name) = line.strip_prefix("import * as ").and_then(|rest| rest.strip_suffix(&from_link)) {
            imports.push(name.trim());
        } else if !(line.trim_start().starts_with(&as_key) && std::mem::replace(&mut keyed, true)) {
            // For each part the glue says once more by which name it is known; once is enough.
            script.push_str(line);
            script.push('\n');
        }
    }
    let mut loaders = Vec::new();
    for line in link.lines().filter(|line| !line.contains(&from_glue)) {
        let own = line.strip_prefix("export ").unwrap_or(line);
        if own.len() < line.len() {
            loaders.extend(own.strip_prefix("const ").and_then(|rest| rest.split(' ').next()));
        }
        script.push_str(own);
        script.push('\n');
    }
    if imports.is_empty() || loaders.is_empty() {
        return Err(Trouble::new(format!(
            "glue and link script do not fit together: read {} again",
            file!()
        )));
    }
    for name in imports {
        script.push_str(&format!("const {name} = {{ {} }};\n", loaders.join(", ")));
    }
    Ok(script)
}

fn part(path: &Path) -> Outcome<(String, Vec<u8>)> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok((name, fs::read(path).during(path.display())?))
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
