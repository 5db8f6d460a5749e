//! What stands in a cell, as the file has it, and as what it is understood.

mod day;
mod wkt;

use geodata::datum::Datum;
use serde_json::{Value, json};
use shared::geometry::Ring;
use shared::{Day, Key, Lang, Point, RegionCode, Text};

use super::fault::Fault;
use super::table::{Column, Of, code};

pub use wkt::{ring_of, rings_of, unclamped, written};

/// A cell as the file has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(Day),
    /// Yes or no.
    Bool(bool),
    /// A formula: what it comes to may be out of date.
    Formula,
    /// An error value, such as `#REF!`.
    Error(String),
    /// The geometry of a feature.
    Shape(Shape),
}

/// A geometry, in the datum of the file.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A point.
    Point(Point),
    /// Outlines.
    Rings(Vec<Ring>),
}

/// What a cell asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// This.
    Value(Value),
    /// That nothing stands there any more.
    Nothing,
}

/// Half-width instead of full-width forms, without spaces around it.
#[must_use]
pub fn plain(text: &str) -> String {
    let narrow = text.chars().map(|c| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\t' | '\r' | '\n' => ' ',
        other => other,
    });
    narrow.collect::<String>().trim().to_owned()
}

/// Understands a cell of a column; none where nothing is asked.
///
/// # Errors
/// What is wrong with it.
pub fn asked(cell: &Cell, column: &Column, datum: Datum) -> Result<Option<Asked>, Fault> {
    let text = match cell {
        Cell::Empty => return Ok(None),
        Cell::Formula => return Err(Fault::new("formula")),
        Cell::Error(given) => return Err(Fault::given("error-cell", given)),
        Cell::Shape(shape) => return shaped(shape, column, datum).map(|v| Some(Asked::Value(v))),
        Cell::Text(text) => {
            let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
            match text {
                "" => return Ok(None),
                "-" | "—" | "－" | "–" => return Ok(Some(Asked::Nothing)),
                text => text.to_owned(),
            }
        }
        Cell::Number(number) => plainly(*number),
        Cell::Day(day) => day.to_string(),
        Cell::Bool(true) => "true".to_owned(),
        Cell::Bool(false) => "false".to_owned(),
    };
    understood(&text, cell, column, datum).map(|value| Some(Asked::Value(value)))
}

/// A number as people write it: no exponent, no needless zeros.
fn plainly(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { number.to_string() }
}

fn understood(text: &str, cell: &Cell, column: &Column, datum: Datum) -> Result<Value, Fault> {
    let wrong = |name| Fault::given(name, text);
    match column.of {
        Of::Line => Ok(json!(text)),
        Of::Lines => Ok(json!(split(text))),
        Of::Key => match plain(text).parse::<Key>() {
            Ok(key) => Ok(json!(key)),
            Err(_) => Err(wrong("key")),
        },
        Of::Ref(_) | Of::Stage => reference(text).map(|key| json!(key)),
        Of::Refs(_) => {
            let keys: Result<Vec<Key>, Fault> = split(text).iter().map(|one| reference(one)).collect();
            keys.map(|keys| json!(keys))
        }
        Of::Number | Of::Lon | Of::Lat => {
            number(text, column).ok_or_else(|| wrong("number")).map(|n| json!(n))
        }
        Of::Whole => whole(text, column).ok_or_else(|| wrong("whole")).map(|n| json!(n)),
        Of::Bay => match whole(text, column) {
            Some(n) if n > 0 => Ok(json!(n - 1)),
            _ => Err(wrong("whole")),
        },
        Of::Day => day::first(text, cell).ok_or_else(|| wrong("day")).map(|day| json!(day)),
        Of::LastDay => day::last(text, cell).ok_or_else(|| wrong("day")).map(|day| json!(day)),
        Of::Code(codes) => chosen(text, codes).map(|code| json!(code)).ok_or_else(|| {
            let known = |lang| codes.iter().map(|c| code(c, lang)).collect::<Vec<_>>().join(" / ");
            wrong("code").told("known", Text::new(known(Lang::Zh), known(Lang::En)))
        }),
        Of::YesNo => match plain(text).to_lowercase().as_str() {
            "是" | "有" | "y" | "yes" | "true" | "1" | "是 yes" | "√" | "✓" => Ok(json!(true)),
            "否" | "无" | "n" | "no" | "false" | "0" | "否 no" | "×" | "✗" => Ok(json!(false)),
            _ => Err(wrong("yes-no")),
        },
        Of::Region => {
            let first = plain(text);
            let first = first.split_whitespace().next().unwrap_or("");
            first.parse::<RegionCode>().map(|code| json!(code)).map_err(|_| wrong("region"))
        }
        Of::Grid => grid(text).map(|(a, b)| json!([a, b])).ok_or_else(|| wrong("grid")),
        Of::Ring => {
            let rings = wkt::read(text).map_err(wrong)?;
            one(rings, datum)
        }
        Of::Rings => wkt::read(text).map(|rings| json!(moved(rings, datum))).map_err(wrong),
    }
}

