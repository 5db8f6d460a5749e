//! One feature of each kind of record. [`Map`] is what the map draws by, [`Full`] the whole record.

use std::fmt::Write as _;

use serde::Serialize;

use crate::atlas::{Atlas, flat_cell, middle, slab};
use crate::entity::{Hall, Parcel, Park, Port, Project, Unit};
use crate::fact::registry::PortStatus;
use crate::geometry::Ring;
use crate::json::quoted;
use crate::ledger::Ledger;
use crate::{Day, Key, Point, Text};

/// How much of a record a feature carries. A type and not a value: a browser, which only draws, does not load the code
/// that writes whole records.
pub trait Detail: Copy {
    /// Whether everything is written.
    const FULL: bool;
}

/// What the map draws by: numbers and labels.
#[derive(Clone, Copy, Debug)]
pub struct Map;

/// Everything that may be known of the record.
#[derive(Clone, Copy, Debug)]
pub struct Full;

impl Detail for Map {
    const FULL: bool = false;
}

impl Detail for Full {
    const FULL: bool = true;
}

/// Writes a feature piece by piece.
struct Feature<'a> {
    out: &'a mut String,
    first: bool,
}

impl<'a> Feature<'a> {
    fn begin(out: &'a mut String, id: u64, geometry: impl FnOnce(&mut String)) -> Self {
        let _ = write!(out, "{{\"type\":\"Feature\",\"id\":{id},\"geometry\":");
        geometry(out);
        out.push_str(",\"properties\":{");
        Self { out, first: true }
    }

    fn put<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        self.begin_field(name);
        let value =
            serde_json::to_string(value).expect("strings, numbers and structs of them always serialise");
        self.out.push_str(&value);
    }

    fn begin_field(&mut self, name: &str) {
        if !self.first {
            self.out.push(',');
        }
        self.first = false;
        let _ = write!(self.out, "\"{name}\":");
    }

    fn text(&mut self, name: &str, text: &str) {
        self.begin_field(name);
        self.out.push_str(&quoted(text));
    }

    /// A key, a code or a whole number: nothing that a JSON text would have to escape.
    fn plain(&mut self, name: &str, value: Option<&dyn std::fmt::Display>) {
        self.begin_field(name);
        let _ = match value {
            Some(value) => write!(self.out, "{value}"),
            None => write!(self.out, "null"),
        };
    }

    fn word(&mut self, name: &str, value: Option<&dyn std::fmt::Display>) {
        self.begin_field(name);
        let _ = match value {
            Some(value) => write!(self.out, "\"{value}\""),
            None => write!(self.out, "null"),
        };
    }

    /// Metres to a centimetre.
    fn metres(&mut self, name: &str, metres: f64) {
        self.hundredths(name, (metres * 100.0).round() as i64);
    }

    fn hundredths(&mut self, name: &str, number: i64) {
        self.begin_field(name);
        if number < 0 {
            self.out.push('-');
        }
        let (whole, part) = (number.unsigned_abs() / 100, number.unsigned_abs() % 100);
        let _ = write!(self.out, "{whole}");
        decimals(self.out, part as u32, 2);
    }

    fn name(&mut self, name: &Text) {
        self.text("name_zh", &name.zh);
        self.text("name_en", &name.en);
    }

    /// Since when it is so, from where it is known, and whether it is invented.
    fn origin<E: crate::ledger::Entity>(&mut self, ledger: &Ledger<E>, day: Day) {
        if let Some((as_of, source)) = ledger.as_of(day) {
            self.word("as_of", Some(&as_of));
            self.text("source", source.as_str());
        }
        self.plain("sample", Some(&ledger.is_sample(day)));
    }

    fn end(self) {
        self.out.push_str("}}");
    }
}

/// Writes `[lon,lat]`.
fn position(out: &mut String, point: Point) {
    out.push('[');
    degrees(out, point.lon_e7);
    out.push(',');
    degrees(out, point.lat_e7);
    out.push(']');
}

/// Writes 1e-7 degrees as degrees, without zeros at the end: what the shortest text of the same f64 would be.
fn degrees(out: &mut String, e7: i32) {
    if e7 < 0 {
        out.push('-');
    }
    let (whole, part) = (e7.unsigned_abs() / 10_000_000, e7.unsigned_abs() % 10_000_000);
    let _ = write!(out, "{whole}");
    decimals(out, part, 7);
}

/// Writes what stands behind the point, without zeros at the end.
fn decimals(out: &mut String, part: u32, places: usize) {
    if part > 0 {
        let digits = format!("{part:0places$}");
        out.push('.');
        out.push_str(digits.trim_end_matches('0'));
    }
}

