//! The front: from which provinces targets come, over the page's map and as a table.

use crate::prelude::*;
use shared::chart::{Bucket, Flow};
use shared::{Lang, Word};

use super::flows::Flows;
use super::state::{State, toggle};
use super::{say, sums};
use crate::ground::Ground;
use crate::map::{Bounds, Motion};
use crate::media;
use crate::number::fixed;
use crate::print::Paper;

/// What the front shows: from the home prefecture to the coast.
const REACH: Bounds = Bounds { west: 95.4, south: 20.4, east: 128.6, north: 33.4 };
/// Shows the whole front while the chart is open, and gives the map back as it was.
pub fn hold_camera(state: State) {
    let (scene, ground) = (state.scene, Ground::here());
    let before = scene.camera.get_untracked();
    Effect::new(move |held: Option<bool>| {
        let stands = ground.standing.get();
        if stands && held != Some(true) {
            // Once the style sheet has moved the map into its cell.
            request_animation_frame(move || {
                if let Some(map) = ground.map() {
                    map.refit();
                    map.fit(REACH, 8.0, Motion::Cut);
                }
            });
        }
        stands
    });
    on_cleanup(move || {
        request_animation_frame(move || {
            if let Some(map) = ground.map() {
                map.refit();
                map.go_to(before, Motion::Cut);
            }
        });
    });
}

/// Heading over the map, the flows on it, the table under it.
#[component]
pub fn Front() -> impl IntoView {
    let state = State::here();
    let scene = state.scene;
    let still = media::follow(media::STILL);
    let flows = state.flows;
    // Paper does not show what a graphics card drew: a copy of the map lies under the flows while something is printed.
    let printed = RwSignal::new(None::<web_sys::HtmlCanvasElement>);
    let paper = Paper::here();
    let handles = [
        window_event_listener(leptos::ev::beforeprint, move |_| printed.set(paper.copy())),
        window_event_listener(leptos::ev::afterprint, move |_| printed.set(None)),
    ];
    on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
    let count = Memo::new(move || flows.with(Vec::len));
    let heading = move || finding(state, &flows.get(), scene.lang.get());
    let play = move || {
        let lang = scene.lang.get();
        let word = if state.flowing.get() { Word::FrontStop } else { Word::FrontPlay };
        (!still.get()).then(|| {
            let switch = move |_| state.flowing.update(|flowing| *flowing = !*flowing);
            view! { <button type="button" class="link" on:click=switch>{word.text(lang)}</button> }
        })
    };
    view! {
        <section class="chart-front" aria-label=move || scene.say(Word::FrontTitle)>
        <header class="chart-head front-head"><h3>{move || scene.say(Word::FrontTitle)}</h3><p class="finding">{heading}</p><span class="gap"></span>{play}</header>
        <div class="front-map">{move || printed.get().map(|canvas| View::of(canvas.into()))}<Flows /></div>
        <div class="front-table">{move || key(scene.lang.get())}{move || table(state, count.get(), scene.lang.get())}</div>
        </section>
    }
}

/// Which provinces hold most of the targets.
fn finding(state: State, flows: &[Flow], lang: Lang) -> String {
    let all: u32 = flows.iter().map(Flow::total).sum();
    let largest: u32 = flows.iter().take(2).map(Flow::total).sum();
    if all == 0 {
        return Word::FrontNone.text(lang).to_owned();
    }
    let names: Vec<String> =
        flows.iter().take(2).map(|flow| state.world(|world| say::province(world, flow.home, lang))).collect();
    let names = names.join(if lang == Lang::Zh { "、" } else { " and " });
    let share = fixed(f64::from(largest) * 100.0 / f64::from(all), 0);
    Word::FrontShare.with(lang, &[("names", &names), ("all", &all.to_string()), ("share", &share)])
}

fn key(lang: Lang) -> View {
    let items = Bucket::ALL.into_iter().map(|bucket| {
        view! {
            <span class="key-item">
                <i class=format!("flow-swatch b{}", bucket as u8) aria-hidden="true"></i>
                {say::bucket(bucket).text(lang)}
            </span>
        }
    });
    view! { <p class="chart-key front-key">{items.collect::<Vec<_>>()}</p> }
}

/// The rows stay; what they say follows the flows.
fn table(state: State, count: usize, lang: Lang) -> View {
    let largest = Memo::new(move || state.flows.with(|flows| flows.iter().map(Flow::total).max()));
    let rows = (0..count).map(|at| {
        let flow = Memo::new(move || state.flows.with(|flows| flows.get(at).copied()));
        let home = move || flow.get().map(|flow| flow.home);
        let chosen = move || home().is_some() && state.selection().home == home();
        let name = move || home().map_or_else(String::new, |home| state.world(|world| say::province(world, home, lang)));
        let choose = move |_| {
            if let Some(flow) = flow.get_untracked() {
                state.choose(|s| toggle(&mut s.home, flow.home));
            }
        };
        let total = move || flow.get().map_or(0, |flow| flow.total());
        let of = move |bucket: Bucket| flow.get().and_then(|flow| flow.targets.get(bucket as usize).copied()).unwrap_or(0);
        let width = move || sums::percent(f64::from(total()) * 100.0 / f64::from(largest.get().unwrap_or(1).max(1)));
        view! {
            <tr class:chosen=chosen>
                <th scope="row"><button type="button" class="row-button" aria-pressed=move || chosen().to_string() on:click=choose>{name}</button></th>
                <td class="with-bar"><span class="cell-bar" style:width=width aria-hidden="true"></span>{total}</td>
                <td>{move || of(Bucket::Willing)}</td>
                <td>{move || of(Bucket::Negotiating)}</td>
                <td>{move || of(Bucket::Signed)}</td>
            </tr>
        }
    });
    view! {
        <table class="chart-table">
            <caption class="unseen">{Word::FrontTitle.text(lang)}</caption>
            <thead><tr>
                <th scope="col">{Word::FrontSource.text(lang)}</th>
                <th scope="col">{Word::FrontTargets.text(lang)}</th>
                <th scope="col">{say::bucket(Bucket::Willing).text(lang)}</th>
                <th scope="col">{say::bucket(Bucket::Negotiating).text(lang)}</th>
                <th scope="col">{say::bucket(Bucket::Signed).text(lang)}</th>
            </tr></thead>
            <tbody>{rows.collect::<Vec<_>>()}</tbody>
        </table>
    }
}
