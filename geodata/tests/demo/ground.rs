//! The ground plan: in its county, nothing on top of anything else, sizes as they are built.

use geodata::demo::layout::{metres_per_degree, street_width_m};
use geodata::regions::county_at;
use shared::entity::{Hall, Parcel, Park};
use shared::{Key, Point, RegionCode};

use crate::WORLD;

type Metres = (f64, f64);

/// A point and the ground 350 m around it, metres east and north.
const AROUND_M: [Metres; 9] = [
    (0.0, 0.0),
    (350.0, 0.0),
    (-350.0, 0.0),
    (0.0, 350.0),
    (0.0, -350.0),
    (250.0, 250.0),
    (-250.0, 250.0),
    (250.0, -250.0),
    (-250.0, -250.0),
];

fn parks() -> impl Iterator<Item = (Key, &'static Park)> {
    WORLD.parks.iter().map(|(key, l)| (*key, l.latest().unwrap()))
}

fn halls_of(park: Key) -> Vec<&'static Hall> {
    WORLD.halls.values().map(|l| l.latest().unwrap()).filter(|h| h.attributes.park == park).collect()
}

fn parcels_of(park: Key) -> Vec<&'static Parcel> {
    WORLD.parcels.values().map(|l| l.latest().unwrap()).filter(|p| p.attributes.park == park).collect()
}

/// Corners of a ring in metres about its first park corner, without the closing one.
fn corners(ring: &[Point], origin: Point) -> Vec<Metres> {
    let (mx, my) = metres_per_degree(origin.lat());
    ring[..ring.len() - 1]
        .iter()
        .map(|p| ((p.lon() - origin.lon()) * mx, (p.lat() - origin.lat()) * my))
        .collect()
}

fn area(ring: &[Metres]) -> f64 {
    let turned = ring.iter().zip(ring.iter().cycle().skip(1));
    turned.map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>() / 2.0
}

/// Whether two convex shapes are apart by a line along an edge of one of them.
fn apart(a: &[Metres], b: &[Metres]) -> bool {
    let splits = |of: &[Metres], other: &[Metres]| {
        of.iter()
            .zip(of.iter().cycle().skip(1))
            .any(|(p, q)| other.iter().all(|r| (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0) <= 0.0))
    };
    splits(a, b) || splits(b, a)
}

fn inside(point: Metres, ring: &[Metres]) -> bool {
    ring.iter()
        .zip(ring.iter().cycle().skip(1))
        .all(|(p, q)| (q.0 - p.0) * (point.1 - p.1) - (q.1 - p.1) * (point.0 - p.0) >= -0.5)
}

fn length(a: Metres, b: Metres) -> f64 {
    ((a.0 - b.0).powi(2) + (a.1 - b.1).powi(2)).sqrt()
}

/// Every vertex lies in its county, and so does the ground 350 m around it: the outlines are coarse.
#[test]
fn everything_lies_in_its_county() {
    let in_county = |p: Point, region: RegionCode, what: &str| {
        let (mx, my) = metres_per_degree(p.lat());
        for (east, north) in AROUND_M {
            let near = Point::new(p.lon() + east / mx, p.lat() + north / my);
            assert_eq!(county_at(near), Some(region), "{what} at {p:?}, {east} m east, {north} m north");
        }
    };
    for (key, park) in parks() {
        let park = &park.attributes;
        in_county(park.center, park.region, key.as_str());
        for p in park.boundary.iter().flatten().chain(park.streets.iter().flat_map(|s| &s.line)) {
            in_county(*p, park.region, key.as_str());
        }
        for hall in halls_of(key) {
            hall.attributes
                .footprint
                .iter()
                .for_each(|p| in_county(*p, park.region, &hall.attributes.number));
        }
        for parcel in parcels_of(key) {
            parcel
                .attributes
                .boundary
                .iter()
                .for_each(|p| in_county(*p, park.region, &parcel.attributes.number));
        }
    }
    for (key, project) in WORLD.projects.iter().map(|(k, l)| (k, l.latest().unwrap())) {
        if let Some(point) = project.place.point {
            in_county(point, project.attributes.region, key.as_str());
        }
    }
}

#[test]
fn ports_lie_in_their_county() {
    for (key, port) in WORLD.ports.iter().map(|(k, l)| (k, &l.latest().unwrap().attributes)) {
        assert_eq!(county_at(port.point), Some(port.region), "{key}");
        assert!(port.precision_m.is_some());
    }
}

