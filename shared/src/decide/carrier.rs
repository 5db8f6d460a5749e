//! What may be recorded of parks, halls as buildings, and parcels.

use super::lawful::{At, Lawful, known, only_once};
use super::names::{line, lines, none_negative, some_text, text, within};
use super::{ground, registry};
use crate::entity::{Hall, HallPhase, Parcel, ParcelStatus, Park, Project};
use crate::fact::carrier::{
    Capacity, Distance, HallFact, HallRegistered, ParcelFact, ParcelRegistered, ParkFact, ParkRegistered,
    Policy, Street, Supply,
};
use crate::ledger::Ledger;
use crate::{Day, Key, Refusal, RegionCode, World};

/// The region that owns what stands in a park or zone.
pub(super) fn region_of(park: Key, world: &World) -> Option<RegionCode> {
    Some(world.parks.get(&park).and_then(Ledger::latest)?.attributes.region)
}

impl Lawful for Park {
    fn enters(fact: &ParkFact) -> bool {
        matches!(fact, ParkFact::Registered(_))
    }

    fn fit(fact: ParkFact, on: Day, world: &World) -> Result<ParkFact, Refusal> {
        match fact {
            ParkFact::Registered(f) => Ok(ParkFact::Registered(park(&f, world)?.into())),
            ParkFact::SupplyReported(f) => supply(&f).map(|()| ParkFact::SupplyReported(f)),
            ParkFact::PolicyPublished(f) => {
                if let Some(until) = f.until.filter(|until| *until < on) {
                    return Err(Refusal::EndBeforeStart { day: on, until });
                }
                let (title, issuer) = (text("title", f.title)?, text("issuer", f.issuer)?);
                Ok(ParkFact::PolicyPublished(Policy { title, issuer, until: f.until }))
            }
            ParkFact::Confirmed(f) => Ok(ParkFact::Confirmed(f)),
        }
    }

    fn lawful(before: Option<&Self>, at: At, fact: &ParkFact) -> Result<(), Refusal> {
        if Self::enters(fact) { only_once(before, at) } else { Ok(()) }
    }

    fn region(&self, _world: &World) -> Option<RegionCode> {
        Some(self.attributes.region)
    }
}

fn park(f: &ParkRegistered, world: &World) -> Result<ParkRegistered, Refusal> {
    registry::region_known(f.region, world)?;
    f.parent.map(|parent| known::<Park>(world, parent)).transpose()?;
    ground::position("center", f.center)?;
    let boundary = f.boundary.iter().map(|ring| ground::outline("boundary", ring.clone()));
    let streets = f.streets.iter().enumerate().map(|(i, street)| {
        ground::line("line", &street.line)?;
        within(&format!("streets[{i}].class"), street.class.into(), 1.0, 3.0)?;
        let name = some_text(&format!("streets[{i}].name"), street.name.clone())?;
        Ok(Street { name, ..street.clone() })
    });
    let distances = f.distances.iter().enumerate().map(|(i, distance)| {
        within(&format!("distances[{i}].km"), distance.km, 0.0, 10_000.0)?;
        Ok(Distance { to: text(&format!("distances[{i}].to"), distance.to.clone())?, ..distance.clone() })
    });
    let industries = f
        .industries
        .iter()
        .enumerate()
        .map(|(i, industry)| text(&format!("industries[{i}]"), industry.clone()));
    none_negative(&[("planned_km2", f.planned_km2, 10_000.0), ("built_km2", f.built_km2, 10_000.0)])?;
    Ok(ParkRegistered {
        name: text("name", f.name.clone())?,
        short: text("short", f.short.clone())?,
        aliases: lines("aliases", &f.aliases)?,
        boundary: boundary.collect::<Result<_, _>>()?,
        streets: streets.collect::<Result<_, _>>()?,
        industries: industries.collect::<Result<_, _>>()?,
        distances: distances.collect::<Result<_, _>>()?,
        contact: some_text("contact", f.contact.clone())?,
        ..f.clone()
    })
}

fn supply(f: &Supply) -> Result<(), Refusal> {
    if *f == Supply::default() {
        return Err(Refusal::SaysNothing { command: "report_supply" });
    }
    let capacities = [
        ("power_kva", f.power_kva),
        ("water_t_d", f.water_t_d),
        ("steam_t_h", f.steam_t_h),
        ("gas_m3_h", f.gas_m3_h),
        ("wastewater_t_d", f.wastewater_t_d),
        ("dyeing_t_d", f.dyeing_t_d),
        ("workers", f.workers),
    ];
    for (field, capacity) in capacities {
        let Some(Capacity { total, used, promised }) = capacity else { continue };
        within(&format!("{field}.total"), total, 0.0, 1e9)?;
        // What is used cannot exceed what there is; what is promised may, and is then to be seen.
        within(&format!("{field}.used"), used, 0.0, total)?;
        within(&format!("{field}.promised"), promised, 0.0, 1e9)?;
    }
    Ok(())
}

