//! One cell of the strip.

use crate::number::fixed;
use crate::prelude::*;
use shared::Day;
use shared::tally::FigureName;

use super::Value;
use crate::charts::{Curve, Frame, line, value_on};
use crate::scene::{Opened, Scene};

/// What a cell shows.
#[derive(Clone, PartialEq)]
pub struct Shown {
    /// The figure.
    pub name: FigureName,
    /// Its label, with the year of a rate.
    pub label: String,
    /// The number.
    pub value: Value,
    /// Where it comes from, in one line.
    pub origin: String,
    /// Its curve, where the cell has room for one.
    pub curve: Option<Curve>,
    /// The span of the history.
    pub span: (Day, Day),
    /// The chosen day.
    pub day: Day,
}

/// The colour of a figure as a line: gold for what can be had, ink for everything else.
pub const fn colour_of(name: FigureName) -> &'static str {
    match name {
        FigureName::IdleFloorArea => "var(--gold-d)",
        _ => "var(--ink)",
    }
}

/// A figure as a button.
#[component]
pub fn Cell(shown: Memo<Shown>) -> impl IntoView {
    let scene = Scene::here();
    let name = shown.with_untracked(|s| s.name);
    let choose = move |_| {
        scene.figure.set(name);
        let list = Some(Opened::List(name));
        scene.opened.update(|opened| *opened = if *opened == list { None } else { list });
    };
    let is_chosen = move || scene.figure.get() == name;
    let is_open = move || scene.opened.get() == Some(Opened::List(name));
    view! {
        <button
            type="button"
            class="figure tight"
            class:chosen=is_chosen
            class:gold-line=name == FigureName::IdleFloorArea
            aria-expanded=move || is_open().to_string()
            data-figure=name.slug()
            on:click=choose
        >
            <span class="label">{move || shown.with(|s| s.label.clone())}</span>
            <span class="value">
                <span class="big">{move || shown.with(|s| s.value.number.clone())}</span>
                " "
                <span class="unit">{move || shown.with(|s| s.value.unit)}</span>
            </span>
            <span class="origin" title=move || shown.with(|s| s.origin.clone())>{move || shown.with(|s| s.origin.clone())}</span>
            {move || shown.with(|s| s.curve.as_ref().map(|curve| spark(s, curve)))}
        </button>
    }
}

fn spark(shown: &Shown, curve: &Curve) -> impl IntoView + use<> {
    let top = curve.iter().map(|(_, v)| *v).fold(0.0, f64::max);
    let frame = Frame { from: shown.span.0, to: shown.span.1, top, width: 66.0, height: 20.0 };
    let past = line(curve, &frame, shown.span.0, shown.day);
    let at = value_on(curve, shown.day).map(|value| (frame.x(shown.day), frame.y(value)));
    let (x, y) = at.unwrap_or((-9.0, -9.0));
    let past = if past.is_empty() { past } else { format!("{past}L{} {}", fixed(x, 1), fixed(y, 1)) };
    let later = line(curve, &frame, shown.day, shown.span.1);
    let colour = colour_of(shown.name);
    view! {
        <svg class="spark" viewBox="-2 -3 72 26" aria-hidden="true">
            <path d=later fill="none" stroke="var(--hair-2)" stroke-width="1.2" />
            <path d=past fill="none" stroke=colour stroke-width="1.6" />
            <circle cx=x cy=y r="2.4" fill=colour />
        </svg>
    }
}
