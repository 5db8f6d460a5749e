//! What each layer can be filtered by, and how its records are found and drawn.

mod several;
mod unit;

use shared::atlas::Atlas;
use shared::draw::{self, Full};
use shared::entity::carrier::HallMoment;
use shared::entity::project::ProjectMoment;
use shared::entity::{Hall, HallPhase, Parcel, ParcelStatus, Park, Port, Project, ProjectStage};
use shared::fact::carrier::ParkLevel;
use shared::fact::project::ProjectKind;
use shared::fact::registry::PortStatus;
use shared::geometry::Bounds;
use shared::ledger::Ledger;
use shared::world::Ledgers;
use shared::{Key, RegionCode, World};
use utoipa::IntoParams;

use super::walk::Layer;
use crate::http::params::{Asked, Parameters};
use crate::http::problem::Problem;
use several::Several;
pub use unit::{Offer, UnitFilter};

/// Refuses a park that does not exist.
fn known_park(world: &World, park: Option<Key>) -> Result<(), Problem> {
    match park {
        Some(key) if !world.parks.contains_key(&key) => {
            Err(Problem::unknown_record(key.as_str()).about("park").such_as(first(&world.parks)))
        }
        _ => Ok(()),
    }
}

fn first<T: shared::ledger::Entity>(ledgers: &Ledgers<T>) -> String {
    ledgers.keys().next().map(ToString::to_string).unwrap_or_default()
}

/// Whether a zone is the park that is asked for, or part of it.
fn within_park(atlas: &Atlas<'_>, wanted: Option<Key>, zone: Key) -> bool {
    wanted.is_none_or(|park| zone == park || atlas.whole_park(zone) == park)
}

/// Whether a zone lies in the region that is asked for.
fn within_region(atlas: &Atlas<'_>, wanted: Option<RegionCode>, zone: Key) -> bool {
    wanted.is_none_or(|region| atlas.region_of(zone).is_some_and(|r| region.contains(r)))
}

/// Which parks and zones.
#[derive(Clone, Debug, Default, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ParkFilter {
    /// Only this park and its zones.
    #[param(value_type = Option<String>, example = "RL")]
    pub park: Option<Key>,
    /// Only in this region (GB/T 2260) and everything in it.
    #[param(value_type = Option<String>, example = "533100")]
    pub region: Option<RegionCode>,
    /// Only of these levels, separated by commas: `national`, `provincial`, `prefecture`, `county`.
    #[param(value_type = Option<String>, example = "provincial")]
    pub level: Option<Several<ParkLevel>>,
}

impl Parameters for ParkFilter {
    fn read(asked: &mut Asked) -> Result<Self, Problem> {
        Ok(Self { park: asked.take("park")?, region: asked.take("region")?, level: asked.take("level")? })
    }
}

impl Layer for ParkFilter {
    type Record = Park;

    fn ledgers<'w>(&self, world: &'w World) -> &'w Ledgers<Park> {
        &world.parks
    }

    fn check(&self, world: &World) -> Result<(), Problem> {
        known_park(world, self.park)
    }

    fn admits(&self, _: &Atlas<'_>, park: &Park, (): &()) -> bool {
        let a = &park.attributes;
        self.region.is_none_or(|region| region.contains(a.region))
            && self.level.as_ref().is_none_or(|levels| levels.has(a.level))
    }

    fn bounds(&self, _: &Atlas<'_>, park: &Park) -> Option<Bounds> {
        let a = &park.attributes;
        Bounds::around(a.boundary.iter().flatten().copied()).or_else(|| Bounds::around([a.center]))
    }

    fn draw(&self, out: &mut String, atlas: &Atlas<'_>, key: Key, ledger: &Ledger<Park>) {
        draw::park(out, key, ledger, atlas.day(), Full);
    }
}

/// Which halls.
#[derive(Clone, Debug, Default, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct HallFilter {
    /// Only in this park or zone.
    #[param(value_type = Option<String>, example = "RL")]
    pub park: Option<Key>,
    /// Only in this region (GB/T 2260) and everything in it.
    #[param(value_type = Option<String>, example = "533100")]
    pub region: Option<RegionCode>,
    /// Only in these phases, separated by commas: `planned`, `building`, `complete`.
    #[param(value_type = Option<String>, example = "building")]
    pub phase: Option<Several<HallPhase>>,
}

