//! The tabs at the lower edge: what the sheet holds.

use crate::prelude::*;
use shared::Word;

use super::sheet::Place;
use crate::scene::Scene;

/// What the sheet holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// The chosen record.
    Map,
    /// Search.
    Find,
    /// Legend and filters.
    Legend,
    /// Figures.
    Figures,
    /// Time.
    Time,
}

impl Tab {
    const ALL: [Tab; 5] = [Tab::Map, Tab::Find, Tab::Legend, Tab::Figures, Tab::Time];

    const fn word(self) -> Word {
        match self {
            Tab::Map => Word::MapMap,
            Tab::Find => Word::TabFind,
            Tab::Legend => Word::TabLegend,
            Tab::Figures => Word::TabFigures,
            Tab::Time => Word::TabTime,
        }
    }

    const fn icon(self) -> &'static str {
        match self {
            Tab::Map => "M2.5 5.5L8 3.5L14 5.5L19.5 3.5V16.5L14 18.5L8 16.5L2.5 18.5ZM8 3.5V16.5M14 5.5V18.5",
            Tab::Find => "M9.5 3.5a6 6 0 1 1 0 12a6 6 0 1 1 0-12M14 14L19 19",
            Tab::Legend => "M3 5H8V9H3ZM3 13H8V17H3ZM11 7H19M11 15H19",
            Tab::Figures => "M3 18.5H19M5 18V12M9 18V8M13 18V10M17 18V4",
            Tab::Time => "M11 3.5a7.5 7.5 0 1 1 0 15a7.5 7.5 0 1 1 0-15M11 7V11L14 13",
        }
    }
}

/// The tabs.
#[component]
pub fn Tabs(tab: RwSignal<Tab>, place: RwSignal<Place>) -> impl IntoView {
    let scene = Scene::here();
    let tabs = Tab::ALL.into_iter().map(|this| {
        let choose = move |_| {
            let again = tab.get_untracked() == this;
            tab.set(this);
            place.update(|place| {
                *place = match (*place, again) {
                    (Place::Peek, _) => Place::Half,
                    (_, true) => Place::Peek,
                    (other, false) => other,
                };
            });
        };
        view! {
            <button type="button" class="tab" aria-pressed=move || (tab.get() == this).to_string() on:click=choose>
                <svg viewBox="0 0 22 22" aria-hidden="true">
                    <path d=this.icon() fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round" />
                </svg>
                {move || scene.say(this.word())}
            </button>
        }
    });
    view! { <nav class="tabs" aria-label=move || scene.say(Word::TabsLabel)>{tabs.collect::<Vec<_>>()}</nav> }
}
