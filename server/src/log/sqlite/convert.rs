//! Between rows and facts, and from SQLite's errors to ours.

use rusqlite::types::Type;
use rusqlite::{ErrorCode, Row, ffi};
use serde_json::value::RawValue;
use shared::envelope::{Source, WireEvent};
use shared::{Audience, Day, RegionCode, Stamp};
use uuid::Uuid;

use crate::log::{AppendError, Digest, ImportError, LogError, Stored};

/// A row of `event` as a fact, columns in the order of `read.sql`.
pub(super) fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let region: Option<u32> = row.get(9)?;
    let source = row.get_ref(12)?.as_str()?;
    let event = WireEvent {
        position: Some(row.get(0)?),
        stream: row.get(1)?,
        version: Some(row.get(2)?),
        event_id: Some(Uuid::from_bytes(row.get(3)?).to_string()),
        kind: row.get(4)?,
        schema: row.get(5)?,
        occurred_on: Day::from_number(row.get(6)?),
        recorded_at: Some(Stamp::from_micros(row.get(7)?)),
        actor: row.get(8)?,
        region: region
            .map(|r| RegionCode::new(r).ok_or_else(|| odd(9, Type::Integer, "not a region")))
            .transpose()?,
        audience: Audience::try_from(row.get::<_, u8>(10)?).map_err(|e| odd(10, Type::Integer, &e))?,
        source: Source::from(source),
        payload: RawValue::from_string(row.get(13)?).map_err(|e| odd(13, Type::Text, &e.to_string()))?,
    };
    let digest = digest(row, 14)?;
    Ok(Stored { event, command_id: row.get(11)?, digest })
}

/// A digest column.
pub(super) fn digest(row: &Row<'_>, column: usize) -> rusqlite::Result<Digest> {
    Digest::from_bytes(row.get_ref(column)?.as_blob()?).ok_or_else(|| odd(column, Type::Blob, "not a digest"))
}

/// A column that holds what this program never writes.
fn odd(column: usize, kind: Type, reason: &str) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, kind, reason.to_owned().into())
}

impl From<rusqlite::Error> for LogError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error as E;
        let code = error.sqlite_error().map(|e| (e.code, e.extended_code));
        match (code, &error) {
            (Some((ErrorCode::DiskFull, _) | (_, ffi::SQLITE_IOERR_SHMSIZE)), _) => LogError::Full,
            (Some((ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase, _)), _)
            | (
                None,
                E::FromSqlConversionFailure(..)
                | E::IntegralValueOutOfRange(..)
                | E::InvalidColumnType(..)
                | E::Utf8Error(..)
                | E::QueryReturnedNoRows,
            ) => LogError::Damaged(error.to_string()),
            _ => LogError::Unavailable(error.to_string()),
        }
    }
}

impl From<rusqlite::Error> for AppendError {
    fn from(error: rusqlite::Error) -> Self {
        AppendError::Log(error.into())
    }
}

impl From<rusqlite::Error> for ImportError {
    fn from(error: rusqlite::Error) -> Self {
        ImportError::Log(error.into())
    }
}
