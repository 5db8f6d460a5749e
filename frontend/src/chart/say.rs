//! Names and sentences of the chart, in the reader's language.

use crate::prelude::*;
use shared::chart::say::Pen;
pub use shared::chart::say::{
    bucket_word as bucket, criterion_word as criterion, element_word as element, intent_word as intent,
    light_word as light, next_word as next,
};
use shared::chart::{Colour, Element, Gap, GapClass, Miss, Why};
use shared::{Key, Lang, RegionCode, Word, World};

use super::state::State;
use crate::format::{date, trimmed};
use crate::scene::Page;

/// The name of a stage of a chain.
pub fn stage(world: &World, chain: Key, stage: Option<Key>, lang: Lang) -> String {
    let defined = world.chains.get(&chain).and_then(|ledger| ledger.latest());
    let known = defined.and_then(|chain| chain.attributes.stages.iter().find(|s| Some(s.key) == stage));
    match (known, stage) {
        (Some(stage), _) => stage.name.get(lang).to_owned(),
        (None, Some(key)) => key.to_string(),
        (None, None) => "—".to_owned(),
    }
}

/// The short name of a park or zone.
pub fn park(world: &World, park: Option<Key>, lang: Lang) -> String {
    let known = park.and_then(|key| world.parks.get(&key)?.latest());
    match (known, park) {
        (Some(park), _) => park.attributes.short.get(lang).to_owned(),
        (None, Some(key)) => key.to_string(),
        (None, None) => "—".to_owned(),
    }
}

/// The short name of a province: 浙江 of 浙江省.
pub fn province(world: &World, home: RegionCode, lang: Lang) -> String {
    let name = crate::header::region_name(world, home, lang);
    if lang == Lang::En {
        return name;
    }
    let endings = ["壮族自治区", "回族自治区", "维吾尔自治区", "特别行政区", "自治区", "省", "市"];
    let short = endings.iter().find_map(|ending| name.strip_suffix(ending));
    short.unwrap_or(&name).to_owned()
}

/// A person, by number: names of people are not in the log.
pub fn person(key: Key, lang: Lang) -> String {
    let text = key.as_str();
    let (kind, number) = text.split_once('-').unwrap_or(("", text));
    match kind {
        "LD" => Word::PersonLeader.with(lang, &[("n", number)]),
        "ST" => Word::PersonStaff.with(lang, &[("n", number)]),
        _ => text.to_owned(),
    }
}

/// The class of a gap: 补, 强, 延.
pub const fn gap_seal(class: GapClass) -> Word {
    match class {
        GapClass::Fill => Word::GapFillSeal,
        GapClass::Strengthen => Word::GapStrengthenSeal,
        GapClass::Extend => Word::GapExtendSeal,
    }
}

/// The word of the style sheet for a class of gap.
pub const fn gap_name(class: GapClass) -> &'static str {
    match class {
        GapClass::Fill => "fill",
        GapClass::Strengthen => "strengthen",
        GapClass::Extend => "extend",
    }
}

/// One character (or two letters) for an element, on a stage.
pub const fn element_sign(element: Element) -> Word {
    match element {
        Element::Steam => Word::SignSteam,
        Element::Dyeing | Element::Wastewater => Word::SignDrain,
        Element::Water => Word::SignWater,
        Element::Power => Word::SignPower,
        Element::Workers => Word::SignWorkers,
        Element::Space => Word::SignSpace,
    }
}

/// An amount of an element as people write it: its number and its unit.
pub fn amount(element: Element, value: f64, lang: Lang) -> (String, &'static str) {
    match element {
        Element::Steam => (trimmed(value, 1), "t/h"),
        Element::Dyeing | Element::Wastewater | Element::Water => (trimmed(value, 0), "t/d"),
        Element::Power => (trimmed(value / 1_000.0, 1), "MVA"),
        Element::Workers => (trimmed(value, 0), Word::UnitPersons.text(lang)),
        Element::Space => (trimmed(value / 10_000.0, 1), Word::UnitWanM2.text(lang)),
    }
}

/// The sign of a light: a red square with !, an amber triangle, a green open ring.
pub fn light_sign(colour: Colour) -> View {
    match colour {
        Colour::Red => view! {
            <svg class="light red" viewBox="0 0 16 16" aria-hidden="true">
                <rect x="1" y="1" width="14" height="14" fill="var(--red)" />
                <path d="M8 3.5V9.5M8 11.2V13" stroke="var(--on-light)" stroke-width="2" />
            </svg>
        },
        Colour::Yellow => view! {
            <svg class="light yellow" viewBox="0 0 16 16" aria-hidden="true"><path d="M8 1L15.5 15H.5Z" fill="var(--amber)" /></svg>
        },
        Colour::Green => view! {
            <svg class="light green" viewBox="0 0 16 16" aria-hidden="true">
                <circle cx="8" cy="8" r="5.6" fill="none" stroke="var(--green)" stroke-width="2.4" />
            </svg>
        },
    }
}

/// Writes sentences in the reader's language.
pub fn pen(lang: Lang) -> Pen {
    Pen { lang, number: trimmed, date }
}

/// The name of a chain.
pub fn chain(world: &World, key: Key, lang: Lang) -> String {
    let defined = world.chains.get(&key).and_then(|ledger| ledger.latest());
    defined.map_or_else(|| key.to_string(), |chain| chain.attributes.name.get(lang).to_owned())
}

/// Links to the charts of other chains.
pub fn chain_links(state: State, known: Vec<Key>) -> View {
    let lang = state.scene.lang.get();
    let links = known.into_iter().map(|key| {
        let name = state.world(|world| chain(world, key, lang));
        let go = move |event: web_sys::MouseEvent| {
            event.prevent_default();
            crate::header::open_page(state.scene, Page::Chart(key));
        };
        view! { <li><a class="link" href=Page::Chart(key).path() on:click=go>{name}</a></li> }
    });
    view! { <ul class="chain-links">{links.collect::<Vec<_>>()}</ul> }
}

/// Why a stage is a gap.
pub fn gap_reason(gap: Gap, lang: Lang) -> String {
    pen(lang).gap(gap)
}

/// Why a light is what it is.
pub fn why(why: Why, colour: Colour, lang: Lang) -> String {
    pen(lang).why(why, colour)
}

/// What a hall misses.
pub fn miss(miss: &Miss, lang: Lang) -> String {
    pen(lang).miss(miss)
}
