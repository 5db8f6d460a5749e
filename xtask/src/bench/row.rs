//! One measured figure beside its bar, and the table of them.

use std::fmt::Write;

use serde_json::Value;

use crate::trouble::{During, Outcome, Trouble};

/// A line of the table.
#[derive(Debug)]
pub struct Row {
    /// What was measured.
    pub what: String,
    /// What it is held against; empty where it is shown for comparison only.
    pub bar: String,
    /// The figure with its unit.
    pub measured: String,
    /// Does it keep the bar?
    pub ok: Option<bool>,
}

impl Row {
    /// Reads the line that a bench printed.
    pub fn parse(line: &str) -> Outcome<Self> {
        let value: Value = serde_json::from_str(line).during(format!("a bench printed `{line}`"))?;
        let word = |key: &str| {
            value.get(key).and_then(Value::as_str).map(str::to_owned).ok_or_else(|| {
                Trouble::new(format!("a bench printed a row without the text `{key}`: {line}"))
            })
        };
        let ok = match value.get("ok") {
            Some(Value::Null) => None,
            Some(Value::Bool(ok)) => Some(*ok),
            _ => {
                return Err(Trouble::new(format!(
                    "a bench printed a row whose `ok` is not true, false or null: {line}"
                )));
            }
        };
        Ok(Self { what: word("what")?, bar: word("bar")?, measured: word("measured")?, ok })
    }
}

/// The rows as Markdown, ready for the README.
pub fn table(rows: &[Row]) -> String {
    let mut page = String::from("| what | bar | measured | ok |\n|---|---|---|---|\n");
    for row in rows {
        let ok = match row.ok {
            Some(true) => "yes",
            Some(false) => "**no**",
            None => "",
        };
        let _infallible = writeln!(page, "| {} | {} | {} | {ok} |", row.what, row.bar, row.measured);
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_needs_all_its_parts() {
        let row = Row::parse(r#"{"what":"fold","bar":"≥ 1","measured":"2","ok":true}"#).unwrap();
        assert_eq!(table(&[row]).lines().last(), Some("| fold | ≥ 1 | 2 | yes |"));
        assert!(Row::parse(r#"{"what":"fold","bar":"≥ 1","ok":true}"#).is_err());
        assert!(Row::parse(r#"{"what":"fold","bar":"","measured":"2"}"#).is_err());
    }
}
