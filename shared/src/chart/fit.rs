//! Matching: which hall can take a firm, which firm a hall. One pure function for server and browser, with reasons in
//! numbers and with near misses.

mod criterion;
mod offer;

use std::cmp::Reverse;

pub use criterion::{Criteria, Criterion, Weight};
pub use offer::Offer;
pub(super) use offer::offer;

use super::Chart;
use crate::entity::UnitStatus;
use crate::fact::outreach::TargetRegistered;
use crate::fact::project::Needs;
use crate::{Area, Day, Key};

/// What a firm asks of a hall.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wish {
    /// The firm's own record, whose promises do not stand in its way.
    pub target: Option<Key>,
    /// Its stage as units name it, such as `textile/garments`.
    pub stage: Option<String>,
    /// Floor space.
    pub area: Option<Area>,
    /// Power, kVA.
    pub power_kva: Option<u32>,
    /// Everything else.
    pub needs: Needs,
}

impl Wish {
    /// What a target asks for.
    #[must_use]
    pub fn of(target: Key, attributes: &TargetRegistered) -> Self {
        Self {
            target: Some(target),
            stage: Some(format!("{}/{}", attributes.chain, attributes.chain_stage)),
            area: attributes.need_area_m2,
            power_kva: attributes.need_power_kva,
            needs: attributes.needs.clone(),
        }
    }

    /// The wish as it stands on a day: who names no day needs the space now, and nobody gets it in the past.
    #[must_use]
    pub fn on(mut self, day: Day) -> Self {
        self.needs.from = Some(self.needs.from.map_or(day, |from| from.max(day)));
        self
    }
}

/// A criterion that a hall misses, and by how much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Miss {
    /// Which.
    pub criterion: Criterion,
    /// Whether it is a hard one.
    pub is_hard: bool,
    /// What is asked for; 0 where the criterion is a matter of yes or no.
    pub wanted: f64,
    /// What there is; none where nobody knows.
    pub offered: Option<f64>,
}

impl Miss {
    /// How much is short (late, over), in the criterion's own measure.
    #[must_use]
    pub fn by(&self) -> f64 {
        (self.wanted - self.offered.unwrap_or(0.0)).abs()
    }
}

/// How a hall fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The unit.
    pub unit: Key,
    /// The less the better: hard misses, then soft ones, then how far it misses, then how much space would lie idle.
    pub cost: u64,
    /// What it misses, in the order of [`Criterion::ALL`].
    pub misses: Vec<Miss>,
}

impl Fit {
    /// Whether it misses nothing hard.
    #[must_use]
    pub fn fits(&self) -> bool {
        !self.misses.iter().any(|miss| miss.is_hard)
    }

    /// Whether it fits in everything.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.misses.is_empty()
    }
}

/// The best halls for a wish.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fits {
    /// The best, best first.
    pub best: Vec<Fit>,
    /// How many halls miss nothing.
    pub full: u32,
    /// How many miss nothing hard.
    pub fitting: u32,
}

/// The target that fits a hall, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Suitor {
    /// The target.
    pub target: Key,
    /// How the hall fits it.
    pub fit: Fit,
}

// A cost is a number in four places, each too wide to run over into the next: hard misses (at most 12), soft misses (at
// most 12), thousandths missed (at most 100,000 for each miss), thousandths idle (at most 1,000,000).
const FAR: u64 = 1 << 20;
const SOFT: u64 = FAR << 22;
const HARD: u64 = SOFT << 4;

/// Who holds what: the sorted units that are promised to targets.
#[derive(Clone, Debug, Default)]
pub struct Promises(Vec<(Key, Key)>);

impl Promises {
    /// Of units and the targets they were promised to. Of several targets the first in the register has the unit.
    #[must_use]
    pub fn of(mut held: Vec<(Key, Key)>) -> Self {
        crate::order::sort(&mut held);
        held.dedup_by_key(|(unit, _)| *unit);
        Self(held)
    }

