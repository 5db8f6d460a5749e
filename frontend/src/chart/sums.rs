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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_styles_and_paths_take_them() {
        assert_eq!([percent(0.0), percent(100.0 / 3.0), percent(100.0)], ["0.000%", "33.333%", "100.000%"]);
        let steps: [(&str, &[f64]); 3] =
            [("M", &[0.0, 1.5]), ("L", &[-2.0, 1.0 / 3.0]), ("C", &[1.0, 2.0, 3.0, 4.0])];
        assert_eq!(path(&steps), "M0.00 1.50L-2.00 0.33C1.00 2.00 3.00 4.00");
        assert_eq!(path(&[]), "");
    }
}
