//! The Web Mercator plane: the whole world is the square from 0 to 1, x to the east, y to the south.

use crate::files::Degrees;

/// A position on the plane, x then y.
pub(super) type Pos = [f64; 2];

/// Units along the side of a tile.
pub(super) const EXTENT: u32 = 4096;

/// Where a position in degrees lies on the plane; latitudes beyond ±85.05° are put on its edge.
pub(super) fn project((lon, lat): Degrees) -> Pos {
    let sin = lat.to_radians().sin();
    let y = 0.5 - ((1.0 + sin) / (1.0 - sin)).ln() / (4.0 * std::f64::consts::PI);
    [lon / 360.0 + 0.5, y.clamp(0.0, 1.0)]
}

/// A rectangle of the plane or of a tile, both edges included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Window {
    pub(super) min: Pos,
    pub(super) max: Pos,
}

impl Window {
    /// The smallest window around the points.
    pub(super) fn around<'a>(points: impl IntoIterator<Item = &'a Pos>) -> Self {
        let nothing = Self { min: [f64::INFINITY; 2], max: [f64::NEG_INFINITY; 2] };
        points.into_iter().fold(nothing, |w, &[x, y]| Self {
            min: [w.min[0].min(x), w.min[1].min(y)],
            max: [w.max[0].max(x), w.max[1].max(y)],
        })
    }

    pub(super) fn touches(&self, other: &Self) -> bool {
        let ([left, top], [right, bottom]) = (self.min, self.max);
        left <= other.max[0] && other.min[0] <= right && top <= other.max[1] && other.min[1] <= bottom
    }

    pub(super) fn width(&self) -> f64 {
        self.max[0] - self.min[0]
    }
}

/// One square of the pyramid: zoom, column from the west, row from the north.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TileId {
    pub(super) z: u8,
    pub(super) x: u32,
    pub(super) y: u32,
}

impl TileId {
    /// The tile, if there is one of that column and row at that zoom.
    pub(super) fn new(z: u8, x: u32, y: u32) -> Option<Self> {
        let side = 1u32.checked_shl(u32::from(z))?;
        (x < side && y < side).then_some(Self { z, x, y })
    }

    /// Units of this zoom along the side of the world.
    pub(super) fn units(self) -> f64 {
        f64::from(EXTENT) * (1u64 << self.z) as f64
    }

    /// A position in units of the tile, from its north-west corner.
    pub(super) fn locate(self, [x, y]: Pos) -> Pos {
        let (units, side) = (self.units(), f64::from(EXTENT));
        [x * units - f64::from(self.x) * side, y * units - f64::from(self.y) * side]
    }

    /// Its part of the plane, with a margin in units on each side.
    pub(super) fn window(self, margin: f64) -> Window {
        let (units, side) = (self.units(), f64::from(EXTENT));
        let (left, top) = (f64::from(self.x) * side, f64::from(self.y) * side);
        let at = |v: f64| v / units;
        Window {
            min: [at(left - margin), at(top - margin)],
            max: [at(left + side + margin), at(top + side + margin)],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plane_is_the_usual_one() {
        assert_eq!(project((0.0, 0.0)), [0.5, 0.5]);
        assert_eq!(project((-180.0, 85.051_128_779_806_6))[0], 0.0);
        assert!(project((0.0, 85.051_128_779_806_6))[1].abs() < 1e-9);
        assert_eq!(project((0.0, -90.0))[1], 1.0);
        // Ruili at zoom 14, computed from ln(tan φ + sec φ).
        let [x, y] = project((97.855, 24.013));
        assert_eq!(((x * 16384.0) as u32, (y * 16384.0) as u32), (12645, 7065));
    }

    #[test]
    fn tiles_outside_the_pyramid_do_not_exist() {
        assert!(TileId::new(0, 0, 0).is_some() && TileId::new(3, 7, 7).is_some());
        assert!(
            TileId::new(0, 1, 0).is_none()
                && TileId::new(3, 0, 8).is_none()
                && TileId::new(32, 0, 0).is_none()
        );
    }
}
