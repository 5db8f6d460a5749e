//! Enters parks, halls and units one after the other: zones as in the demonstration, on a grid near Dehong.

use std::collections::VecDeque;
use std::sync::Arc;

use shared::fact::carrier::{
    HallFact, HallKind, HallPhase, HallRegistered, ParkFact, ParkLevel, ParkRegistered, Structure,
};
use shared::fact::unit::{FireClass, UnitFact, UnitRegistered, UnitSpecs, UnitStanding, WithheldReason};
use shared::{Area, Key, Point, RegionCode, Text};

use super::turns::{Lot, Standing};
use super::{Made, first_day};
use crate::demo::dice::Dice;
use crate::demo::halls::key;
use crate::demo::layout::{Block, HallPlot, Site, lay_out};
use crate::regions::county_at;

const FLOORS: u8 = 4;
const PARTS: u8 = 4;

/// Parks still to be entered.
#[derive(Debug)]
pub(super) struct Plots {
    parks: usize,
    places: Vec<((f64, f64), RegionCode)>,
    units: usize,
    next_park: usize,
    dice: Dice,
    queue: VecDeque<(Made, Option<Lot>)>,
}

impl Plots {
    pub(super) fn new(parks: usize, units: usize, seed: u64) -> Self {
        Self {
            parks,
            places: places(parks),
            units,
            next_park: 0,
            dice: Dice::new(seed, "simulate plots"),
            queue: VecDeque::new(),
        }
    }

    /// The next fact; the standing of a unit that it enters goes to `lots`.
    pub(super) fn next(&mut self, lots: &mut Vec<Lot>) -> Option<Made> {
        if self.queue.is_empty() && self.next_park < self.parks {
            self.park();
        }
        let (made, lot) = self.queue.pop_front()?;
        lots.extend(lot);
        Some(made)
    }

    fn park(&mut self) {
        let park = self.next_park;
        self.next_park += 1;
        // An even share of the units, to the last one.
        let wanted = self.units * (park + 1) / self.parks - self.units * park / self.parks;
        let Some((center, region)) = self.places.get(park % self.places.len().max(1)).copied() else {
            return;
        };
        let rooms = usize::from(FLOORS) * usize::from(PARTS);
        let halls = wanted.div_ceil(rooms).max(1);
        let side = columns(halls);
        let (widths, heights) = (vec![230.0; side], vec![150.0; side]);
        let site = Site {
            center,
            along: (0.9397, 0.3420),
            columns: &widths,
            between_columns: &vec![2; side.saturating_sub(1)],
            rows: &heights,
            between_rows: &vec![2; side.saturating_sub(1)],
            blocks: &vec![Block::Halls(2, 2); side * side],
            cuts: [(0.0, 0.0); 4],
        };
        let plan = lay_out(&site);
        let name = key(&format!("S-{park:05}"));
        let registered = ParkRegistered {
            name: Text::new(format!("示例园区-{park:05}"), format!("Sample park {park:05}")),
            short: Text::new(format!("示例{park}"), format!("Sample {park}")),
            aliases: Vec::new(),
            parent: None,
            region,
            level: ParkLevel::County,
            boundary: vec![plan.boundary],
            streets: plan.streets,
            center: Point::new(center.0, center.1),
            precision_m: Some(100_000),
            industries: Vec::new(),
            planned_km2: None,
            built_km2: None,
            distances: Vec::new(),
            contact: None,
        };
        self.queue.push_back((
            Made { key: name, region, fact: ParkFact::Registered(Arc::new(registered)).into() },
            None,
        ));
        let mut left = wanted;
        for (number, plot) in (1..).zip(plan.halls.iter().take(halls)) {
            let take = left.min(rooms);
            left -= take;
            self.hall(park, name, region, number, plot, take);
        }
    }