fn positions(out: &mut String, points: &[Point]) {
    out.push('[');
    for (i, point) in points.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        position(out, *point);
    }
    out.push(']');
}

/// Writes a geometry of some kind with one list of positions for each ring or line.
fn rings(out: &mut String, kind: &str, rings: &[Ring], wrap: bool) {
    let _ = write!(out, "{{\"type\":\"{kind}\",\"coordinates\":[");
    for (i, ring) in rings.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        if wrap {
            out.push('[');
        }
        positions(out, ring);
        if wrap {
            out.push(']');
        }
    }
    out.push_str("]}");
}

fn polygon(out: &mut String, ring: &Ring) {
    rings(out, "Polygon", std::slice::from_ref(ring), false);
}

fn point(out: &mut String, at: Point) {
    out.push_str("{\"type\":\"Point\",\"coordinates\":");
    position(out, at);
    out.push('}');
}

/// A unit: its flat cell, or (when `tilted`) its true part of the footprint with base and height.
pub fn unit<D: Detail>(
    out: &mut String,
    key: Key,
    ledger: &Ledger<Unit>,
    hall: &Hall,
    day: Day,
    _: D,
    tilted: bool,
) {
    let Some(unit) = ledger.on(day) else { return };
    let (part, base, top) = slab(hall, &unit);
    let ring = if tilted { part } else { flat_cell(hall, &unit) };
    let mut f = Feature::begin(out, ledger.id(), |out| polygon(out, &ring));
    let a = &unit.attributes;
    f.word("key", Some(&key));
    f.word("hall", Some(&a.hall));
    f.plain("floor", Some(&a.floor));
    f.plain("floors", Some(&hall.attributes.floors));
    f.metres("base_m", base);
    f.metres("height_m", top);
    f.plain("status", Some(&unit.status(day).code()));
    if D::FULL {
        f.put("status_name", &unit.status(day).slug());
        f.put("number", &a.number);
        f.put("park", &hall.attributes.park);
        f.put("hall_name", &hall.attributes.name);
        f.put("area_m2", &a.area_m2);
        f.put("divisible_min_m2", &a.divisible_min_m2);
        f.put("since", &ledger.since(day));
        f.put("standing", &unit.standing);
        f.put("specs", &unit.specs());
        f.origin(ledger, day);
    }
    f.end();
}

/// A hall's footprint.
pub fn hall<D: Detail>(out: &mut String, key: Key, ledger: &Ledger<Hall>, day: Day, _: D) {
    let Some(hall) = ledger.on(day) else { return };
    let a = &hall.attributes;
    let mut f = Feature::begin(out, ledger.id(), |out| polygon(out, &a.footprint));
    f.word("key", Some(&key));
    f.name(&a.name);
    f.text("number", &a.number);
    f.word("park", Some(&a.park));
    f.plain("floors", Some(&a.floors));
    f.metres("height_m", a.storey_m * f64::from(a.floors));
    f.put("phase", &hall.phase);
    if D::FULL {
        f.put("area_m2", &a.area_m2);
        f.put("kind", &a.kind);
        f.put("structure", &a.structure);
        f.origin(ledger, day);
    }
    f.end();
}

/// A park or zone: its outline, or a point where it has none.
pub fn park<D: Detail>(out: &mut String, key: Key, ledger: &Ledger<Park>, day: Day, _: D) {
    let Some(park) = ledger.on(day) else { return };
    let a = &park.attributes;
    let mut f = Feature::begin(out, ledger.id(), |out| {
        if a.boundary.is_empty() {
            point(out, a.center)
        } else {
            rings(out, "MultiPolygon", &a.boundary, true)
        }
    });
    f.word("key", Some(&key));
    f.name(&a.name);
    f.text("short_zh", &a.short.zh);
    f.text("short_en", &a.short.en);
    f.put("level", &a.level);
    f.word("parent", a.parent.as_ref().map(|key| key as _));
    f.word("region", Some(&a.region));
    if D::FULL {
        f.put("aliases", &a.aliases);
        f.put("center", &a.center);
        f.put("precision_m", &a.precision_m);
        f.put("industries", &a.industries);
        f.put("planned_km2", &a.planned_km2);
        f.put("built_km2", &a.built_km2);
        f.put("distances", &a.distances);
        f.put("contact", &a.contact);
        f.put("supply", &park.supply);
        f.put("policies", &park.policies);
        f.origin(ledger, day);
    }
    f.end();
}

/// The streets of a park, one feature for each. Returns how many were written, separated by commas.
pub fn streets(out: &mut String, ledger: &Ledger<Park>, day: Day) -> usize {
    let Some(park) = ledger.on(day) else { return 0 };
    for (i, street) in park.attributes.streets.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        let mut f = Feature::begin(out, ledger.id() * 1000 + i as u64, |out| {
            out.push_str("{\"type\":\"LineString\",\"coordinates\":");
            positions(out, &street.line);
            out.push('}');
        });
        f.plain("class", Some(&street.class));
        if let Some(name) = &street.name {
            f.name(name);
        }
        f.end();
    }
    park.attributes.streets.len()
}

