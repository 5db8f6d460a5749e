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

/// The words of one language: Rust code of the parts, and the variables used.
type Words = BTreeMap<String, (String, BTreeSet<String>)>;

fn main() {
    let zh = read("zh");
    let en = read("en");
    complain_unless_equal(&zh, &en);

    let mut code = String::new();
    code.push_str(
        "/// Every word of the interface and of the server's messages, by its name in `words/*.ftl`.\n",
    );
    code.push_str("#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n#[repr(u16)]\npub enum Word {\n");
    for (name, (_, _)) in &zh {
        let _ = writeln!(code, "    /// `{name}`\n    {},", camel(name));
    }
    code.push_str("}\n\n");
    let _ = writeln!(
        code,
        "/// Every word, in the order of its number.\npub const ALL: [Word; {}] = [",
        zh.len()
    );
    for name in zh.keys() {
        let _ = writeln!(code, "    Word::{},", camel(name));
    }
    code.push_str("];\n\n");
    let _ = writeln!(code, "static NAMES: [&str; {}] = [", zh.len());
    for name in zh.keys() {
        let _ = writeln!(code, "    {name:?},");
    }
    code.push_str("];\n\n");
    for (lang, words) in [("ZH", &zh), ("EN", &en)] {
        let _ = writeln!(code, "static {lang}: [&[Part]; {}] = [", words.len());
        for (parts, _) in words.values() {
            let _ = writeln!(code, "    {parts},");
        }
        code.push_str("];\n\n");
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

fn parts(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>, at: &str) -> String {
    let mut code = String::from("&[");
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => {
                let _ = write!(code, "Part::Text({value:?}), ");
            }
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => {
                variables.insert(id.name.to_owned());
                let _ = write!(code, "Part::Value({:?}), ", id.name);
            }
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::StringLiteral { value }),
            } => {
                let _ = write!(code, "Part::Text({value:?}), ");
            }
            PatternElement::Placeable {
                expression:
                    Expression::Select { selector: InlineExpression::VariableReference { id }, variants },
            } => {
                variables.insert(id.name.to_owned());
                let _ = write!(code, "Part::Choice({:?}, &[", id.name);
                for variant in variants {
                    let (VariantKey::Identifier { name: key } | VariantKey::NumberLiteral { value: key }) =
                        &variant.key;
                    let key = if variant.default { "*" } else { key };
                    let _ = write!(code, "({key:?}, {}), ", parts(&variant.value, variables, at));
                }
                code.push_str("]), ");
            }
            PatternElement::Placeable { .. } => {
                panic!("{at}: only {{ $value }}, {{ \"text\" }} and choices on a value are understood")
            }
        }
    }
    code.push(']');
    code
}

fn camel(name: &str) -> String {
    name.split(['-', '_'])
        .flat_map(|part| {
            let mut chars = part.chars();
            chars.next().map(|c| c.to_ascii_uppercase()).into_iter().chain(chars)
        })
        .collect()
}
