//! Polygons in flat arrays: what our shaders draw and what a pointer is tested against.

use shared::draw::Cell;
use shared::json::{FromJson, Misfit};

use super::feature::{self, Position};
use super::mercator;

/// Polygons of one layer, in the order of the text.
#[derive(Default)]
pub struct Shapes {
    /// One entry per polygon; a multipolygon gives several with the same `unit`.
    pub outlines: Vec<Outline>,
    /// Corners of all outlines in the unit square, each outline open (last corner ≠ first).
    pub corners: Vec<[f64; 2]>,
    /// What the outlines belong to, in the order of the text.
    pub features: Vec<Named>,
}

/// One polygon without holes.
#[derive(Clone, Copy, Debug)]
pub struct Outline {
    /// First corner in [`Shapes::corners`].
    pub first: u32,
    /// Number of corners.
    pub count: u32,
    /// Index in [`Shapes::features`].
    pub feature: u32,
    /// Smallest x, smallest y, greatest x, greatest y.
    pub bounds: [f64; 4],
}

/// A feature's name and what its drawing depends on.
#[derive(Debug)]
pub struct Named {
    /// Its numeric id.
    pub id: u32,
    /// Its key.
    pub key: Box<str>,
    /// Status code at the time of drawing.
    pub status: u8,
    /// Height of its lower face above ground, metres (`base_m`).
    pub base: f32,
    /// Height of its upper face above ground, metres (`height_m`).
    pub top: f32,
}

impl Shapes {
    /// The shapes of units. Room is made for all of them at once: what grows piece by piece leaves holes behind.
    pub fn of(cells: impl Iterator<Item = Cell>) -> Self {
        let (_, most) = cells.size_hint();
        let most = most.unwrap_or_default();
        let mut shapes = Self {
            outlines: Vec::with_capacity(most),
            // Of the last ring its end as well.
            corners: Vec::with_capacity(most * 4 + 1),
            features: Vec::with_capacity(most),
        };
        for Cell { id, key, ring, base_m, top_m, status } in cells {
            let named = shapes.features.len() as u32;
            shapes.add_ring(&mut ring.iter().map(|corner| [corner.lon(), corner.lat()]), named);
            let (base, top) = (base_m as f32, top_m as f32);
            shapes.features.push(Named {
                id: id as u32,
                key: key.as_str().into(),
                status: status.code(),
                base,
                top,
            });
        }
        shapes
    }

    /// Reads a `FeatureCollection`; features that are not polygons are passed over.
    ///
    /// # Errors
    /// When the text is not a GeoJSON `FeatureCollection` whose features have a numeric `id` and a `key`.
    pub fn read(geojson: &str) -> Result<Self, Misfit> {
        let mut shapes = Self::default();
        for feature in feature::read::<Properties>(geojson)? {
            let polygons = feature.geometry.map_or_else(|| Ok(Vec::new()), |geometry| geometry.polygons())?;
            if !polygons.is_empty() {
                shapes.add(feature.id, feature.properties, polygons);
            }
        }
        Ok(shapes)
    }

    /// The corners of an outline.
    pub fn corners_of(&self, outline: &Outline) -> &[[f64; 2]] {
        let first = outline.first as usize;
        self.corners.get(first..first + outline.count as usize).unwrap_or_default()
    }

    /// The last outline, thus the uppermost, that holds a place, by its position in [`Shapes::outlines`].
    pub fn at(&self, place: [f64; 2], mut counts: impl FnMut(&Outline) -> bool) -> Option<&Outline> {
        let inside =
            |outline: &&Outline| is_within(outline.bounds, place) && holds(self.corners_of(outline), place);
        self.outlines.iter().rev().filter(inside).find(|outline| counts(outline))
    }

    /// The outlines of a feature.
    pub fn outlines_of(&self, id: u32) -> impl Iterator<Item = &Outline> {
        let is = move |outline: &&Outline| {
            self.features.get(outline.feature as usize).is_some_and(|named| named.id == id)
        };
        self.outlines.iter().filter(is)
    }

