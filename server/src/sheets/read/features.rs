//! GeoJSON: one row a feature; its properties are the cells, its geometry fills the column of the shape.

use std::collections::BTreeMap;

use geojson::{FeatureCollection, GeoJson, GeometryValue, JsonValue};
use shared::Point;

use super::super::cell::{Cell, Shape};
use super::super::fault::Fault;
use super::super::progress::Progress;
use super::super::table::{Of, Table};
use super::{Form, MOST_COLUMNS, MOST_ROWS, Sheet};
use crate::sheets::cell::unclamped;

/// Reads features.
pub(super) fn read(bytes: &[u8], table: Table, progress: &Progress) -> Result<Sheet, Fault> {
    let wrong = |reason: &dyn std::fmt::Display| {
        Fault::new("json").with("reason", reason.to_string().chars().take(120).collect::<String>())
    };
    let text = std::str::from_utf8(bytes).map_err(|e| wrong(&e))?;
    let json: GeoJson = text.parse().map_err(|e| wrong(&e))?;
    let GeoJson::FeatureCollection(FeatureCollection { features, .. }) = json else {
        return Err(Fault::new("not-collection"));
    };
    if features.len() >= MOST_ROWS {
        return Err(Fault::new("rows").with("max", MOST_ROWS));
    }
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let mut heading: Vec<Cell> = Vec::new();
    let mut column = |name: &str, heading: &mut Vec<Cell>| {
        *names.entry(name.to_owned()).or_insert_with(|| {
            heading.push(Cell::Text(name.to_owned()));
            heading.len() - 1
        })
    };
    let mut rows = Vec::new();
    for (number, feature) in features.into_iter().enumerate() {
        progress.go_on()?;
        let mut cells: Vec<Cell> = Vec::new();
        let mut put = |at: usize, cell: Cell| {
            if cells.len() <= at {
                cells.resize(at + 1, Cell::Empty);
            }
            if let Some(place) = cells.get_mut(at) {
                *place = cell;
            }
        };
        for (name, value) in feature.properties.unwrap_or_default() {
            let at = column(&name, &mut heading);
            put(at, cell(&value));
        }
        if let Some(geometry) = feature.geometry {
            for (name, cell) in drawn(&geometry.value, table)? {
                let at = column(name, &mut heading);
                put(at, cell);
            }
        }
        if heading.len() > MOST_COLUMNS {
            return Err(Fault::new("columns").with("max", MOST_COLUMNS));
        }
        rows.push((u32::try_from(number + 1).unwrap_or(u32::MAX), cells));
    }
    rows.insert(0, (0, heading));
    Ok(Sheet { form: Form::Features, name: String::new(), rows, merged: Vec::new() })
}

fn cell(value: &JsonValue) -> Cell {
    match value {
        JsonValue::Null => Cell::Empty,
        JsonValue::Bool(is) => Cell::Bool(*is),
        JsonValue::Number(number) => number.as_f64().map_or(Cell::Empty, Cell::Number),
        JsonValue::String(text) if text.trim().is_empty() => Cell::Empty,
        JsonValue::String(text) => Cell::Text(text.clone()),
        JsonValue::Array(all) if all.is_empty() => Cell::Empty,
        JsonValue::Array(all) if all.iter().all(JsonValue::is_string) => {
            Cell::Text(all.iter().filter_map(JsonValue::as_str).collect::<Vec<_>>().join(";"))
        }
        JsonValue::Array(all) if all.iter().all(JsonValue::is_number) => {
            Cell::Text(all.iter().map(ToString::to_string).collect::<Vec<_>>().join("×"))
        }
        other => Cell::Text(other.to_string()),
    }
}

/// The columns that a geometry fills.
pub(super) fn drawn(geometry: &GeometryValue, table: Table) -> Result<Vec<(&'static str, Cell)>, Fault> {
    let columns = table.columns();
    let ring = |ring: &[geojson::Position]| ring.iter().map(point).collect::<Vec<_>>();
    let rings = match geometry {
        GeometryValue::Point { coordinates } => {
            let Some(at) = table.point() else { return Ok(Vec::new()) };
            let point = point(coordinates);
            let names = [columns.get(at), columns.get(at + 1)].map(|c| c.map_or("", |c| c.name));
            let [lon, lat] = names;
            return Ok(vec![(lon, Cell::Number(point.lon())), (lat, Cell::Number(point.lat()))]);
        }
        GeometryValue::Polygon { coordinates } => match coordinates.as_slice() {
            [outer] => vec![ring(outer)],
            _ => return Err(Fault::new("holes")),
        },
        GeometryValue::MultiPolygon { coordinates } => {
            let each = coordinates.iter().map(|polygon| match polygon.as_slice() {
                [outer] => Ok(ring(outer)),
                _ => Err(Fault::new("holes")),
            });
            each.collect::<Result<_, _>>()?
        }
        other => {
            return Err(
                Fault::given("geometry", other.type_name()).with("wanted", "Point / Polygon / MultiPolygon")
            );
        }
    };
    let shape = columns.iter().find(|c| matches!(c.of, Of::Ring | Of::Rings));
    // A unit is drawn from its hall: what a map shows of it is not read.
    Ok(shape.map(|c| (c.name, Cell::Shape(Shape::Rings(rings)))).into_iter().collect())
}

fn point(position: &geojson::Position) -> Point {
    let at = |i: usize| position.as_slice().get(i).copied().unwrap_or(0.0).clamp(-200.0, 200.0);
    unclamped(at(0), at(1))
}
