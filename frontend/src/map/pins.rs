//! Project pins and why there are never too many: what stands on one spot, or more than twelve in 300 × 300 px,
//! becomes a count that opens as a list.

use shared::json::{FromJson, Misfit};

use super::feature;
use super::mercator;
use super::write::{Points, Property};

/// Side of the square in which pins are counted, CSS px.
const SQUARE: f64 = 300.0;
/// Pins that fit into it.
const MOST: usize = 12;
/// Pins closer than this cover each other, CSS px.
const TOUCH: f64 = 15.0;

/// A point with a name: a project, or a port.
#[derive(Clone, Debug, PartialEq)]
pub struct Pin {
    /// Numeric id.
    pub id: u32,
    /// Key.
    pub key: String,
    /// Longitude and latitude.
    pub at: [f64; 2],
    /// The code of a project's stage.
    pub stage: u8,
    /// A project's name is shown from farther away.
    pub flagship: bool,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
}

/// Reads the points of a `FeatureCollection`; features without a place are passed over.
pub fn read(geojson: &str) -> Result<Vec<Pin>, Misfit> {
    let mut spots = Vec::new();
    for feature in feature::read::<Properties>(geojson)? {
        let place = feature.geometry.map_or(Ok(None), |geometry| geometry.point())?;
        let Properties { key, stage, flagship, name_zh, name_en } = feature.properties;
        spots.extend(place.map(|at| Pin { id: feature.id, key, at, stage, flagship, name_zh, name_en }));
    }
    Ok(spots)
}

/// A sign as it is drawn: one project, or the count of several.
#[derive(Clone, Debug, PartialEq)]
pub struct Sign {
    /// Where it stands, in degrees.
    pub at: [f64; 2],
    /// The projects in it.
    pub spots: Vec<Pin>,
}

/// The pins and counts of a whole zoom. `stages` has one bit per stage.
pub fn thinned(spots: &[Pin], zoom: i32, stages: u8) -> Vec<Sign> {
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
    let mut squares: Vec<([i64; 2], Vec<Pile>)> = Vec::new();
    for pile in piles {
        let square = pile.at.map(|part| (part / SQUARE).floor() as i64);
        match squares.iter_mut().find(|(known, _)| *known == square) {
            Some((_, piles)) => piles.push(pile),
            None => squares.push((square, vec![pile])),
        }
    }
    let merged =
        squares.into_iter().flat_map(|(_, piles)| if piles.len() > MOST { vec![one(piles)] } else { piles });
    merged.map(|pile| pile.sign(size)).collect()
}

/// Signs as GeoJSON for the style.
pub fn features(signs: &[Sign]) -> String {
    let mut points = Points::new();
    for sign in signs {
        match sign.spots.as_slice() {
            [spot] => {
                let stage = ("stage", Property::Number(f64::from(spot.stage)));
                let flagship = ("flagship", Property::Flag(spot.flagship));
                let zh = ("name_zh", Property::Text(&spot.name_zh));
                points.put(sign.at, &[stage, flagship, zh, ("name_en", Property::Text(&spot.name_en))]);
            }
            several => points.put(sign.at, &[("count", Property::Number(several.len() as f64))]),
        }
    }
    points.finish()
}

impl Sign {
    /// Whether a pointer at `pixel` touches it, when it stands at `foot` (CSS px). A pin's disc is above its foot.
    pub fn is_hit(&self, [x, y]: [f64; 2], [foot_x, foot_y]: [f64; 2], scale: f64) -> bool {
        let (up, radius) = if self.spots.len() == 1 { (20.0, 11.0) } else { (0.0, 14.0) };
        let in_disc = (x - foot_x).hypot(y - foot_y + up * scale) <= radius * scale;
        let on_stem =
            (x - foot_x).abs() <= 4.0 * scale && y <= foot_y + 3.0 * scale && y >= foot_y - up * scale;
        in_disc || on_stem
    }
}

/// Spots that are drawn as one sign, in px of the zoom.
struct Pile<'a> {
    at: [f64; 2],
    spots: Vec<&'a Pin>,
}

impl Pile<'_> {
    fn is_near(&self, [x, y]: [f64; 2]) -> bool {
        let [own_x, own_y] = self.at;
        (own_x - x).hypot(own_y - y) < TOUCH
    }

    fn sign(self, size: f64) -> Sign {
        let at = mercator::to_degrees(self.at.map(|part| part / size));
        Sign { at, spots: self.spots.into_iter().cloned().collect() }
    }
}

fn one(piles: Vec<Pile>) -> Pile {
    let count = piles.len().max(1) as f64;
    let sum = piles.iter().fold([0.0; 2], |[sx, sy], Pile { at: [x, y], .. }| [sx + x, sy + y]);
    Pile { at: sum.map(|part| part / count), spots: piles.into_iter().flat_map(|pile| pile.spots).collect() }
}

#[derive(FromJson)]
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn spots(count: u32, apart: f64) -> Vec<Pin> {
        let feature = |n: u32| {
            let at = [97.8501 + f64::from(n % 4) * apart, 24.0001 + f64::from(n / 4) * apart];
            json!({ "type": "Feature", "id": n, "properties": { "key": format!("P-{n}"), "stage": n % 8 }, "geometry": { "type": "Point", "coordinates": at } })
        };
        read(&json!({ "features": (0..count).map(feature).collect::<Vec<_>>() }).to_string()).unwrap()
    }

    fn counts(signs: &[Sign]) -> Vec<usize> {
        signs.iter().map(|sign| sign.spots.len()).collect()
    }

    #[test]
    fn a_dozen_stand_alone_and_one_more_makes_a_count() {
        // 0.001° are about 47 px at zoom 14: all lie in one square.
        assert_eq!(counts(&thinned(&spots(12, 0.001), 14, 0xFF)), [1; 12]);
        assert_eq!(counts(&thinned(&spots(13, 0.001), 14, 0xFF)), [13]);
    }

    #[test]
    fn what_coincides_is_a_count_and_nobody_is_lost() {
        let piled = thinned(&spots(9, 0.0), 18, 0xFF);
        assert_eq!(counts(&piled), [9]);
        let features: Value = serde_json::from_str(&features(&piled)).unwrap();
        assert_eq!(features["features"][0]["properties"], json!({ "count": 9 }));
    }

    #[test]
    fn a_pin_is_hit_on_its_disc_and_its_stem() {
        let pin = &thinned(&spots(1, 0.0), 18, 0xFF)[0];
        assert!(
            pin.is_hit([100.0, 80.0], [100.0, 100.0], 1.0) && pin.is_hit([101.0, 97.0], [100.0, 100.0], 1.0)
        );
        assert!(
            !pin.is_hit([112.0, 97.0], [100.0, 100.0], 1.0)
                && !pin.is_hit([100.0, 108.0], [100.0, 100.0], 1.0)
        );
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
