//! The halls of the demonstration and their units: floors, areas that add up exactly, technical attributes.

use shared::fact::carrier::{HallKind, Structure};
use shared::fact::unit::{FireClass, UnitSpecs};
use shared::{Area, Key};

use super::dice::Dice;
use super::layout::{HallPlot, Plan, lay_out};
use super::zones::{ZONES, ZoneRow, in_dehong};

/// Areas are multiples of this many ㎡, so that chosen sums can be met exactly.
pub const STEP_M2: i64 = 20;
/// Units in Dehong.
pub const DEHONG_UNITS: usize = 412;

/// A zone laid out, with its halls.
#[derive(Debug)]
pub struct Zone {
    /// Its row.
    pub row: &'static ZoneRow,
    /// Its plan.
    pub plan: Plan,
    /// Its halls.
    pub halls: Vec<Hall>,
}

/// A hall with its units.
#[derive(Debug)]
pub struct Hall {
    /// Key, such as `RL-02`.
    pub key: Key,
    /// Number in the zone.
    pub number: usize,
    /// Where it stands.
    pub plot: HallPlot,
    /// Floors.
    pub floors: u8,
    /// Floor to floor, m.
    pub storey_m: f64,
    /// Standard or built to suit.
    pub kind: HallKind,
    /// Structure.
    pub structure: Structure,
    /// Units, floor by floor.
    pub units: Vec<Unit>,
}

/// A unit.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Key, such as `RL-02-201`.
    pub key: Key,
    /// Number on the door.
    pub number: String,
    /// Floor.
    pub floor: u8,
    /// Bays.
    pub bays: (u8, u8),
    /// Area, ㎡.
    pub area_m2: i64,
    /// Attributes.
    pub specs: UnitSpecs,
}

impl Hall {
    /// Area of all floors.
    #[must_use]
    pub fn area(&self) -> Area {
        Area::whole(self.units.iter().map(|u| u.area_m2).sum())
    }
}

/// A key; the demonstration makes only keys of letters, digits and dashes.
#[must_use]
pub fn key(text: &str) -> Key {
    text.parse().expect("keys of the demonstration have at most 30 letters, digits and dashes")
}

/// All zones with their halls.
#[must_use]
pub fn build(seed: u64) -> Vec<Zone> {
    let mut zones: Vec<(&ZoneRow, Plan, Vec<Shell>)> = ZONES
        .iter()
        .map(|row| {
            let plan = lay_out(&row.site);
            let shells =
                raise(&mut Dice::new(seed, &format!("floors {}", row.code)), &plan.halls, row.floor_m2);
            (row, plan, shells)
        })
        .collect();
    let mut dice = Dice::new(seed, "parts");
    let dehong: Vec<&mut Shell> =
        zones.iter_mut().filter(|(row, ..)| in_dehong(row.county)).flat_map(|(.., shells)| shells).collect();
    split(&mut dice, dehong, DEHONG_UNITS);
    let beyond: Vec<&mut Shell> =
        zones.iter_mut().filter(|(row, ..)| !in_dehong(row.county)).flat_map(|(.., shells)| shells).collect();
    split(&mut dice, beyond, 56);
    let mut dice = Dice::new(seed, "specs");
    zones
        .into_iter()
        .map(|(row, plan, shells)| {
            let halls = (1..)
                .zip(shells)
                .map(|(number, shell)| furnish(&mut dice, row.code, number, shell))
                .collect();
            Zone { row, plan, halls }
        })
        .collect()
}

/// A hall before it is divided.
#[derive(Clone, Debug)]
struct Shell {
    plot: HallPlot,
    /// Area of each floor, ㎡.
    floors: Vec<i64>,
    /// Units on each floor.
    parts: Vec<u8>,
}

const LONG_FLOORS: usize = 4;

fn is_long(plot: &HallPlot) -> bool {
    plot.length_m > 120
}

