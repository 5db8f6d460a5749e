//! Parks and their zones: from which zoom a ring gives way to halls, and which name then stands beside the halls.
//!
//! A ring belongs to a zone, or to the whole park when the caller counts floor space by parks. Zones without a ring
//! of their own follow that of their park, so that no hall is ever hidden under a ring or drawn without one before.

use shared::Lang;
use shared::json::{FromJson, Misfit};

use super::event::Ring;
use super::feature;
use super::shape::{self, Shapes};
use super::space::zoom_of;

/// A park is a ring until its polygon spans this many CSS px.
const RING_UNTIL: f64 = 96.0;

/// A park or zone with a polygon.
pub struct Zone {
    key: Box<str>,
    parent: Option<Box<str>>,
    short_zh: Box<str>,
    short_en: Box<str>,
    bounds: [f64; 4],
    /// The middle of its southern side: where its name stands, in the unit square.
    pub foot: [f64; 2],
    /// The anchor by which the name stands there, so that it lies outside: under a side that rises to the east the
    /// name begins at its middle, under one that falls it ends there.
    pub anchor: &'static str,
}

/// All of them, and the zooms at which rings give way.
#[derive(Default)]
pub struct Zones {
    zones: Vec<Zone>,
    until: Vec<(String, f64)>,
}

#[derive(FromJson)]
struct Properties {
    key: Box<str>,
    #[serde(default)]
    parent: Option<Box<str>>,
    #[serde(default)]
    name_zh: Box<str>,
    #[serde(default)]
    name_en: Box<str>,
    #[serde(default)]
    short_zh: Option<Box<str>>,
    #[serde(default)]
    short_en: Option<Box<str>>,
}

impl Zones {
    /// Reads names and parents of the parks whose polygons are in `shapes`.
    ///
    /// # Errors
    /// When the text is not a `FeatureCollection` of parks.
    pub fn read(geojson: &str, shapes: &Shapes) -> Result<Self, Misfit> {
        let mut zones = Vec::new();
        for feature in feature::read::<Properties>(geojson)? {
            let Properties { key, parent, name_zh, name_en, short_zh, short_en } = feature.properties;
            let Some(outline) = largest(shapes, feature.id) else { continue };
            let (foot, anchor) = foot_of(shapes.corners_of(outline));
            zones.push(Zone {
                key,
                parent,
                short_zh: short_zh.unwrap_or(name_zh),
                short_en: short_en.unwrap_or(name_en),
                bounds: outline.bounds,
                foot,
                anchor,
            });
        }
        Ok(Self { zones, until: Vec::new() })
    }

    /// Measures anew: other rings, or another theme, whose `scale` asks for larger parks.
    pub fn measure(&mut self, rings: &[Ring], scale: f64) {
        self.until.clear();
        for zone in &self.zones {
            let zoom = zoom_of(zone.bounds, RING_UNTIL * scale);
            let key = zone.ring_key(rings);
            match self.until.iter_mut().find(|(known, _)| known == key) {
                Some((_, least)) => *least = least.min(zoom),
                None => self.until.push((key.to_owned(), zoom)),
            }
        }
    }

    /// The zoom at which each ring gives way, by key.
    pub fn until(&self) -> &[(String, f64)] {
        &self.until
    }

    /// The zoom from which the halls of a zone are drawn.
    pub fn opens_at(&self, key: &str, rings: &[Ring]) -> Option<f64> {
        let zone = self.zones.iter().find(|zone| *zone.key == *key)?;
        of(&self.until, zone.ring_key(rings))
    }

    /// The zones whose halls are drawn at a zoom, each with its own ring if it has one.
    pub fn open<'a>(
        &'a self,
        rings: &'a [Ring],
        zoom: f64,
    ) -> impl Iterator<Item = (&'a Zone, Option<&'a Ring>)> {
        let is_open =
            move |zone: &&Zone| of(&self.until, zone.ring_key(rings)).is_some_and(|until| zoom >= until);
        self.zones.iter().filter(is_open).map(|zone| (zone, rings.iter().find(|ring| *ring.key == *zone.key)))
    }
}

impl Zone {
    /// Its short name.
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.short_zh,
            Lang::En => &self.short_en,
        }
    }

    /// Its own ring's key, else that of its park, else its own.
    fn ring_key<'a>(&'a self, rings: &[Ring]) -> &'a str {
        let has_ring = |key: &str| rings.iter().any(|ring| ring.key == key);
        let parent = self.parent.as_deref().filter(|parent| !has_ring(&self.key) && has_ring(parent));
        parent.unwrap_or(&self.key)
    }
}

