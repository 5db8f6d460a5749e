//! Days as people type them: 2026-11-22, 2026.11.22, 2026年11月22日, 20261122, a month alone, or the serial number that a
//! spreadsheet shows where a cell lost its format.

use shared::Day;

use super::{Cell, plain};

/// Serial numbers of spreadsheets that are taken for days: 1927 to 2173. Smaller ones are numbers in the wrong column.
const SERIALS: std::ops::RangeInclusive<f64> = 10_000.0..=100_000.0;
/// 1970-01-01 as a spreadsheet counts.
const EPOCH: f64 = 25_569.0;

/// A day; the first of a month that stands alone.
pub(super) fn first(text: &str, cell: &Cell) -> Option<Day> {
    read(text, cell).map(|(day, _)| day)
}

/// A day; the last of a month that stands alone.
pub(super) fn last(text: &str, cell: &Cell) -> Option<Day> {
    read(text, cell).map(|(day, is_month)| if is_month { day.plus_months(1).plus(-1) } else { day })
}

/// The day that a spreadsheet counts with a number.
#[must_use]
pub fn of_serial(serial: f64) -> Option<Day> {
    SERIALS.contains(&serial).then(|| Day::from_number((serial.floor() - EPOCH) as i32))
}

fn read(text: &str, cell: &Cell) -> Option<(Day, bool)> {
    if let Cell::Day(day) = cell {
        return Some((*day, false));
    }
    let text = plain(text);
    let is_digits = text.bytes().all(|b| b.is_ascii_digit());
    if is_digits && text.len() == 8 {
        return ymd(text.get(..4)?, text.get(4..6)?, text.get(6..)?);
    }
    if let Ok(serial) = text.parse::<f64>()
        && (is_digits || matches!(cell, Cell::Number(_)))
    {
        return of_serial(serial).map(|day| (day, false));
    }
    // A time of day may follow; it says nothing about the day.
    let date = text.split([' ', 'T']).next().unwrap_or("");
    let parts: Vec<&str> = date.split(['-', '.', '/', '年', '月', '日']).filter(|p| !p.is_empty()).collect();
    match parts.as_slice() {
        [year, month] if year.len() == 4 => ymd(year, month, "1").map(|(day, _)| (day, true)),
        [year, month, day] if year.len() == 4 => ymd(year, month, day),
        _ => None,
    }
}

fn ymd(year: &str, month: &str, day: &str) -> Option<(Day, bool)> {
    Day::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).map(|day| (day, false))
}
