//! What may be recorded of a unit: nobody has it twice, and what is not built is not let.

use std::sync::Arc;

use super::draft::Draft;
use super::lawful::{At, Lawful, known, only_once};
use super::names::{line, none_negative, some_text, within};
use crate::command::LeaseUnit;
use crate::entity::{Enterprise, Hall, Unit, UnitStatus};
use crate::fact::unit::{Leased, UnitChanges, UnitFact, UnitRegistered, UnitSpecs, UnitStanding};
use crate::ledger::Ledger;
use crate::{Day, Key, Refusal, RegionCode, World};

/// The longest lease: 20 years, article 705 of the Civil Code (民法典第七百零五条).
const LONGEST_LEASE_MONTHS: i32 = 20 * 12;

/// Lets a unit: over a running reservation only when it was made for this tenant.
pub(super) fn lease(draft: &mut Draft<'_>, key: Key, order: LeaseUnit) -> Result<(), Refusal> {
    let unit = draft.record::<Unit>(key)?;
    if unit.status(draft.on) == UnitStatus::Reserved && !order.from_reservation {
        return Err(not_available(&unit, key, draft.on));
    }
    draft.happened::<Unit>(
        key,
        UnitFact::Leased(Arc::new(Leased {
            tenant: order.tenant,
            enterprise: order.enterprise,
            until: order.until,
            rent_yuan_m2_month: order.rent_yuan_m2_month,
        })),
    )
}

fn not_available(unit: &Unit, key: Key, day: Day) -> Refusal {
    let status = unit.status(day);
    match status {
        UnitStatus::Planned | UnitStatus::Construction => Refusal::UnitNotFinished { unit: key, day, status },
        _ => {
            let until = match &unit.standing {
                UnitStanding::Reserved { until } | UnitStanding::Leased { until, .. } => Some(*until),
                _ => None,
            };
            Refusal::UnitNotAvailable { unit: key, day, status, until }
        }
    }
}

impl Lawful for Unit {
    fn enters(fact: &UnitFact) -> bool {
        matches!(fact, UnitFact::Registered(_))
    }

    fn fit(fact: UnitFact, on: Day, world: &World) -> Result<UnitFact, Refusal> {
        match &fact {
            UnitFact::Registered(f) => {
                known::<Hall>(world, f.hall)?;
                let number = line("number", &f.number)?;
                within("area_m2", f.area_m2.value(), 0.01, 1_000_000.0)?;
                none_negative(&[(
                    "divisible_min_m2",
                    f.divisible_min_m2.map(crate::Area::value),
                    f.area_m2.value(),
                )])?;
                specs(&f.specs)?;
                let standing = match &f.standing {
                    UnitStanding::Leased { tenant, until } => UnitStanding::Leased {
                        tenant: some_text("standing.tenant", tenant.clone())?,
                        until: lasts(on, *until)?,
                    },
                    UnitStanding::Reserved { until } => {
                        UnitStanding::Reserved { until: not_before(on, *until)? }
                    }
                    other => other.clone(),
                };
                Ok(UnitFact::Registered(UnitRegistered { number, standing, ..(**f).clone() }.into()))
            }
            UnitFact::Leased(f) => {
                f.enterprise.map(|e| known::<Enterprise>(world, e)).transpose()?;
                none_negative(&[("rent_yuan_m2_month", f.rent_yuan_m2_month, 10_000.0)])?;
                let tenant = some_text("tenant", f.tenant.clone())?;
                Ok(UnitFact::Leased(Arc::new(Leased { tenant, until: lasts(on, f.until)?, ..(**f).clone() })))
            }
            UnitFact::Reserved(f) => not_before(on, f.until).map(|_| fact),
            UnitFact::Renewed(f) => lasts(on, f.until).map(|_| fact),
            UnitFact::RentSet(f) => {
                within("rent_yuan_m2_month", f.rent_yuan_m2_month, 0.0, 10_000.0).map(|()| fact)
            }
            UnitFact::Surveyed(f) => {
                if **f == UnitChanges::default() {
                    return Err(Refusal::SaysNothing { command: "survey_unit" });
                }
                changes(f).map(|()| fact)
            }
            UnitFact::Started(_)
            | UnitFact::Completed(_)
            | UnitFact::Released(_)
            | UnitFact::Vacated(_)
            | UnitFact::Withheld(_)
            | UnitFact::Returned(_)
            | UnitFact::Confirmed(_) => Ok(fact),
        }
    }