/// What a list says of a key.
pub fn of(list: &[(String, f64)], key: &str) -> Option<f64> {
    list.iter().find(|(known, _)| known == key).map(|(_, value)| *value)
}

fn largest(shapes: &Shapes, id: u32) -> Option<&shape::Outline> {
    let side = |outline: &&shape::Outline| {
        let [west, north, east, south] = outline.bounds;
        (east - west).max(south - north)
    };
    shapes.outlines_of(id).max_by(|a, b| side(a).total_cmp(&side(b)))
}

/// The middle of the longest side that faces south, and the anchor of a name that stands below it.
fn foot_of(corners: &[[f64; 2]]) -> ([f64; 2], &'static str) {
    let middle = shape::middle_of(shape::bounds_of(corners));
    let sides = corners.iter().zip(corners.iter().cycle().skip(1));
    let southward = sides.map(|([x1, y1], [x2, y2])| {
        let half = [(x1 + x2) / 2.0, (y1 + y2) / 2.0];
        // Southward along the side for each step to the east.
        let slope = (y2 - y1) / (x2 - x1);
        let anchor = match slope {
            -0.1..=0.1 => "top",
            ..0.0 => "top-left",
            _ => "top-right",
        };
        let ([_, y], [_, middle_y]) = (half, middle);
        // Its length as seen from the south.
        (if y > middle_y { (x2 - x1).abs() } else { 0.0 }, (half, anchor))
    });
    southward.max_by(|(a, _), (b, _)| a.total_cmp(b)).map_or((middle, "top"), |(_, foot)| foot)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUILI: &str = r#"{"features":[
        {"id":33,"properties":{"key":"ruili","name_zh":"瑞丽园区"},"geometry":{"type":"Point","coordinates":[97.87,23.99]}},
        {"id":34,"properties":{"key":"mengmao","parent":"ruili","short_zh":"勐卯","name_en":"Mengmao zone"},
         "geometry":{"type":"Polygon","coordinates":[[[97.86,23.99],[97.88,23.99],[97.88,24.0],[97.86,24.0],[97.86,23.99]]]}},
        {"id":35,"properties":{"key":"jiegao","parent":"ruili"},
         "geometry":{"type":"Polygon","coordinates":[[[97.88,23.98],[97.89,23.98],[97.89,23.985],[97.88,23.985],[97.88,23.98]]]}}]}"#;

    fn ring(key: &str) -> Ring {
        Ring {
            key: key.into(),
            lon: 0.0,
            lat: 0.0,
            shares: [1.0; 7],
            label: String::new(),
            within: Vec::new(),
        }
    }

    fn zones(rings: &[Ring]) -> Zones {
        let mut zones = Zones::read(RUILI, &Shapes::read(RUILI).unwrap()).unwrap();
        zones.measure(rings, 1.0);
        zones
    }

    #[test]
    fn each_zone_with_a_ring_gives_way_by_its_own_size() {
        let rings = [ring("mengmao"), ring("jiegao")];
        let zones = zones(&rings);
        let (large, small) = (of(zones.until(), "mengmao").unwrap(), of(zones.until(), "jiegao").unwrap());
        assert!((small - large - 1.0).abs() < 1e-9, "half the size, one zoom later");
        assert_eq!(zones.open(&rings, large + 0.5).count(), 1);
    }

    #[test]
    fn zones_without_a_ring_follow_their_park() {
        let rings = [ring("ruili")];
        let zones = zones(&rings);
        let until = of(zones.until(), "ruili").unwrap();
        assert_eq!([zones.opens_at("mengmao", &rings), zones.opens_at("jiegao", &rings)], [Some(until); 2]);
        let open: Vec<_> =
            zones.open(&rings, until).map(|(zone, ring)| (zone.name(Lang::Zh), ring.is_some())).collect();
        assert_eq!(open, [("勐卯", false), ("", false)]);
    }

    #[test]
    fn a_name_stands_outside_below_the_southern_side() {
        // Both sides at the south rise or fall with the whole square; y grows southward.
        let rising = [[0.0, 0.9], [0.1, 1.0], [1.0, 0.6], [0.9, 0.5]];
        assert_eq!(foot_of(&rising), ([0.55, 0.8], "top-left"));
        let falling = rising.map(|[x, y]| [1.0 - x, y]);
        assert_eq!(foot_of(&falling).1, "top-right");
        assert_eq!(zones(&[]).zones[0].anchor, "top");
        let [_, foot] = zones(&[]).zones[0].foot;
        let [_, south] = super::super::mercator::from_degrees([97.87, 23.99]);
        assert!((foot - south).abs() < 1e-12);
    }
}
