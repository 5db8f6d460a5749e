//! `investmap export log FILE`: writes every fact as a line of JSON, as `import --as facts` reads it; `export units FILE` and the
//! other tables: writes the records of a kind, as `import --as units` reads them.

use std::fs::File;
use std::io::{BufWriter, Write, stdout};
use std::path::{Path, PathBuf};

use clap::Args;
use geodata::datum::Datum;
use shared::{Lang, RegionCode};

use super::import::folded;
use super::place::Place;
use super::trouble::{During, Outcome, Trouble};
use crate::log::sqlite::SqliteLog;
use crate::log::{Log, Stored, facts};
use crate::sheets::{self, Form, Table, Wanted};

/// Facts that are read at once.
const PAGE: usize = 4096;

/// What `export` is told.
#[derive(Debug, Args)]
pub(super) struct Export {
    /// What to write: `log`, every fact with everything that is recorded of it; or a table: parks, halls, units, parcels, ports,
    /// projects, enterprises, targets, visits, activities, invitations, requests.
    kind: Kind,
    /// The new file; - for standard output.
    file: PathBuf,
    /// How a table is written: xlsx, csv, csv-gb18030, geojson or shp (default: by the ending of the file, else xlsx).
    #[arg(long, env = "INVESTMAP_FORM")]
    form: Option<String>,
    /// The datum of a table's positions: wgs84, gcj02 or bd09.
    #[arg(long, env = "INVESTMAP_DATUM", default_value = "wgs84", hide_default_value = true)]
    datum: Datum,
    /// The region whose records a table holds, by its GB/T 2260 code.
    #[arg(long, env = "INVESTMAP_REGION", value_name = "CODE", default_value = "530000")]
    region: RegionCode,
    #[command(flatten)]
    place: Place,
}

/// What is written.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Log,
    Table(Table),
}

impl std::str::FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "log" => Ok(Kind::Log),
            other => other.parse().map(Kind::Table).map_err(|()| {
                let tables: Vec<_> = Table::ALL.iter().map(|table| table.slug()).collect();
                format!("it is log, or a table: {}", tables.join(", "))
            }),
        }
    }
}

impl Export {
    pub(super) fn run(self) -> Outcome<()> {
        let log = self.place.read()?;
        let name = self.file.display();
        let table = match self.kind {
            Kind::Log => None,
            Kind::Table(table) => Some(self.table(table, &log)?),
        };
        if self.file == Path::new("-") {
            return match table {
                Some(table) => stdout().lock().write_all(&table).during(&name),
                None => self.write(&log, stdout().lock()),
            };
        }
        let file = File::create_new(&self.file).during(&name)?;
        let written = match &table {
            Some(table) => (&file).write_all(table).during(&name),
            None => self.write(&log, &file),
        };
        let written = written.and_then(|()| file.sync_all().during(&name));
        if written.is_err() {
            // Half a log must not be taken for one.
            let _gone = std::fs::remove_file(&self.file);
        }
        written
    }

    /// A table as bytes.
    fn table(&self, table: Table, log: &SqliteLog) -> Outcome<Vec<u8>> {
        let ending = self.file.extension().and_then(std::ffi::OsStr::to_str).unwrap_or("xlsx");
        let form = self.form.as_deref().unwrap_or(ending);
        let form = Form::named(form).ok_or_else(|| {
            Trouble::usage(format!(
                "--form: {form} is no form of a table; give xlsx, csv, csv-gb18030, geojson or shp"
            ))
        })?;
        let (world, today) = folded(&self.place, log)?;
        let wanted = Wanted { table, region: self.region, datum: self.datum, today, is_empty: false };
        sheets::write(&world, wanted, form).map_err(|fault| Trouble::usage(fault.word(Lang::En)))
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