    /// The target that was promised a unit.
    #[must_use]
    pub fn holder(&self, unit: Key) -> Option<Key> {
        let at = self.0.binary_search_by(|(held, _)| held.cmp(&unit)).ok()?;
        self.0.get(at).map(|(_, target)| *target)
    }
}

/// Shows every criterion that a hall misses for a wish: which, what is wanted, what there is. The one rule of matching.
pub fn misses(
    wish: &Wish,
    offer: &Offer,
    promises: &Promises,
    mut miss: impl FnMut(Criterion, f64, Option<f64>),
) {
    let (specs, needs) = (&offer.attributes.specs, &wish.needs);
    let mut at_least = |criterion, wanted: Option<f64>, offered: Option<f64>| {
        if let Some(wanted) = wanted.filter(|wanted| *wanted > 0.0)
            && offered.is_none_or(|offered| offered < wanted)
        {
            miss(criterion, wanted, offered);
        }
    };
    at_least(Criterion::Area, wish.area.map(Area::value), Some(offer.area.value()));
    let power = specs.power_max_kva.max(specs.power_kva);
    at_least(Criterion::Power, wish.power_kva.map(f64::from), power.map(f64::from));
    // Without a quota dyeing is not allowed.
    at_least(Criterion::Dyeing, needs.dyeing_t_d, Some(specs.dyeing_t_d.unwrap_or(0.0)));
    at_least(Criterion::Steam, needs.steam_t_h, specs.steam_t_h);
    at_least(Criterion::Water, needs.water_t_d, specs.water_t_d);
    at_least(Criterion::Wastewater, needs.wastewater_t_d, specs.wastewater_t_d);
    at_least(Criterion::Height, needs.clear_height_m, specs.clear_height_m);
    at_least(Criterion::Load, needs.floor_load_t_m2, specs.floor_load_t_m2);
    if let Some(wanted) = needs.from {
        match offer.from {
            Some(from) if from <= wanted => {}
            from => {
                miss(Criterion::Time, f64::from(wanted.number()), from.map(|from| f64::from(from.number())))
            }
        }
    }
    if let (Some(most), Some(rent)) = (needs.rent_max_yuan_m2_month, specs.rent_yuan_m2_month)
        && rent > most
    {
        miss(Criterion::Rent, most, Some(rent));
    }
    if let Some(stage) = &wish.stage
        && !offer.attributes.specs.stages.is_empty()
        && !offer.attributes.specs.stages.contains(stage)
    {
        miss(Criterion::Stage, 0.0, None);
    }
    if promises.holder(offer.unit).is_some_and(|holder| Some(holder) != wish.target) {
        miss(Criterion::Promise, 0.0, None);
    }
}

/// How far a miss misses, in thousandths of what is asked for; days count as thousandths of two years.
fn far(criterion: Criterion, wanted: f64, offered: Option<f64>) -> u64 {
    let Some(offered) = offered else { return 1_000 };
    let by = (wanted - offered).abs();
    let share = if criterion == Criterion::Time { by / 730.0 } else { by / wanted };
    (share * 1_000.0).clamp(0.0, 100_000.0) as u64
}

/// What a hall costs a wish; none where the hall cannot be had at all.
fn cost(wish: &Wish, offer: &Offer, promises: &Promises, criteria: &Criteria) -> Option<u64> {
    if offer.status == UnitStatus::Withheld {
        return None;
    }
    // Space that would lie idle, in thousandths of what is asked for, at most a thousand times as much.
    let idle = wish.area.map_or(0.0, |wanted| {
        if wanted == Area::ZERO {
            0.0
        } else {
            (offer.area.value() - wanted.value()).max(0.0) / wanted.value()
        }
    });
    let mut cost = (idle * 1_000.0).clamp(0.0, 1_000_000.0) as u64;
    misses(wish, offer, promises, |criterion, wanted, offered| {
        cost += match criteria.of(criterion) {
            Weight::Off => 0,
            Weight::Soft => SOFT + FAR * far(criterion, wanted, offered),
            Weight::Hard => HARD + FAR * far(criterion, wanted, offered),
        };
    });
    Some(cost)
}

