//! Values within a refusal: as words for the reader, as JSON for programs.

use serde_json::Value;

use super::Refusal;
use crate::entity::{HallPhase, ParcelStatus, UnitStatus};
use crate::fact::outreach::RequestKind;
use crate::fact::project::Node;
use crate::words::Word;
use crate::{Area, Day, Key, Lang, RegionCode};

/// A value that a refusal names.
pub trait Said {
    /// For the reader.
    fn said(&self, lang: Lang) -> String;

    /// For programs.
    fn json(&self) -> Value;

    /// Its name, where it has a word of its own in the catalogue.
    fn name(&self) -> Option<String> {
        None
    }
}

/// Values whose word is their own text.
macro_rules! plainly {
    ($($type:ty),+) => {$(
        impl Said for $type {
            fn said(&self, _lang: Lang) -> String {
                self.to_string()
            }

            fn json(&self) -> Value {
                serde_json::to_value(self).unwrap_or_default()
            }
        }
    )+};
}
plainly!(String, Key, Day, RegionCode, u8, u32, usize, f64);

/// A kind of record, by its name in streams.
impl Said for &'static str {
    fn said(&self, lang: Lang) -> String {
        named("record", self, lang)
    }

    fn json(&self) -> Value {
        Value::from(*self)
    }
}

impl Said for Area {
    fn said(&self, _lang: Lang) -> String {
        self.value().to_string()
    }

    fn json(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

impl Said for Option<Day> {
    fn said(&self, _lang: Lang) -> String {
        self.map_or_else(|| "none".into(), |day| day.to_string())
    }

    fn json(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

/// Values that have words of their own in the catalogue, under a prefix.
macro_rules! by_word {
    ($($type:ty = $prefix:literal),+ $(,)?) => {$(
        impl Said for $type {
            fn said(&self, lang: Lang) -> String {
                self.name().map(|name| named($prefix, &name, lang)).unwrap_or_default()
            }

            fn json(&self) -> Value {
                serde_json::to_value(self).unwrap_or_default()
            }

            fn name(&self) -> Option<String> {
                self.json().as_str().map(str::to_owned)
            }
        }
    )+};
}
by_word!(
    UnitStatus = "status",
    ParcelStatus = "parcel",
    HallPhase = "phase",
    Node = "node",
    RequestKind = "problem"
);

/// The word of a name under a prefix; the name itself where the catalogue has none.
fn named(prefix: &str, name: &str, lang: Lang) -> String {
    let word = Word::named(&format!("{prefix}-{}", name.replace('_', "-")));
    word.map_or_else(|| name.to_owned(), |word| word.text(lang).to_owned())
}

impl Said for Box<Refusal> {
    fn said(&self, lang: Lang) -> String {
        self.case(lang)
    }

    fn json(&self) -> Value {
        serde_json::to_value(&**self).unwrap_or_default()
    }
}
