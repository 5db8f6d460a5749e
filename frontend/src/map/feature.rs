//! GeoJSON text read with typed structs: only what is drawn is kept.

use std::borrow::Cow;

use shared::json::{self, FromJson, Json, Misfit};

/// A position: longitude and latitude.
pub type Position = [f64; 2];

/// A feature whose properties are read as `P`.
pub struct Feature<'a, P> {
    /// Its number; 0 where it has none, or one too large for us: streets have such, and need none.
    pub id: u32,
    /// What is known of it.
    pub properties: P,
    /// Where it is, if anywhere.
    pub geometry: Option<Geometry<'a>>,
}

/// A geometry whose positions are read only by those who draw its kind.
pub struct Geometry<'a> {
    kind: Cow<'a, str>,
    coordinates: Option<Json<'a>>,
}

/// The features of a `FeatureCollection`.
///
/// # Errors
/// When the text is none, or its features lack what `P` asks for.
pub fn read<P: FromJson>(geojson: &str) -> Result<Vec<Feature<'_, P>>, Misfit> {
    let features = json::fields(Json::of(geojson), &["features"], false)?.get(0);
    let features = json::elements(features.ok_or_else(|| Misfit::new("there are no features"))?)?;
    features.into_iter().map(Feature::of).collect()
}

impl<'a, P: FromJson> Feature<'a, P> {
    fn of(feature: Json<'a>) -> Result<Self, Misfit> {
        let fields = json::fields(feature, &["id", "properties", "geometry"], false)?;
        let geometry = fields.get(2).filter(|geometry| !geometry.is_null());
        Ok(Self {
            id: fields.read_or_default(0).unwrap_or(0),
            properties: fields.read(1)?,
            geometry: geometry.map(Geometry::of).transpose()?,
        })
    }
}

impl<'a> Geometry<'a> {
    fn of(geometry: Json<'a>) -> Result<Self, Misfit> {
        let fields = json::fields(geometry, &["type", "coordinates"], false)?;
        let kind = fields.get(0).map_or(Ok(Cow::Borrowed("")), json::text)?;
        Ok(Self { kind, coordinates: fields.get(1) })
    }

    /// Rings by polygon; nothing for what is no polygon.
    pub fn polygons(&self) -> Result<Vec<Vec<Vec<Position>>>, Misfit> {
        match &*self.kind {
            "Polygon" => self.read::<Vec<Vec<Position>>>().map(|rings| rings.into_iter().collect()),
            "MultiPolygon" => self.read().map(|polygons| polygons.unwrap_or_default()),
            _ => Ok(Vec::new()),
        }
    }

    /// The positions of a line.
    pub fn line(&self) -> Result<Option<Vec<Position>>, Misfit> {
        if self.kind == "LineString" { self.read() } else { Ok(None) }
    }

    /// The position of a point.
    pub fn point(&self) -> Result<Option<Position>, Misfit> {
        if self.kind == "Point" { self.read() } else { Ok(None) }
    }

    fn read<T: FromJson>(&self) -> Result<Option<T>, Misfit> {
        self.coordinates.map(T::from_json).transpose()
    }
}

/// A number that other layers write as a word, or leave out: 0 there.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Code(pub u8);

impl FromJson for Code {
    fn from_json(json: Json<'_>) -> Result<Self, Misfit> {
        Ok(Self(u8::from_json(json).unwrap_or(0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(FromJson)]
    struct Status {
        #[serde(default)]
        status: Code,
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
        assert_eq!(features.iter().map(|f| f.properties.status.0).collect::<Vec<_>>(), [3, 0, 0, 0]);
    }

    #[test]
    fn text_that_is_no_collection_is_refused() {
        assert!(read::<Status>(r#"{"type":"Feature"}"#).is_err());
    }
}
