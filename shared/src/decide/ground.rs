//! Positions and outlines as they are to be recorded: in or around China, closed, not crossing themselves,
//! counter-clockwise.

use super::names::within;
use crate::geometry::{Line, Ring};
use crate::{Point, Refusal};

/// The most positions of one outline; its sides are compared pair by pair.
const MOST: f64 = 2_000.0;

/// A position in or around China: 73°–136° east, 3°–54° north.
pub(super) fn position(field: &str, point: Point) -> Result<(), Refusal> {
    let (lon, lat) = (point.lon(), point.lat());
    let lies = |lon, lat| (73.0..=136.0).contains(&lon) && (3.0..=54.0).contains(&lat);
    if lies(lon, lat) {
        Ok(())
    } else if lies(lat, lon) {
        Err(Refusal::AxesSwapped { field: field.to_owned(), lon: lat, lat: lon })
    } else {
        Err(Refusal::FarAway { field: field.to_owned(), lon, lat })
    }
}

/// An outline, counter-clockwise and without repeated positions.
pub(super) fn outline(field: &str, ring: Ring) -> Result<Ring, Refusal> {
    let mut ring = sound(field, ring)?;
    if doubled_area(&ring) < 0 {
        ring.reverse();
    }
    Ok(ring)
}

/// The footprint of a hall: four corners, counter-clockwise, its first side still the first.
pub(super) fn footprint(field: &str, ring: Ring) -> Result<Ring, Refusal> {
    let ring = sound(field, ring)?;
    let &[p0, p1, p2, p3, _] = ring.as_slice() else {
        return Err(Refusal::NotFourCorners { field: field.to_owned(), corners: ring.len() - 1 });
    };
    Ok(if doubled_area(&ring) < 0 { vec![p1, p0, p3, p2, p1] } else { ring })
}

/// A line of at least two positions.
pub(super) fn line(field: &str, line: &Line) -> Result<(), Refusal> {
    if line.len() < 2 {
        return Err(Refusal::RingTooShort { field: field.to_owned(), positions: line.len() });
    }
    line.iter().try_for_each(|p| position(field, *p))
}

fn sound(field: &str, mut ring: Ring) -> Result<Ring, Refusal> {
    within(field, ring.len() as f64, 0.0, MOST)?;
    ring.iter().try_for_each(|p| position(field, *p))?;
    if ring.len() > 1 && ring.first() != ring.last() {
        return Err(Refusal::RingOpen { field: field.to_owned() });
    }
    ring.dedup();
    if ring.len() < 4 {
        return Err(Refusal::RingTooShort { field: field.to_owned(), positions: ring.len() });
    }
    if doubled_area(&ring) == 0 {
        return Err(Refusal::RingFlat { field: field.to_owned() });
    }
    match crossing(&ring) {
        Some(at) => Err(Refusal::RingCrosses { field: field.to_owned(), lon: at.lon(), lat: at.lat() }),
        None => Ok(ring),
    }
}

/// Twice the area in units of 1e-14 square degree; negative when clockwise.
fn doubled_area(ring: &[Point]) -> i64 {
    let Some(&origin) = ring.first() else { return 0 };
    sides(ring).map(|(a, b)| turn(origin, a, b)).sum()
}

fn sides(ring: &[Point]) -> impl Iterator<Item = (Point, Point)> + Clone {
    ring.iter().copied().zip(ring.iter().copied().skip(1))
}

/// Positive when o→a→b turns left, 0 when it goes straight. Differences within China stay below 2^30.
fn turn(o: Point, a: Point, b: Point) -> i64 {
    let d = |p: Point| (i64::from(p.lon_e7) - i64::from(o.lon_e7), i64::from(p.lat_e7) - i64::from(o.lat_e7));
    let ((ax, ay), (bx, by)) = (d(a), d(b));
    ax * by - ay * bx
}

/// A position near which two sides meet that should not: only neighbours share a corner.
fn crossing(ring: &[Point]) -> Option<Point> {
    let last = ring.len().checked_sub(2)?;
    for (i, (a, b)) in sides(ring).enumerate() {
        for (j, (c, d)) in sides(ring).enumerate().skip(i + 1) {
            let meet = if j == i + 1 {
                folds_back(a, b, d)
            } else if i == 0 && j == last {
                folds_back(b, a, c)
            } else {
                meets(a, b, c, d)
            };
            if meet {
                return Some(c);
            }
        }
    }
    None
}