#[test]
fn nothing_stands_on_anything_else() {
    for (key, park) in parks() {
        let Some(outline) = park.attributes.boundary.first() else { continue };
        let origin = outline[0];
        let boundary = corners(outline, origin);
        assert!(area(&boundary) > 100_000.0, "{key} turns counter-clockwise and is larger than 10 ha");
        let mut shapes: Vec<(String, Vec<Metres>)> = Vec::new();
        for hall in halls_of(key) {
            shapes.push((hall.attributes.number.clone(), corners(&hall.attributes.footprint, origin)));
        }
        for parcel in parcels_of(key) {
            shapes.push((parcel.attributes.number.clone(), corners(&parcel.attributes.boundary, origin)));
        }
        for street in &park.attributes.streets {
            let ends = corners(&[street.line[0], street.line[1], street.line[0]], origin);
            let (a, b) = (ends[0], ends[1]);
            let half = street_width_m(street.class) / 2.0 / length(a, b);
            let (dx, dy) = ((b.0 - a.0) * half, (b.1 - a.1) * half);
            let lane =
                vec![(a.0 + dy, a.1 - dx), (b.0 + dy, b.1 - dx), (b.0 - dy, b.1 + dx), (a.0 - dy, a.1 + dx)];
            for (name, shape) in &shapes {
                assert!(apart(&lane, shape), "{key}: {name} stands on a street");
            }
        }
        for (n, (name, shape)) in shapes.iter().enumerate() {
            assert!(area(shape) > 0.0, "{key}: {name} turns counter-clockwise");
            assert!(shape.iter().all(|p| inside(*p, &boundary)), "{key}: {name} leaves the zone");
            for (other, beside) in &shapes[n + 1..] {
                assert!(apart(shape, beside), "{key}: {name} overlaps {other}");
            }
        }
    }
}

#[test]
fn zones_do_not_overlap() {
    let outlines: Vec<_> =
        parks().filter_map(|(key, p)| Some((key, p.attributes.boundary.first()?))).collect();
    assert_eq!(outlines.len(), 12);
    for (n, (key, outline)) in outlines.iter().enumerate() {
        for (other, beside) in &outlines[n + 1..] {
            let origin = outline[0];
            assert!(apart(&corners(outline, origin), &corners(beside, origin)), "{key} and {other}");
        }
    }
}

#[test]
fn halls_have_the_sizes_that_are_built() {
    assert!(
        WORLD.halls.len() >= 120 && WORLD.units.len() >= 400,
        "{} halls, {} units",
        WORLD.halls.len(),
        WORLD.units.len()
    );
    for (key, hall) in WORLD.halls.iter().map(|(k, l)| (k, &l.latest().unwrap().attributes)) {
        let ring = corners(&hall.footprint, hall.footprint[0]);
        let (long, short) = (length(ring[0], ring[1]), length(ring[1], ring[2]));
        let longest = if key.as_str() == "JG-01" || key.as_str() == "JG-02" { 241.0 } else { 121.0 };
        assert!(
            (59.0..=longest).contains(&long) && (23.0..=55.0).contains(&short) && long >= short,
            "{key}: {long} × {short}"
        );
        assert!((1..=5).contains(&hall.floors));
        assert!((long / f64::from(hall.bays) - 8.0).abs() < 0.1, "{key}: bays of 8 m");
        // Gross area counts stairs and porches too, but not more than a tenth.
        let ground = long * short * f64::from(hall.floors);
        assert!(
            (hall.area_m2.value() / ground - 1.0).abs() < 0.1,
            "{key}: {} on {ground}",
            hall.area_m2.value()
        );
    }
}

#[test]
fn parcels_have_the_area_they_say() {
    assert_eq!(
        WORLD.parcels.values().filter(|l| RegionCode::DEHONG.contains(region(l.latest().unwrap()))).count(),
        31
    );
    for (key, parcel) in WORLD.parcels.iter().map(|(k, l)| (k, &l.latest().unwrap().attributes)) {
        let m2 = area(&corners(&parcel.boundary, parcel.boundary[0]));
        let said = parcel.area_mu.value() * 10_000.0 / 15.0;
        assert!((m2 / said - 1.0).abs() < 0.01, "{key}: {m2} ㎡, {said} said");
    }
}

fn region(parcel: &Parcel) -> RegionCode {
    WORLD.parks[&parcel.attributes.park].latest().unwrap().attributes.region
}

#[test]
fn attributes_keep_within_bounds() {
    for (key, unit) in WORLD.units.iter().map(|(k, l)| (k, &l.latest().unwrap().attributes)) {
        let s = &unit.specs;
        assert!((700.0..=9_000.0).contains(&unit.area_m2.value()), "{key}: {} ㎡", unit.area_m2.value());
        assert!((8.0..=14.0).contains(&s.rent_yuan_m2_month.unwrap()), "{key}");
        assert!((4.0..=11.0).contains(&s.clear_height_m.unwrap()) && s.clear_height_m < s.storey_m, "{key}");
        assert!(
            s.power_kva.unwrap() >= 40 && s.power_kva <= s.power_max_kva,
            "{key}: {:?} {:?}",
            s.power_kva,
            s.power_max_kva
        );
        assert!(unit.divisible_min_m2.is_none_or(|m| m < unit.area_m2), "{key}");
        assert!(!s.stages.is_empty(), "{key}");
        for stage in &s.stages {
            let (chain, stage) = stage.split_once('/').unwrap();
            let chain = WORLD.chains[&chain.parse().unwrap()].latest().unwrap();
            assert!(chain.attributes.stages.iter().any(|s| s.key.as_str() == stage), "{key}: {stage}");
        }
    }
}
