//! Recording one append inside the writer's transaction: known already? still as decided? then number, chain, insert.

use rusqlite::{Connection, OptionalExtension, params};
use shared::Stamp;
use shared::envelope::WireEvent;
use uuid::Uuid;

use super::{convert, reader};
use crate::clock::Clock;
use crate::log::digest::Row;
use crate::log::{Append, AppendError, Appended, Conflict, Digest, Expected, FactError, Stored};

/// A fact from a file may have been recorded by a machine whose clock is this much ahead of ours, µs.
const SKEW_US: i64 = 300_000_000;

/// The end of the log inside a transaction; written back before the commit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tip {
    pub(super) position: u64,
    digest: Digest,
    recorded_at: Stamp,
    now: Stamp,
}

impl Tip {
    pub(super) fn read(connection: &Connection) -> rusqlite::Result<Self> {
        connection.prepare_cached(include_str!("head.sql"))?.query_row([], |row| {
            Ok(Self {
                position: row.get(0)?,
                digest: convert::digest(row, 1)?,
                recorded_at: Stamp::from_micros(row.get(2)?),
                now: Clock::now(),
            })
        })
    }

    pub(super) fn write(&self, connection: &Connection) -> rusqlite::Result<()> {
        connection
            .prepare_cached(include_str!("move_head.sql"))?
            .execute(params![self.position, self.digest.bytes(), self.recorded_at.micros()])
            .map(drop)
    }

    /// Numbers a fact, chains it and inserts it.
    pub(super) fn record(
        &mut self,
        connection: &Connection,
        fact: &WireEvent,
        actor: Option<&str>,
        command_id: Option<&str>,
    ) -> Result<Stored, AppendError> {
        fact.read().map_err(|e| FactError::new(e.to_string()))?;
        let mut event = fact.clone();
        event.position = Some(self.position + 1);
        event.version = Some(next_version(connection, fact)?);
        let id = event_id(connection, fact)?;
        event.event_id = Some(id.to_string());
        event.recorded_at = Some(self.moment(fact)?);
        event.actor = fact.actor.clone().or_else(|| actor.map(str::to_owned));
        let digest = self.digest.then(&Row::of(&event, command_id));
        connection.prepare_cached(include_str!("append.sql"))?.execute(params![
            event.position,
            event.stream,
            event.version,
            id.as_bytes(),
            event.kind,
            event.schema,
            event.occurred_on.number(),
            event.recorded_at.map(Stamp::micros),
            event.actor,
            event.region.map(shared::RegionCode::number),
            u8::from(event.audience),
            command_id,
            event.source.as_str(),
            event.payload.get(),
            digest.bytes(),
        ])?;
        self.position += 1;
        self.digest = digest;
        self.recorded_at = self.recorded_at.max(event.recorded_at.unwrap_or(self.now));
        Ok(Stored { event, command_id: command_id.map(str::to_owned), digest })
    }

    /// When the fact was recorded: as its file says, else now, but never before what was recorded already.
    fn moment(&self, fact: &WireEvent) -> Result<Stamp, FactError> {
        match fact.recorded_at {
            Some(said) if said.micros() > self.now.micros().saturating_add(SKEW_US) => {
                Err(FactError::new(format!("recorded_at {said} lies in the future")))
            }
            Some(said) => Ok(said),
            None => Ok(self.now.max(self.recorded_at)),
        }
    }
}

/// Records an append, or says why not. After an error the caller takes back what was inserted.
pub(super) fn append(
    connection: &Connection,
    tip: &mut Tip,
    append: &Append,
) -> Result<Appended, AppendError> {
    if let Some(command) = &append.command
        && let Some(known) = reader::answered(connection, command)?
    {
        return known.map(|events| Appended { events, again: true });
    }
    let conflicts = conflicts(connection, &append.expected)?;
    if !conflicts.is_empty() {
        return Err(AppendError::Conflict(conflicts));
    }
    let first = tip.position + 1;
    let id = append.command.as_ref().map(|c| c.id.as_str());
    let events = append
        .facts
        .get()
        .iter()
        .map(|fact| tip.record(connection, fact, Some(&append.actor), id))
        .collect::<Result<Vec<_>, _>>()?;
    if let Some(command) = &append.command {
        connection.prepare_cached(include_str!("remember.sql"))?.execute(params![
            command.id,
            command.request.bytes(),
            first,
            tip.position
        ])?;
    }
    Ok(Appended { events, again: false })
}

fn conflicts(connection: &Connection, expected: &[Expected]) -> Result<Vec<Conflict>, AppendError> {
    let mut conflicts = Vec::new();
    for expected in expected {
        if version(connection, &expected.stream)? != expected.version {
            let missed = reader::stream(connection, &expected.stream, expected.version)?;
            conflicts.push(Conflict { expected: expected.clone(), missed });
        }
    }
    Ok(conflicts)
}

fn version(connection: &Connection, stream: &str) -> rusqlite::Result<u32> {
    connection.prepare_cached(include_str!("version.sql"))?.query_row([stream], |row| row.get(0))
}

fn next_version(connection: &Connection, fact: &WireEvent) -> Result<u32, AppendError> {
    let next = version(connection, &fact.stream)?.saturating_add(1);
    match fact.version {
        Some(said) if said != next => Err(FactError::new(format!(
            "{} has version {}, so the next is {next}, not {said}",
            fact.stream,
            next - 1
        ))
        .into()),
        _ => Ok(next),
    }
}

fn event_id(connection: &Connection, fact: &WireEvent) -> Result<Uuid, AppendError> {
    let Some(said) = &fact.event_id else { return Ok(Uuid::now_v7()) };
    let id =
        Uuid::parse_str(said).map_err(|_| FactError::new(format!("event_id \"{said}\" is not a UUID")))?;
    let known: Option<u64> = connection
        .prepare_cached(include_str!("by_id.sql"))?
        .query_row([id.as_bytes()], |row| row.get(0))
        .optional()?;
    match known {
        Some(position) => {
            Err(FactError::new(format!("event {id} is recorded already, at position {position}")).into())
        }
        None => Ok(id),
    }
}
