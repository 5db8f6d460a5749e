//! A Shapefile in an archive, as GIS programs of planning offices write it: `.shp`, `.dbf`, and what tells of encoding and
//! projection.

use std::io::Cursor;

use encoding_rs::{Encoding, GB18030, UTF_8};
use shapefile::dbase::encoding::EncodingRs;
use shapefile::dbase::{FieldValue, ReaderBuilder};
use shapefile::{PolygonRing, Shape as Geometry, ShapeReader, ShapeType};

use super::super::cell::{Cell, Shape, unclamped};
use super::super::fault::Fault;
use super::super::progress::Progress;
use super::super::table::{Of, Table};
use super::{Form, MOST_COLUMNS, MOST_ROWS, Sheet, archive};

/// Reads the only Shapefile of an archive.
pub(super) fn read(
    bytes: &[u8],
    names: &[String],
    table: Table,
    progress: &Progress,
) -> Result<Sheet, Fault> {
    let damaged = |reason: &dyn std::fmt::Display| Fault::new("damaged").with("reason", reason);
    let ends =
        |ending: &str| names.iter().filter(|n| n.to_ascii_lowercase().ends_with(ending)).collect::<Vec<_>>();
    let shp = match ends(".shp").as_slice() {
        [one] => (*one).clone(),
        [] => return Err(Fault::new("no-shp")),
        many => return Err(Fault::new("several-shp").with("n", many.len())),
    };
    let stem = shp.get(..shp.len() - 4).unwrap_or("").to_owned();
    let beside = |ending: &str| {
        names.iter().find(|n| {
            n.get(..n.len().saturating_sub(4)) == Some(&stem) && n.to_ascii_lowercase().ends_with(ending)
        })
    };
    let dbf = archive::part(bytes, beside(".dbf").ok_or_else(|| Fault::new("no-shp"))?)?;
    if let Some(prj) = beside(".prj") {
        let prj = String::from_utf8_lossy(&archive::part(bytes, prj)?).into_owned();
        if prj.trim_start().to_ascii_uppercase().starts_with("PROJC") {
            let name = prj.split('"').nth(1).unwrap_or("").to_owned();
            return Err(Fault::given("projected", &name));
        }
    }
    let said = beside(".cpg").map(|cpg| archive::part(bytes, cpg)).transpose()?;
    let encoding = encoding(said.as_deref(), &dbf);
    let mut table_of = ReaderBuilder::new()
        .with_encoding(shapefile::dbase::encoding::DynEncoding::from(EncodingRs::from(encoding)))
        .build(Cursor::new(dbf))
        .map_err(|e| damaged(&e))?;
    let fields: Vec<String> = table_of.fields().iter().map(|f| f.name().to_owned()).collect();
    if fields.len() > MOST_COLUMNS {
        return Err(Fault::new("columns").with("max", MOST_COLUMNS));
    }
    let shp = archive::part(bytes, &shp)?;
    let mut shapes = ShapeReader::new(Cursor::new(shp)).map_err(|e| damaged(&e))?;
    let (shape, point) =
        (table.columns().iter().find(|c| matches!(c.of, Of::Ring | Of::Rings)), table.point());
    // What is drawn is the place; columns that say it again are passed over.
    let is_point = point.is_some()
        && matches!(shapes.header().shape_type, ShapeType::Point | ShapeType::PointM | ShapeType::PointZ);
    let is_place = |name: &str| is_point && ["lon", "lat"].iter().any(|n| name.eq_ignore_ascii_case(n));
    let named = |name: &String| if is_place(name) { Cell::Empty } else { Cell::Text(name.clone()) };
    let mut heading: Vec<Cell> = fields.iter().map(named).collect();
    if is_point {
        heading.extend(["lon", "lat"].map(|name| Cell::Text(name.to_owned())));
    } else {
        heading.extend(shape.map(|c| Cell::Text(c.name.to_owned())));
    }
    let mut rows = vec![(0, heading)];
    let mut records = table_of.iter_records();
    for geometry in shapes.iter_shapes() {
        progress.go_on()?;
        if rows.len() > MOST_ROWS {
            return Err(Fault::new("rows").with("max", MOST_ROWS));
        }
        let geometry = geometry.map_err(|e| damaged(&e))?;
        let record =
            records.next().ok_or_else(|| damaged(&"fewer records than shapes"))?.map_err(|e| damaged(&e))?;
        let mut cells: Vec<Cell> =
            fields.iter().map(|name| record.get(name).map_or(Cell::Empty, cell)).collect();
        match drawn(&geometry)? {
            Some(Shape::Rings(rings)) if shape.is_some() => cells.push(Cell::Shape(Shape::Rings(rings))),
            Some(Shape::Point(at)) if is_point => {
                cells.extend([Cell::Number(at.lon()), Cell::Number(at.lat())]);
            }
            _ => {}
        }
        rows.push((u32::try_from(rows.len()).unwrap_or(u32::MAX), cells));
    }
    Ok(Sheet { form: Form::Shapes, name: stem, rows, merged: Vec::new() })
}

