//! What every unit looks like on every day, in flat arrays: a step of the slider over 10,000 units is one pass.
//!
//! The arrays are copied from the ledgers whenever these change; they hold nothing that the ledgers do not.

use std::collections::BTreeMap;

use shared::entity::UnitStatus;
use shared::{Area, Day, Key, Lang, RegionCode, Text, World, tally};

use crate::map::{Ring, UnitPaint};

/// The code of a unit that does not exist on a day.
const ABSENT: u8 = 7;
/// What is added to the code of a unit that does not pass what is chosen.
const DIMMED: u8 = 8;
/// The code of a unit whose paint is not known: the next step hands it over in any case.
const UNKNOWN: u8 = 255;

/// A span of days with one status.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Span {
    from: i32,
    code: u8,
    area: Area,
}

/// Where a unit's spans lie, and what is painted.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Unit {
    id: u32,
    first: u32,
    count: u32,
    park: u32,
}

/// A zone, or a park that has none: what one ring stands for.
struct Park {
    key: Key,
    /// The park that a zone is part of; a park itself.
    whole: Key,
    lon: f64,
    lat: f64,
    short: Text,
    within: Vec<(Key, Text)>,
    shares: [i64; 7],
}

/// All units over time, and what is painted of them.
#[derive(Default)]
pub struct Painting {
    units: Vec<Unit>,
    spans: Vec<Span>,
    painted: Vec<u8>,
    /// Units that do not pass what is chosen; empty while nothing is.
    outside: Vec<bool>,
    trades: Trades,
    parks: Vec<Park>,
    rings_known: bool,
}

/// Which stages units suit: for each unit the place of its list. Many units suit the same few. Empty until somebody asks.
#[derive(Default)]
struct Trades {
    lists: Vec<Vec<String>>,
    of_units: Vec<usize>,
}

impl Trades {
    fn of(world: &World) -> Self {
        let mut trades = Self::default();
        let mut known: BTreeMap<&[String], usize> = BTreeMap::new();
        for place in tally::places(world) {
            let stages = place.ledger.latest().map_or(&[] as &[String], |unit| &unit.attributes.specs.stages);
            let next = known.len();
            let at = *known.entry(stages).or_insert(next);
            if at == next {
                trades.lists.push(stages.to_vec());
            }
            trades.of_units.push(at);
        }
        trades
    }
}

/// What a step changed.
pub struct Changed {
    /// Units with another paint.
    pub units: Vec<(u32, UnitPaint)>,
    /// Whether any park's floor space by status differs.
    pub rings: bool,
}

impl Painting {
    /// Reads the units anew; whether there are others than before, so that their shapes must be drawn.
    pub fn read(&mut self, world: &World) -> bool {
        let places = tally::places(world);
        let before = std::mem::replace(&mut self.units, Vec::with_capacity(places.len()));
        // Room at once: what grows piece by piece leaves holes behind.
        self.spans = Vec::with_capacity(places.iter().map(|place| place.ledger.spans().len()).sum());
        self.parks = parks(world);
        for place in places {
            let first = self.spans.len() as u32;
            self.spans.extend(place.ledger.spans().iter().map(|span| Span {
                from: span.from.number(),
                code: span.standing.status.code(),
                area: span.standing.area_m2,
            }));
            let count = self.spans.len() as u32 - first;
            let park = self.parks.iter().position(|p| p.key == *place.zone).unwrap_or(usize::MAX) as u32;
            self.units.push(Unit { id: place.ledger.id() as u32, first, count, park });
        }
        self.rings_known = false;
        self.trades = Trades::default();
        let same = before.iter().map(|unit| unit.id).eq(self.units.iter().map(|unit| unit.id));
        if !same {
            self.painted = vec![UNKNOWN; self.units.len()];
        }
        !same
    }

