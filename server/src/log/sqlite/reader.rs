//! Reading: connections that are kept open between requests, so that their statements stay prepared.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, OpenFlags, OptionalExtension, params};

use super::{connect, convert};
use crate::log::{AppendError, Command, Digest, Head, LogError, Stored};

/// Connections that wait for the next reader; more are closed after use.
const IDLE: usize = 8;

/// The connections of readers.
#[derive(Debug)]
pub(super) struct Readers {
    file: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(super) fn new(file: PathBuf) -> Self {
        Self { file, idle: Mutex::default() }
    }

    /// Lends a connection.
    pub(super) fn use_one<T>(
        &self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, LogError> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = idle().pop();
        let connection = match kept {
            Some(connection) => connection,
            // Even a reader of a WAL file writes to its shared memory.
            None => connect(&self.file, OpenFlags::SQLITE_OPEN_READ_WRITE)?,
        };
        let answer = read(&connection)?;
        let mut idle = idle();
        if idle.len() < IDLE {
            idle.push(connection);
        }
        Ok(answer)
    }
}

/// Where the log ends.
pub(super) fn head(connection: &Connection) -> rusqlite::Result<Head> {
    connection
        .prepare_cached(include_str!("head.sql"))?
        .query_row([], |row| Ok(Head { position: row.get(0)?, digest: convert::digest(row, 1)? }))
}

/// Facts after a position.
pub(super) fn read(connection: &Connection, after: u64, limit: usize) -> rusqlite::Result<Vec<Stored>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let after = i64::try_from(after).unwrap_or(i64::MAX);
    connection
        .prepare_cached(include_str!("read.sql"))?
        .query_map(params![after, limit], convert::stored)?
        .collect()
}

/// The facts of a stream after a version.
pub(super) fn stream(connection: &Connection, stream: &str, version: u32) -> rusqlite::Result<Vec<Stored>> {
    connection
        .prepare_cached(include_str!("stream.sql"))?
        .query_map(params![stream, version], convert::stored)?
        .collect()
}

/// What a command recorded, if it was recorded before.
pub(super) fn answered(
    connection: &Connection,
    command: &Command,
) -> rusqlite::Result<Option<Result<Vec<Stored>, AppendError>>> {
    let known = connection
        .prepare_cached(include_str!("answered.sql"))?
        .query_row([&command.id], |row| Ok((convert::digest(row, 0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((request, first, last)): Option<(Digest, u64, u64)> = known else { return Ok(None) };
    if request != command.request {
        return Ok(Some(Err(AppendError::Reused(command.id.clone()))));
    }
    let many = usize::try_from(last.saturating_sub(first)).unwrap_or(usize::MAX).saturating_add(1);
    read(connection, first.saturating_sub(1), many).map(|facts| Some(Ok(facts)))
}
