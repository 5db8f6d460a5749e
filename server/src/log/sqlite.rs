//! The embedded log: one SQLite file, one thread that writes, as many readers as ask.
//!
//! Everything that waits is recorded in one transaction and answered after its one commit (`writer`), so eight
//! impatient writers cost one wait for the disk, not eight. WAL lets readers read meanwhile; `synchronous=FULL` because
//! NORMAL may lose acknowledged commits in a power cut.

pub mod accounts;
mod beside;
mod convert;
pub mod hooks;
mod inspect;
pub mod proposals;
mod reader;
mod record;
#[cfg(test)]
mod tests;
pub mod vault;
mod writer;

use std::path::{Path, PathBuf};

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};
use tokio::sync::watch;

use super::{
    Append, AppendError, Appended, Command, Head, ImportError, Imported, Lines, Log, LogError, Stored,
};
use reader::Readers;
use writer::Writer;

/// The name of the log's file in its data folder.
pub const FILE: &str = "log.sqlite";
/// Marks the file as ours in SQLite's header: "iMap".
const APPLICATION: i32 = 0x694d_6170;
/// The version of the tables, in SQLite's header.
const TABLES: i32 = 1;

/// A log in a SQLite file.
#[derive(Debug)]
pub struct SqliteLog {
    readers: Readers,
    /// Absent where the log was opened for reading only.
    writer: Option<Writer>,
    recorded: watch::Sender<u64>,
}

impl SqliteLog {
    /// Opens the log in a data folder, or begins one where there is none.
    ///
    /// Only one process may write to a log: hold the folder's lock.
    ///
    /// # Errors
    /// If the file cannot be opened, is not a log, or is damaged in a way that shows at once.
    pub fn open(folder: &Path) -> Result<Self, LogError> {
        let file = folder.join(FILE);
        if !file.exists() {
            create(&file)?;
        }
        is_begun(&file)?;
        let connection = connect(&file, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let log = Self::read_only(folder)?;
        let writer = Writer::start(connection, log.recorded.clone()).map_err(unavailable)?;
        Ok(Self { writer: Some(writer), ..log })
    }

    /// Opens the log in a data folder for reading; another process may be writing to it.
    ///
    /// # Errors
    /// If there is none, or it cannot be read.
    pub fn read_only(folder: &Path) -> Result<Self, LogError> {
        let file = folder.join(FILE);
        match std::fs::metadata(&file) {
            Ok(found) if found.len() == 0 => {
                return Err(LogError::Damaged(format!("{} is empty", file.display())));
            }
            Ok(_) => {}
            Err(e) => return Err(LogError::Unavailable(format!("{}: {e}", file.display()))),
        }
        let readers = Readers::new(file);
        let head = readers.use_one(reader::head)?;
        Ok(Self { readers, writer: None, recorded: watch::Sender::new(head.position) })
    }

    /// Copies the whole log into a new file, as it is at this moment.
    ///
    /// # Errors
    /// If the file exists, cannot be written, or the log cannot be read.
    pub fn backup(&self, to: &Path) -> Result<Head, LogError> {
        // Exclusive creation: never write over another backup.
        std::fs::File::create_new(to).map_err(|e| LogError::Unavailable(format!("{}: {e}", to.display())))?;
        let copied = self.readers.use_one(|from| {
            let mut copy = Connection::open(to)?;
            Backup::new(from, &mut copy)?.run_to_completion(4096, std::time::Duration::ZERO, None)?;
            // A file of its own, without companions, that is on disk when we say so.
            copy.pragma_update(None, "journal_mode", "delete")?;
            reader::head(&copy)
        });
        if copied.is_err() {
            // What is left is no backup.
            let _gone = std::fs::remove_file(to);
        }
        let head = copied?;
        std::fs::File::open(to).and_then(|file| file.sync_all()).map_err(unavailable)?;
        Ok(head)
    }

    /// Begins a log in a folder from a file that `backup` wrote, once all of it has been inspected.
    ///
    /// # Errors
    /// If there is a log in the folder, or the file is not a log without damage.
    pub fn restore(from: &Path, folder: &Path) -> Result<Head, LogError> {
        let file = folder.join(FILE);
        if file.exists() {
            return Err(LogError::Unavailable(format!("{} exists", file.display())));
        }
        let unfinished = unfinished(&file);
        std::fs::copy(from, &unfinished)
            .map_err(|e| LogError::Unavailable(format!("{}: {e}", from.display())))?;
        let inspected = connect(&unfinished, OpenFlags::SQLITE_OPEN_READ_WRITE).and_then(|copy| {
            inspect::structure(&copy)?;
            inspect::facts(&copy)?;
            Ok(reader::head(&copy)?)
        });
        if inspected.is_err() {
            let _gone = std::fs::remove_file(&unfinished);
        }
        let head = inspected?;
        std::fs::File::open(&unfinished).and_then(|copy| copy.sync_all()).map_err(unavailable)?;
        name_finally(&unfinished, &file)?;
        Ok(head)
    }

    fn writer(&self) -> Result<&Writer, LogError> {
        self.writer.as_ref().ok_or_else(|| LogError::Unavailable("it was opened for reading only".into()))
    }
}

impl Log for SqliteLog {
    fn append(&self, append: Append) -> Result<Appended, AppendError> {
        self.writer()?.append(append)
    }

