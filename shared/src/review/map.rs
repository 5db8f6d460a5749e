//! What changes the map that everybody sees: outlines, positions, names. A map with a review number (审图号) was reviewed as it
//! was on a day; what changed since needs review again, so it is listed.

use crate::atlas::{middle, slab};
use crate::decide::region_of;
use crate::draw::feature::pin;
use crate::entity::{Hall, Parcel, Park, Port, Project, Unit};
use crate::fact::carrier::{HallFact, ParcelFact, ParkFact};
use crate::fact::project::ProjectFact;
use crate::fact::registry::PortFact;
use crate::fact::unit::UnitFact;
use crate::fact::{Entry, Happening};
use crate::ledger::{Entity, Ledger, Record};
use crate::{Day, Fact, Key, NewFact, Point, RegionCode, Stamp, Text, World};

/// What changed on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// A record is drawn that was not.
    Entered,
    /// Its outline, or its part of one.
    Outline,
    /// Where it stands.
    Position,
    /// What it is called.
    Name,
    /// It is drawn no longer.
    Removed,
}

impl Change {
    /// All of them.
    pub const ALL: [Change; 5] =
        [Change::Entered, Change::Outline, Change::Position, Change::Name, Change::Removed];

    /// Its name on the wire.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Change::Entered => "entered",
            Change::Outline => "outline",
            Change::Position => "position",
            Change::Name => "name",
            Change::Removed => "removed",
        }
    }
}

/// A fact that changed the map.
#[derive(Clone, Debug, PartialEq)]
pub struct MapLine {
    /// Its position in the log.
    pub position: u64,
    /// The kind of record, such as `hall`.
    pub entity: &'static str,
    /// The record.
    pub key: Key,
    /// The day on which it happened, or on which the error was found.
    pub occurred_on: Day,
    /// When it was recorded.
    pub recorded_at: Stamp,
    /// What changed.
    pub changes: Vec<Change>,
    /// What the record is called now, or was last.
    pub name: Option<Text>,
    /// The region it belongs to.
    pub region: Option<RegionCode>,
    /// Where it stands now; none where it is drawn no longer.
    pub place: Option<Point>,
}

/// A kind of record that the map draws.
trait Drawn: Entity {
    /// What such a fact changes by itself.
    fn shows(fact: &Self::Fact) -> Option<Change>;

    /// What is drawn differently after the first than after the second.
    fn differs(fact: &Self::Fact, from: &Self::Fact) -> Vec<Change>;

    /// What the fact calls the record.
    fn name(fact: &Self::Fact, world: &World) -> Option<Text>;

    /// Where the record stands.
    fn place(&self, world: &World) -> Option<Point>;
}

/// What a fact that everybody will see changes on the map. `world` is that in which it was decided.
#[must_use]
pub fn changes(world: &World, fact: &NewFact) -> Vec<Change> {
    if !super::is_shown(fact) {
        return Vec::new();
    }
    fn of<E: Drawn>(entry: &Entry<E::Fact>, ledger: Option<&Ledger<E>>) -> Vec<Change> {
        changed::<E>(entry, ledger.map_or(&[][..], Ledger::records))
    }
    let key = &fact.key;
    match &fact.fact {
        Fact::Park(entry) => of(entry, world.parks.get(key)),
        Fact::Hall(entry) => of(entry, world.halls.get(key)),
        Fact::Unit(entry) => of(entry, world.units.get(key)),
        Fact::Parcel(entry) => of(entry, world.parcels.get(key)),
        Fact::Port(entry) => of(entry, world.ports.get(key)),
        Fact::Project(entry) => of(entry, world.projects.get(key)),
        _ => Vec::new(),
    }
}

/// The facts that changed the map and were recorded on a day or later, in the order of the log. For the public's world: what
/// others see changes no map that is shown.
#[must_use]
pub fn map_lines(world: &World, since: Day) -> Vec<MapLine> {
    let mut lines = Vec::new();
    world.parks.iter().for_each(|(key, ledger)| list(world, since, *key, ledger, &mut lines));
    world.halls.iter().for_each(|(key, ledger)| list(world, since, *key, ledger, &mut lines));
    world.units.iter().for_each(|(key, ledger)| list(world, since, *key, ledger, &mut lines));
    world.parcels.iter().for_each(|(key, ledger)| list(world, since, *key, ledger, &mut lines));
    world.ports.iter().for_each(|(key, ledger)| list(world, since, *key, ledger, &mut lines));
    world.projects.iter().for_each(|(key, ledger)| list(world, since, *key, ledger, &mut lines));
    crate::order::sort_by(&mut lines, |a, b| a.position.cmp(&b.position));
    lines
}

