//! A unit: who has it since when, where it lies in its hall, what it offers, what happened to it.

use crate::prelude::*;
use shared::entity::{Unit, UnitStatus};
use shared::fact::unit::{UnitSpecs, UnitStanding};
use shared::ledger::Ledger;
use shared::{Area, Lang, Word, World};

use super::attributes::Attributes;
use super::{Look, band, foot, frame, history, section};
use crate::format::{date, grouped, listed, square_metres, trimmed};
use crate::scene::Subject;
use crate::signs::{Swatch, status_word};
use crate::tell::{fire_class, withheld_reason};

/// The panel; nothing where the unit does not exist on the day.
pub fn view(look: Look<'_>, subject: Subject) -> Option<AnyView> {
    let Look { world, day, lang, .. } = look;
    let ledger = world.units.get(&subject.key)?;
    let unit = ledger.on(day)?;
    let status = unit.status(day);
    let last = world.days().map_or(day, |(_, last)| last);
    let view = view! {
        {frame::head(look, subject)}
        <p class="status">
            <Swatch status />
            <b>{status_word(status).text(lang)}</b>
            <span class="soft">{since(look, ledger, &unit, status)}</span>
        </p>
        {section::view(look, unit.hall(), Some(subject.key))}
        {attributes(world, &unit, lang).view(lang)}
        {history::view(look, ledger, band::view(ledger, day, last))}
        {foot::view(look, ledger, subject)}
    };
    Some(view.into_any())
}

/// Since when, until when, for whom.
fn since(look: Look<'_>, ledger: &Ledger<Unit>, unit: &Unit, status: UnitStatus) -> String {
    let Look { day, lang, .. } = look;
    let from = ledger.since(day).unwrap_or(day);
    let mut parts = Vec::new();
    match (&unit.standing, status) {
        (UnitStanding::Leased { tenant, until }, _) => {
            parts.extend(tenant.as_ref().map(|t| t.get(lang).to_owned()));
            parts.push(Word::UnitUntil.with(lang, &[("day", &date(*until, lang))]));
        }
        (UnitStanding::Reserved { until }, UnitStatus::Reserved) => {
            parts.push(Word::UnitUntil.with(lang, &[("day", &date(*until, lang))]));
        }
        (UnitStanding::Withheld { reason }, _) => parts.push(withheld_reason(*reason).text(lang).to_owned()),
        (_, UnitStatus::Available) => {
            let days = grouped(day.since(from).into());
            parts.push(Word::UnitIdleFor.with(lang, &[("n", &days)]));
        }
        _ => match unit.specs().available_from {
            Some(free) => parts.push(Word::UnitFreeFrom.with(lang, &[("day", &date(free, lang))])),
            None => parts.push(Word::UnitSince.with(lang, &[("day", &date(from, lang))])),
        },
    }
    listed(&parts, lang)
}

