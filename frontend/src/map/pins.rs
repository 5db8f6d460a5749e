//! Project pins and why there are never too many: what stands on one spot, or more than twelve in 300 × 300 px,
//! becomes a count that opens as a list.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::mercator;

/// Side of the square in which pins are counted, CSS px.
const SQUARE: f64 = 300.0;
/// Pins that fit into it.
const MOST: usize = 12;
/// Pins closer than this cover each other, CSS px.
const TOUCH: f64 = 15.0;

/// A point with a name: a project, or a port.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// Numeric id.
    pub id: u32,
    /// Key.
    pub key: String,
    /// Longitude and latitude.
    pub at: [f64; 2],
    stage: u8,
    flagship: bool,
    name_zh: String,
    name_en: String,
}

/// Reads the points of a `FeatureCollection`; features without a place are passed over.
pub fn read(geojson: &str) -> Result<Vec<Spot>, serde_json::Error> {
    let collection: Collection = serde_json::from_str(geojson)?;
    let spot = |feature: Feature| {
        let Some(Geometry::Point(at)) = feature.geometry else { return None };
        let Properties { key, stage, flagship, name_zh, name_en } = feature.properties;
        Some(Spot { id: feature.id, key, at, stage, flagship, name_zh, name_en })
    };
    Ok(collection.features.into_iter().filter_map(spot).collect())
}

/// The pins and counts of a whole zoom, as features. `stages` has one bit per stage.
pub fn thinned(spots: &[Spot], zoom: i32, stages: u8) -> Value {
    let size = mercator::world_size(f64::from(zoom));
    let shown = spots.iter().filter(|spot| (stages >> spot.stage.min(7)) & 1 == 1);
    let mut piles: Vec<Pile> = Vec::new();
    for spot in shown {
        let at = mercator::from_degrees(spot.at).map(|part| part * size);
        match piles.iter_mut().find(|pile| pile.is_near(at)) {
            Some(pile) => pile.spots.push(spot),
            None => piles.push(Pile { at, spots: vec![spot] }),
        }
    }
    let mut squares: BTreeMap<(i64, i64), Vec<Pile>> = BTreeMap::new();
    for pile in piles {
        let [x, y] = pile.at.map(|part| (part / SQUARE).floor() as i64);
        squares.entry((x, y)).or_default().push(pile);
    }
    let merged =
        squares.into_values().flat_map(|piles| if piles.len() > MOST { vec![one(piles)] } else { piles });
    let features: Vec<Value> = merged.filter_map(|pile| pile.feature(size)).collect();
    json!({ "type": "FeatureCollection", "features": features })
}

/// Spots that are drawn as one sign, in px of the zoom.
struct Pile<'a> {
    at: [f64; 2],
    spots: Vec<&'a Spot>,
}

impl Pile<'_> {
    fn is_near(&self, [x, y]: [f64; 2]) -> bool {
        let [own_x, own_y] = self.at;
        (own_x - x).hypot(own_y - y) < TOUCH
    }

    fn feature(&self, size: f64) -> Option<Value> {
        let at = mercator::to_degrees(self.at.map(|part| part / size));
        let geometry = json!({ "type": "Point", "coordinates": at });
        let properties = match self.spots.as_slice() {
            [] => return None,
            [spot] => json!({
                "key": spot.key, "stage": spot.stage, "flagship": spot.flagship,
                "name_zh": spot.name_zh, "name_en": spot.name_en,
            }),
            several => {
                let keys: Vec<&str> = several.iter().map(|spot| spot.key.as_str()).collect();
                json!({ "count": several.len(), "several": keys.join("\n") })
            }
        };
        let id = self.spots.first()?.id;
        Some(json!({ "type": "Feature", "id": id, "geometry": geometry, "properties": properties }))
    }
}

fn one(piles: Vec<Pile>) -> Pile {
    let count = piles.len().max(1) as f64;
    let sum = piles.iter().fold([0.0; 2], |[sx, sy], Pile { at: [x, y], .. }| [sx + x, sy + y]);
    Pile { at: sum.map(|part| part / count), spots: piles.into_iter().flat_map(|pile| pile.spots).collect() }
}

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    id: u32,
    properties: Properties,
    geometry: Option<Geometry>,
}

#[derive(Deserialize)]
struct Properties {
    key: String,
    #[serde(default)]
    stage: u8,
    #[serde(default)]
    flagship: bool,
    #[serde(default)]
    name_zh: String,
    #[serde(default)]
    name_en: String,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Point([f64; 2]),
    #[serde(other)]
    Other,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spots(count: u32, apart: f64) -> Vec<Spot> {
        let feature = |n: u32| {
            let at = [97.8501 + f64::from(n % 4) * apart, 24.0001 + f64::from(n / 4) * apart];
            json!({ "id": n, "properties": { "key": format!("P-{n}"), "stage": n % 8 }, "geometry": { "type": "Point", "coordinates": at } })
        };
        read(&json!({ "features": (0..count).map(feature).collect::<Vec<_>>() }).to_string()).unwrap()
    }

    fn counts(collection: &Value) -> Vec<u64> {
        let features = collection["features"].as_array().unwrap();
        features.iter().map(|feature| feature["properties"]["count"].as_u64().unwrap_or(1)).collect()
    }

    #[test]
    fn a_dozen_stand_alone_and_one_more_makes_a_count() {
        // 0.001° are about 47 px at zoom 14: all lie in one square.
        assert_eq!(counts(&thinned(&spots(12, 0.001), 14, 0xFF)), [1; 12]);
        assert_eq!(counts(&thinned(&spots(13, 0.001), 14, 0xFF)), [13]);
    }

    #[test]
    fn nobody_is_lost_and_what_coincides_is_a_list() {
        let piled = thinned(&spots(9, 0.0), 18, 0xFF);
        assert_eq!(counts(&piled), [9]);
        assert_eq!(piled["features"][0]["properties"]["several"].as_str().unwrap().lines().count(), 9);
    }

    #[test]
    fn a_stage_that_is_switched_off_is_not_counted() {
        assert_eq!(counts(&thinned(&spots(8, 0.001), 14, 0b1)), [1]);
    }

    #[test]
    fn a_project_without_a_place_is_passed_over() {
        let text = r#"{"features":[{"id":1,"geometry":null,"properties":{"key":"a"}}]}"#;
        assert_eq!(read(text).unwrap(), []);
    }
}
