//! Which county of Yunnan a point lies in: published points are often wrong, so every import is held against it.
//!
//! **Accuracy.** The outlines are generalised: to 400 m, in Dehong as fine as the source has them. Along the border they
//! lie a median of 132 m from the ground truth, up to about 1 km at the meanders of the Ruili river. Good for finding a
//! hall that was put into the wrong county; never for deciding parcels, jurisdiction, or distances to the border.

use std::sync::LazyLock;

use shared::{Point, RegionCode};

use crate::datum::Shift;
use crate::files::{self, Degrees, Path, Thing};

/// Where a point lies, held against the region it is said to be in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Placement {
    /// Inside the region claimed.
    Inside,
    /// In another county of Yunnan.
    Elsewhere {
        /// The county it lies in.
        found: RegionCode,
        /// Metres to the outline of the region claimed; below about 1,000 the outline itself may be at fault.
        metres: f64,
    },
    /// In no county of Yunnan: across the border, or in a neighbouring province.
    Beyond {
        /// Metres to the outline of the region claimed; below about 1,000 the outline itself may be at fault.
        metres: f64,
    },
    /// The region claimed is not in Yunnan: there is no outline to hold the point against.
    Unknown,
}

impl Placement {
    /// Whether an official should look at the point before it is recorded.
    #[must_use]
    pub const fn is_suspect(self) -> bool {
        matches!(self, Placement::Elsewhere { .. } | Placement::Beyond { .. })
    }
}

/// The county of Yunnan a point lies in; see the module for how far this may be trusted.
#[must_use]
pub fn county_at(point: Point) -> Option<RegionCode> {
    let at = (point.lon(), point.lat());
    OUTLINES.iter().find(|o| o.holds(at)).map(|o| o.code)
}

/// Whether a point lies in the region claimed (a county, a prefecture, or the province), and if not, where and how far off.
#[must_use]
pub fn placement(point: Point, claimed: RegionCode) -> Placement {
    if !OUTLINES.iter().any(|o| claimed.contains(o.code)) {
        return Placement::Unknown;
    }
    let metres = || {
        let inside = OUTLINES.iter().filter(|o| claimed.contains(o.code));
        inside.map(|o| o.metres_to(point)).fold(f64::INFINITY, f64::min)
    };
    match county_at(point) {
        Some(found) if claimed.contains(found) => Placement::Inside,
        Some(found) => Placement::Elsewhere { found, metres: metres() },
        None => Placement::Beyond { metres: metres() },
    }
}

/// The outline of one county; holes and islands alike are rings, told apart by counting crossings.
struct Outline {
    code: RegionCode,
    rings: Vec<Path>,
    min: Degrees,
    max: Degrees,
}

/// The fine outlines of Dehong first, then all of Yunnan: a point on a seam belongs to the first that holds it.
static OUTLINES: LazyLock<Vec<Outline>> = LazyLock::new(|| {
    [files::DEHONG_COUNTIES, files::YUNNAN_COUNTIES]
        .into_iter()
        .flat_map(files::read)
        .filter_map(|t| Outline::read(&t))
        .collect()
});

impl Outline {
    fn read(thing: &Thing) -> Option<Self> {
        let code = thing.text("adcode")?.parse().ok()?;
        let rings: Vec<Path> = thing.polygons().iter().flatten().cloned().collect();
        let corner = |pick: fn(f64, f64) -> f64, start: f64| {
            rings.iter().flatten().fold((start, start), |c, p| (pick(c.0, p.0), pick(c.1, p.1)))
        };
        let (min, max) = (corner(f64::min, f64::INFINITY), corner(f64::max, f64::NEG_INFINITY));
        Some(Self { code, rings, min, max })
    }

    fn edges(&self) -> impl Iterator<Item = (Degrees, Degrees)> {
        self.rings.iter().flat_map(|ring| ring.iter().copied().zip(ring.iter().copied().skip(1)))
    }

    /// Counts the edges that a ray to the east crosses: odd is inside.
    fn holds(&self, (x, y): Degrees) -> bool {
        let near = x >= self.min.0 && x <= self.max.0 && y >= self.min.1 && y <= self.max.1;
        near && self
            .edges()
            .filter(|&(a, b)| (a.1 > y) != (b.1 > y) && x < (b.0 - a.0) * (y - a.1) / (b.1 - a.1) + a.0)
            .count()
            % 2
            == 1
    }

    fn metres_to(&self, point: Point) -> f64 {
        let metres = |(lon, lat): Degrees| {
            let way = Shift::between(point, Point::new(lon, lat));
            (way.east, way.north)
        };
        self.edges().map(|(a, b)| distance_to_edge(metres(a), metres(b))).fold(f64::INFINITY, f64::min)
    }
}

/// From the origin to the nearest point of an edge.
fn distance_to_edge(a: Degrees, b: Degrees) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx * dx + dy * dy;
    let t = if length > 0.0 { (-(a.0 * dx + a.1 * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (a.0 + t * dx).hypot(a.1 + t * dy)
}
