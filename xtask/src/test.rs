//! All tests: the workspace's own, then those in a real browser against the built binary.

use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::client;
use crate::needs;
use crate::place::Place;
use crate::program;
use crate::server::{self, Profile};
use crate::trouble::{During, Outcome, Trouble};

/// Every test there is. What the browser needs comes first, so that a missing part is told before the long build.
pub fn all(place: &Place) -> Outcome<()> {
    let chromium = needs::browser()?;
    // The client before the tests: the server embeds it, and is then compiled once.
    client::build(place)?;
    native(place)?;
    in_browser(place, &chromium)
}

/// Only what `cargo test` runs.
pub fn native(place: &Place) -> Outcome<()> {
    step("native tests");
    program::run(program::cargo(place).args(["test", "--workspace"]))
}

/// Only what a browser runs.
pub fn browser(place: &Place) -> Outcome<()> {
    let chromium = needs::browser()?;
    client::build(place)?;
    in_browser(place, &chromium)
}

fn in_browser(place: &Place, chromium: &PathBuf) -> Outcome<()> {
    let binary = server::build(place, Profile::Dev)?;
    step("browser tests");
    let folder = place.root.join("tests/browser");
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).during(folder.display())? {
        let path = entry.during(folder.display())?.path();
        if path.file_name().map(OsStr::to_string_lossy).is_some_and(|name| name.ends_with(".test.mjs")) {
            files.push(path);
        }
    }
    if files.is_empty() {
        return Err(Trouble::new(format!("{} holds no *.test.mjs", folder.display())));
    }
    files.sort();
    // One file at a time: a software-drawn map takes both cores of a small machine.
    program::run(
        Command::new("node")
            .args(["--test", "--test-concurrency=1", "--test-reporter=spec", "--test-timeout=240000"])
            .args(&files)
            .env("CHROMIUM", chromium)
            .env("INVESTMAP_BINARY", &binary)
            .current_dir(&place.root),
    )
}

fn step(name: &str) {
    println!("\n== {name} ==");
}
