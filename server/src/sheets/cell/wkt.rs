//! Outlines in a cell: POLYGON and MULTIPOLYGON of well-known text, which every GIS writes and reads. Two shapes of one
//! grammar: a library for all of it would bring types of its own.

use shared::geometry::Ring;
use shared::{Point, geometry};

use super::plain;
use serde_json::Value;

/// Reads outlines; the name of the fault where they are none.
pub(super) fn read(text: &str) -> Result<Vec<Ring>, &'static str> {
    let text = plain(text).to_uppercase();
    let (kind, body) = text.split_at(text.find('(').ok_or("ring")?);
    let depth = match kind.trim() {
        "POLYGON" => 1,
        "MULTIPOLYGON" => 2,
        _ => return Err("ring"),
    };
    let mut parts = parts(body, depth)?;
    if depth == 1 {
        parts = vec![body.to_owned()];
    }
    let mut rings = Vec::new();
    for part in &parts {
        match self::parts(part, 1)?.as_slice() {
            [ring] => rings.push(positions(ring)?),
            [] => return Err("ring"),
            _ => return Err("holes"),
        }
    }
    Ok(rings)
}

/// What stands in the brackets directly within the outermost ones.
fn parts(text: &str, _depth: usize) -> Result<Vec<String>, &'static str> {
    let inner = text.trim().strip_prefix('(').and_then(|t| t.strip_suffix(')')).ok_or("ring")?;
    let (mut parts, mut depth, mut part) = (Vec::new(), 0_usize, String::new());
    for c in inner.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.checked_sub(1).ok_or("ring")?,
            ',' if depth == 0 => {
                continue;
            }
            _ => {}
        }
        if depth > 0 || c == ')' {
            part.push(c);
        }
        if depth == 0 && c == ')' {
            parts.push(std::mem::take(&mut part));
        }
    }
    if depth == 0 { Ok(parts) } else { Err("ring") }
}

fn positions(text: &str) -> Result<Ring, &'static str> {
    let inner = text.trim().strip_prefix('(').and_then(|t| t.strip_suffix(')')).ok_or("ring")?;
    let position = |pair: &str| {
        let mut numbers = pair.split_whitespace().map(str::parse::<f64>);
        match (numbers.next(), numbers.next(), numbers.next()) {
            (Some(Ok(lon)), Some(Ok(lat)), None) if lon.abs() <= 180.0 && lat.abs() <= 180.0 => {
                Ok(unclamped(lon, lat))
            }
            _ => Err("ring"),
        }
    };
    inner.split(',').map(position).collect()
}

/// A position as given, even where latitude came first: the rules then say so.
pub fn unclamped(lon: f64, lat: f64) -> Point {
    Point { lon_e7: (lon * 1e7).round() as i32, lat_e7: (lat * 1e7).round() as i32 }
}

/// Outlines as well-known text.
#[must_use]
pub fn written(rings: &[Ring]) -> String {
    let ring = |ring: &geometry::Ring| {
        let all: Vec<String> = ring.iter().map(|p| format!("{} {}", p.lon(), p.lat())).collect();
        format!("(({}))", all.join(", "))
    };
    match rings {
        [] => String::new(),
        [one] => format!("POLYGON{}", ring(one)),
        many => format!("MULTIPOLYGON({})", many.iter().map(ring).collect::<Vec<_>>().join(", ")),
    }
}

/// The outline of a value of a record.
#[must_use]
pub fn ring_of(value: &Value) -> Option<Ring> {
    serde_json::from_value(value.clone()).ok()
}

/// The outlines of a value of a record.
#[must_use]
pub fn rings_of(value: &Value) -> Option<Vec<Ring>> {
    serde_json::from_value(value.clone()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlines_survive_the_round_trip() {
        for text in [
            "POLYGON((97.8 24, 97.81 24, 97.81 24.01, 97.8 24))",
            "MULTIPOLYGON(((97.8 24, 97.81 24, 97.81 24.01, 97.8 24)), ((98.8 24, 98.81 24, 98.81 24.01, 98.8 24)))",
        ] {
            assert_eq!(written(&read(text).unwrap()), text);
        }
        assert_eq!(
            read("POLYGON ((0 0, 1 0, 1 1, 0 0), (0.1 0.1, 0.2 0.1, 0.2 0.2, 0.1 0.1))"),
            Err("holes")
        );
        for wrong in
            ["", "POINT(1 2)", "POLYGON((1 2, 3))", "POLYGON((1 2, 3 4", "POLYGON)(", "POLYGON((a b, c d))"]
        {
            assert_eq!(read(wrong), Err("ring"), "{wrong}");
        }
    }
}
