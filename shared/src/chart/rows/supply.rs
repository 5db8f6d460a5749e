//! What the parks of a region have on a day: zones, supply, floor space let, enterprises invited from abroad.

use std::collections::BTreeMap;

use crate::atlas::Atlas;
use crate::chart::{Asked, Offer};
use crate::entity::{Invitation, UnitStatus};
use crate::fact::carrier::Supply;
use crate::ledger::Ledger;
use crate::{Area, Day, Key, RegionCode};

/// What a zone can supply.
#[derive(Clone, Debug, PartialEq)]
pub struct ZoneSupply {
    /// The zone; the park for what none of its zones reports.
    pub zone: Key,
    /// As last reported.
    pub supply: Supply,
}

/// The halls of a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneSpace {
    /// The zone.
    pub zone: Key,
    /// What is built, whoever has it; withheld space cannot be had.
    pub built: Area,
    /// What of it is let or reserved.
    pub used: Area,
    /// What is let to firms of the chain whose record is named in the lease, by the place of their stage in the chain.
    pub leased: Vec<Area>,
}

/// An enterprise invited from abroad.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// The invitation.
    pub key: Key,
    /// Country, ISO 3166-1 alpha-2.
    pub country: String,
}

/// The park of each zone of a region; a park stands for itself.
pub(in crate::chart) fn parks(atlas: &Atlas<'_>, region: RegionCode) -> BTreeMap<Key, Key> {
    let mut parks = BTreeMap::new();
    for (zone, ledger, ()) in atlas.on(&atlas.world().parks) {
        let Some(park) = ledger.seen(atlas.day()) else { continue };
        if region.contains(park.attributes.region) {
            parks.insert(zone, park.attributes.parent.unwrap_or(zone));
        }
    }
    parks
}

/// Does something to each thing that can be reported.
macro_rules! each_element {
    ($do:ident!($($with:tt)*)) => {
        $do!($($with)*: power_kva, water_t_d, steam_t_h, gas_m3_h, wastewater_t_d, dyeing_t_d, workers)
    };
}

/// What zones can supply. Of each element a park counts by itself only where none of its zones reports it.
pub(in crate::chart) fn supplies(atlas: &Atlas<'_>, parks: &BTreeMap<Key, Key>) -> Vec<ZoneSupply> {
    macro_rules! add {
        ($all:ident, $one:ident: $($field:ident),+) => { $($all.$field = $all.$field.or($one.$field);)+ };
    }
    macro_rules! drop {
        ($all:ident, $one:ident: $($field:ident),+) => { $($all.$field = $all.$field.filter(|_| $one.$field.is_none());)+ };
    }
    let mut all = Vec::new();
    let mut by_zones: BTreeMap<Key, Supply> = BTreeMap::new();
    for (zone, park) in parks {
        let seen = atlas.world().parks.get(zone).and_then(|ledger| ledger.seen(atlas.day()));
        let Some(reported) = seen.map(|zone| zone.supply.clone()) else { continue };
        if zone != park {
            let zones = by_zones.entry(*park).or_default();
            each_element!(add!(zones, reported));
        }
        all.push(ZoneSupply { zone: *zone, supply: reported });
    }
    for ZoneSupply { zone, supply } in &mut all {
        if let Some(zones) = by_zones.get(zone) {
            each_element!(drop!(supply, zones));
        }
    }
    all.retain(|zone| zone.supply != Supply::default());
    all
}

/// An enterprise invited from abroad for the chain.
pub(in crate::chart) fn invited(
    day: Day,
    asked: Asked,
    key: Key,
    ledger: &Ledger<Invitation>,
) -> Option<Invited> {
    let sent = ledger.standing(day).and_then(|()| ledger.seen(day))?;
    let a = &sent.attributes;
    let is_asked = asked.region.contains(a.region) && a.chain.is_none_or(|chain| chain == asked.chain);
    is_asked.then(|| Invited { key, country: a.country.clone() })
}

/// The halls of each zone, of so many stages; by zone.
pub(in crate::chart) fn spaces(offers: &[Offer], stages: usize) -> Vec<ZoneSpace> {
    let mut zones: Vec<ZoneSpace> = Vec::new();
    // Units of a zone usually follow each other.
    let mut at = usize::MAX;
    for offer in offers {
        if zones.get(at).is_none_or(|zone| zone.zone != offer.park) {
            at = zones.iter().position(|zone| zone.zone == offer.park).unwrap_or(zones.len());
            if at == zones.len() {
                let (built, used) = (Area::ZERO, Area::ZERO);
                zones.push(ZoneSpace { zone: offer.park, built, used, leased: vec![Area::ZERO; stages] });
            }
        }
        let Some(zone) = zones.get_mut(at) else { continue };
        match offer.status {
            UnitStatus::Leased | UnitStatus::Ending | UnitStatus::Reserved => {
                zone.used += offer.area;
                zone.built += offer.area;
            }
            UnitStatus::Available => zone.built += offer.area,
            UnitStatus::Construction | UnitStatus::Planned | UnitStatus::Withheld => {}
        }
        if let Some(leased) = offer.tenant_stage.and_then(|stage| zone.leased.get_mut(stage)) {
            *leased += offer.area;
        }
    }
    crate::order::sort_by(&mut zones, |a, b| a.zone.cmp(&b.zone));
    zones
}
