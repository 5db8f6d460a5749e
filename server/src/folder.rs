//! The data folder: everything a server keeps, used by one process at a time.
//!
//! ```text
//! log.sqlite  (-wal, -shm)   the log of facts: the truth; back it up with `investmap backup`
//! accounts.sqlite (…)        officials and the audit
//! vault.sqlite               contacts and notes, sealed
//! hooks.sqlite              how far receivers of webhooks were told; without it they begin at the end of the log
//! snapshot                   what was folded; may be deleted at any time
//! lock                       held while a process records
//! ```

use std::fs::{DirBuilder, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// A data folder that this process alone may write to.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// Unlocked when it is closed.
    _lock: File,
}

/// Why a folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// Another process records there.
    #[error("another investmap is using {}: stop it, or give another folder with --data", .0.display())]
    Taken(PathBuf),
    /// It cannot be made or written to.
    #[error("the data folder {}: {}", .0.display(), .1)]
    Io(PathBuf, io::Error),
}

impl Folder {
    /// Takes a folder for this process, and makes it where there is none. Only its owner can read what it makes: the log
    /// holds what is not for everyone.
    ///
    /// # Errors
    /// If another process has it, or it cannot be written to.
    pub fn take(path: &Path) -> Result<Self, Unusable> {
        let failed = |e| Unusable::Io(path.to_owned(), e);
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(path).map_err(failed)?;
        let lock = File::options()
            .create(true)
            .write(true)
            .truncate(false)
            .open(path.join("lock"))
            .map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path: path.to_owned(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(Unusable::Taken(path.to_owned())),
            Err(TryLockError::Error(e)) => Err(failed(e)),
        }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}
