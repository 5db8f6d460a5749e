//! The words of the interface, the server's messages and the sheets, from one catalogue in both languages.
//!
//! Translators edit `shared/words/zh.ftl` and `en.ftl` (Fluent syntax); the build turns them into [`Word`].

use crate::Lang;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// A part of a wording.
#[derive(Clone, Copy, Debug)]
enum Part {
    /// Plain text.
    Text(&'static str),
    /// The value of that name.
    Value(&'static str),
    /// The branch that fits the value of that name: equal text, `one` for "1", else the one marked `*`.
    Choice(&'static str, &'static [(&'static str, &'static [Part])]),
}

impl Word {
    /// The name in the catalogue.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES.get(self as usize).copied().unwrap_or("")
    }

    /// The word of that name in the catalogue.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        NAMES.binary_search(&name).ok().and_then(|at| ALL.get(at).copied())
    }

    /// A wording without values.
    #[must_use]
    pub fn text(self, lang: Lang) -> &'static str {
        match self.parts(lang) {
            [Part::Text(text)] => text,
            _ => "",
        }
    }

    /// A wording with its values.
    #[must_use]
    pub fn with(self, lang: Lang, values: &[(&str, &str)]) -> String {
        let mut text = String::new();
        write(&mut text, self.parts(lang), values);
        text
    }

    fn parts(self, lang: Lang) -> &'static [Part] {
        let table: &[&[Part]] = match lang {
            Lang::Zh => &ZH,
            Lang::En => &EN,
        };
        table.get(self as usize).copied().unwrap_or(&[])
    }
}

fn write(text: &mut String, parts: &[Part], values: &[(&str, &str)]) {
    let value = |name: &str| values.iter().find(|(n, _)| *n == name).map_or("", |(_, v)| *v);
    for part in parts {
        match part {
            Part::Text(t) => text.push_str(t),
            Part::Value(name) => text.push_str(value(name)),
            Part::Choice(name, branches) => {
                let wanted = value(name);
                let fits = |key: &str| key == wanted || (key == "one" && wanted == "1");
                let branch = branches
                    .iter()
                    .find(|(key, _)| fits(key))
                    .or_else(|| branches.iter().find(|(key, _)| *key == "*"));
                if let Some((_, parts)) = branch {
                    write(text, parts, values);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_name() {
        for word in ALL {
            assert_eq!(Word::named(word.name()), Some(word));
        }
        assert_eq!(Word::StatusAvailable.text(Lang::Zh), "可租");
    }

    #[test]
    fn values_and_choices_are_filled_in() {
        assert_eq!(Word::CountUnits.with(Lang::En, &[("n", "1")]), "1 unit");
        assert_eq!(Word::CountUnits.with(Lang::En, &[("n", "12")]), "12 units");
        assert_eq!(Word::CountUnits.with(Lang::Zh, &[("n", "12")]), "12 间");
    }

    #[test]
    fn chinese_says_no_nin_and_does_not_shout() {
        for word in ALL {
            let zh = word.with(Lang::Zh, &[]);
            assert!(!zh.contains(['您', '！', '!']), "{}: {zh}", word.name());
        }
    }
}
