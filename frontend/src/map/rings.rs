//! Parks seen from afar: which rings are drawn at a zoom, how large, where, and what they say.
//!
//! Area ∝ floor space. Rings that would cover each other become one ring of the nearest whole they share, and a ring
//! gives way to its halls when its park spans 96 px: both are decided here, in plain arithmetic that tests can follow.

pub mod gpu;

use super::event::Ring;
use super::mercator;
use super::zones;
use crate::number;

/// CSS px of radius for each square root of 10,000 ㎡.
const RADIUS: f64 = 5.17;
/// The smallest radius that still shows wedges and a number.
const LEAST: f64 = 15.0;
/// The greatest radius that leaves room for the map.
const MOST: f64 = 54.0;
/// Rings may touch by this much of their radii before they become one.
const TOUCH: f64 = 0.95;
/// Zoom from which a park without a polygon is no longer a ring.
const NO_POLYGON: f64 = 13.5;

/// A ring as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// Key of the park, or of the whole that several parks became.
    pub key: String,
    /// Name.
    pub label: String,
    /// Keys of the parks in it.
    pub parks: Vec<String>,
    /// Centre in the unit square, weighed by floor space when it is a whole.
    pub centre: [f64; 2],
    /// Floor space by status, ㎡.
    pub shares: [f64; 7],
    /// CSS px.
    pub radius: f64,
}

impl Drawn {
    /// All floor space, ㎡.
    pub fn total(&self) -> f64 {
        self.shares.iter().sum()
    }

    /// What is available in units of 10,000 ㎡ (万㎡, or ha): one decimal, none from 100 on.
    pub fn number(&self) -> String {
        let [.., available, _, _, _] = self.shares;
        if available == 0.0 { "0".to_owned() } else { in_ten_thousands(available) }
    }

    /// Running sums of the shares as fractions of the total; all 0 for a park without floor space.
    pub fn ends(&self) -> [f32; 7] {
        let total = self.total();
        let mut sum = 0.0;
        self.shares.map(|share| {
            sum += share;
            if total > 0.0 { (sum / total) as f32 } else { 0.0 }
        })
    }
}

/// 412,345 ㎡ as "41.2".
pub fn in_ten_thousands(m2: f64) -> String {
    let value = m2 / 10_000.0;
    number::fixed(value, if value >= 99.95 { 0 } else { 1 })
}

/// The rings of one zoom. `until` gives the zoom at which a park shows its halls instead.
pub fn at_zoom(rings: &[Ring], zoom: f64, scale: f64, until: &[(String, f64)]) -> Vec<Drawn> {
    let still_ring = |ring: &&Ring| zoom < zones::of(until, &ring.key).unwrap_or(NO_POLYGON);
    let mut groups: Vec<Group> = rings.iter().filter(still_ring).map(Group::alone).collect();
    let size = mercator::world_size(zoom);
    while let Some((_, key)) = first_clash(&groups, size, scale) {
        let (joined, rest): (Vec<Group>, Vec<Group>) =
            groups.into_iter().partition(|group| group.is_in(&key));
        groups = rest;
        groups.push(Group::joined(joined, &key));
    }
    let mut drawn: Vec<Drawn> = groups.iter().map(|group| group.drawn(scale)).collect();
    // The large lie under the small.
    shared::order::sort_by(&mut drawn, |a, b| b.radius.total_cmp(&a.radius).then_with(|| a.key.cmp(&b.key)));
    drawn
}

/// Parks that are drawn as one; `level` counts how far up their `within` that one stands (0: the park itself).
struct Group<'a> {
    level: usize,
    parks: Vec<&'a Ring>,
}

impl<'a> Group<'a> {
    fn alone(ring: &'a Ring) -> Self {
        Self { level: 0, parks: vec![ring] }
    }

    /// The whole named `key`. A zone and an undivided park reach their county by different numbers of steps: what
    /// counts is how far it is from the first, whose list the name is taken from.
    fn joined(groups: Vec<Self>, key: &str) -> Self {
        let parks: Vec<&Ring> = groups.into_iter().flat_map(|group| group.parks).collect();
        let at = parks.first().and_then(|ring| ring.within.iter().position(|(whole, _)| whole == key));
        Self { level: at.map_or(0, |at| at + 1), parks }
    }

    fn first(&self) -> Option<&'a Ring> {
        self.parks.first().copied()
    }

    /// The wholes it may become part of.
    fn wholes(&self) -> impl Iterator<Item = (usize, &'a str)> {
        let within = self.first().map(|ring| ring.within.as_slice()).unwrap_or_default();
        within.iter().enumerate().skip(self.level).map(|(index, (key, _))| (index + 1, key.as_str()))
    }

    fn is_in(&self, key: &str) -> bool {
        self.wholes().any(|(_, whole)| whole == key)
    }

    fn drawn(&self, scale: f64) -> Drawn {
        let mut shares = [0.0; 7];
        let (mut centre, mut weight) = ([0.0; 2], 0.0);
        for park in &self.parks {
            for (sum, share) in shares.iter_mut().zip(park.shares) {
                *sum += share;
            }
            // One square metre more than it has: a park that is only planned has a place too.
            let heavy = park.shares.iter().sum::<f64>() + 1.0;
            let ([x, y], [cx, cy]) = (mercator::from_degrees([park.lon, park.lat]), centre);
            centre = [cx + x * heavy, cy + y * heavy];
            weight += heavy;
        }
        let name = |ring: &Ring| match self.level.checked_sub(1) {
            None => Some((ring.key.clone(), ring.label.clone())),
            Some(index) => ring.within.get(index).cloned(),
        };
        let (key, label) = self.first().and_then(name).unwrap_or_default();
        let parks = self.parks.iter().map(|ring| ring.key.clone()).collect();
        let total: f64 = shares.iter().sum();
        Drawn {
            key,
            label,
            parks,
            centre: centre.map(|sum| sum / weight),
            shares,
            radius: radius_of(total) * scale,
        }
    }
}

