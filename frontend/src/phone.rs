//! The page on a phone: the map, and over it one sheet that is pulled up; all controls in the lower half.

mod glance;
mod sheet;
mod tabs;

use crate::prelude::*;
use shared::Word;

use crate::figures::Strip;
use crate::header::{Colours, Language, Logo};
use crate::legend::{Chips, Legend, ScopeLine};
use crate::moment::Moment;
use crate::parts;
use crate::scene::Scene;
use crate::search::Search;
use crate::slider::Time;
use crate::stage::Stage;
use glance::Glance;
use sheet::{Place, Sheet};
use tabs::{Tab, Tabs};

/// The page.
#[component]
pub fn Phone() -> impl IntoView {
    let (scene, moment) = (Scene::here(), Moment::here());
    let tab = RwSignal::new(Tab::Map);
    let place = RwSignal::new(Place::Peek);
    // What was tapped on the map comes up; nothing chosen lets the map be seen.
    Effect::new(move |before: Option<bool>| {
        let open = scene.opened.with(Option::is_some);
        if open {
            tab.set(Tab::Map);
            if place.get_untracked() == Place::Peek {
                place.set(Place::Half);
            }
        } else if before == Some(true) {
            place.set(Place::Peek);
        }
        open
    });
    // Drawn anew only when it is another thing, not with every pull.
    let open = Memo::new(move || scene.opened.with(Option::is_some));
    let low = Memo::new(move || place.get() == Place::Peek);
    let glance = || Glance {}.draw();
    let day = move || {
        let lang = scene.lang.get();
        let date = crate::format::date(scene.day.get(), lang);
        let word = if moment.is_today() { Word::TimeIsToday } else { Word::TimeIsPast };
        view! { <b>{date}</b><span>{word.text(lang)}</span> }
    };
    let content = move || match tab.get() {
        Tab::Map => view! {
            {move || if open.get() {
                parts::PANEL.view()
            } else if low.get() {
                glance()
            } else {
                parts::WELCOME.view_after(glance)
            }}
        }
        .into_any(),
        Tab::Find => view! { <Search /> }.into_any(),
        Tab::Legend => view! { <Legend /><ScopeLine /> }.into_any(),
        Tab::Figures => view! { <Strip /> }.into_any(),
        Tab::Time => view! { <Time /> }.into_any(),
    };
    view! {
        <div class="phone" class:raised=move || place.get() != Place::Peek>
            <header class="header">
                <Logo />
                <h1 class="name">{move || scene.say(Word::AppName)}</h1>
                <span class="gap"></span>
                <Language />
                <Colours />
            </header>
            <Stage />
            <section class="over" aria-label=move || scene.say(Word::LegendLabel)>
                <button
                    type="button"
                    class="day-chip"
                    on:click=move |_| {
                        tab.set(Tab::Time);
                        place.set(Place::Half);
                    }
                >
                    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
                        <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.4" />
                        <path d="M8 4.4V8L10.4 9.6" fill="none" stroke="currentColor" stroke-width="1.4" />
                    </svg>
                    <span class="lines">{day}</span>
                </button>
                <Chips />
            </section>
            <Sheet place>{content}</Sheet>
            <Tabs tab place />
        </div>
    }
}
