//! A record's history as dated lines, newest first: what happened, what was corrected, what time alone brought.
//!
//! Facts later than the chosen day are absent. A corrected fact stands with the content that counts; the correction
//! itself is a line of its own, on the day the error was found.

use shared::envelope::Source;
use shared::fact::{CorrectionReason, Entry, Happening};
use shared::ledger::{Ledger, Record};
use shared::{Day, Lang, Word};

use super::{Telling, Told};
use crate::format::{date, listed};

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
    /// The position in the log of the fact that says it; 0 where none does.
    pub position: u64,
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
            position: origin.position,
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
            position: 0,
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
    let lang = with.lang;
    let wrong = Held::before(ledger, record, correction.version);
    let wrong_day = wrong.as_ref().map_or(record.occurred_on, |held| held.day);
    let about = Word::HistoryAbout.with(lang, &[("day", &date(wrong_day, lang))]);
    let told =
        || wrong.as_ref().map_or_else(String::new, |held| E::tell(held.fact, None, with).replace('*', ""));
    let text = if correction.retracted {
        Word::CorrectionRetracted.with(lang, &[("old", &told())])
    } else if let (Some(fact), Some(held)) = (&correction.fact, &wrong) {
        what_changed(ledger, correction.version, held.fact, fact, with)
    } else if let Some(day) = correction.occurred_on {
        let (old, new) = (date(wrong_day, lang), date(day, lang));
        Word::CorrectionDay.with(lang, &[("what", &told()), ("old", &old), ("new", &new)])
    } else {
        Word::CorrectionNothing.text(lang).to_owned()
    };
    Some(Line {
        day: record.occurred_on,
        mark: Mark::Correction,
        text,
        origin: format!("{} · {about}{}", source(&record.source, with), why(correction.reason, lang)),
        sample: record.source.is_sample(),
        position: record.position,
    })
}

/// Why it was wrong, where that was said.
fn why(reason: Option<CorrectionReason>, lang: Lang) -> String {
    let told =
        |reason: CorrectionReason| Word::CorrectionReason.with(lang, &[("reason", reason.word().text(lang))]);
    reason.map(|reason| format!(" · {}", told(reason))).unwrap_or_default()
}

/// What a fact was taken to be before a correction: its day and its content, as recorded or as last corrected.
struct Held<'l, F> {
    day: Day,
    fact: &'l F,
}

impl<'l, F: Happening> Held<'l, F> {
    fn before<E: Told<Fact = F>>(
        ledger: &'l Ledger<E>,
        correction: &Record<F>,
        version: u32,
    ) -> Option<Held<'l, F>> {
        let mut held: Option<Self> = None;
        for record in ledger.records().iter().take_while(|r| r.version < correction.version) {
            match &record.entry {
                Entry::Happened(fact) if record.version == version => {
                    held = Some(Held { day: record.occurred_on, fact });
                }
                Entry::Corrected(earlier) if earlier.version == version => {
                    if let Some(held) = &mut held {
                        held.day = earlier.occurred_on.unwrap_or(held.day);
                        held.fact = earlier.fact.as_ref().unwrap_or(held.fact);
                    }
                }
                _ => {}
            }
        }
        held
    }
}

/// The attributes in which the record differs with the right content; where it has none, what differs in the sentences.
fn what_changed<E: Told>(
    ledger: &Ledger<E>,
    version: u32,
    wrong: &E::Fact,
    right: &E::Fact,
    with: &Telling<'_>,
) -> String {
    let mut record: Option<E> = None;
    for (on, _, fact) in ledger.counting().take_while(|(_, origin, _)| origin.version != version) {
        E::evolve(&mut record, on, fact);
    }
    let rows = |fact: &E::Fact| {
        let mut record = record.clone();
        E::evolve(&mut record, Day::MAX, fact);
        record.map(|record| record.attributes(with)).unwrap_or_default()
    };
    let fields = differing(&rows(wrong), &rows(right), with.lang);
    if fields.is_empty() {
        let [old, new] = [wrong, right].map(|fact| E::tell(fact, None, with));
        sentences(&old, &new, with.lang)
    } else {
        listed(&fields, with.lang)
    }
}

