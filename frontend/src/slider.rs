//! The strip of time at the bottom: the date at the left, the history in the middle, what was known at the right.

mod controls;
mod date;
mod keys;
mod known;
mod track;

use crate::prelude::*;
use shared::Word;

use crate::scene::Scene;
use controls::Controls;
use date::DateLine;
pub use keys::keys;
use known::Known;
use track::Track;

/// The strip.
#[component]
pub fn Time() -> impl IntoView {
    let scene = Scene::here();
    view! {
        <section class="time" aria-label=move || scene.say(Word::TimeLabel)>
            <div class="now">
                <DateLine />
                <Controls />
            </div>
            <Track />
            <Known />
        </section>
    }
}
