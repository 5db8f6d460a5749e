//! A port of entry. Its state never looks timeless: the day of the report stands beside it.

use crate::prelude::*;
use shared::Word;

use super::attributes::Attributes;
use super::{Look, foot, frame, history};
use crate::format::date;
use crate::scene::Subject;
use crate::signs::{PortSign, port_word};
use crate::tell::port_mode;

/// The panel; nothing where the port does not exist on the day.
pub fn view(look: Look<'_>, subject: Subject) -> Option<AnyView> {
    let Look { world, day, lang, .. } = look;
    let ledger = world.ports.get(&subject.key)?;
    let port = ledger.on(day)?;
    let a = &port.attributes;
    let (sign, state, reported) = match port.status {
        Some((on, status)) => (
            view! { <PortSign status=Some(status) /> }.into_any(),
            port_word(status).text(lang),
            Word::PortReported.with(lang, &[("day", &date(on, lang))]),
        ),
        None => (view! { <PortSign status=None /> }.into_any(), "—", Word::PortUnknown.text(lang).to_owned()),
    };
    let mut rows = Attributes::default();
    rows.always(Word::AttrCounterpart, Some(a.counterpart.get(lang).to_owned()));
    rows.always(Word::AttrClass, Some(Word::PortClass.with(lang, &[("n", &a.class.to_string())])));
    rows.always(Word::AttrMode, Some(port_mode(a.mode).text(lang).to_owned()));
    rows.known(Word::AttrPrecision, a.precision_m.map(|m| format!("± {m} m")));
    let view = view! {
        {frame::head(look, subject)}
        <p class="status">{sign}<b>{state}</b><span class="soft">{reported}</span></p>
        {rows.view(lang)}
        {history::view(look, ledger, None)}
        {foot::view(look, ledger, subject)}
    };
    Some(view.into_any())
}
