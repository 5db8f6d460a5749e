//! The dated facts of a record, newest first: circles for facts, diamonds for corrections.

use crate::prelude::*;
use shared::Word;
use shared::ledger::Ledger;

use super::Look;
use crate::format::date;
use crate::tell::{Line, Mark, Telling, Told, history};

/// The section with the record's history; `band` stands over it.
pub fn view<E: Told>(look: Look<'_>, ledger: &Ledger<E>, band: Option<AnyView>) -> AnyView {
    let Look { world, day, lang, .. } = look;
    let lines = history(ledger, day, &Telling { lang, world });
    let many = lines.len().to_string();
    let count = Word::HistoryCount.with(lang, &[("day", &date(day, lang)), ("n", &many)]);
    let lines = lines.into_iter().enumerate().map(|(at, line)| one(at == 0, line, look));
    view! {
        <section class="part">
            <h3 class="columns"><b>{Word::HistoryTitle.text(lang)}</b><span class="quiet">{count}</span></h3>
            {band}
            <ol class="history">{lines.collect::<Vec<_>>()}</ol>
        </section>
    }
    .into_any()
}

fn one(newest: bool, line: Line, look: Look<'_>) -> impl IntoView + use<> {
    let sign = match line.mark {
        Mark::Fact => view! { <circle cx="6" cy="6" r="3.6" /> }.into_any(),
        Mark::Correction => view! { <path d="M6 1.6L10.4 6L6 10.4L1.6 6Z" /> }.into_any(),
        Mark::Turn => view! { <circle cx="6" cy="6" r="2" /> }.into_any(),
    };
    let kind = match line.mark {
        Mark::Fact => "fact",
        Mark::Correction => "correction",
        Mark::Turn => "turn",
    };
    let spoken = (line.mark == Mark::Correction)
        .then(|| view! { <b>{Word::HistoryCorrection.text(look.lang)}" "</b> });
    view! {
        <li class="line" class:newest=newest data-mark=kind>
            <time datetime=line.day.to_string()>{date(line.day, look.lang)}</time>
            <svg class="mark" viewBox="0 0 12 12" aria-hidden="true">{sign}</svg>
            <p>
                {spoken}
                {emphasised(&line.text)}
                <span class="origin">{line.origin}</span>
            </p>
        </li>
    }
}

/// What stands between asterisks is bold, what stands between tildes struck through.
pub fn emphasised(text: &str) -> Vec<AnyView> {
    let mut parts = Vec::new();
    for (at, part) in text.split('*').enumerate() {
        for (within, part) in part.split('~').enumerate().filter(|(_, part)| !part.is_empty()) {
            let part = part.to_owned();
            parts.push(match (at % 2, within % 2) {
                (1, _) => view! { <b>{part}</b> }.into_any(),
                (_, 1) => view! { <s>{part}</s> }.into_any(),
                _ => view! { <span>{part}</span> }.into_any(),
            });
        }
    }
    parts
}
