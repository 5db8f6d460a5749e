//! The chain as a graph: stages in columns, links between them, broken ones dashed.
//!
//! Places are percent of the drawing, so that one layout serves a desk, a wall and a sheet of paper; on a phone the same
//! stages stand one under another.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::prelude::*;
use shared::chart::{Gap, GapClass, Graph, GraphFault, Link, StageView};
use shared::fact::registry::ChainDefined;
use shared::{Key, Lang, Word};

use super::node::{self, Viewed};
use super::state::{Beside, State};
use super::{say, sums};
use crate::scene::Picture;

/// Where a stage stands, percent: its left edge, its width, its middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Left edge.
    pub left: f64,
    /// Width.
    pub width: f64,
    /// Middle, from the top.
    pub middle: f64,
}

/// The chain as it is laid out.
#[derive(Clone, PartialEq)]
struct Drawn {
    chain: Arc<ChainDefined>,
    graph: Graph,
    picture: Picture,
    lang: Lang,
}

/// Its links.
#[derive(Clone, PartialEq)]
struct Linked {
    links: Vec<Link>,
    /// Stages without a firm.
    empty: Vec<Key>,
}

/// The chain.
#[component]
pub fn Chain() -> impl IntoView {
    let state = State::here();
    let scene = state.scene;
    let views = Memo::new(move || {
        let selection = state.selection();
        state.with(|chart| chart.stages(selection)).unwrap_or_default()
    });
    let drawn = Memo::new(move || {
        let (lang, picture) = (scene.lang.get(), scene.chosen.get().picture);
        state.with(|chart| Drawn { chain: Arc::clone(&chart.chain), graph: chart.graph(), picture, lang })
    });
    let linked = Memo::new(move || {
        views.with(|views| {
            let empty = views.iter().filter(|view| view.firms == 0).map(|view| view.stage.key).collect();
            state.with(|chart| Linked { links: chart.links(views), empty })
        })
    });
    let found = move || views.with(|views| finding(views, scene.lang.get()));
    // What is known of the chosen stage: why it is a gap, who is there, who could come.
    let more = move || {
        let stage = state.selection().stage?;
        let lang = scene.lang.get();
        let name = state.with(|chart| {
            let defined = chart.chain.stages.iter().find(|defined| defined.key == stage)?;
            Some(defined.name.get(lang).to_owned())
        });
        let words = Word::StageOpen.with(lang, &[("stage", &name.flatten()?)]);
        Some(
            view! { <button type="button" class="link" on:click=move |_| state.show(Beside::Stage(stage))>{words}</button> },
        )
    };
    view! {
        <section class="chart-chain" aria-label=move || scene.say(Word::ChainTitle)>
            <header class="chart-head">
                <h3>{move || scene.say(Word::ChainTitle)}</h3>
                <p class="finding">{found}</p>
                {more}
                {move || key(scene.lang.get(), scene.chosen.get().picture)}
            </header>
            {move || drawn.get().map(|drawn| faults(&drawn))}
            <div class="chain-graph">{move || drawn.get().map(|drawn| graph(state, views, linked, &drawn))}</div>
            {move || drawn.get().map(|drawn| apart(state, views, &drawn))}
        </section>
    }
}

/// What the chain says in one sentence: how many firms came, and where it is broken.
fn finding(stages: &[StageView], lang: Lang) -> String {
    let sum = |of: fn(&StageView) -> u32| stages.iter().map(of).sum::<u32>().to_string();
    let growth =
        Word::ChainGrowth.with(lang, &[("before", &sum(|s| s.firms_first)), ("now", &sum(|s| s.firms))]);
    let broken: Vec<String> = stages
        .iter()
        .filter(|view| view.gap.is_some_and(|gap| gap.class == GapClass::Fill))
        .map(|view| view.stage.name.get(lang).to_owned())
        .collect();
    if broken.is_empty() {
        return Word::ChainWhole.with(lang, &[("growth", &growth)]);
    }
    let list = broken.join(if lang == Lang::Zh { "、" } else { ", " });
    Word::ChainBroken.with(lang, &[("growth", &growth), ("stages", &list)])
}

