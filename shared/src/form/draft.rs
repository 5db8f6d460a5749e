//! What stands in a form: a text for each input, under the path that refusals name it by (`specs.storey_m`,
//! `streets[0].name.zh`). Texts, because half a number must be kept as well as a whole one.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::typed::{self, Fault, Wrong};
use super::{Case, Field, Input};

/// The texts of a form's inputs by their paths. How many a list has stands under `path[]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft(BTreeMap<String, String>);

impl Draft {
    /// The text of an input; empty where nothing stands.
    #[must_use]
    pub fn get(&self, path: &str) -> &str {
        self.0.get(path).map_or("", String::as_str)
    }

    /// Writes the text of an input.
    pub fn set(&mut self, path: &str, text: &str) {
        if text.is_empty() {
            self.0.remove(path);
        } else {
            self.0.insert(path.to_owned(), text.to_owned());
        }
    }

    /// The inputs in which something stands.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// How many a list has.
    #[must_use]
    pub fn count(&self, path: &str) -> usize {
        self.get(&many(path)).parse().unwrap_or(0)
    }

    /// Gives a list so many entries.
    pub fn set_count(&mut self, path: &str, count: usize) {
        let text = if count == 0 { String::new() } else { count.to_string() };
        self.set(&many(path), &text);
        self.0.retain(|known, _| index_in(known, path).is_none_or(|(at, _)| at < count));
    }

    /// Takes an entry out of a list; those after it move up.
    pub fn take_out(&mut self, path: &str, gone: usize) {
        let count = self.count(path);
        let moved = |(known, text): (&String, &String)| match index_in(known, path) {
            Some((at, _)) if at == gone => None,
            Some((at, rest)) if at > gone => Some((format!("{path}[{}]{rest}", at - 1), text.clone())),
            _ => Some((known.clone(), text.clone())),
        };
        self.0 = self.0.iter().filter_map(moved).collect();
        self.set_count(path, count.saturating_sub(1));
    }

    /// The inputs that differ, in order.
    #[must_use]
    pub fn differing(&self, other: &Draft) -> Vec<String> {
        let mut paths: Vec<&String> = self.0.keys().chain(other.0.keys()).collect();
        paths.sort();
        paths.dedup();
        paths.into_iter().filter(|path| self.get(path) != other.get(path)).cloned().collect()
    }

    /// A form filled from the JSON of a command or a fact.
    #[must_use]
    pub fn filled(fields: &[Field], from: &Map<String, Value>) -> Self {
        let mut draft = Self::default();
        draft.fill_all("", fields, from);
        draft
    }

    fn fill_all(&mut self, within: &str, fields: &[Field], from: &Map<String, Value>) {
        for field in fields {
            if let Some(value) = from.get(&field.name).filter(|value| !value.is_null()) {
                self.fill(&join(within, &field.name), &field.input, value);
            }
        }
    }

    fn fill(&mut self, path: &str, input: &Input, value: &Value) {
        match (input, value) {
            (Input::Text | Input::Pair, _) => {
                for (at, name) in parts(input).into_iter().enumerate() {
                    let part = value.get(name).or_else(|| value.get(at)).unwrap_or(&Value::Null);
                    self.set(&join(path, name), &text(part));
                }
            }
            (Input::Point, _) => self.set(path, &row(value)),
            (Input::Ring | Input::Course, Value::Array(points)) => {
                let closed =
                    matches!(input, Input::Ring) && points.len() > 1 && points.first() == points.last();
                let shown = points.len() - usize::from(closed);
                let rows: Vec<String> = points.iter().take(shown).map(row).collect();
                self.set(path, &rows.join("\n"));
            }
            (Input::Group { fields }, Value::Object(value)) => self.fill_all(path, fields, value),
            (Input::List { of }, Value::Array(items)) => {
                self.set_count(path, items.len());
                for (at, item) in items.iter().enumerate() {
                    self.fill(&format!("{path}[{at}]"), of, item);
                }
            }
            (Input::Cases { tag, cases }, Value::Object(value)) => {
                let name = value.get(tag).map(text).unwrap_or_default();
                self.set(&join(path, tag), &name);
                if let Some(case) = cases.iter().find(|case| case.name == name) {
                    self.fill_all(path, &case.fields, value);
                }
            }
            (Input::Table, Value::Object(rows)) => {
                self.set_count(path, rows.len());
                for (at, (key, value)) in rows.iter().enumerate() {
                    self.set(&format!("{path}[{at}].key"), key);
                    self.set(&format!("{path}[{at}].value"), &text(value));
                }
            }
            _ => self.set(path, &text(value)),
        }
    }

