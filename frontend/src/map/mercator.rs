//! Web Mercator in the unit square, as the map library numbers it: x from west, y from north, both 0 to 1.

use std::f64::consts::PI;

use crate::number;

/// Length of the equator in metres.
pub const EQUATOR: f64 = 40_075_016.685_578_49;

/// A place in the unit square from longitude and latitude in degrees.
pub fn from_degrees([lon, lat]: [f64; 2]) -> [f64; 2] {
    let north = number::ln(number::tan(PI / 4.0 + lat.to_radians() / 2.0));
    [(lon + 180.0) / 360.0, (1.0 - north / PI) / 2.0]
}

/// Longitude and latitude in degrees of a place in the unit square.
pub fn to_degrees([x, y]: [f64; 2]) -> [f64; 2] {
    [x * 360.0 - 180.0, latitude(y).to_degrees()]
}

/// Unit squares per metre at a given y: Mercator stretches with the latitude.
pub fn per_metre(y: f64) -> f64 {
    1.0 / (EQUATOR * number::cos(latitude(y)))
}

/// CSS px across the unit square at a zoom.
pub fn world_size(zoom: f64) -> f64 {
    512.0 * number::exp2(zoom)
}

fn latitude(y: f64) -> f64 {
    number::atan(number::sinh(PI * (1.0 - 2.0 * y)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let [lon, lat] = to_degrees(from_degrees([97.855, 24.013]));
        assert!((lon - 97.855).abs() < 1e-12 && (lat - 24.013).abs() < 1e-12);
    }

    #[test]
    fn a_kilometre_north_of_ruili() {
        let [_, south] = from_degrees([97.855, 24.0]);
        let [_, north] = from_degrees([97.855, 24.0 + 1000.0 / (EQUATOR / 360.0)]);
        assert!(((south - north) / per_metre(south) - 1000.0).abs() < 0.1);
    }
}
