//! One record as it stood on the day, and what each column says of it.

use std::collections::BTreeMap;

use shared::atlas::Atlas;
use shared::entity::{Hall, Parcel, Park, Port, Project, Unit, UnitStatus};
use shared::fact::project::Node;
use shared::fact::unit::UnitStanding;
use shared::ledger::Entity;
use shared::tally::{self, UnitTally};
use shared::world::Ledgers;
use shared::{Day, Key, Lang, RegionCode};

use super::sheet::Sheet;
use super::value::Value;
use crate::header::region_name;
use crate::tell::source_name;

/// What the lines are read from.
pub struct Reading<'w> {
    /// The world on the day.
    pub atlas: Atlas<'w>,
    /// The reader's language.
    pub lang: Lang,
    /// Units by hall and by zone, where the sheet asks for them.
    tallies: BTreeMap<Key, UnitTally>,
    /// Halls by zone, likewise.
    halls: BTreeMap<Key, u32>,
}

/// A record on the day.
pub enum Line {
    /// A unit. Its hall is looked up only for the columns that name it: ten thousand may have to be sorted.
    Unit(Unit, Key),
    /// A hall.
    Hall(Hall, UnitTally),
    /// A park or zone, and how many halls it has.
    Park(Park, UnitTally, u32),
    /// A project.
    Project(Project),
    /// A parcel, and since when it has its status.
    Parcel(Parcel, Option<Day>),
    /// A port, and where its last report comes from.
    Port(Port, String),
}

impl<'w> Reading<'w> {
    /// Prepares to read the lines of a sheet.
    pub fn new(atlas: Atlas<'w>, sheet: Sheet, lang: Lang) -> Self {
        let mut reading = Self { atlas, lang, tallies: BTreeMap::new(), halls: BTreeMap::new() };
        if matches!(sheet, Sheet::Halls | Sheet::Parks) {
            reading.count();
        }
        reading
    }

    fn count(&mut self) {
        let (world, day) = (self.atlas.world(), self.atlas.day());
        for place in tally::places(world) {
            if let Some(moment) = place.ledger.standing(day) {
                self.tallies.entry(*place.hall).or_default().add(*moment);
                self.tallies.entry(*place.zone).or_default().add(*moment);
            }
        }
        for (_, ledger, _) in self.atlas.on(&world.halls) {
            if let Some(hall) = ledger.latest() {
                *self.halls.entry(hall.attributes.park).or_default() += 1;
            }
        }
    }

    /// The record of a key on the day.
    pub fn line(&self, sheet: Sheet, key: Key) -> Option<Line> {
        let (world, day) = (self.atlas.world(), self.atlas.day());
        let tally = || self.tallies.get(&key).copied().unwrap_or_default();
        Some(match sheet {
            Sheet::Units => Line::Unit(on(&world.units, key, day)?, key),
            Sheet::Halls => Line::Hall(on(&world.halls, key, day)?, tally()),
            Sheet::Parks => {
                Line::Park(on(&world.parks, key, day)?, tally(), self.halls.get(&key).copied().unwrap_or(0))
            }
            Sheet::Projects => Line::Project(on(&world.projects, key, day)?),
            Sheet::Parcels => Line::Parcel(on(&world.parcels, key, day)?, since(&world.parcels, key, day)),
            Sheet::Ports => {
                let (_, source) = world.ports.get(&key)?.as_of(day)?;
                Line::Port(on(&world.ports, key, day)?, source_name(source, self.lang))
            }
        })
    }

    /// What a column says of a record.
    pub fn value(&self, line: &Line, column: usize) -> Value {
        match line {
            Line::Unit(unit, key) => self.unit(unit, *key, column),
            Line::Hall(hall, tally) => {
                let a = &hall.attributes;
                match column {
                    0 => self.text(a.name.get(self.lang)),
                    1 => self.park_name(a.park),
                    2 => Value::Phase(hall.phase),
                    3 => Value::Number(a.floors.into(), 0),
                    4 => Value::Number(tally.total_count().into(), 0),
                    5 => Value::Area(tally.total_area()),
                    n => share(n, 6).map_or(Value::Missing, |s| Value::Area(tally.area(s))),
                }
            }
            Line::Park(park, tally, halls) => {
                let a = &park.attributes;
                match column {
                    0 => self.text(a.name.get(self.lang)),
                    1 => a.parent.map_or(Value::Missing, |key| self.park_name(key)),
                    2 => self.county(a.region),
                    3 => Value::Number((*halls).into(), 0),
                    4 => Value::Number(tally.total_count().into(), 0),
                    5 => Value::Wan(tally.total_area()),
                    n => share(n, 6).map_or(Value::Missing, |s| Value::Wan(tally.area(s))),
                }
            }
            Line::Project(project) => self.project(project, column),
            Line::Parcel(parcel, since) => self.parcel(parcel, *since, column),
            Line::Port(port, source) => {
                let a = &port.attributes;
                match column {
                    0 => self.text(a.name.get(self.lang)),
                    1 => self.text(a.counterpart.get(self.lang)),
                    2 => self.county(a.region),
                    3 => Value::Number(a.class.into(), 0),
                    4 => port.status.map_or(Value::Missing, |(_, status)| Value::Port(status)),
                    5 => Value::day(port.status.map(|(day, _)| day)),
                    _ => self.text(source),
                }
            }
        }
    }

