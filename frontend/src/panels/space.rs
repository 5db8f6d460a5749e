//! Floor space of a park or a region by status: the bar and its table.

use crate::prelude::*;
use shared::entity::UnitStatus;
use shared::tally::{self, UnitTally};
use shared::{Area, Day, Lang, RegionCode, Word, World};

use crate::charts::Whole;
use crate::format::{fixed, trimmed, wan, wan_unit};
use crate::scene::{Kind, Subject};
use crate::signs::{Swatch, status_word};

/// Units and floor space by status of a park with its zones, a zone, or a region.
pub fn floor_space(world: &World, day: Day, subject: Subject) -> UnitTally {
    let region: Option<RegionCode> = subject.key.as_str().parse().ok();
    let places = tally::places(world);
    let within = places.iter().filter(|place| match (subject.kind, region) {
        (Kind::Region, Some(region)) => region.contains(place.region),
        _ => *place.zone == subject.key || *place.park == subject.key,
    });
    UnitTally::of(within, day)
}

/// The bar over the table.
pub fn view(tally: UnitTally, lang: Lang) -> AnyView {
    let total = tally.total_area();
    let share = move |area: Area| {
        if total == Area::ZERO {
            "—".to_owned()
        } else {
            format!("{} %", trimmed(area.value() / total.value() * 100.0, 0))
        }
    };
    let rows = UnitStatus::ALL.into_iter().map(|status| {
        let area = tally.area(status);
        view! {
            <tr>
                <th scope="row"><Swatch status />{status_word(status).text(lang)}</th>
                <td class="number">{tally.count(status)}</td>
                <td class="number">{wan(area)}</td>
                <td class="number soft">{share(area)}</td>
            </tr>
        }
    });
    view! {
        <Whole tally />
        <table class="space">
            <thead>
                <tr>
                    <th scope="col">{Word::SpaceStatus.text(lang)}</th>
                    <th scope="col" class="number">{Word::LegendUnitsCount.text(lang)}</th>
                    <th scope="col" class="number">{wan_unit(lang)}</th>
                    <th scope="col" class="number">{Word::SpaceShare.text(lang)}</th>
                </tr>
            </thead>
            <tbody>{rows.collect::<Vec<_>>()}</tbody>
        </table>
    }
    .into_any()
}

/// "62.8 万㎡", "可租 18.5，占 29 %".
pub fn heading(tally: UnitTally, lang: Lang) -> (String, String) {
    let total = tally.total_area();
    let free = tally.area(UnitStatus::Available);
    let percent = if total == Area::ZERO { 0.0 } else { free.value() / total.value() * 100.0 };
    let words = Word::SpaceHeading.with(lang, &[("area", &wan(free)), ("percent", &fixed(percent, 0))]);
    (format!("{} {}", wan(total), wan_unit(lang)), words)
}
