//! What units can be filtered by: what an investor asks for, and where.

use shared::atlas::{Atlas, flat_cell, slab};
use shared::draw::{self, Full};
use shared::entity::{Unit, UnitMoment, UnitStatus};
use shared::geometry::Bounds;
use shared::ledger::Ledger;
use shared::world::Ledgers;
use shared::{Key, RegionCode, World};
use utoipa::IntoParams;

use super::several::Several;
use super::{first, known_park, within_park, within_region};
use crate::http::features::walk::Layer;
use crate::http::params::{Asked, Parameters, Wanted};
use crate::http::problem::Problem;

/// Which units.
#[derive(Clone, Debug, Default, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UnitFilter {
    /// Only in this park or zone.
    #[param(value_type = Option<String>, example = "RL")]
    pub park: Option<Key>,
    /// Only of this hall.
    #[param(value_type = Option<String>, example = "RL-02")]
    pub hall: Option<Key>,
    /// Only in this region (GB/T 2260) and everything in it.
    #[param(value_type = Option<String>, example = "533100")]
    pub region: Option<RegionCode>,
    /// Only in these statuses, separated by commas: `leased`, `ending`, `reserved`, `available`, `construction`,
    /// `planned`, `withheld`.
    #[param(value_type = Option<String>, example = "available,reserved")]
    pub status: Option<Several<UnitStatus>>,
    /// At least so much floor space, ㎡; not more than `max_area`.
    #[param(minimum = 0, example = 1500)]
    pub min_area: Option<f64>,
    /// At most so much floor space, ㎡.
    #[param(minimum = 0, example = 5000)]
    pub max_area: Option<f64>,
    /// At most so dear, 元/㎡·月. Units without an asking rent are left out, here and below.
    #[param(minimum = 0, example = 15)]
    pub max_rent: Option<f64>,
    /// At least so much power, kVA.
    #[param(minimum = 0, example = 400)]
    pub min_power: Option<f64>,
    /// A floor that bears at least so much, t/㎡.
    #[param(minimum = 0, example = 1.5)]
    pub min_load: Option<f64>,
    /// At least so high inside, m.
    #[param(minimum = 0, example = 5)]
    pub min_height: Option<f64>,
    /// Only where dyeing is allowed, or only where it is not.
    pub dyeing: Option<bool>,
    /// `flat` (default): cells side by side, one column of the footprint for each floor. `tilted`: the true part of the
    /// footprint, to be raised from `base_m` to `height_m`.
    #[param(value_type = Option<String>, example = "flat")]
    pub view: Option<View>,
}

/// How a unit is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Cells side by side.
    Flat,
    /// Slabs above each other.
    Tilted,
}

impl Wanted for View {
    const EXPECTED: (&'static str, &'static str) = ("flat 或 tilted", "flat or tilted");
    const EXAMPLE: &'static str = "flat";
    fn read(text: &str) -> Option<Self> {
        match text {
            "flat" => Some(View::Flat),
            "tilted" => Some(View::Tilted),
            _ => None,
        }
    }
}

impl Parameters for UnitFilter {
    fn read(asked: &mut Asked) -> Result<Self, Problem> {
        let (park, hall, region) = (asked.take("park")?, asked.take("hall")?, asked.take("region")?);
        let status = asked.take("status")?;
        let (min_area, max_area) = asked.take_bounds("min_area", "max_area")?;
        Ok(Self {
            park,
            hall,
            region,
            status,
            min_area,
            max_area,
            max_rent: asked.take("max_rent")?,
            min_power: asked.take("min_power")?,
            min_load: asked.take("min_load")?,
            min_height: asked.take("min_height")?,
            dyeing: asked.take("dyeing")?,
            view: asked.take("view")?,
        })
    }
}

/// What a unit offers, as far as it is filtered by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offer {
    rent: Option<f64>,
    power: Option<f64>,
    load: Option<f64>,
    height: Option<f64>,
    dyeing: bool,
}

impl From<&Unit> for Offer {
    fn from(unit: &Unit) -> Self {
        let specs = unit.specs();
        Self {
            rent: specs.rent_yuan_m2_month,
            power: specs.power_kva.map(f64::from),
            load: specs.floor_load_t_m2,
            height: specs.clear_height_m,
            dyeing: specs.dyeing_t_d.is_some_and(|t| t > 0.0),
        }
    }
}

impl UnitFilter {
    /// Whether cells side by side are asked for.
    #[must_use]
    pub fn is_flat(&self) -> bool {
        self.view != Some(View::Tilted)
    }

    /// Whether status and floor space are wanted.
    #[must_use]
    pub fn admits_moment(&self, moment: UnitMoment) -> bool {
        self.status.as_ref().is_none_or(|statuses| statuses.has(moment.status))
            && self.min_area.is_none_or(|least| moment.area_m2.value() >= least)
            && self.max_area.is_none_or(|most| moment.area_m2.value() <= most)
    }

    /// Whether anything is asked of what a unit offers.
    #[must_use]
    pub fn asks_offer(&self) -> bool {
        self.max_rent.or(self.min_power).or(self.min_load).or(self.min_height).is_some()
            || self.dyeing.is_some()
    }

    /// Whether an offer is good enough.
    #[must_use]
    pub fn admits_offer(&self, offer: &Offer) -> bool {
        let enough = |least: Option<f64>, has: Option<f64>| least.is_none_or(|l| has.is_some_and(|h| h >= l));
        self.max_rent.is_none_or(|most| offer.rent.is_some_and(|rent| rent <= most))
            && enough(self.min_power, offer.power)
            && enough(self.min_load, offer.load)
            && enough(self.min_height, offer.height)
            && self.dyeing.is_none_or(|dyeing| offer.dyeing == dyeing)
    }
}

impl Layer for UnitFilter {
    type Record = Unit;

    fn ledgers<'w>(&self, world: &'w World) -> &'w Ledgers<Unit> {
        &world.units
    }

    fn check(&self, world: &World) -> Result<(), Problem> {
        match self.hall {
            Some(key) if !world.halls.contains_key(&key) => {
                Err(Problem::unknown_record(key.as_str()).about("hall").such_as(first(&world.halls)))
            }
            _ => known_park(world, self.park),
        }
    }

    fn admits(&self, atlas: &Atlas<'_>, unit: &Unit, moment: &UnitMoment) -> bool {
        // A unit whose hall is not known yet cannot be drawn.
        let Some(hall) = atlas.hall(unit.hall()) else { return false };
        let zone = hall.attributes.park;
        self.admits_moment(*moment)
            && self.admits_offer(&Offer::from(unit))
            && self.hall.is_none_or(|hall| unit.hall() == hall)
            && within_park(atlas, self.park, zone)
            && within_region(atlas, self.region, zone)
    }

    fn bounds(&self, atlas: &Atlas<'_>, unit: &Unit) -> Option<Bounds> {
        let hall = atlas.hall(unit.hall())?;
        let ring = if self.is_flat() { flat_cell(&hall, unit) } else { slab(&hall, unit).0 };
        Bounds::around(ring)
    }

    fn draw(&self, out: &mut String, atlas: &Atlas<'_>, key: Key, ledger: &Ledger<Unit>) {
        let Some(hall) = ledger.on(atlas.day()).and_then(|unit| atlas.hall(unit.hall())) else { return };
        draw::unit(out, key, ledger, &hall, atlas.day(), Full, !self.is_flat());
    }
}
