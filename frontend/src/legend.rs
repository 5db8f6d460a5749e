//! The legend, which is also the filter: every class with its count and its floor space, and a switch.

mod chips;
mod counts;
mod row;

use crate::prelude::*;
use shared::Word;
use shared::entity::{ProjectStage, UnitStatus};
use wasm_bindgen::JsCast;

use crate::charts::Whole;
use crate::format;
use crate::header::region_name;
use crate::record::Record;
use crate::scene::{GroundKind, Scene};
use crate::signs::{PortSign, StageSign, Swatch, stage_word, status_word};
pub use chips::Chips;
pub use counts::{Counts, counts, holds, is_in_scope, is_of, park_of, view_of};
use row::{Group, Row};

/// The column at the left.
#[component]
pub fn Legend() -> impl IntoView {
    let counts = counts();
    view! {
        <div class="legend" on:keydown=walk>
            <Units counts />
            <Projects counts />
            <OnTheGround counts />
        </div>
    }
}

/// Arrows walk through the rows, so that twenty switches need not be twenty steps of the Tab key.
fn walk(event: web_sys::KeyboardEvent) {
    let by = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        _ => return,
    };
    let Some(row) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else {
        return;
    };
    let Ok(rows) = document().query_selector_all(".legend .row") else { return };
    let rows: Vec<web_sys::Node> = (0..rows.length()).filter_map(|at| rows.get(at)).collect();
    let here = rows.iter().position(|known| known.is_same_node(Some(&row)));
    let next = here.and_then(|here| rows.get(here.checked_add_signed(by)?));
    if let Some(next) = next.and_then(|next| next.dyn_ref::<web_sys::HtmlElement>()) {
        // An element of the page takes the focus.
        let _focused = next.focus();
        event.prevent_default();
    }
}

#[component]
fn Units(counts: Memo<Counts>) -> impl IntoView {
    let scene = Scene::here();
    let total = move || counts.with(|c| format::grouped(c.units.total_count().into()));
    let area = move || counts.with(|c| format::wan(c.units.total_area()));
    let rows = UnitStatus::ALL.into_iter().map(move |status| {
        view! {
            <Row
                slug=status.slug()
                name=status_word(status)
                on=Signal::derive(move || scene.shown.with(|s| s.status(status)))
                count=Signal::derive(move || counts.with(|c| format::grouped(c.units.count(status).into())))
                amount=Signal::derive(move || counts.with(|c| format::wan(c.units.area(status))))
                switch=move || scene.shown.update(|s| s.switch_status(status))
                solo=move || scene.shown.update(|s| s.solo_status(status))
                sign=view! { <Swatch status /> }.into_any()
            />
        }
    });
    view! {
        <Group
            title=Word::LegendUnits
            count=Signal::derive(move || scene.say(Word::LegendUnitsCount))
            amount=Signal::derive(move || format::wan_unit(scene.lang.get()))
        >
            <p class="total">
                <span>{move || scene.say(Word::LegendTotal)}</span>
                <span class="number">{total}</span>
                <span class="number">{area}</span>
            </p>
            {move || view! { <Whole tally=counts.with(|c| c.units) /> }}
            {rows.collect::<Vec<_>>()}
        </Group>
    }
}

#[component]
fn Projects(counts: Memo<Counts>) -> impl IntoView {
    let scene = Scene::here();
    let of = move |stage: ProjectStage| {
        counts.with(|c| c.projects.projects.get(usize::from(stage.code())).copied().unwrap_or(0))
    };
    let row = move |stage: ProjectStage| {
        let money = move || {
            counts.with(|c| {
                let sum = c.projects.invest_wan.get(usize::from(stage.code())).copied().unwrap_or_default();
                if sum.hundredths() == 0 { "—".into() } else { format::money_number(sum, scene.lang.get()) }
            })
        };
        view! {
            <Row
                slug=stage.slug()
                name=stage_word(stage)
                on=Signal::derive(move || scene.shown.with(|s| s.stage(stage)))
                count=Signal::derive(move || format::grouped(of(stage).into()))
                amount=Signal::derive(money)
                switch=move || scene.shown.update(|s| s.switch_stage(stage))
                solo=move || scene.shown.update(|s| s.solo_stage(stage))
                sign=view! { <StageSign stage /> }.into_any()
            />
        }
    };
    let usual = ProjectStage::ALL.into_iter().filter(|s| *s != ProjectStage::Ended).map(row);
    view! {
        <Group
            title=Word::LegendProjects
            count=Signal::derive(move || scene.say(Word::LegendCount))
            amount=Signal::derive(move || scene.say(Word::LegendMoney))
        >
            {usual.collect::<Vec<_>>()}
            {move || (of(ProjectStage::Ended) > 0).then(|| row(ProjectStage::Ended))}
        </Group>
    }
}

#[component]
fn OnTheGround(counts: Memo<Counts>) -> impl IntoView {
    let scene = Scene::here();
    let rows = GroundKind::ALL.into_iter().map(move |kind| {
        let (name, sign) = match kind {
            GroundKind::Ports => (Word::LegendPorts, view! { <PortSign status=None /> }.into_any()),
            GroundKind::Parks => (Word::LegendParks, outline("4 2 1 2")),
            GroundKind::Parcels => (Word::LegendParcels, outline("3 2")),
        };
        let amount = move || match kind {
            GroundKind::Parcels => counts
                .with(|c| format::land_number(c.parcels.area_mu.iter().copied().sum(), scene.lang.get())),
            _ => String::new(),
        };
        view! {
            <Row
                slug=kind.slug()
                name
                on=Signal::derive(move || scene.shown.with(|s| s.ground(kind)))
                count=Signal::derive(move || counts.with(|c| format::grouped(c.ground(kind).into())))
                amount=Signal::derive(amount)
                switch=move || scene.shown.update(|s| s.switch_ground(kind))
                solo=move || scene.shown.update(|s| s.switch_ground(kind))
                sign
            />
        }
    });
    view! {
        <Group
            title=Word::LegendGround
            count=Signal::derive(move || scene.say(Word::LegendCount))
            amount=Signal::derive(move || scene.say(Word::UnitLand))
        >
            {rows.collect::<Vec<_>>()}
        </Group>
    }
}

fn outline(dashes: &'static str) -> AnyView {
    view! {
        <svg class="swatch" viewBox="0 0 22 14" aria-hidden="true">
            <rect x=".7" y=".7" width="20.6" height="12.6" fill="none" stroke="var(--t2)" stroke-width="1.2" stroke-dasharray=dashes />
        </svg>
    }
    .into_any()
}

/// Whose records are counted, and the switch to what is in view.
#[component]
pub fn ScopeLine() -> impl IntoView {
    let (scene, record) = (Scene::here(), Record::here());
    let place = move || {
        let (scope, lang) = (scene.scope.get(), scene.lang.get());
        if scope.in_view {
            return Word::ScopeInView.text(lang).to_owned();
        }
        record.with(|world| {
            let park = scope.park.and_then(|key| world.parks.get(&key)?.latest());
            park.map_or_else(
                || region_name(world, scope.region, lang),
                |p| p.attributes.short.get(lang).to_owned(),
            )
        })
    };
    let other =
        move || scene.say(if scene.scope.get().in_view { Word::ScopeToRegion } else { Word::ScopeToView });
    view! {
        <p class="scope">
            <span>{move || scene.say(Word::ScopeLabel)}" "<b>{place}</b></span>
            <button type="button" class="link" on:click=move |_| scene.scope.update(|s| s.in_view = !s.in_view)>
                {other}
            </button>
        </p>
    }
}
