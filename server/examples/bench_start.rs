//! Starting: the built server on 1,000,000 facts of 100,000 units, from the bare log and from a snapshot; its memory.
// A bench may stop at the first surprise, and prints its rows.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

#[path = "bench/row.rs"]
mod bench;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const FACTS: &str = "1000000";
const UNITS: &str = "100000";

fn main() {
    let binary = std::env::var("INVESTMAP_BINARY").unwrap_or_else(|_| "target/release/investmap".into());
    let place = tempfile::tempdir().unwrap();
    let data = place.path().join("data");
    let imported = import(&binary, &data);
    let rate = 1e6 / imported.as_secs_f64();
    bench::row(
        "import of 1,000,000 facts",
        "",
        &format!("{:.1} s, {} facts/s", imported.as_secs_f64(), bench::thousands(rate)),
        None,
    );
    // What the import wrote is still on its way to the disk.
    std::thread::sleep(Duration::from_secs(5));

    let (bare, first) = start(&binary, &data);
    end(first);
    assert!(data.join("snapshot").exists(), "the server wrote no snapshot when it ended");
    let (kept, second) = start(&binary, &data);
    let resident = status(&second, "VmRSS");
    let highest = status(&second, "VmHWM");
    end(second);

    let seconds = |took: Duration| format!("{:.1} s", took.as_secs_f64());
    bench::row(
        "start with 1,000,000 facts from the bare log, inspected",
        "≤ 15 s",
        &seconds(bare),
        Some(bare.as_secs() < 15),
    );
    bench::row(
        "start with 1,000,000 facts from a snapshot, inspected",
        "≤ 3 s",
        &seconds(kept),
        Some(kept <= Duration::from_secs(3)),
    );
    let memory = format!("{resident} MiB, {highest} MiB at most");
    bench::row("resident memory with 1,000,000 facts", "≤ 1 GiB", &memory, Some(highest <= 1024));
}

/// A log of the wanted size, and how long it took to record it.
fn import(binary: &str, data: &Path) -> Duration {
    let mut simulate = Command::new(binary)
        .args(["simulate", "--parks", "400", "--units", UNITS, "--facts", FACTS, "--seed", "1", "--out", "-"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let started = Instant::now();
    let recorded = Command::new(binary)
        .args(["import", "-", "--as", "facts", "--data"])
        .arg(data)
        .stdin(simulate.stdout.take().unwrap())
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(recorded.success() && simulate.wait().unwrap().success());
    started.elapsed()
}

/// Starts the server, and how long it takes until it says that it listens.
fn start(binary: &str, data: &Path) -> (Duration, Child) {
    let started = Instant::now();
    let mut server = Command::new(binary)
        .args(["serve", "--listen", "127.0.0.1:0", "--log", "warn", "--data"])
        .arg(data)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.starts_with("listening on "), "{line:?}");
    (started.elapsed(), server)
}

/// Asks the server to end, as a terminal would.
fn end(mut server: Child) {
    let asked = Command::new("kill").args(["-INT", &server.id().to_string()]).status().unwrap();
    assert!(asked.success() && server.wait().unwrap().success());
}

/// A figure of the process, MiB.
fn status(server: &Child, name: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
}
