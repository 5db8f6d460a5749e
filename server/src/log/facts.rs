//! Facts files: one fact a line as JSON, as `export log` and `simulate` write them and `import --as facts` reads them.

use std::io::{BufRead, Write};

use shared::envelope::WireEvent;

use super::Stored;

/// A line that is not a fact, or does not fit the log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{reason}", .line.map_or(String::new(), |n| format!("line {n}: ")))]
pub struct FactError {
    /// The line in its file, from 1; absent for a fact that came from no file.
    pub line: Option<u64>,
    /// What is wrong.
    pub reason: String,
}

impl FactError {
    /// A reason without a line.
    pub fn new(reason: impl Into<String>) -> Self {
        Self { line: None, reason: reason.into() }
    }

    /// The same, at a line.
    #[must_use]
    pub fn at(self, line: u64) -> Self {
        Self { line: Some(line), ..self }
    }
}

/// Reads the facts of a file line by line; empty lines are passed over. Ends after the first error.
#[derive(Debug)]
pub struct FactLines<R> {
    file: R,
    text: String,
    line: u64,
    ended: bool,
}

impl<R: BufRead> FactLines<R> {
    /// The facts in a file.
    pub fn new(file: R) -> Self {
        Self { file, text: String::new(), line: 0, ended: false }
    }

    fn read(&mut self) -> Result<Option<WireEvent>, FactError> {
        loop {
            self.text.clear();
            self.line += 1;
            if self
                .file
                .read_line(&mut self.text)
                .map_err(|e| FactError::new(format!("cannot be read: {e}")))?
                == 0
            {
                return Ok(None);
            }
            // Editors on Windows put a byte order mark before the first line.
            let text = self.text.strip_prefix('\u{feff}').unwrap_or(&self.text).trim();
            if text.is_empty() {
                continue;
            }
            let event: WireEvent =
                serde_json::from_str(text).map_err(|e| FactError::new(without_line(&e)))?;
            event.read().map_err(|e| FactError::new(e.to_string()))?;
            return Ok(Some(event));
        }
    }
}

impl<R: BufRead> Iterator for FactLines<R> {
    type Item = Result<(u64, WireEvent), FactError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let read = self.read().map_err(|e| e.at(self.line));
        self.ended = !matches!(read, Ok(Some(_)));
        read.transpose().map(|event| event.map(|event| (self.line, event)))
    }
}

/// Writes facts, one a line.
///
/// # Errors
/// If the file cannot be written.
pub fn write(file: &mut impl Write, facts: &[Stored]) -> std::io::Result<()> {
    for fact in facts {
        serde_json::to_writer(&mut *file, &fact.event)?;
        file.write_all(b"\n")?;
    }
    Ok(())
}

/// What serde found, with the column only: the line is that of the file, which we count.
fn without_line(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let reason = said.rsplit_once(" at line ").map_or(said.as_str(), |(reason, _)| reason);
    format!("{reason} (column {})", error.column())
}