    /// What the form says, as fields of a command or a fact. What is empty and may be is left out.
    ///
    /// # Errors
    /// The first input that is wrong in itself.
    pub fn written(&self, fields: &[Field]) -> Result<Map<String, Value>, Fault> {
        self.write_all("", fields)
    }

    fn write_all(&self, within: &str, fields: &[Field]) -> Result<Map<String, Value>, Fault> {
        let mut written = Map::new();
        for field in fields {
            let path = join(within, &field.name);
            if let Some(value) = self.write(&path, &field.input, field.required)? {
                written.insert(field.name.clone(), value);
            }
        }
        Ok(written)
    }

    fn write(&self, path: &str, input: &Input, required: bool) -> Result<Option<Value>, Fault> {
        if self.is_blank(path) {
            return self.blank(path, input, required);
        }
        let typed = self.get(path).trim();
        Ok(Some(match input {
            Input::Line | Input::Code { .. } | Input::Region => Value::String(typed.to_owned()),
            Input::Key => typed::key(path, typed)?,
            Input::Number => typed::number(path, typed)?,
            Input::Whole | Input::Audience => typed::whole(path, typed)?,
            Input::Day => typed::day(path, typed)?,
            Input::YesNo => Value::Bool(typed == "true"),
            Input::Point => match self.read_positions(path)?.as_slice() {
                [one] => typed::written(*one),
                _ => return Err(Fault::new(path, Wrong::NotAPosition)),
            },
            Input::Ring | Input::Course => {
                let mut points = self.read_positions(path)?;
                // An outline is closed here: nobody types its first corner twice.
                if matches!(input, Input::Ring) && points.first() != points.last() {
                    points.extend(points.first().copied());
                }
                Value::Array(points.into_iter().map(typed::written).collect())
            }
            Input::Text => {
                let part = |name: &str| {
                    let path = join(path, name);
                    match self.get(&path).trim() {
                        "" => Err(Fault::new(&path, Wrong::Missing)),
                        text => Ok((name.to_owned(), Value::String(text.to_owned()))),
                    }
                };
                Value::Object(parts(input).into_iter().map(part).collect::<Result<_, _>>()?)
            }
            Input::Pair => {
                let part = |name: &str| {
                    let path = join(path, name);
                    typed::number(&path, self.get(&path))
                };
                Value::Array(parts(input).into_iter().map(part).collect::<Result<_, _>>()?)
            }
            Input::Group { fields } => Value::Object(self.write_all(path, fields)?),
            Input::List { of } => {
                let item = |at| self.write(&format!("{path}[{at}]"), of, true);
                let items: Result<Vec<_>, _> = (0..self.count(path)).map(item).collect();
                Value::Array(items?.into_iter().flatten().collect())
            }
            Input::Cases { tag, cases } => Value::Object(self.write_case(path, tag, cases)?),
            Input::Table => {
                let row = |at: usize| {
                    let (key, value) = (format!("{path}[{at}].key"), format!("{path}[{at}].value"));
                    let name = typed::key(&key, self.get(&key))?;
                    Ok((text(&name), typed::number(&value, self.get(&value))?))
                };
                Value::Object((0..self.count(path)).map(row).collect::<Result<_, _>>()?)
            }
        }))
    }

    fn write_case(&self, path: &str, tag: &str, cases: &[Case]) -> Result<Map<String, Value>, Fault> {
        let at = join(path, tag);
        let case = cases.iter().find(|case| case.name == self.get(&at));
        let case = case.ok_or_else(|| Fault::new(&at, Wrong::Missing))?;
        let mut written = self.write_all(path, &case.fields)?;
        written.insert(tag.to_owned(), Value::String(case.name.clone()));
        Ok(written)
    }

