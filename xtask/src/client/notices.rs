//! The licences of everything that is linked into the binary or served by it: `assets/third-party.txt`.
//!
//! Crates are found by walking cargo's resolved graph from `frontend` (wasm32) and `server` (this machine) along
//! normal dependencies; procedural macros run at build time and are left out, with whatever only they need. Npm
//! packages are those of the lock file that are not for development. Equal texts are printed once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package, PackageId, TargetKind};
use serde_json::Value;

use crate::client::{file_name, listed, read};
use crate::place::Place;
use crate::program;
use crate::trouble::{During, Outcome, Trouble};

/// One thing made by others.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    name: String,
    version: String,
    licence: String,
    origin: String,
}

/// Parts, and the licence texts each brings along.
type Parts = BTreeMap<Part, BTreeSet<String>>;

/// Writes the notices of this build.
pub fn write(place: &Place) -> Outcome<String> {
    let mut parts = Parts::new();
    let host = program::read(std::process::Command::new("rustc").args(["--print", "host-tuple"]))?;
    for (root, platform) in [("frontend", "wasm32-unknown-unknown"), ("server", host.trim())] {
        for package in linked(place, root, platform)? {
            let (part, texts) = of_crate(&package)?;
            parts.insert(part, texts);
        }
    }
    of_npm(place, &mut parts)?;
    Ok(lay_out(&parts))
}

fn linked(place: &Place, root: &str, platform: &str) -> Outcome<Vec<Package>> {
    let metadata = MetadataCommand::new()
        .cargo_path(Place::cargo())
        .manifest_path(place.root.join("Cargo.toml"))
        .other_options(vec!["--filter-platform".into(), platform.into(), "--locked".into()])
        .exec()
        .during("cargo metadata")?;
    let start = metadata
        .workspace_packages()
        .into_iter()
        .find(|package| package.name.as_str() == root)
        .ok_or_else(|| Trouble::new(format!("the workspace has no crate called {root}")))?
        .id
        .clone();
    let reached = reach(&metadata, start);
    let theirs = |package: &Package| package.source.is_some() && reached.contains(&package.id);
    Ok(metadata.packages.into_iter().filter(theirs).collect())
}

fn reach(metadata: &Metadata, start: PackageId) -> BTreeSet<PackageId> {
    let nodes: BTreeMap<_, _> =
        metadata.resolve.iter().flat_map(|resolve| &resolve.nodes).map(|node| (&node.id, node)).collect();
    let macros: BTreeSet<_> = metadata
        .packages
        .iter()
        .filter(|package| package.targets.iter().any(|target| target.kind.contains(&TargetKind::ProcMacro)))
        .map(|package| &package.id)
        .collect();
    let mut reached = BTreeSet::new();
    let mut open = vec![start];
    while let Some(id) = open.pop() {
        let Some(node) = nodes.get(&id) else { continue };
        for dep in &node.deps {
            let is_linked = dep.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal);
            if is_linked && !macros.contains(&dep.pkg) && !reached.contains(&dep.pkg) {
                open.push(dep.pkg.clone());
            }
        }
        reached.insert(id);
    }
    reached
}

fn of_crate(package: &Package) -> Outcome<(Part, BTreeSet<String>)> {
    let part = Part {
        name: package.name.to_string(),
        version: package.version.to_string(),
        licence: package.license.clone().unwrap_or_else(|| "see text".into()),
        origin: package.repository.clone().unwrap_or_else(|| package.authors.join(", ")),
    };
    let manifest = package.manifest_path.as_std_path();
    let folder = manifest.parent().unwrap_or(Path::new("."));
    let mut texts = texts(folder)?;
    if texts.is_empty() && !package.authors.is_empty() {
        texts.insert(format!(
            "The package holds no licence file. Authors: {}. Licence: {}.",
            package.authors.join(", "),
            part.licence
        ));
    }
    Ok((part, texts))
}

fn of_npm(place: &Place, parts: &mut Parts) -> Outcome<()> {
    let frontend = place.frontend();
    let lock = read(&frontend.join("package-lock.json"))?;
    let lock: Value = serde_json::from_str(&lock).during("package-lock.json")?;
    let packages = lock.get("packages").and_then(Value::as_object);
    let packages = packages.ok_or_else(|| Trouble::new("package-lock.json has no `packages`"))?;
    for (path, about) in packages {
        let Some((_, name)) = path.rsplit_once("node_modules/") else { continue };
        if about.get("dev").and_then(Value::as_bool) == Some(true) {
            continue;
        }
        let word = |key: &str| about.get(key).and_then(Value::as_str).unwrap_or("see text").to_owned();
        let part = Part {
            name: name.to_owned(),
            version: word("version"),
            licence: word("license"),
            origin: "npm, part of the map library".into(),
        };
        parts.insert(part, texts(&frontend.join(path))?);
    }
    Ok(())
}

/// The licence files in the first level of a package.
fn texts(folder: &Path) -> Outcome<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for path in listed(folder, None)? {
        let name = file_name(&path).to_ascii_uppercase();
        let is_code = [".RS", ".JS", ".JSON", ".TOML"].iter().any(|extension| name.ends_with(extension));
        if !is_code && ["LICEN", "COPYING", "NOTICE", "UNLICENSE"].iter().any(|start| name.starts_with(start))
        {
            let bytes = fs::read(&path).during(path.display())?;
            found.insert(normal(&String::from_utf8_lossy(&bytes)));
        }
    }
    Ok(found)
}

/// Equal texts differ in line ends and trailing spaces only too often.
fn normal(text: &str) -> String {
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

fn lay_out(parts: &Parts) -> String {
    let mut by_text: BTreeMap<&str, Vec<&Part>> = BTreeMap::new();
    let mut page = String::from(
        "Investment Map is made with the work of others. What follows names each part, its licence and its text.\n\n",
    );
    for (part, texts) in parts {
        let _infallible =
            writeln!(page, "{} {}  ({})  {}", part.name, part.version, part.licence, part.origin);
        for text in texts {
            by_text.entry(text).or_default().push(part);
        }
    }
    // The texts that most parts share come first.
    let mut by_text: Vec<_> = by_text.into_iter().collect();
    by_text.sort_by_key(|(text, users)| (std::cmp::Reverse(users.len()), *text));
    for (text, users) in by_text {
        let users: Vec<&str> = users.iter().map(|part| part.name.as_str()).collect();
        let rule = "-".repeat(80);
        let _infallible = write!(page, "\n{rule}\n{}\n{rule}\n\n{text}\n", users.join(", "));
    }
    page
}
