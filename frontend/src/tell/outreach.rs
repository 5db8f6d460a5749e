//! Visits, activities and invitations in one line each, for the lists behind their figures.

use shared::fact::outreach::ActivityKind;
use shared::{Key, Lang, Word, World};

use crate::format::{date, grouped};
use crate::header::region_name;

/// A visit: "2023-03-14 上海市，6 家企业".
pub fn visit(world: &World, key: Key, lang: Lang) -> Option<(String, String)> {
    let visit = world.visits.get(&key)?.latest()?;
    let from = region_name(world, visit.attributes.from, lang);
    let n = grouped(visit.attributes.enterprises.into());
    Some((Word::ListVisit.with(lang, &[("from", &from), ("n", &n)]), date(visit.on, lang)))
}

/// An activity: its kind and place.
pub fn activity(world: &World, key: Key, lang: Lang) -> Option<(String, String)> {
    let activity = world.activities.get(&key)?.latest()?;
    let place = region_name(world, activity.attributes.place, lang);
    let kind = match activity.attributes.kind {
        ActivityKind::Outreach => Word::ActivityOutreach,
        ActivityKind::Fair => Word::ActivityFair,
        ActivityKind::InvestmentTraining => Word::ActivityInvestmentTraining,
        ActivityKind::TransferTraining => Word::ActivityTransferTraining,
        ActivityKind::OnSite => Word::ActivityOnSite,
    };
    Some((
        Word::ListActivity.with(lang, &[("kind", kind.text(lang)), ("place", &place)]),
        date(activity.on, lang),
    ))
}

/// An invitation.
pub fn invitation(world: &World, key: Key, lang: Lang) -> Option<(String, String)> {
    let invitation = world.invitations.get(&key)?.latest()?;
    Some((Word::ListInvitation.text(lang).to_owned(), date(invitation.on, lang)))
}
