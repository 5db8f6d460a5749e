//! Turns the translators' files `words/zh.ftl` and `words/en.ftl` into the `Word` enum and its tables.
//!
//! A word that one language lacks, or that names other variables there, stops the build: the interface
//! cannot be half translated.
// The build may read and write files; what it builds may not.
#![allow(clippy::disallowed_methods)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use fluent_syntax::parser;

/// The words of one language: the wording as `words.rs` takes it apart, and the variables used.
type Words = BTreeMap<String, (String, BTreeSet<String>)>;

/// Catalogues: those names that begin with a prefix, and all others. A program that never refuses anything does not
/// carry the wordings of refusals, and a visitor does not fetch those of the desk.
const CATALOGUES: [(&str, &str, &str); 4] = [
    ("Word", "", "Every word of the interface and of the server's messages"),
    ("RefusalWord", "refusal-", "Every wording of a refusal"),
    ("DeskWord", "desk-", "Every word that only the officials' desk and the sheets need"),
    ("HookWord", "hook-", "Every word of the messages that the server sends out; no browser loads them"),
];

fn main() {
    let zh = read("zh");
    let en = read("en");
    complain_unless_equal(&zh, &en);

    let mut code = String::new();
    for (catalogue, prefix, about) in CATALOGUES {
        let is_ours = |name: &str| {
            let longest = CATALOGUES.iter().filter(|(_, other, _)| name.starts_with(other));
            longest.max_by_key(|(_, other, _)| other.len()).is_some_and(|(_, other, _)| *other == prefix)
        };
        let names: Vec<&String> = zh.keys().filter(|name| is_ours(name)).collect();
        let texts = |words: &Words| {
            let texts: Vec<&str> = names.iter().map(|name| words[*name].0.as_str()).collect();
            texts.join("\0")
        };
        let _ = writeln!(code, "/// {about}, by its name in `words/*.ftl`.");
        code.push_str("#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n#[repr(u16)]\n");
        let _ = writeln!(code, "pub enum {catalogue} {{");
        for name in &names {
            let _ = writeln!(code, "    /// `{name}`\n    {},", camel(name));
        }
        code.push_str("}\n\n");
        let _ = writeln!(code, "catalogue! {{ {catalogue} [");
        for name in &names {
            let _ = writeln!(code, "    {},", camel(name));
        }
        let own: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
        let [own, zh, en] = [own.join("\0"), texts(&zh), texts(&en)].map(|text| literal(&text));
        let _ = writeln!(code, "] {own}, {zh}, {en} }}\n");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("words.rs");
    fs::write(out, code).expect("cargo's OUT_DIR can be written");
}

fn read(lang: &str) -> Words {
    let path = format!("words/{lang}.ftl");
    println!("cargo::rerun-if-changed={path}");
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let resource = match parser::parse(text.as_str()) {
        Ok(resource) => resource,
        Err((_, errors)) => {
            let first = errors.first().expect("a failed parse names an error");
            let line = text.get(..first.pos.start).unwrap_or("").lines().count();
            panic!("{path}, line {line}: {first}");
        }
    };
    let mut words = Words::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else { continue };
        let name = message.id.name.to_owned();
        let pattern = message.value.unwrap_or_else(|| panic!("{path}: \"{name}\" has no text"));
        let mut variables = BTreeSet::new();
        let code = parts(&pattern, &mut variables, &format!("{path}: \"{name}\""));
        assert!(words.insert(name.clone(), (code, variables)).is_none(), "{path}: \"{name}\" stands twice");
    }
    words
}

fn complain_unless_equal(zh: &Words, en: &Words) {
    let mut complaints = String::new();
    for (have, lack, file) in [(zh, en, "words/en.ftl"), (en, zh, "words/zh.ftl")] {
        for (name, (_, variables)) in have {
            match lack.get(name) {
                None => {
                    let _ = writeln!(complaints, "{file} lacks \"{name}\"");
                }
                Some((_, other)) if other != variables => {
                    let _ = writeln!(
                        complaints,
                        "{file}: \"{name}\" uses {other:?}, the other language {variables:?}"
                    );
                }
                Some(_) => {}
            }
        }
    }
    assert!(complaints.is_empty(), "the languages differ:\n{complaints}");
}

/// A wording with what varies between marks: U+0001 name U+0002 is a value; U+0003 name U+0002, then for each branch
/// its key, U+0002, its wording, U+0004, and at the end U+0005, is a choice.
fn parts(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>, at: &str) -> String {
    let mut wording = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => wording.push_str(value),
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => {
                variables.insert(id.name.to_owned());
                let _ = write!(wording, "\u{1}{}\u{2}", id.name);
            }
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::StringLiteral { value }),
            } => wording.push_str(value),
            PatternElement::Placeable {
                expression:
                    Expression::Select { selector: InlineExpression::VariableReference { id }, variants },
            } => {
                variables.insert(id.name.to_owned());
                let _ = write!(wording, "\u{3}{}\u{2}", id.name);
                for variant in variants {
                    let (VariantKey::Identifier { name: key } | VariantKey::NumberLiteral { value: key }) =
                        &variant.key;
                    let key = if variant.default { "*" } else { key };
                    let _ = write!(wording, "{key}\u{2}{}\u{4}", parts(&variant.value, variables, at));
                }
                wording.push('\u{5}');
            }
            PatternElement::Placeable { .. } => {
                panic!("{at}: only {{ $value }}, {{ \"text\" }} and choices on a value are understood")
            }
        }
    }
    wording
}

/// A text as Rust writes it. Not by `{:?}`: its `\0` before a digit looks like an octal number.
fn literal(text: &str) -> String {
    format!("\"{}\"", text.escape_default())
}

fn camel(name: &str) -> String {
    name.split(['-', '_'])
        .flat_map(|part| {
            let mut chars = part.chars();
            chars.next().map(|c| c.to_ascii_uppercase()).into_iter().chain(chars)
        })
        .collect()
}
