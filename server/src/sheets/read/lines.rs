//! Lines of cells: UTF-8, else GB 18030 as spreadsheets in China save them; between commas, tabs or semicolons.

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::GB18030;

use super::super::cell::Cell;
use super::super::fault::Fault;
use super::super::progress::Progress;
use super::{Form, MOST_COLUMNS, MOST_ROWS, Sheet};

/// Reads lines.
pub(super) fn read(bytes: &[u8], progress: &Progress) -> Result<Sheet, Fault> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => match GB18030.decode_without_bom_handling_and_without_replacement(bytes) {
            Some(text) => text.into_owned(),
            None => return Err(Fault::new("encoding").with("row", row_at_fault(bytes))),
        },
    };
    let first = text.lines().next().unwrap_or("");
    let separator = [b',', b'\t', b';'].into_iter().max_by_key(|s| first.bytes().filter(|b| b == s).count());
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator.unwrap_or(b','))
        .from_reader(text.as_bytes());
    let (mut rows, mut record) = (Vec::new(), StringRecord::new());
    loop {
        progress.go_on()?;
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(e) => {
                let row = e.position().map_or(0, csv::Position::line);
                return Err(Fault::new("csv").with("row", row).with("reason", e));
            }
        }
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if rows.len() >= MOST_ROWS {
            return Err(Fault::new("rows").with("max", MOST_ROWS));
        }
        if record.len() > MOST_COLUMNS {
            return Err(Fault::new("columns").with("max", MOST_COLUMNS));
        }
        let row = record.position().map_or(0, csv::Position::line);
        rows.push((u32::try_from(row).unwrap_or(u32::MAX), record.iter().map(cell).collect()));
    }
    Ok(Sheet { form: Form::Lines, name: String::new(), rows, merged: Vec::new() })
}

/// What spreadsheets would take for a formula is written with an apostrophe before it; here it is taken away again.
fn cell(text: &str) -> Cell {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => Cell::Text(rest.to_owned()),
        _ if text.trim().is_empty() => Cell::Empty,
        _ => Cell::Text(text.to_owned()),
    }
}

/// The first row whose bytes are in neither encoding.
fn row_at_fault(bytes: &[u8]) -> usize {
    let of_neither = |line: &[u8]| {
        std::str::from_utf8(line).is_err()
            && GB18030.decode_without_bom_handling_and_without_replacement(line).is_none()
    };
    bytes.split(|b| *b == b'\n').position(of_neither).map_or(1, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_encodings_are_read_and_a_mixture_is_refused() {
        let text = "编号,名称\nRL-1,'=1+1\n";
        let (gb, ..) = GB18030.encode(text);
        for bytes in [text.as_bytes(), &gb] {
            let sheet = read(bytes, &Progress::default()).unwrap();
            assert_eq!(sheet.rows[0].1[0], Cell::Text("编号".into()));
            assert_eq!(sheet.rows[1], (2, vec![Cell::Text("RL-1".into()), Cell::Text("=1+1".into())]));
        }
        let mixed = ["编号,名称\n".as_bytes(), b"RL-1,\xff\xff\xff\n"].concat();
        assert_eq!(read(&mixed, &Progress::default()).unwrap_err().slug(), "encoding");
    }
}
