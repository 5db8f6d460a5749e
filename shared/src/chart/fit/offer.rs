//! The units of a region on a day, and when each is free.

use std::borrow::Cow;
use std::sync::Arc;

use crate::atlas::Atlas;
use crate::chart::Asked;
use crate::chart::turn::{Days, Folded};
use crate::entity::{Unit, UnitStatus};
use crate::fact::registry::ChainDefined;
use crate::fact::unit::{UnitFact, UnitRegistered, UnitStanding};
use crate::ledger::Ledger;
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
    /// From when it can be had, a day long past if it is free; none where nobody knows.
    pub from: Option<Day>,
    /// The stage of the firm of the chain that it is let to, by its place in the chain; none where the lease names no
    /// record.
    pub tenant_stage: Option<usize>,
    /// Its attributes, as they are on the day.
    pub attributes: Arc<UnitRegistered>,
}

/// A unit of the region, with the day from which it can be had.
pub(in crate::chart) fn offer(
    atlas: &Atlas<'_>,
    asked: Asked,
    chain: &ChainDefined,
    key: Key,
    ledger: &Ledger<Unit>,
) -> Folded<Offer> {
    let day = atlas.day();
    let mut days = Days::of(ledger, day);
    let row = ledger.standing(day).zip(ledger.seen(day)).and_then(|(moment, unit)| {
        let (park, region) = place(atlas, unit.hall(), &mut days)?;
        asked.region.contains(region).then(|| Offer {
            unit: key,
            park,
            region,
            area: moment.area_m2,
            status: moment.status,
            from: free_from(&unit),
            tenant_stage: match moment.status {
                UnitStatus::Leased | UnitStatus::Ending => {
                    tenant_stage(atlas, chain, asked, ledger, &mut days)
                }
                _ => None,
            },
            attributes: as_offered(&unit),
        })
    });
    Folded { row, days }
}

/// The zone and the county that a hall stands in on the day.
fn place(atlas: &Atlas<'_>, hall: Key, days: &mut Days) -> Option<(Key, RegionCode)> {
    let (world, day) = (atlas.world(), atlas.day());
    let hall = world.halls.get(&hall)?;
    days.cut(hall, day);
    let zone = hall.seen(day)?.attributes.park;
    let ledger = world.parks.get(&zone)?;
    days.cut(ledger, day);
    Some((zone, ledger.seen(day)?.attributes.region))
}

/// The stage of the firm that a unit is let to. The standing does not name the firm's record: that would cost memory for
/// every unit there is.
fn tenant_stage(
    atlas: &Atlas<'_>,
    chain: &ChainDefined,
    asked: Asked,
    ledger: &Ledger<Unit>,
    days: &mut Days,
) -> Option<usize> {
    let day = atlas.day();
    let lease = ledger.counting().rev().filter(|(on, ..)| *on <= day).find_map(|(.., fact)| match fact {
        UnitFact::Leased(lease) => Some(lease.enterprise),
        // Entered anew as let, it is let to somebody whose record is not named.
        UnitFact::Registered(_) => Some(None),
        _ => None,
    });
    let firm = atlas.world().enterprises.get(&lease.flatten()?)?;
    days.cut(firm, day);
    let firm = firm.seen(day)?;
    let stage = firm.attributes.chain_stage.filter(|_| firm.attributes.chain == asked.chain)?;
    chain.stages.iter().position(|known| known.key == stage)
}

/// A unit's attributes with what was measured and set since its entry.
fn as_offered(unit: &Unit) -> Arc<UnitRegistered> {
    match unit.specs() {
        Cow::Borrowed(_) => Arc::clone(&unit.attributes),
        Cow::Owned(specs) => Arc::new(UnitRegistered { specs, ..(*unit.attributes).clone() }),
    }
}

/// From when a unit can be had.
fn free_from(unit: &Unit) -> Option<Day> {
    match &unit.standing {
        UnitStanding::Available => Some(Day::MIN),
        UnitStanding::Reserved { until } | UnitStanding::Leased { until, .. } => Some(until.plus(1)),
        UnitStanding::Planned | UnitStanding::Building => unit.specs().available_from,
        UnitStanding::Withheld { .. } => None,
    }
}
