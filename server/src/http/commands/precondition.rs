//! `If-Match`: the state of the record that the sender saw.

use std::sync::Arc;

use axum::http::{HeaderMap, header};
use shared::{Command, Text};

use crate::http::Doors;
use crate::http::fresh::Tag;
use crate::http::problem::{Kind, Problem};

/// What a sender says it saw.
#[derive(Debug, PartialEq, Eq)]
enum Saw {
    /// Everything up to a position.
    Position(u64),
    /// A version of the record that the command names, or of a named stream.
    Version(Option<String>, u32),
}

/// The position up to which the sender knew the record of a command; none if it does not say.
///
/// # Errors
/// If it says something that is not understood, or a version that does not exist.
pub async fn seen(doors: &Doors, headers: &HeaderMap, text: &str) -> Result<Option<u64>, Problem> {
    let Some(value) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let value = value.to_str().unwrap_or("").trim();
    if value == "*" {
        return Ok(None);
    }
    let (stream, version) = match read(value).ok_or_else(wrong)? {
        Saw::Position(position) => return Ok(Some(position)),
        Saw::Version(Some(stream), version) => (stream, version),
        Saw::Version(None, version) => (stream_of(text)?, version),
    };
    let log = Arc::clone(&doors.office.log);
    let facts = tokio::task::spawn_blocking(move || log.stream(&stream, 0)).await;
    let facts = facts.map_err(|e| Problem::new(Kind::Internal).because(e))??;
    match version.checked_sub(1) {
        None => Ok(Some(0)),
        Some(at) => facts
            .get(at as usize)
            .map(|fact| Some(fact.position()))
            .ok_or_else(|| Problem::new(Kind::Changed)),
    }
}

/// The version that a sender saw of what is no record of facts; none if it does not say.
///
/// # Errors
/// If it says something that is not understood.
pub fn version(headers: &HeaderMap) -> Result<Option<u32>, Problem> {
    let Some(value) = headers.get(header::IF_MATCH) else { return Ok(None) };
    match read(value.to_str().unwrap_or("").trim()) {
        Some(Saw::Version(None, version)) => Ok(Some(version)),
        _ => Err(wrong()),
    }
}

/// The stream that a command is about. One that cannot be read is refused here as it would be at the desk.
fn stream_of(text: &str) -> Result<String, Problem> {
    let command = Command::read(text)?;
    match (command.order.record(), command.order.streams()) {
        (Some((entity, key)), _) => Ok(shared::fact::stream(entity, key)),
        (None, [stream]) => Ok(stream.clone()),
        // A version of which of them?
        (None, _) => Err(wrong()),
    }
}

fn read(value: &str) -> Option<Saw> {
    let bare = value.strip_prefix("W/").unwrap_or(value).trim_matches('"');
    if let Ok(version) = bare.parse() {
        return Some(Saw::Version(None, version));
    }
    if let Some((stream, version)) = bare.rsplit_once('@') {
        return Some(Saw::Version(Some(stream.to_owned()), version.parse().ok()?));
    }
    Tag::position(value).map(Saw::Position)
}

fn wrong() -> Problem {
    let wrong = Text::new(
        "If-Match 应为记录的版本号，或本服务器给出的 ETag。",
        "If-Match is the version of a record, or an ETag of this server.",
    );
    Problem::parameter("If-Match", wrong, "If-Match: \"3\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_ways_to_say_what_was_seen() {
        assert_eq!(read("\"3\""), Some(Saw::Version(None, 3)));
        assert_eq!(read("3"), Some(Saw::Version(None, 3)));
        assert_eq!(read("\"unit/RL-02-201@3\""), Some(Saw::Version(Some("unit/RL-02-201".into()), 3)));
        let tag = Tag::of(&[4711, 19928, 7], "/api/geojson/units/RL-02-201");
        assert_eq!(read(tag.as_str()), Some(Saw::Position(4711)));
        for text in ["", "\"\"", "abc", "\"-1\"", "a@b"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
