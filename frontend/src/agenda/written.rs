//! A command as it was sent, in the words of its reader: each field with its name and unit, each code by its word.

use serde_json::{Map, Value};
use shared::Lang;
use shared::words::DeskWord;

/// A command, as the fields that were sent.
#[derive(Debug)]
pub struct Written(Map<String, Value>);

impl Written {
    /// Out of its JSON text.
    pub fn of(text: &str) -> Self {
        Self(serde_json::from_str(text).unwrap_or_default())
    }

    /// What it records.
    pub fn order(&self, lang: Lang) -> String {
        let name = self.0.get("command").and_then(Value::as_str).unwrap_or_default();
        word("order", name).map_or_else(|| name.to_owned(), |word| word.text(lang).to_owned())
    }

    /// What it calls its record.
    pub fn name(&self, lang: Lang) -> Option<String> {
        let fact = self.0.get("fact").and_then(Value::as_object);
        let named = |fields: &Map<String, Value>| {
            ["name", "title"].into_iter().find_map(|field| both(fields.get(field)?, lang))
        };
        named(&self.0).or_else(|| fact.and_then(named))
    }

    /// Every field but the name of the command: what it is called, and what was said.
    pub fn fields(&self, lang: Lang) -> Vec<(String, String)> {
        let told = self.0.iter().filter(|(name, _)| *name != "command");
        told.map(|(name, value)| (label(name, lang), with_unit(name, value, lang))).collect()
    }
}

fn word(kind: &str, name: &str) -> Option<DeskWord> {
    DeskWord::named(&format!("desk-{kind}-{}", name.to_lowercase().replace('_', "-")))
}

fn label(name: &str, lang: Lang) -> String {
    word("field", name).map_or_else(|| name.to_owned(), |word| word.text(lang).to_owned())
}

/// A value with the unit that its field's name ends in.
fn with_unit(name: &str, value: &Value, lang: Lang) -> String {
    let told = told(value, lang);
    if !value.is_number() {
        return told;
    }
    let mut rest = name;
    while let Some((_, unit)) = rest.split_once('_') {
        if let Some(word) = word("unit", unit) {
            return format!("{told} {}", word.text(lang));
        }
        rest = unit;
    }
    told
}

fn told(value: &Value, lang: Lang) -> String {
    match value {
        Value::Null => "—".to_owned(),
        Value::Bool(is_so) => code(if *is_so { "yes" } else { "no" }, lang),
        Value::Number(number) => number.to_string(),
        Value::String(text) => code(text, lang),
        Value::Array(values) => match places(value) {
            0 if values.iter().all(Value::is_number) => joined(values.iter().map(|v| told(v, lang)), ", "),
            0 => joined(values.iter().map(|v| told(v, lang)), if lang == Lang::Zh { "、" } else { ", " }),
            1 => joined(values.iter().map(|v| told(v, lang)), ", "),
            n => DeskWord::DeskReviewPoints.with(lang, &[("n", &n.to_string())]),
        },
        Value::Object(fields) => both(value, lang).unwrap_or_else(|| {
            let parts = fields.iter().map(|(name, value)| {
                let colon = if lang == Lang::Zh { "：" } else { ": " };
                format!("{}{colon}{}", label(name, lang), with_unit(name, value, lang))
            });
            joined(parts, if lang == Lang::Zh { "；" } else { "; " })
        }),
    }
}

/// How many positions a value holds; 1 for a position itself.
fn places(value: &Value) -> usize {
    match value {
        Value::Array(values) => match values.as_slice() {
            [Value::Number(lon), Value::Number(lat)] if lon.is_f64() || lat.is_f64() => 1,
            values => values.iter().map(places).sum(),
        },
        _ => 0,
    }
}

fn joined(parts: impl Iterator<Item = String>, between: &str) -> String {
    parts.collect::<Vec<_>>().join(between)
}

/// The word of a code; any other text as it is.
fn code(text: &str, lang: Lang) -> String {
    let is_code = text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let word = if is_code { word("code", text) } else { None };
    word.map_or_else(|| text.to_owned(), |word| word.text(lang).to_owned())
}

/// A text in both languages: the reader's, and the other where it differs, for both will be read.
fn both(value: &Value, lang: Lang) -> Option<String> {
    let fields = value.as_object().filter(|fields| fields.len() == 2)?;
    let [zh, en] = [fields.get("zh")?.as_str()?, fields.get("en")?.as_str()?];
    let (own, other) = if lang == Lang::Zh { (zh, en) } else { (en, zh) };
    Some(if own == other { own.to_owned() } else { format!("{own} / {other}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_told_with_units_and_words() {
        let written = Written::of(
            r#"{"command":"register_unit","unit":"RL-9","area_m2":5000,"name":{"zh":"一","en":"One"},
                "specs":{"power_kva":500,"sprinklers":true},"standing":{"is":"available"},
                "point":[97.7,23.9],"footprint":[[97.7,23.9],[97.8,23.9],[97.8,24.0],[97.7,23.9]],"stages":["a/b","c/d"]}"#,
        );
        let of = |name: &str| {
            let label = label(name, Lang::En);
            written.fields(Lang::En).into_iter().find(|(known, _)| *known == label).unwrap().1
        };
        assert_eq!(written.order(Lang::En), "Enter a unit");
        assert_eq!(written.name(Lang::Zh).as_deref(), Some("一 / One"));
        assert_eq!((of("area_m2"), of("unit")), ("5000 m²".into(), "RL-9".into()));
        assert!(of("specs").contains("500 kVA") && of("specs").contains("yes"), "{}", of("specs"));
        assert!(of("standing").contains("available"));
        assert_eq!((of("point"), of("stages")), ("97.7, 23.9".into(), "a/b, c/d".into()));
        assert!(of("footprint").starts_with('4'), "{}", of("footprint"));
    }

    #[test]
    fn what_is_no_command_is_told_as_nothing() {
        assert!(Written::of("[1]").fields(Lang::Zh).is_empty());
    }
}