/// The signs of the chain.
fn key(lang: Lang, picture: Picture) -> View {
    let dot = |class: &'static str, word: Word| {
        view! { <span class="key-item"><i class=format!("dot {class}") aria-hidden="true"></i>{word.text(lang)}</span> }
    };
    let gaps = [GapClass::Fill, GapClass::Strengthen, GapClass::Extend].map(|class| {
        let words = match class {
            GapClass::Fill => Word::GapFill,
            GapClass::Strengthen => Word::GapStrengthen,
            GapClass::Extend => Word::GapExtend,
        };
        view! { <span class="key-item">{node::seal(class, lang)}{words.text(lang)}</span> }
    });
    let wanted = (picture != Picture::Present).then(|| dot("wanted", Word::ChainWanted));
    let gaps = (picture == Picture::Difference).then(|| gaps.into_iter().collect::<Vec<_>>());
    view! {
        <p class="chart-key">
            {dot("before", Word::ChainBefore)}
            {dot("since", Word::ChainSince)}
            {wanted}
            {gaps}
        </p>
    }
}

/// What is wrong with a chain that was imported.
fn faults(drawn: &Drawn) -> Vec<View> {
    let lang = drawn.lang;
    let name = |key: &Key| {
        let stage = drawn.chain.stages.iter().find(|stage| stage.key == *key);
        stage.map_or_else(|| key.to_string(), |stage| stage.name.get(lang).to_owned())
    };
    let said = drawn.graph.faults.iter().map(|fault| match fault {
        GraphFault::Loop { stage } => Word::ChainLoop.with(lang, &[("stage", &name(stage))]),
        GraphFault::UnknownInput { stage, input } => {
            Word::ChainUnknownInput.with(lang, &[("stage", &name(stage)), ("input", &input.to_string())])
        }
    });
    said.map(|words| view! { <p class="chart-fault" role="alert">{words}</p> }).collect()
}

/// The share of a column's width that its stages take; the rest is for links.
const WIDE: f64 = 0.8;

fn places(graph: &Graph) -> BTreeMap<Key, Place> {
    let count = graph.columns.len().max(1) as f64;
    // The last column needs no room for links behind it.
    let step = 100.0 / (count - 1.0 + WIDE);
    let mut places = BTreeMap::new();
    for (at, column) in graph.columns.iter().enumerate() {
        for (row, key) in column.iter().enumerate() {
            let middle = (row as f64 + 0.5) / column.len() as f64 * 100.0;
            places.insert(*key, Place { left: at as f64 * step, width: step * WIDE, middle });
        }
    }
    places
}

/// What a stage says.
fn viewed(views: Memo<Vec<StageView>>, stage: Key) -> Viewed {
    Memo::new(move || views.with(|views| views.iter().find(|view| view.stage.key == stage).cloned()))
}

fn graph(state: State, views: Memo<Vec<StageView>>, linked: Memo<Option<Linked>>, drawn: &Drawn) -> View {
    let places = places(&drawn.graph);
    let tallest = drawn.graph.columns.iter().map(Vec::len).max().unwrap_or(1);
    let nodes = drawn.chain.stages.iter().filter_map(|stage| {
        let (place, view) = (places.get(&stage.key)?, viewed(views, stage.key));
        Some(node::node(state, stage, view, Some(*place), tallest, drawn.picture, drawn.lang))
    });
    let nodes = nodes.collect::<Vec<_>>();
    let picture = drawn.picture;
    view! { {move || linked.get().map(|linked| links(&linked, &places, picture))}{nodes} }
}