/// Whether a side from the shared corner runs back along the other.
fn folds_back(end: Point, corner: Point, other: Point) -> bool {
    turn(corner, end, other) == 0 && (on_box(corner, end, other) || on_box(corner, other, end))
}

fn meets(a: Point, b: Point, c: Point, d: Point) -> bool {
    let (abc, abd) = (turn(a, b, c).signum(), turn(a, b, d).signum());
    let (cda, cdb) = (turn(c, d, a).signum(), turn(c, d, b).signum());
    if abc != abd && cda != cdb {
        return true;
    }
    (abc == 0 && on_box(a, b, c))
        || (abd == 0 && on_box(a, b, d))
        || (cda == 0 && on_box(c, d, a))
        || (cdb == 0 && on_box(c, d, b))
}

/// Whether `p` lies in the rectangle spanned by `a` and `b`.
fn on_box(a: Point, b: Point, p: Point) -> bool {
    (a.lon_e7.min(b.lon_e7)..=a.lon_e7.max(b.lon_e7)).contains(&p.lon_e7)
        && (a.lat_e7.min(b.lat_e7)..=a.lat_e7.max(b.lat_e7)).contains(&p.lat_e7)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(corners: &[(f64, f64)]) -> Ring {
        corners.iter().map(|(x, y)| Point::new(97.8 + x / 100.0, 24.0 + y / 100.0)).collect()
    }

    fn refusal(corners: &[(f64, f64)]) -> &'static str {
        outline("boundary", ring(corners)).unwrap_err().slug()
    }

    #[test]
    fn a_clockwise_outline_is_turned_and_a_footprint_keeps_its_first_side() {
        let clockwise = ring(&[(0.0, 0.0), (0.0, 1.0), (2.0, 1.0), (2.0, 0.0), (0.0, 0.0)]);
        let turned = outline("boundary", clockwise.clone()).unwrap();
        assert_eq!(turned, ring(&[(0.0, 0.0), (2.0, 0.0), (2.0, 1.0), (0.0, 1.0), (0.0, 0.0)]));
        assert_eq!(outline("boundary", turned.clone()).unwrap(), turned);
        let foot = footprint("footprint", clockwise.clone()).unwrap();
        assert_eq!((foot[0], foot[1]), (clockwise[1], clockwise[0]));
        assert!(doubled_area(&foot) > 0);
    }

    #[test]
    fn an_outline_that_is_none_is_refused() {
        assert_eq!(refusal(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]), "ring-open");
        assert_eq!(refusal(&[(0.0, 0.0), (1.0, 0.0), (0.0, 0.0)]), "ring-too-short");
        assert_eq!(refusal(&[]), "ring-too-short");
        assert_eq!(refusal(&[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (0.0, 0.0)]), "ring-flat");
        // A bow tie with unequal wings.
        assert_eq!(refusal(&[(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 1.0), (0.0, 0.0)]), "ring-crosses");
        // A spike that runs out and back.
        assert_eq!(
            refusal(&[(0.0, 0.0), (2.0, 0.0), (3.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 0.0)]),
            "ring-crosses"
        );
        assert_eq!(
            refusal(&[(900.0, 0.0), (9000.0, 0.0), (900.0, 100.0), (900.0, 0.0)]),
            "far-away",
            "an outline in the Pacific"
        );
    }

    #[test]
    fn an_l_shape_with_a_corner_on_a_straight_side_is_fine() {
        let l =
            [(0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0, 1.0), (1.0, 2.0), (0.0, 2.0), (0.0, 0.0)];
        assert!(outline("boundary", ring(&l)).is_ok());
    }

    #[test]
    fn swapped_axes_are_named_as_such() {
        let refusal = position("center", Point { lon_e7: 240_131_000, lat_e7: 850_000_000 }).unwrap_err();
        assert_eq!(refusal, Refusal::AxesSwapped { field: "center".into(), lon: 85.0, lat: 24.0131 });
    }
}
