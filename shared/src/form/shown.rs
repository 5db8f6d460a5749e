//! What stands in a form, in the reader's words: codes as words, keys as names, numbers with their units.

use super::known::{self, Refers, refers};
use super::{Draft, Field, Input, names};
use crate::words::DeskWord;
use crate::{Key, Lang, World};

/// The word of a code.
#[must_use]
pub fn code_word(code: &str, lang: Lang) -> String {
    let name = format!("desk-code-{}", code.to_ascii_lowercase().replace('_', "-"));
    DeskWord::named(&name).map_or_else(|| code.to_owned(), |word| word.text(lang).to_owned())
}

/// The word of a code in a field: the same code may mean another thing elsewhere.
#[must_use]
pub fn code_word_at(path: &str, code: &str, lang: Lang) -> String {
    let field = path.rsplit('.').next().unwrap_or(path);
    let name = format!("desk-code-{field}-{}", code.to_ascii_lowercase()).replace('_', "-");
    DeskWord::named(&name).map_or_else(|| code_word(code, lang), |word| word.text(lang).to_owned())
}

/// Everything that stands in a form: path, label and value, in the order of its fields.
#[must_use]
pub fn shown(draft: &Draft, fields: &[Field], world: &World, lang: Lang) -> Vec<(String, String, String)> {
    let mut lines = Vec::new();
    let told = Told { draft, world, lang };
    told.all("", fields, &mut lines);
    lines
}

struct Told<'a> {
    draft: &'a Draft,
    world: &'a World,
    lang: Lang,
}

type Lines = Vec<(String, String, String)>;

impl Told<'_> {
    fn all(&self, within: &str, fields: &[Field], lines: &mut Lines) {
        for field in fields {
            let path =
                if within.is_empty() { field.name.clone() } else { format!("{within}.{}", field.name) };
            self.one(&path, &field.input, lines);
        }
    }

    fn one(&self, path: &str, input: &Input, lines: &mut Lines) {
        match input {
            Input::Group { fields } => self.all(path, fields, lines),
            Input::List { of } => {
                (0..self.draft.count(path)).for_each(|at| self.one(&format!("{path}[{at}]"), of, lines));
            }
            Input::Cases { tag, cases } => {
                let tag = format!("{path}.{tag}");
                let name = self.draft.get(&tag);
                self.line(&tag, code_word(name, self.lang), lines);
                if let Some(case) = cases.iter().find(|case| case.name == name) {
                    self.all(path, &case.fields, lines);
                }
            }
            Input::Table => {
                for at in 0..self.draft.count(path) {
                    let [key, value] =
                        ["key", "value"].map(|part| self.draft.get(&format!("{path}[{at}].{part}")));
                    let value = self.with_unit(&format!("{path}[{at}].value"), value);
                    self.line(&format!("{path}[{at}]"), format!("{key}: {value}"), lines);
                }
            }
            Input::Text => {
                let side = if self.lang == Lang::Zh { "zh" } else { "en" };
                let text = self.draft.get(&format!("{path}.{side}")).to_owned();
                self.line(path, text, lines);
            }
            Input::Pair => {
                let [one, two] = ["0", "1"].map(|part| self.draft.get(&format!("{path}.{part}")));
                if !one.is_empty() {
                    self.line(path, self.with_unit(path, &format!("{one} × {two}")), lines);
                }
            }
            Input::Ring | Input::Course => {
                let many = super::positions(self.draft.get(path)).unwrap_or_default().len();
                if many > 0 {
                    let words = DeskWord::DeskFormPositions.with(self.lang, &[("n", &many.to_string())]);
                    self.line(path, words, lines);
                }
            }
            Input::Code { .. } => self.line(path, code_word_at(path, self.draft.get(path), self.lang), lines),
            Input::YesNo => self.line(path, code_word(self.draft.get(path), self.lang), lines),
            Input::Key | Input::Region => self.line(path, self.named(path), lines),
            _ => self.line(path, self.with_unit(path, self.draft.get(path)), lines),
        }
    }

    fn line(&self, path: &str, value: String, lines: &mut Lines) {
        if !value.is_empty() {
            lines.push((path.to_owned(), known::label(path, self.lang), value));
        }
    }

    fn with_unit(&self, path: &str, value: &str) -> String {
        match known::unit(path) {
            Some(unit) if !value.is_empty() => format!("{value} {}", unit.text(self.lang)),
            _ => value.to_owned(),
        }
    }

    fn named(&self, path: &str) -> String {
        let text = self.draft.get(path);
        let key: Option<Key> = text.parse().ok();
        let name = match refers(path) {
            Some(Refers::Record(entity)) => key.and_then(|key| names::name(self.world, entity, key)),
            _ => None,
        };
        name.map_or_else(|| text.to_owned(), |name| name.get(self.lang).to_owned())
    }
}
