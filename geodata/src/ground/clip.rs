//! Cutting lines and rings to the window of a tile.
//!
//! Rings are cut by Sutherland–Hodgman: what lies outside collapses onto the window's edge, which the tile's margin hides.

use super::mercator::{Pos, Window};

/// The part of a ring inside the window, as one closed ring; empty when nothing is inside.
pub(super) fn ring(points: &[Pos], window: &Window) -> Vec<Pos> {
    let mut ring = points.to_vec();
    for side in Side::of(window) {
        let mut cut = Vec::with_capacity(ring.len() + 4);
        for pair in ring.windows(2) {
            let &[a, b] = pair else { continue };
            match (side.keeps(a), side.keeps(b)) {
                (true, true) => cut.push(a),
                (true, false) => cut.extend([a, side.crossing(a, b)]),
                (false, true) => cut.push(side.crossing(a, b)),
                (false, false) => {}
            }
        }
        if let Some(&first) = cut.first() {
            cut.push(first);
        }
        ring = cut;
    }
    ring
}

/// The parts of a line inside the window, in order.
pub(super) fn line(points: &[Pos], window: &Window) -> Vec<Vec<Pos>> {
    let mut parts: Vec<Vec<Pos>> = Vec::new();
    let mut open = false;
    for pair in points.windows(2) {
        let &[a, b] = pair else { continue };
        let Some((from, to)) = segment(a, b, window) else {
            open = false;
            continue;
        };
        match parts.last_mut() {
            Some(part) if open => part.push(to),
            _ => parts.push(vec![from, to]),
        }
        open = to == b;
    }
    parts
}

/// One of the four edges of the window: an axis, a bound, and which side of it is inside.
#[derive(Clone, Copy)]
struct Side {
    upright: bool,
    bound: f64,
    above: bool,
}

impl Side {
    fn of(w: &Window) -> [Side; 4] {
        let side = |upright, bound, above| Side { upright, bound, above };
        let ([left, top], [right, bottom]) = (w.min, w.max);
        [side(true, left, true), side(true, right, false), side(false, top, true), side(false, bottom, false)]
    }

    fn keeps(self, [x, y]: Pos) -> bool {
        let value = if self.upright { x } else { y };
        if self.above { value >= self.bound } else { value <= self.bound }
    }

    fn crossing(self, [ax, ay]: Pos, [bx, by]: Pos) -> Pos {
        if self.upright {
            [self.bound, ay + (by - ay) * ((self.bound - ax) / (bx - ax))]
        } else {
            [ax + (bx - ax) * ((self.bound - ay) / (by - ay)), self.bound]
        }
    }
}

/// The part of a segment inside the window.
fn segment(mut a: Pos, mut b: Pos, window: &Window) -> Option<(Pos, Pos)> {
    for side in Side::of(window) {
        match (side.keeps(a), side.keeps(b)) {
            (true, true) => {}
            (true, false) => b = side.crossing(a, b),
            (false, true) => a = side.crossing(a, b),
            (false, false) => return None,
        }
    }
    Some((a, b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BOX: Window = Window { min: [-1.0, -1.0], max: [1.0, 1.0] };
    const HAIR: f64 = 1e-9;

    fn inside([x, y]: Pos) -> bool {
        x.abs() <= 1.0 + HAIR && y.abs() <= 1.0 + HAIR
    }

    fn area(ring: &[Pos]) -> f64 {
        ring.windows(2).map(|p| p[0][0] * p[1][1] - p[1][0] * p[0][1]).sum::<f64>() / 2.0
    }

    /// A star around a centre: simple, but as ragged as a coast.
    fn star(centre: Pos, radii: &[f64]) -> Vec<Pos> {
        let turn = std::f64::consts::TAU / radii.len() as f64;
        let mut ring: Vec<Pos> = radii
            .iter()
            .enumerate()
            .map(|(i, r)| [centre[0] + r * (i as f64 * turn).cos(), centre[1] + r * (i as f64 * turn).sin()])
            .collect();
        ring.push(ring[0]);
        ring
    }

    fn holds(ring: &[Pos], [x, y]: Pos) -> bool {
        let crossed = |p: &&[Pos]| {
            let (a, b) = (p[0], p[1]);
            (a[1] > y) != (b[1] > y) && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]
        };
        ring.windows(2).filter(crossed).count() % 2 == 1
    }

    proptest! {
        #[test]
        fn a_cut_ring_stays_in_the_window_and_has_the_area_of_what_was_inside(
            centre in [-1.5..1.5f64, -1.5..1.5f64],
            radii in prop::collection::vec(0.3..2.5f64, 5..30),
        ) {
            let whole = star(centre, &radii);
            let cut = ring(&whole, &BOX);
            prop_assert!(cut.iter().all(|&p| inside(p)));
            // The slow twin: count points of a fine grid.
            let n = 200;
            let grid = (0..n * n).map(|i| [(f64::from(i % n) + 0.5) / 100.0 - 1.0, (f64::from(i / n) + 0.5) / 100.0 - 1.0]);
            let counted = grid.filter(|&p| holds(&whole, p)).count() as f64 * 1e-4;
            prop_assert!((area(&cut) - counted).abs() < 0.06, "{} against {counted}", area(&cut));
        }

        #[test]
        fn cut_lines_stay_in_the_window_and_lose_nothing_inside(
            points in prop::collection::vec([-3.0..3.0f64, -3.0..3.0f64], 2..20),
        ) {
            let parts = line(&points, &BOX);
            prop_assert!(parts.iter().flatten().all(|&p| inside(p)));
            let length = |l: &[Pos]| l.windows(2).map(|p| (p[1][0] - p[0][0]).hypot(p[1][1] - p[0][1])).sum::<f64>();
            let kept: f64 = parts.iter().map(|p| length(p)).sum();
            // The slow twin: walk the line in short steps and add up those inside.
            let walked: f64 = points.windows(2).map(|p| {
                let step = length(p) / 1000.0;
                let at = |i: u32| { let t = (f64::from(i) + 0.5) / 1000.0; [p[0][0] + (p[1][0] - p[0][0]) * t, p[0][1] + (p[1][1] - p[0][1]) * t] };
                (0..1000).filter(|&i| inside(at(i))).count() as f64 * step
            }).sum();
            prop_assert!((kept - walked).abs() < 0.02 * points.len() as f64, "{kept} against {walked}");
        }
    }

    #[test]
    fn a_window_inside_a_ring_is_the_window() {
        let big = [[-9.0, -9.0], [9.0, -9.0], [9.0, 9.0], [-9.0, 9.0], [-9.0, -9.0]];
        assert_eq!(ring(&big, &BOX).len(), 5);
        assert!((area(&ring(&big, &BOX)) - 4.0).abs() < HAIR);
        assert!(ring(&[[2.0, 2.0], [3.0, 2.0], [3.0, 3.0], [2.0, 2.0]], &BOX).is_empty());
    }

    #[test]
    fn a_line_that_leaves_and_returns_is_two_parts() {
        let parts = line(&[[-2.0, 0.0], [0.0, 0.0], [0.0, 2.0], [0.5, 2.0], [0.5, 0.0]], &BOX);
        assert_eq!(parts, [vec![[-1.0, 0.0], [0.0, 0.0], [0.0, 1.0]], vec![[0.5, 1.0], [0.5, 0.0]]]);
    }
}
