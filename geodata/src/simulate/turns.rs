//! What happens to units after their entry: leases, renewals, vacated and withheld space, always as the standing allows.

use shared::fact::unit::{
    Leased, Released, Renewed, RentSet, Reserved, Returned, UnitChanges, UnitFact, Vacated, Withheld,
    WithheldReason,
};
use shared::{Day, Key, RegionCode};

use super::{Made, first_day, last_day};
use crate::demo::dice::Dice;

/// Who has a unit, as far as the next fact needs to know.
#[derive(Clone, Copy, Debug)]
pub(super) enum Standing {
    Idle,
    /// Kept; a reservation that has lapsed may be followed by the same facts, save the release.
    Kept,
    Let {
        until: Day,
    },
    Out,
}

/// A unit of the log.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lot {
    pub(super) key: Key,
    pub(super) region: RegionCode,
    pub(super) standing: Standing,
}

/// The facts that follow, spread evenly over the days.
#[derive(Debug)]
pub(super) struct Turns {
    lots: Vec<Lot>,
    /// Last days of reservations, by lot: kept apart since few units have one.
    kept_until: std::collections::BTreeMap<usize, Day>,
    wanted: usize,
    told: usize,
    dice: Dice,
}

impl Turns {
    pub(super) fn new(lots: Vec<Lot>, wanted: usize, seed: u64) -> Self {
        Self {
            lots,
            kept_until: std::collections::BTreeMap::new(),
            wanted,
            told: 0,
            dice: Dice::new(seed, "simulate turns"),
        }
    }

    /// The next fact and its day.
    pub(super) fn next(&mut self) -> Option<(Made, Day)> {
        if self.told >= self.wanted || self.lots.is_empty() {
            return None;
        }
        let span = last_day().since(first_day()) as usize;
        let on = first_day().plus((1 + self.told * span / self.wanted) as i32).min(last_day());
        self.told += 1;
        let at = self.dice.below(self.lots.len());
        let lot = *self.lots.get(at)?;
        let (fact, standing) = self.turn(at, lot.standing, on);
        if let Some(lot) = self.lots.get_mut(at) {
            lot.standing = standing;
        }
        Some((Made { key: lot.key, region: lot.region, fact: fact.into() }, on))
    }

    fn turn(&mut self, at: usize, standing: Standing, on: Day) -> (UnitFact, Standing) {
        if self.dice.percent(22) {
            return (self.attribute(), standing);
        }
        match standing {
            Standing::Idle => match self.dice.weighted(&[70, 25, 5]) {
                0 => self.lease(on),
                1 => {
                    let until = on.plus(self.dice.between(10, 60));
                    self.kept_until.insert(at, until);
                    (UnitFact::Reserved(Reserved { until }), Standing::Kept)
                }
                _ => (UnitFact::Withheld(Withheld { reason: WithheldReason::Inspection }), Standing::Out),
            },
            Standing::Kept => {
                let lapsed = self.kept_until.remove(&at).is_none_or(|until| until < on);
                if lapsed || self.dice.percent(75) {
                    self.lease(on)
                } else {
                    (UnitFact::Released(Released {}), Standing::Idle)
                }
            }
            Standing::Let { until } => {
                if until > on && self.dice.percent(60) {
                    let until = until.plus_months(12);
                    (UnitFact::Renewed(Renewed { until }), Standing::Let { until })
                } else {
                    (UnitFact::Vacated(Vacated {}), Standing::Idle)
                }
            }
            Standing::Out => (UnitFact::Returned(Returned {}), Standing::Idle),
        }
    }

    fn lease(&mut self, on: Day) -> (UnitFact, Standing) {
        let until = on.plus_months(self.dice.between(6, 48));
        let rent = f64::from(self.dice.between(16, 28)) / 2.0;
        let lease = Leased { tenant: None, enterprise: None, until, rent_yuan_m2_month: Some(rent) };
        (UnitFact::Leased(lease.into()), Standing::Let { until })
    }

    fn attribute(&mut self) -> UnitFact {
        if self.dice.percent(60) {
            return UnitFact::RentSet(RentSet {
                rent_yuan_m2_month: f64::from(self.dice.between(16, 28)) / 2.0,
            });
        }
        let power = 40 * self.dice.between(2, 16) as u32;
        UnitFact::Surveyed(
            UnitChanges {
                power_kva: Some(power),
                power_max_kva: Some(power * 3 / 2),
                ..UnitChanges::default()
            }
            .into(),
        )
    }
}