impl Lawful for Hall {
    fn enters(fact: &HallFact) -> bool {
        matches!(fact, HallFact::Registered(_))
    }

    fn fit(fact: HallFact, _on: Day, world: &World) -> Result<HallFact, Refusal> {
        let HallFact::Registered(f) = &fact else { return Ok(fact) };
        known::<Park>(world, f.park)?;
        within("floors", f.floors.into(), 1.0, 60.0)?;
        within("bays", f.bays.into(), 1.0, 200.0)?;
        within("storey_m", f.storey_m, 2.0, 60.0)?;
        within("area_m2", f.area_m2.value(), 0.01, 1_000_000.0)?;
        let hall = HallRegistered {
            number: line("number", &f.number)?,
            name: text("name", f.name.clone())?,
            footprint: ground::footprint("footprint", f.footprint.clone())?,
            ..(**f).clone()
        };
        Ok(HallFact::Registered(hall.into()))
    }

    fn lawful(before: Option<&Self>, at: At, fact: &HallFact) -> Result<(), Refusal> {
        let phase = before.map(|hall| hall.phase);
        match (fact, phase) {
            (HallFact::Registered(_), _) => only_once(before, at),
            (HallFact::Started(_), Some(phase @ (HallPhase::Building | HallPhase::Complete))) => {
                Err(Refusal::HallNotPlanned { hall: at.key, phase })
            }
            (HallFact::Completed(_), Some(HallPhase::Complete)) => {
                Err(Refusal::HallComplete { hall: at.key, day: at.on })
            }
            _ => Ok(()),
        }
    }

    fn region(&self, world: &World) -> Option<RegionCode> {
        region_of(self.attributes.park, world)
    }
}

impl Lawful for Parcel {
    fn enters(fact: &ParcelFact) -> bool {
        matches!(fact, ParcelFact::Registered(_))
    }

    fn fit(fact: ParcelFact, _on: Day, world: &World) -> Result<ParcelFact, Refusal> {
        match &fact {
            ParcelFact::Registered(f) => {
                known::<Park>(world, f.park)?;
                within("area_mu", f.area_mu.value(), 0.01, 1_000_000.0)?;
                none_negative(&[
                    ("far_min", f.far_min, 20.0),
                    ("far_max", f.far_max, 20.0),
                    ("height_limit_m", f.height_limit_m, 1_000.0),
                    ("price_wan_mu", f.price_wan_mu, 100_000.0),
                    // Industrial land is granted for 50 years at most, the longest of any use for 70.
                    ("term_years", f.term_years.map(f64::from), 70.0),
                ])?;
                if let (Some(least), Some(most)) = (f.far_min, f.far_max) {
                    within("far_min", least, 0.0, most)?;
                }
                let parcel = ParcelRegistered {
                    number: line("number", &f.number)?,
                    boundary: ground::outline("boundary", f.boundary.clone())?,
                    use_class: text("use_class", f.use_class.clone())?,
                    ..(**f).clone()
                };
                Ok(ParcelFact::Registered(parcel.into()))
            }
            ParcelFact::Supplied(f) => {
                f.project.map(|project| known::<Project>(world, project)).transpose()?;
                Ok(fact)
            }
            ParcelFact::Offered(_)
            | ParcelFact::Reserved(_)
            | ParcelFact::Withdrawn(_)
            | ParcelFact::Confirmed(_) => Ok(fact),
        }
    }

    fn lawful(before: Option<&Self>, at: At, fact: &ParcelFact) -> Result<(), Refusal> {
        use ParcelStatus::{Offered, Planned, Reserved, Withdrawn};
        let Some(parcel) = before else { return Ok(()) };
        let from: &[ParcelStatus] = match fact {
            ParcelFact::Registered(_) => return only_once(before, at),
            ParcelFact::Confirmed(_) => return Ok(()),
            ParcelFact::Offered(_) => &[Planned, Reserved, Withdrawn],
            ParcelFact::Reserved(_) => &[Planned, Offered],
            ParcelFact::Supplied(_) => &[Planned, Offered, Reserved],
            ParcelFact::Withdrawn(_) => &[Planned, Offered, Reserved],
        };
        if from.contains(&parcel.status) {
            return Ok(());
        }
        Err(Refusal::ParcelNotAvailable { parcel: at.key, day: at.on, status: parcel.status })
    }

    fn region(&self, world: &World) -> Option<RegionCode> {
        region_of(self.attributes.park, world)
    }
}
