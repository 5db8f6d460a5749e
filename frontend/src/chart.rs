//! The battle chart (作战图): chain, elements, front, funnel and board of one chain on the chosen day, each filtered by what
//! is chosen on the others.
//!
//! One part of the program: whoever only looks at the map loads none of it. The map of the front is the page's own, moved
//! into its cell by the style sheet.

mod board;
mod chain;
mod elements;
mod filters;
mod fit;
mod flows;
mod front;
mod funnel;
mod lists;
mod login;
mod node;
mod office;
pub mod say;
mod state;
mod sums;

use crate::prelude::*;
use shared::Word;

use crate::scene::{Page, Scene};
use board::Board;
use chain::Chain;
use elements::Elements;
use filters::Filters;
use front::Front;
use funnel::Funnel;
use lists::Beside;
pub use login::Login;
use state::State;

/// The page's parts, in the order in which they are read.
#[component]
pub fn Chart() -> impl IntoView {
    let scene = Scene::here();
    let state = State::new();
    provide_context(state);
    crate::vault::Shown::share();
    office::follow(state);
    front::hold_camera(state);
    let trouble = move || {
        let known = state.chart.with(|chart| chart.as_ref().err().cloned())?;
        let chain = match scene.page.get() {
            Page::Chart(chain) => chain.to_string(),
            _ => String::new(),
        };
        let lang = scene.lang.get();
        Some(view! {
            <div class="chart-none" role="alert">
                <p>{Word::ChartUnknownChain.with(lang, &[("chain", &chain)])}</p>
                {say::chain_links(state, known)}
            </div>
        })
    };
    let is_there = Memo::new(move || state.chart.with(Result::is_ok));
    view! {
        {move || if is_there.get() {
            view! {
                <Filters />
                <Chain />
                <Elements />
                <Front />
                <Funnel />
                <Board />
                <Beside />
                {crate::vault::place()}
            }
        } else {
            trouble().into_view()
        }}
    }
}
