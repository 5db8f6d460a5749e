//! Lines of cells. What a spreadsheet would take for a formula gets an apostrophe before it, which an import takes away.

use encoding_rs::GB18030;

use super::super::heading;
use super::super::read::Form;
use super::{Rows, Shown, Wanted, cells, failed};
use crate::sheets::fault::Fault;

pub(super) fn write(rows: &Rows, wanted: Wanted, gb: bool) -> Result<Vec<u8>, Fault> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let columns = wanted.table.columns();
    let headings = columns.iter().map(|column| heading::written(column, Form::Lines));
    writer.write_record(headings).map_err(|e| failed(&e))?;
    for (key, row) in rows {
        let cells = cells(*key, row, wanted).into_iter().map(|cell| match cell {
            Shown::Empty => String::new(),
            Shown::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
            Shown::Text(text) | Shown::Day(text) => text,
            Shown::Number(number) => number.to_string(),
        });
        writer.write_record(cells).map_err(|e| failed(&e))?;
    }
    let text = writer.into_inner().map_err(|e| failed(&e))?;
    if gb {
        // GB 18030 holds every character.
        let text = String::from_utf8(text).map_err(|e| failed(&e))?;
        return Ok(GB18030.encode(&text).0.into_owned());
    }
    Ok([b"\xef\xbb\xbf".as_slice(), &text].concat())
}
