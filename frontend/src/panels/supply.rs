//! What a park can supply: used ink, promised hatch, and what is left in words.

use crate::prelude::*;
use shared::fact::carrier::{Capacity, Supply};
use shared::{Lang, Word};

use crate::format::trimmed;
use crate::tell::supplies;

const WIDTH: f64 = 300.0;
/// Where the tick of the capacity stands when there is a shortage beyond it.
const TICK: f64 = 258.0;

/// The bars; nothing where no supply was reported.
pub fn view(supply: &Supply, lang: Lang) -> Option<AnyView> {
    let all = supplies(supply);
    if all.is_empty() {
        return None;
    }
    let bars = all.into_iter().map(|(word, unit, capacity)| bar(word, unit, capacity, lang));
    let view = view! {
        <section class="part">
            <h3 class="columns"><b>{Word::SupplyTitle.text(lang)}</b><span class="quiet">{Word::SupplyKinds.text(lang)}</span></h3>
            {bars.collect::<Vec<_>>()}
        </section>
    };
    Some(view.into_any())
}

fn bar(word: Word, unit: &'static str, capacity: Capacity, lang: Lang) -> impl IntoView + use<> {
    let Capacity { total, used, promised } = capacity;
    let left = total - used - promised;
    let scale = TICK / total.max(0.001);
    let used_to = (used * scale).min(TICK);
    let promised_to = ((used + promised) * scale).min(TICK);
    let beyond = ((used + promised - total) * scale).clamp(0.0, WIDTH - TICK);
    let (say, short) = if left < 0.0 { (Word::SupplyShort, true) } else { (Word::SupplyLeft, false) };
    let number = trimmed(left.abs(), 1);
    view! {
        <p class="supply">
            <span class="label">{word.text(lang)}" "<span class="quiet">{unit}</span></span>
            <span class:gap-word=short>{say.with(lang, &[("n", &number)])}</span>
        </p>
        <svg class="supply-bar" viewBox="0 -3 300 16" preserveAspectRatio="none" aria-hidden="true">
            <rect width=TICK height="10" fill="var(--paper-3)" />
            <rect width=used_to height="10" fill="var(--ink)" />
            <rect x=used_to width=promised_to - used_to height="10" fill="url(#construction)" />
            <rect x=TICK width=beyond height="10" fill="var(--gap)" />
            <rect width=TICK height="10" fill="none" stroke="var(--edge)" stroke-width=".8" />
            <line x1=TICK y1="-3" x2=TICK y2="13" stroke="var(--t1)" stroke-width="1.8" />
        </svg>
    }
}
