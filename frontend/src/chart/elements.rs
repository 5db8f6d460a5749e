//! The elements: what the parks supply, used, promised, asked for, and where it falls short.

use crate::prelude::*;
use shared::chart::{Element, ElementView};
use shared::{Lang, Word};

use super::say;
use super::state::State;

/// Where the tick of the capacity stands, percent of the bar: beyond it is what is missing.
const TICK: f64 = 82.0;

/// The column at the right of the chain.
#[component]
pub fn Elements() -> impl IntoView {
    let state = State::here();
    let scene = state.scene;
    let views = Memo::new(move || state.with(|chart| chart.elements(state.selection())).unwrap_or_default());
    let there =
        Memo::new(move || views.with(|views| views.iter().map(|view| view.element).collect::<Vec<_>>()));
    let over = move || {
        let lang = scene.lang.get();
        let over = state.with(|chart| chart.overpromised()).unwrap_or_default();
        let count = over.len();
        let said = over.into_iter().map(|over| {
            let park = state.world(|world| say::park(world, Some(over.park), lang));
            let (promised, unit) = say::amount(over.element, over.promised, lang);
            let (free, _) = say::amount(over.element, over.free, lang);
            let what = say::element(over.element).text(lang);
            let values = [
                ("park", park.as_str()),
                ("what", what),
                ("promised", &promised),
                ("free", &free),
                ("unit", unit),
            ];
            view! { <li>{Word::ElementOverpromised.with(lang, &values)}</li> }
        });
        let said = said.collect::<Vec<_>>();
        (count > 0).then(|| {
            let words = Word::ElementOver.with(lang, &[("n", &count.to_string())]);
            view! { <details class="chart-fault"><summary>{words}</summary><ul class="over-list">{said}</ul></details> }
        })
    };
    view! {
        <section class="chart-elements" aria-label=move || scene.say(Word::ElementsTitle)>
            <header class="chart-head"><h3>{move || scene.say(Word::ElementsTitle)}</h3><p class="finding">{move || scene.say(Word::ElementsAbout)}</p></header>
            {move || {
                let lang = scene.lang.get();
                there.get().into_iter().map(|element| bar(element, views, lang)).collect::<Vec<_>>()
            }}
            {over}
            {move || key(scene.lang.get(), state.is_official.get())}
        </section>
    }
}

/// The bar of an element stays; its numbers follow.
fn bar(element: Element, views: Memo<Vec<ElementView>>, lang: Lang) -> View {
    let view =
        Memo::new(move || views.with(|views| views.iter().find(|view| view.element == element).copied()));
    let of = move |tell: fn(&ElementView) -> f64| view.with(|view| view.as_ref().map_or(0.0, tell));
    let is_short = move || of(ElementView::short) > 0.0;
    let words = move || {
        let (amount, _) = say::amount(element, of(ElementView::short).abs(), lang);
        let word = if is_short() { Word::SupplyShort } else { Word::SupplyLeft };
        word.with(lang, &[("n", &amount)])
    };
    let (_, unit) = say::amount(element, 0.0, lang);
    let scale = move || TICK / of(|view| view.total).max(0.001);
    // What is used, promised and asked for, one after another.
    let ends: [fn(&ElementView) -> f64; 4] = [
        |_| 0.0,
        |view| view.used,
        |view| view.used + view.promised,
        |view| view.used + view.promised + view.asked,
    ];
    let end = move |sum: fn(&ElementView) -> f64| (of(sum) * scale()).min(TICK);
    let fills = ["var(--ink)", "url(#construction)", "var(--p1)"];
    let rects =
        fills.into_iter().zip(ends.into_iter().zip(ends.into_iter().skip(1))).map(|(fill, (from, to))| {
            let width = move || (end(to) - end(from)).max(0.0);
            view! { <rect x=move || end(from) y="1" width=width height="10" fill=fill /> }
        });
    let beyond = move || (of(ElementView::short) * scale()).clamp(0.0, 100.0 - TICK);
    let heard = move || view.get().map(|view| table_line(view, lang)).unwrap_or_default();
    view! {
        <div class="element" data-element=element.slug()>
            <p class="element-words">
                <span>{say::element(element).text(lang)}" "<span class="quiet">{unit}</span></span>
                <b class:gap-word=is_short>{words}</b>
            </p>
            <svg class="element-bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
                <rect y="1" width=TICK height="10" fill="var(--paper-3)" />
                {rects.collect::<Vec<_>>()}
                <rect x=TICK y="1" width=beyond height="10" fill="var(--gap)" />
                <path d="M82 0V12" stroke="var(--t1)" stroke-width="2" vector-effect="non-scaling-stroke" />
            </svg>
            <span class="unseen">{heard}</span>
        </div>
    }
}

/// The same numbers for those who listen.
fn table_line(view: ElementView, lang: Lang) -> String {
    let ElementView { element, total, used, promised, asked } = view;
    let numbers = [
        (Word::ElementUsed, used),
        (Word::ElementPromised, promised),
        (Word::ElementAsked, asked),
        (Word::ElementTotal, total),
    ];
    let said = numbers.map(|(word, number)| {
        let (amount, unit) = say::amount(element, number, lang);
        format!("{} {amount} {unit}", word.text(lang))
    });
    crate::format::listed(&said, lang)
}

fn key(lang: Lang, is_official: bool) -> View {
    let item = |fill: &'static str, word: Word| {
        view! {
            <span class="key-item">
                <svg class="key-swatch" viewBox="0 0 16 10" aria-hidden="true"><rect width="16" height="10" fill=fill stroke="var(--edge)" stroke-width=".8" /></svg>
                {word.text(lang)}
            </span>
        }
    };
    // What targets ask for is the officials' business.
    let asked = is_official.then(|| item("var(--p1)", Word::ElementAsked));
    view! {
        <p class="chart-key">
            {item("var(--ink)", Word::ElementUsed)}
            {item("url(#construction)", Word::ElementPromised)}
            {asked}
            {item("var(--gap)", Word::ElementGap)}
        </p>
    }
}
