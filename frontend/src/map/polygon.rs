//! Plane geometry of simple polygons without holes: area, convexity, triangles.

/// Corners of consecutive sides, the last one back to the first.
pub fn sides(corners: &[[f32; 2]]) -> impl Iterator<Item = ([f32; 2], [f32; 2])> + '_ {
    corners.iter().copied().zip(corners.iter().copied().cycle().skip(1))
}

/// Half the cross products of all sides; its sign tells the winding.
pub fn signed_area(corners: &[[f32; 2]]) -> f32 {
    // From the first corner: far from the origin a float's last digits would be the area.
    let [x0, y0] = corners.first().copied().unwrap_or_default();
    sides(corners).map(|([x1, y1], [x2, y2])| (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)).sum::<f32>()
        / 2.0
}

/// Whether it has four corners that all turn the same way, as nearly every cell has.
pub fn is_convex_quad(corners: &[[f32; 2]]) -> bool {
    let &[a, b, c, d] = corners else { return false };
    let turns = [turn(a, b, c), turn(b, c, d), turn(c, d, a), turn(d, a, b)];
    turns.iter().all(|turn| *turn > 0.0) || turns.iter().all(|turn| *turn < 0.0)
}

/// Triangles as numbers of corners, by cutting ears.
pub fn triangles(corners: &[[f32; 2]]) -> Vec<[u32; 3]> {
    if is_convex_quad(corners) {
        return vec![[0, 1, 2], [0, 2, 3]];
    }
    let mut left: Vec<(u32, [f32; 2])> = (0..).zip(corners.iter().copied()).collect();
    if signed_area(corners) < 0.0 {
        left.reverse();
    }
    let mut cut = Vec::with_capacity(left.len().saturating_sub(2));
    while left.len() > 3 {
        let ear = (0..left.len()).find(|at| is_ear(&left, *at));
        // A polygon that crosses itself has no ear left: any corner will do, nothing is drawn outside its hull.
        let at = ear.unwrap_or(0);
        cut.extend(triangle_at(&left, at).map(|corners| corners.map(|(number, _)| number)));
        left.remove(at);
    }
    cut.extend(triangle_at(&left, 1).map(|corners| corners.map(|(number, _)| number)));
    cut
}

fn triangle_at(corners: &[(u32, [f32; 2])], at: usize) -> Option<[(u32, [f32; 2]); 3]> {
    let count = corners.len();
    let corner = |index: usize| corners.get(index % count.max(1)).copied();
    Some([corner(at + count - 1)?, corner(at)?, corner(at + 1)?])
}

fn is_ear(corners: &[(u32, [f32; 2])], at: usize) -> bool {
    let Some([(_, a), (_, b), (_, c)]) = triangle_at(corners, at) else { return false };
    let inside = |p: [f32; 2]| turn(a, b, p) >= 0.0 && turn(b, c, p) >= 0.0 && turn(c, a, p) >= 0.0;
    turn(a, b, c) > 0.0 && !corners.iter().any(|(_, p)| ![a, b, c].contains(p) && inside(*p))
}

fn turn([ax, ay]: [f32; 2], [bx, by]: [f32; 2], [cx, cy]: [f32; 2]) -> f32 {
    (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered(corners: &[[f32; 2]]) -> f32 {
        let area = |triangle: [u32; 3]| signed_area(&triangle.map(|corner| corners[corner as usize])).abs();
        triangles(corners).into_iter().map(area).sum()
    }

    #[test]
    fn triangles_cover_the_polygon_whichever_way_it_turns() {
        let hall = [[0.0, 0.0], [40.0, 0.0], [40.0, 10.0], [20.0, 10.0], [20.0, 30.0], [0.0, 30.0]];
        let mut reversed = hall;
        reversed.reverse();
        for polygon in [hall, reversed] {
            assert_eq!(triangles(&polygon).len(), 4);
            assert!((covered(&polygon) - 800.0).abs() < 1e-3);
        }
    }

    #[test]
    fn a_dented_quadrilateral_is_not_convex_and_still_covered() {
        let dented = [[0.0, 0.0], [10.0, 0.0], [3.0, 3.0], [0.0, 10.0]];
        assert!(!is_convex_quad(&dented) && (covered(&dented) - 30.0).abs() < 1e-3);
        assert!(is_convex_quad(&[[0.0, 0.0], [0.0, 5.0], [10.0, 5.0], [10.0, 0.0]]));
    }

    #[test]
    fn a_crossed_polygon_ends() {
        assert_eq!(triangles(&[[0.0, 0.0], [10.0, 10.0], [10.0, 0.0], [0.0, 10.0]]).len(), 2);
    }
}