fn links(linked: &Linked, places: &BTreeMap<Key, Place>, picture: Picture) -> View {
    let ends = |link: &Link| Some((*places.get(&link.from)?, *places.get(&link.to)?));
    let (mut paths, mut arrows) = (Vec::new(), Vec::new());
    for link in &linked.links {
        let Some((from, to)) = ends(link) else { continue };
        let class = link_class(*link, linked, picture);
        paths.push(link_path(class, from, to));
        arrows.push(arrow(class, to));
    }
    view! {
        <svg class="chain-links" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">{paths}</svg>
        {arrows}
    }
}

/// How a link is drawn: whole, broken, or not yet there.
fn link_class(link: Link, linked: &Linked, picture: Picture) -> &'static str {
    let is_empty = |key| linked.empty.contains(key);
    match picture {
        Picture::Future => "chain-link",
        _ if link.broken => "chain-link broken",
        _ if is_empty(&link.from) || is_empty(&link.to) => "chain-link unmade",
        _ => "chain-link",
    }
}

fn link_path(class: &'static str, from: Place, to: Place) -> View {
    let (start, end) = (from.left + from.width, to.left);
    let bend = end - (to.width / WIDE) * (1.0 - WIDE) * 0.62;
    let path = sums::path(&[
        ("M", &[start, from.middle]),
        ("L", &[bend, from.middle]),
        ("L", &[bend, to.middle]),
        ("L", &[end - 0.7, to.middle]),
    ]);
    view! { <path class=class d=path /> }
}

fn arrow(class: &'static str, to: Place) -> View {
    let (left, top) = (sums::percent(to.left), sums::percent(to.middle));
    let class = format!("chain-arrow {class}");
    view! { <i class=class style:left=left style:top=top aria-hidden="true"></i> }
}

/// Stages that stand apart: a bar each under the graph.
fn apart(state: State, views: Memo<Vec<StageView>>, drawn: &Drawn) -> View {
    let nodes = drawn.graph.apart.iter().filter_map(|key| {
        let stage = drawn.chain.stages.iter().find(|stage| stage.key == *key)?;
        Some(node::node(state, stage, viewed(views, *key), None, 1, drawn.picture, drawn.lang))
    });
    view! { <div class="chain-apart">{nodes.collect::<Vec<_>>()}</div> }
}

/// The reason of a gap, for those who point at it.
pub fn reason(gap: Gap, lang: Lang) -> String {
    say::gap_reason(gap, lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(columns: &[&[&str]]) -> Graph {
        let key = |text: &&str| text.parse().unwrap();
        let columns = columns.iter().map(|column| column.iter().map(key).collect()).collect();
        Graph { columns, ..Graph::default() }
    }

    #[test]
    fn stages_fill_the_drawing_and_do_not_overlap() {
        let graph =
            graph(&[&["fibre"], &["weaving", "knitting"], &["dyeing"], &["garments", "home", "technical"]]);
        let places = places(&graph);
        assert_eq!(places.len(), 7);
        let of = |key: &str| places[&key.parse().unwrap()];
        assert_eq!((of("fibre").left, of("fibre").middle), (0.0, 50.0));
        assert_eq!([of("weaving").middle, of("knitting").middle], [25.0, 75.0]);
        let right = of("garments").left + of("garments").width;
        assert!((right - 100.0).abs() < 1e-9, "the last column ends where the drawing does: {right}");
        for column in graph.columns.windows(2) {
            let [before, after] = [column[0][0], column[1][0]].map(|key| places[&key]);
            assert!(before.left + before.width < after.left, "links have room between columns");
        }
    }

    #[test]
    fn one_stage_takes_the_whole_width_and_none_takes_nothing() {
        let one = places(&graph(&[&["garments"]]));
        let place = one[&"garments".parse().unwrap()];
        assert!(place.left == 0.0 && (place.width - 100.0).abs() < 1e-9 && place.middle == 50.0, "{place:?}");
        assert!(places(&graph(&[])).is_empty());
    }
}
