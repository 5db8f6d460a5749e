//! What can go wrong on the command line: one line that says what and how to mend it, and the exit code.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use crate::config::NotConfigured;
use crate::folder::Unusable;

/// A result on the command line.
pub(super) type Outcome<T> = Result<T, Trouble>;

/// One line for the person at the terminal.
#[derive(Debug)]
pub(super) struct Trouble {
    line: String,
    code: u8,
}

impl Trouble {
    /// It was asked wrongly.
    pub(super) fn usage(line: impl Into<String>) -> Self {
        Self { line: line.into(), code: 2 }
    }

    /// It was asked rightly and did not succeed.
    pub(super) fn failed(line: impl Into<String>) -> Self {
        Self { line: line.into(), code: 1 }
    }

    /// Tells it, and ends with its code.
    pub(super) fn tell(&self) -> ExitCode {
        let line = self.line.replace('\n', " ");
        // With nobody left to read it, the code still tells.
        let _read = writeln!(io::stderr(), "investmap: {line}");
        ExitCode::from(self.code)
    }
}

impl From<Unusable> for Trouble {
    fn from(error: Unusable) -> Self {
        Self::failed(error.to_string())
    }
}

impl From<NotConfigured> for Trouble {
    fn from(error: NotConfigured) -> Self {
        Self::usage(error.to_string())
    }
}

/// Says what was being done when something failed.
pub(super) trait During<T> {
    fn during(self, what: impl Display) -> Outcome<T>;
}

impl<T, E: Display> During<T> for Result<T, E> {
    fn during(self, what: impl Display) -> Outcome<T> {
        self.map_err(|error| Trouble::failed(format!("{what}: {error}")))
    }
}

/// Says a line on standard output; whoever reads only the first lines has read enough.
pub(super) fn say(line: impl Display) -> Outcome<()> {
    let mut out = io::stdout().lock();
    match writeln!(out, "{line}").and_then(|()| out.flush()) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(e).during("standard output"),
        _ => Ok(()),
    }
}