fn list<E: Drawn>(world: &World, since: Day, key: Key, ledger: &Ledger<E>, lines: &mut Vec<MapLine>) {
    let records = ledger.records();
    for (at, record) in records.iter().enumerate() {
        if record.recorded_at.day() < since {
            continue;
        }
        let changes = changed::<E>(&record.entry, records.get(..at).unwrap_or_default());
        if changes.is_empty() {
            continue;
        }
        let entity = E::Fact::ENTITY;
        let told = records.iter().rev().filter_map(|record| content(&record.entry));
        lines.push(MapLine {
            position: record.position,
            entity,
            key,
            occurred_on: record.occurred_on,
            recorded_at: record.recorded_at,
            changes,
            name: told.filter_map(|fact| E::name(fact, world)).next(),
            region: region_of(world, entity, key),
            place: ledger.latest().and_then(|record| record.place(world)),
        });
    }
}

/// The content that an entry tells.
fn content<F>(entry: &Entry<F>) -> Option<&F> {
    match entry {
        Entry::Happened(fact) => Some(fact),
        Entry::Corrected(correction) => correction.fact.as_ref(),
    }
}

/// What an entry changes after those that were recorded before it.
fn changed<E: Drawn>(entry: &Entry<E::Fact>, before: &[Record<E::Fact>]) -> Vec<Change> {
    let shown = |fact: &E::Fact| E::shows(fact).into_iter().collect();
    let correction = match entry {
        Entry::Happened(fact) => return shown(fact),
        Entry::Corrected(correction) => correction,
    };
    let held = held(before, correction.version);
    match (held, &correction.fact) {
        (Some(held), _) if correction.retracted => match E::shows(held) {
            Some(Change::Entered) => vec![Change::Removed],
            other => other.into_iter().collect(),
        },
        (Some(held), Some(fact)) => E::differs(fact, held),
        // It was taken back, and counts again.
        (None, Some(fact)) => shown(fact),
        (None, None) if !correction.retracted => {
            super::original(before, correction.version).map(shown).unwrap_or_default()
        }
        // Only its day was wrong.
        _ => Vec::new(),
    }
}

/// The content that counts for a version; none once it was taken back.
fn held<F: Happening>(records: &[Record<F>], version: u32) -> Option<&F> {
    let original = super::original(records, version);
    let corrections = records.iter().filter_map(|record| match &record.entry {
        Entry::Corrected(correction) if correction.version == version => Some(correction),
        _ => None,
    });
    corrections.fold(original, |held, correction| match &correction.fact {
        _ if correction.retracted => None,
        Some(fact) => Some(fact),
        None => held.or(original),
    })
}

/// Those of the changes that are so.
fn those<const N: usize>(all: [(Change, bool); N]) -> Vec<Change> {
    all.into_iter().filter(|(_, is_so)| *is_so).map(|(change, _)| change).collect()
}

impl Drawn for Park {
    fn shows(fact: &ParkFact) -> Option<Change> {
        matches!(fact, ParkFact::Registered(_)).then_some(Change::Entered)
    }

    fn differs(fact: &ParkFact, from: &ParkFact) -> Vec<Change> {
        let (ParkFact::Registered(new), ParkFact::Registered(old)) = (fact, from) else { return Vec::new() };
        those([
            (Change::Outline, new.boundary != old.boundary || new.streets != old.streets),
            (Change::Position, new.center != old.center),
            (Change::Name, new.name != old.name || new.short != old.short),
        ])
    }

    fn name(fact: &ParkFact, _: &World) -> Option<Text> {
        match fact {
            ParkFact::Registered(park) => Some(park.name.clone()),
            _ => None,
        }
    }

    fn place(&self, _: &World) -> Option<Point> {
        Some(self.attributes.center)
    }
}

impl Drawn for Hall {
    fn shows(fact: &HallFact) -> Option<Change> {
        matches!(fact, HallFact::Registered(_)).then_some(Change::Entered)
    }

    fn differs(fact: &HallFact, from: &HallFact) -> Vec<Change> {
        let (HallFact::Registered(new), HallFact::Registered(old)) = (fact, from) else { return Vec::new() };
        // Cells and floors of the tilted view follow from these, too.
        let parts = (new.floors, new.bays, new.storey_m) != (old.floors, old.bays, old.storey_m);
        those([
            (Change::Outline, new.footprint != old.footprint || parts),
            (Change::Name, new.name != old.name || new.number != old.number),
        ])
    }

    fn name(fact: &HallFact, world: &World) -> Option<Text> {
        let HallFact::Registered(hall) = fact else { return None };
        let park = world.parks.get(&hall.park).and_then(Ledger::latest);
        Some(park.map_or_else(|| hall.name.clone(), |park| joined(&park.attributes.short, &hall.name)))
    }

    fn place(&self, _: &World) -> Option<Point> {
        middle(&self.attributes.footprint)
    }
}

