//! The form of a command as data: what is asked for, in which kind of input. One description draws the form, reads what
//! stands in it, and fills it from a fact.
//!
//! It is made from the types that are read (see `made`), so that a new command has a form at once and none can say what
//! its command does not. What a type cannot say (the unit, the kind of record that a key names) stands in `known`.

mod draft;
mod held;
mod known;
#[cfg(feature = "describe")]
mod made;
mod names;
mod points;
mod probe;
mod shown;
mod typed;

use std::sync::Arc;

use serde::Serialize;

use crate::json::FromJson;

pub use draft::Draft;
pub use held::held;
pub use known::{
    Refers, changes_only_some, fact_of, field_word, is_of_order_only, label, order_of, refers, replaces, unit,
};
pub(crate) use names::of_kind;
pub use names::{fresh_key, keys, name};
pub use points::points_at;
pub use probe::{is_about_the_record, probe};
pub use shown::{code_word, code_word_at, shown};
pub use typed::{Fault, Wrong, positions};

/// The form of one command.
#[derive(Clone, Debug, PartialEq, Serialize, FromJson)]
pub struct Form {
    /// The command's wire name, such as `lease_unit`.
    pub name: String,
    /// The kind of record it names, which is the field of its key as well.
    pub record: String,
    /// Its other fields, in the order in which they are asked for.
    pub fields: Vec<Field>,
}

/// One thing that is asked for.
#[derive(Clone, Debug, PartialEq, Serialize, FromJson)]
pub struct Field {
    /// Its name on the wire.
    pub name: String,
    /// Whether the command needs it.
    pub required: bool,
    /// How it is asked.
    pub input: Input,
}

/// How something is asked.
#[derive(Clone, Debug, PartialEq, Serialize, FromJson)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Input {
    /// A line of text.
    Line,
    /// A text in both languages.
    Text,
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// A civil day.
    Day,
    /// Yes or no.
    YesNo,
    /// Who may see it.
    Audience,
    /// One of a list.
    Code {
        /// The list, as on the wire.
        codes: Vec<String>,
    },
    /// The key of a record.
    Key,
    /// A division by its code.
    Region,
    /// A position.
    Point,
    /// Positions in a row: a street.
    Course,
    /// A closed outline.
    Ring,
    /// Two numbers: m × m.
    Pair,
    /// Several fields that belong together.
    Group {
        /// The fields.
        fields: Vec<Field>,
    },
    /// Any number of the same.
    List {
        /// What each is.
        of: Arc<Input>,
    },
    /// One of several cases, each with fields of its own.
    Cases {
        /// The field that says which.
        tag: String,
        /// The cases.
        cases: Vec<Case>,
    },
    /// A number for each of several records.
    Table,
}

/// One of several cases.
#[derive(Clone, Debug, PartialEq, Serialize, FromJson)]
pub struct Case {
    /// Its name on the wire.
    pub name: String,
    /// Its fields.
    pub fields: Vec<Field>,
}

impl Form {
    /// The path of the key of a new record, which is no field of its payload.
    pub const KEY: &'static str = "key";
    /// The path of the right day of a fact that is corrected: facts have days of their own among their fields.
    pub const RIGHT_DAY: &'static str = "correct.day";
    /// The path of the reason of a correction.
    pub const REASON: &'static str = "correct.reason";
    /// The path of the switch by which a fact is taken back.
    pub const RETRACT: &'static str = "correct.retract";

    /// The form of a command among all.
    #[must_use]
    pub fn of<'f>(forms: &'f [Form], name: &str) -> Option<&'f Form> {
        forms.iter().find(|form| form.name == name)
    }

    /// The fields of the fact to which the command leads: what accompanies every command, and what only the command knows,
    /// is not among them.
    #[must_use]
    pub fn of_fact(&self, kind: &str) -> Vec<Field> {
        let is_of_fact = |field: &&Field| {
            !matches!(field.name.as_str(), "occurred_on" | "source" | "audience")
                && !is_of_order_only(kind, &field.name)
        };
        self.fields.iter().filter(is_of_fact).cloned().collect()
    }
}