    fn unit(&self, unit: &Unit, key: Key, column: usize) -> Value {
        let hall = || self.atlas.world().halls.get(&unit.hall())?.latest();
        let (a, specs) = (&unit.attributes, unit.specs());
        match column {
            0 => {
                let hall = hall().map_or("", |h| h.attributes.name.get(self.lang));
                Value::Text(format!("{hall} {}", a.number))
            }
            1 => hall().map_or(Value::Missing, |h| self.park_name(h.attributes.park)),
            2 => Value::Status(unit.status(self.atlas.day())),
            3 => Value::day(since(&self.atlas.world().units, key, self.atlas.day())),
            4 => Value::Area(a.area_m2),
            5 => Value::Number(a.floor.into(), 0),
            6 => Value::number(specs.clear_height_m, 1),
            7 => Value::number(specs.floor_load_t_m2, 2),
            8 => Value::number(specs.power_kva, 0),
            9 => Value::number(specs.rent_yuan_m2_month, 2),
            10 => match unit.standing {
                UnitStanding::Leased { until, .. } => Value::Day(until),
                UnitStanding::Reserved { until } if self.atlas.day() <= until => Value::Day(until),
                _ => Value::Missing,
            },
            _ => {
                let unfinished = matches!(unit.standing, UnitStanding::Planned | UnitStanding::Building);
                Value::day(specs.available_from.filter(|_| unfinished))
            }
        }
    }

    fn project(&self, project: &Project, column: usize) -> Value {
        let a = &project.attributes;
        let reached = |node| Value::day(project.reached.get(&node).copied());
        match column {
            0 => self.text(a.title.get(self.lang)),
            1 => Value::Stage(project.stage()),
            2 => self.county(a.region),
            3 => a.invest_wan.map_or(Value::Missing, Value::Money),
            4 if project.funded.hundredths() == 0 => Value::Missing,
            4 => Value::Money(project.funded),
            5 => Value::number(a.jobs, 0),
            6 => reached(Node::Signed),
            7 => reached(Node::Started),
            8 => reached(Node::InProduction),
            _ => Value::number(project.landing_days(), 0),
        }
    }

    fn parcel(&self, parcel: &Parcel, since: Option<Day>, column: usize) -> Value {
        let a = &parcel.attributes;
        match column {
            0 => self.text(&a.number),
            1 => self.park_name(a.park),
            2 => Value::Parcel(parcel.status),
            3 => Value::day(since),
            4 => Value::Land(a.area_mu),
            5 => self.text(a.use_class.get(self.lang)),
            6 => match (a.far_min, a.far_max) {
                (Some(from), Some(to)) => Value::Range(from, to),
                (one, other) => Value::number(one.or(other), 2),
            },
            // 1 万元/亩 = 10,000 CNY for a fifteenth of a hectare = 0.15 CNY million/ha.
            7 if self.lang == Lang::En => Value::number(a.price_wan_mu.map(|price| price * 0.15), 2),
            7 => Value::number(a.price_wan_mu, 2),
            _ => Value::number(a.term_years, 0),
        }
    }

    fn text(&self, text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    fn county(&self, region: RegionCode) -> Value {
        Value::Text(region_name(self.atlas.world(), region, self.lang))
    }

    fn park_name(&self, park: Key) -> Value {
        let park = self.atlas.world().parks.get(&park).and_then(|ledger| ledger.latest());
        park.map_or(Value::Missing, |park| self.text(park.attributes.short.get(self.lang)))
    }
}

fn on<E: Entity>(ledgers: &Ledgers<E>, key: Key, day: Day) -> Option<E> {
    ledgers.get(&key)?.on(day)
}

fn since<E: Entity>(ledgers: &Ledgers<E>, key: Key, day: Day) -> Option<Day> {
    ledgers.get(&key)?.since(day)
}

/// The status of the column that is the n-th after `first`.
fn share(column: usize, first: usize) -> Option<UnitStatus> {
    UnitStatus::ALL.get(column.checked_sub(first)?).copied()
}
