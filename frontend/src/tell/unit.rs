//! What the facts of a unit say.

use shared::entity::{Unit, UnitMoment, UnitStatus};
use shared::fact::unit::{UnitChanges, UnitFact, UnitSpecs, UnitStanding};
use shared::{Lang, Word};

use super::{Telling, Told, withheld_reason};
use crate::format::{date, listed, trimmed};
use crate::signs::status_word;

impl Told for Unit {
    fn tell(fact: &UnitFact, before: Option<&Self>, with: &Telling<'_>) -> String {
        let lang = with.lang;
        match fact {
            UnitFact::Registered(unit) => {
                Word::FactUnitRegistered.with(lang, &[("standing", &standing(&unit.standing, lang))])
            }
            UnitFact::Started(f) => match f.available_from {
                Some(day) => Word::FactUnitStartedUntil.with(lang, &[("day", &date(day, lang))]),
                None => Word::FactUnitStarted.text(lang).to_owned(),
            },
            UnitFact::Completed(_) => Word::FactUnitCompleted.text(lang).to_owned(),
            UnitFact::Reserved(f) => Word::FactUnitReserved.with(lang, &[("day", &date(f.until, lang))]),
            UnitFact::Released(_) => Word::FactUnitReleased.text(lang).to_owned(),
            UnitFact::Leased(f) => {
                let until = date(f.until, lang);
                match &f.tenant {
                    Some(tenant) => {
                        Word::FactUnitLeasedTo.with(lang, &[("tenant", tenant.get(lang)), ("day", &until)])
                    }
                    None => Word::FactUnitLeased.with(lang, &[("day", &until)]),
                }
            }
            UnitFact::Renewed(f) => Word::FactUnitRenewed.with(lang, &[("day", &date(f.until, lang))]),
            UnitFact::Vacated(_) => Word::FactUnitVacated.text(lang).to_owned(),
            UnitFact::Withheld(f) => {
                Word::FactUnitWithheld.with(lang, &[("reason", withheld_reason(f.reason).text(lang))])
            }
            UnitFact::Returned(_) => Word::FactUnitReturned.text(lang).to_owned(),
            UnitFact::RentSet(f) => {
                let now = format!("{} {}", trimmed(f.rent_yuan_m2_month, 2), Word::UnitRent.text(lang));
                match before.and_then(|u| u.specs().rent_yuan_m2_month) {
                    Some(old) => {
                        Word::FactRentChanged.with(lang, &[("old", &trimmed(old, 2)), ("new", &now)])
                    }
                    None => Word::FactRentSet.with(lang, &[("new", &now)]),
                }
            }
            UnitFact::Confirmed(_) => Word::FactConfirmed.text(lang).to_owned(),
            UnitFact::Surveyed(changes) => {
                let before = before.map(Unit::specs);
                let changes = surveyed(changes, before.as_deref(), lang);
                Word::FactUnitSurveyed.with(lang, &[("changes", &changes)])
            }
        }
    }

    fn attributes(&self, with: &Telling<'_>) -> Vec<(Word, String)> {
        let mut rows = crate::panels::unit_attributes(with.world, self, with.lang).into_rows();
        rows.push((Word::SpaceStatus, standing(&self.standing, with.lang)));
        rows
    }

    fn turn(standing: &UnitMoment, with: &Telling<'_>) -> Option<String> {
        let word = match standing.status {
            UnitStatus::Ending => Word::TurnEnding,
            UnitStatus::Available => Word::TurnLapsed,
            _ => return None,
        };
        Some(word.text(with.lang).to_owned())
    }
}

/// Who has the unit, in words.
pub fn standing(standing: &UnitStanding, lang: Lang) -> String {
    let name = |status| status_word(status).text(lang);
    match standing {
        UnitStanding::Planned => name(UnitStatus::Planned).to_owned(),
        UnitStanding::Building => name(UnitStatus::Construction).to_owned(),
        UnitStanding::Available => name(UnitStatus::Available).to_owned(),
        UnitStanding::Reserved { .. } => name(UnitStatus::Reserved).to_owned(),
        UnitStanding::Leased { tenant: Some(tenant), .. } => {
            listed(&[name(UnitStatus::Leased).to_owned(), tenant.get(lang).to_owned()], lang)
        }
        UnitStanding::Leased { tenant: None, .. } => name(UnitStatus::Leased).to_owned(),
        UnitStanding::Withheld { reason } => listed(
            &[name(UnitStatus::Withheld).to_owned(), withheld_reason(*reason).text(lang).to_owned()],
            lang,
        ),
    }
}

/// "配电 400 → 630 kVA，净高 5.4 m".
fn surveyed(changes: &UnitChanges, before: Option<&UnitSpecs>, lang: Lang) -> String {
    let mut parts = Vec::new();
    let mut add = |word: Word, old: Option<f64>, new: Option<f64>, unit: &str| {
        if let Some(new) = new {
            let old = old
                .filter(|old| *old != new)
                .map_or_else(String::new, |old| format!("{} → ", trimmed(old, 2)));
            parts
                .push(format!("{} {old}*{}* {unit}", word.text(lang), trimmed(new, 2)).trim_end().to_owned());
        }
    };
    let whole = |number: Option<u32>| number.map(f64::from);
    let old = before.cloned().unwrap_or_default();
    add(Word::AttrPower, whole(old.power_kva), whole(changes.power_kva), "kVA");
    add(Word::AttrPowerMax, whole(old.power_max_kva), whole(changes.power_max_kva), "kVA");
    add(Word::AttrSteam, old.steam_t_h, changes.steam_t_h, "t/h");
    add(Word::AttrWater, old.water_t_d, changes.water_t_d, "t/d");
    add(Word::AttrWastewater, old.wastewater_t_d, changes.wastewater_t_d, "t/d");
    add(Word::AttrDyeing, old.dyeing_t_d, changes.dyeing_t_d, "t/d");
    add(Word::AttrClearHeight, old.clear_height_m, changes.clear_height_m, "m");
    add(Word::AttrFloorLoad, old.floor_load_t_m2, changes.floor_load_t_m2, Word::UnitLoad.text(lang));
    add(Word::AttrBeds, whole(old.dormitory_beds), whole(changes.dormitory_beds), "");
    if let Some(sprinklers) = changes.sprinklers {
        parts.push(
            if sprinklers { Word::AttrSprinklers } else { Word::AttrNoSprinklers }.text(lang).to_owned(),
        );
    }
    if let Some(day) = changes.available_from {
        parts.push(format!("{} {}", Word::AttrAvailableFrom.text(lang), date(day, lang)));
    }
    listed(&parts, lang)
}