/// What the archive says; else UTF-8 if it is that, else GB 18030.
fn encoding(said: Option<&[u8]>, dbf: &[u8]) -> &'static Encoding {
    let said = said.and_then(|said| {
        let said = String::from_utf8_lossy(said).trim().to_ascii_lowercase();
        match said.as_str() {
            "936" | "cp936" => Some(GB18030),
            other => Encoding::for_label(other.as_bytes()),
        }
    });
    // The content begins where the header says, in bytes 8 and 9.
    let begins = dbf.get(8..10).map_or(0, |b| b.iter().rev().fold(0_usize, |n, b| n << 8 | usize::from(*b)));
    let is_utf8 = || std::str::from_utf8(dbf.get(begins..).unwrap_or_default()).is_ok();
    said.unwrap_or_else(|| if is_utf8() { UTF_8 } else { GB18030 })
}

fn cell(value: &FieldValue) -> Cell {
    let text = |text: &str| match text.trim_end_matches(['\0', ' ']) {
        "" => Cell::Empty,
        text => Cell::Text(text.to_owned()),
    };
    match value {
        FieldValue::Character(value) => value.as_deref().map_or(Cell::Empty, text),
        FieldValue::Memo(value) => text(value),
        FieldValue::Numeric(value) => value.map_or(Cell::Empty, Cell::Number),
        FieldValue::Float(value) => value.map_or(Cell::Empty, |n| Cell::Number(f64::from(n))),
        FieldValue::Double(value) | FieldValue::Currency(value) => Cell::Number(*value),
        FieldValue::Integer(value) => Cell::Number(f64::from(*value)),
        FieldValue::Logical(value) => value.map_or(Cell::Empty, Cell::Bool),
        FieldValue::Date(value) => {
            value.map_or(Cell::Empty, |d| Cell::Text(format!("{}-{}-{}", d.year(), d.month(), d.day())))
        }
        FieldValue::DateTime(value) => {
            let date = value.date();
            Cell::Text(format!("{}-{}-{}", date.year(), date.month(), date.day()))
        }
    }
}

fn drawn(geometry: &Geometry) -> Result<Option<Shape>, Fault> {
    let bound = |n: f64| n.clamp(-200.0, 200.0);
    let point = |x: f64, y: f64| unclamped(bound(x), bound(y));
    macro_rules! rings {
        ($polygon:expr) => {{
            let mut rings = Vec::new();
            for ring in $polygon.rings() {
                match ring {
                    // Outer rings run clockwise there, and the other way round here.
                    PolygonRing::Outer(points) => {
                        rings.push(points.iter().rev().map(|p| point(p.x, p.y)).collect())
                    }
                    PolygonRing::Inner(_) => return Err(Fault::new("holes")),
                }
            }
            Shape::Rings(rings)
        }};
    }
    Ok(Some(match geometry {
        Geometry::NullShape => return Ok(None),
        Geometry::Point(p) => Shape::Point(point(p.x, p.y)),
        Geometry::PointM(p) => Shape::Point(point(p.x, p.y)),
        Geometry::PointZ(p) => Shape::Point(point(p.x, p.y)),
        Geometry::Polygon(p) => rings!(p),
        Geometry::PolygonM(p) => rings!(p),
        Geometry::PolygonZ(p) => rings!(p),
        other => {
            return Err(
                Fault::given("geometry", &other.shapetype().to_string()).with("wanted", "Point / Polygon")
            );
        }
    }))
}
