//! GeoJSON: properties by the names of the columns, the outline or the point as geometry.

use geojson::{Feature, FeatureCollection, Geometry, GeometryValue, JsonObject, Position};
use serde_json::json;
use shared::Point;
use shared::geometry::Ring;

use super::super::cell::{ring_of, rings_of};
use super::super::table::Of;
use super::{Rows, Shown, Wanted, cells, failed};
use crate::sheets::fault::Fault;

pub(super) fn write(rows: &Rows, wanted: Wanted) -> Result<Vec<u8>, Fault> {
    let columns = wanted.table.columns();
    let position = |p: &Point| {
        let p = wanted.datum.from_wgs84(*p);
        Position::from([p.lon(), p.lat()])
    };
    let polygon = |ring: &Ring| vec![ring.iter().map(position).collect::<Vec<_>>()];
    let features = rows.iter().map(|(key, row)| {
        let (mut properties, mut geometry) = (JsonObject::new(), None);
        let shown = cells(*key, row, wanted);
        let point = wanted.table.point().and_then(|lon| {
            let number = |at: usize| match shown.get(at) {
                Some(Shown::Number(number)) => Some(*number),
                _ => None,
            };
            Some((number(lon)?, number(lon + 1)?))
        });
        for ((column, value), shown) in columns.iter().zip(&row.cells).zip(shown) {
            let value = match (column.of, shown) {
                (Of::Ring, _) => {
                    geometry =
                        ring_of(value).map(|ring| GeometryValue::Polygon { coordinates: polygon(&ring) });
                    continue;
                }
                (Of::Rings, _) => {
                    let rings = rings_of(value).filter(|rings| !rings.is_empty());
                    geometry = rings.map(|rings| GeometryValue::MultiPolygon {
                        coordinates: rings.iter().map(polygon).collect(),
                    });
                    continue;
                }
                (Of::Key | Of::Bay | Of::Lon | Of::Lat, Shown::Text(text)) => json!(text),
                (Of::Key | Of::Bay | Of::Lon | Of::Lat, Shown::Number(number)) => json!(number),
                _ => value.clone(),
            };
            if !value.is_null() {
                properties.insert(column.name.to_owned(), value);
            }
        }
        if geometry.is_none() {
            geometry =
                point.map(|(lon, lat)| GeometryValue::Point { coordinates: Position::from([lon, lat]) });
        }
        Feature {
            bbox: None,
            geometry: geometry.map(Geometry::new),
            id: None,
            properties: Some(properties),
            foreign_members: None,
        }
    });
    let collection = FeatureCollection { bbox: None, features: features.collect(), foreign_members: None };
    serde_json::to_vec(&collection).map_err(|e| failed(&e))
}