impl Drawn for Unit {
    fn shows(fact: &UnitFact) -> Option<Change> {
        matches!(fact, UnitFact::Registered(_)).then_some(Change::Entered)
    }

    fn differs(fact: &UnitFact, from: &UnitFact) -> Vec<Change> {
        let (UnitFact::Registered(new), UnitFact::Registered(old)) = (fact, from) else { return Vec::new() };
        let cell = (new.hall, new.floor, new.bay_from, new.bay_to)
            != (old.hall, old.floor, old.bay_from, old.bay_to);
        those([(Change::Outline, cell), (Change::Name, new.number != old.number)])
    }

    fn name(fact: &UnitFact, world: &World) -> Option<Text> {
        let UnitFact::Registered(unit) = fact else { return None };
        let number = Text::new(unit.number.clone(), unit.number.clone());
        let hall = world.halls.get(&unit.hall).and_then(Ledger::latest);
        Some(hall.map_or_else(|| number.clone(), |hall| joined(&hall.attributes.name, &number)))
    }

    fn place(&self, world: &World) -> Option<Point> {
        middle(&slab(world.halls.get(&self.hall())?.latest()?, self).0)
    }
}

impl Drawn for Parcel {
    fn shows(fact: &ParcelFact) -> Option<Change> {
        matches!(fact, ParcelFact::Registered(_)).then_some(Change::Entered)
    }

    fn differs(fact: &ParcelFact, from: &ParcelFact) -> Vec<Change> {
        let (ParcelFact::Registered(new), ParcelFact::Registered(old)) = (fact, from) else {
            return Vec::new();
        };
        those([(Change::Outline, new.boundary != old.boundary), (Change::Name, new.number != old.number)])
    }

    fn name(fact: &ParcelFact, world: &World) -> Option<Text> {
        let ParcelFact::Registered(parcel) = fact else { return None };
        let number = Text::new(parcel.number.clone(), parcel.number.clone());
        let park = world.parks.get(&parcel.park).and_then(Ledger::latest);
        Some(park.map_or_else(|| number.clone(), |park| joined(&park.attributes.short, &number)))
    }

    fn place(&self, _: &World) -> Option<Point> {
        middle(&self.attributes.boundary)
    }
}

impl Drawn for Port {
    fn shows(fact: &PortFact) -> Option<Change> {
        matches!(fact, PortFact::Registered(_)).then_some(Change::Entered)
    }

    fn differs(fact: &PortFact, from: &PortFact) -> Vec<Change> {
        let (PortFact::Registered(new), PortFact::Registered(old)) = (fact, from) else { return Vec::new() };
        those([(Change::Position, new.point != old.point), (Change::Name, new.name != old.name)])
    }

    fn name(fact: &PortFact, _: &World) -> Option<Text> {
        match fact {
            PortFact::Registered(port) => Some(port.name.clone()),
            PortFact::StatusReported(_) | PortFact::Confirmed(_) => None,
        }
    }

    fn place(&self, _: &World) -> Option<Point> {
        Some(self.attributes.point)
    }
}

impl Drawn for Project {
    fn shows(fact: &ProjectFact) -> Option<Change> {
        match fact {
            ProjectFact::Registered(project) => (!project.place.is_nowhere()).then_some(Change::Entered),
            ProjectFact::Placed(_) => Some(Change::Position),
            _ => None,
        }
    }

    fn differs(fact: &ProjectFact, from: &ProjectFact) -> Vec<Change> {
        match (fact, from) {
            (ProjectFact::Registered(new), ProjectFact::Registered(old)) => {
                those([(Change::Position, new.place != old.place), (Change::Name, new.title != old.title)])
            }
            (ProjectFact::Placed(new), ProjectFact::Placed(old)) => those([(Change::Position, new != old)]),
            // It becomes, or ceases to be, what gives the project its place.
            (new, old) => Self::shows(new).or(Self::shows(old)).into_iter().collect(),
        }
    }

    fn name(fact: &ProjectFact, _: &World) -> Option<Text> {
        match fact {
            ProjectFact::Registered(project) => Some(project.title.clone()),
            _ => None,
        }
    }

    fn place(&self, world: &World) -> Option<Point> {
        pin(&world.atlas(Day::MAX), self)
    }
}