fn shaped(shape: &Shape, column: &Column, datum: Datum) -> Result<Value, Fault> {
    match (shape, column.of) {
        (Shape::Rings(rings), Of::Ring) => one(rings.clone(), datum),
        (Shape::Rings(rings), Of::Rings) => Ok(json!(moved(rings.clone(), datum))),
        (Shape::Rings(_), _) => Err(Fault::given("geometry", "Polygon").with("wanted", "Point")),
        (Shape::Point(_), _) => Err(Fault::given("geometry", "Point").with("wanted", "Polygon")),
    }
}

fn one(rings: Vec<Ring>, datum: Datum) -> Result<Value, Fault> {
    match moved(rings, datum).as_slice() {
        [ring] => Ok(json!(ring)),
        rings => Err(Fault::new("parts").with("n", rings.len())),
    }
}

fn moved(mut rings: Vec<Ring>, datum: Datum) -> Vec<Ring> {
    rings.iter_mut().flatten().for_each(|point| *point = datum.to_wgs84(*point));
    rings
}

/// What stands between `;`, `；` or `、`.
fn split(text: &str) -> Vec<String> {
    text.split([';', '；', '、', '\n']).map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect()
}

/// A key, alone or as a list offers it: `RL-02 2 号厂房`.
fn reference(text: &str) -> Result<Key, Fault> {
    let text = plain(text);
    let first = text.split_whitespace().next().unwrap_or("");
    first.parse().map_err(|_| Fault::given("key", &text))
}

