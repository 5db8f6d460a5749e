//! Floor space by status as one bar: the parts always fill it, so that conservation can be seen.

use crate::prelude::*;
use shared::entity::UnitStatus;
use shared::tally::UnitTally;

use crate::signs::status_fill;

/// Width of the drawing; the style stretches nothing but its frame.
const WIDTH: f64 = 300.0;
const HEIGHT: f64 = 12.0;

/// The bar.
#[component]
pub fn Whole(tally: UnitTally) -> impl IntoView {
    let total = tally.total_area().value().max(0.01);
    let mut x = 0.0;
    let parts = UnitStatus::ALL.into_iter().map(move |status| {
        let width = tally.area(status).value() / total * WIDTH;
        let at = x;
        x += width;
        view! { <rect x=at y="0" width=width height=HEIGHT fill=status_fill(status) stroke="var(--edge)" stroke-width=".6" /> }
    });
    view! {
        <svg class="whole" viewBox="0 0 300 12" preserveAspectRatio="none" aria-hidden="true">
            {parts.collect::<Vec<_>>()}
            <rect width=WIDTH height=HEIGHT fill="none" stroke="var(--edge)" />
        </svg>
    }
}
