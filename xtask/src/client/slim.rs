//! Taking off what only people read: long names between WebAssembly and its glue, and white space.
//!
//! wasm-bindgen calls the browser by names such as `__wbg_getAttribute_c7b80d4010284561`. There are 300 of them, in
//! the module and in the glue, and hashes do not compress: 9 kB of a first load. Both sides get short names here.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

use walrus::ModuleConfig;

use crate::place::Place;
use crate::trouble::{During, Outcome, Trouble};

/// Gives the functions that a module imports from its glue short names, on both sides.
pub fn names(wasm: &[u8], glue: &str) -> Outcome<(Vec<u8>, String)> {
    let mut config = ModuleConfig::new();
    config.generate_producers_section(false).generate_name_section(std::env::var_os("NAMES").is_some());
    let mut module = config.parse(wasm).map_err(|error| format!("{error:#}")).during("reading the client")?;
    let mut short = BTreeMap::new();
    for import in module.imports.iter_mut().filter(|import| import.module.ends_with("_bg.js")) {
        let next = format!("_{:x}", short.len());
        let name = short.entry(import.name.clone()).or_insert(next);
        import.name.clone_from(name);
    }
    Ok((module.emit_wasm(), renamed(glue, &short)))
}

/// The text with some of its identifiers renamed.
fn renamed(text: &str, names: &BTreeMap<String, String>) -> String {
    let is_inside = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$';
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(from) = rest.find(is_inside) {
        let (before, begins) = rest.split_at(from);
        let (word, after) = begins.split_at(begins.find(|letter| !is_inside(letter)).unwrap_or(begins.len()));
        out.push_str(before);
        out.push_str(names.get(word).map_or(word, String::as_str));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// What a text is.
#[derive(Clone, Copy)]
pub enum Kind {
    /// An ES module.
    Script,
    /// A style sheet.
    Style,
}

/// Minifies a script or a style sheet. Nothing is bundled: imports and addresses stay as they are.
pub fn minify(place: &Place, text: &str, kind: Kind) -> Outcome<String> {
    let program = place.frontend().join("node_modules/.bin/esbuild");
    let mut command = Command::new(&program);
    command.args(match kind {
        Kind::Script => ["--minify", "--loader=js", "--charset=utf8"],
        Kind::Style => ["--minify", "--loader=css", "--charset=utf8"],
    });
    // Older browsers than these are not served; newer notation is left to them.
    command.arg("--target=chrome109,firefox115,safari16.4");
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().during(program.display())?;
    // Dropped at the end of the statement, so that esbuild sees the end.
    child.stdin.take().map(|mut stdin| stdin.write_all(text.as_bytes())).transpose().during("esbuild")?;
    let output = child.wait_with_output().during("esbuild")?;
    if !output.status.success() {
        return Err(Trouble::new(format!("esbuild failed ({})", output.status)));
    }
    String::from_utf8(output.stdout).during("esbuild")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_names_are_renamed_and_parts_of_names_are_not() {
        let names = BTreeMap::from([("__wbg_a_1".to_owned(), "_0".to_owned())]);
        assert_eq!(
            renamed("{ __wbg_a_1: f, __wbg_a_12: x.__wbg_a_1 }", &names),
            "{ _0: f, __wbg_a_12: x._0 }"
        );
    }
}
