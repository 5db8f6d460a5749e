//! Matching written out: every hall is judged in full, then all are sorted.

use std::cmp::Reverse;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::select;
use shared::chart::fit::{Fits, Promises};
use shared::chart::{Chart, Criteria, Criterion, Miss, Offer, Weight, Wish};
use shared::entity::UnitStatus;
use shared::fact::project::Needs;
use shared::fact::unit::{UnitRegistered, UnitSpecs, UnitStanding};
use shared::{Area, Day, Key, RegionCode};

use super::history::key;

/// What a hall misses, and its place in the order: hard misses, soft ones, thousandths missed, thousandths idle.
type Judged = ((u64, u64, u64, u64), Vec<Miss>);

fn judge(wish: &Wish, offer: &Offer, promises: &Promises, criteria: &Criteria) -> Option<Judged> {
    if offer.status == UnitStatus::Withheld {
        return None;
    }
    let (mut hard, mut soft, mut far, mut misses) = (0, 0, 0, Vec::new());
    for criterion in Criterion::ALL {
        let Some((wanted, offered, thousandths)) = missed(criterion, wish, offer, promises) else { continue };
        let is_hard = match criteria.of(criterion) {
            Weight::Off => continue,
            Weight::Soft => false,
            Weight::Hard => true,
        };
        hard += u64::from(is_hard);
        soft += u64::from(!is_hard);
        far += thousandths;
        misses.push(Miss { criterion, is_hard, wanted, offered });
    }
    let idle = match wish.area {
        Some(area) if area > Area::ZERO && offer.area > area => {
            ((offer.area.value() - area.value()) / area.value() * 1_000.0).min(1_000_000.0)
        }
        _ => 0.0,
    };
    Some(((hard, soft, far, idle as u64), misses))
}

/// What is wanted and offered, and how far that is apart in thousandths; none where nothing is missed.
fn missed(
    criterion: Criterion,
    wish: &Wish,
    offer: &Offer,
    promises: &Promises,
) -> Option<(f64, Option<f64>, u64)> {
    let (specs, needs) = (&offer.attributes.specs, &wish.needs);
    let number = |kva: Option<u32>| kva.map(f64::from);
    let (wanted, offered) = match criterion {
        Criterion::Area => (wish.area.map(Area::value), Some(offer.area.value())),
        Criterion::Power => (number(wish.power_kva), number(specs.power_max_kva).or(number(specs.power_kva))),
        Criterion::Dyeing => (needs.dyeing_t_d, Some(specs.dyeing_t_d.unwrap_or(0.0))),
        Criterion::Steam => (needs.steam_t_h, specs.steam_t_h),
        Criterion::Water => (needs.water_t_d, specs.water_t_d),
        Criterion::Wastewater => (needs.wastewater_t_d, specs.wastewater_t_d),
        Criterion::Height => (needs.clear_height_m, specs.clear_height_m),
        Criterion::Load => (needs.floor_load_t_m2, specs.floor_load_t_m2),
        Criterion::Time => {
            let wanted = needs.from?;
            let late = match offer.from {
                Some(from) if from <= wanted => return None,
                Some(from) => (f64::from(from.since(wanted)) / 730.0 * 1_000.0).min(100_000.0) as u64,
                None => 1_000,
            };
            return Some((wanted.number().into(), offer.from.map(|from| from.number().into()), late));
        }
        Criterion::Rent => {
            let (most, rent) = (needs.rent_max_yuan_m2_month?, specs.rent_yuan_m2_month?);
            let over = ((rent - most) / most * 1_000.0).min(100_000.0);
            return (rent > most).then_some((most, Some(rent), over as u64));
        }
        Criterion::Stage => {
            let stage = wish.stage.as_ref()?;
            let is_meant = specs.stages.is_empty() || specs.stages.iter().any(|meant| meant == stage);
            return (!is_meant).then_some((0.0, None, 1_000));
        }
        Criterion::Promise => {
            let holder = promises.holder(offer.unit)?;
            return (wish.target != Some(holder)).then_some((0.0, None, 1_000));
        }
    };
    let wanted = wanted.filter(|wanted| *wanted > 0.0)?;
    match offered {
        Some(offered) if offered >= wanted => None,
        Some(offered) => Some((wanted, Some(offered), ((wanted - offered) / wanted * 1_000.0) as u64)),
        None => Some((wanted, None, 1_000)),
    }
}

/// The fast search finds what the slow one finds.
pub fn agree(
    fits: &Fits,
    wish: &Wish,
    offers: &[Offer],
    promises: &Promises,
    criteria: &Criteria,
) -> Result<(), TestCaseError> {
    let mut all: Vec<_> = offers
        .iter()
        .filter_map(|offer| {
            let (rank, misses) = judge(wish, offer, promises, criteria)?;
            Some((rank, offer.unit, misses))
        })
        .collect();
    all.sort_by_key(|(rank, unit, _)| (*rank, *unit));
    let full = all.iter().filter(|(_, _, misses)| misses.is_empty()).count();
    let fitting = all.iter().filter(|((hard, ..), ..)| *hard == 0).count();
    prop_assert_eq!((fits.full as usize, fits.fitting as usize), (full, fitting));
    all.truncate(20);
    let found: Vec<_> = fits.best.iter().map(|fit| (fit.unit, fit.misses.clone())).collect();
    let expected: Vec<_> = all.into_iter().map(|(_, unit, misses)| (unit, misses)).collect();
    prop_assert_eq!(found, expected);
    for fit in &fits.best {
        prop_assert_eq!(fit.is_full(), fit.misses.is_empty());
        prop_assert!(fit.misses.iter().all(|miss| miss.by().is_finite()));
    }
    Ok(())
}

