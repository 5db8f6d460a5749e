//! Where a corner snaps to: a corner of a neighbour, or else the nearest place on one of its sides.

use shared::Point;

/// Metres of a degree of latitude.
const DEGREE_M: f64 = 111_320.0;

/// Metres east and north of a place.
fn metres(from: Point, to: Point) -> (f64, f64) {
    let across = DEGREE_M * crate::number::cos(from.lat().to_radians());
    ((to.lon() - from.lon()) * across, (to.lat() - from.lat()) * DEGREE_M)
}

/// A place so many metres east and north.
pub fn moved(from: Point, east: f64, north: f64) -> Point {
    let across = DEGREE_M * crate::number::cos(from.lat().to_radians());
    Point::new(from.lon() + east / across, from.lat() + north / DEGREE_M)
}

/// Where a place snaps to within reach; none where no neighbour is so near.
pub fn snapped(at: Point, neighbours: &[Vec<Point>], reach_m: f64) -> Option<Point> {
    let mut nearest: Option<(f64, Point)> = None;
    let mut see = |place: Point, handicap: f64| {
        let (east, north) = metres(at, place);
        let distance = (east * east + north * north).sqrt();
        let nearer = nearest.is_none_or(|(best, _)| distance + handicap < best);
        if distance <= reach_m && nearer {
            nearest = Some((distance + handicap, place));
        }
    };
    for line in neighbours {
        for corner in line {
            see(*corner, 0.0);
        }
        for side in line.windows(2) {
            let [a, b] = side else { continue };
            // A corner within reach wins over the side that runs into it.
            see(a.toward(*b, foot(at, *a, *b)), reach_m);
        }
    }
    nearest.map(|(_, place)| place)
}

/// How far along a side the place nearest to `at` lies, 0 to 1.
pub fn foot(at: Point, a: Point, b: Point) -> f64 {
    let ((ax, ay), (bx, by)) = (metres(at, a), metres(at, b));
    let (dx, dy) = (bx - ax, by - ay);
    let long = dx * dx + dy * dy;
    if long == 0.0 { 0.0 } else { (-(ax * dx + ay * dy) / long).clamp(0.0, 1.0) }
}

/// The side of a closed outline that lies nearest to a place, by its first corner.
pub fn nearest_side(at: Point, ring: &[Point]) -> usize {
    let mut best = (f64::MAX, 0);
    for (place, a) in ring.iter().enumerate() {
        let Some(b) = ring.get((place + 1) % ring.len()) else { continue };
        let (east, north) = metres(at, a.toward(*b, foot(at, *a, *b)));
        let distance = east * east + north * north;
        if distance < best.0 {
            best = (distance, place);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_corner_is_nearer_than_the_side_that_runs_into_it() {
        let (a, b) = (Point::new(97.85, 24.0), Point::new(97.86, 24.0));
        let neighbour = vec![vec![a, b]];
        let near = |east, north| snapped(moved(a, east, north), &neighbour, 10.0);
        assert_eq!(near(3.0, 4.0), Some(a), "the corner");
        let side = near(400.0, 6.0).unwrap();
        assert_eq!(side.lat_e7, a.lat_e7, "the side");
        assert!((side.lon() - moved(a, 400.0, 0.0).lon()).abs() < 1e-6);
        assert_eq!(near(400.0, 12.0), None, "out of reach");
    }

    #[test]
    fn the_nearest_side_takes_a_new_corner() {
        let ring = [(0.0, 0.0), (100.0, 0.0), (100.0, 50.0), (0.0, 50.0)];
        let origin = Point::new(97.85, 24.0);
        let ring = ring.map(|(east, north)| moved(origin, east, north));
        assert_eq!(nearest_side(moved(origin, 110.0, 20.0), &ring), 1);
        assert_eq!(nearest_side(moved(origin, -5.0, 20.0), &ring), 3);
    }
}
