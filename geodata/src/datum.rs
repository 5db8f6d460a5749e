//! Conversion between WGS 84 and the two shifted datums of Chinese web maps: imports arrive in all three.
//!
//! Inside the program there is one datum, WGS 84 (CGCS2000 differs by centimetres). GCJ-02 (Amap, Tencent) bends it by
//! 300 to 400 m near our places, BD-09 (Baidu) bends GCJ-02 further; at Ruili the error points across the border.
//! The formulas are the ones in general use since 2013; nobody publishes the official ones. They agree with the
//! services to about a metre, which is far below the error of not converting.
//!
//! No rectangle "outside China" is applied: the usual one is wrong near the border, and whoever says that a file is
//! GCJ-02 says so for each of its points.

use std::f64::consts::PI;
use std::fmt;
use std::str::FromStr;

use shared::{Point, RegionCode};

use crate::regions::{self, Placement};

/// The datum a file's positions are given in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Datum {
    /// WGS 84, taken as equal to CGCS2000: GPS, Tianditu, surveys since 2008.
    #[default]
    Wgs84,
    /// GCJ-02: Amap (高德), Tencent, Google in China.
    Gcj02,
    /// BD-09: Baidu.
    Bd09,
}

/// A name that is none of the three.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown datum “{0}”: use wgs84, gcj02 or bd09")]
pub struct UnknownDatum(String);

/// How far a conversion moves a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shift {
    /// Metres towards the north.
    pub north: f64,
    /// Metres towards the east.
    pub east: f64,
}

/// What an import would do with one point, to be shown before it is done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Preview {
    /// The point as the file gives it.
    pub given: Point,
    /// The same point in WGS 84.
    pub placed: Point,
    /// From `given` to `placed`.
    pub shift: Shift,
    /// Where `placed` lies, held against the region the file claims.
    pub placement: Placement,
}

impl Datum {
    /// WGS 84 for a point given in this datum; exact to less than a centimetre.
    #[must_use]
    pub fn to_wgs84(self, given: Point) -> Point {
        match self {
            Datum::Wgs84 => given,
            Datum::Gcj02 => undo(gcj_from_wgs, given),
            Datum::Bd09 => undo(|p| bd_from_gcj(gcj_from_wgs(p)), given),
        }
    }

    /// This datum for a point in WGS 84: what an export for such a map needs.
    #[must_use]
    pub fn from_wgs84(self, point: Point) -> Point {
        let wgs = (point.lon(), point.lat());
        let (lon, lat) = match self {
            Datum::Wgs84 => wgs,
            Datum::Gcj02 => gcj_from_wgs(wgs),
            Datum::Bd09 => bd_from_gcj(gcj_from_wgs(wgs)),
        };
        Point::new(lon, lat)
    }

    /// What taking a file's points for this datum would do to each, and whether they then lie in the region claimed.
    pub fn preview(
        self,
        points: impl IntoIterator<Item = (Point, RegionCode)>,
    ) -> impl Iterator<Item = Preview> {
        points.into_iter().map(move |(given, claimed)| {
            let placed = self.to_wgs84(given);
            Preview {
                given,
                placed,
                shift: Shift::between(given, placed),
                placement: regions::placement(placed, claimed),
            }
        })
    }
}

impl FromStr for Datum {
    type Err = UnknownDatum;

    fn from_str(text: &str) -> Result<Self, UnknownDatum> {
        match text.to_ascii_lowercase().replace('-', "").as_str() {
            "wgs84" | "cgcs2000" => Ok(Datum::Wgs84),
            "gcj02" => Ok(Datum::Gcj02),
            "bd09" => Ok(Datum::Bd09),
            _ => Err(UnknownDatum(text.to_owned())),
        }
    }
}

impl fmt::Display for Datum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Datum::Wgs84 => "WGS 84",
            Datum::Gcj02 => "GCJ-02",
            Datum::Bd09 => "BD-09",
        })
    }
}

impl Shift {
    /// The way from one point to another near it, in metres.
    #[must_use]
    pub fn between(from: Point, to: Point) -> Self {
        let degree = METRES_PER_RADIAN.to_radians();
        let middle = ((from.lat() + to.lat()) / 2.0).to_radians();
        Self {
            north: (to.lat() - from.lat()) * degree,
            east: (to.lon() - from.lon()) * degree * middle.cos(),
        }
    }

    /// Its length in metres.
    #[must_use]
    pub fn metres(self) -> f64 {
        self.north.hypot(self.east)
    }
}

/// Mean radius of the earth in metres: good to 0.5 % for a distance.
const METRES_PER_RADIAN: f64 = 6_371_008.8;
/// Half axis of the Krasovsky 1940 ellipsoid in metres, which the GCJ-02 formula uses.
const AXIS: f64 = 6_378_245.0;
/// Square of its eccentricity.
const ECCENTRICITY_SQUARED: f64 = 0.006_693_421_622_965_943;

/// Degrees, longitude first.
type Degrees = (f64, f64);

fn gcj_from_wgs((lon, lat): Degrees) -> Degrees {
    let (x, y) = (lon - 105.0, lat - 35.0);
    let root = x.abs().sqrt();
    let wave = |t: f64, a: f64, b: f64, c: f64| (a * (t * PI).sin() + b * (t / c * PI).sin()) * 2.0 / 3.0;
    let ripple = wave(2.0 * x, 20.0, 0.0, 1.0) + wave(6.0 * x, 20.0, 0.0, 1.0);
    let north = -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * root
        + ripple
        + wave(y, 20.0, 40.0, 3.0)
        + wave(y / 12.0, 160.0, 320.0, 2.5);
    let east = 300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * root
        + ripple
        + wave(x, 20.0, 40.0, 3.0)
        + wave(x / 12.0, 150.0, 300.0, 2.5);
    let sin = lat.to_radians().sin();
    let w = 1.0 - ECCENTRICITY_SQUARED * sin * sin;
    let meridian = AXIS * (1.0 - ECCENTRICITY_SQUARED) / (w * w.sqrt());
    let parallel = AXIS / w.sqrt() * lat.to_radians().cos();
    (lon + (east / parallel).to_degrees(), lat + (north / meridian).to_degrees())
}

fn bd_from_gcj((lon, lat): Degrees) -> Degrees {
    let k = PI * 3000.0 / 180.0;
    let radius = lon.hypot(lat) + 0.000_02 * (lat * k).sin();
    let angle = lat.atan2(lon) + 0.000_003 * (lon * k).cos();
    (radius * angle.cos() + 0.0065, radius * angle.sin() + 0.006)
}

/// The point that `bend` moves to `given`. The shift hardly changes over its own length, so each round takes away all
/// but about a thousandth of the error.
fn undo(bend: impl Fn(Degrees) -> Degrees, given: Point) -> Point {
    let (mut lon, mut lat) = (given.lon(), given.lat());
    for _ in 0..8 {
        let (there_lon, there_lat) = bend((lon, lat));
        lon += given.lon() - there_lon;
        lat += given.lat() - there_lat;
    }
    Point::new(lon, lat)
}

#[cfg(test)]
mod tests;
