//! `investmap import FILE --as facts`: records a file's facts, all in one transaction or none.

use std::fs::File;
use std::io::{BufRead, BufReader, stdin};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::place::Place;
use super::trouble::{Outcome, Trouble, say};
use crate::log::{FactLines, ImportError, Lines, Log};

/// What `import` is told.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// The file; - for standard input.
    file: PathBuf,
    /// What the file holds: `facts`, one JSON object a line, as `export log` and `simulate` write them.
    #[arg(long = "as", env = "INVESTMAP_AS", value_name = "KIND")]
    kind: Kind,
    /// The datum of its coordinates.
    #[arg(long, env = "INVESTMAP_DATUM", default_value = "wgs84")]
    datum: Datum,
    /// Only check the file; record nothing.
    #[arg(long, env = "INVESTMAP_DRY_RUN", value_parser = clap::builder::BoolishValueParser::new())]
    dry_run: bool,
    #[command(flatten)]
    place: Place,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    Facts,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Datum {
    Wgs84,
    Gcj02,
    Bd09,
}

impl Import {
    pub(super) fn run(self) -> Outcome<()> {
        let Kind::Facts = self.kind;
        if self.datum != Datum::Wgs84 {
            return Err(Trouble::usage("--datum: facts files are always in WGS 84; leave --datum out"));
        }
        let lines: Lines = Box::new(FactLines::new(open(&self.file)?));
        let name = name(&self.file);
        if self.dry_run {
            let mut facts = 0_u64;
            for line in lines {
                line.map_err(|wrong| Trouble::failed(format!("{name}: {wrong}; nothing was recorded")))?;
                facts += 1;
            }
            return say(format_args!("{facts} facts could be recorded; nothing was"));
        }
        let (_folder, log) = self.place.open()?;
        let imported = log.import(lines).map_err(|error| match error {
            ImportError::Fact(wrong) => Trouble::failed(format!("{name}: {wrong}; nothing was recorded")),
            ImportError::Log(error) => self.place.spoilt(&error),
        })?;
        say(format_args!("{} facts recorded; the log ends at position {}", imported.facts, imported.head))
    }
}

fn open(file: &Path) -> Outcome<Box<dyn BufRead + Send>> {
    if file == Path::new("-") {
        return Ok(Box::new(BufReader::new(stdin())));
    }
    match File::open(file) {
        Ok(opened) => Ok(Box::new(BufReader::with_capacity(1 << 16, opened))),
        Err(e) => Err(Trouble::failed(format!("{}: {e}", file.display()))),
    }
}

fn name(file: &Path) -> String {
    if file == Path::new("-") { "standard input".into() } else { file.display().to_string() }
}
