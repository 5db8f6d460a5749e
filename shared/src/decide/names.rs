//! Names, lines and numbers as people enter them: trimmed, printable, within bounds. HTML in them is text.

use crate::{Refusal, Text};

/// The longest name, characters of one language.
const NAME: usize = 120;
/// The longest single line, such as a number on a door or an alias.
const LINE: usize = 60;

/// A name in both languages.
pub(super) fn text(field: &str, text: Text) -> Result<Text, Refusal> {
    Ok(Text {
        zh: cleaned(&format!("{field}.zh"), &text.zh, NAME)?,
        en: cleaned(&format!("{field}.en"), &text.en, NAME)?,
    })
}

/// A name that may be absent.
pub(super) fn some_text(field: &str, given: Option<Text>) -> Result<Option<Text>, Refusal> {
    given.map(|t| text(field, t)).transpose()
}

/// A single line.
pub(super) fn line(field: &str, line: &str) -> Result<String, Refusal> {
    cleaned(field, line, LINE)
}

/// Single lines.
pub(super) fn lines(field: &str, all: &[String]) -> Result<Vec<String>, Refusal> {
    all.iter().enumerate().map(|(i, one)| line(&format!("{field}[{i}]"), one)).collect()
}

fn cleaned(field: &str, text: &str, max: usize) -> Result<String, Refusal> {
    let text = text.trim();
    let length = text.chars().count();
    if let Some(c) = text.chars().find(|c| is_unprintable(*c)) {
        let character = format!("U+{:04X}", u32::from(c));
        return Err(Refusal::TextUnprintable { field: field.to_owned(), character });
    }
    if length == 0 {
        return Err(Refusal::TextMissing { field: field.to_owned() });
    }
    if length > max {
        return Err(Refusal::TextTooLong { field: field.to_owned(), length, max });
    }
    Ok(text.to_owned())
}

/// Controls, invisible characters, those that turn the direction of writing, and the mark of a failed decoding.
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffd}')
}

/// A number within bounds.
pub(super) fn within(field: &str, value: f64, min: f64, max: f64) -> Result<(), Refusal> {
    if (min..=max).contains(&value) {
        Ok(())
    } else {
        Err(Refusal::OutOfRange { field: field.to_owned(), value, min, max })
    }
}

/// Numbers that may be absent: `(field, value, largest)`; none is negative.
pub(super) fn none_negative(values: &[(&str, Option<f64>, f64)]) -> Result<(), Refusal> {
    values.iter().try_for_each(|(field, value, max)| match value {
        Some(value) => within(field, *value, 0.0, *max),
        None => Ok(()),
    })
}

/// Two capital letters, ISO 3166-1 alpha-2.
pub(super) fn country(field: &str, code: &str) -> Result<(), Refusal> {
    if code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()) {
        Ok(())
    } else {
        Err(Refusal::NotACountry { field: field.to_owned(), value: code.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_text_and_spaces_around_it_go() {
        let name = text("name", Text::new("  <b>永兴旺</b> ", "<script>alert(1)</script>")).unwrap();
        assert_eq!(name, Text::new("<b>永兴旺</b>", "<script>alert(1)</script>"));
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        let refusal = |zh: &str, en: &str| text("name", Text::new(zh, en)).unwrap_err().slug();
        assert_eq!(refusal("  ", "Hall"), "text-missing");
        assert_eq!(refusal("厂房", ""), "text-missing");
        assert_eq!(refusal("厂\u{0}房", "Hall"), "text-unprintable");
        assert_eq!(refusal("厂房", "Hall \u{202e}1"), "text-unprintable");
        assert_eq!(refusal(&"厂".repeat(121), "Hall"), "text-too-long");
        assert!(within("rent", f64::NAN, 0.0, 1.0).is_err());
    }
}
