//! Target enterprises as the public learns of them: counts by province and intent, never a name.

use std::collections::BTreeMap;

use crate::prelude::*;
use shared::census::Census;
use shared::fact::outreach::Intent;
use shared::{RegionCode, Word};

use super::Look;
use crate::format::grouped;
use crate::header::region_name;

const INTENTS: [(Intent, Word); 4] = [
    (Intent::None, Word::IntentNone),
    (Intent::Watching, Word::IntentWatching),
    (Intent::Willing, Word::IntentWilling),
    (Intent::Negotiating, Word::IntentNegotiating),
];

/// The table by province.
pub fn view(census: &Census, look: Look<'_>, region: RegionCode) -> AnyView {
    let Look { world, day, lang, .. } = look;
    let mut provinces: BTreeMap<RegionCode, [i32; 4]> = BTreeMap::new();
    for (class, n) in census.on(day, region) {
        let at = INTENTS.iter().position(|(intent, _)| *intent == class.intent).unwrap_or(0);
        if let Some(count) = provinces.entry(class.home).or_default().get_mut(at) {
            *count += n;
        }
    }
    let mut rows: Vec<(RegionCode, [i32; 4])> = provinces.into_iter().collect();
    shared::order::sort_by(&mut rows, |(code, counts), (other, theirs)| {
        let sum = |counts: &[i32]| counts.iter().sum::<i32>();
        sum(theirs).cmp(&sum(counts)).then_with(|| code.cmp(other))
    });
    let rows = rows.into_iter().map(|(code, counts)| {
        let cells = counts.map(
            |n| view! { <td class="number">{if n == 0 { "—".to_owned() } else { grouped(n.into()) }}</td> },
        );
        view! {
            <tr>
                <th scope="row">{region_name(world, code, lang)}</th>
                {cells.into_iter().collect::<Vec<_>>()}
                <td class="number"><b>{grouped(counts.iter().sum::<i32>().into())}</b></td>
            </tr>
        }
    });
    let heads = INTENTS.map(|(_, word)| view! { <th scope="col" class="number">{word.text(lang)}</th> });
    view! {
        <p class="quiet">{Word::CensusWhy.text(lang)}</p>
        <table class="space census">
            <thead>
                <tr>
                    <th scope="col">{Word::CensusProvince.text(lang)}</th>
                    {heads.into_iter().collect::<Vec<_>>()}
                    <th scope="col" class="number">{Word::LegendTotal.text(lang)}</th>
                </tr>
            </thead>
            <tbody>{rows.collect::<Vec<_>>()}</tbody>
        </table>
    }
    .into_any()
}