fn fit(wish: &Wish, offer: &Offer, promises: &Promises, criteria: &Criteria, cost: u64) -> Fit {
    let mut all = Vec::new();
    misses(wish, offer, promises, |criterion, wanted, offered| {
        let weight = criteria.of(criterion);
        if weight != Weight::Off {
            all.push(Miss { criterion, is_hard: weight == Weight::Hard, wanted, offered });
        }
    });
    crate::order::sort_by(&mut all, |a, b| a.criterion.cmp(&b.criterion));
    Fit { unit: offer.unit, cost, misses: all }
}

/// The best halls for a wish, best first; of equals the one whose key comes first.
#[must_use]
pub fn best(wish: &Wish, offers: &[Offer], promises: &Promises, criteria: &Criteria, most: usize) -> Fits {
    let mut fits = Fits::default();
    // The best so far, best first: nearly every hall is worse than the last of them.
    let mut kept: Vec<(u64, Key, usize)> = Vec::with_capacity(most + 1);
    for (at, offer) in offers.iter().enumerate() {
        let Some(cost) = cost(wish, offer, promises, criteria) else { continue };
        fits.full += u32::from(cost < SOFT);
        fits.fitting += u32::from(cost < HARD);
        let found = (cost, offer.unit, at);
        if kept.len() == most && kept.last().is_some_and(|last| found >= *last) {
            continue;
        }
        let place = kept.partition_point(|known| *known < found);
        kept.insert(place, found);
        kept.truncate(most);
    }
    for (cost, _, at) in kept {
        fits.best.extend(offers.get(at).map(|offer| fit(wish, offer, promises, criteria, cost)));
    }
    fits
}

impl Chart {
    /// The promises of units to targets that still stand, whatever the chain of the target.
    #[must_use]
    pub fn promises(&self) -> Promises {
        let mut held = Vec::new();
        for promise in &self.held {
            held.extend(promise.promised.units.iter().map(|unit| (*unit, promise.target)));
        }
        Promises::of(held)
    }

    /// The best halls for a target.
    #[must_use]
    pub fn halls_for(&self, target: Key, criteria: &Criteria, most: usize) -> Option<Fits> {
        let office = self.prospects.iter().find(|p| p.key == Some(target))?.office.as_ref()?;
        let wish = Wish::of(target, &office.attributes).on(self.day);
        Some(best(&wish, &self.offers, &self.promises(), criteria, most))
    }

    /// The targets that a hall fits in everything hard: those that it fits in most things first, of these the ones nearest
    /// to a decision. Those that became projects have a place.
    #[must_use]
    pub fn targets_for(&self, unit: Key, criteria: &Criteria, most: usize) -> Option<Vec<Suitor>> {
        let offer = self.offers.iter().find(|offer| offer.unit == unit)?;
        let promises = self.promises();
        let mut suitors = Vec::new();
        for prospect in self.prospects.iter().filter(|prospect| !prospect.linked) {
            let (Some(target), Some(office)) = (prospect.key, &prospect.office) else { continue };
            let wish = Wish::of(target, &office.attributes).on(self.day);
            if let Some(cost) = cost(&wish, offer, &promises, criteria).filter(|cost| *cost < HARD) {
                suitors.push(((cost / SOFT, Reverse(prospect.intent), cost, target), wish));
            }
        }
        crate::order::sort_by(&mut suitors, |(a, _), (b, _)| a.cmp(b));
        let suitor = |((_, _, cost, target), wish): (_, Wish)| Suitor {
            target,
            fit: fit(&wish, offer, &promises, criteria, cost),
        };
        Some(suitors.into_iter().take(most).map(suitor).collect())
    }
}
