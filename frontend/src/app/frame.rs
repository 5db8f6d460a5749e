//! The grid: on desks and walls columns between header and time, on phones a map under a sheet.

use crate::prelude::*;
use shared::Word;

use crate::figures::Strip;
use crate::header::Header;
use crate::legend::{Legend, ScopeLine};
use crate::media;
use crate::parts;
use crate::phone::Phone;
use crate::scene::{Page, Scene};
use crate::search::Search;
use crate::slider::Time;
use crate::stage::Stage;

/// The grid that fits the screen.
#[component]
pub fn Frame() -> impl IntoView {
    let narrow = media::follow(media::NARROW);
    let scene = Scene::here();
    // On a phone the chart is one long page, not a sheet over the map.
    let phone = Memo::new(move || narrow.get() && scene.page.get() == Page::Map);
    move || if phone.get() { view! { <Phone /> }.into_any() } else { view! { <Desk /> }.into_any() }
}

#[component]
fn Desk() -> impl IntoView {
    let scene = Scene::here();
    let open = move || scene.opened.with(Option::is_some);
    let page = scene.page;
    let on_map = move || page.get() == Page::Map;
    let on_chart = move || matches!(page.get(), Page::Chart(_));
    let beside = Memo::new(on_map);
    let chart = Memo::new(on_chart);
    let login = Memo::new(move || page.get() == Page::Login);
    let agenda = Memo::new(move || page.get() == Page::Desk);
    // Pages without a map.
    let plain = move || login.get() || agenda.get();
    // One for both pages: the slider stays where it is when the page changes.
    let timed = Memo::new(move || !plain());
    view! {
        <div class="desk" class:with-panel=open class:charting=on_chart class:timed=move || scene.timeline.get() class:entering=plain>
            <Header />
            {move || beside.get().then(|| view! {
                <Strip />
                <aside class="side" aria-label=move || scene.say(Word::LegendLabel)>
                    <Search />
                    <Legend />
                    <ScopeLine />
                </aside>
            })}
            {move || chart.get().then(|| parts::CHART.view())}
            {move || login.get().then(|| parts::LOGIN.view())}
            {move || agenda.get().then(|| parts::AGENDA.view())}
            <Stage />
            {move || open().then(|| view! {
                <aside class="panel" aria-label=move || scene.say(Word::PanelLabel)>{parts::PANEL.view()}</aside>
            })}
            {move || timed.get().then(|| view! { <Time /> })}
        </div>
    }
}
