//! A unit's status over time as one band: what was, up to the chosen day; what came later is only an outline.

use crate::prelude::*;
use shared::Day;
use shared::entity::Unit;
use shared::ledger::Ledger;

use crate::signs::status_fill;

const WIDTH: f64 = 300.0;
const HEIGHT: f64 = 12.0;

/// The band from the first fact to the end of the history.
pub fn view(ledger: &Ledger<Unit>, day: Day, last: Day) -> Option<AnyView> {
    let first = ledger.spans().first()?.from;
    let last = last.max(day);
    let days = f64::from(last.since(first).max(1));
    let x = |day: Day| f64::from(day.since(first)) / days * WIDTH;
    let spans: Vec<_> = ledger.spans().iter().filter(|span| span.from <= day).collect();
    let ends = spans.iter().skip(1).map(|span| span.from).chain([day]);
    let parts = spans.iter().zip(ends).map(|(span, end)| {
        let from = x(span.from);
        let width = (x(end) - from).max(0.0);
        view! { <rect x=from y="1" width=width height=HEIGHT fill=status_fill(span.standing.status) stroke="var(--edge)" stroke-width=".7" /> }
    });
    let now = x(day);
    let view = view! {
        <svg class="band" viewBox="-1 0 302 14" preserveAspectRatio="none" aria-hidden="true">
            <rect x=now y="1" width=(WIDTH - now).max(0.0) height=HEIGHT fill="none" stroke="var(--hair-2)" stroke-dasharray="2 3" />
            {parts.collect::<Vec<_>>()}
            <line x1=now y1="-1" x2=now y2="15" stroke="var(--accent)" stroke-width="1.8" />
        </svg>
    };
    Some(view.into_any())
}