/// Gives halls their floors so that the zone has the floor space it should have.
fn raise(dice: &mut Dice, plots: &[HallPlot], target_m2: i64) -> Vec<Shell> {
    let ground = |plot: &HallPlot| i64::from(plot.length_m) * i64::from(plot.depth_m);
    let mut floors: Vec<usize> = plots
        .iter()
        .map(|p| if is_long(p) { LONG_FLOORS } else { 1 + dice.weighted(&[24, 30, 26, 15, 5]) })
        .collect();
    let total = |floors: &[usize]| plots.iter().zip(floors).map(|(p, f)| ground(p) * *f as i64).sum::<i64>();
    for _ in 0..10_000 {
        let off = target_m2 - total(&floors);
        if off.abs() * 66 < target_m2 {
            break;
        }
        let at = dice.below(plots.len());
        if let (Some(plot), Some(count)) = (plots.get(at), floors.get_mut(at))
            && !is_long(plot)
        {
            *count = if off > 0 { (*count + 1).min(5) } else { (*count - 1).max(1) };
        }
    }
    // Stairs, porches and lift towers are part of the gross area: what remains goes there.
    let fixed: i64 = plots.iter().filter(|p| is_long(p)).map(|p| ground(p) * LONG_FLOORS as i64).sum();
    let free = total(&floors) - fixed;
    let mut shells: Vec<Shell> = plots
        .iter()
        .zip(floors)
        .map(|(plot, count)| {
            let area = if is_long(plot) {
                ground(plot)
            } else {
                ground(plot) * (target_m2 - fixed) / free / STEP_M2 * STEP_M2
            };
            Shell {
                plot: plot.clone(),
                floors: vec![area; count],
                parts: vec![if is_long(plot) { 3 } else { 1 }; count],
            }
        })
        .collect();
    let mut rest = target_m2 - shells.iter().flat_map(|s| &s.floors).sum::<i64>();
    while rest >= STEP_M2 {
        for floor in shells.iter_mut().filter(|s| !is_long(&s.plot)).flat_map(|s| s.floors.first_mut()) {
            if rest >= STEP_M2 {
                *floor += STEP_M2;
                rest -= STEP_M2;
            }
        }
    }
    shells
}

/// Divides floors until there are as many units as wanted: the largest first, with some chance.
fn split(dice: &mut Dice, mut shells: Vec<&mut Shell>, wanted: usize) {
    let mut count: usize = shells.iter().flat_map(|s| &s.parts).map(|p| usize::from(*p)).sum();
    while count < wanted {
        let at = dice.below(shells.len());
        let Some(shell) = shells.get_mut(at) else { continue };
        let lone = shell.floors.len() == 1;
        let floor = dice.below(shell.floors.len());
        let (Some(area), Some(parts)) = (shell.floors.get(floor), shell.parts.get_mut(floor)) else {
            continue;
        };
        let most = if lone { 4 } else { 3 };
        if !is_long(&shell.plot)
            && *parts < most
            && *area / i64::from(*parts + 1) > 1_150
            && (lone || dice.percent(55))
        {
            *parts += 1;
            count += 1;
        }
    }
}

/// Divides a shell into units and gives them what an investor asks for.
fn furnish(dice: &mut Dice, code: &str, number: usize, shell: Shell) -> Hall {
    let floors = shell.floors.len() as u8;
    let single = floors == 1;
    let structure = if single {
        Structure::SteelPortal
    } else if dice.percent(20) {
        Structure::SteelFrame
    } else {
        Structure::ConcreteFrame
    };
    let storey_m = if single { *dice.pick(&[8.0, 9.0, 10.0]) } else { *dice.pick(&[5.4, 6.0, 6.0, 7.2]) };
    let base = shared_specs(dice, &shell.plot, single, storey_m);
    let bays = shell.plot.bays;
    let mut units = Vec::new();
    for ((floor, area), parts) in (1_u8..).zip(&shell.floors).zip(&shell.parts) {
        let mut left = *area;
        for part in 0..*parts {
            let edge = |p: u8| (u32::from(bays) * u32::from(p) / u32::from(*parts)) as u8;
            let (from, to) = (edge(part), edge(part + 1));
            let share = if part + 1 == *parts {
                left
            } else {
                area * i64::from(to - from) / i64::from(bays) / STEP_M2 * STEP_M2
            };
            left -= share;
            let door = format!("{floor}{:02}", part + 1);
            units.push(Unit {
                key: key(&format!("{code}-{number:02}-{door}")),
                number: door,
                floor,
                bays: (from, to),
                area_m2: share,
                specs: unit_specs(&base, share, floor, single),
            });
        }
    }
    let kind = if dice.percent(8) { HallKind::BuildToSuit } else { HallKind::Standard };
    Hall {
        key: key(&format!("{code}-{number:02}")),
        number,
        plot: shell.plot,
        floors,
        storey_m,
        kind,
        structure,
        units,
    }
}

