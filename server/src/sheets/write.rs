//! Tables as files: what an import reads again without a change.

mod features;
mod lines;
mod shapes;
mod workbook;

use geodata::datum::Datum;
use serde_json::Value;
use shared::{Day, Key, RegionCode, World};

use super::fault::Fault;
use super::present::{self, Present};
use super::show::{Shown, moved, shown};
use super::table::{Of, Table};

/// How a file is to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A workbook with lists to choose from.
    Workbook,
    /// Lines of cells, UTF-8 with a byte order mark.
    Csv,
    /// Lines of cells, GB 18030.
    CsvGb,
    /// GeoJSON.
    Features,
    /// A Shapefile in an archive.
    Shapes,
}

/// Which rows.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// The table.
    pub table: Table,
    /// The region its records lie in.
    pub region: RegionCode,
    /// The datum of positions.
    pub datum: Datum,
    /// The day on which they stand as they do.
    pub today: Day,
    /// Headings and lists alone.
    pub is_empty: bool,
}

/// Records, each as a row.
pub(super) type Rows = Vec<(Key, Present)>;

/// A table as a file.
///
/// # Errors
/// Where a form cannot hold the table.
pub fn write(world: &World, wanted: Wanted, form: Form) -> Result<Vec<u8>, Fault> {
    let keys = if wanted.is_empty { Vec::new() } else { present::keys(world, wanted.table, wanted.region) };
    let rows: Rows = keys
        .into_iter()
        .filter_map(|key| Some((key, present::of(world, wanted.table, key, wanted.today)?)))
        .collect();
    match form {
        Form::Workbook => workbook::write(world, &rows, wanted),
        Form::Csv => lines::write(&rows, wanted, false),
        Form::CsvGb => lines::write(&rows, wanted, true),
        Form::Features => features::write(&rows, wanted),
        Form::Shapes => shapes::write(&rows, wanted),
    }
}

impl Form {
    /// By its name in addresses and file endings.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "xlsx" => Form::Workbook,
            "csv" => Form::Csv,
            "csv-gb18030" => Form::CsvGb,
            "geojson" | "json" => Form::Features,
            "shp" | "zip" => Form::Shapes,
            _ => return None,
        })
    }

    /// The ending of its files.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Form::Workbook => "xlsx",
            Form::Csv | Form::CsvGb => "csv",
            Form::Features => "geojson",
            Form::Shapes => "zip",
        }
    }

    /// Its media type.
    #[must_use]
    pub const fn media(self) -> &'static str {
        match self {
            Form::Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Form::Csv => "text/csv; charset=utf-8; header=present",
            Form::CsvGb => "text/csv; charset=gb18030; header=present",
            Form::Features => "application/geo+json",
            Form::Shapes => "application/zip",
        }
    }
}

/// The cells of a row, positions in the datum that is wanted.
fn cells(key: Key, row: &Present, wanted: Wanted) -> Vec<Shown> {
    let columns = wanted.table.columns();
    let point = wanted.table.point().and_then(|lon| {
        let (lon, lat) = (row.cells.get(lon)?, row.cells.get(lon + 1)?);
        moved(lon, lat, wanted.datum)
    });
    let cell = |(column, value): (&super::table::Column, &Value)| match (column.of, point) {
        (Of::Key, _) => Shown::Text(key.to_string()),
        (Of::Lon, Some(point)) => Shown::Number(point.lon()),
        (Of::Lat, Some(point)) => Shown::Number(point.lat()),
        _ => shown(column, value, wanted.datum),
    };
    columns.iter().zip(&row.cells).map(cell).collect()
}

fn failed(cause: &dyn std::fmt::Display) -> Fault {
    Fault::new("damaged").with("reason", cause)
}
