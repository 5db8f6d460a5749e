//! The assets under their final names.
//!
//! Sources refer to an asset by its plain address, `/assets/app.css`; the shelf gives it a name that holds the hash
//! of its bytes, `/assets/app-1f0c….css`, and rewrites the references. So a browser may keep an asset for ever, and
//! nobody writes a hash by hand. An asset is put on the shelf before the text that refers to it is linked.

use std::collections::BTreeMap;

use crate::client::hash;
use crate::trouble::{Outcome, Trouble};

/// Finished assets, and the way from plain to final names.
#[derive(Default)]
pub struct Shelf {
    finals: BTreeMap<String, String>,
    files: BTreeMap<String, Vec<u8>>,
}

impl Shelf {
    /// Takes an asset called `plain`; answers its final name.
    pub fn put(&mut self, plain: &str, content: Vec<u8>) -> String {
        let (stem, extension) = plain.rsplit_once('.').unwrap_or((plain, "bin"));
        let name = format!("{stem}-{}.{extension}", hash::short(&content));
        self.finals.insert(plain.to_owned(), name.clone());
        self.files.insert(name.clone(), content);
        name
    }

    /// Takes an asset that keeps its plain name, because people and other programs keep its address.
    /// The server must not call it immutable.
    pub fn put_plainly(&mut self, name: &str, content: Vec<u8>) {
        self.finals.insert(name.to_owned(), name.to_owned());
        self.files.insert(name.to_owned(), content);
    }

    /// The final name of an asset.
    pub fn name(&self, plain: &str) -> Outcome<&str> {
        self.finals
            .get(plain)
            .map(String::as_str)
            .ok_or_else(|| Trouble::new(format!("there is no asset called {plain}")))
    }

    /// Every finished file by its final name.
    pub fn files(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.files
    }

    /// Rewrites each `"/assets/<plain>"` to its final address; an address that nothing answers is trouble.
    pub fn link(&self, who: &str, text: &str) -> Outcome<String> {
        self.rewrite(who, text, &["\"/assets/", "(/assets/", "'/assets/"])
    }

    /// As [`Shelf::link`], but only in import clauses: wasm-bindgen's glue repeats the address of a module as the key
    /// under which the WebAssembly asks for it, and that key must stay what the WebAssembly says.
    pub fn link_imports(&self, who: &str, text: &str) -> Outcome<String> {
        self.rewrite(who, text, &["from \"/assets/", "from '/assets/"])
    }

    fn rewrite(&self, who: &str, text: &str, openings: &[&str]) -> Outcome<String> {
        let mut linked = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((at, opening)) = first_of(rest, openings) {
            let (before, after) = rest.split_at(at + opening.len());
            let end = after.find(['"', '\'', ')']).unwrap_or(after.len());
            let (plain, remainder) = after.split_at(end);
            let name = self.name(plain).map_err(|_| {
                let known: Vec<&str> = self.finals.keys().map(String::as_str).collect();
                Trouble::new(format!("{who} refers to /assets/{plain}; known so far: {}", known.join(", ")))
            })?;
            linked.push_str(before);
            linked.push_str(name);
            rest = remainder;
        }
        linked.push_str(rest);
        Ok(linked)
    }
}

fn first_of<'a>(text: &str, openings: &[&'a str]) -> Option<(usize, &'a str)> {
    openings.iter().filter_map(|opening| text.find(opening).map(|at| (at, *opening))).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_follow_the_content() {
        let mut shelf = Shelf::default();
        let name = shelf.put("app.css", b"a{}".to_vec());
        assert!(name.starts_with("app-") && name.ends_with(".css") && name.len() == "app-.css".len() + 16);
        let linked = shelf.link("x", r#"<link href="/assets/app.css"> and "/assets/app.css""#).unwrap();
        assert_eq!(linked, format!(r#"<link href="/assets/{name}"> and "/assets/{name}""#));
        assert_ne!(name, shelf.put("app.css", b"b{}".to_vec()));
    }

    #[test]
    fn keys_of_the_glue_stay() {
        let mut shelf = Shelf::default();
        let name = shelf.put("map.mjs", b"export {}".to_vec());
        let glue = "import * as a from \"/assets/map.mjs\"\nreturn { \"/assets/map.mjs\": a }";
        let linked = shelf.link_imports("x", glue).unwrap();
        assert_eq!(
            linked,
            format!("import * as a from \"/assets/{name}\"\nreturn {{ \"/assets/map.mjs\": a }}")
        );
    }

    #[test]
    fn a_dead_reference_is_named() {
        let trouble = Shelf::default().link("boot.mjs", r#"import "/assets/gone.mjs""#).unwrap_err();
        assert!(trouble.to_string().contains("boot.mjs refers to /assets/gone.mjs"), "{trouble}");
    }
}
