//! A land parcel.

use crate::prelude::*;
use shared::entity::{Parcel, ParcelStatus};
use shared::{Lang, Word};

use super::attributes::Attributes;
use super::{Look, foot, frame, history};
use crate::format::{date, land, trimmed};
use crate::scene::Subject;
use crate::tell::supply_mode;

/// The word for a status.
pub const fn word(status: ParcelStatus) -> Word {
    match status {
        ParcelStatus::Planned => Word::ParcelPlanned,
        ParcelStatus::Offered => Word::ParcelOffered,
        ParcelStatus::Reserved => Word::ParcelReserved,
        ParcelStatus::Supplied => Word::ParcelSupplied,
        ParcelStatus::Withdrawn => Word::ParcelWithdrawn,
    }
}

/// The panel; nothing where the parcel does not exist on the day.
pub fn view(look: Look<'_>, subject: Subject) -> Option<AnyView> {
    let Look { world, day, lang, .. } = look;
    let ledger = world.parcels.get(&subject.key)?;
    let parcel = ledger.on(day)?;
    let since = ledger.since(day).map(|from| Word::UnitSince.with(lang, &[("day", &date(from, lang))]));
    let view = view! {
        {frame::head(look, subject)}
        <p class="status"><b>{word(parcel.status).text(lang)}</b><span class="soft">{since}</span></p>
        {attributes(&parcel, lang).view(lang)}
        {history::view(look, ledger, None)}
        {foot::view(look, ledger, subject)}
    };
    Some(view.into_any())
}

/// What it is, row by row.
pub fn attributes(parcel: &Parcel, lang: Lang) -> Attributes {
    let a = &parcel.attributes;
    let ratio = match (a.far_min, a.far_max) {
        (Some(low), Some(high)) => Some(format!("{}–{}", trimmed(low, 2), trimmed(high, 2))),
        (Some(low), None) => Some(format!("≥ {}", trimmed(low, 2))),
        (None, Some(high)) => Some(format!("≤ {}", trimmed(high, 2))),
        (None, None) => None,
    };
    let mut rows = Attributes::default();
    rows.always(Word::AttrLand, Some(land(a.area_mu, lang)));
    rows.always(Word::AttrSupply, Some(supply_mode(a.supply).text(lang).to_owned()));
    rows.always(Word::AttrUse, Some(a.use_class.get(lang).to_owned()));
    rows.always(Word::AttrRatio, ratio);
    rows.known(Word::AttrHeightLimit, a.height_limit_m.map(|m| format!("{} m", trimmed(m, 1))));
    rows.known(
        Word::AttrPrice,
        a.price_wan_mu.map(|p| format!("{} {}", trimmed(p, 2), Word::UnitPrice.text(lang))),
    );
    rows.known(Word::AttrTerm, a.term_years.map(|n| Word::CountYears.with(lang, &[("n", &n.to_string())])));
    rows
}