    fn import(&self, lines: Lines) -> Result<Imported, ImportError> {
        self.writer()?.import(lines)
    }

    fn answered(&self, command: &Command) -> Result<Option<Vec<Stored>>, AppendError> {
        let known = self.readers.use_one(|c| reader::answered(c, command))?;
        known.transpose()
    }

    fn read(&self, after: u64, limit: usize) -> Result<Vec<Stored>, LogError> {
        self.readers.use_one(|c| reader::read(c, after, limit))
    }

    fn stream(&self, stream: &str, after: u32) -> Result<Vec<Stored>, LogError> {
        self.readers.use_one(|c| reader::stream(c, stream, after))
    }

    fn head(&self) -> Result<Head, LogError> {
        self.readers.use_one(reader::head)
    }

    fn watch(&self) -> watch::Receiver<u64> {
        self.recorded.subscribe()
    }

    fn inspect(&self) -> Result<(), LogError> {
        // Each takes about as long as the other, and neither needs the other's result.
        std::thread::scope(|scope| {
            let structure = scope.spawn(|| self.readers.use_one(|c| Ok(inspect::structure(c))).flatten());
            let facts = self.readers.use_one(|c| Ok(inspect::facts(c))).flatten();
            let structure = structure.join().unwrap_or_else(|_| Err(unavailable("the inspection broke off")));
            structure.and(facts)
        })
    }
}

/// Begins a log under another name first: a file under its own name is always a whole log.
fn create(file: &Path) -> Result<(), LogError> {
    let unfinished = unfinished(file);
    if unfinished.exists() {
        std::fs::remove_file(&unfinished).map_err(unavailable)?;
    }
    let connection = Connection::open(&unfinished)?;
    connection.pragma_update(None, "application_id", APPLICATION)?;
    connection.pragma_update(None, "user_version", TABLES)?;
    connection.execute_batch(&format!("begin; {} commit;", include_str!("sqlite/schema.sql")))?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.close().map_err(|(_, e)| e)?;
    name_finally(&unfinished, file)
}

/// Gives a whole log its own name, on disk.
fn name_finally(unfinished: &Path, file: &Path) -> Result<(), LogError> {
    std::fs::rename(unfinished, file).map_err(unavailable)?;
    let folder = file.parent().unwrap_or(Path::new("."));
    std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(unavailable)
}

/// SQLite would take an empty file for a new log.
fn is_begun(file: &Path) -> Result<(), LogError> {
    match std::fs::metadata(file) {
        Ok(found) if found.len() == 0 => Err(LogError::Damaged(format!("{} is empty", file.display()))),
        Ok(_) => Ok(()),
        Err(e) => Err(LogError::Unavailable(format!("{}: {e}", file.display()))),
    }
}

fn unfinished(file: &Path) -> PathBuf {
    file.with_extension("beginning")
}

fn connect(file: &Path, flags: OpenFlags) -> Result<Connection, LogError> {
    let connection = Connection::open_with_flags(file, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.execute_batch(include_str!("sqlite/open.sql"))?;
    connection.set_prepared_statement_cache_capacity(32);
    let mark: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let tables: i32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if mark != APPLICATION {
        return Err(LogError::Damaged(format!("{} is not a log of this program", file.display())));
    }
    if tables != TABLES {
        return Err(LogError::Unavailable(format!(
            "{} has tables of version {tables}, this program knows {TABLES}: use the newer program",
            file.display()
        )));
    }
    Ok(connection)
}

fn unavailable(error: impl ToString) -> LogError {
    LogError::Unavailable(error.to_string())
}
