//! Files beside the log: what is no fact and must be kept all the same, each in a SQLite file of its own that this program's
//! user alone can read.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::log::LogError;

/// A kind of file.
pub(super) struct Kind {
    /// Marks the file as ours in SQLite's header.
    pub(super) application: i32,
    /// The version of the tables: 1, and one more for everything that was added later.
    pub(super) tables: i32,
    /// Makes the tables, as the first version had them.
    pub(super) schema: &'static str,
    /// How it is opened.
    pub(super) open: &'static str,
    /// What it is, such as `a register of accounts`.
    pub(super) called: &'static str,
}

impl Kind {
    /// Opens a file of this kind; begun where there is none. What is erased in it is overwritten on disk.
    pub(super) fn open(&self, file: &Path) -> Result<Connection, LogError> {
        self.open_grown(file, &[])
    }

    /// The same, of a kind whose tables have grown: what each version after the first added. A file of an older program
    /// gets what it lacks.
    pub(super) fn open_grown(&self, file: &Path, later: &[&str]) -> Result<Connection, LogError> {
        let connection = Connection::open(file)?;
        for_nobody_else(file).map_err(|e| LogError::Unavailable(format!("{}: {e}", file.display())))?;
        self.begun(connection, &file.display().to_string(), later)
    }

    /// The same in memory, gone with the process.
    pub(super) fn in_memory(&self) -> Result<Connection, LogError> {
        self.begun(Connection::open_in_memory()?, "what is in memory", &[])
    }

    fn begun(&self, mut connection: Connection, file: &str, later: &[&str]) -> Result<Connection, LogError> {
        connection.execute_batch(self.open)?;
        connection.pragma_update(None, "secure_delete", "on")?;
        let begin = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mark: i32 = begin.pragma_query_value(None, "application_id", |row| row.get(0))?;
        let tables: i32 = begin.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if (mark, tables) == (0, 0) {
            begin.execute_batch(self.schema)?;
            later.iter().try_for_each(|added| begin.execute_batch(added))?;
            begin.pragma_update(None, "application_id", self.application)?;
            begin.pragma_update(None, "user_version", self.tables)?;
        } else if mark == self.application && (1..self.tables).contains(&tables) {
            let known = usize::try_from(tables - 1).unwrap_or_default();
            later.iter().skip(known).try_for_each(|added| begin.execute_batch(added))?;
            begin.pragma_update(None, "user_version", self.tables)?;
        } else if mark != self.application {
            return Err(LogError::Damaged(format!("{file} is not {}", self.called)));
        } else if tables != self.tables {
            return Err(LogError::Unavailable(format!(
                "{file} has tables of version {tables}, this program knows {}: use the newer program",
                self.tables
            )));
        }
        begin.commit()?;
        Ok(connection)
    }
}

/// SQLite gives its companions the same rights.
fn for_nobody_else(file: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let rights = std::fs::metadata(file)?.permissions();
        if rights.mode() & 0o077 != 0 {
            std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600))?;
        }
    }
    Ok(())
}

/// A column holds what nobody wrote there.
pub(super) fn strange(column: usize) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(
        column,
        rusqlite::types::Type::Text,
        "not what this program writes".into(),
    )
}