    /// What an empty input says.
    fn blank(&self, path: &str, input: &Input, required: bool) -> Result<Option<Value>, Fault> {
        match input {
            _ if !required => Ok(None),
            Input::Group { fields } => self.write_all(path, fields).map(|fields| Some(Value::Object(fields))),
            Input::List { .. } => Ok(Some(Value::Array(Vec::new()))),
            Input::Table => Ok(Some(Value::Object(Map::new()))),
            Input::Cases { tag, .. } => Err(Fault::new(&join(path, tag), Wrong::Missing)),
            Input::Text => Err(Fault::new(&join(path, "zh"), Wrong::Missing)),
            _ => Err(Fault::new(path, Wrong::Missing)),
        }
    }

    /// Whether nothing stands in an input, nor within it.
    fn is_blank(&self, path: &str) -> bool {
        let within = |known: &str| {
            known.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        !self.0.iter().any(|(known, text)| within(known) && !text.trim().is_empty())
    }

    fn read_positions(&self, path: &str) -> Result<Vec<crate::Point>, Fault> {
        typed::positions(self.get(path)).ok_or_else(|| Fault::new(path, Wrong::NotAPosition))
    }
}

/// The inputs of which one consists.
fn parts(input: &Input) -> [&'static str; 2] {
    if matches!(input, Input::Pair) { ["0", "1"] } else { ["zh", "en"] }
}

fn join(within: &str, name: &str) -> String {
    if within.is_empty() { name.to_owned() } else { format!("{within}.{name}") }
}

fn many(path: &str) -> String {
    format!("{path}[]")
}

/// The place in a list that a path lies in, and what follows it.
fn index_in<'p>(known: &'p str, list: &str) -> Option<(usize, &'p str)> {
    let (at, rest) = known.strip_prefix(list)?.strip_prefix('[')?.split_once(']')?;
    Some((at.parse().ok()?, rest))
}

/// Characters of a number beyond which it is rounded.
const ROUND: usize = 15;

/// A value as somebody would type it.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(number) => {
            let written = number.to_string();
            // Sums of binary fractions end in digits that nobody measured: 4.800000000000001.
            let rounded = number.as_f64().filter(|_| written.len() > ROUND).map(|n| format!("{n:.9}"));
            let written = rounded.map(|text| text.trim_end_matches('0').to_owned()).unwrap_or(written);
            written.strip_suffix(".0").or_else(|| written.strip_suffix('.')).unwrap_or(&written).to_owned()
        }
        other => other.to_string(),
    }
}

fn row(point: &Value) -> String {
    let part = |at: usize| point.get(at).map(text).unwrap_or_default();
    format!("{}, {}", part(0), part(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_that_is_taken_out_takes_its_texts_with_it() {
        let mut draft = Draft::default();
        draft.set_count("stages", 3);
        for (at, key) in ["a", "b", "c"].into_iter().enumerate() {
            draft.set(&format!("stages[{at}].key"), key);
        }
        draft.set("stages_other[0]", "stays");
        draft.take_out("stages", 1);
        let kept: Vec<_> = draft.iter().collect();
        assert_eq!(
            kept,
            [("stages[0].key", "a"), ("stages[1].key", "c"), ("stages[]", "2"), ("stages_other[0]", "stays")]
        );
        draft.set_count("stages", 0);
        assert_eq!(draft.iter().count(), 1);
    }

    #[test]
    fn numbers_stand_as_somebody_would_type_them() {
        for (number, typed) in [
            ("4.800000000000001", "4.8"),
            ("12.0", "12"),
            ("97.8551234", "97.8551234"),
            ("0.30000000000000004", "0.3"),
        ] {
            assert_eq!(text(&serde_json::from_str(number).unwrap()), typed);
        }
    }

    #[test]
    fn what_differs_is_named_by_its_path() {
        let (mut one, mut two) = (Draft::default(), Draft::default());
        one.set("until", "2027-01-01");
        one.set("rent", "8");
        two.set("rent", "9");
        assert_eq!(one.differing(&two), ["rent", "until"]);
    }
}
