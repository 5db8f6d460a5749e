//! `investmap backup FILE` and `restore FILE`: the whole log in one file, and a data folder from it.

use std::path::PathBuf;

use clap::Args;

use super::place::Place;
use super::trouble::{During, Outcome, Trouble, say};
use crate::log::sqlite::{self, SqliteLog};

/// What `backup` is told.
#[derive(Debug, Args)]
pub(super) struct Backup {
    /// The new file.
    file: PathBuf,
    #[command(flatten)]
    place: Place,
}

impl Backup {
    pub(super) fn run(self) -> Outcome<()> {
        let log = self.place.read()?;
        let head = log.backup(&self.file).map_err(|e| self.place.spoilt(&e))?;
        say(format_args!("{} facts are in {}, digest {}", head.position, self.file.display(), head.digest))
    }
}

/// What `restore` is told.
#[derive(Debug, Args)]
pub(super) struct Restore {
    /// A file that `backup` wrote.
    file: PathBuf,
    #[command(flatten)]
    place: Place,
}

impl Restore {
    pub(super) fn run(self) -> Outcome<()> {
        let folder = self.place.take()?;
        let to = folder.path().join(sqlite::FILE);
        if to.exists() {
            let path = folder.path().display();
            return Err(Trouble::failed(format!(
                "there is a log in {path} already: give a new folder with --data"
            )));
        }
        let name = self.file.display();
        let head =
            SqliteLog::restore(&self.file, folder.path()).during(format_args!("{name} was not restored"))?;
        let path = folder.path().display();
        say(format_args!("{} facts are in {path}, digest {}", head.position, head.digest))
    }
}
