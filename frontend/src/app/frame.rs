//! The grid: on desks and walls columns between header and time, on phones a map under a sheet.

use crate::prelude::*;
use shared::Word;

use crate::figures::Strip;
use crate::header::Header;
use crate::legend::{Legend, ScopeLine};
use crate::media;
use crate::parts;
use crate::phone::Phone;
use crate::scene::Scene;
use crate::search::Search;
use crate::slider::Time;
use crate::stage::Stage;

/// The grid that fits the screen.
#[component]
pub fn Frame() -> impl IntoView {
    let narrow = media::follow(media::NARROW);
    move || if narrow.get() { view! { <Phone /> }.into_any() } else { view! { <Desk /> }.into_any() }
}

#[component]
fn Desk() -> impl IntoView {
    let scene = Scene::here();
    let open = move || scene.opened.with(Option::is_some);
    view! {
        <div class="desk" class:with-panel=open>
            <Header />
            <Strip />
            <aside class="side" aria-label=move || scene.say(Word::LegendLabel)>
                <Search />
                <Legend />
                <ScopeLine />
            </aside>
            <Stage />
            {move || open().then(|| view! {
                <aside class="panel" aria-label=move || scene.say(Word::PanelLabel)>{parts::PANEL.view()}</aside>
            })}
            <Time />
        </div>
    }
}
