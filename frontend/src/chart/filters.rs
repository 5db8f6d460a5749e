//! The line under the header: title and day, what is chosen, which state of the chain, print and spreadsheet.

use std::collections::BTreeSet;

use crate::prelude::*;
use shared::chart::{Colour, Selection};
use shared::fact::rule::Lateness;
use shared::{Key, Word};

use super::say;
use super::state::{State, toggle};
use crate::feed::Feed;
use crate::format::date;
use crate::scene::{Page, Picture};

/// A choice of a select: its value and its name.
type Choice = (String, String);

/// The line.
#[component]
pub fn Filters() -> impl IntoView {
    let (state, feed) = (State::here(), Feed::here());
    let scene = state.scene;
    let title = move || {
        let lang = scene.lang.get();
        let name = state.with(|chart| chart.chain.name.get(lang).to_owned()).unwrap_or_default();
        Word::ChartTitle.with(lang, &[("chain", &name)])
    };
    let chains = move || {
        let lang = scene.lang.get();
        let known: Vec<Key> = state.world(|world| world.chains.keys().copied().collect());
        let here = move || match scene.page.get() {
            Page::Chart(chain) => chain.to_string(),
            _ => String::new(),
        };
        let choices: Vec<Choice> = known
            .iter()
            .map(|key| (key.to_string(), state.world(|world| say::chain(world, *key, lang))))
            .collect();
        select(scene.say(Word::ChartChain), here, choices, move |value| {
            if let Ok(chain) = value.parse() {
                crate::header::open_page(scene, Page::Chart(chain));
            }
        })
    };
    let clear = move || {
        (!state.selection().is_empty()).then(|| {
            let clear = move |_| state.choose(|s| *s = Default::default());
            view! { <button type="button" class="link" on:click=clear>{scene.say(Word::ChartClear)}</button> }
        })
    };
    view! {
        <section class="chart-filters" aria-label=move || scene.say(Word::ChartFilters)>
            <h2 class="chart-title">{title}</h2>
            <button
                type="button"
                class="chart-day"
                aria-expanded=move || scene.timeline.get().to_string()
                title=move || scene.say(Word::ChartTimeline)
                on:click=move |_| scene.timeline.set(!scene.timeline.get_untracked())
            >
                {move || date(scene.day.get(), scene.lang.get())}
                <span class="turn" aria-hidden="true">"▾"</span>
            </button>
            {chains}
            {move || stages(state)}
            {move || parks(state)}
            {move || homes(state)}
            {move || lights(state)}
            {move || persons(state)}
            {clear}
            <span class="gap"></span>
            {move || presets(state)}
            {move || pictures(state)}
            {move || sheets(state)}
            {move || state.is_official.get().then(|| {
                let leave = move |_| super::office::sign_out(state, feed);
                view! { <button type="button" class="link sign-out" on:click=leave>{scene.say(Word::OfficeSignOut)}</button> }
            })}
        </section>
    }
}

/// A select. Its options stay while another one is chosen: they are many, and each filter would make them all anew.
fn select(
    label: &'static str,
    chosen: impl Fn() -> String + Copy + 'static,
    choices: Vec<Choice>,
    choose: impl Fn(String) + 'static,
) -> View {
    // Something that can be left open is marked when it is not.
    let can_be_open = choices.first().is_some_and(|(value, _)| value.is_empty());
    let options = choices.into_iter().map(|(value, name)| view! { <option value=value>{name}</option> });
    view! {
        <label class="chart-select" class:chosen=move || can_be_open && !chosen().is_empty() class:bare=!can_be_open title=label>
            <span class="label">{label}</span>
            <select prop:value=chosen on:change=move |event: web_sys::Event| choose(event_target_value(&event))>{options.collect::<Vec<_>>()}</select>
        </label>
    }
}

/// A choice among what there is, or all of it.
fn choice(
    state: State,
    label: Word,
    chosen: impl Fn(Selection) -> Option<String> + Copy + 'static,
    mut there: Vec<Choice>,
    choose: impl Fn(Option<String>) + 'static,
) -> View {
    let lang = state.scene.lang.get();
    there.insert(0, (String::new(), Word::ChartAll.text(lang).to_owned()));
    let now = move || chosen(state.selection()).unwrap_or_default();
    select(label.text(lang), now, there, move |value| choose((!value.is_empty()).then_some(value)))
}

fn stages(state: State) -> View {
    let lang = state.scene.lang.get();
    let there = state
        .with(|chart| {
            let stages = chart.chain.stages.iter();
            stages.map(|stage| (stage.key.to_string(), stage.name.get(lang).to_owned())).collect()
        })
        .unwrap_or_default();
    choice(
        state,
        Word::ChartStage,
        |s| s.stage.map(|key| key.to_string()),
        there,
        move |value| {
            state.choose(|s| s.stage = value.and_then(|text| text.parse().ok()));
        },
    )
}

fn parks(state: State) -> View {
    let lang = state.scene.lang.get();
    let region = state.scene.scope.get().region;
    let there = state.world(|world| {
        let parks = world.parks.iter().filter_map(|(key, ledger)| {
            let park = &ledger.latest()?.attributes;
            let here = region.contains(park.region) && park.parent.is_none();
            here.then(|| (key.to_string(), park.short.get(lang).to_owned()))
        });
        parks.collect()
    });
    choice(
        state,
        Word::ChartPark,
        |s| s.park.map(|key| key.to_string()),
        there,
        move |value| {
            state.choose(|s| s.park = value.and_then(|text| text.parse().ok()));
        },
    )
}

