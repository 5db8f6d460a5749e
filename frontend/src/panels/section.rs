//! A hall cut open: floors above each other, units side by side, each in the sign of its status.

use crate::prelude::*;
use shared::entity::{Hall, Unit, UnitStatus};
use shared::{Key, Word};

use super::Look;
use crate::scene::{Kind, Subject};
use crate::signs::{status_fill, status_word};

const WIDTH: f64 = 186.0;
const STOREY: f64 = 16.0;
const MARGIN: f64 = 20.0;

/// A unit as the section draws it.
struct Cell {
    key: Key,
    number: String,
    floor: u8,
    bays: (u8, u8),
    status: UnitStatus,
}

/// The section of a hall with what its floors hold in words; `chosen` is outlined.
pub fn view(look: Look<'_>, key: Key, chosen: Option<Key>) -> Option<AnyView> {
    let hall = look.world.halls.get(&key)?.on(look.day)?;
    let cells = cells(look, key);
    let floors = hall.attributes.floors.max(1);
    let height = f64::from(floors) * STOREY;
    let labels = (1..=floors).map(|floor| {
        let y = height - f64::from(floor) * STOREY + STOREY * 0.76;
        view! { <text x=MARGIN - 5.0 y=y class="floor" text-anchor="end">{format!("{floor}F")}</text> }
    });
    let of = |status| cells.iter().filter(|cell| cell.status == status).count();
    let available = of(UnitStatus::Available);
    let reserved = of(UnitStatus::Reserved);
    let lang = look.lang;
    let first = Word::SectionUnits
        .with(lang, &[("floors", &crate::format::floor(floors, lang)), ("n", &cells.len().to_string())]);
    let second =
        Word::SectionAvailable.with(lang, &[("n", &available.to_string()), ("m", &reserved.to_string())]);
    let outline = chosen.and_then(|key| cells.iter().find(|cell| cell.key == key)).map(|cell| {
        let [x, y, width, tall] = place(&hall, cell);
        view! {
            <rect x=x - 0.6 y=y - 0.6 width=width + 1.2 height=tall + 1.2 fill="none" stroke="var(--paper)" stroke-width="4.4" />
            <rect x=x - 0.6 y=y - 0.6 width=width + 1.2 height=tall + 1.2 fill="none" stroke="var(--accent)" stroke-width="2.4" />
        }
    });
    let drawn = cells.iter().map(|cell| one(look, &hall, cell));
    let view = view! {
        <div class="section-row">
            <svg class="section" viewBox=format!("0 -3 {} {}", MARGIN + WIDTH + 6.0, height + 6.0) role="group" aria-label=Word::SectionTitle.text(lang)>
                {labels.collect::<Vec<_>>()}
                {drawn.collect::<Vec<_>>()}
                {outline}
                <path d=format!("M{} {height}H{}", MARGIN - 4.0, MARGIN + WIDTH + 4.0) stroke="var(--t1)" stroke-width="1.6" />
            </svg>
            <p class="section-words"><span>{first}</span><b>{second}</b></p>
        </div>
    };
    Some(view.into_any())
}

/// The units of a hall on the day.
fn cells(look: Look<'_>, hall: Key) -> Vec<Cell> {
    let units = look.world.units.iter().filter_map(|(key, ledger)| {
        let unit = ledger.latest().filter(|unit| unit.hall() == hall)?;
        Some(cell(*key, unit, ledger.standing(look.day)?.status))
    });
    units.collect()
}

fn cell(key: Key, unit: &Unit, status: UnitStatus) -> Cell {
    let a = &unit.attributes;
    Cell { key, number: a.number.clone(), floor: a.floor, bays: (a.bay_from, a.bay_to), status }
}

/// Left, top, width and height of a unit.
fn place(hall: &Hall, cell: &Cell) -> [f64; 4] {
    let bay = WIDTH / f64::from(hall.attributes.bays.max(1));
    let floors = f64::from(hall.attributes.floors.max(1));
    let (from, to) = (f64::from(cell.bays.0), f64::from(cell.bays.1));
    [MARGIN + from * bay, (floors - f64::from(cell.floor)) * STOREY, (to - from) * bay, STOREY]
}

fn one(look: Look<'_>, hall: &Hall, cell: &Cell) -> impl IntoView + use<> {
    let [x, y, width, tall] = place(hall, cell);
    let (door, subject) = (look.door, Subject::new(Kind::Unit, cell.key));
    let label = format!("{} {}", cell.number, status_word(cell.status).text(look.lang));
    let spoken = label.clone();
    let edge = if cell.status == UnitStatus::Planned { "var(--edge)" } else { "var(--paper)" };
    let dashes = if cell.status == UnitStatus::Planned { "3 2" } else { "" };
    let open = move || door.scene.open(subject);
    view! {
        <g
            role="button"
            tabindex="0"
            class="cell"
            aria-label=label
            on:click=move |_| open()
            on:keydown=move |event| if matches!(event.key().as_str(), "Enter" | " ") {
                event.prevent_default();
                open();
            }
        >
            <title>{spoken}</title>
            <rect x=x y=y width=width height=tall fill=status_fill(cell.status) stroke=edge stroke-width="1" stroke-dasharray=dashes />
        </g>
    }
}