impl Parameters for HallFilter {
    fn read(asked: &mut Asked) -> Result<Self, Problem> {
        Ok(Self { park: asked.take("park")?, region: asked.take("region")?, phase: asked.take("phase")? })
    }
}

impl Layer for HallFilter {
    type Record = Hall;

    fn ledgers<'w>(&self, world: &'w World) -> &'w Ledgers<Hall> {
        &world.halls
    }

    fn check(&self, world: &World) -> Result<(), Problem> {
        known_park(world, self.park)
    }

    fn admits(&self, atlas: &Atlas<'_>, hall: &Hall, _: &HallMoment) -> bool {
        let zone = hall.attributes.park;
        within_park(atlas, self.park, zone)
            && within_region(atlas, self.region, zone)
            && self.phase.as_ref().is_none_or(|phases| phases.has(hall.phase))
    }

    fn bounds(&self, _: &Atlas<'_>, hall: &Hall) -> Option<Bounds> {
        Bounds::around(hall.attributes.footprint.iter().copied())
    }

    fn draw(&self, out: &mut String, atlas: &Atlas<'_>, key: Key, ledger: &Ledger<Hall>) {
        draw::hall(out, key, ledger, atlas.day(), Full);
    }
}

/// Which land parcels.
#[derive(Clone, Debug, Default, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ParcelFilter {
    /// Only in this park or zone.
    #[param(value_type = Option<String>, example = "RL")]
    pub park: Option<Key>,
    /// Only in this region (GB/T 2260) and everything in it.
    #[param(value_type = Option<String>, example = "533100")]
    pub region: Option<RegionCode>,
    /// Only in these statuses, separated by commas: `planned`, `offered`, `reserved`, `supplied`, `withdrawn`.
    #[param(value_type = Option<String>, example = "offered")]
    pub status: Option<Several<ParcelStatus>>,
    /// At least so much land, 亩; not more than `max_area`.
    #[param(minimum = 0, example = 20)]
    pub min_area: Option<f64>,
    /// At most so much land, 亩.
    #[param(minimum = 0, example = 100)]
    pub max_area: Option<f64>,
    /// At most so dear, 万元/亩. Parcels without a price are left out.
    #[param(minimum = 0, example = 15)]
    pub max_price: Option<f64>,
}

impl Parameters for ParcelFilter {
    fn read(asked: &mut Asked) -> Result<Self, Problem> {
        let (park, region, status) = (asked.take("park")?, asked.take("region")?, asked.take("status")?);
        let (min_area, max_area) = asked.take_bounds("min_area", "max_area")?;
        Ok(Self { park, region, status, min_area, max_area, max_price: asked.take("max_price")? })
    }
}

impl Layer for ParcelFilter {
    type Record = Parcel;

    fn ledgers<'w>(&self, world: &'w World) -> &'w Ledgers<Parcel> {
        &world.parcels
    }

    fn check(&self, world: &World) -> Result<(), Problem> {
        known_park(world, self.park)
    }

    fn admits(&self, atlas: &Atlas<'_>, parcel: &Parcel, status: &ParcelStatus) -> bool {
        let a = &parcel.attributes;
        let area = a.area_mu.value();
        self.status.as_ref().is_none_or(|statuses| statuses.has(*status))
            && self.min_area.is_none_or(|least| area >= least)
            && self.max_area.is_none_or(|most| area <= most)
            && self.max_price.is_none_or(|most| a.price_wan_mu.is_some_and(|price| price <= most))
            && within_park(atlas, self.park, a.park)
            && within_region(atlas, self.region, a.park)
    }

    fn bounds(&self, _: &Atlas<'_>, parcel: &Parcel) -> Option<Bounds> {
        Bounds::around(parcel.attributes.boundary.iter().copied())
    }

    fn draw(&self, out: &mut String, atlas: &Atlas<'_>, key: Key, ledger: &Ledger<Parcel>) {
        draw::parcel(out, key, ledger, atlas.day(), Full);
    }
}

