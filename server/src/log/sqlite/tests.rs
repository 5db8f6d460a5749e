//! What only SQLite can show: rows that refuse to change, and a disk without room.

use rusqlite::Connection;
use shared::envelope::WireEvent;

use super::{FILE, SqliteLog};
use crate::log::{Append, Facts, Log, LogError};

pub(super) fn fact(name: &str) -> WireEvent {
    let name = serde_json::json!({"zh": name, "en": name});
    let json = serde_json::json!({
        "stream": "region/533102", "kind": "region.registered", "occurred_on": "2023-01-01", "source": "sample",
        "payload": {"code": "533102", "name": name},
    });
    serde_json::from_value(json).unwrap()
}

pub(super) fn append(facts: Vec<WireEvent>) -> Append {
    Append { command: None, actor: "tester".into(), expected: Vec::new(), facts: Facts::new(facts).unwrap() }
}

#[test]
fn the_database_itself_refuses_to_change_or_remove_what_was_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(folder.path()).unwrap();
    let command = crate::log::Command { id: "c-1".into(), request: crate::log::Digest::of(b"x") };
    log.append(Append { command: Some(command), ..append(vec![fact("a"), fact("b")]) }).unwrap();
    let before = log.head().unwrap();
    // Another program with full rights to the file.
    let other = Connection::open(folder.path().join(FILE)).unwrap();
    for (statement, reason) in [
        ("update event set payload = '{}' where position = 1", "a recorded fact is never changed"),
        ("update event set position = 9 where position = 1", "a recorded fact is never changed"),
        ("delete from event where position = 2", "a recorded fact is never removed"),
        ("delete from event", "a recorded fact is never removed"),
        ("update command set last_position = 9", "a recorded command is never changed"),
        ("delete from command", "a recorded command is never removed"),
        ("delete from log_head", "the head of the log is never removed"),
        ("update log_head set position = 1", "the head of the log never goes back"),
    ] {
        let error = other.execute(statement, []).unwrap_err();
        assert!(error.to_string().contains(reason), "{statement}: {error}");
    }
    // Replacing is removing in disguise; SQLite fires no trigger for it, but the chain shows it.
    log.inspect().unwrap();
    assert_eq!(log.head().unwrap(), before);
    let replace = "insert or replace into event select 1, stream, version, event_id, kind, schema, occurred_on, recorded_at, \
                   actor, region, audience, command_id, source, '{}', digest from event where position = 1";
    other.execute(replace, []).unwrap();
    assert!(matches!(log.inspect(), Err(LogError::Damaged(what)) if what.contains("position 1 ")));
}

#[test]
fn what_an_answered_append_recorded_is_in_the_next_process() {
    let folder = tempfile::tempdir().unwrap();
    let head = {
        let log = SqliteLog::open(folder.path()).unwrap();
        log.append(append(vec![fact("a")])).unwrap();
        log.head().unwrap()
    };
    assert_eq!(SqliteLog::read_only(folder.path()).unwrap().head().unwrap(), head);
}
