//! A Shapefile in an archive: UTF-8, geographic WGS 84 unless another datum was asked for.

use std::io::{Cursor, Write};

use geodata::datum::Datum;
use shapefile::dbase::{FieldName, FieldValue, Record, TableWriterBuilder};
use shapefile::{Point, Polygon, PolygonRing, ShapeWriter, Writer};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::super::cell::{ring_of, rings_of};
use super::super::heading::short;
use super::super::table::Of;
use super::{Rows, Shown, Wanted, cells, failed};
use crate::sheets::fault::Fault;
use shared::geometry::Ring;
use shared::{Lang, Text};

/// The most bytes of a text.
const LONGEST: usize = 254;
const WGS84: &str = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;

pub(super) fn write(rows: &Rows, wanted: Wanted) -> Result<Vec<u8>, Fault> {
    let table = wanted.table;
    let Some(shape) = table.shape() else {
        let name = Text::new(table.title(Lang::Zh), table.title(Lang::En));
        return Err(Fault::new("no-shape").told("table", name));
    };
    let columns = table.columns();
    let mut fields = TableWriterBuilder::new();
    for (at, column) in columns.iter().enumerate().filter(|(_, c)| !is_drawn(c.of)) {
        let name = FieldName::try_from(short(table, at).as_str()).map_err(|e| failed(&e))?;
        fields = match column.of {
            Of::Number | Of::Whole | Of::Bay | Of::Lon | Of::Lat => fields.add_numeric_field(name, 20, 7),
            _ => fields.add_character_field(name, 254),
        };
    }
    let (mut shp, mut shx, mut dbf) =
        (Cursor::new(Vec::new()), Cursor::new(Vec::new()), Cursor::new(Vec::new()));
    {
        let shapes = ShapeWriter::with_shx(&mut shp, &mut shx);
        let mut writer = Writer::new(shapes, fields.build_with_dest(&mut dbf));
        for (key, row) in rows {
            let shown = cells(*key, row, wanted);
            let mut record = Record::default();
            for (at, (column, cell)) in columns.iter().zip(&shown).enumerate() {
                if is_drawn(column.of) {
                    continue;
                }
                let value = match cell {
                    Shown::Number(number) => FieldValue::Numeric(Some(*number)),
                    Shown::Text(text) | Shown::Day(text) if text.len() > LONGEST => {
                        return Err(Fault::new("too-long")
                            .with("key", key)
                            .told("column", Text::new(column.label(Lang::Zh), column.label(Lang::En))));
                    }
                    Shown::Text(text) | Shown::Day(text) => FieldValue::Character(Some(text.clone())),
                    Shown::Empty
                        if matches!(column.of, Of::Number | Of::Whole | Of::Bay | Of::Lon | Of::Lat) =>
                    {
                        FieldValue::Numeric(None)
                    }
                    Shown::Empty => FieldValue::Character(None),
                };
                record.insert(short(table, at), value);
            }
            let value = row.cells.get(shape).cloned().unwrap_or_default();
            let rings = match columns.get(shape).map(|c| c.of) {
                Some(Of::Ring) => ring_of(&value).into_iter().collect(),
                Some(Of::Rings) => rings_of(&value).unwrap_or_default(),
                _ => Vec::new(),
            };
            match (rings.is_empty(), shown.get(shape), shown.get(shape + 1)) {
                (true, Some(Shown::Number(lon)), Some(Shown::Number(lat))) => {
                    writer
                        .write_shape_and_record(&Point::new(*lon, *lat), &record)
                        .map_err(|e| failed(&e))?;
                }
                // A Shapefile holds shapes of one kind: a record without one cannot stand in it.
                (true, ..) => {}
                _ => {
                    let polygon = Polygon::with_rings(rings.iter().map(|r| outer(r, wanted.datum)).collect());
                    writer.write_shape_and_record(&polygon, &record).map_err(|e| failed(&e))?;
                }
            }
        }
    }
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let prj = if wanted.datum == Datum::Wgs84 { WGS84 } else { "" };
    let parts = [
        ("shp", shp.into_inner()),
        ("shx", shx.into_inner()),
        ("dbf", dbf.into_inner()),
        ("cpg", b"UTF-8".to_vec()),
        ("prj", prj.as_bytes().to_vec()),
    ];
    for (ending, content) in parts.into_iter().filter(|(_, content)| !content.is_empty()) {
        archive
            .start_file(format!("{}.{ending}", table.slug()), SimpleFileOptions::default())
            .map_err(|e| failed(&e))?;
        archive.write_all(&content).map_err(|e| failed(&e))?;
    }
    archive.finish().map(Cursor::into_inner).map_err(|e| failed(&e))
}

/// What is said by the shape itself.
fn is_drawn(of: Of) -> bool {
    matches!(of, Of::Ring | Of::Rings)
}

fn outer(ring: &Ring, datum: Datum) -> PolygonRing<Point> {
    let points = ring.iter().map(|p| {
        let p = datum.from_wgs84(*p);
        Point::new(p.lon(), p.lat())
    });
    PolygonRing::Outer(points.collect())
}