    /// A hall of up to four floors of up to four units: each floor is divided evenly among its units.
    fn hall(
        &mut self,
        park: usize,
        name: Key,
        region: RegionCode,
        number: usize,
        plot: &HallPlot,
        units: usize,
    ) {
        if units == 0 {
            return;
        }
        let floors = units.div_ceil(usize::from(PARTS)) as u8;
        let hall = key(&format!("S-{park:05}-{number:02}"));
        let floor_m2 = i64::from(plot.length_m) * i64::from(plot.depth_m);
        let registered = HallRegistered {
            park: name,
            number: number.to_string(),
            name: Text::new(format!("{number} 号厂房"), format!("Hall {number}")),
            footprint: plot.footprint.clone(),
            floors,
            bays: plot.bays,
            storey_m: 6.0,
            area_m2: Area::whole(floor_m2 * i64::from(floors)),
            kind: HallKind::Standard,
            structure: Structure::ConcreteFrame,
            phase: HallPhase::Complete,
        };
        self.queue.push_back((
            Made { key: hall, region, fact: HallFact::Registered(Arc::new(registered)).into() },
            None,
        ));
        let mut left = units;
        for floor in 1..=floors {
            let parts = left.min(usize::from(PARTS));
            left -= parts;
            for part in 0..parts {
                let edge = |p: usize| usize::from(plot.bays) * p / parts;
                let share = |p: usize| floor_m2 * 100 * edge(p) as i64 / i64::from(plot.bays);
                let area = Area::from_hundredths(share(part + 1) - share(part));
                let door = format!("{floor}{:02}", part + 1);
                let bays = (edge(part) as u8, edge(part + 1) as u8);
                self.unit(
                    key(&format!("S-{park:05}-{number:02}-{door}")),
                    hall,
                    region,
                    door,
                    floor,
                    bays,
                    area,
                );
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one record")]
    fn unit(
        &mut self,
        unit: Key,
        hall: Key,
        region: RegionCode,
        door: String,
        floor: u8,
        bays: (u8, u8),
        area: Area,
    ) {
        let (standing, lot) = match self.dice.weighted(&[46, 44, 4, 6]) {
            0 => {
                let until = first_day().plus(self.dice.between(20, 1_400));
                (UnitStanding::Leased { tenant: None, until }, Standing::Let { until })
            }
            1 => (UnitStanding::Available, Standing::Idle),
            2 => {
                (UnitStanding::Reserved { until: first_day().plus(self.dice.between(5, 60)) }, Standing::Kept)
            }
            _ => (UnitStanding::Withheld { reason: WithheldReason::Repair }, Standing::Out),
        };
        let power = 40 * self.dice.between(2, 16) as u32;
        let registered = UnitRegistered {
            hall,
            number: door,
            floor,
            bay_from: bays.0,
            bay_to: bays.1,
            area_m2: area,
            divisible_min_m2: None,
            specs: UnitSpecs {
                storey_m: Some(6.0),
                clear_height_m: Some(5.4),
                floor_load_t_m2: Some(if floor == 1 { 1.5 } else { 0.75 }),
                power_kva: Some(power),
                power_max_kva: Some(power * 3 / 2),
                fire_class: Some(FireClass::C),
                rent_yuan_m2_month: Some(f64::from(self.dice.between(16, 28)) / 2.0),
                stages: vec!["textile/garments".to_owned()],
                ..UnitSpecs::default()
            },
            standing,
        };
        let lot = Lot { key: unit, region, standing: lot };
        self.queue.push_back((
            Made { key: unit, region, fact: UnitFact::Registered(Arc::new(registered)).into() },
            Some(lot),
        ));
    }
}

/// Blocks a side for so many halls, four on a block.
fn columns(halls: usize) -> usize {
    (1..).find(|side| side * side * 4 >= halls).unwrap_or(1)
}

/// Places for so many parks: the cells of a grid of 0.05° that lie well within a county of Yunnan, those
/// nearest to Ruili first. Where there are more parks than cells, cells are used again.
fn places(parks: usize) -> Vec<((f64, f64), RegionCode)> {
    const RUILI: (i32, i32) = (9_785, 2_401);
    let mut cells: Vec<(i32, i32)> =
        (0..150).flat_map(|x| (0..160).map(move |y| (9_755 + 5 * x, 2_120 + 5 * y))).collect();
    cells.sort_by_key(|(x, y)| ((x - RUILI.0).pow(2) + (y - RUILI.1).pow(2), *x, *y));
    let degrees = |(x, y): (i32, i32)| (f64::from(x) / 100.0, f64::from(y) / 100.0);
    let county = |cell: (i32, i32)| {
        let (lon, lat) = degrees(cell);
        let at = |east: f64, north: f64| county_at(Point::new(lon + east, lat + north));
        let middle = at(0.0, 0.0)?;
        let corners = [(0.02, 0.02), (-0.02, 0.02), (0.02, -0.02), (-0.02, -0.02)];
        corners.iter().all(|(e, n)| at(*e, *n) == Some(middle)).then_some((degrees(cell), middle))
    };
    cells.into_iter().filter_map(county).take(parks).collect()
}
