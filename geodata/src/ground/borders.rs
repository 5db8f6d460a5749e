//! The lines between two regions of the same country, and no other: an edge is drawn only if two regions share it.
//!
//! An outer edge (the coast, the national boundary) has one owner and is never drawn. Prefecture lines come from the
//! county file, so that both meet exactly. The provinces are simplified to 2.5 km but keep points of the same
//! source; where Yunnan meets another province, the county file's finer course between the same two points is taken.

use std::collections::{BTreeMap, BTreeSet};

use shared::RegionCode;

use crate::files::{self, Degrees, Path};
use crate::regions::Level;

/// One stretch of a line between two regions.
#[derive(Clone, Debug)]
pub(super) struct Border {
    pub(super) level: Level,
    pub(super) path: Path,
}

/// Every line to draw.
pub(super) fn borders() -> Vec<Border> {
    let counties = Edges::of(files::YUNNAN_COUNTIES);
    let provinces = Edges::of(files::PROVINCES);
    let outline = Outline::of(&counties);
    let mut edges: BTreeMap<Level, BTreeSet<Edge>> = BTreeMap::new();
    for (edge, a, b) in counties.shared() {
        let level = if a.parent() == b.parent() { Level::County } else { Level::Prefecture };
        edges.entry(level).or_default().insert(edge);
    }
    for (edge, a, b) in provinces.shared() {
        let between = edges.entry(Level::Province).or_default();
        match [a, b].contains(&RegionCode::YUNNAN).then(|| outline.between(edge)).flatten() {
            Some(finer) => {
                between.extend(finer.windows(2).filter_map(|w| Some(edge_of(*w.first()?, *w.last()?))))
            }
            None => _ = between.insert(edge),
        }
    }
    let level = |(level, edges): (Level, BTreeSet<Edge>)| {
        chains(&edges).into_iter().map(move |c| Border { level, path: c.into_iter().map(degrees).collect() })
    };
    edges.into_iter().flat_map(level).collect()
}

/// A corner in 1e-5 degree, the precision of the files: equal corners are equal numbers.
type Node = (i32, i32);
/// Two corners, the lesser first.
type Edge = (Node, Node);

fn node((lon, lat): Degrees) -> Node {
    ((lon * 1e5).round() as i32, (lat * 1e5).round() as i32)
}

fn degrees((lon, lat): Node) -> Degrees {
    (f64::from(lon) / 1e5, f64::from(lat) / 1e5)
}

fn edge_of(a: Node, b: Node) -> Edge {
    (a.min(b), a.max(b))
}

/// The edges of a file's polygons and the regions on either side of them.
struct Edges(BTreeMap<Edge, BTreeSet<RegionCode>>);

impl Edges {
    fn of(file: &str) -> Self {
        let mut edges: BTreeMap<Edge, BTreeSet<RegionCode>> = BTreeMap::new();
        for thing in files::read(file) {
            let Some(code) = thing.text("adcode").and_then(|c| c.parse().ok()) else { continue };
            for ring in thing.polygons().iter().flatten() {
                for (a, b) in ring.iter().zip(ring.iter().skip(1)) {
                    edges.entry(edge_of(node(*a), node(*b))).or_default().insert(code);
                }
            }
        }
        Self(edges)
    }

    /// The edges between two regions.
    fn shared(&self) -> impl Iterator<Item = (Edge, RegionCode, RegionCode)> {
        self.0.iter().filter_map(|(edge, owners)| match owners.iter().collect::<Vec<_>>()[..] {
            [&a, &b] => Some((*edge, a, b)),
            _ => None,
        })
    }

    /// The edges with one region only: the outer outline.
    fn outer(&self) -> BTreeSet<Edge> {
        self.0.iter().filter(|(_, owners)| owners.len() == 1).map(|(edge, _)| *edge).collect()
    }
}

/// The outer outline of the county file, to look up its course between two corners.
struct Outline {
    ring: Vec<Node>,
    place: BTreeMap<Node, usize>,
}

impl Outline {
    /// The longest ring of the outer edges; enclaves and islands are of no use here.
    fn of(edges: &Edges) -> Self {
        let mut ring = chains(&edges.outer()).into_iter().max_by_key(Vec::len).unwrap_or_default();
        ring.pop();
        let place = ring.iter().enumerate().map(|(i, n)| (*n, i)).collect();
        Self { ring, place }
    }

    /// The shorter course from one end of a coarse edge to the other, if both ends lie on the outline.
    fn between(&self, (a, b): Edge) -> Option<Vec<Node>> {
        let (&from, &to) = (self.place.get(&a)?, self.place.get(&b)?);
        let length = self.ring.len();
        let forward = (to + length - from) % length;
        let walk: Vec<usize> = if forward * 2 <= length {
            (0..=forward).map(|i| (from + i) % length).collect()
        } else {
            (0..=length - forward).map(|i| (from + length - i) % length).collect()
        };
        // A course that wanders off is not this edge's.
        (walk.len() <= 32).then(|| walk.into_iter().filter_map(|i| self.ring.get(i).copied()).collect())
    }
}

/// Joins edges end to end into lines as long as possible, broken where three or more meet; a loop ends where it began.
fn chains(edges: &BTreeSet<Edge>) -> Vec<Vec<Node>> {
    let mut ways: BTreeMap<Node, BTreeSet<Node>> = BTreeMap::new();
    for &(a, b) in edges {
        ways.entry(a).or_default().insert(b);
        ways.entry(b).or_default().insert(a);
    }
    let ends = ways.iter().filter(|(_, to)| to.len() != 2).map(|(n, _)| *n);
    let starts: Vec<Node> = ends.chain(ways.keys().copied()).collect();
    let is_end: BTreeSet<Node> = ways.iter().filter(|(_, to)| to.len() != 2).map(|(n, _)| *n).collect();
    let mut lines = Vec::new();
    for start in starts {
        while let Some(next) = take(&mut ways, start) {
            let mut line = vec![start, next];
            let mut here = next;
            while !is_end.contains(&here) {
                let Some(next) = take(&mut ways, here) else { break };
                line.push(next);
                here = next;
            }
            lines.push(line);
        }
    }
    lines
}

/// Takes one unused edge away from a corner, and says where it leads.
fn take(ways: &mut BTreeMap<Node, BTreeSet<Node>>, from: Node) -> Option<Node> {
    let to = ways.get_mut(&from)?.pop_first()?;
    ways.get_mut(&to)?.remove(&from);
    Some(to)
}

#[cfg(test)]
mod tests;
