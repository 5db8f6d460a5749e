//! What must be there before work can start: installed where that is safe, else named precisely.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::place::Place;
use crate::program;
use crate::trouble::{During, Outcome, Trouble};

const WASM: &str = "wasm32-unknown-unknown";
const LEAST_NODE: u32 = 20;

/// The compiler's target for the browser.
pub fn wasm_target() -> Outcome<()> {
    let sysroot = program::read(Command::new("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(WASM).join("lib").is_dir() {
        return Ok(());
    }
    if !program::exists("rustup") {
        return Err(Trouble::new(format!(
            "the compiler in {} has no {WASM} target, and there is no rustup to add it. \
             Install rustup, or your distribution's package of the standard library for {WASM} \
             (Debian: libstd-rust-dev-wasm32; Fedora: rust-std-static-{WASM})",
            sysroot.trim()
        )));
    }
    println!("adding the compiler target {WASM}");
    program::run(Command::new("rustup").args(["target", "add", WASM]))
}

/// The npm packages that the lock file names, in `frontend/node_modules`.
pub fn npm_packages(place: &Place) -> Outcome<()> {
    let frontend = place.frontend();
    let lock = frontend.join("package-lock.json");
    // npm writes this file last: it is the proof of a finished installation.
    let proof = frontend.join("node_modules/.package-lock.json");
    if is_newer(&proof, &lock)? {
        return Ok(());
    }
    node()?;
    if !program::exists("npm") {
        return Err(Trouble::new("npm is missing; it comes with Node.js (Debian: apt-get install npm)"));
    }
    println!("npm ci: the map library and the browser tests' driver");
    program::run(Command::new("npm").args(["ci", "--loglevel=error"]).current_dir(&frontend))
}

/// Node.js, recent enough.
pub fn node() -> Outcome<()> {
    let wish = format!("Node.js {LEAST_NODE} or newer is needed");
    let Ok(version) = program::read(Command::new("node").arg("--version")) else {
        return Err(Trouble::new(format!("{wish}, and `node` is not in PATH")));
    };
    let version = version.trim();
    let major = version.trim_start_matches('v').split('.').next().and_then(|n| n.parse::<u32>().ok());
    match major {
        Some(major) if major >= LEAST_NODE => Ok(()),
        _ => Err(Trouble::new(format!("{wish}; this one is {version}"))),
    }
}

/// A browser that can draw Chinese: Chromium and a CJK font. Answers the browser's path.
pub fn browser() -> Outcome<PathBuf> {
    if let (Some(found), true) = (chromium(), chinese_font()) {
        return Ok(found);
    }
    let missing = match (chromium(), chinese_font()) {
        (None, false) => "Chromium and a Chinese font are",
        (None, true) => "Chromium is",
        _ => "a Chinese font is",
    };
    let words = "apt-get install chromium fonts-noto-cjk fontconfig";
    if !(program::exists("apt-get") && is_root()) {
        return Err(Trouble::new(format!(
            "{missing} missing. On Debian or Ubuntu: sudo {words}. \
             Elsewhere: put `chromium` in PATH (or its path in CHROMIUM) and install any font that covers Chinese"
        )));
    }
    println!("{missing} missing: {words}");
    let apt = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").arg("--quiet=2");
        command
    };
    program::run(apt().arg("update"))?;
    program::run(apt().args([
        "install",
        "--yes",
        "--no-install-recommends",
        "chromium",
        "fonts-noto-cjk",
        "fontconfig",
    ]))?;
    match (chromium(), chinese_font()) {
        (Some(found), true) => Ok(found),
        (None, _) => Err(Trouble::new("the package `chromium` was installed, but no `chromium` is in PATH")),
        (_, false) => Err(Trouble::new("fonts-noto-cjk was installed, but fc-list finds no Chinese font")),
    }
}

fn chromium() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return Some(PathBuf::from(named));
    }
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    names
        .iter()
        .flat_map(|name| std::env::split_paths(&path).map(move |dir| dir.join(name)))
        .find(|candidate| candidate.is_file())
}

fn chinese_font() -> bool {
    program::read(Command::new("fc-list").args([":lang=zh-cn", "family"]))
        .is_ok_and(|list| !list.trim().is_empty())
}

fn is_root() -> bool {
    program::read(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn is_newer(proof: &Path, than: &Path) -> Outcome<bool> {
    let lock = fs::metadata(than).and_then(|m| m.modified()).during(than.display())?;
    Ok(fs::metadata(proof).and_then(|m| m.modified()).is_ok_and(|made| made >= lock))
}
