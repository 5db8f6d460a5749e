//! One stage of the chain: its number and name, a dot for every firm, its targets, what it lacks, what it needs.

use crate::prelude::*;
use shared::chart::{Element, GapClass, StageView};
use shared::{Lang, Word};

use super::chain::Place;
use super::state::{State, toggle};
use super::{say, sums};
use crate::scene::Picture;

/// More firms than this are told by their number alone.
const DOTS: u32 = 48;
/// The elements that a stage shows.
const NEEDS: [Element; 4] = [Element::Steam, Element::Dyeing, Element::Power, Element::Workers];

/// The seal of a gap: solid, outlined, dashed.
pub fn seal(class: GapClass, lang: Lang) -> View {
    let name = format!("seal {}", say::gap_name(class));
    view! { <span class=name aria-hidden="true">{say::gap_seal(class).text(lang)}</span> }
}

/// A stage, at its place in the graph or in a bar of its own.
pub fn node(
    state: State,
    view: &StageView,
    place: Option<Place>,
    tallest: usize,
    picture: Picture,
    lang: Lang,
) -> View {
    let key = view.stage.key;
    let is_empty = view.firms == 0 && picture != Picture::Future;
    let gap = view.gap.filter(|_| picture == Picture::Difference);
    let is_missing = gap.is_some_and(|gap| gap.class == GapClass::Fill);
    let choose = move |_| state.choose(|s| toggle(&mut s.stage, key));
    let reason = gap.map(|gap| say::gap_reason(gap, lang));
    // Those who listen hear what the others see, and the reason: a name of its own would have to repeat it all.
    let heard = reason.clone().map(|reason| view! { <span class="unseen">{reason}</span> });
    let (left, top, width, height) = match place {
        Some(place) => {
            let height = 100.0 / tallest as f64 * 0.95;
            let height = sums::percent(height.min(46.0));
            (sums::percent(place.left), sums::percent(place.middle), sums::percent(place.width), height)
        }
        None => Default::default(),
    };
    view! {
        <button
            type="button"
            class="stage-node"
            class:empty=is_empty
            class:missing=is_missing
            class:placed=place.is_some()
            aria-pressed=move || (state.selection().stage == Some(key)).to_string()
            title=reason
            data-stage=key.to_string()
            style:left=left
            style:top=top
            style:width=width
            style:height=height
            on:click=choose
        >
            <span class="node-name">
                <span class="node-number">{view.stage.number.clone()}</span>
                <b>{view.stage.name.get(lang).to_owned()}</b>
                {gap.map(|gap| seal(gap.class, lang))}
            </span>
            {dots(view, picture)}
            <span class="node-counts">{counts(view, picture, lang)}</span>
            {heard}
            {state.is_official.get().then(|| needs(view, lang))}
        </button>
    }
}

fn counts(view: &StageView, picture: Picture, lang: Lang) -> String {
    let firms = match picture {
        Picture::Future => view.stage.wanted.unwrap_or(view.firms).max(view.firms),
        _ => view.firms,
    };
    let (firms, targets) = (firms.to_string(), view.all_targets().to_string());
    match picture {
        Picture::Future => Word::ChainCountsFuture.with(lang, &[("n", &firms)]),
        _ => Word::ChainCounts.with(lang, &[("n", &firms), ("targets", &targets)]),
    }
}

/// A dot per firm: there on the first day, come since, wanted.
fn dots(view: &StageView, picture: Picture) -> Option<View> {
    let wanted = if picture == Picture::Present { 0 } else { view.missing() };
    if view.firms + wanted == 0 || view.firms + wanted > DOTS {
        return None;
    }
    let since = view.firms - view.firms_before;
    let wanted_class = if picture == Picture::Future { "dot planned" } else { "dot wanted" };
    let mut dots = Vec::new();
    for (count, class) in [(view.firms_before, "dot before"), (since, "dot since"), (wanted, wanted_class)] {
        dots.extend((0..count).map(|_| view! { <i class=class></i> }));
    }
    Some(view! { <span class="dots" aria-hidden="true">{dots}</span> })
}

/// Small bars: what the stage asks of what is free; orchid where it does not suffice.
fn needs(view: &StageView, lang: Lang) -> View {
    let bars = NEEDS.iter().filter_map(|element| {
        let need = view.needs.get(*element as usize)?;
        let asks = need.promised + need.asked;
        let share = if need.free > 0.0 { asks / need.free } else { f64::from(u8::from(asks > 0.0)) };
        let is_short = need.short() > 0.0;
        let (asks, unit) = say::amount(*element, asks, lang);
        let (free, _) = say::amount(*element, need.free, lang);
        let name = say::element(*element).text(lang);
        let said =
            Word::NodeNeed.with(lang, &[("what", name), ("asks", &asks), ("free", &free), ("unit", unit)]);
        let width = sums::percent((share * 100.0).min(100.0));
        Some(view! {
            <span class="need" class:short=is_short title=said>
                {say::element_sign(*element).text(lang)}
                <span class="need-bar"><span class="need-fill" style:width=width></span></span>
            </span>
        })
    });
    view! { <span class="needs" aria-hidden="true">{bars.collect::<Vec<_>>()}</span> }
}
