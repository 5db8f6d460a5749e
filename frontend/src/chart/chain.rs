//! The chain as a graph: stages in columns, links between them, broken ones dashed.
//!
//! Places are percent of the drawing, so that one layout serves a desk, a wall and a sheet of paper; on a phone the same
//! stages stand one under another.

use std::collections::BTreeMap;

use crate::prelude::*;
use shared::chart::{Gap, GapClass, Graph, GraphFault, Link, StageView};
use shared::{Key, Lang, Word};

use super::state::{Beside, State};
use super::{node, say, sums};
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

/// What the chain shows.
#[derive(Clone, PartialEq)]
pub struct Drawn {
    stages: Vec<StageView>,
    links: Vec<Link>,
    graph: Graph,
    picture: Picture,
    is_official: bool,
    lang: Lang,
}

/// The chain.
#[component]
pub fn Chain() -> impl IntoView {
    let state = State::here();
    let scene = state.scene;
    let drawn = Memo::new(move || {
        let selection = state.selection();
        let (lang, picture) = (scene.lang.get(), scene.chosen.get().picture);
        state.with(|chart| {
            let stages = chart.stages(selection);
            Drawn {
                links: chart.links(&stages),
                graph: chart.graph(),
                stages,
                picture,
                is_official: chart.is_official,
                lang,
            }
        })
    });
    let heading = move || {
        let drawn = drawn.get()?;
        Some(view! { <h3>{Word::ChainTitle.text(drawn.lang)}</h3><p class="finding">{finding(&drawn)}</p> })
    };
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
                {heading}
                {more}
                {move || key(scene.lang.get(), scene.chosen.get().picture)}
            </header>
            {move || drawn.get().map(|drawn| faults(&drawn))}
            <div class="chain-graph">{move || drawn.get().map(|drawn| graph(state, &drawn))}</div>
            {move || drawn.get().map(|drawn| apart(state, &drawn))}
        </section>
    }
}

/// What the chain says in one sentence: how many firms came, and where it is broken.
fn finding(drawn: &Drawn) -> String {
    let lang = drawn.lang;
    let sum = |of: fn(&StageView) -> u32| drawn.stages.iter().map(of).sum::<u32>().to_string();
    let growth =
        Word::ChainGrowth.with(lang, &[("before", &sum(|s| s.firms_first)), ("now", &sum(|s| s.firms))]);
    let broken: Vec<String> = drawn
        .stages
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
        let stage = drawn.stages.iter().find(|view| view.stage.key == *key);
        stage.map_or_else(|| key.to_string(), |view| view.stage.name.get(lang).to_owned())
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

fn graph(state: State, drawn: &Drawn) -> View {
    let places = places(&drawn.graph);
    let tallest = drawn.graph.columns.iter().map(Vec::len).max().unwrap_or(1);
    let links = drawn.links.iter().filter_map(|link| {
        let (from, to) = (places.get(&link.from)?, places.get(&link.to)?);
        Some(link_path(*link, *from, *to, drawn))
    });
    let nodes = drawn.stages.iter().filter_map(|view| {
        let place = places.get(&view.stage.key)?;
        Some(node::node(state, view, Some(*place), tallest, drawn.picture, drawn.lang))
    });
    let arrows = drawn.links.iter().filter_map(|link| {
        let to = places.get(&link.to)?;
        places.get(&link.from)?;
        Some(arrow(*link, *to, drawn))
    });
    view! {
        <svg class="chain-links" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">{links.collect::<Vec<_>>()}</svg>
        {arrows.collect::<Vec<_>>()}
        {nodes.collect::<Vec<_>>()}
    }
}

/// How a link is drawn: whole, broken, or not yet there.
fn link_class(link: Link, drawn: &Drawn) -> &'static str {
    let is_empty = |key| drawn.stages.iter().any(|v| v.stage.key == key && v.firms == 0);
    match drawn.picture {
        Picture::Future => "chain-link",
        _ if link.broken => "chain-link broken",
        _ if is_empty(link.from) || is_empty(link.to) => "chain-link unmade",
        _ => "chain-link",
    }
}

fn link_path(link: Link, from: Place, to: Place, drawn: &Drawn) -> View {
    let (start, end) = (from.left + from.width, to.left);
    let bend = end - (to.width / WIDE) * (1.0 - WIDE) * 0.62;
    let path = sums::path(&[
        ("M", &[start, from.middle]),
        ("L", &[bend, from.middle]),
        ("L", &[bend, to.middle]),
        ("L", &[end - 0.7, to.middle]),
    ]);
    view! { <path class=link_class(link, drawn) d=path /> }
}

fn arrow(link: Link, to: Place, drawn: &Drawn) -> View {
    let (left, top) = (sums::percent(to.left), sums::percent(to.middle));
    let class = format!("chain-arrow {}", link_class(link, drawn));
    view! { <i class=class style:left=left style:top=top aria-hidden="true"></i> }
}

/// Stages that stand apart: a bar each under the graph.
fn apart(state: State, drawn: &Drawn) -> View {
    let nodes = drawn.graph.apart.iter().filter_map(|key| {
        let view = drawn.stages.iter().find(|view| view.stage.key == *key)?;
        Some(node::node(state, view, None, 1, drawn.picture, drawn.lang))
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
