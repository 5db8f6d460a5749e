//! Positions in WGS 84 as integers of 1e-7 degree (about 1 cm): exact, small, and equal everywhere.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::json::{self, FromJson, Json, Misfit};

/// A position, WGS 84 (CGCS2000), written `[lon, lat]` in degrees as RFC 7946 asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    /// Longitude in 1e-7 degree.
    pub lon_e7: i32,
    /// Latitude in 1e-7 degree.
    pub lat_e7: i32,
}

const ORDER: &str = "longitude −180…180 comes first, then latitude −90…90, in degrees";

impl Point {
    /// From degrees; values outside the globe are clamped to it.
    #[must_use]
    pub fn new(lon: f64, lat: f64) -> Self {
        Self {
            lon_e7: (lon.clamp(-180.0, 180.0) * 1e7).round() as i32,
            lat_e7: (lat.clamp(-90.0, 90.0) * 1e7).round() as i32,
        }
    }

    fn on_globe(lon: f64, lat: f64) -> Option<Self> {
        let is_there = (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat);
        is_there.then(|| Self::new(lon, lat))
    }

    /// Longitude in degrees.
    #[must_use]
    pub fn lon(self) -> f64 {
        f64::from(self.lon_e7) / 1e7
    }

    /// Latitude in degrees.
    #[must_use]
    pub fn lat(self) -> f64 {
        f64::from(self.lat_e7) / 1e7
    }

    /// The point a fraction `t` (0–1) of the way to `other`.
    #[must_use]
    pub fn toward(self, other: Point, t: f64) -> Point {
        let mix = |a: i32, b: i32| (f64::from(a) + (f64::from(b) - f64::from(a)) * t).round() as i32;
        Point { lon_e7: mix(self.lon_e7, other.lon_e7), lat_e7: mix(self.lat_e7, other.lat_e7) }
    }
}

impl Serialize for Point {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        if s.is_human_readable() {
            (self.lon(), self.lat()).serialize(s)
        } else {
            (self.lon_e7, self.lat_e7).serialize(s)
        }
    }
}

impl<'de> Deserialize<'de> for Point {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        if !d.is_human_readable() {
            return <(i32, i32)>::deserialize(d).map(|(lon_e7, lat_e7)| Self { lon_e7, lat_e7 });
        }
        let (lon, lat) = <(f64, f64)>::deserialize(d)?;
        let point = Self::on_globe(lon, lat);
        point.ok_or_else(|| de::Error::custom(format!("[{lon}, {lat}] is not a position: {ORDER}")))
    }
}

impl FromJson for Point {
    fn from_json(json: Json<'_>) -> Result<Self, Misfit> {
        let [lon, lat] = json::pair(json)?;
        let point = Self::on_globe(lon, lat);
        point.ok_or_else(|| Misfit::new(format_args!("{} is not a position: {ORDER}", json.text())))
    }
}

/// A closed ring: at least four positions, the last equal to the first, counter-clockwise.
pub type Ring = Vec<Point>;
/// A line of positions.
pub type Line = Vec<Point>;

/// A rectangle of degrees: west, south, east, north.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// South-west corner.
    pub min: Point,
    /// North-east corner.
    pub max: Point,
}

impl Bounds {
    /// The smallest rectangle around the points; none without points.
    #[must_use]
    pub fn around(points: impl IntoIterator<Item = Point>) -> Option<Self> {
        let mut points = points.into_iter();
        let first = points.next()?;
        Some(points.fold(Self { min: first, max: first }, |b, p| Self {
            min: Point { lon_e7: b.min.lon_e7.min(p.lon_e7), lat_e7: b.min.lat_e7.min(p.lat_e7) },
            max: Point { lon_e7: b.max.lon_e7.max(p.lon_e7), lat_e7: b.max.lat_e7.max(p.lat_e7) },
        }))
    }

    /// Whether the two rectangles share a point.
    #[must_use]
    pub const fn touches(&self, other: &Bounds) -> bool {
        self.min.lon_e7 <= other.max.lon_e7
            && other.min.lon_e7 <= self.max.lon_e7
            && self.min.lat_e7 <= other.max.lat_e7
            && other.min.lat_e7 <= self.max.lat_e7
    }

    /// The middle.
    #[must_use]
    pub fn center(&self) -> Point {
        self.min.toward(self.max, 0.5)
    }
}

/// The part of a quadrilateral between fractions `u` of its first side and `v` of its depth, as a closed ring.
///
/// `quad` is the ring p0 p1 p2 p3 (p0 again); u runs from p0 to p1, v from p0 to p3.
#[must_use]
pub fn part_of_quad(quad: &[Point], u: (f64, f64), v: (f64, f64)) -> Ring {
    let &[p0, p1, p2, p3, ..] = quad else { return quad.to_vec() };
    let at = |u: f64, v: f64| p0.toward(p1, u).toward(p3.toward(p2, u), v);
    let first = at(u.0, v.0);
    vec![first, at(u.1, v.0), at(u.1, v.1), at(u.0, v.1), first]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_survive_the_round_trip() {
        let text = "[97.8551234,24.0131]";
        let point: Point = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&point).unwrap(), text);
        assert!(serde_json::from_str::<Point>("[24.0,197.8]").is_err());
    }

    #[test]
    fn parts_of_a_quad_tile_it() {
        let quad = [Point::new(0.0, 0.0), Point::new(4.0, 0.0), Point::new(4.0, 2.0), Point::new(0.0, 2.0)];
        let left = part_of_quad(&quad, (0.0, 0.5), (0.0, 1.0));
        let right = part_of_quad(&quad, (0.5, 1.0), (0.0, 1.0));
        assert_eq!(left[1], right[0]);
        assert_eq!(left[2], right[3]);
        assert_eq!(left[0], left[4]);
    }
}
