//! Matching: which hall can take a firm, which firm a hall. One pure function for server and browser, with reasons in
//! numbers and with near misses.

use std::borrow::Cow;
use std::sync::Arc;

use super::Chart;
use crate::atlas::Atlas;
use crate::entity::{Unit, UnitStatus};
use crate::fact::outreach::TargetRegistered;
use crate::fact::project::Needs;
use crate::fact::unit::{UnitRegistered, UnitStanding};
use crate::{Area, Day, Key, RegionCode};

/// A unit, and when it is free.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The unit.
    pub unit: Key,
    /// Its zone.
    pub park: Key,
    /// Its county.
    pub region: RegionCode,
    /// Gross floor area.
    pub area: Area,
    /// Status on the day.
    pub status: UnitStatus,
    /// From when it can be had; none where nobody knows.
    pub from: Option<Day>,
    /// Its attributes, as they are on the day.
    pub attributes: Arc<UnitRegistered>,
}

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
}

/// Something a hall is judged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Criterion {
    /// Floor space, ㎡.
    Area,
    /// Free when it is needed: days.
    Time,
    /// Power, kVA.
    Power,
    /// Dyeing quota, t/d.
    Dyeing,
    /// Steam, t/h.
    Steam,
    /// Water, t/d.
    Water,
    /// Wastewater, t/d.
    Wastewater,
    /// Clear height, m.
    Height,
    /// Floor load, t/㎡.
    Load,
    /// Rent, 元/㎡·月.
    Rent,
    /// Meant for the firm's stage.
    Stage,
    /// Not promised to another target.
    Promise,
}

impl Criterion {
    /// How many there are.
    pub const COUNT: usize = 12;

    /// All, in the order in which they are told.
    pub const ALL: [Criterion; Criterion::COUNT] = [
        Criterion::Area,
        Criterion::Time,
        Criterion::Power,
        Criterion::Dyeing,
        Criterion::Steam,
        Criterion::Water,
        Criterion::Wastewater,
        Criterion::Height,
        Criterion::Load,
        Criterion::Rent,
        Criterion::Stage,
        Criterion::Promise,
    ];

    /// The word of addresses.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Criterion::Area => "area",
            Criterion::Time => "time",
            Criterion::Power => "power",
            Criterion::Dyeing => "dyeing",
            Criterion::Steam => "steam",
            Criterion::Water => "water",
            Criterion::Wastewater => "wastewater",
            Criterion::Height => "height",
            Criterion::Load => "load",
            Criterion::Rent => "rent",
            Criterion::Stage => "stage",
            Criterion::Promise => "promise",
        }
    }
}

/// How much a criterion matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Not at all.
    Off,
    /// A hall that misses it comes later.
    Soft,
    /// A hall that misses it does not fit.
    Hard,
}

/// The weight of each criterion, in the order of [`Criterion::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Criteria(pub [Weight; Criterion::COUNT]);

impl Default for Criteria {
    fn default() -> Self {
        Self(Criterion::ALL.map(|criterion| match criterion {
            Criterion::Area | Criterion::Power | Criterion::Dyeing | Criterion::Promise => Weight::Hard,
            _ => Weight::Soft,
        }))
    }
}

impl Criteria {
    /// The weight of one.
    #[must_use]
    pub fn of(&self, criterion: Criterion) -> Weight {
        self.0.get(criterion as usize).copied().unwrap_or(Weight::Off)
    }

