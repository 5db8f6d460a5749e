//! Attributes in two columns, label left and value right; a missing value is a dash that says why.

use crate::prelude::*;
use shared::{Lang, Word};

/// How wide a text is, in halves of a letter.
fn width(text: &str) -> usize {
    let halves = |c: char| match c {
        '\u{2e80}'.. => 4,
        'A'..='Z' | 'm' => 3,
        _ => 2,
    };
    text.chars().map(halves).sum()
}

/// Rows of attributes.
#[derive(Default)]
pub struct Attributes {
    rows: Vec<(Word, String)>,
}

impl Attributes {
    /// A value that is asked for so often that its absence is shown.
    pub fn always(&mut self, word: Word, value: Option<String>) {
        self.rows.push((word, value.unwrap_or_default()));
    }

    /// A value that is shown where it is known.
    pub fn known(&mut self, word: Word, value: Option<String>) {
        self.rows.extend(value.map(|value| (word, value)));
    }

    /// The rows as they are, for whoever compares them.
    pub fn into_rows(self) -> Vec<(Word, String)> {
        self.rows
    }

    /// The rows as a list of terms.
    pub fn view(self, lang: Lang) -> AnyView {
        let rows = self.rows.into_iter().map(|(word, value)| {
            let missing = value.is_empty();
            let long = width(word.text(lang)) + width(&value) > 41;
            let (value, why) =
                if missing { ("—".to_owned(), Some(Word::AttrMissing.text(lang))) } else { (value, None) };
            view! {
                <div class="attribute" class:wide=long>
                    <dt>{word.text(lang)}</dt>
                    <dd title=why>{value}{why.map(|why| view! { <span class="unseen">{why}</span> })}</dd>
                </div>
            }
        });
        view! { <dl class="attributes">{rows.collect::<Vec<_>>()}</dl> }.into_any()
    }
}
