//! The places of receivers in a SQLite file of their own beside the log: which position each was told last.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OptionalExtension, params};

use super::beside::Kind;
use crate::hooks::Cursors;
use crate::log::LogError;

/// The name of the file in the data folder.
pub const FILE: &str = "hooks.sqlite";

/// "iMah".
const KIND: Kind = Kind {
    application: 0x694d_6168,
    schema: &[include_str!("hooks/schema.sql")],
    open: include_str!("open.sql"),
    called: "a list of receivers' places",
};

/// The places.
#[derive(Debug)]
pub struct SqliteCursors(Mutex<Connection>);

impl SqliteCursors {
    /// Opens the file in a data folder; begun where there is none.
    ///
    /// # Errors
    /// If it cannot be opened or is another file.
    pub fn open(folder: &Path) -> Result<Self, LogError> {
        let connection = KIND.open(&folder.join(FILE))?;
        // A place that a power cut takes back costs a message that comes twice, and every message a wait for the disk.
        connection.pragma_update(None, "synchronous", "normal")?;
        Ok(Self(Mutex::new(connection)))
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Cursors for SqliteCursors {
    fn get(&self, id: &str) -> Result<Option<u64>, LogError> {
        let connection = self.connection();
        let mut find = connection.prepare_cached(include_str!("hooks/get.sql"))?;
        Ok(find.query_row([id], |row| row.get(0)).optional()?)
    }

    fn put(&self, id: &str, position: u64) -> Result<(), LogError> {
        self.connection().prepare_cached(include_str!("hooks/put.sql"))?.execute(params![id, position])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_kept_for_each_receiver() {
        let folder = tempfile::tempdir().unwrap();
        let cursors = SqliteCursors::open(folder.path()).unwrap();
        assert_eq!(cursors.get("one").unwrap(), None);
        cursors.put("one", 7).unwrap();
        cursors.put("other", 9).unwrap();
        cursors.put("one", 8).unwrap();
        drop(cursors);
        let again = SqliteCursors::open(folder.path()).unwrap();
        assert_eq!((again.get("one").unwrap(), again.get("other").unwrap()), (Some(8), Some(9)));
    }

    #[test]
    fn another_file_of_that_name_is_not_taken_for_one() {
        let folder = tempfile::tempdir().unwrap();
        let raw = Connection::open(folder.path().join(FILE)).unwrap();
        raw.pragma_update(None, "application_id", 7).unwrap();
        assert!(matches!(SqliteCursors::open(folder.path()), Err(LogError::Damaged(_))));
    }
}
