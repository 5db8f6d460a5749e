//! Streets: lines with a class, and how wide each class is drawn.

use shared::json::{FromJson, Misfit};

use super::super::feature;
use super::super::mercator;

/// Width in metres of a trunk, a main street, a lane.
const METRES: [f64; 3] = [24.0, 15.0, 8.0];
/// Width in CSS px below which they do not fall.
const LEAST: [f64; 3] = [1.2, 0.8, 0.5];

/// A street.
#[derive(Debug, PartialEq)]
pub struct Way {
    /// 1 trunk, 2 main street, 3 lane.
    pub class: u32,
    /// Its course in the unit square.
    pub course: Vec<[f64; 2]>,
}

/// Reads the lines of a `FeatureCollection`.
pub fn read(geojson: &str) -> Result<Vec<Way>, Misfit> {
    let mut ways = Vec::new();
    for feature in feature::read::<Properties>(geojson)? {
        let line = feature.geometry.map_or(Ok(None), |geometry| geometry.line())?;
        let class = feature.properties.class.clamp(1, 3);
        ways.extend(
            line.map(|line| Way { class, course: line.into_iter().map(mercator::from_degrees).collect() }),
        );
    }
    Ok(ways)
}

/// CSS px of each class at so many px a metre; `rim` is added for the case. The first class is nobody's.
pub fn widths(pixels_per_metre: f64, rim: f64) -> [f32; 4] {
    let width = |metres: f64, least: f64| ((metres * pixels_per_metre).max(least) + rim) as f32;
    let ([a, b, c], [x, y, z]) = (METRES, LEAST);
    [0.0, width(a, x), width(b, y), width(c, z)]
}

#[derive(FromJson)]
struct Properties {
    #[serde(default)]
    class: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_and_unknown_classes_are_lanes() {
        let text = r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"class":9},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0]]}},
            {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[0,0]}}]}"#;
        let ways = read(text).unwrap();
        assert_eq!(ways.iter().map(|way| (way.class, way.course.len())).collect::<Vec<_>>(), [(3, 2)]);
    }

    #[test]
    fn a_street_never_thins_out_and_its_case_is_wider() {
        assert_eq!(widths(0.001, 0.0), [0.0, 1.2, 0.8, 0.5]);
        assert_eq!(widths(1.0, 1.0), [0.0, 25.0, 16.0, 9.0]);
    }
}