    fn add(&mut self, id: u32, properties: Properties, polygons: Vec<Vec<Vec<Position>>>) {
        let named = self.features.len() as u32;
        // Units, halls and parcels have no holes; those of a park are not drawn.
        for ring in polygons.into_iter().filter_map(|rings| rings.into_iter().next()) {
            self.add_ring(&mut ring.into_iter(), named);
        }
        let Properties { key, status, base_m, height_m } = properties;
        self.features.push(Named { id, key, status: status.0, base: base_m, top: height_m });
    }

    fn add_ring(&mut self, ring: &mut dyn Iterator<Item = Position>, feature: u32) {
        let first = self.corners.len();
        self.corners.extend(ring.map(mercator::from_degrees));
        let corners = self.corners.get(first..).unwrap_or_default();
        // A ring ends where it begins.
        let open = corners.len() - usize::from(corners.len() > 1 && corners.first() == corners.last());
        if open < 3 {
            return self.corners.truncate(first);
        }
        self.corners.truncate(first + open);
        let bounds = bounds_of(self.corners.get(first..).unwrap_or_default());
        self.outlines.push(Outline { first: first as u32, count: open as u32, feature, bounds });
    }
}

/// Smallest x, smallest y, greatest x, greatest y.
pub fn bounds_of(corners: &[[f64; 2]]) -> [f64; 4] {
    let empty = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    corners.iter().fold(empty, |[west, north, east, south], [x, y]| {
        [west.min(*x), north.min(*y), east.max(*x), south.max(*y)]
    })
}

/// The middle of some bounds.
pub fn middle_of([west, north, east, south]: [f64; 4]) -> [f64; 2] {
    [(west + east) / 2.0, (north + south) / 2.0]
}

/// Whether some bounds hold a place.
pub fn is_within([west, north, east, south]: [f64; 4], [x, y]: [f64; 2]) -> bool {
    x >= west && x <= east && y >= north && y <= south
}

/// Whether a polygon holds a place, by counting crossings.
pub fn holds(corners: &[[f64; 2]], [x, y]: [f64; 2]) -> bool {
    let Some(mut before) = corners.last() else { return false };
    let mut inside = false;
    for corner in corners {
        let ([x1, y1], [x2, y2]) = (*before, *corner);
        if (y1 > y) != (y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1 {
            inside = !inside;
        }
        before = corner;
    }
    inside
}

#[derive(FromJson)]
struct Properties {
    key: Box<str>,
    /// Units carry a code; parcels a word, which the style reads.
    #[serde(default)]
    status: feature::Code,
    #[serde(default)]
    base_m: f32,
    #[serde(default)]
    height_m: f32,
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":7,"properties":{"key":"a","status":3,"base_m":5,"height_m":6,"name_zh":"x"},
         "geometry":{"type":"Polygon","coordinates":[[[97,24],[98,24],[98,25],[97,25],[97,24]]]}},
        {"type":"Feature","id":9,"properties":{"key":"b","status":"offered"},
         "geometry":{"type":"MultiPolygon","coordinates":[[[[1,1],[2,1],[2,2],[1,1]]],[[[3,1],[4,1],[4,2],[3,1]]]]}}]}"#;

    #[test]
    fn polygons_and_multipolygons_are_read() {
        let shapes = Shapes::read(TWO).unwrap();
        assert_eq!(
            shapes.outlines.iter().map(|o| (o.count, o.feature)).collect::<Vec<_>>(),
            [(4, 0), (3, 1), (3, 1)]
        );
        assert_eq!((shapes.features[0].id, shapes.features[0].status, shapes.features[0].top), (7, 3, 6.0));
    }

    #[test]
    fn a_place_is_found_and_a_miss_is_a_miss() {
        let shapes = Shapes::read(TWO).unwrap();
        let hit = shapes.at(mercator::from_degrees([97.5, 24.5]), |_| true).unwrap();
        assert_eq!(hit.feature, 0);
        assert!(shapes.at(mercator::from_degrees([96.5, 24.5]), |_| true).is_none());
        assert!(shapes.at(mercator::from_degrees([97.5, 24.5]), |_| false).is_none());
    }

    #[test]
    fn text_that_is_no_collection_is_refused() {
        assert!(Shapes::read(r#"{"type":"Feature"}"#).is_err());
    }
}
