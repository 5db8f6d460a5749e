//! A record's history as dated lines, newest first: what happened, what was corrected, what time alone brought.
//!
//! Facts later than the chosen day are absent. A corrected fact stands with the content that counts; the correction
//! itself is a line of its own, on the day the error was found.

use shared::envelope::Source;
use shared::fact::{Correction, Entry};
use shared::ledger::{Ledger, Record};
use shared::{Day, Word};

use super::{Telling, Told};
use crate::format::date;

/// The sign before a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A fact: a circle.
    Fact,
    /// A correction: a diamond.
    Correction,
    /// Brought by time alone: no fact, a small dot.
    Turn,
}

/// A line of a history.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The day.
    pub day: Day,
    /// What it is.
    pub mark: Mark,
    /// What it says; what matters stands between asterisks.
    pub text: String,
    /// Where it is known from, and what was corrected.
    pub origin: String,
    /// Whether it is invented.
    pub sample: bool,
}

/// The history up to a day, newest first.
pub fn history<E: Told>(ledger: &Ledger<E>, day: Day, with: &Telling<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut record: Option<E> = None;
    let mut days = Vec::new();
    for (on, origin, fact) in ledger.counting().take_while(|(on, ..)| *on <= day) {
        let mut text = E::tell(fact, record.as_ref(), with);
        if !matches!(&origin.entry, Entry::Happened(first) if first == fact) || origin.occurred_on != on {
            text.push_str(Word::HistoryCorrected.text(with.lang));
        }
        E::evolve(&mut record, on, fact);
        days.push(on);
        lines.push(Line {
            day: on,
            mark: Mark::Fact,
            text,
            origin: source(&origin.source, with),
            sample: origin.source.is_sample(),
        });
    }
    let spans = ledger.spans().iter().filter(|span| span.from <= day && !days.contains(&span.from));
    lines.extend(spans.filter_map(|span| {
        let text = E::turn(&span.standing, with)?;
        Some(Line {
            day: span.from,
            mark: Mark::Turn,
            text,
            origin: Word::HistoryDerived.text(with.lang).to_owned(),
            sample: false,
        })
    }));
    let corrections = ledger.records().iter().filter(|record| record.occurred_on <= day);
    lines.extend(corrections.filter_map(|record| corrected(ledger, record, with)));
    // Stable: lines of one day keep the order in which they were recorded.
    shared::order::sort_by(&mut lines, |a, b| a.day.cmp(&b.day));
    lines.reverse();
    lines
}

fn corrected<E: Told>(ledger: &Ledger<E>, record: &Record<E::Fact>, with: &Telling<'_>) -> Option<Line> {
    let Entry::Corrected(correction) = &record.entry else { return None };
    let wrong = ledger.records().iter().find(|r| r.version == correction.version);
    let wrong_day = wrong.map_or(record.occurred_on, |r| r.occurred_on);
    let about = Word::HistoryAbout.with(with.lang, &[("day", &date(wrong_day, with.lang))]);
    Some(Line {
        day: record.occurred_on,
        mark: Mark::Correction,
        text: what_changed::<E>(correction, wrong, with),
        origin: format!("{} · {about}", source(&record.source, with)),
        sample: record.source.is_sample(),
    })
}

fn what_changed<E: Told>(
    correction: &Correction<E::Fact>,
    wrong: Option<&Record<E::Fact>>,
    with: &Telling<'_>,
) -> String {
    let lang = with.lang;
    let plain = |fact: &E::Fact| E::tell(fact, None, with).replace('*', "");
    let before = wrong.and_then(|record| match &record.entry {
        Entry::Happened(fact) => Some(plain(fact)),
        Entry::Corrected(_) => None,
    });
    let before = before.unwrap_or_default();
    if correction.retracted {
        return Word::CorrectionRetracted.with(lang, &[("old", &before)]);
    }
    match (&correction.fact, correction.occurred_on) {
        (Some(fact), _) => Word::CorrectionFact.with(lang, &[("old", &before), ("new", &plain(fact))]),
        (None, Some(day)) => {
            let old = wrong.map_or_else(String::new, |record| date(record.occurred_on, lang));
            Word::CorrectionDay.with(lang, &[("what", &before), ("old", &old), ("new", &date(day, lang))])
        }
        (None, None) => Word::CorrectionNothing.text(lang).to_owned(),
    }
}

/// Where a fact is known from, in the reader's words.
fn source(source: &Source, with: &Telling<'_>) -> String {
    source_name(source, with.lang)
}

/// The name of a source.
pub fn source_name(source: &Source, lang: shared::Lang) -> String {
    match source.as_str() {
        "sample" => Word::SampleData.text(lang).to_owned(),
        "article-2024-07-24" => Word::SourceArticle.text(lang).to_owned(),
        "ledger" => Word::SourceLedger.text(lang).to_owned(),
        other => other.to_owned(),
    }
}
