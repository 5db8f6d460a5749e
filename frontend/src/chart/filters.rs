//! The line under the header: title and day, what is chosen, which state of the chain, print and spreadsheet.

use crate::prelude::*;
use shared::chart::{self, Colour, Selection};
use shared::fact::rule::Lateness;
use shared::{Key, Lang, Word};

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
            {stages(state)}
            {parks(state)}
            {homes(state)}
            {lights(state)}
            {persons(state)}
            {clear}
            <span class="gap"></span>
            {presets(state)}
            {pictures(state)}
            {sheets(state)}
            {move || state.is_official.get().then(|| {
                let leave = move |_| super::office::sign_out(state, feed);
                let go = move |event: web_sys::MouseEvent| {
                    if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                        event.prevent_default();
                        crate::header::open_page(scene, Page::Login);
                    }
                };
                view! {
                    <a class="link" href="/login" on:click=go>{scene.say(Word::AccountLink)}</a>
                    <button type="button" class="link sign-out" on:click=leave>{scene.say(Word::OfficeSignOut)}</button>
                }
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

/// A choice among what there is, or all of it. It is made anew only when there is something else to choose from.
fn choice(
    state: State,
    label: Word,
    chosen: impl Fn(Selection) -> Option<String> + Copy + 'static,
    there: impl Fn(Lang) -> Vec<Choice> + 'static,
    choose: impl Fn(Option<String>) + Copy + 'static,
) -> View {
    let there = Memo::new(move || {
        let lang = state.scene.lang.get();
        let mut choices = vec![(String::new(), Word::ChartAll.text(lang).to_owned())];
        choices.extend(there(lang));
        choices
    });
    let now = move || chosen(state.selection()).unwrap_or_default();
    view! {
        {move || {
            let label = label.text(state.scene.lang.get());
            select(label, now, there.get(), move |value| choose((!value.is_empty()).then_some(value)))
        }}
    }
}

fn stages(state: State) -> View {
    let there = move |lang| {
        let named = state.with(|chart| {
            let stages = chart.chain.stages.iter();
            stages.map(|stage| (stage.key.to_string(), stage.name.get(lang).to_owned())).collect()
        });
        named.unwrap_or_default()
    };
    let choose = move |value: Option<String>| {
        state.choose(|s| s.stage = value.and_then(|text| text.parse().ok()));
    };
    choice(state, Word::ChartStage, |s| s.stage.map(|key| key.to_string()), there, choose)
}

fn parks(state: State) -> View {
    let there = move |lang| {
        let region = state.scene.scope.get().region;
        state.world(|world| {
            let parks = world.parks.iter().filter_map(|(key, ledger)| {
                let park = &ledger.latest()?.attributes;
                let here = region.contains(park.region) && park.parent.is_none();
                here.then(|| (key.to_string(), park.short.get(lang).to_owned()))
            });
            parks.collect()
        })
    };
    let choose = move |value: Option<String>| {
        state.choose(|s| s.park = value.and_then(|text| text.parse().ok()));
    };
    choice(state, Word::ChartPark, |s| s.park.map(|key| key.to_string()), there, choose)
}

fn homes(state: State) -> View {
    let there = move |lang| {
        let flows = state.with(|chart| chart.flows(Selection::default())).unwrap_or_default();
        let homes = flows.iter().map(|flow| flow.home);
        state.world(|world| homes.map(|home| (home.to_string(), say::province(world, home, lang))).collect())
    };
    let choose = move |value: Option<String>| {
        state.choose(|s| s.home = value.and_then(|text| text.parse().ok()));
    };
    choice(state, Word::ChartHome, |s| s.home.map(|home| home.to_string()), there, choose)
}

fn lights(state: State) -> impl IntoView {
    let there = move |lang| {
        let lights = Colour::ALL.iter();
        lights.map(|c| (c.slug().to_owned(), say::light(*c).text(lang).to_owned())).collect::<Vec<_>>()
    };
    let choose = move |value: Option<String>| {
        state.choose(|s| s.light = value.and_then(|text| Colour::from_slug(&text)));
    };
    let chosen = |s: Selection| s.light.map(|light| light.slug().to_owned());
    move || state.is_official.get().then(|| choice(state, Word::ChartLight, chosen, there, choose))
}

fn persons(state: State) -> impl IntoView {
    let asked = Memo::new(move || state.with(|chart| chart.asked));
    let there = move |lang| {
        let persons = asked.get().map(|asked| state.world(|world| chart::persons(world, asked)));
        let persons = persons.unwrap_or_default().into_iter();
        persons.map(|key| (key.to_string(), say::person(key, lang))).collect::<Vec<_>>()
    };
    let choose = move |value: Option<String>| {
        state.choose(|s| s.person = value.and_then(|text| text.parse().ok()));
    };
    let chosen = |s: Selection| s.person.map(|key| key.to_string());
    move || state.is_official.get().then(|| choice(state, Word::ChartPerson, chosen, there, choose))
}

/// Presets that judge projects.
fn presets(state: State) -> impl IntoView {
    let there = Memo::new(move || {
        let lang = state.scene.lang.get();
        let named = state.with(|chart| {
            let presets = chart.presets.iter();
            let judging = presets
                .filter(|(_, preset)| preset.rules.iter().any(|rule| rule.measure != Lateness::Action));
            judging
                .map(|(key, preset)| (key.to_string(), preset.name.get(lang).to_owned()))
                .collect::<Vec<_>>()
        });
        named.filter(|there| there.len() > 1 && state.is_official.get())
    });
    let chosen = move || {
        let preset = state.with(|chart| chart.preset.as_ref().map(|(key, _)| key.to_string()));
        preset.flatten().unwrap_or_default()
    };
    move || {
        let label = Word::ChartPreset.text(state.scene.lang.get());
        there.get().map(|there| {
            select(label, chosen, there, move |value| {
                state.change(|chosen| chosen.preset = value.parse().ok());
            })
        })
    }
}

fn pictures(state: State) -> View {
    let scene = state.scene;
    let word = |picture| match picture {
        Picture::Present => Word::ChainPicturePresent,
        Picture::Future => Word::ChainPictureFuture,
        Picture::Difference => Word::ChainPictureDifference,
    };
    let chosen = Memo::new(move || scene.chosen.get().picture);
    let buttons = Picture::ALL.into_iter().map(|picture| {
        let choose = move |_| state.change(|chosen| chosen.picture = picture);
        view! {
            <button type="button" aria-pressed=move || (picture == chosen.get()).to_string() on:click=choose>
                {move || scene.say(word(picture))}
            </button>
        }
    });
    view! {
        <div class="segmented" role="group" aria-label=move || scene.say(Word::ChainPictureLabel)>{buttons.collect::<Vec<_>>()}</div>
    }
}

/// Print as one sheet, and the same numbers as a workbook.
fn sheets(state: State) -> View {
    let scene = state.scene;
    let print = |paper: &'static str| {
        move |_| {
            if let Some(root) = document().document_element() {
                let _ = root.set_attribute("data-paper", paper);
            }
            // Refused only where there is no printing at all.
            let _ = window().print();
        }
    };
    let preset = Memo::new(move || scene.chosen.get().preset);
    let address = move || {
        let Page::Chart(chain) = scene.page.get() else { return String::new() };
        let (day, region, lang) = (scene.day.get(), scene.scope.get().region, scene.lang.get().tag());
        let mut address = format!("/api/export/chart?chain={chain}&as_of={day}&region={region}&lang={lang}");
        if let Some(known) = scene.known_on.get() {
            address.push_str(&format!("&as_at={known}"));
        }
        if let Some(preset) = preset.get() {
            address.push_str(&format!("&preset={preset}"));
        }
        address
    };
    view! {
        <button type="button" class="button" on:click=print("a3")>{move || scene.say(Word::ChartPrint)}" A3"</button>
        <button type="button" class="button" on:click=print("a0")>"A0"</button>
        <a class="button" href=address download=true>"Excel"</a>
    }
}

/// A button that chooses a light, or no longer.
pub fn choose_light(state: State, colour: Colour) {
    state.choose(|s| toggle(&mut s.light, colour));
}
