//! Workbooks: cell by cell, so that one cell in the last corner of a sheet does not make it as large as the whole sheet.

use std::io::Cursor;

use calamine::{DataRef, Reader, SheetVisible, Xlsx};
use shared::{Day, Lang};

use super::super::cell::Cell;
use super::super::fault::Fault;
use super::super::progress::Progress;
use super::super::table::Table;
use super::{Form, MOST_COLUMNS, MOST_ROWS, Sheet, letters};
use crate::sheets::heading;

/// Reads the sheet of the table: by its name, else the first that has its headings.
pub(super) fn read(
    bytes: &[u8],
    names: &[String],
    table: Table,
    progress: &Progress,
) -> Result<Sheet, Fault> {
    if names.iter().any(|name| name.to_ascii_lowercase().contains("vbaproject")) {
        return Err(Fault::new("macros"));
    }
    let damaged = |reason: &dyn std::fmt::Display| Fault::new("damaged").with("reason", reason);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
    let visible = book.sheets_metadata().iter().filter(|s| s.visible == SheetVisible::Visible);
    let mut sheets: Vec<String> = visible.map(|s| s.name.clone()).collect();
    let is_ours = |name: &String| {
        let name = name.to_lowercase();
        [table.title(Lang::Zh), table.title(Lang::En), table.slug()]
            .iter()
            .any(|t| name.contains(&t.to_lowercase()))
    };
    sheets.sort_by_key(|name| !is_ours(name));
    let mut first = None;
    for name in sheets {
        let sheet = one(&mut book, &name, progress)?;
        if heading::find(&sheet, table).is_ok() {
            return Ok(sheet);
        }
        first.get_or_insert(sheet);
    }
    first.filter(|sheet| !sheet.rows.is_empty()).ok_or_else(|| Fault::new("empty"))
}

fn one(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, progress: &Progress) -> Result<Sheet, Fault> {
    let damaged = |reason: &dyn std::fmt::Display| Fault::new("damaged").with("reason", reason);
    let is_1904 = book.has_1904_epoch();
    // A sheet whose merged cells cannot be told has none that matter.
    let merged = book.merge_cells_by_sheet_name(name).unwrap_or_default();
    let merged = merged.iter().filter(|m| m.start.1 < m.end.1).map(|m| {
        let cells = format!(
            "{}{}:{}{}",
            letters(m.start.1 as usize),
            m.start.0 + 1,
            letters(m.end.1 as usize),
            m.end.0 + 1
        );
        (m.start.0 + 1, cells)
    });
    let merged = merged.collect();
    let mut cells = book.worksheet_cells_reader(name).map_err(|e| damaged(&e))?;
    let mut rows: Vec<(u32, Vec<Cell>)> = Vec::new();
    while let Some(read) = cells.next_cell_with_formula().map_err(|e| damaged(&e))? {
        let (row, column) = (read.pos.0 + 1, read.pos.1 as usize);
        let cell = match read.formula {
            Some(formula) if !formula.is_empty() => Cell::Formula,
            _ => cell(read.value, is_1904),
        };
        if cell == Cell::Empty {
            continue;
        }
        if column >= MOST_COLUMNS {
            return Err(Fault::new("columns").with("max", MOST_COLUMNS));
        }
        if rows.last().is_none_or(|(last, _)| *last != row) {
            progress.go_on()?;
            if rows.len() >= MOST_ROWS {
                return Err(Fault::new("rows").with("max", MOST_ROWS));
            }
            rows.push((row, Vec::new()));
        }
        if let Some((_, cells)) = rows.last_mut() {
            if cells.len() <= column {
                cells.resize(column + 1, Cell::Empty);
            }
            if let Some(place) = cells.get_mut(column) {
                *place = cell;
            }
        }
    }
    Ok(Sheet { form: Form::Workbook, name: name.to_owned(), rows, merged })
}

fn cell(value: DataRef<'_>, is_1904: bool) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::String(text) => text_cell(text),
        DataRef::SharedString(text) => text_cell(text.to_owned()),
        DataRef::Int(number) => Cell::Number(number as f64),
        DataRef::Float(number) => Cell::Number(number),
        DataRef::Bool(is) => Cell::Bool(is),
        DataRef::DateTime(moment) => {
            let serial = moment.as_f64() + if is_1904 { 1_462.0 } else { 0.0 };
            // 1970-01-01 is 25,569. Days before March 1900 are counted wrongly, and are refused by the rules anyway.
            Cell::Day(Day::from_number((serial.floor() - 25_569.0).clamp(-700_000.0, 2_900_000.0) as i32))
        }
        DataRef::DateTimeIso(text) => Cell::Text(text),
        DataRef::DurationIso(text) => Cell::Text(text),
        DataRef::Error(error) => Cell::Error(error.to_string()),
    }
}

fn text_cell(text: String) -> Cell {
    if text.trim().is_empty() { Cell::Empty } else { Cell::Text(text) }
}
