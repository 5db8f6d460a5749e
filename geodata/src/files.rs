//! The ground files inside the binary, and how they are read: the map needs no data folder and no network.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use geojson::{FeatureCollection, GeometryValue, JsonObject, Position};
use shared::Text;

pub(crate) const LAND: &str = include_str!("../ground/land.geojson");
pub(crate) const RIVERS: &str = include_str!("../ground/rivers.geojson");
pub(crate) const RIVERS_DEHONG: &str = include_str!("../ground/lgpl/rivers_wdb2_dehong.geojson");
pub(crate) const WATER: &str = include_str!("../ground/odbl/water_osm.geojson");
pub(crate) const PROVINCES: &str = include_str!("../ground/china_provinces.geojson");
pub(crate) const YUNNAN_COUNTIES: &str = include_str!("../ground/yunnan_counties.geojson");
pub(crate) const DEHONG_COUNTIES: &str = include_str!("../ground/dehong_counties.geojson");
pub(crate) const PLACES: &str = include_str!("../ground/places.geojson");
pub(crate) const COUNTRIES: &str = include_str!("../ground/country_labels.geojson");
pub(crate) const CORRIDORS: &str = include_str!("../ground/corridors_schematic.geojson");
pub(crate) const AIRPORTS: &str = include_str!("../ground/airports.geojson");
pub(crate) const STATIONS: &str = include_str!("../ground/stations_placeholder.geojson");

/// Longitude and latitude in degrees, WGS 84.
pub(crate) type Degrees = (f64, f64);
/// Positions in order; a ring ends where it began.
pub(crate) type Path = Vec<Degrees>;

/// One feature of a file.
pub(crate) struct Thing {
    properties: JsonObject,
    pub(crate) shape: Shape,
}

/// Its geometry: single and multiple are the same.
pub(crate) enum Shape {
    Point(Degrees),
    Lines(Vec<Path>),
    /// Each polygon is its outer ring and then its holes.
    Polygons(Vec<Vec<Path>>),
}

/// The features of one of the files above.
///
/// # Panics
/// When the file is not a GeoJSON feature collection: it is part of the binary, and a test reads each of them.
pub(crate) fn read(file: &str) -> Vec<Thing> {
    let collection: FeatureCollection =
        file.parse().expect("the ground files are part of the binary and a test reads each of them");
    collection.features.into_iter().filter_map(Thing::from_feature).collect()
}

/// The project's own wording for a thing whose file has none, a partial or a wrong one: `kind` says which file.
pub(crate) fn wording(kind: &str, key: &str) -> Option<Text> {
    static NAMES: LazyLock<BTreeMap<(&str, &str), Text>> = LazyLock::new(|| {
        let cells = include_str!("../ground/names.csv").lines().skip(1).filter_map(|line| {
            let mut cells = line.splitn(4, ',');
            Some(((cells.next()?, cells.next()?), Text::new(cells.next()?, cells.next()?)))
        });
        cells.collect()
    });
    NAMES.get(&(kind, key)).cloned()
}

impl Thing {
    fn from_feature(feature: geojson::Feature) -> Option<Self> {
        let shape = match feature.geometry?.value {
            GeometryValue::Point { coordinates } => Shape::Point(degrees(&coordinates)),
            GeometryValue::LineString { coordinates } => Shape::Lines(vec![path(&coordinates)]),
            GeometryValue::MultiLineString { coordinates } => {
                Shape::Lines(coordinates.iter().map(|l| path(l)).collect())
            }
            GeometryValue::Polygon { coordinates } => Shape::Polygons(vec![paths(&coordinates)]),
            GeometryValue::MultiPolygon { coordinates } => {
                Shape::Polygons(coordinates.iter().map(|p| paths(p)).collect())
            }
            GeometryValue::MultiPoint { .. } | GeometryValue::GeometryCollection { .. } => return None,
        };
        Some(Self { properties: feature.properties.unwrap_or_default(), shape })
    }

    /// A property that is text.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.properties.get(key)?.as_str()
    }

    /// A property that is a number.
    pub(crate) fn number(&self, key: &str) -> Option<f64> {
        self.properties.get(key)?.as_f64()
    }

    /// A property that is set to true.
    pub(crate) fn flag(&self, key: &str) -> bool {
        self.properties.get(key).and_then(serde_json::Value::as_bool) == Some(true)
    }

    /// The names in the file, if both are there.
    pub(crate) fn name(&self) -> Option<Text> {
        Some(Text::new(self.text("name")?, self.text("name_en")?))
    }

    pub(crate) fn point(&self) -> Option<Degrees> {
        if let Shape::Point(at) = self.shape { Some(at) } else { None }
    }

    pub(crate) fn lines(&self) -> &[Path] {
        if let Shape::Lines(lines) = &self.shape { lines } else { &[] }
    }

    pub(crate) fn polygons(&self) -> &[Vec<Path>] {
        if let Shape::Polygons(polygons) = &self.shape { polygons } else { &[] }
    }
}

fn degrees(position: &Position) -> Degrees {
    if let &[lon, lat, ..] = position.as_slice() { (lon, lat) } else { (0.0, 0.0) }
}

fn path(positions: &[Position]) -> Path {
    positions.iter().map(degrees).collect()
}

fn paths(rings: &[Vec<Position>]) -> Vec<Path> {
    rings.iter().map(|r| path(r)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_of_every_file_is_read() {
        let counts = [
            (LAND, 1),
            (RIVERS, 138),
            (RIVERS_DEHONG, 3),
            (WATER, 47),
            (PROVINCES, 34),
            (YUNNAN_COUNTIES, 129),
            (DEHONG_COUNTIES, 5),
            (PLACES, 106),
            (COUNTRIES, 8),
            (CORRIDORS, 9),
            (AIRPORTS, 21),
            (STATIONS, 5),
        ];
        for (file, count) in counts {
            let head: String = file.chars().take(80).collect();
            assert_eq!(read(file).len(), count, "{head}");
        }
    }

    #[test]
    fn the_credit_line_names_every_source() {
        let files = [
            LAND,
            RIVERS,
            RIVERS_DEHONG,
            WATER,
            PROVINCES,
            YUNNAN_COUNTIES,
            DEHONG_COUNTIES,
            PLACES,
            CORRIDORS,
            AIRPORTS,
        ];
        let sources = [
            "Made with Natural Earth",
            "天地图",
            "© OpenStreetMap contributors",
            "GeoNames",
            "OurAirports",
            "GSHHG",
        ];
        let mut named = std::collections::BTreeSet::<&str>::new();
        for file in files {
            let json: serde_json::Value = serde_json::from_str(file).unwrap();
            let attribution = json["attribution"].as_str().unwrap();
            assert!(json["license"].is_string());
            let source = sources.iter().find(|s| attribution.contains(**s));
            assert!(
                source.is_some_and(|s| crate::ground::CREDIT.iter().all(|credit| credit.contains(s))),
                "{attribution}"
            );
            named.extend(source);
        }
        assert_eq!(named.len(), sources.len());
    }

    #[test]
    fn every_own_wording_has_both_languages() {
        let lines: Vec<_> = include_str!("../ground/names.csv").lines().skip(1).collect();
        for line in &lines {
            let cells: Vec<_> = line.splitn(4, ',').collect();
            assert!(cells.len() == 4 && cells.iter().all(|c| !c.trim().is_empty()), "{line}");
            assert!(wording(cells[0], cells[1]).is_some());
        }
        assert!(lines.len() > 80);
    }
}
