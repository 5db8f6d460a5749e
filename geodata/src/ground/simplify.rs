//! Douglas–Peucker, done once: each point learns the coarsest tolerance that still keeps it.
//!
//! A tile then only compares numbers, at any zoom, and every zoom's line is a thinning of the next finer one.

use super::mercator::Pos;

/// A line or ring with the tolerance (on the plane) up to which each of its points is kept; the ends always are.
#[derive(Clone, Debug)]
pub(super) struct Path {
    points: Vec<(Pos, f64)>,
}

impl Path {
    pub(super) fn new(points: &[Pos]) -> Self {
        Self { points: points.iter().copied().zip(weights(points)).collect() }
    }

    /// All its points.
    pub(super) fn all(&self) -> impl Iterator<Item = &Pos> {
        self.points.iter().map(|(p, _)| p)
    }

    /// The points that matter at a tolerance.
    pub(super) fn at(&self, tolerance: f64) -> impl Iterator<Item = Pos> {
        self.points.iter().filter(move |(_, w)| *w > tolerance).map(|(p, _)| *p)
    }
}

/// For each point the distance at which Douglas–Peucker drops it, never above that of the split it hangs on.
fn weights(points: &[Pos]) -> Vec<f64> {
    let mut weights = vec![f64::INFINITY; points.len()];
    let mut spans = vec![(0, points.len().saturating_sub(1), f64::INFINITY)];
    while let Some((first, last, cap)) = spans.pop() {
        let (Some(&a), Some(&b)) = (points.get(first), points.get(last)) else { continue };
        let between = points.iter().enumerate().take(last).skip(first + 1);
        let farthest =
            between.map(|(i, &p)| (i, distance(p, a, b))).reduce(|x, y| if y.1 > x.1 { y } else { x });
        let Some((middle, far)) = farthest else { continue };
        let weight = far.min(cap);
        if let Some(w) = weights.get_mut(middle) {
            *w = weight;
        }
        spans.extend([(first, middle, weight), (middle, last, weight)]);
    }
    weights
}

/// From a point to a segment.
fn distance([x, y]: Pos, [ax, ay]: Pos, [bx, by]: Pos) -> f64 {
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let t = if length > 0.0 { (((x - ax) * dx + (y - ay) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (x - ax - t * dx).hypot(y - ay - t * dy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The textbook recursion.
    fn slow(points: &[Pos], tolerance: f64) -> Vec<Pos> {
        let (a, b) = (points[0], points[points.len() - 1]);
        let mut far = (0, 0.0);
        for (i, &p) in points.iter().enumerate().take(points.len() - 1).skip(1) {
            let d = distance(p, a, b);
            if d > far.1 {
                far = (i, d);
            }
        }
        if far.1 <= tolerance {
            return vec![a, b];
        }
        let mut left = slow(&points[..=far.0], tolerance);
        left.pop();
        left.extend(slow(&points[far.0..], tolerance));
        left
    }

    proptest! {
        #[test]
        fn weights_keep_what_the_recursion_keeps(
            points in prop::collection::vec([0.0..1.0f64, 0.0..1.0f64], 2..60),
            tolerance in 0.0..0.6f64,
        ) {
            let fast: Vec<Pos> = Path::new(&points).at(tolerance).collect();
            prop_assert_eq!(fast, slow(&points, tolerance));
        }
    }

    #[test]
    fn a_ring_keeps_its_start_and_its_far_side() {
        let ring = [[0.0, 0.0], [0.5, 0.01], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]];
        let kept: Vec<Pos> = Path::new(&ring).at(0.1).collect();
        assert_eq!(kept, [ring[0], ring[2], ring[3], ring[4], ring[5]]);
    }
}
