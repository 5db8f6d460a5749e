//! What the facts of parks, halls and parcels say.

use shared::entity::{Hall, HallPhase, Parcel, Park};
use shared::fact::carrier::{Capacity, HallFact, ParcelFact, ParkFact, Supply};
use shared::{Lang, Word};

use super::{Telling, Told};
use crate::format::{land, listed, square_metres, trimmed};

impl Told for Park {
    fn tell(fact: &ParkFact, _before: Option<&Self>, with: &Telling<'_>) -> String {
        let lang = with.lang;
        match fact {
            ParkFact::Registered(_) => Word::FactRegistered.text(lang).to_owned(),
            ParkFact::SupplyReported(supply) => {
                Word::FactSupply.with(lang, &[("supply", &totals(supply, lang))])
            }
            ParkFact::PolicyPublished(policy) => Word::FactPolicy
                .with(lang, &[("title", policy.title.get(lang)), ("issuer", policy.issuer.get(lang))]),
            ParkFact::Confirmed(_) => Word::FactConfirmed.text(lang).to_owned(),
        }
    }
}

/// What a park can supply, each with its word, unit and capacity.
pub fn supplies(supply: &Supply) -> Vec<(Word, &'static str, Capacity)> {
    let all = [
        (Word::AttrPower, "kVA", supply.power_kva),
        (Word::AttrWater, "t/d", supply.water_t_d),
        (Word::AttrSteam, "t/h", supply.steam_t_h),
        (Word::AttrGas, "m³/h", supply.gas_m3_h),
        (Word::AttrWastewater, "t/d", supply.wastewater_t_d),
        (Word::AttrDyeing, "t/d", supply.dyeing_t_d),
        (Word::ElementWorkers, "", supply.workers),
    ];
    all.into_iter().filter_map(|(word, unit, capacity)| Some((word, unit, capacity?))).collect()
}

fn totals(supply: &Supply, lang: Lang) -> String {
    let parts: Vec<String> = supplies(supply)
        .into_iter()
        .map(|(word, unit, c)| {
            format!("{} {} / {} {unit}", word.text(lang), trimmed(c.used, 1), trimmed(c.total, 1))
        })
        .collect();
    listed(&parts, lang)
}

/// How far a hall has come.
pub const fn phase_word(phase: HallPhase) -> Word {
    match phase {
        HallPhase::Planned => Word::PhasePlanned,
        HallPhase::Building => Word::PhaseBuilding,
        HallPhase::Complete => Word::PhaseComplete,
    }
}

impl Told for Hall {
    fn attributes(&self, with: &Telling<'_>) -> Vec<(Word, String)> {
        crate::panels::hall_attributes(self, with.lang).into_rows()
    }

    fn tell(fact: &HallFact, _before: Option<&Self>, with: &Telling<'_>) -> String {
        let lang = with.lang;
        match fact {
            HallFact::Registered(hall) => Word::FactHallRegistered.with(
                lang,
                &[("phase", phase_word(hall.phase).text(lang)), ("area", &square_metres(hall.area_m2, lang))],
            ),
            HallFact::Started(_) => Word::FactHallStarted.text(lang).to_owned(),
            HallFact::Completed(_) => Word::FactHallCompleted.text(lang).to_owned(),
        }
    }
}

impl Told for Parcel {
    fn attributes(&self, with: &Telling<'_>) -> Vec<(Word, String)> {
        crate::panels::parcel_attributes(self, with.lang).into_rows()
    }

    fn tell(fact: &ParcelFact, _before: Option<&Self>, with: &Telling<'_>) -> String {
        let lang = with.lang;
        match fact {
            ParcelFact::Registered(parcel) => {
                Word::FactParcelRegistered.with(lang, &[("area", &land(parcel.area_mu, lang))])
            }
            ParcelFact::Offered(_) => Word::FactParcelOffered.text(lang).to_owned(),
            ParcelFact::Reserved(_) => Word::FactParcelReserved.text(lang).to_owned(),
            ParcelFact::Withdrawn(_) => Word::FactParcelWithdrawn.text(lang).to_owned(),
            ParcelFact::Confirmed(_) => Word::FactConfirmed.text(lang).to_owned(),
            ParcelFact::Supplied(f) => {
                let project = f.project.and_then(|key| with.world.projects.get(&key)?.latest());
                match project {
                    Some(project) => Word::FactParcelSuppliedTo
                        .with(lang, &[("project", project.attributes.title.get(lang))]),
                    None => Word::FactParcelSupplied.text(lang).to_owned(),
                }
            }
        }
    }
}
