//! Taking off what only people read, and putting what is alike side by side.
//!
//! - wasm-bindgen calls the browser by names such as `__wbg_getAttribute_c7b80d4010284561`. There are 300 of them, in
//!   the module and in the glue, and hashes do not compress: 9 kB of a first load. Both sides get short names here.
//! - Functions made from one generic function differ in a few bytes. The linker strews them over the module; sorted by
//!   their bytes they compress better (6 kB of a first load), and those that are quite the same are kept once.
//! - Names of functions, and white space in scripts and styles, go.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io::Write;
use std::process::{Command, Stdio};

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, FunctionSection, ImportSection, Module};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, FunctionBody, FunctionSectionReader, Import, ImportSectionReader,
    Imports, Parser, Payload, TypeRef,
};

use crate::place::Place;
use crate::trouble::{During, Outcome, Trouble};

/// A module without names, its functions in order, and its glue: both by the same short names.
pub fn module(wasm: &[u8], glue: &str) -> Outcome<(Vec<u8>, String)> {
    let mut slimmer = Slimmer::read(wasm).during("reading the client")?;
    let mut module = Module::new();
    slimmer
        .parse_core_module(&mut module, Parser::new(0), wasm)
        .map_err(|error| error.to_string())
        .during("writing the client")?;
    Ok((module.finish(), renamed(glue, &slimmer.names)))
}

/// Reads a module and writes it again.
struct Slimmer {
    /// What the module imports from its glue, and its new name.
    names: BTreeMap<String, String>,
    /// Where each function goes, imported ones first.
    places: Vec<u32>,
    /// The functions of its own that are kept, by their old number among these, in their new order.
    order: Vec<usize>,
}

impl Slimmer {
    fn read(wasm: &[u8]) -> Result<Self, wasmparser::BinaryReaderError> {
        let mut names = BTreeMap::new();
        let (mut imported, mut types, mut bodies) = (0u32, Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let import = import?;
                        if is_glue(&import) {
                            let next = format!("_{:x}", names.len());
                            names.entry(import.name.to_owned()).or_insert(next);
                        }
                        imported += u32::from(matches!(import.ty, TypeRef::Func(_)));
                    }
                }
                Payload::FunctionSection(section) => {
                    types = section.into_iter().collect::<Result<Vec<_>, _>>()?
                }
                Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
                _ => {}
            }
        }
        let kind = |at: usize| (bodies.get(at), types.get(at));
        let mut sorted: Vec<usize> = (0..bodies.len()).collect();
        sorted.sort_by_key(|at| kind(*at));
        let mut places: Vec<u32> = (0..imported).collect();
        places.resize(imported as usize + bodies.len(), 0);
        let mut order: Vec<usize> = Vec::new();
        for at in sorted {
            if order.last().is_none_or(|last| kind(*last) != kind(at)) {
                order.push(at);
            }
            if let Some(place) = places.get_mut(imported as usize + at) {
                *place = imported + order.len() as u32 - 1;
            }
        }
        Ok(Self { names, places, order })
    }

    /// Things in the order of the functions they belong to.
    fn in_order<T>(&self, things: Vec<T>) -> Vec<T> {
        let mut things: Vec<Option<T>> = things.into_iter().map(Some).collect();
        self.order.iter().filter_map(|at| things.get_mut(*at)?.take()).collect()
    }
}

fn is_glue(import: &Import<'_>) -> bool {
    import.module.ends_with("_bg.js")
}

impl Reencode for Slimmer {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        Ok(self.places.get(function as usize).copied().unwrap_or(function))
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for import in section.into_imports() {
            let import = import?;
            let name = if is_glue(&import) { self.names.get(import.name).cloned() } else { None };
            let renamed = Import { name: name.as_deref().unwrap_or(import.name), ..import };
            utils::parse_imports(self, imports, Imports::Single(0, renamed))?;
        }
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let types = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for kind in self.in_order(types) {
            functions.function(self.type_index(kind)?);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let bodies: Vec<FunctionBody<'_>> = section.into_iter().collect::<Result<_, _>>()?;
        for body in self.in_order(bodies) {
            self.parse_function_body(code, body)?;
        }
        Ok(())
    }

    fn parse_custom_section(
        &mut self,
        _: &mut Module,
        _: CustomSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        // Names and the like: nothing that a browser reads.
        Ok(())
    }
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
