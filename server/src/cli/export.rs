//! `investmap export log FILE`: writes every fact as a line of JSON, as `import --as facts` reads it.

use std::fs::File;
use std::io::{BufWriter, Write, stdout};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::place::Place;
use super::trouble::{During, Outcome, Trouble};
use crate::log::sqlite::SqliteLog;
use crate::log::{Log, Stored, facts};

/// Facts that are read at once.
const PAGE: usize = 4096;

/// What `export` is told.
#[derive(Debug, Args)]
pub(super) struct Export {
    /// What to write: `log`, every fact with everything that is recorded of it.
    kind: Kind,
    /// The new file; - for standard output.
    file: PathBuf,
    #[command(flatten)]
    place: Place,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    Log,
}

impl Export {
    pub(super) fn run(self) -> Outcome<()> {
        let Kind::Log = self.kind;
        let log = self.place.read()?;
        let name = self.file.display();
        if self.file == Path::new("-") {
            return self.write(&log, stdout().lock());
        }
        let file = File::create_new(&self.file).during(&name)?;
        let written = self.write(&log, &file).and_then(|()| file.sync_all().during(&name));
        if written.is_err() {
            // Half a log must not be taken for one.
            let _gone = std::fs::remove_file(&self.file);
        }
        written
    }

    fn write(&self, log: &SqliteLog, file: impl Write) -> Outcome<()> {
        let failed = |e: std::io::Error| Trouble::failed(format!("{}: {e}", self.file.display()));
        let mut file = BufWriter::new(file);
        let mut after = 0;
        loop {
            let page = log.read(after, PAGE).map_err(|e| self.place.spoilt(&e))?;
            let Some(last) = page.last().map(Stored::position) else { break };
            facts::write(&mut file, &page).map_err(failed)?;
            after = last;
        }
        file.flush().map_err(failed)
    }
}