/// What it offers, row by row.
pub fn attributes(world: &World, unit: &Unit, lang: Lang) -> Attributes {
    let a = &unit.attributes;
    let s = &*unit.specs();
    let with = |value: Option<f64>, unit: &str| value.map(|v| format!("{} {unit}", trimmed(v, 2)));
    let whole = |value: Option<u32>, unit: &str| {
        value.map(|v| format!("{} {unit}", grouped(v.into())).trim_end().to_owned())
    };
    let months = |value: Option<u32>| value.map(|n| Word::CountMonths.with(lang, &[("n", &n.to_string())]));
    let rent = Word::UnitRent.text(lang);
    let mut rows = Attributes::default();
    rows.always(Word::AttrArea, Some(square_metres(a.area_m2, lang)));
    rows.always(Word::AttrDivisible, Some(divisible(a.area_m2, a.divisible_min_m2, lang)));
    rows.always(Word::AttrClearHeight, with(s.clear_height_m, "m"));
    rows.always(Word::AttrFloorLoad, with(s.floor_load_t_m2, Word::UnitLoad.text(lang)));
    rows.always(Word::AttrPower, power(s, lang));
    rows.always(
        Word::AttrGrid,
        s.column_grid_m.map(|(x, y)| format!("{} × {} m", trimmed(x, 1), trimmed(y, 1))),
    );
    rows.always(Word::AttrSteam, with(s.steam_t_h, "t/h"));
    rows.always(Word::AttrDyeing, Some(dyeing(s, lang)));
    rows.always(Word::AttrFire, fire(s, lang));
    rows.always(Word::AttrRent, with(s.rent_yuan_m2_month, rent));
    rows.known(Word::AttrFee, with(s.fee_yuan_m2_month, rent));
    rows.known(Word::AttrStorey, with(s.storey_m, "m"));
    rows.known(Word::AttrWater, with(s.water_t_d, "t/d"));
    rows.known(Word::AttrWastewater, with(s.wastewater_t_d, "t/d"));
    rows.known(Word::AttrLift, with(s.goods_lift_t, "t"));
    rows.known(Word::AttrCrane, with(s.crane_t, "t"));
    rows.known(Word::AttrDocks, whole(s.dock_doors, ""));
    rows.known(Word::AttrBeds, whole(s.dormitory_beds, ""));
    rows.known(Word::AttrDeposit, months(s.deposit_months));
    rows.known(Word::AttrMinLease, months(s.min_lease_months));
    rows.known(Word::AttrRentFree, months(s.rent_free_months));
    rows.known(Word::AttrAvailableFrom, s.available_from.map(|day| date(day, lang)));
    rows.known(Word::AttrFits, fits(world, s, lang));
    rows
}

/// "1,080–4,320 ㎡"; not divisible where no part is let.
fn divisible(area: Area, least: Option<Area>, lang: Lang) -> String {
    match least.filter(|least| *least < area) {
        Some(least) => format!("{}–{}", trimmed(least.value(), 2), square_metres(area, lang)),
        None => Word::AttrWhole.text(lang).to_owned(),
    }
}

fn power(specs: &UnitSpecs, lang: Lang) -> Option<String> {
    let kva = format!("{} kVA", grouped(specs.power_kva?.into()));
    let more = specs.power_max_kva.filter(|max| Some(*max) > specs.power_kva);
    Some(match more {
        Some(max) => listed(&[kva, Word::AttrExpandable.with(lang, &[("n", &grouped(max.into()))])], lang),
        None => kva,
    })
}

fn dyeing(specs: &UnitSpecs, lang: Lang) -> String {
    match specs.dyeing_t_d.filter(|quota| *quota > 0.0) {
        Some(quota) => format!("{} t/d", trimmed(quota, 2)),
        None => Word::AttrNoDyeing.text(lang).to_owned(),
    }
}

fn fire(specs: &UnitSpecs, lang: Lang) -> Option<String> {
    let mut parts = vec![fire_class(specs.fire_class?).text(lang).to_owned()];
    parts.extend(specs.sprinklers.map(|yes| {
        let word = if yes { Word::AttrSprinklers } else { Word::AttrNoSprinklers };
        word.text(lang).to_owned()
    }));
    Some(listed(&parts, lang))
}

/// The chain stages a unit suits, by their names.
fn fits(world: &World, specs: &UnitSpecs, lang: Lang) -> Option<String> {
    let names =
        specs.stages.iter().map(|stage| stage_name(world, stage, lang).unwrap_or_else(|| stage.clone()));
    let names: Vec<String> = names.collect();
    (!names.is_empty()).then(|| listed(&names, lang))
}

fn stage_name(world: &World, stage: &str, lang: Lang) -> Option<String> {
    let (chain, stage) = stage.split_once('/')?;
    let chain = world.chains.get(&chain.parse().ok()?)?.latest()?;
    let stage = chain.attributes.stages.iter().find(|s| s.key.as_str() == stage)?;
    Some(stage.name.get(lang).to_owned())
}