    fn lawful(before: Option<&Self>, at: At, fact: &UnitFact) -> Result<(), Refusal> {
        let Some(unit) = before else { return Ok(()) };
        let (key, day, status) = (at.key, at.on, unit.status(at.on));
        let is = |wanted: &[UnitStatus]| wanted.contains(&status);
        match fact {
            UnitFact::Registered(_) => only_once(before, at),
            UnitFact::Started(_) if !is(&[UnitStatus::Planned]) => {
                Err(Refusal::UnitNotPlanned { unit: key, day, status })
            }
            UnitFact::Completed(_) if !is(&[UnitStatus::Planned, UnitStatus::Construction]) => {
                Err(Refusal::UnitFinished { unit: key, day, status })
            }
            UnitFact::Reserved(_) | UnitFact::Withheld(_) if !is(&[UnitStatus::Available]) => {
                Err(not_available(unit, key, day))
            }
            // Whether the reservation was for this tenant is decided when it is let: the history cannot tell.
            UnitFact::Leased(_) if !is(&[UnitStatus::Available, UnitStatus::Reserved]) => {
                Err(not_available(unit, key, day))
            }
            UnitFact::Released(_) if !is(&[UnitStatus::Reserved]) => {
                Err(Refusal::UnitNotReserved { unit: key, day, status })
            }
            UnitFact::Vacated(_) | UnitFact::Renewed(_) if !is(&[UnitStatus::Leased, UnitStatus::Ending]) => {
                Err(Refusal::UnitNotLeased { unit: key, day, status })
            }
            UnitFact::Renewed(f) => match &unit.standing {
                UnitStanding::Leased { until, .. } if f.until <= *until => {
                    Err(Refusal::RenewalNotLonger { unit: key, until: f.until, held: *until })
                }
                _ => Ok(()),
            },
            UnitFact::Returned(_) if !is(&[UnitStatus::Withheld]) => {
                Err(Refusal::UnitNotWithheld { unit: key, day, status })
            }
            _ => Ok(()),
        }
    }

    fn region(&self, world: &World) -> Option<RegionCode> {
        let hall = world.halls.get(&self.hall()).and_then(Ledger::latest)?;
        hall.region(world)
    }
}

/// The last day of something that begins on a day.
fn not_before(day: Day, until: Day) -> Result<Day, Refusal> {
    if until < day { Err(Refusal::EndBeforeStart { day, until }) } else { Ok(until) }
}

/// The last day of a lease agreed on a day.
fn lasts(day: Day, until: Day) -> Result<Day, Refusal> {
    let latest = day.plus_months(LONGEST_LEASE_MONTHS);
    if until > latest { Err(Refusal::LeaseTooLong { until, latest }) } else { not_before(day, until) }
}

fn specs(s: &UnitSpecs) -> Result<(), Refusal> {
    let whole = |n: Option<u32>| n.map(f64::from);
    none_negative(&[
        ("specs.storey_m", s.storey_m, 60.0),
        ("specs.clear_height_m", s.clear_height_m, 60.0),
        ("specs.floor_load_t_m2", s.floor_load_t_m2, 100.0),
        ("specs.column_grid_m", s.column_grid_m.map(|(a, _)| a), 100.0),
        ("specs.column_grid_m", s.column_grid_m.map(|(_, b)| b), 100.0),
        ("specs.power_kva", whole(s.power_kva), 1_000_000.0),
        ("specs.power_max_kva", whole(s.power_max_kva), 1_000_000.0),
        ("specs.water_t_d", s.water_t_d, 1_000_000.0),
        ("specs.steam_t_h", s.steam_t_h, 10_000.0),
        ("specs.wastewater_t_d", s.wastewater_t_d, 1_000_000.0),
        ("specs.dyeing_t_d", s.dyeing_t_d, 1_000_000.0),
        ("specs.goods_lift_t", s.goods_lift_t, 1_000.0),
        ("specs.crane_t", s.crane_t, 1_000.0),
        ("specs.dock_doors", whole(s.dock_doors), 1_000.0),
        ("specs.dormitory_beds", whole(s.dormitory_beds), 100_000.0),
        ("specs.rent_yuan_m2_month", s.rent_yuan_m2_month, 10_000.0),
        ("specs.fee_yuan_m2_month", s.fee_yuan_m2_month, 10_000.0),
        ("specs.deposit_months", whole(s.deposit_months), 60.0),
        ("specs.min_lease_months", whole(s.min_lease_months), f64::from(LONGEST_LEASE_MONTHS)),
        ("specs.rent_free_months", whole(s.rent_free_months), 120.0),
    ])?;
    super::names::lines("specs.stages", &s.stages).map(|_| ())
}

fn changes(s: &UnitChanges) -> Result<(), Refusal> {
    let whole = |n: Option<u32>| n.map(f64::from);
    none_negative(&[
        ("power_kva", whole(s.power_kva), 1_000_000.0),
        ("power_max_kva", whole(s.power_max_kva), 1_000_000.0),
        ("steam_t_h", s.steam_t_h, 10_000.0),
        ("water_t_d", s.water_t_d, 1_000_000.0),
        ("wastewater_t_d", s.wastewater_t_d, 1_000_000.0),
        ("dyeing_t_d", s.dyeing_t_d, 1_000_000.0),
        ("clear_height_m", s.clear_height_m, 60.0),
        ("floor_load_t_m2", s.floor_load_t_m2, 100.0),
        ("dormitory_beds", whole(s.dormitory_beds), 100_000.0),
    ])
}