/// Which projects.
#[derive(Clone, Debug, Default, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProjectFilter {
    /// Only in this park or zone.
    #[param(value_type = Option<String>, example = "RL")]
    pub park: Option<Key>,
    /// Only in this region (GB/T 2260) and everything in it.
    #[param(value_type = Option<String>, example = "533100")]
    pub region: Option<RegionCode>,
    /// Only at these stages, separated by commas: `offered`, `negotiating`, `signed`, `started`, `completed`,
    /// `production`, `full`, `ended`.
    #[param(value_type = Option<String>, example = "started,production")]
    pub stage: Option<Several<ProjectStage>>,
    /// Only `offered` projects, or only `signed` ones.
    #[param(value_type = Option<String>, example = "offered")]
    pub kind: Option<Several<ProjectKind>>,
    /// Only of this chain.
    #[param(value_type = Option<String>, example = "textile")]
    pub chain: Option<Key>,
    /// Only of this stage of the chain.
    #[param(value_type = Option<String>, example = "garments")]
    pub chain_stage: Option<Key>,
    /// Only flagship projects, or only others.
    pub flagship: Option<bool>,
}

impl Parameters for ProjectFilter {
    fn read(asked: &mut Asked) -> Result<Self, Problem> {
        Ok(Self {
            park: asked.take("park")?,
            region: asked.take("region")?,
            stage: asked.take("stage")?,
            kind: asked.take("kind")?,
            chain: asked.take("chain")?,
            chain_stage: asked.take("chain_stage")?,
            flagship: asked.take("flagship")?,
        })
    }
}

impl Layer for ProjectFilter {
    type Record = Project;

    fn ledgers<'w>(&self, world: &'w World) -> &'w Ledgers<Project> {
        &world.projects
    }

    fn check(&self, world: &World) -> Result<(), Problem> {
        known_park(world, self.park)
    }

    fn admits(&self, atlas: &Atlas<'_>, project: &Project, moment: &ProjectMoment) -> bool {
        let a = &project.attributes;
        let in_park = || project.place.park.is_some_and(|zone| within_park(atlas, self.park, zone));
        self.stage.as_ref().is_none_or(|stages| stages.has(moment.stage))
            && self.kind.as_ref().is_none_or(|kinds| kinds.has(a.kind))
            && self.chain.is_none_or(|chain| a.chain == chain)
            && self.chain_stage.is_none_or(|stage| a.chain_stage == Some(stage))
            && self.flagship.is_none_or(|flagship| moment.flagship == flagship)
            && self.region.is_none_or(|region| region.contains(a.region))
            && (self.park.is_none() || in_park())
    }

    fn bounds(&self, atlas: &Atlas<'_>, project: &Project) -> Option<Bounds> {
        Bounds::around(draw::feature::pin(atlas, project))
    }

    fn draw(&self, out: &mut String, atlas: &Atlas<'_>, key: Key, ledger: &Ledger<Project>) {
        draw::project(out, atlas, key, ledger, Full);
    }
}

/// Which ports of entry.
#[derive(Clone, Debug, Default, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PortFilter {
    /// Only in this region (GB/T 2260) and everything in it.
    #[param(value_type = Option<String>, example = "533100")]
    pub region: Option<RegionCode>,
    /// Only of these statuses, separated by commas: `open`, `limited`, `closed`. Unreported ones are left out.
    #[param(value_type = Option<String>, example = "open,limited")]
    pub status: Option<Several<PortStatus>>,
}

impl Parameters for PortFilter {
    fn read(asked: &mut Asked) -> Result<Self, Problem> {
        Ok(Self { region: asked.take("region")?, status: asked.take("status")? })
    }
}

impl Layer for PortFilter {
    type Record = Port;

    fn ledgers<'w>(&self, world: &'w World) -> &'w Ledgers<Port> {
        &world.ports
    }

    fn admits(&self, _: &Atlas<'_>, port: &Port, status: &Option<PortStatus>) -> bool {
        self.region.is_none_or(|region| region.contains(port.attributes.region))
            && self.status.as_ref().is_none_or(|statuses| status.is_some_and(|s| statuses.has(s)))
    }

    fn bounds(&self, _: &Atlas<'_>, port: &Port) -> Option<Bounds> {
        Bounds::around([port.attributes.point])
    }

    fn draw(&self, out: &mut String, atlas: &Atlas<'_>, key: Key, ledger: &Ledger<Port>) {
        draw::port(out, key, ledger, atlas.day(), Full);
    }
}
