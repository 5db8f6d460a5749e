//! What is wrong with a file, a row or a cell: where, why, and how to mend it, in the reader's language.

use shared::words::DeskWord;
use shared::{Lang, Refusal, Text};

/// Something wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// It cannot be understood.
    Sheet {
        /// Its name, such as `number`: the word is `desk-fault-number`.
        name: &'static str,
        /// What the word is filled in with.
        values: Vec<(&'static str, Text)>,
    },
    /// The rules do not allow it.
    Rules(Box<Refusal>),
}

impl Fault {
    /// A fault of that name.
    #[must_use]
    pub fn new(name: &'static str) -> Self {
        Fault::Sheet { name, values: Vec::new() }
    }

    /// With a value that is the same in both languages.
    #[must_use]
    pub fn with(self, key: &'static str, value: impl ToString) -> Self {
        let value = value.to_string();
        self.told(key, Text::new(value.clone(), value))
    }

    /// With a value that each language says in its own way.
    #[must_use]
    pub fn told(mut self, key: &'static str, value: Text) -> Self {
        if let Fault::Sheet { values, .. } = &mut self {
            values.push((key, value));
        }
        self
    }

    /// What stands in a cell, cut to what a message can hold.
    #[must_use]
    pub fn given(name: &'static str, given: &str) -> Self {
        let mut short: String = given.chars().filter(|c| !c.is_control()).take(40).collect();
        if given.chars().count() > 40 {
            short.push('…');
        }
        Self::new(name).with("given", short)
    }

    /// The name by which programs know it.
    #[must_use]
    pub fn slug(&self) -> &'static str {
        match self {
            Fault::Sheet { name, .. } => name,
            Fault::Rules(refusal) => refusal.slug(),
        }
    }

    /// What is wrong, where, and how to mend it.
    #[must_use]
    pub fn word(&self, lang: Lang) -> String {
        match self {
            Fault::Sheet { name, values } => {
                let values: Vec<_> = values.iter().map(|(key, text)| (*key, text.get(lang))).collect();
                let word = DeskWord::named(&format!("desk-fault-{name}"));
                word.map_or_else(|| (*name).to_owned(), |word| word.with(lang, &values))
            }
            Fault::Rules(refusal) => refusal.word(lang),
        }
    }

    /// The field of the record it is about, where the rules name one.
    #[must_use]
    pub fn field(&self) -> Option<String> {
        let Fault::Rules(refusal) = self else { return None };
        let field = refusal.json().remove("field")?;
        field.as_str().map(str::to_owned)
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Fault::Rules(Box::new(refusal))
    }
}