/// What all units of a hall have in common. Rates are per 1,000 ㎡ until a unit takes its share.
fn shared_specs(dice: &mut Dice, plot: &HallPlot, single: bool, storey_m: f64) -> UnitSpecs {
    let span = [9.0, 8.0, 7.5, 6.0].into_iter().find(|s| f64::from(plot.depth_m) % s == 0.0).unwrap_or(6.0);
    let use_of = dice.weighted(&[42, 14, 10, 8, 12, 14]);
    let stages: &[&str] = match use_of {
        0 => &["textile/garments", "textile/knitting", "textile/footwear"],
        1 => &["textile/weaving", "textile/knitting", "textile/home_textiles"],
        2 => &["textile/dyeing", "textile/finishing"],
        3 => &["textile/spinning", "textile/weaving", "textile/technical"],
        4 => &["textile/trims", "general/hardware"],
        _ => &["electronics/assembly", "electronics/connectors"],
    };
    let wet = use_of == 2;
    UnitSpecs {
        storey_m: Some(storey_m),
        clear_height_m: Some(storey_m - if single { 1.0 } else { 0.6 }),
        column_grid_m: Some((8.0, span)),
        power_kva: Some(*dice.pick(&[80, 100, 120, 150])),
        power_max_kva: None,
        water_t_d: Some(if wet { 90.0 } else { *dice.pick(&[6.0, 10.0, 14.0]) }),
        steam_t_h: (wet || dice.percent(35)).then_some(if wet { 1.5 } else { 0.5 }),
        wastewater_t_d: Some(if wet { 80.0 } else { *dice.pick(&[4.0, 8.0, 10.0]) }),
        dyeing_t_d: wet.then_some(70.0),
        fire_class: Some(if use_of == 5 { FireClass::D } else { FireClass::C }),
        sprinklers: Some(dice.percent(70)),
        goods_lift_t: (!single).then_some(*dice.pick(&[2.0, 3.0, 3.0, 5.0])),
        crane_t: (single && dice.percent(40)).then_some(*dice.pick(&[5.0, 10.0])),
        dock_doors: Some(*dice.pick(&[2, 3, 4])),
        rent_yuan_m2_month: Some(f64::from(dice.between(16, 26)) / 2.0),
        fee_yuan_m2_month: Some(*dice.pick(&[1.0, 1.2, 1.5])),
        deposit_months: Some(*dice.pick(&[2, 3])),
        min_lease_months: Some(*dice.pick(&[12, 24, 36])),
        rent_free_months: Some(*dice.pick(&[0, 3, 6])),
        floor_load_t_m2: Some(if single { *dice.pick(&[2.0, 3.0]) } else { *dice.pick(&[0.75, 1.0]) }),
        dormitory_beds: Some(*dice.pick(&[0, 20, 30])),
        available_from: None,
        stages: stages.iter().map(|s| (*s).to_owned()).collect(),
    }
}

/// The share of a unit in what its hall has.
fn unit_specs(hall: &UnitSpecs, area_m2: i64, floor: u8, single: bool) -> UnitSpecs {
    let thousands = area_m2 as f64 / 1_000.0;
    let whole = |rate: Option<f64>| rate.map(|r| (r * thousands).round().max(1.0));
    let half = |rate: Option<f64>| rate.map(|r| (r * thousands * 2.0).round().max(1.0) / 2.0);
    // Transformers come in steps; the doors of upper floors carry a lighter floor and no docks.
    let step = |kva: f64| (kva / 10.0).round() as u32 * 10;
    let power = f64::from(hall.power_kva.unwrap_or(100)) * thousands;
    UnitSpecs {
        power_kva: Some(step(power)),
        power_max_kva: Some(step(power * 1.5)),
        water_t_d: whole(hall.water_t_d),
        steam_t_h: half(hall.steam_t_h),
        wastewater_t_d: whole(hall.wastewater_t_d),
        dyeing_t_d: if floor == 1 { whole(hall.dyeing_t_d) } else { None },
        floor_load_t_m2: if floor == 1 && !single { Some(1.5) } else { hall.floor_load_t_m2 },
        dock_doors: (floor == 1).then_some(hall.dock_doors.unwrap_or(2)),
        dormitory_beds: hall.dormitory_beds.map(|b| (f64::from(b) * thousands / 10.0).round() as u32 * 10),
        rent_yuan_m2_month: hall.rent_yuan_m2_month.map(|r| if floor == 1 { r + 1.0 } else { r }),
        rent_free_months: hall.rent_free_months.filter(|m| *m > 0),
        ..hall.clone()
    }
}
