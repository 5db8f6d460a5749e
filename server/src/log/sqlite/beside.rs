//! Files beside the log: what is no fact and must be kept all the same, each in a SQLite file of its own that this program's
//! user alone can read.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::log::LogError;

/// A kind of file.
pub(super) struct Kind {
    /// Marks the file as ours in SQLite's header.
    pub(super) application: i32,
    /// Makes the tables, each version from the one before; their number is the version.
    pub(super) schema: &'static [&'static str],
    /// How it is opened.
    pub(super) open: &'static str,
    /// What it is, such as `a register of accounts`.
    pub(super) called: &'static str,
}

impl Kind {
    /// Opens a file of this kind; begun where there is none, and one of an older program
    /// gets what it lacks. What is erased in it is overwritten on disk.
    pub(super) fn open(&self, file: &Path) -> Result<Connection, LogError> {
        let connection = Connection::open(file)?;
        for_nobody_else(file).map_err(|e| LogError::Unavailable(format!("{}: {e}", file.display())))?;
        self.begun(connection, &file.display().to_string())
    }

    /// The same in memory, gone with the process.
    pub(super) fn in_memory(&self) -> Result<Connection, LogError> {
        self.begun(Connection::open_in_memory()?, "what is in memory")
    }

    fn begun(&self, mut connection: Connection, file: &str) -> Result<Connection, LogError> {
        connection.execute_batch(self.open)?;
        connection.pragma_update(None, "secure_delete", "on")?;
        let begin = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mark: i32 = begin.pragma_query_value(None, "application_id", |row| row.get(0))?;
        let tables: i32 = begin.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let is_new = (mark, tables) == (0, 0);
        if !is_new && mark != self.application {
            return Err(LogError::Damaged(format!("{file} is not {}", self.called)));
        }
        let Some(steps) = usize::try_from(tables).ok().and_then(|tables| self.schema.get(tables..)) else {
            return Err(LogError::Unavailable(format!(
                "{file} has tables of version {tables}, this program knows {}: use the newer program",
                self.schema.len()
            )));
        };
        for (step, version) in steps.iter().zip(tables + 1..) {
            begin.execute_batch(step)?;
            begin.pragma_update(None, "application_id", self.application)?;
            begin.pragma_update(None, "user_version", version)?;
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
