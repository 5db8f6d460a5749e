//! Unit status: ink is taken, gold can be had, mixtures are mixtures; every sign keeps its edge.

use crate::prelude::*;
use shared::Word;
use shared::entity::UnitStatus;

/// The word for a status.
pub const fn status_word(status: UnitStatus) -> Word {
    match status {
        UnitStatus::Leased => Word::StatusLeased,
        UnitStatus::Ending => Word::StatusEnding,
        UnitStatus::Reserved => Word::StatusReserved,
        UnitStatus::Available => Word::StatusAvailable,
        UnitStatus::Construction => Word::StatusConstruction,
        UnitStatus::Planned => Word::StatusPlanned,
        UnitStatus::Withheld => Word::StatusWithheld,
    }
}

/// The paint of a status, for the `fill` attribute; patterns are those of [`Patterns`].
pub const fn status_fill(status: UnitStatus) -> &'static str {
    match status {
        UnitStatus::Leased => "var(--ink)",
        UnitStatus::Ending => "url(#ending)",
        UnitStatus::Reserved => "url(#reserved)",
        UnitStatus::Available => "var(--gold)",
        UnitStatus::Construction => "url(#construction)",
        UnitStatus::Planned => "var(--paper)",
        UnitStatus::Withheld => "url(#withheld)",
    }
}

/// The patterns, once a page. Drawings are scaled as a whole on walls, and the patterns with them.
#[component]
pub fn Patterns() -> impl IntoView {
    view! {
        <svg class="patterns" aria-hidden="true">
            <defs>
                <pattern id="ending" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <rect width="5" height="5" fill="var(--ink)" />
                    <circle cx="2.5" cy="2.5" r="1.25" fill="var(--gold)" />
                </pattern>
                <pattern id="reserved" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <rect width="6" height="6" fill="var(--gold)" />
                    <rect width="2.2" height="6" fill="var(--ink)" />
                </pattern>
                <pattern id="construction" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <rect width="4" height="4" fill="var(--paper)" />
                    <rect width="1.5" height="4" fill="var(--ink)" />
                </pattern>
                <pattern id="withheld" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <rect width="5" height="5" fill="var(--withheld)" />
                    <path d="M0 0H5M0 0V5" stroke="var(--withheld-line)" stroke-width="1.1" fill="none" />
                </pattern>
            </defs>
        </svg>
    }
}

/// A small rectangle in the paint of a status.
#[component]
pub fn Swatch(status: UnitStatus) -> impl IntoView {
    let dashes = if status == UnitStatus::Planned { "3 2" } else { "" };
    view! {
        <svg class="swatch" viewBox="0 0 22 14" aria-hidden="true">
            <rect x=".5" y=".5" width="21" height="13" fill=status_fill(status) stroke="var(--edge)" stroke-dasharray=dashes />
        </svg>
    }
}
