//! What every log promises, held against the embedded one; and what the program around it promises.

pub(crate) mod binary;
mod commands;
mod conformance;
mod crash;
mod damage;
mod faults;
mod files;
mod follower;

use std::path::Path;
use std::sync::OnceLock;

use server::log::sqlite::SqliteLog;
use server::log::{Append, Command, Digest, Expected, Facts, Log, Stored};
use shared::envelope::WireEvent;

/// A fact of a region's stream: the smallest there is.
fn fact(code: u32, name: &str) -> WireEvent {
    let json = serde_json::json!({
        "stream": format!("region/{code}"),
        "kind": "region.registered",
        "occurred_on": "2023-01-01",
        "source": "sample",
        "payload": {"code": code.to_string(), "name": {"zh": name, "en": name}},
    });
    serde_json::from_value(json).unwrap()
}

fn append(facts: Vec<WireEvent>) -> Append {
    Append { command: None, actor: "tester".into(), expected: Vec::new(), facts: Facts::new(facts).unwrap() }
}

fn command(id: &str, request: &str, expected: &[(&str, u32)], facts: Vec<WireEvent>) -> Append {
    let expected =
        expected.iter().map(|(stream, version)| Expected { stream: (*stream).into(), version: *version });
    Append {
        command: Some(Command { id: id.into(), request: Digest::of(request.as_bytes()) }),
        expected: expected.collect(),
        ..append(facts)
    }
}

fn open(folder: &Path) -> SqliteLog {
    SqliteLog::open(folder).unwrap()
}

fn all(log: &dyn Log) -> Vec<Stored> {
    log.read(0, usize::MAX).unwrap()
}

/// The demonstration's facts as lines.
fn demo_lines() -> &'static str {
    static LINES: OnceLock<String> = OnceLock::new();
    LINES.get_or_init(|| {
        geodata::demo::facts().iter().map(|fact| serde_json::to_string(fact).unwrap() + "\n").collect()
    })
}
