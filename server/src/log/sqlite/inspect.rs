//! Damage: what SQLite itself can recognise, and a walk along the digest chain.

use rusqlite::{Connection, Row};
use uuid::Uuid;

use super::{convert, reader};
use crate::log::{Chain, LogError, digest};

/// Whether SQLite finds its own pages, indexes and rows as they should be.
pub(super) fn structure(connection: &Connection) -> Result<(), LogError> {
    let complaint: String = connection.query_row(include_str!("quick_check.sql"), [], |row| row.get(0))?;
    if complaint == "ok" { Ok(()) } else { Err(LogError::Damaged(complaint.replace('\n', "; "))) }
}

/// Whether every fact is what was recorded.
pub(super) fn facts(connection: &Connection) -> Result<(), LogError> {
    // What is recorded meanwhile belongs to the next inspection: one transaction sees one moment.
    let moment = connection.unchecked_transaction()?;
    let head = reader::head(&moment)?;
    let mut chain = Chain::start();
    let mut statement = moment.prepare_cached(include_str!("read.sql"))?;
    let mut rows = statement.query([0, i64::MAX])?;
    while let Some(row) = rows.next()? {
        step(&mut chain, row)?;
    }
    chain.ends_at(head)
}

/// As `convert::stored`, without a copy of anything.
fn step(chain: &mut Chain, row: &Row<'_>) -> Result<(), LogError> {
    let mut id = Uuid::encode_buffer();
    let columns = digest::Row {
        position: Some(row.get(0)?),
        stream: text(row, 1)?,
        version: Some(row.get(2)?),
        event_id: Some(Uuid::from_bytes(row.get(3)?).hyphenated().encode_lower(&mut id)),
        kind: text(row, 4)?,
        schema: row.get(5)?,
        occurred_on: row.get(6)?,
        recorded_at: Some(row.get(7)?),
        actor: maybe_text(row, 8)?,
        region: row.get(9)?,
        audience: row.get(10)?,
        command_id: maybe_text(row, 11)?,
        source: text(row, 12)?,
        payload: text(row, 13)?,
    };
    chain.step(&columns, convert::digest(row, 14)?)
}

fn text<'r>(row: &'r Row<'_>, column: usize) -> rusqlite::Result<&'r str> {
    Ok(row.get_ref(column)?.as_str()?)
}

fn maybe_text<'r>(row: &'r Row<'_>, column: usize) -> rusqlite::Result<Option<&'r str>> {
    Ok(row.get_ref(column)?.as_str_or_null()?)
}
