//! The client, finished for the server to embed: program, styles, words, map library.
//!
//! `frontend/dist` then holds `index.html` and `assets/`. Every file has a `.br` and a `.gz` beside it. A name that
//! ends in `-` and 16 hexadecimal digits before its extension never changes its bytes and may be served `immutable`;
//! `index.html` and `assets/third-party.txt` keep their names and may not.

mod budget;
mod hash;
mod maplibre;
mod notices;
mod shelf;
mod slim;
mod squeeze;
mod wasm;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use shared::form::Form;
use shared::words::{DeskWord, RefusalWord};
use shared::{Lang, Word};

use crate::needs;
use crate::place::Place;
use crate::trouble::{During, Outcome};
use budget::Budget;
use shelf::Shelf;
use slim::Kind;
use squeeze::Press;

/// Builds `frontend/dist` and prints what it costs over the wire.
pub fn build(place: &Place) -> Outcome<()> {
    finish(place, Names::Dropped)
}

/// The same with the names of functions, which the profiler of a browser tells; not to be served to anybody.
pub fn build_with_names(place: &Place) -> Outcome<()> {
    finish(place, Names::Kept)
}

/// Whether functions keep their names.
#[derive(Clone, Copy, PartialEq)]
enum Names {
    Kept,
    Dropped,
}

fn finish(place: &Place, names: Names) -> Outcome<()> {
    needs::wasm_target()?;
    needs::npm_packages(place)?;
    let bound = wasm::bind(place, names)?;

    let mut shelf = Shelf::default();
    maplibre::shelve(place, &mut shelf)?;
    shelve_own(place, &mut shelf)?;
    shelve_bound(place, bound, names, &mut shelf)?;
    shelf.put_plainly("third-party.txt", notices::write(place)?.into_bytes());
    let boot = read(&place.frontend().join("boot.mjs"))?;
    shelf.put("boot.mjs", shelf.link("frontend/boot.mjs", &boot)?.into_bytes());
    let index = shelf.link("frontend/index.html", &read(&place.frontend().join("index.html"))?)?;

    let press = Press::open(place)?;
    let mut files = BTreeMap::new();
    let mut budget = Budget::default();
    let named = shelf.files().iter().map(|(name, content)| (format!("assets/{name}"), content.clone()));
    for (name, content) in named.chain([("index.html".to_owned(), index.into_bytes())]) {
        let squeezed = press.squeeze(&content)?;
        budget.count(&name, squeezed.brotli.len());
        files.insert(PathBuf::from(format!("{name}.br")), squeezed.brotli);
        files.insert(PathBuf::from(format!("{name}.gz")), squeezed.gzip);
        files.insert(PathBuf::from(name), content);
    }
    lay_out(&place.dist(), &files)?;
    budget.print();
    Ok(())
}

/// Styles, pictures, words, the forms of the desk, and the script that runs before anything is drawn.
fn shelve_own(place: &Place, shelf: &mut Shelf) -> Outcome<()> {
    let frontend = place.frontend();
    for path in listed(&frontend.join("assets"), None)? {
        let content = fs::read(&path).during(path.display())?;
        shelf.put(&file_name(&path), content);
    }
    // One sheet, one request: the map library's rules first, so that ours win at equal weight, then ours in the
    // order of their file names.
    let mut sheet = maplibre::style(place)?;
    for path in listed(&frontend.join("style"), Some("css"))? {
        sheet.push('\n');
        sheet.push_str(&read(&path)?);
    }
    let sheet = slim::minify(place, &shelf.link("frontend/style", &sheet)?, Kind::Style)?;
    shelf.put("app.css", sheet.into_bytes());
    // What the forms of the desk look like only the desk fetches.
    let forms = read(&frontend.join("style/parts/forms.css"))?;
    let forms = slim::minify(place, &shelf.link("frontend/style/parts", &forms)?, Kind::Style)?;
    shelf.put("forms.css", forms.into_bytes());
    for lang in [Lang::Zh, Lang::En] {
        shelf.put(&format!("words-{}.txt", lang.tag()), Word::wordings(lang).as_bytes().to_vec());
        shelf.put(&format!("refusals-{}.txt", lang.tag()), RefusalWord::wordings(lang).as_bytes().to_vec());
        shelf.put(&format!("desk-{}.txt", lang.tag()), DeskWord::wordings(lang).as_bytes().to_vec());
    }
    let forms = serde_json::to_vec(&Form::all()).during("the forms of the desk")?;
    shelf.put("desk-forms.json", forms);
    shelf.put("early.js", read(&frontend.join("early.js"))?.into_bytes());
    Ok(())
}

fn shelve_bound(place: &Place, bound: wasm::Bound, names: Names, shelf: &mut Shelf) -> Outcome<()> {
    let slim = |wasm: &[u8], glue: &str| match names {
        Names::Kept => Ok((wasm.to_vec(), glue.to_owned())),
        Names::Dropped => slim::module(wasm, glue),
    };
    let (wasm, glue) = slim(&bound.wasm, &bound.glue)?;
    let mut link = bound.link;
    for (plain, part) in bound.parts {
        let (part, _) = slim(&part, "")?;
        let name = shelf.put(&plain, part);
        link = link.replace(&format!("\"./{plain}\""), &format!("\"./{name}\""));
    }
    let mut glue = wasm::joined(&glue, &link)?;
    for (number, (imported_as, text)) in bound.snippets.into_iter().enumerate() {
        let name = shelf.put(&format!("snippet{number}.mjs"), text.into_bytes());
        for quote in ['"', '\''] {
            let clause = format!("from {quote}{imported_as}{quote}");
            glue = glue.replace(&clause, &format!("from \"./{name}\""));
        }
    }
    shelf.put("app.wasm", wasm);
    let glue = shelf.link_imports("the glue of wasm-bindgen", &glue)?;
    shelf.put("app.mjs", slim::minify(place, &glue, Kind::Script)?.into_bytes());
    Ok(())
}

/// Makes `dist` hold exactly these files. What is already right is left untouched, so that an unchanged client does
/// not make cargo compile the server again.
fn lay_out(dist: &Path, files: &BTreeMap<PathBuf, Vec<u8>>) -> Outcome<()> {
    let assets = dist.join("assets");
    fs::create_dir_all(&assets).during(assets.display())?;
    for folder in [dist, assets.as_path()] {
        for path in listed(folder, None)? {
            let below = path.strip_prefix(dist).during(path.display())?;
            if !files.contains_key(below) {
                fs::remove_file(&path).during(path.display())?;
            }
        }
    }
    for (below, content) in files {
        let path = dist.join(below);
        if fs::read(&path).ok().as_ref() != Some(content) {
            fs::write(&path, content).during(path.display())?;
        }
    }
    Ok(())
}

/// The files of a folder in the order of their names; none where there is no folder.
fn listed(folder: &Path, extension: Option<&str>) -> Outcome<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).during(folder.display())? {
        let path = entry.during(folder.display())?.path();
        let wanted = extension.is_none_or(|wanted| path.extension().is_some_and(|found| found == wanted));
        if path.is_file() && wanted {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).during(path.display())
}