fn radius_of(total: f64) -> f64 {
    (RADIUS * (total / 10_000.0).sqrt()).clamp(LEAST, MOST)
}

/// The nearest whole shared by two rings that cover each other, and how far up it stands.
fn first_clash(groups: &[Group], size: f64, scale: f64) -> Option<(usize, String)> {
    let drawn: Vec<Drawn> = groups.iter().map(|group| group.drawn(scale)).collect();
    let mut clashes: Vec<(usize, String)> = Vec::new();
    for (index, (one, a)) in groups.iter().zip(&drawn).enumerate() {
        for (other, b) in groups.iter().zip(&drawn).skip(index + 1) {
            let ([ax, ay], [bx, by]) = (a.centre, b.centre);
            if (ax - bx).hypot(ay - by) * size >= (a.radius + b.radius) * TOUCH {
                continue;
            }
            let shared = one.wholes().find(|(_, key)| other.is_in(key));
            clashes.extend(shared.map(|(level, key)| (level, key.to_owned())));
        }
    }
    // The nearest whole first: zones become their county before counties become the prefecture.
    clashes.into_iter().min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(key: &str, lon: f64, available: f64, within: &[&str]) -> Ring {
        let mut shares = [0.0; 7];
        shares[0] = 200_000.0;
        shares[3] = available;
        let within = within.iter().map(|name| ((*name).to_owned(), name.to_uppercase())).collect();
        Ring { key: key.to_owned(), lon, lat: 24.0, shares, label: key.to_uppercase(), within }
    }

    fn dehong() -> Vec<Ring> {
        vec![
            ring("mengmao", 97.85, 100_000.0, &["ruili", "dehong"]),
            ring("jiegao", 97.88, 50_000.0, &["ruili", "dehong"]),
            ring("mangshi", 98.59, 90_000.0, &["mang", "dehong"]),
            ring("hekou", 103.96, 90_000.0, &["hekou-county", "honghe"]),
        ]
    }

    fn keys(zoom: f64) -> Vec<String> {
        let mut keys: Vec<String> = at_zoom(&dehong(), zoom, 1.0, &[]).into_iter().map(|d| d.key).collect();
        keys.sort();
        keys
    }

    #[test]
    fn zones_become_their_county_and_counties_their_prefecture() {
        assert_eq!(keys(12.0), ["hekou", "jiegao", "mangshi", "mengmao"]);
        assert_eq!(keys(8.5), ["hekou", "mangshi", "ruili"]);
        assert_eq!(keys(5.0), ["dehong", "hekou"]);
    }

    #[test]
    fn zones_become_their_park_and_join_an_undivided_one_in_their_county() {
        let mut rings = vec![
            ring("nongdao", 97.72, 10_000.0, &["ruili-city", "dehong"]),
            ring("mengmao", 97.869, 100_000.0, &["ruili", "ruili-city", "dehong"]),
            ring("jiegao", 97.883, 50_000.0, &["ruili", "ruili-city", "dehong"]),
        ];
        let drawn = |rings: &[Ring], zoom| {
            let mut drawn = at_zoom(rings, zoom, 1.0, &[]);
            drawn.sort_by(|a, b| a.key.cmp(&b.key));
            drawn.into_iter().map(|d| (d.key, d.label, d.parks.len())).collect::<Vec<_>>()
        };
        let named = |key: &str, parks| (key.to_owned(), key.to_uppercase(), parks);
        assert_eq!(drawn(&rings, 10.0), [named("nongdao", 1), named("ruili", 2)]);
        assert_eq!(drawn(&rings, 7.5), [named("ruili-city", 3)]);
        rings.reverse();
        assert_eq!(drawn(&rings, 7.5), [named("ruili-city", 3)]);
    }

    #[test]
    fn floor_space_is_conserved_in_every_whole() {
        let sum = |zoom| at_zoom(&dehong(), zoom, 1.0, &[]).iter().map(Drawn::total).sum::<f64>();
        for zoom in [3.0, 5.0, 7.0, 9.0, 12.0] {
            assert!((sum(zoom) - 1_130_000.0).abs() < 1e-6);
        }
    }

    #[test]
    fn a_ring_gives_way_to_halls() {
        let until = [("mangshi".to_owned(), 11.0)];
        let left = at_zoom(&dehong(), 11.5, 1.0, &until);
        assert!(left.iter().all(|drawn| drawn.key != "mangshi") && left.len() == 3);
    }

    #[test]
    fn area_follows_floor_space_and_the_number_is_what_is_available() {
        assert_eq!(radius_of(628_000.0).round(), 41.0);
        assert_eq!((radius_of(10.0), radius_of(1e8)), (15.0, 54.0));
        let first = &at_zoom(&dehong(), 12.0, 1.0, &[])[0];
        assert_eq!((first.key.as_str(), first.number().as_str()), ("mengmao", "10.0"));
        assert_eq!(first.ends(), [2.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0, 1.0, 1.0, 1.0, 1.0]);
        assert_eq!(in_ten_thousands(1_234_567.0), "123");
    }

    #[test]
    fn an_empty_park_has_a_place_and_no_wedges() {
        let mut empty = ring("new", 98.0, 0.0, &[]);
        empty.shares = [0.0; 7];
        let drawn = &at_zoom(&[empty], 9.0, 1.0, &[])[0];
        assert_eq!(drawn.ends(), [0.0; 7]);
        assert!(drawn.centre.iter().all(|part| part.is_finite()));
    }
}