fn homes(state: State) -> View {
    let lang = state.scene.lang.get();
    let flows = state.with(|chart| chart.flows(Default::default())).unwrap_or_default();
    let named = |world: &shared::World| {
        flows.iter().map(|flow| (flow.home.to_string(), say::province(world, flow.home, lang))).collect()
    };
    let there = state.world(named);
    choice(
        state,
        Word::ChartHome,
        |s| s.home.map(|home| home.to_string()),
        there,
        move |value| {
            state.choose(|s| s.home = value.and_then(|text| text.parse().ok()));
        },
    )
}

fn lights(state: State) -> Option<View> {
    let lang = state.scene.lang.get();
    state.is_official.get().then(|| {
        let there = Colour::ALL.iter().map(|c| (c.slug().to_owned(), say::light(*c).text(lang).to_owned()));
        choice(
            state,
            Word::ChartLight,
            |s| s.light.map(|light| light.slug().to_owned()),
            there.collect(),
            move |value| {
                state.choose(|s| s.light = value.and_then(|text| Colour::from_slug(&text)));
            },
        )
    })
}

fn persons(state: State) -> Option<View> {
    let lang = state.scene.lang.get();
    state.is_official.get().then(|| {
        let persons = state
            .with(|chart| {
                let works = chart.works.iter().filter_map(|w| w.office.as_ref()?.duty.person);
                distinct(works.chain(chart.prospects.iter().filter_map(|p| p.office.as_ref()?.person)))
            })
            .unwrap_or_default();
        let there = persons.into_iter().map(|key| (key.to_string(), say::person(key, lang)));
        choice(
            state,
            Word::ChartPerson,
            |s| s.person.map(|key| key.to_string()),
            there.collect(),
            move |value| {
                state.choose(|s| s.person = value.and_then(|text| text.parse().ok()));
            },
        )
    })
}

/// The keys that there are, in their order. They are few, and come thousands of times each: what was seen at the same place
/// of a small table is not asked for again.
fn distinct(keys: impl Iterator<Item = Key>) -> BTreeSet<Key> {
    let (mut distinct, mut seen) = (BTreeSet::new(), [None; 64]);
    for key in keys {
        let sum: usize = key.as_str().bytes().map(usize::from).sum();
        let place = seen.get_mut(sum % 64);
        if let Some(place) = place.filter(|place| **place != Some(key)) {
            *place = Some(key);
            distinct.insert(key);
        }
    }
    distinct
}

/// Presets that judge projects.
fn presets(state: State) -> Option<View> {
    let lang = state.scene.lang.get();
    if !state.is_official.get() {
        return None;
    }
    let there = state.with(|chart| {
        let there: Vec<Choice> = chart
            .presets
            .iter()
            .filter(|(_, preset)| preset.rules.iter().any(|rule| rule.measure != Lateness::Action))
            .map(|(key, preset)| (key.to_string(), preset.name.get(lang).to_owned()))
            .collect();
        there
    })?;
    let chosen = move || {
        let preset = state.with(|chart| chart.preset.as_ref().map(|(key, _)| key.to_string()));
        preset.flatten().unwrap_or_default()
    };
    (there.len() > 1).then(|| {
        select(Word::ChartPreset.text(lang), chosen, there, move |value| {
            state.change(|chosen| chosen.preset = value.parse().ok());
        })
    })
}

fn pictures(state: State) -> View {
    let lang = state.scene.lang.get();
    let word = |picture| match picture {
        Picture::Present => Word::ChainPicturePresent,
        Picture::Future => Word::ChainPictureFuture,
        Picture::Difference => Word::ChainPictureDifference,
    };
    let chosen = state.scene.chosen.get().picture;
    let buttons = Picture::ALL.into_iter().map(|picture| {
        let choose = move |_| state.change(|chosen| chosen.picture = picture);
        view! {
            <button type="button" aria-pressed=(picture == chosen).to_string() on:click=choose>{word(picture).text(lang)}</button>
        }
    });
    view! { <div class="segmented" role="group" aria-label=Word::ChainPictureLabel.text(lang)>{buttons.collect::<Vec<_>>()}</div> }
}

/// Print as one sheet, and the same numbers as a workbook.
fn sheets(state: State) -> View {
    let lang = state.scene.lang.get();
    let print = |paper: &'static str| {
        move |_| {
            if let Some(root) = document().document_element() {
                let _ = root.set_attribute("data-paper", paper);
            }
            // Refused only where there is no printing at all.
            let _ = window().print();
        }
    };
    let Page::Chart(chain) = state.scene.page.get() else { return View::new() };
    let day = state.scene.day.get();
    let region = state.scene.scope.get().region;
    let mut address =
        format!("/api/export/chart?chain={chain}&as_of={day}&region={region}&lang={}", lang.tag());
    if let Some(known) = state.scene.known_on.get() {
        address.push_str(&format!("&as_at={known}"));
    }
    if let Some(preset) = state.scene.chosen.get().preset {
        address.push_str(&format!("&preset={preset}"));
    }
    view! {
        <button type="button" class="button" on:click=print("a3")>{Word::ChartPrint.text(lang)}" A3"</button>
        <button type="button" class="button" on:click=print("a0")>"A0"</button>
        <a class="button" href=address download=true>"Excel"</a>
    }
}

/// A button that chooses a light, or no longer.
pub fn choose_light(state: State, colour: Colour) {
    state.choose(|s| toggle(&mut s.light, colour));
}
