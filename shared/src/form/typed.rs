//! What people type, read: numbers with full-width digits, positions in rows, and what is wrong with the rest.

use serde_json::{Number, Value};

use crate::words::DeskWord;
use crate::{Day, Key, Lang, Point};

/// What is wrong with an input, before any rule is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The input, such as `specs.storey_m`.
    pub at: String,
    /// What is wrong.
    pub wrong: Wrong,
}

/// How an input can be wrong in itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is empty, and the command needs it.
    Missing,
    /// Not a number.
    NotANumber,
    /// Not a whole number.
    NotWhole,
    /// Not a day.
    NotADay,
    /// Not a key.
    NotAKey,
    /// Not longitude and latitude.
    NotAPosition,
}

impl Wrong {
    fn word(self) -> DeskWord {
        match self {
            Wrong::Missing => DeskWord::DeskWrongMissing,
            Wrong::NotANumber => DeskWord::DeskWrongNumber,
            Wrong::NotWhole => DeskWord::DeskWrongWhole,
            Wrong::NotADay => DeskWord::DeskWrongDay,
            Wrong::NotAKey => DeskWord::DeskWrongKey,
            Wrong::NotAPosition => DeskWord::DeskWrongPosition,
        }
    }
}

impl Fault {
    pub(super) fn new(at: &str, wrong: Wrong) -> Self {
        Self { at: at.to_owned(), wrong }
    }

    /// What is wrong, where, and how to mend it.
    #[must_use]
    pub fn word(&self, lang: Lang) -> String {
        self.wrong.word().with(lang, &[("field", &super::label(&self.at, lang))])
    }
}

/// As people type: full-width digits and points, spaces and commas between thousands.
fn plain(text: &str) -> String {
    let ascii = |c: char| match c {
        '０'..='９' | '．' | '－' | '＋' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '−' => '-',
        other => other,
    };
    text.chars().map(ascii).filter(|c| !matches!(c, ',' | '，' | '_') && !c.is_whitespace()).collect()
}

pub(super) fn number(at: &str, text: &str) -> Result<Value, Fault> {
    let plain = plain(text);
    if let Ok(whole) = plain.parse::<i64>() {
        return Ok(whole.into());
    }
    let number = plain.parse::<f64>().ok().and_then(Number::from_f64);
    number.map(Value::Number).ok_or_else(|| Fault::new(at, Wrong::NotANumber))
}

pub(super) fn whole(at: &str, text: &str) -> Result<Value, Fault> {
    plain(text).parse::<i64>().map(Value::from).map_err(|_| Fault::new(at, Wrong::NotWhole))
}

pub(super) fn day(at: &str, text: &str) -> Result<Value, Fault> {
    let day: Day = text.trim().parse().map_err(|_| Fault::new(at, Wrong::NotADay))?;
    Ok(Value::String(day.to_string()))
}

pub(super) fn key(at: &str, text: &str) -> Result<Value, Fault> {
    let key: Key = text.trim().parse().map_err(|_| Fault::new(at, Wrong::NotAKey))?;
    Ok(Value::String(key.to_string()))
}

/// Positions, one a row: longitude, then latitude; the rows that are none are faults.
#[must_use]
pub fn positions(text: &str) -> Option<Vec<Point>> {
    let rows = text.split(['\n', ';', '；']).map(str::trim).filter(|row| !row.is_empty());
    rows.map(position).collect()
}

fn position(row: &str) -> Option<Point> {
    let mut numbers = row.split([',', '，', ' ', '\t']).filter(|part| !part.is_empty());
    let (lon, lat) = (numbers.next()?, numbers.next()?);
    let [lon, lat] = [lon, lat].map(|text| plain(text).parse::<f64>().ok().filter(|n| n.is_finite()));
    let (lon, lat) = (lon?, lat?);
    let is_there = (-180.0..=180.0).contains(&lon) && (-180.0..=180.0).contains(&lat);
    // Latitude first is told by the rules, which see that nothing lies there.
    (is_there && numbers.next().is_none()).then(|| Point { lon_e7: e7(lon), lat_e7: e7(lat) })
}

fn e7(degrees: f64) -> i32 {
    (degrees * 1e7).round() as i32
}

/// A position as it is written: `[lon, lat]`.
pub(super) fn written(point: Point) -> Value {
    let degrees = |e7: f64| Number::from_f64(e7).map_or(Value::Null, Value::Number);
    Value::Array(vec![degrees(point.lon()), degrees(point.lat())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (text, value) in [
            ("4,320.5", "4320.5"),
            ("４３２０．５", "4320.5"),
            (" 12 ", "12"),
            ("12.0", "12.0"),
            ("−3", "-3"),
        ] {
            assert_eq!(number("x", text).unwrap().to_string(), value, "{text}");
        }
        for text in ["", "abc", "1e999", "NaN", "12 m"] {
            assert_eq!(number("x", text).unwrap_err().wrong, Wrong::NotANumber, "{text}");
        }
        assert_eq!(whole("x", "1.5").unwrap_err().wrong, Wrong::NotWhole);
    }

    #[test]
    fn positions_stand_in_rows() {
        let two = positions("97.85, 24.01\n97.8601,24.02；").unwrap();
        assert_eq!(two, [Point::new(97.85, 24.01), Point::new(97.8601, 24.02)]);
        assert_eq!(positions(""), Some(Vec::new()));
        for text in ["97.85", "97.85, x", "97, 24, 3", "1000, 2"] {
            assert_eq!(positions(text), None, "{text}");
        }
    }
}
