//! A hall: its section, its floor space by status, what it is built of.

use crate::prelude::*;
use shared::entity::Hall;
use shared::fact::carrier::HallKind;
use shared::tally::{self, UnitTally};
use shared::{Lang, Word};

use super::attributes::Attributes;
use super::{Look, foot, frame, history, section, space};
use crate::format::{square_metres, trimmed};
use crate::scene::Subject;
use crate::tell::{phase_word, structure};

/// The panel; nothing where the hall does not exist on the day.
pub fn view(look: Look<'_>, subject: Subject) -> Option<AnyView> {
    let Look { world, day, lang, .. } = look;
    let ledger = world.halls.get(&subject.key)?;
    let hall = ledger.on(day)?;
    let places = tally::places(world);
    let tally = UnitTally::of(places.iter().filter(|p| *p.hall == subject.key), day);
    let view = view! {
        {frame::head(look, subject)}
        {section::view(look, subject.key, None)}
        {space::view(tally, lang)}
        {attributes(&hall, lang).view(lang)}
        {history::view(look, ledger, None)}
        {foot::view(look, ledger, subject)}
    };
    Some(view.into_any())
}

/// What it is, row by row.
pub fn attributes(hall: &Hall, lang: Lang) -> Attributes {
    let a = &hall.attributes;
    let kind = match a.kind {
        HallKind::Standard => Word::HallStandard,
        HallKind::BuildToSuit => Word::HallBuildToSuit,
    };
    let mut rows = Attributes::default();
    rows.always(Word::AttrArea, Some(square_metres(a.area_m2, lang)));
    rows.always(Word::AttrFloors, Some(a.floors.to_string()));
    rows.always(Word::AttrStorey, Some(format!("{} m", trimmed(a.storey_m, 2))));
    rows.always(Word::AttrKind, Some(kind.text(lang).to_owned()));
    rows.always(Word::AttrStructure, Some(structure(a.structure).text(lang).to_owned()));
    rows.always(Word::AttrPhase, Some(phase_word(hall.phase).text(lang).to_owned()));
    rows
}
