//! Numbers as a drawing needs them.

use crate::number::fixed;

/// A share of the drawing, as a style takes it.
pub fn percent(share: f64) -> String {
    format!("{}%", fixed(share, 3))
}

/// The text of a path from its steps.
pub fn path(steps: &[(&str, &[f64])]) -> String {
    let mut text = String::new();
    for (letter, numbers) in steps {
        text.push_str(letter);
        for (at, number) in numbers.iter().enumerate() {
            if at > 0 {
                text.push(' ');
            }
            text.push_str(&fixed(*number, 2));
        }
    }
    text
}
