//! The words on the slider: the chosen figure beside the handle, its first value, what the bars are.

use crate::prelude::*;
use shared::tally::FigureName;
use shared::{Lang, Word};

use crate::charts::{Curve, Frame};
use crate::format;
use crate::scene::Scene;

/// The figure on the chosen day, on whichever side of the handle there is room.
pub fn figure_label(
    scene: Scene,
    curve: Memo<Curve>,
    value: Memo<Option<f64>>,
    frame: Memo<Frame>,
    x: Memo<f64>,
    side: f64,
) -> impl IntoView {
    let text = move || {
        let (name, lang) = (scene.figure.get(), scene.lang.get());
        format!(
            "{} {}",
            name.word().text(lang),
            value.get().map_or_else(|| "—".into(), |v| written(name, v, lang))
        )
    };
    let is_right = move || x.get() < frame.get().width * 0.62;
    let first = move || {
        let name = scene.figure.get();
        curve.with(|c| c.first().map(|(_, v)| bare(name, *v)).unwrap_or_default())
    };
    let is_gold = move || scene.figure.get() == FigureName::IdleFloorArea;
    view! {
        <text
            class="figure-label"
            class:gold-text=is_gold
            x=move || if is_right() { x.get() + 10.0 } else { x.get() - 10.0 }
            y="15"
            text-anchor=move || if is_right() { "start" } else { "end" }
        >
            {text}
        </text>
        <text class="end-label" class:gold-text=is_gold x=side y="15">{move || (x.get() > side + 70.0).then(first)}</text>
        <text class="bars-label" x=move || frame.get().width + side y="15" text-anchor="end">
            {move || {
                // Beside the figure's label there must be room for both.
                let least = if is_right() { 340.0 } else { 150.0 };
                (frame.get().width - x.get() > least).then(|| scene.say(Word::TimeBars))
            }}
        </text>
    }
}

/// A value with its unit.
fn written(name: FigureName, value: f64, lang: Lang) -> String {
    let number = bare(name, value);
    match name.unit() {
        "m2" => format!("{number} {}", format::wan_unit(lang)),
        "fraction" => format!("{number} %"),
        "days" => format!("{number} {}", Word::UnitDays.text(lang)),
        _ => number,
    }
}

fn bare(name: FigureName, value: f64) -> String {
    match name.unit() {
        "m2" => format::fixed(value / 10_000.0, 1),
        "fraction" => format::fixed(value * 100.0, 1),
        _ => format::trimmed(value.round(), 0),
    }
}
