//! The legend of a phone: the statuses as chips in a row above the sheet.

use crate::prelude::*;
use shared::Word;
use shared::entity::UnitStatus;

use super::counts::counts;
use crate::format;
use crate::scene::Scene;
use crate::signs::{Swatch, status_word};

/// What can be had comes first.
const ORDER: [UnitStatus; 7] = [
    UnitStatus::Available,
    UnitStatus::Reserved,
    UnitStatus::Construction,
    UnitStatus::Ending,
    UnitStatus::Leased,
    UnitStatus::Planned,
    UnitStatus::Withheld,
];

/// The chips; those of a status without units are left out.
#[component]
pub fn Chips() -> impl IntoView {
    let scene = Scene::here();
    let counts = counts();
    let chip = move |status: UnitStatus| {
        let on = move || scene.shown.with(|s| s.status(status));
        let count = move || counts.with(|c| format::grouped(c.units.count(status).into()));
        move || {
            let some = counts.with(|c| c.units.count(status) > 0);
            some.then(|| {
                view! {
                    <button
                        type="button"
                        class="chip"
                        class:off=move || !on()
                        role="switch"
                        aria-checked=move || on().to_string()
                        on:click=move |_| scene.shown.update(|s| s.switch_status(status))
                    >
                        <Swatch status />
                        <b>{count}</b>
                        " "
                        {move || scene.say(status_word(status))}
                    </button>
                }
            })
        }
    };
    view! {
        <div class="chips" role="group" aria-label=move || scene.say(Word::LegendUnits)>
            {ORDER.into_iter().map(chip).collect::<Vec<_>>()}
        </div>
    }
}
