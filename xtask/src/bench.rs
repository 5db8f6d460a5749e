//! Measuring against the bars: every bench is a program that prints rows, this only finds, runs and tabulates them.
//!
//! A bench called `fold` is either `server/examples/bench_fold.rs`, compiled as released, or
//! `tests/browser/bench/fold.bench.mjs`, run by node. Each writes one JSON object a line to its standard output,
//! `{"what": "…", "bar": "≤ 4 ms", "measured": "2.9 ms", "ok": true}` (`ok` is null where there is no bar), and
//! anything else to standard error. The first line of the file says what it is about. Browser benches get the paths of
//! the server and of Chromium in `INVESTMAP_BINARY` and `CHROMIUM`.

mod machine;
mod row;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::client;
use crate::needs;
use crate::place::Place;
use crate::program;
use crate::server::{self, Profile};
use crate::trouble::{During, Outcome, Trouble};
use row::Row;

enum Kind {
    Native,
    Browser,
}

struct Bench {
    name: String,
    file: PathBuf,
    kind: Kind,
}

/// Runs the named benches, or all, and prints one table.
pub fn run(place: &Place, names: &[&str]) -> Outcome<()> {
    let benches = find(place)?;
    if names == ["--list"] {
        for bench in &benches {
            println!("{:<12} {}", bench.name, about(&bench.file)?);
        }
        return Ok(());
    }
    for name in names {
        if !benches.iter().any(|bench| bench.name == *name) {
            let known: Vec<&str> = benches.iter().map(|bench| bench.name.as_str()).collect();
            return Err(Trouble::usage(format!(
                "no bench is called `{name}`; there are: {}",
                known.join(", ")
            )));
        }
    }
    let chosen: Vec<Bench> = benches
        .into_iter()
        .filter(|bench| names.is_empty() || names.contains(&bench.name.as_str()))
        .collect();
    let chromium = match chosen.iter().any(|bench| matches!(bench.kind, Kind::Browser)) {
        true => Some(needs::browser()?),
        false => None,
    };
    client::build(place)?;
    let binary = server::build(place, Profile::Release)?;
    let mut rows = Vec::new();
    for bench in &chosen {
        eprintln!("== bench {} ==", bench.name);
        rows.extend(measure(place, bench, &binary, chromium.as_deref())?);
    }
    println!("{}\n", machine::describe(chromium.as_deref()));
    print!("{}", row::table(&rows));
    match rows.iter().filter(|row| row.ok == Some(false)).count() {
        0 => Ok(()),
        missed => Err(Trouble::new(format!("{missed} of {} bars missed", rows.len()))),
    }
}

fn find(place: &Place) -> Outcome<Vec<Bench>> {
    let mut benches = in_folder(&place.root.join("server/examples"), "bench_", ".rs", || Kind::Native)?;
    benches.extend(in_folder(&place.root.join("tests/browser/bench"), "", ".bench.mjs", || Kind::Browser)?);
    benches.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(benches)
}

fn in_folder(folder: &Path, start: &str, end: &str, kind: impl Fn() -> Kind) -> Outcome<Vec<Bench>> {
    let mut found = Vec::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    for entry in fs::read_dir(folder).during(folder.display())? {
        let file = entry.during(folder.display())?.path();
        let name = file.file_name().map(OsStr::to_string_lossy).unwrap_or_default();
        let name = name.strip_prefix(start).and_then(|name| name.strip_suffix(end)).map(str::to_owned);
        if let Some(name) = name {
            found.push(Bench { name, file, kind: kind() });
        }
    }
    Ok(found)
}

fn about(file: &Path) -> Outcome<String> {
    let text = fs::read_to_string(file).during(file.display())?;
    let first = text.lines().next().unwrap_or_default();
    Ok(first.trim_start_matches(['/', '!', ' ']).to_owned())
}

fn measure(place: &Place, bench: &Bench, binary: &Path, chromium: Option<&Path>) -> Outcome<Vec<Row>> {
    let mut command = match bench.kind {
        Kind::Native => {
            let mut command = program::cargo(place);
            let example = format!("bench_{}", bench.name);
            command.args(["run", "--quiet", "--release", "--package=server", "--example", &example]);
            command
        }
        Kind::Browser => {
            let mut command = Command::new("node");
            command.arg(&bench.file);
            command
        }
    };
    command.current_dir(&place.root).env("INVESTMAP_BINARY", binary).stderr(Stdio::inherit());
    if let Some(chromium) = chromium {
        command.env("CHROMIUM", chromium);
    }
    let printed = program::read(&mut command)?;
    let rows: Vec<Row> = printed.lines().map(Row::parse).collect::<Outcome<_>>()?;
    if rows.is_empty() {
        return Err(Trouble::new(format!("the bench {} printed no row", bench.name)));
    }
    Ok(rows)
}
