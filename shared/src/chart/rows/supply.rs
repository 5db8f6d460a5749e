//! What the parks of a region have on a day: zones, supply, floor space let, enterprises invited from abroad.

use std::collections::BTreeMap;

use crate::atlas::Atlas;
use crate::chart::{Asked, Offer};
use crate::entity::UnitStatus;
use crate::fact::carrier::Supply;
use crate::fact::unit::UnitFact;
use crate::{Area, Key, RegionCode};

/// What a zone can supply.
#[derive(Clone, Debug, PartialEq)]
pub struct ZoneSupply {
    /// The zone; the park for what none of its zones reports.
    pub zone: Key,
    /// As last reported.
    pub supply: Supply,
}

/// Floor space let to a firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leased {
    /// The firm's stage.
    pub stage: Key,
    /// The zone.
    pub park: Key,
    /// Floor space.
    pub area: Area,
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
        let Some(park) = ledger.on(atlas.day()) else { continue };
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
        let Some(reported) = atlas.park(*zone).map(|zone| zone.supply) else { continue };
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

/// Floor space let to firms of the chain whose record is named in the lease.
pub(in crate::chart) fn leased(atlas: &Atlas<'_>, asked: Asked, offers: &[Offer]) -> Vec<Leased> {
    let (world, day) = (atlas.world(), atlas.day());
    let stage_of = |firm: Key| {
        let firm = world.enterprises.get(&firm)?.seen(day)?;
        let a = &firm.attributes;
        if a.chain == asked.chain { a.chain_stage } else { None }
    };
    let mut leased = Vec::new();
    for offer in offers.iter().filter(|o| matches!(o.status, UnitStatus::Leased | UnitStatus::Ending)) {
        let Some(ledger) = world.units.get(&offer.unit) else { continue };
        // The standing does not name the tenant's record: that would cost memory for every unit there is.
        let lease = ledger.counting().rev().filter(|(on, ..)| *on <= day);
        // Entered anew as let, it is let to somebody whose record is not named.
        let lease = lease.map(|(.., fact)| fact).find_map(|fact| match fact {
            UnitFact::Leased(lease) => Some(lease.enterprise),
            UnitFact::Registered(_) => Some(None),
            _ => None,
        });
        if let Some(stage) = lease.flatten().and_then(stage_of) {
            leased.push(Leased { stage, park: offer.park, area: offer.area });
        }
    }
    leased
}

/// Enterprises invited from abroad for the chain.
pub(in crate::chart) fn invited(atlas: &Atlas<'_>, asked: Asked) -> Vec<Invited> {
    let mut invited = Vec::new();
    for (key, ledger, ()) in atlas.on(&atlas.world().invitations) {
        let Some(sent) = ledger.on(atlas.day()).map(|invitation| invitation.attributes) else { continue };
        if asked.region.contains(sent.region) && sent.chain.is_none_or(|chain| chain == asked.chain) {
            invited.push(Invited { key, country: sent.country });
        }
    }
    invited
}