/// "建筑面积 ~4,230~ → *4,320 ㎡*" for every row that differs.
fn differing(old: &[(Word, String)], new: &[(Word, String)], lang: Lang) -> Vec<String> {
    let value = |rows: &[(Word, String)], word: Word| {
        let found = rows.iter().find(|(known, value)| *known == word && !value.is_empty());
        found.map_or_else(|| "—".to_owned(), |(_, value)| value.clone())
    };
    let mut words: Vec<Word> = Vec::new();
    for (word, _) in new.iter().chain(old) {
        // What can be divided off ends with the area: it changes with it, and says nothing of its own.
        let follows = *word == Word::AttrDivisible && words.contains(&Word::AttrArea);
        if !follows && !words.contains(word) && value(old, *word) != value(new, *word) {
            words.push(*word);
        }
    }
    let told =
        |word: Word| format!("{} {}", word.text(lang), changed(&value(old, word), &value(new, word), lang));
    words.into_iter().map(told).collect()
}

/// The wrong value without the unit that follows both, then the right one.
fn changed(old: &str, new: &str, lang: Lang) -> String {
    let bare = match (old.rsplit_once(' '), new.rsplit_once(' ')) {
        (Some((number, unit)), Some((_, same))) if unit == same => number,
        _ => old,
    };
    Word::CorrectionFact.with(lang, &[("old", bare), ("new", new)])
}

/// Two sentences about the same: only the parts that matter and differ, if the words around them are the same.
fn sentences(old: &str, new: &str, lang: Lang) -> String {
    if old == new {
        return Word::CorrectionNothing.text(lang).to_owned();
    }
    let (before, after): (Vec<&str>, Vec<&str>) = (old.split('*').collect(), new.split('*').collect());
    let alike =
        before.len() == after.len() && before.iter().zip(&after).step_by(2).all(|(old, new)| old == new);
    if !alike {
        return changed(&old.replace('*', ""), &new.replace('*', ""), lang);
    }
    let parts = before
        .iter()
        .zip(&after)
        .map(|(old, new)| if old == new { (*new).to_owned() } else { changed(old, new, lang) });
    parts.collect()
}

/// Where a fact is known from, in the reader's words.
fn source(source: &Source, with: &Telling<'_>) -> String {
    source_name(source, with.lang)
}

/// The name of a source.
pub fn source_name(source: &Source, lang: Lang) -> String {
    match source.as_str() {
        "sample" => Word::SampleData.text(lang).to_owned(),
        "article-2024-07-24" => Word::SourceArticle.text(lang).to_owned(),
        "ledger" => Word::SourceLedger.text(lang).to_owned(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_correction_names_what_it_changed_and_nothing_else() {
        let rows = |area: &str, divisible: &str, rent: &str| {
            [(Word::AttrArea, area), (Word::AttrDivisible, divisible), (Word::AttrRent, rent)]
                .map(|(word, value)| (word, value.to_owned()))
        };
        let (old, new) = (rows("4,230 ㎡", "1,080–4,230 ㎡", ""), rows("4,320 ㎡", "1,080–4,320 ㎡", ""));
        assert_eq!(differing(&old, &new, Lang::Zh), ["建筑面积 ~4,230~ → *4,320 ㎡*"]);
        let new = rows("4,230 ㎡", "1,080–4,230 ㎡", "10 元/㎡·月");
        assert_eq!(differing(&old, &new, Lang::Zh), ["租金 ~—~ → *10 元/㎡·月*"]);
        assert_eq!(differing(&old, &old, Lang::En), [""; 0]);
    }

    #[test]
    fn sentences_that_differ_in_what_matters_share_their_words() {
        assert_eq!(
            sentences("通报：*正常开放*", "通报：*部分开放*", Lang::Zh),
            "通报：~正常开放~ → *部分开放*"
        );
        assert_eq!(sentences("入驻", "*迁出*", Lang::Zh), "~入驻~ → *迁出*");
        assert_eq!(sentences("入驻", "入驻", Lang::Zh), "内容不变");
    }
}
