//! `investmap import FILE --as facts`: records a file's facts, all in one transaction or none; `--as units` and the other tables:
//! records what a table changes, after saying what that is.

mod table;

pub(super) use table::folded;

use std::fs::File;
use std::io::{BufRead, BufReader, stdin};
use std::path::{Path, PathBuf};

use clap::Args;
use shared::Day;

use super::place::Place;
use super::trouble::{Outcome, Trouble, say};
use crate::log::{FactLines, ImportError, Lines, Log};
use crate::sheets::Table;
use geodata::datum::Datum;

/// What `import` is told.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// The file; - for standard input.
    file: PathBuf,
    /// What the file holds: `facts`, one JSON object a line, as `export log` and `simulate` write them; or a table, as `export`
    /// writes it: parks, halls, units, parcels, ports, projects, enterprises, targets, visits, activities, invitations, requests.
    #[arg(long = "as", env = "INVESTMAP_AS", value_name = "KIND")]
    kind: Kind,
    /// The datum of its positions: wgs84, gcj02 or bd09. A table with positions must say it.
    #[arg(long, env = "INVESTMAP_DATUM")]
    datum: Option<Datum>,
    /// The day of what a table changes and does not date itself (default: today).
    #[arg(long, env = "INVESTMAP_DAY")]
    day: Option<Day>,
    /// Record a table although positions lie outside the county they are said to be in.
    #[arg(long, env = "INVESTMAP_ACCEPT_FLAGGED", value_parser = clap::builder::BoolishValueParser::new())]
    accept_flagged: bool,
    /// Only check the file; record nothing.
    #[arg(long, env = "INVESTMAP_DRY_RUN", value_parser = clap::builder::BoolishValueParser::new())]
    dry_run: bool,
    #[command(flatten)]
    place: Place,
}

/// What a file holds.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Facts,
    Table(Table),
}

impl std::str::FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "facts" => Ok(Kind::Facts),
            other => other.parse().map(Kind::Table).map_err(|()| {
                let tables: Vec<_> = Table::ALL.iter().map(|table| table.slug()).collect();
                format!("it is facts, or a table: {}", tables.join(", "))
            }),
        }
    }
}

impl Import {
    pub(super) fn run(self) -> Outcome<()> {
        match self.kind {
            Kind::Facts => self.facts(),
            Kind::Table(table) => self.table(table),
        }
    }

    fn facts(self) -> Outcome<()> {
        if self.datum.is_some_and(|datum| datum != Datum::Wgs84) {
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
