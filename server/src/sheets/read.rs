//! Files as they come: what they are is told by their first bytes, never by their names, and nothing of them is written to
//! the disk.

mod archive;
mod features;
mod lines;
mod shapes;
mod workbook;

use super::cell::Cell;
use super::fault::Fault;
use super::progress::Progress;
use super::table::Table;

/// The most rows of a table.
pub const MOST_ROWS: usize = 50_000;
/// The most columns.
pub const MOST_COLUMNS: usize = 200;
/// What a file may unpack to, MiB.
pub const MOST_MIB: u64 = 256;

/// How a file is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A workbook.
    Workbook,
    /// Lines of cells.
    Lines,
    /// GeoJSON.
    Features,
    /// A Shapefile in an archive.
    Shapes,
}

/// A table as the file has it.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// How the file is made.
    pub form: Form,
    /// The name of the sheet; empty where the file has none.
    pub name: String,
    /// The rows with their numbers in the file, from 1. Empty ones are left out.
    pub rows: Vec<(u32, Vec<Cell>)>,
    /// Cells that are merged over several columns: row, and how they are named there.
    pub merged: Vec<(u32, String)>,
}

/// Reads a file for a table.
///
/// # Errors
/// What is wrong with it, for whoever sent it.
pub fn read(bytes: &[u8], table: Table, progress: &Progress) -> Result<Sheet, Fault> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let begin = text.iter().find(|b| !b.is_ascii_whitespace());
    match (bytes, begin) {
        (_, None) => Err(Fault::new("empty")),
        ([b'P', b'K', 3, 4, ..], _) => {
            let names = archive::inspect(bytes, progress)?;
            match names.iter().any(|name| name.eq_ignore_ascii_case("xl/workbook.xml")) {
                true => workbook::read(bytes, &names, table, progress),
                false => shapes::read(bytes, &names, table, progress),
            }
        }
        ([0xd0, 0xcf, 0x11, 0xe0, ..], _) => Err(Fault::new("old-excel")),
        (_, Some(b'{')) => features::read(text, table, progress),
        _ if bytes.iter().take(4096).any(|b| *b == 0) => Err(Fault::new("kind")),
        _ => lines::read(text, progress),
    }
}

/// The letters of a column of a spreadsheet, from 0: A, …, Z, AA, ….
#[must_use]
pub fn letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'A' + (column % 26) as u8);
        match (column / 26).checked_sub(1) {
            Some(left) => column = left,
            None => break,
        }
    }
    letters.iter().rev().map(|b| char::from(*b)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_spreadsheets_do() {
        assert_eq!([0, 25, 26, 51, 54, 701, 702].map(letters), ["A", "Z", "AA", "AZ", "BC", "ZZ", "AAA"]);
    }
}