/// A part of something is called by the whole and by itself.
fn joined(whole: &Text, part: &Text) -> Text {
    Text::new(format!("{} {}", whole.zh, part.zh), format!("{} {}", whole.en, part.en))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{SMALL, world};
    use crate::{Command, Context, decide};

    fn told(text: &str) -> Vec<Change> {
        let world = world(SMALL);
        let context = Context { today: "2023-06-15".parse().unwrap() };
        let facts = decide(&world, &Command::read(text).unwrap(), &context).unwrap();
        facts.iter().flat_map(|fact| changes(&world, fact)).collect()
    }

    #[test]
    fn what_is_drawn_is_told_apart_from_what_is_not() {
        let hall = |name: &str, east: &str, area: u32| {
            format!(
                r#"{{"command":"correct","stream":"hall/RL-01","version":1,"fact":{{"park":"RL-MM","number":"1","name":{{"zh":"{name}","en":"Hall 1"}},"footprint":[[97.85,24.01],[{east},24.01],[{east},24.0105],[97.85,24.0105],[97.85,24.01]],"floors":2,"bays":10,"storey_m":6.0,"area_m2":{area},"kind":"build_to_suit","structure":"concrete_frame","phase":"complete"}}}}"#
            )
        };
        for (text, wanted) in [
            (hall("1 号厂房", "97.851", 10_000), vec![]),
            (hall("一号厂房", "97.851", 10_000), vec![Change::Name]),
            (hall("一号厂房", "97.8511", 10_000), vec![Change::Outline, Change::Name]),
            (r#"{"command":"vacate_unit","unit":"RL-01-201"}"#.into(), vec![]),
            (r#"{"command":"place_project","project":"P-1","point":[97.85,24.01]}"#.into(), vec![Change::Position]),
            (r#"{"command":"correct","stream":"project/P-1","version":1,"day":"2023-01-06"}"#.into(), vec![]),
            (r#"{"command":"enterprise_left","enterprise":"E-1"}"#.into(), vec![]),
            (
                r#"{"command":"register_park","park":"MS","audience":1,"name":{"zh":"芒市","en":"Mangshi"},"short":{"zh":"芒市","en":"Mangshi"},"region":"533102","level":"county","center":[97.85,24.01]}"#.into(),
                vec![],
            ),
            (
                r#"{"command":"register_park","park":"MS","name":{"zh":"芒市","en":"Mangshi"},"short":{"zh":"芒市","en":"Mangshi"},"region":"533102","level":"county","center":[97.85,24.01]}"#.into(),
                vec![Change::Entered],
            ),
        ] {
            assert_eq!(told(&text), wanted, "{text}");
        }
    }

    #[test]
    fn what_changed_since_a_day_is_listed_with_names_and_places() {
        let later = r#"
{"stream":"port/RL","kind":"port.registered","occurred_on":"2023-06-01","recorded_at":"2023-06-02T02:00:00Z","source":"x","payload":{"name":{"zh":"瑞丽口岸","en":"Ruili port"},"counterpart":{"zh":"木姐","en":"Muse"},"region":"533102","class":1,"mode":"road","point":[97.85,24.01]}}
{"stream":"port/RL","kind":"port.corrected","occurred_on":"2023-06-03","recorded_at":"2023-06-03T02:00:00Z","source":"x","payload":{"version":1,"kind":"port.registered","fact":{"name":{"zh":"瑞丽口岸","en":"Ruili port"},"counterpart":{"zh":"木姐","en":"Muse"},"region":"533102","class":1,"mode":"road","point":[97.86,24.01]}}}
{"stream":"port/RL","kind":"port.status_reported","occurred_on":"2023-06-03","recorded_at":"2023-06-03T03:00:00Z","source":"x","payload":{"status":"open"}}
{"stream":"port/RL","kind":"port.corrected","occurred_on":"2023-06-04","recorded_at":"2023-06-04T02:00:00Z","source":"x","payload":{"version":1,"retracted":true}}
{"stream":"port/RL","kind":"port.corrected","occurred_on":"2023-06-05","recorded_at":"2023-06-05T02:00:00Z","source":"x","payload":{"version":1,"occurred_on":"2023-05-01"}}
"#;
        let world = world(&format!("{SMALL}{}", later.trim_start()));
        let day = |text: &str| text.parse::<Day>().unwrap();
        let all = map_lines(&world, Day::MIN);
        // Two parks, a hall, three units, a project with a place, and the port's.
        assert_eq!(all.len(), 7 + 4);
        assert!(all.windows(2).all(|pair| pair[0].position < pair[1].position));
        let lines = map_lines(&world, day("2023-06-02"));
        let changes: Vec<_> = lines.iter().flat_map(|line| line.changes.clone()).collect();
        assert_eq!(changes, [Change::Entered, Change::Position, Change::Removed, Change::Entered]);
        assert!(lines.iter().all(|line| line.name.as_ref().unwrap().en == "Ruili port"));
        assert_eq!(map_lines(&world, day("2023-06-05")).len(), 1);
        let unit = all.iter().find(|line| line.key.as_str() == "RL-01-202").unwrap();
        assert_eq!(unit.name.as_ref().unwrap().zh, "1 号厂房 202");
        assert!(unit.place.is_some() && unit.region == RegionCode::new(533_102));
        let project = all.iter().find(|line| line.entity == "project").unwrap();
        assert!(project.place.is_some(), "where its unit stands");
    }
}