fn chosen(text: &str, codes: &[&'static str]) -> Option<&'static str> {
    let text = plain(text).to_lowercase();
    codes.iter().copied().find(|known| {
        let (zh, en) = (code(known, Lang::Zh), code(known, Lang::En).to_lowercase());
        let both = format!("{zh} {en}");
        [zh, en.as_str(), both.as_str(), known.to_lowercase().as_str()].contains(&text.as_str())
    })
}

fn number(text: &str, column: &Column) -> Option<f64> {
    let mut text = plain(text);
    for unit in [Lang::Zh, Lang::En].into_iter().filter_map(|lang| column.unit(lang)) {
        if let Some(rest) = text.strip_suffix(&plain(unit)) {
            text = rest.trim_end().to_owned();
            break;
        }
    }
    if text.contains(',') {
        // Thousands alone are set apart by commas; `1,5` would be 15 otherwise.
        let whole = text.trim_start_matches('-').split('.').next().unwrap_or("").to_owned();
        let groups: Vec<&str> = whole.split(',').collect();
        let is_grouped = groups.first().is_some_and(|g| (1..=3).contains(&g.len()))
            && groups.iter().skip(1).all(|g| g.len() == 3);
        if !is_grouped {
            return None;
        }
        text.retain(|c| c != ',');
    }
    let is_decimal = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E'));
    text.parse::<f64>().ok().filter(|n| is_decimal && n.is_finite())
}

fn whole(text: &str, column: &Column) -> Option<u32> {
    let number = number(text, column)?;
    (number >= 0.0 && number.fract() == 0.0 && number <= f64::from(u32::MAX)).then_some(number as u32)
}

fn grid(text: &str) -> Option<(f64, f64)> {
    let text = plain(text).to_lowercase().replace(['m', '米', ' '], "");
    let (a, b) = text.split_once(['×', 'x', '*'])?;
    Some((a.parse().ok()?, b.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::table::Table;

    fn read(table: Table, name: &str, text: &str) -> Result<Option<Asked>, &'static str> {
        let column = table.columns().iter().find(|c| c.name == name).unwrap();
        asked(&Cell::Text(text.to_owned()), column, Datum::Wgs84).map_err(|fault| fault.slug())
    }

    #[test]
    fn cells_are_understood_as_people_type_them() {
        let cases = [
            (Table::Units, "area_m2", "４，３２０.５", json!(4320.5)),
            (Table::Units, "area_m2", "4,320.5 ㎡", json!(4320.5)),
            (Table::Units, "area_m2", "-5", json!(-5.0)),
            (Table::Units, "bay_from", "１", json!(0)),
            (Table::Units, "standing", "可租 available", json!("available")),
            (Table::Units, "standing", "已租", json!("leased")),
            (Table::Units, "standing", "Leased", json!("leased")),
            (Table::Units, "fire_class", "丙", json!("C")),
            (Table::Units, "sprinklers", "是", json!(true)),
            (Table::Units, "hall", "RL-02 2 号厂房", json!("RL-02")),
            (Table::Units, "column_grid_m", "8 × 8.4 m", json!([8.0, 8.4])),
            (Table::Units, "until", "2026年11月", json!("2026-11-30")),
            (Table::Units, "available_from", "2026年2月", json!("2026-02-01")),
            (Table::Units, "occurred_on", "2026.11.22", json!("2026-11-22")),
            (Table::Units, "occurred_on", "２０２６／１１／２２", json!("2026-11-22")),
            (Table::Units, "occurred_on", "20261122", json!("2026-11-22")),
            (Table::Units, "occurred_on", "46348", json!("2026-11-22")),
            (
                Table::Units,
                "stages",
                "textile/garments；textile/weaving",
                json!(["textile/garments", "textile/weaving"]),
            ),
            (Table::Parks, "region", "533102 瑞丽市", json!("533102")),
        ];
        for (table, name, text, value) in cases {
            assert_eq!(read(table, name, text), Ok(Some(Asked::Value(value))), "{name}: {text}");
        }
        assert_eq!(read(Table::Units, "area_m2", "  "), Ok(None));
        assert_eq!(read(Table::Units, "dock_doors", "—"), Ok(Some(Asked::Nothing)));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        let cases = [
            (Table::Units, "area_m2", "约四千", "number"),
            (Table::Units, "area_m2", "1,5", "number"),
            (Table::Units, "area_m2", "inf", "number"),
            (Table::Units, "floor", "1.5", "whole"),
            (Table::Units, "floor", "-1", "whole"),
            (Table::Units, "bay_from", "0", "whole"),
            (Table::Units, "standing", "空着", "code"),
            (Table::Units, "until", "明年", "day"),
            (Table::Units, "until", "2026-02-30", "day"),
            (Table::Units, "until", "11/22/2026", "day"),
            (Table::Units, "unit", "../../etc", "key"),
            (Table::Units, "hall", "二号厂房", "key"),
            (Table::Parks, "region", "瑞丽", "region"),
            (Table::Parcels, "boundary", "POLYGON((97.8 24.0, 97.9", "ring"),
        ];
        for (table, name, text, fault) in cases {
            assert_eq!(read(table, name, text), Err(fault), "{name}: {text}");
        }
        let column = Table::Units.columns().iter().find(|c| c.name == "area_m2").unwrap();
        assert_eq!(asked(&Cell::Formula, column, Datum::Wgs84).unwrap_err().slug(), "formula");
    }
}
