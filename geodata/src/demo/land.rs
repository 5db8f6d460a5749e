//! Land parcels: entered, offered, reserved, supplied to projects.

use std::sync::Arc;

use shared::fact::carrier::{
    ParcelFact, ParcelOffered, ParcelRegistered, ParcelReserved, ParcelSupplied, ParcelWithdrawn, SupplyMode,
};
use shared::measure::Mu;
use shared::{Day, Key, Point, Text};

use super::dice::Dice;
use super::halls::{Zone, key};
use super::journal::{Journal, Note};
use super::names::region;
use super::works::{day, working};
use super::zones::{OPENING, in_dehong};

/// A parcel and what became of it.
#[derive(Clone, Debug)]
pub struct Land {
    /// Key, such as `RL-7`.
    pub key: Key,
    /// Zone by index.
    pub zone: usize,
    /// Area, 亩.
    pub mu: u32,
    /// The day it was supplied, and the project.
    pub supplied: Option<(Day, Option<Key>)>,
    /// Where a pin would stand.
    pub middle: Option<Point>,
}

/// Parcels, before anything happens to them.
#[must_use]
pub fn plots(zones: &[Zone]) -> Vec<Land> {
    let mut all = Vec::new();
    for (index, zone) in zones.iter().enumerate() {
        for (plot, number) in zone.plan.parcels.iter().zip(zone.row.parcels) {
            let middle = shared::atlas::middle(&plot.ring);
            all.push(Land {
                key: key(&format!("{}-{number}", zone.row.code)),
                zone: index,
                mu: plot.mu,
                supplied: None,
                middle,
            });
        }
    }
    all
}

/// Enters the parcels: offered over time, reserved, supplied to projects.
pub fn enter(journal: &mut Journal, seed: u64, zones: &[Zone], land: &[Land]) {
    let mut dice = Dice::new(seed, "parcels");
    let opening = day(OPENING);
    for parcel in land {
        let Some(zone) = zones.get(parcel.zone) else { continue };
        let plots = zone.plan.parcels.iter().zip(zone.row.parcels);
        let Some(plot) = plots
            .into_iter()
            .find(|(_, n)| key(&format!("{}-{n}", zone.row.code)) == parcel.key)
            .map(|(p, _)| p)
        else {
            continue;
        };
        let owner = region(zone.row.county);
        let modes = [SupplyMode::Grant, SupplyMode::FlexibleTerm, SupplyMode::Lease];
        let supply = modes.get(dice.weighted(&[3, 5, 1])).copied().unwrap_or(SupplyMode::Grant);
        let registered = ParcelRegistered {
            park: key(zone.row.key),
            number: parcel.key.to_string(),
            boundary: plot.ring.clone(),
            area_mu: Mu::whole(i64::from(parcel.mu)),
            use_class: Text::new("二类工业用地（M2）", "Industrial land class 2 (M2)"),
            far_min: Some(1.2),
            far_max: Some(*dice.pick(&[2.0, 2.5, 3.0])),
            height_limit_m: Some(*dice.pick(&[24.0, 36.0])),
            price_wan_mu: Some(f64::from(dice.between(18, 40)) / 2.0),
            term_years: Some(if supply == SupplyMode::Grant { 50 } else { *dice.pick(&[20, 30]) }),
            supply,
        };
        let mut act = Note::sample(opening, owner);
        act.act = Some(journal.act());
        journal.put(&act, parcel.key, ParcelFact::Registered(Arc::new(registered)));
        let before = parcel.supplied.map_or(opening.plus(420), |(on, _)| on.plus(-42));
        let offered = if dice.percent(55) {
            opening
        } else {
            working(opening.plus(dice.between(3, before.since(opening).max(4))))
        };
        if parcel.supplied.is_none() && dice.percent(18) {
            continue;
        }
        let note =
            if offered == opening { act } else { Note::sample(offered, owner).late(dice.between(0, 4)) };
        journal.put(&note, parcel.key, ParcelFact::Offered(ParcelOffered {}));
        if let Some((on, project)) = parcel.supplied {
            let reserved = working(on.plus(-dice.between(15, 38)));
            journal.put(
                &Note::sample(reserved, owner).late(dice.between(0, 5)),
                parcel.key,
                ParcelFact::Reserved(ParcelReserved {}),
            );
            journal.put(
                &Note::sample(on, owner).late(dice.between(0, 5)),
                parcel.key,
                ParcelFact::Supplied(ParcelSupplied { project }),
            );
        } else if dice.percent(22) {
            let on = working(day("2024-04-08").plus(dice.between(0, 100)));
            journal.put(&Note::sample(on, owner), parcel.key, ParcelFact::Reserved(ParcelReserved {}));
        } else if dice.percent(8) && in_dehong(zone.row.county) {
            let on = working(day("2023-09-04").plus(dice.between(0, 200)));
            journal.put(&Note::sample(on, owner), parcel.key, ParcelFact::Withdrawn(ParcelWithdrawn {}));
        }
    }
}
