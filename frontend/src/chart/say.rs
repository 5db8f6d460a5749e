//! Names and sentences of the chart, in the reader's language.

use crate::prelude::*;
use shared::chart::{Bucket, Colour, Criterion, Element, Gap, GapClass, GapRule, Miss, Next, Why};
use shared::fact::outreach::{Action, Intent};
use shared::fact::rule::Lateness;
use shared::{Area, Day, Key, Lang, RegionCode, Word, World};

use super::state::State;
use crate::format::{date, trimmed};
use crate::scene::Page;
use crate::tell::node_word;

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

/// Why a stage is a gap.
pub fn gap_reason(gap: Gap, lang: Lang) -> String {
    let (firms, wanted) = (gap.firms.to_string(), gap.wanted.to_string());
    let values = [("n", firms.as_str()), ("wanted", wanted.as_str())];
    match gap.rule {
        GapRule::Nobody => Word::GapNobody.with(lang, &values),
        GapRule::EndOfChain => Word::GapEnd.with(lang, &values),
        GapRule::Below { percent } => {
            let percent = percent.to_string();
            Word::GapBelow.with(lang, &[values[0], values[1], ("percent", percent.as_str())])
        }
    }
}

/// The name of an element.
pub const fn element(element: Element) -> Word {
    match element {
        Element::Steam => Word::ElementSteam,
        Element::Dyeing => Word::ElementDyeing,
        Element::Wastewater => Word::ElementWastewater,
        Element::Water => Word::ElementWater,
        Element::Power => Word::ElementPower,
        Element::Workers => Word::ElementWorkers,
        Element::Space => Word::ElementSpace,
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

/// The word of a light.
pub const fn light(colour: Colour) -> Word {
    match colour {
        Colour::Red => Word::LightRed,
        Colour::Yellow => Word::LightYellow,
        Colour::Green => Word::LightGreen,
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

/// Why a light is what it is, in one sentence.
pub fn why(why: Why, colour: Colour, lang: Lang) -> String {
    let late = trimmed(why.late.abs(), 0);
    let days = why.days.max(0).to_string();
    let node = why.node.map_or("", |node| node_word(node).text(lang));
    let since = why.since.map_or_else(String::new, |day| date(day, lang));
    let (plan, actual) = (trimmed(why.plan, 0), trimmed(why.actual, 0));
    let (yellow, red) = (trimmed(why.rule.yellow_from, 0), trimmed(why.rule.red_above, 0));
    let values = [
        ("late", late.as_str()),
        ("days", &days),
        ("node", node),
        ("since", &since),
        ("plan", &plan),
        ("actual", &actual),
        ("yellow", &yellow),
        ("red", &red),
    ];
    let word = match (why.rule.measure, colour) {
        (Lateness::Progress, _) if why.late < 0.0 => Word::WhyAhead,
        (Lateness::Progress, Colour::Red) => Word::WhyProgressRed,
        (Lateness::Progress, Colour::Yellow) => Word::WhyProgressYellow,
        (Lateness::Progress, Colour::Green) => Word::WhyProgressGreen,
        (Lateness::Start, Colour::Green) => Word::WhyStartGreen,
        (Lateness::Start, Colour::Yellow) if why.days < 0 => Word::WhyStartMonth,
        (Lateness::Start, _) => Word::WhyStartLate,
        (Lateness::Entry, Colour::Green) => Word::WhyEntryGreen,
        (Lateness::Entry, _) => Word::WhyEntryLate,
        (Lateness::Investment, Colour::Green) => Word::WhyInvestmentGreen,
        (Lateness::Investment, _) => Word::WhyInvestmentLate,
        (Lateness::Node, Colour::Green) => Word::WhyNodeGreen,
        (Lateness::Node, _) => Word::WhyNodeLate,
        (Lateness::Action, Colour::Green) => Word::WhyActionGreen,
        (Lateness::Action, _) => Word::WhyActionLate,
    };
    // The catalogue refuses variables that a wording does not use; each wording uses some of these.
    word.with(lang, &values)
}

/// An action with a target.
pub const fn action(action: Action) -> Word {
    match action {
        Action::Call => Word::ActionCall,
        Action::Visit => Word::ActionVisit,
        Action::Invite => Word::ActionInvite,
        Action::Offer => Word::ActionOffer,
        Action::FirstTalk => Word::ActionFirstTalk,
        Action::Negotiate => Word::ActionNegotiate,
        Action::Sign => Word::ActionSign,
    }
}

/// What comes next.
pub const fn next(next: Next) -> Word {
    match next {
        Next::Node(node, _) => node_word(node),
        Next::Action(of, _) => action(of),
    }
}

/// A bucket of the front.
pub const fn bucket(bucket: Bucket) -> Word {
    match bucket {
        Bucket::Untouched => Word::BucketUntouched,
        Bucket::Willing => Word::BucketWilling,
        Bucket::Negotiating => Word::BucketNegotiating,
        Bucket::Signed => Word::BucketSigned,
    }
}

/// An intent.
pub const fn intent(intent: Intent) -> Word {
    match intent {
        Intent::None => Word::IntentNone,
        Intent::Watching => Word::IntentWatching,
        Intent::Willing => Word::IntentWilling,
        Intent::Negotiating => Word::IntentNegotiating,
    }
}

/// A criterion of matching.
pub const fn criterion(criterion: Criterion) -> Word {
    match criterion {
        Criterion::Area => Word::CriterionArea,
        Criterion::Time => Word::CriterionTime,
        Criterion::Power => Word::CriterionPower,
        Criterion::Dyeing => Word::CriterionDyeing,
        Criterion::Steam => Word::CriterionSteam,
        Criterion::Water => Word::CriterionWater,
        Criterion::Wastewater => Word::CriterionWastewater,
        Criterion::Height => Word::CriterionHeight,
        Criterion::Load => Word::CriterionLoad,
        Criterion::Rent => Word::CriterionRent,
        Criterion::Stage => Word::CriterionStage,
        Criterion::Promise => Word::CriterionPromise,
    }
}

const fn unit_of(criterion: Criterion) -> &'static str {
    match criterion {
        Criterion::Area => "㎡",
        Criterion::Power => "kVA",
        Criterion::Dyeing | Criterion::Water | Criterion::Wastewater => "t/d",
        Criterion::Steam => "t/h",
        Criterion::Height => "m",
        Criterion::Load => "t/㎡",
        _ => "",
    }
}

/// What a hall misses, in words and numbers.
pub fn miss(miss: &Miss, lang: Lang) -> String {
    let of = criterion(miss.criterion).text(lang);
    match (miss.criterion, miss.offered) {
        (Criterion::Stage, _) => Word::MissStage.text(lang).to_owned(),
        (Criterion::Promise, _) => Word::MissPromise.text(lang).to_owned(),
        (Criterion::Dyeing, Some(offered)) if offered <= 0.0 => Word::MissDyeing.text(lang).to_owned(),
        (Criterion::Time, None) => Word::MissTimeUnknown.text(lang).to_owned(),
        (Criterion::Time, Some(offered)) => {
            let from = date(Day::from_number(offered as i32), lang);
            let days = trimmed(miss.by(), 0);
            Word::MissTime.with(lang, &[("days", &days), ("from", &from)])
        }
        (_, None) => Word::MissUnknown.with(lang, &[("what", of)]),
        (Criterion::Rent, Some(_)) => Word::MissRent.with(lang, &[("by", &trimmed(miss.by(), 1))]),
        (Criterion::Area, Some(_)) => {
            let by = crate::format::square_metres(Area::from_hundredths((miss.by() * 100.0) as i64), lang);
            Word::MissShort.with(lang, &[("what", of), ("by", &by)])
        }
        (criterion, Some(_)) => {
            let by = format!("{} {}", trimmed(miss.by(), 1), unit_of(criterion));
            Word::MissShort.with(lang, &[("what", of), ("by", &by)])
        }
    }
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
