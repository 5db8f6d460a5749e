//! One stage of the chain: its number and name, a dot for every firm, its targets, what it lacks, what it needs.

use crate::prelude::*;
use shared::chart::{Element, GapClass, StageView};
use shared::fact::registry::ChainStage;
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

/// What a stage is on the day, as its parts follow it.
pub type Viewed = Memo<Option<StageView>>;

/// A stage, at its place in the graph or in a bar of its own. It stays; what it says follows the day and the selection.
pub fn node(
    state: State,
    stage: &ChainStage,
    viewed: Viewed,
    place: Option<Place>,
    tallest: usize,
    picture: Picture,
    lang: Lang,
) -> View {
    let key = stage.key;
    let is_empty = move || is(viewed, |view| view.firms == 0 && picture != Picture::Future);
    let gap =
        Memo::new(move || viewed.with(|view| view.as_ref()?.gap).filter(|_| picture == Picture::Difference));
    let is_missing = move || gap.get().is_some_and(|gap| gap.class == GapClass::Fill);
    let choose = move |_| state.choose(|s| toggle(&mut s.stage, key));
    let reason = move || gap.get().map(|gap| say::gap_reason(gap, lang));
    // Those who listen hear what the others see, and the reason: a name of its own would have to repeat it all.
    let heard = move || reason().map(|reason| view! { <span class="unseen">{reason}</span> });
    let dotted = Memo::new(move || viewed.with(|view| view.as_ref().map(|view| Dots::of(view, picture))));
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
                <span class="node-number">{stage.number.clone()}</span>
                <b>{stage.name.get(lang).to_owned()}</b>
                {move || gap.get().map(|gap| seal(gap.class, lang))}
            </span>
            {move || dotted.get()?.drawn(picture)}
            <span class="node-counts">{move || say_of(viewed, |view| counts(view, picture, lang))}</span>
            {heard}
            {move || state.is_official.get().then(|| needs(viewed, lang))}
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
#[derive(Clone, Copy, PartialEq)]
struct Dots {
    before: u32,
    since: u32,
    wanted: u32,
}

impl Dots {
    fn of(view: &StageView, picture: Picture) -> Self {
        let wanted = if picture == Picture::Present { 0 } else { view.missing() };
        Self { before: view.firms_before, since: view.firms - view.firms_before, wanted }
    }

    fn drawn(self, picture: Picture) -> Option<View> {
        let all = self.before + self.since + self.wanted;
        if all == 0 || all > DOTS {
            return None;
        }
        let wanted = if picture == Picture::Future { "dot planned" } else { "dot wanted" };
        let mut dots = Vec::new();
        for (count, class) in [(self.before, "dot before"), (self.since, "dot since"), (self.wanted, wanted)]
        {
            dots.extend((0..count).map(|_| view! { <i class=class></i> }));
        }
        Some(view! { <span class="dots" aria-hidden="true">{dots}</span> })
    }
}

/// Small bars: what the stage asks of what is free; orchid where it does not suffice.
fn needs(viewed: Viewed, lang: Lang) -> View {
    let bars = NEEDS.into_iter().map(|element| {
        let need = move || {
            let need = viewed.with(|view| view.as_ref()?.needs.get(element as usize).copied());
            need.unwrap_or_default()
        };
        let is_short = move || need().short() > 0.0;
        let asks = move || need().promised + need().asked;
        let said = move || {
            let (asks, unit) = say::amount(element, asks(), lang);
            let (free, _) = say::amount(element, need().free, lang);
            let name = say::element(element).text(lang);
            Word::NodeNeed.with(lang, &[("what", name), ("asks", &asks), ("free", &free), ("unit", unit)])
        };
        let width = move || {
            let (asks, free) = (asks(), need().free);
            let share = if free > 0.0 { asks / free } else { f64::from(u8::from(asks > 0.0)) };
            sums::percent((share * 100.0).min(100.0))
        };
        view! {
            <span class="need" class:short=is_short title=said>
                {say::element_sign(element).text(lang)}
                <span class="need-bar"><span class="need-fill" style:width=width></span></span>
            </span>
        }
    });
    view! { <span class="needs" aria-hidden="true">{bars.collect::<Vec<_>>()}</span> }
}

fn is(viewed: Viewed, of: impl Fn(&StageView) -> bool) -> bool {
    viewed.with(|view| view.as_ref().is_some_and(of))
}

fn say_of(viewed: Viewed, of: impl Fn(&StageView) -> String) -> String {
    viewed.with(|view| view.as_ref().map(of)).unwrap_or_default()
}
