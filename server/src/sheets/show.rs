//! Values of records as cells say them.

use geodata::datum::Datum;
use serde_json::Value;
use shared::{Lang, Point};

use super::cell::{ring_of, rings_of, written};
use super::table::{Column, Of, code, word};

/// What a cell of a file says.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    /// Nothing.
    Empty,
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// A day, as `2026-11-22`.
    Day(String),
}

/// What a file says of a value, in both languages where it has words.
#[must_use]
pub fn shown(column: &Column, value: &Value, datum: Datum) -> Shown {
    let text = |value: &Value| value.as_str().map_or(Shown::Empty, |text| Shown::Text(text.to_owned()));
    match column.of {
        _ if value.is_null() => Shown::Empty,
        Of::Number | Of::Whole | Of::Lon | Of::Lat => value.as_f64().map_or(Shown::Empty, Shown::Number),
        Of::Bay => value.as_f64().map_or(Shown::Empty, |n| Shown::Number(n + 1.0)),
        Of::Day | Of::LastDay => value.as_str().map_or(Shown::Empty, |day| Shown::Day(day.to_owned())),
        Of::Code(_) => value.as_str().map_or(Shown::Empty, |c| Shown::Text(both(c))),
        Of::YesNo => Shown::Text(both(if value.as_bool() == Some(true) { "yes" } else { "no" })),
        Of::Region => text(value),
        Of::Grid => Shown::Text(said(column, value, Lang::Zh)),
        Of::Lines | Of::Refs(_) => Shown::Text(said(column, value, Lang::Zh)),
        Of::Ring => ring_of(value).map_or(Shown::Empty, |ring| {
            Shown::Text(written(&[ring.into_iter().map(|p| datum.from_wgs84(p)).collect()]))
        }),
        Of::Rings => rings_of(value).map_or(Shown::Empty, |rings| {
            let moved = rings.into_iter().map(|r| r.into_iter().map(|p| datum.from_wgs84(p)).collect());
            Shown::Text(written(&moved.collect::<Vec<_>>()))
        }),
        Of::Key | Of::Ref(_) | Of::Stage | Of::Line => text(value),
    }
}

/// A code in both languages; once where they write it alike.
#[must_use]
pub fn both(name: &str) -> String {
    let (zh, en) = (code(name, Lang::Zh), code(name, Lang::En));
    if zh == en { zh.to_owned() } else { format!("{zh} {en}") }
}

/// What a message says of a value.
#[must_use]
pub fn said(column: &Column, value: &Value, lang: Lang) -> String {
    match (column.of, value) {
        (_, Value::Null) => "—".to_owned(),
        (Of::Code(_), Value::String(name)) => code(name, lang).to_owned(),
        (Of::YesNo, Value::Bool(is)) => word("desk-code-", if *is { "yes" } else { "no" }, lang).to_owned(),
        (Of::Bay, value) => value.as_u64().map_or_else(String::new, |n| (n + 1).to_string()),
        (Of::Grid, Value::Array(all)) => all.iter().map(number).collect::<Vec<_>>().join("×"),
        (Of::Ring | Of::Rings, value) => {
            let count = |ring: &Value| ring.as_array().map_or(0, Vec::len);
            let points: usize = match column.of {
                Of::Ring => count(value),
                _ => value.as_array().into_iter().flatten().map(count).sum(),
            };
            format!("{points} ●")
        }
        (_, Value::Array(all)) => all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(";"),
        (_, Value::Number(_)) => number(value),
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}

fn number(value: &Value) -> String {
    value.as_f64().map_or_else(String::new, |n| n.to_string())
}

/// A row's point in a datum, where it has one.
#[must_use]
pub fn moved(lon: &Value, lat: &Value, datum: Datum) -> Option<Point> {
    Some(datum.from_wgs84(Point::new(lon.as_f64()?, lat.as_f64()?)))
}