/// What a target of a chart asks for on its day.
pub fn wish(chart: &Chart, target: Key) -> Wish {
    let prospect = chart.prospects.iter().find(|prospect| prospect.key == Some(target)).unwrap();
    let a = &prospect.office.as_ref().unwrap().attributes;
    let from = Some(a.needs.from.unwrap_or(chart.day).max(chart.day));
    Wish {
        target: Some(target),
        stage: Some(format!("{}/{}", a.chain, a.chain_stage)),
        area: a.need_area_m2,
        power_kva: a.need_power_kva,
        needs: Needs { from, ..a.needs.clone() },
    }
}

/// The targets for a hall, written out.
pub fn targets_for(chart: &Chart, offer: &Offer, criteria: &Criteria) -> Vec<(Key, Vec<Miss>)> {
    let mut all = Vec::new();
    for prospect in &chart.prospects {
        let target = prospect.key.unwrap();
        let judged = judge(&wish(chart, target), offer, &chart.promises(), criteria);
        if let Some(((0, soft, far, idle), misses)) = judged
            && !prospect.linked
        {
            all.push(((soft, Reverse(prospect.intent), far, idle, target), misses));
        }
    }
    all.sort_by_key(|(rank, _)| *rank);
    all.into_iter().take(20).map(|((.., target), misses)| (target, misses)).collect()
}

pub fn criteria() -> impl Strategy<Value = Criteria> {
    let weight = select(vec![Weight::Off, Weight::Soft, Weight::Hard]);
    proptest::collection::vec(weight, Criterion::COUNT).prop_map(|weights| {
        let mut criteria = Criteria::default();
        Criterion::ALL
            .into_iter()
            .zip(weights)
            .for_each(|(criterion, weight)| criteria.set(criterion, weight));
        criteria
    })
}

/// A small number in quarters, or nothing known.
fn quarters() -> impl Strategy<Value = Option<f64>> {
    proptest::option::weighted(0.7, (0..20u8).prop_map(|n| f64::from(n) / 4.0))
}

fn days() -> impl Strategy<Value = Option<Day>> {
    proptest::option::weighted(0.7, (0..20).prop_map(|n| Day::from_number(19_400 + n * 20)))
}

fn stages() -> impl Strategy<Value = &'static str> {
    select(vec!["textile/weaving", "textile/garments"])
}

/// A unit, whatever its name.
pub fn offer() -> impl Strategy<Value = Offer> {
    let status = select(UnitStatus::ALL.to_vec());
    let kva = || proptest::option::of((0..8u32).prop_map(|n| n * 50));
    let named = proptest::collection::vec(stages(), 0..2);
    let supply = (quarters(), quarters(), quarters(), quarters());
    let hall = (quarters(), quarters(), quarters());
    (status, 1..40i64, days(), kva(), kva(), supply, hall, named).prop_map(
        |(status, area, from, power, more, (dyeing, steam, water, waste), (height, load, rent), stages)| {
            let specs = UnitSpecs {
                // What it can be expanded to is no less than what it has.
                power_kva: power,
                power_max_kva: more.map(|more| more.max(power.unwrap_or(0))),
                dyeing_t_d: dyeing,
                steam_t_h: steam,
                water_t_d: water,
                wastewater_t_d: waste,
                clear_height_m: height,
                floor_load_t_m2: load,
                rent_yuan_m2_month: rent,
                stages: stages.into_iter().map(str::to_owned).collect(),
                ..UnitSpecs::default()
            };
            let attributes = UnitRegistered {
                hall: key("H-1"),
                number: String::new(),
                floor: 1,
                bay_from: 0,
                bay_to: 1,
                area_m2: Area::whole(area * 250),
                divisible_min_m2: None,
                specs,
                standing: UnitStanding::Available,
            };
            Offer {
                unit: key("U"),
                park: key("RL"),
                region: RegionCode::DEHONG,
                area: Area::whole(area * 250),
                status,
                from,
                tenant_stage: None,
                attributes: Arc::new(attributes),
            }
        },
    )
}

/// Units with names, not in the order of their names.
pub fn named(offers: Vec<Offer>) -> Vec<Offer> {
    let many = offers.len();
    (0..many).rev().zip(offers).map(|(n, offer)| Offer { unit: unit(n), ..offer }).collect()
}

fn unit(n: usize) -> Key {
    key(&format!("U-{n:03}"))
}

pub fn promises(held: &[(usize, usize)]) -> Promises {
    Promises::of(held.iter().map(|(n, target)| (unit(*n), key(&format!("T-{target}")))).collect())
}

pub fn any_wish() -> impl Strategy<Value = Wish> {
    let supply = (quarters(), quarters(), quarters(), quarters());
    let hall = (quarters(), quarters(), quarters());
    let sizes = (proptest::option::of(0..40i64), proptest::option::of((0..8u32).prop_map(|n| n * 50)));
    (0..4usize, proptest::option::of(stages()), sizes, days(), supply, hall).prop_map(
        |(target, stage, (area, power), from, (dyeing, steam, water, waste), (height, load, rent))| Wish {
            target: (target > 0).then(|| key(&format!("T-{target}"))),
            stage: stage.map(str::to_owned),
            area: area.map(|area| Area::whole(area * 250)),
            power_kva: power,
            needs: Needs {
                steam_t_h: steam,
                water_t_d: water,
                wastewater_t_d: waste,
                dyeing_t_d: dyeing,
                clear_height_m: height,
                floor_load_t_m2: load,
                workers: None,
                from,
                rent_max_yuan_m2_month: rent,
            },
        },
    )
}
