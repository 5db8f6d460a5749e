//! Tables for spreadsheets: CSV in UTF-8 with a byte order mark, in which no field is a formula.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::params::Wanted;

/// In what form something is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// JSON.
    #[default]
    Json,
    /// CSV.
    Csv,
}

impl Wanted for Format {
    const EXPECTED: (&'static str, &'static str) = ("json 或 csv", "json or csv");
    const EXAMPLE: &'static str = "json";
    fn read(text: &str) -> Option<Self> {
        match text {
            "json" => Some(Format::Json),
            "csv" => Some(Format::Csv),
            _ => None,
        }
    }
}

/// An empty table.
#[must_use]
pub fn begin() -> csv::Writer<Vec<u8>> {
    // Without the mark Excel takes the text for one in the machine's own encoding.
    csv::Writer::from_writer(vec![0xef, 0xbb, 0xbf])
}

/// The finished table, as a file of a name.
///
/// # Errors
/// If it cannot be finished.
pub fn answer(table: csv::Writer<Vec<u8>>, name: &'static str) -> Result<Response, csv::Error> {
    let bytes = table.into_inner().map_err(|error| error.into_error())?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}

/// A text that no spreadsheet calculates.
#[must_use]
pub fn plain(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_field_is_a_formula() {
        for text in ["=cmd|' /C calc'!A0", "+1", "-1", "@sum(1)", "\t=1"] {
            assert_eq!(plain(text), format!("'{text}"));
        }
        assert_eq!(plain("command in 533102"), "command in 533102");
    }
}
