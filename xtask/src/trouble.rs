//! What went wrong, in one sentence for the person at the terminal: nothing else ever reads it.

use std::fmt;

/// The result of every step here.
pub type Outcome<T> = Result<T, Trouble>;

/// A sentence, and the exit code it ends with.
#[derive(Debug)]
pub struct Trouble {
    sentence: String,
    code: u8,
}

impl Trouble {
    /// Something did not work: exit 1.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), code: 1 }
    }

    /// The command was wrongly used: exit 2.
    pub fn usage(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), code: 2 }
    }

    /// The exit code.
    pub fn code(&self) -> u8 {
        self.code
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

/// Says what was being done when an error came up.
pub trait During<T> {
    /// Puts `what` before the error's own sentence.
    fn during(self, what: impl fmt::Display) -> Outcome<T>;
}

impl<T, E: fmt::Display> During<T> for Result<T, E> {
    fn during(self, what: impl fmt::Display) -> Outcome<T> {
        self.map_err(|error| Trouble::new(format!("{what}: {error}")))
    }
}
