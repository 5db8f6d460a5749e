//! Who may know whom: the crate arrows and the few words that belong to one folder, held by a test instead of a habit.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_metadata::{DependencyKind, MetadataCommand};

/// `shared ← geodata ← server`, `shared ← frontend`, `tests → all`; xtask takes only the words of `shared`; `markup`
/// and `shared-derive` know nobody: they only write code for the crate around them.
const ARROWS: [(&str, &[&str]); 8] = [
    ("shared", &["shared-derive"]),
    ("shared-derive", &[]),
    ("geodata", &["shared"]),
    ("server", &["geodata", "shared"]),
    ("frontend", &["markup", "shared"]),
    ("markup", &[]),
    ("tests", &["frontend", "geodata", "server", "shared"]),
    ("xtask", &["shared"]),
];

/// A word of code, the crates in which it is looked for, and the only place that may hold it.
const HOMES: [(&str, &str); 3] =
    [("rusqlite", "server/src/log"), ("maplibre", "frontend/src/map"), ("axum", "server/src/http")];

const LONGEST: usize = 600;

#[test]
fn arrows_point_one_way() {
    let metadata = MetadataCommand::new().manifest_path(root().join("Cargo.toml")).no_deps().exec().unwrap();
    let ours: BTreeSet<_> = metadata.packages.iter().map(|package| package.name.to_string()).collect();
    assert_eq!(ours, ARROWS.iter().map(|(name, _)| (*name).to_owned()).collect(), "a crate without an arrow");
    let allowed = BTreeMap::from(ARROWS);
    let mut wrong = Vec::new();
    for package in &metadata.packages {
        let may = allowed[package.name.as_str()];
        for dependency in package.dependencies.iter().filter(|d| ours.contains(&d.name)) {
            // What runs while a crate is built or tested does not bind the crate, but it may not turn an arrow round.
            let is_own_fixture =
                dependency.kind == DependencyKind::Development && dependency.name == *package.name;
            if !may.contains(&dependency.name.as_str()) && !is_own_fixture {
                wrong.push(format!("{} → {}", package.name, dependency.name));
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that point back: {wrong:?}");
}

#[test]
fn each_library_has_one_home() {
    let mut strays = Vec::new();
    for (word, home) in HOMES {
        let mut at_home = 0;
        for file in tracked(&[".rs"]) {
            let is_product =
                ["shared", "geodata", "server", "frontend"].iter().any(|name| file.starts_with(name));
            // What is measured against a bare database has to open one.
            let is_bench = file.starts_with("server/examples");
            if !is_product || is_bench || !names(&file, word) {
                continue;
            }
            let is_home = file.starts_with(home) || file == Path::new(home).with_extension("rs");
            if is_home {
                at_home += 1;
            } else {
                strays.push(format!("{} names {word}", file.display()));
            }
        }
        assert!(at_home > 0, "nothing in {home} names {word}: this test looks in the wrong place");
    }
    assert!(strays.is_empty(), "{strays:#?}");
}

#[test]
fn every_source_file_says_what_it_is() {
    let files = tracked(&[".rs"]);
    assert!(files.len() > 6);
    let silent: Vec<_> = files
        .into_iter()
        .filter(|file| {
            let text = text(file);
            !(text.starts_with("//!") || text.starts_with("#!"))
        })
        .collect();
    assert!(silent.is_empty(), "files that do not open with `//!`: {silent:#?}");
}

#[test]
fn no_file_is_too_long_to_read() {
    let long: Vec<_> = tracked(&[".rs", ".mjs", ".js", ".css", ".sql"])
        .into_iter()
        .map(|file| (text(&file).lines().count(), file))
        .filter(|(lines, _)| *lines > LONGEST)
        .collect();
    assert!(long.is_empty(), "over {LONGEST} lines: {long:#?}");
}

/// Where packages come from is the builder's own affair: only lock files may say.
#[test]
fn no_registry_is_named() {
    let hosts =
        [["crates", "io"], ["npmjs", "org"], ["pypi", "org"], ["pythonhosted", "org"], ["npmmirror", "com"]];
    let hosts = hosts.map(|parts| parts.join("."));
    let mut naming = Vec::new();
    for file in tracked(&[""]) {
        let is_lock = file.ends_with("Cargo.lock") || file.ends_with("package-lock.json");
        let Ok(text) = fs::read_to_string(root().join(&file)) else { continue };
        naming.extend(
            hosts
                .iter()
                .filter(|host| !is_lock && text.contains(host.as_str()))
                .map(|host| format!("{} names {host}", file.display())),
        );
    }
    assert!(naming.is_empty(), "{naming:#?}");
}

/// Does the code of a file, its comments aside, hold the word?
fn names(file: &Path, word: &str) -> bool {
    text(file)
        .lines()
        .map(|line| line.trim_start().split("//").next().unwrap_or_default().to_lowercase())
        .any(|code| code.contains(word))
}

fn text(file: &Path) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The files that git keeps and that are still there, by how their names end.
fn tracked(ends: &[&str]) -> Vec<PathBuf> {
    let output =
        Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output().expect("git runs here");
    assert!(output.status.success(), "git ls-files: {}", String::from_utf8_lossy(&output.stderr));
    let list = String::from_utf8(output.stdout).unwrap();
    list.split('\0')
        .filter(|name| !name.is_empty() && ends.iter().any(|end| name.ends_with(end)))
        .map(PathBuf::from)
        .filter(|file| root().join(file).is_file())
        .collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}
