//! An enterprise that is present: since when, in which chain, from where.

use crate::prelude::*;
use shared::Word;

use super::attributes::Attributes;
use super::{Look, foot, frame, history};
use crate::format::date;
use crate::header::region_name;
use crate::scene::Subject;

/// The panel; nothing where the enterprise is not there on the day.
pub fn view(look: Look<'_>, subject: Subject) -> Option<AnyView> {
    let Look { world, day, lang, .. } = look;
    let ledger = world.enterprises.get(&subject.key)?;
    let enterprise = ledger.on(day)?;
    let a = &enterprise.attributes;
    let state = match enterprise.left {
        Some(left) => Word::EnterpriseLeft.with(lang, &[("day", &date(left, lang))]),
        None => Word::BriefSince.with(lang, &[("day", &date(enterprise.since, lang))]),
    };
    let leader =
        a.chain_leader.then(|| view! { <span class="tag">{Word::EnterpriseLeader.text(lang)}</span> });
    let chain = world.chains.get(&a.chain).and_then(|l| l.latest()).map(|c| &c.attributes);
    let stage = chain.zip(a.chain_stage).and_then(|(c, key)| c.stages.iter().find(|s| s.key == key));
    let park = a.park.and_then(|key| world.parks.get(&key)?.latest());
    let mut rows = Attributes::default();
    rows.always(Word::AttrChain, chain.map(|c| c.name.get(lang).to_owned()));
    rows.always(Word::AttrStage, stage.map(|s| s.name.get(lang).to_owned()));
    rows.always(Word::AttrRegion, Some(region_name(world, a.region, lang)));
    rows.known(Word::AttrPark, park.map(|p| p.attributes.name.get(lang).to_owned()));
    rows.known(Word::AttrOrigin, a.origin.map(|code| region_name(world, code, lang)));
    let view = view! {
        {frame::head(look, subject)}
        <p class="status"><b>{state}</b>{leader}</p>
        {rows.view(lang)}
        {history::view(look, ledger, None)}
        {foot::view(look, ledger, subject)}
    };
    Some(view.into_any())
}
