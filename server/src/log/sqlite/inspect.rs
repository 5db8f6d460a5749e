//! Damage that SQLite itself can recognise, and damage to the order of positions.

use rusqlite::Connection;

use super::reader;
use crate::log::LogError;

/// Reads every page of the file.
pub(super) fn inspect(connection: &Connection) -> Result<(), LogError> {
    let complaint: String = connection.query_row(include_str!("quick_check.sql"), [], |row| row.get(0))?;
    if complaint != "ok" {
        return Err(LogError::Damaged(complaint));
    }
    let head = reader::head(connection)?.position;
    let (facts, last): (u64, u64) =
        connection.query_row(include_str!("extent.sql"), [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if facts != head || last != head {
        return Err(LogError::Damaged(format!(
            "it should end at position {head}, but holds {facts} facts up to position {last}"
        )));
    }
    Ok(())
}