    /// Dims the units that are not in the park, or do not suit the stage, which is named `chain/stage`.
    pub fn pass(&mut self, world: &World, park: Option<Key>, stage: Option<&str>) {
        self.outside.clear();
        if park.is_none() && stage.is_none() {
            return;
        }
        if self.trades.of_units.is_empty() {
            self.trades = Trades::of(world);
        }
        let is_here = |zone: &Park| park.is_none_or(|park| zone.key == park || zone.whole == park);
        // One that names no stage suits every one.
        let suits = |stages: &Vec<String>| {
            stage.is_none_or(|stage| stages.is_empty() || stages.iter().any(|named| named == stage))
        };
        let here: Vec<bool> = self.parks.iter().map(is_here).collect();
        let suited: Vec<bool> = self.trades.lists.iter().map(suits).collect();
        let told = |of: &[bool], at: usize, other| of.get(at).copied().unwrap_or(other);
        let units = self.units.iter().zip(&self.trades.of_units);
        self.outside.extend(units.map(|(unit, trade)| {
            !(told(&here, unit.park as usize, park.is_none()) && told(&suited, *trade, true))
        }));
    }

    /// Forgets what is painted: the map has new shapes.
    pub fn forget(&mut self) {
        self.painted.fill(UNKNOWN);
        self.rings_known = false;
    }

    /// Forgets the rings: their words have changed.
    pub fn forget_rings(&mut self) {
        self.rings_known = false;
    }

    /// Goes to a day.
    pub fn step(&mut self, day: Day) -> Changed {
        let day = day.number();
        let mut changed = Vec::new();
        let mut shares = vec![[0i64; 7]; self.parks.len()];
        for (at, (unit, painted)) in self.units.iter().zip(&mut self.painted).enumerate() {
            let spans =
                self.spans.get(unit.first as usize..(unit.first + unit.count) as usize).unwrap_or(&[]);
            let span = spans.iter().rev().find(|span| span.from <= day);
            let code = span.map_or(ABSENT, |span| span.code);
            if let Some(span) = span
                && let Some(share) =
                    shares.get_mut(unit.park as usize).and_then(|s| s.get_mut(usize::from(code)))
            {
                *share += span.area.hundredths();
            }
            let is_outside = self.outside.get(at).copied().unwrap_or(false);
            let wanted = if is_outside { code + DIMMED } else { code };
            if *painted != wanted {
                *painted = wanted;
                changed.push((unit.id, paint(code, is_outside)));
            }
        }
        let mut rings = !self.rings_known;
        for (park, share) in self.parks.iter_mut().zip(shares) {
            rings |= park.shares != share;
            park.shares = share;
        }
        self.rings_known = true;
        Changed { units: changed, rings }
    }

    /// Floor space by status of every zone or undivided park that has any.
    pub fn rings(&self, lang: Lang) -> Vec<Ring> {
        let has_space = |park: &&Park| park.shares.iter().any(|share| *share > 0);
        let ring = |park: &Park| Ring {
            key: park.key.to_string(),
            lon: park.lon,
            lat: park.lat,
            shares: park.shares.map(|hundredths| hundredths as f64 / 100.0),
            label: park.short.get(lang).to_owned(),
            within: park
                .within
                .iter()
                .map(|(key, name)| (key.to_string(), name.get(lang).to_owned()))
                .collect(),
        };
        self.parks.iter().filter(has_space).map(ring).collect()
    }
}

/// Zones, and parks without zones. (Floor space that was entered for a divided park itself has a ring of its own too.)
fn parks(world: &World) -> Vec<Park> {
    let all = world.parks.iter().filter_map(|(key, ledger)| {
        let park = &ledger.latest()?.attributes;
        Some(Park {
            key: *key,
            whole: park.parent.unwrap_or(*key),
            lon: park.center.lon(),
            lat: park.center.lat(),
            short: park.short.clone(),
            within: wholes(world, park.parent, park.region),
            shares: [0; 7],
        })
    });
    all.collect()
}

/// What a zone or park is part of, nearest first: its park, its county, its prefecture.
fn wholes(world: &World, parent: Option<Key>, region: RegionCode) -> Vec<(Key, Text)> {
    let park = parent.and_then(|key| Some((key, world.parks.get(&key)?.latest()?.attributes.short.clone())));
    let above =
        std::iter::successors(Some(region), |code| code.parent()).filter(|code| code.parent().is_some());
    let named = above.filter_map(|code| {
        let key: Key = code.to_string().parse().ok()?;
        Some((key, world.regions.get(&key)?.latest()?.attributes.name.clone()))
    });
    park.into_iter().chain(named).collect()
}

fn paint(code: u8, dimmed: bool) -> UnitPaint {
    let status = UnitStatus::ALL.get(usize::from(code)).copied().unwrap_or(UnitStatus::Withheld);
    UnitPaint { status, dimmed, absent: code == ABSENT }
}
