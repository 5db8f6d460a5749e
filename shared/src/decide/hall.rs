//! Orders that concern a hall together with its units: start, complete, survey.

use std::sync::Arc;

use super::draft::Draft;
use super::lawful::{Kept, unknown};
use super::names::within;
use crate::command::{StartHall, SurveyHall};
use crate::entity::{Hall, Unit};
use crate::fact::Correction;
use crate::fact::carrier::{HallCompleted, HallFact, HallRegistered, HallStarted};
use crate::fact::unit::{Completed, Started, UnitFact, UnitStanding};
use crate::{Area, Key, Refusal};

/// Enters a hall.
pub(super) fn register(draft: &mut Draft<'_>, key: Key, hall: Arc<HallRegistered>) -> Result<(), Refusal> {
    draft.entered::<Hall>(key, HallFact::Registered(hall))
}

/// Building began, of the hall and of its units that are still on paper.
pub(super) fn start(draft: &mut Draft<'_>, key: Key, order: &StartHall) -> Result<(), Refusal> {
    draft.happened::<Hall>(key, HallFact::Started(HallStarted {}))?;
    for (unit, record) in units(draft, key) {
        if record.standing == UnitStanding::Planned {
            let started = Started { available_from: order.available_from };
            draft.happened::<Unit>(unit, UnitFact::Started(started))?;
        }
    }
    Ok(())
}

/// The hall was accepted: its unfinished units are ready.
pub(super) fn complete(draft: &mut Draft<'_>, key: Key, order: HallCompleted) -> Result<(), Refusal> {
    draft.happened::<Hall>(key, HallFact::Completed(order))?;
    for (unit, record) in units(draft, key) {
        if matches!(record.standing, UnitStanding::Planned | UnitStanding::Building) {
            draft.happened::<Unit>(unit, UnitFact::Completed(Completed {}))?;
        }
    }
    Ok(())
}

/// The units of a hall that existed on the day of the command, as they then were.
fn units(draft: &Draft<'_>, hall: Key) -> Vec<(Key, Unit)> {
    let units = draft.units_of(hall).into_iter();
    units.filter_map(|(key, ledger)| Some((key, ledger.on(draft.on)?))).collect()
}

/// Puts right the areas of several units at once, and of the hall where it was wrong too.
pub(super) fn survey(draft: &mut Draft<'_>, key: Key, order: &SurveyHall) -> Result<(), Refusal> {
    let (version, hall) = entry::<Hall, _>(draft, key, |fact| match fact {
        HallFact::Registered(hall) => Some(Arc::clone(hall)),
        _ => None,
    })?;
    let sane = |field: &str, area: Area| within(field, area.value(), 0.01, 1_000_000.0);
    let mut is_new = false;
    order.area_m2.map(|area| sane("area_m2", area)).transpose()?;
    if let Some(area_m2) = order.area_m2.filter(|area| *area != hall.area_m2) {
        let hall = HallFact::Registered(HallRegistered { area_m2, ..(*hall).clone() }.into());
        draft.corrected::<Hall>(key, vec![rewritten(version, hall)])?;
        is_new = true;
    }
    for (unit, area_m2) in &order.areas {
        let (version, mut right) = entry::<Unit, _>(draft, *unit, |fact| match fact {
            UnitFact::Registered(unit) => Some(Arc::clone(unit)),
            _ => None,
        })?;
        if right.hall != key {
            return Err(Refusal::UnitOfOtherHall { unit: *unit, hall: key, other: right.hall });
        }
        sane(&format!("areas.{unit}"), *area_m2)?;
        if *area_m2 != right.area_m2 {
            Arc::make_mut(&mut right).area_m2 = *area_m2;
            draft.corrected::<Unit>(*unit, vec![rewritten(version, UnitFact::Registered(right))])?;
            is_new = true;
        }
    }
    if is_new { Ok(()) } else { Err(Refusal::SaysNothing { command: "survey_hall" }) }
}

/// The version and content of the fact that entered the record, as it counts now.
fn entry<E: Kept, T>(
    draft: &Draft<'_>,
    key: Key,
    registered: impl Fn(&E::Fact) -> Option<T>,
) -> Result<(u32, T), Refusal> {
    draft
        .ledger::<E>(key)
        .and_then(|l| l.counting().rev().find_map(|(_, r, fact)| Some((r.version, registered(fact)?))))
        .ok_or_else(|| unknown::<E>(key))
}

fn rewritten<F>(version: u32, fact: F) -> Correction<F> {
    Correction { version, occurred_on: None, fact: Some(fact), retracted: false, reason: None }
}