    /// Sets the weight of one.
    pub fn set(&mut self, criterion: Criterion, weight: Weight) {
        if let Some(place) = self.0.get_mut(criterion as usize) {
            *place = weight;
        }
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

const HARD: u64 = 1 << 40;
const SOFT: u64 = 1 << 32;

/// Every unit of a region that can be had some day, with that day.
pub(super) fn offers(atlas: &Atlas<'_>, region: RegionCode) -> Vec<Offer> {
    let day = atlas.day();
    let places = crate::tally::places(atlas.world());
    let mut offers = Vec::with_capacity(places.len());
    for place in places.into_iter().filter(|place| region.contains(place.region)) {
        let Some(moment) = place.ledger.standing(day).copied() else { continue };
        let Some(unit) = place.ledger.on(day) else { continue };
        offers.push(Offer {
            unit: *place.key,
            park: *place.zone,
            region: place.region,
            area: moment.area_m2,
            status: moment.status,
            from: free_from(&unit, day),
            attributes: as_offered(unit),
        });
    }
    offers
}

/// A unit's attributes with what was measured and set since its entry.
fn as_offered(unit: Unit) -> Arc<UnitRegistered> {
    let changed = match unit.specs() {
        Cow::Borrowed(_) => None,
        Cow::Owned(specs) => Some(UnitRegistered { specs, ..(*unit.attributes).clone() }),
    };
    changed.map_or(unit.attributes, Arc::new)
}

/// From when a unit can be had.
fn free_from(unit: &Unit, day: Day) -> Option<Day> {
    match &unit.standing {
        UnitStanding::Available => Some(day),
        UnitStanding::Reserved { until } | UnitStanding::Leased { until, .. } => Some(until.plus(1).max(day)),
        UnitStanding::Planned | UnitStanding::Building => {
            unit.specs().available_from.map(|from| from.max(day))
        }
        UnitStanding::Withheld { .. } => None,
    }
}

/// Who holds what: the sorted units that are promised to targets.
#[derive(Clone, Debug, Default)]
pub struct Promises(Vec<(Key, Key)>);

impl Promises {
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
            Weight::Soft => SOFT + far(criterion, wanted, offered),
            Weight::Hard => HARD + far(criterion, wanted, offered),
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
    /// The promises of units to targets that still stand.
    #[must_use]
    pub fn promises(&self) -> Promises {
        let mut held = Vec::new();
        for prospect in &self.prospects {
            let Some(promised) = prospect.office.as_ref().and_then(|office| office.promised.as_ref()) else {
                continue;
            };
            held.extend(promised.units.iter().filter_map(|unit| Some((*unit, prospect.key?))));
        }
        crate::order::sort(&mut held);
        // Of two targets that were promised one unit the first in the register is told.
        held.dedup_by_key(|(unit, _)| *unit);
        Promises(held)
    }

    /// The best halls for a target.
    #[must_use]
    pub fn halls_for(&self, target: Key, criteria: &Criteria, most: usize) -> Option<Fits> {
        let office = self.prospects.iter().find(|p| p.key == Some(target))?.office.as_ref()?;
        let wish = Wish::of(target, &office.attributes);
        Some(best(&wish, &self.offers, &self.promises(), criteria, most))
    }

    /// The targets that a hall fits best. Those that became projects have a place.
    #[must_use]
    pub fn targets_for(&self, unit: Key, criteria: &Criteria, most: usize) -> Option<Vec<Suitor>> {
        let offer = self.offers.iter().find(|offer| offer.unit == unit)?;
        let promises = self.promises();
        let mut suitors = Vec::new();
        for prospect in self.prospects.iter().filter(|prospect| !prospect.linked) {
            let (Some(target), Some(office)) = (prospect.key, &prospect.office) else { continue };
            let wish = Wish::of(target, &office.attributes);
            if let Some(cost) = cost(&wish, offer, &promises, criteria).filter(|cost| *cost < HARD) {
                // Of firms that fit alike the one nearer to a decision comes first.
                suitors.push((
                    cost,
                    std::cmp::Reverse(prospect.intent),
                    Suitor { target, fit: fit(&wish, offer, &promises, criteria, cost) },
                ));
            }
        }
        crate::order::sort_by(&mut suitors, |a, b| {
            a.1.cmp(&b.1).then(a.0.cmp(&b.0)).then(a.2.target.cmp(&b.2.target))
        });
        Some(suitors.into_iter().take(most).map(|(.., suitor)| suitor).collect())
    }
}
