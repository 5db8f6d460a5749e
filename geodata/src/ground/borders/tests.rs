//! That no line drawn is a piece of the outer outline of the country, proved from the polygons themselves.

use super::*;

/// An edge and the code of one region that has it.
type Owned = (Degrees, Degrees, String);
/// Edges in buckets, so that the search is not quadratic.
type Index = BTreeMap<(i64, i64), Vec<Owned>>;

/// Edges with their owners, read without the code under test.
fn owners(file: &str) -> Vec<Owned> {
    let mut all = Vec::new();
    for thing in files::read(file) {
        for ring in thing.polygons().iter().flatten() {
            for pair in ring.windows(2) {
                all.push((pair[0], pair[1], thing.text("adcode").unwrap().to_owned()));
            }
        }
    }
    all
}

fn same(a: (Degrees, Degrees), b: (Degrees, Degrees)) -> bool {
    a == b || a == (b.1, b.0)
}

fn segments(level: Level) -> Vec<(Degrees, Degrees)> {
    let lines = borders().into_iter().filter(move |b| b.level == level);
    lines.flat_map(|b| b.path.windows(2).map(|p| (p[0], p[1])).collect::<Vec<_>>()).collect()
}

/// How many different regions of a file own this very edge.
fn owner_count(segment: (Degrees, Degrees), index: &Index) -> usize {
    let near = index.get(&cell(segment)).into_iter().flatten();
    near.filter(|e| same((e.0, e.1), segment)).map(|e| &e.2).collect::<BTreeSet<_>>().len()
}

/// The bucket of an edge, by its lesser end.
fn cell((a, b): (Degrees, Degrees)) -> (i64, i64) {
    let low = if a < b { a } else { b };
    ((low.0 * 100.0) as i64, (low.1 * 100.0) as i64)
}

fn indexed(file: &str) -> Index {
    let mut index: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for e in owners(file) {
        index.entry(cell((e.0, e.1))).or_default().push(e);
    }
    index
}

#[test]
fn every_county_and_prefecture_segment_is_shared_by_two_counties() {
    let index = indexed(files::YUNNAN_COUNTIES);
    for level in [Level::County, Level::Prefecture] {
        let all = segments(level);
        assert!(all.len() > 2_000, "{level:?}: {}", all.len());
        for segment in all {
            assert_eq!(owner_count(segment, &index), 2, "{level:?} {segment:?}");
        }
    }
}

#[test]
fn every_province_segment_is_shared_by_two_provinces_or_runs_beside_such_a_one() {
    let provinces = indexed(files::PROVINCES);
    let counties = indexed(files::YUNNAN_COUNTIES);
    let shared: Vec<_> = provinces
        .values()
        .flatten()
        .map(|e| (e.0, e.1))
        .filter(|e| owner_count(*e, &provinces) == 2)
        .collect();
    let outer: Vec<_> = provinces
        .values()
        .flatten()
        .map(|e| (e.0, e.1))
        .filter(|e| owner_count(*e, &provinces) == 1)
        .collect();
    let (mut exact, mut finer) = (0, 0);
    for segment in segments(Level::Province) {
        match owner_count(segment, &provinces) {
            2 => exact += 1,
            // The county file's course: closer to a line between two provinces than to the outer outline.
            0 => {
                assert_eq!(owner_count(segment, &counties), 1, "{segment:?}");
                let middle = ((segment.0.0 + segment.1.0) / 2.0, (segment.0.1 + segment.1.1) / 2.0);
                let (to_shared, to_outer) = (nearest(middle, &shared), nearest(middle, &outer));
                assert!(
                    to_shared < 0.07 && to_shared < to_outer,
                    "{segment:?}: {to_shared}° against {to_outer}°"
                );
                finer += 1;
            }
            _ => panic!("{segment:?} is a piece of the outer outline"),
        }
    }
    assert!(exact > 3_500 && finer > 1_000, "{exact} {finer}");
}

#[test]
fn no_line_of_any_level_is_a_piece_of_the_national_outline() {
    let provinces = indexed(files::PROVINCES);
    let counties = indexed(files::YUNNAN_COUNTIES);
    let inland: BTreeSet<Edge> =
        segments(Level::Province).into_iter().map(|(a, b)| edge_of(node(a), node(b))).collect();
    // The national outline as the two files draw it: edges with one owner, less Yunnan's sides towards other provinces.
    let national = |index: &Index| -> BTreeSet<Edge> {
        let single = index.values().flatten().filter(|e| owner_count((e.0, e.1), index) == 1);
        single.map(|e| edge_of(node(e.0), node(e.1))).collect()
    };
    let of_provinces = national(&provinces);
    let of_counties: BTreeSet<Edge> = national(&counties).difference(&inland).copied().collect();
    assert!(of_provinces.len() > 5_000 && of_counties.len() > 1_000);
    for level in [Level::Province, Level::Prefecture, Level::County] {
        for (a, b) in segments(level) {
            let edge = edge_of(node(a), node(b));
            assert!(!of_provinces.contains(&edge) && !of_counties.contains(&edge), "{level:?} {edge:?}");
        }
    }
}

#[test]
fn chains_use_every_edge_once_and_break_at_junctions() {
    let n = |i: i32| (i, 0);
    let edges: BTreeSet<Edge> =
        [(n(1), n(2)), (n(2), n(3)), (n(3), n(4)), (n(3), n(5)), (n(7), n(8)), (n(8), n(9)), (n(7), n(9))]
            .into();
    let lines = chains(&edges);
    let used: Vec<Edge> =
        lines.iter().flat_map(|l| l.windows(2).map(|w| edge_of(w[0], w[1])).collect::<Vec<_>>()).collect();
    assert_eq!(used.len(), edges.len());
    assert_eq!(used.into_iter().collect::<BTreeSet<_>>(), edges);
    assert!(lines.contains(&vec![n(1), n(2), n(3)]));
    assert!(lines.iter().any(|l| l.len() == 4 && l.first() == l.last()));
}

fn nearest(p: Degrees, edges: &[(Degrees, Degrees)]) -> f64 {
    let to = |&(a, b): &(Degrees, Degrees)| {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let t = (((p.0 - a.0) * dx + (p.1 - a.1) * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
        (p.0 - a.0 - t * dx).hypot(p.1 - a.1 - t * dy)
    };
    edges.iter().map(to).fold(f64::INFINITY, f64::min)
}