/// A land parcel.
pub fn parcel<D: Detail>(out: &mut String, key: Key, ledger: &Ledger<Parcel>, day: Day, _: D) {
    let Some(parcel) = ledger.on(day) else { return };
    let a = &parcel.attributes;
    let mut f = Feature::begin(out, ledger.id(), |out| polygon(out, &a.boundary));
    f.word("key", Some(&key));
    f.text("number", &a.number);
    f.word("park", Some(&a.park));
    f.hundredths("area_mu", a.area_mu.hundredths());
    f.put("status", &parcel.status);
    if D::FULL {
        f.put("use_class", &a.use_class);
        f.put("far_min", &a.far_min);
        f.put("far_max", &a.far_max);
        f.put("height_limit_m", &a.height_limit_m);
        f.put("price_wan_mu", &a.price_wan_mu);
        f.put("term_years", &a.term_years);
        f.put("supply", &a.supply);
        f.origin(ledger, day);
    }
    f.end();
}

/// A port of entry; its status never without its day and source.
pub fn port<D: Detail>(out: &mut String, key: Key, ledger: &Ledger<Port>, day: Day, _: D) {
    let Some(port) = ledger.on(day) else { return };
    let a = &port.attributes;
    let mut f = Feature::begin(out, ledger.id(), |out| point(out, a.point));
    f.word("key", Some(&key));
    f.name(&a.name);
    let code = port.status.map(|(_, s)| match s {
        PortStatus::Open => 0,
        PortStatus::Limited => 1,
        PortStatus::Closed => 2,
    });
    f.plain("status", code.as_ref().map(|code| code as _));
    f.word("status_as_of", port.status.as_ref().map(|(day, _)| day as _));
    if D::FULL {
        f.put("status_name", &port.status.map(|(_, s)| s));
        f.put("counterpart", &a.counterpart);
        f.put("region", &a.region);
        f.put("class", &a.class);
        f.put("mode", &a.mode);
        f.put("precision_m", &a.precision_m);
    }
    f.origin(ledger, day);
    f.end();
}

/// A project's pin. A project without any place has a null geometry, which RFC 7946 allows.
pub fn project<D: Detail>(out: &mut String, atlas: &Atlas<'_>, key: Key, ledger: &Ledger<Project>, _: D) {
    let day = atlas.day();
    let Some(project) = ledger.on(day) else { return };
    let a = &project.attributes;
    let mut f = Feature::begin(out, ledger.id(), |out| match pin(atlas, &project) {
        Some(at) => point(out, at),
        None => out.push_str("null"),
    });
    f.word("key", Some(&key));
    f.name(&a.title);
    f.plain("stage", Some(&project.stage().code()));
    f.plain("flagship", Some(&project.flagship));
    if D::FULL {
        f.put("stage_name", &project.stage().slug());
        f.put("kind", &a.kind);
        f.put("chain", &a.chain);
        f.put("chain_stage", &a.chain_stage);
        f.put("investor", &a.investor);
        f.put("origin", &a.origin);
        f.put("origin_country", &a.origin_country);
        f.put("region", &a.region);
        f.put("invest_wan", &a.invest_wan);
        f.put("funded_wan", &project.funded);
        f.put("jobs", &a.jobs);
        f.put("need_area_m2", &a.need_area_m2);
        f.put("need_land_mu", &a.need_land_mu);
        f.put("need_power_kva", &a.need_power_kva);
        f.put("place", &project.place);
        f.put("reached", &project.reached);
        f.put("planned", &project.planned);
        f.put("ended", &project.ended);
        f.put("landing_days", &project.landing_days());
        f.origin(ledger, day);
    }
    f.end();
}

/// Where a project's pin stands: its own point, else its first unit, parcel, or its park.
#[must_use]
pub fn pin(atlas: &Atlas<'_>, project: &Project) -> Option<Point> {
    let world = atlas.world();
    let day = atlas.day();
    let place = &project.place;
    let of_unit = || {
        let unit = world.units.get(place.units.first()?)?.on(day)?;
        middle(&slab(&atlas.hall(unit.hall())?, &unit).0)
    };
    let of_parcel = || middle(&world.parcels.get(place.parcels.first()?)?.on(day)?.attributes.boundary);
    let of_park = || Some(atlas.park(place.park?)?.attributes.center);
    place.point.or_else(of_unit).or_else(of_parcel).or_else(of_park)
}
