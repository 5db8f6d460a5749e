//! One line of the table of figures, as the runner of the benches reads it.

/// Prints a figure beside its bar; `ok` is none where there is no bar.
pub fn row(what: &str, bar: &str, measured: &str, ok: Option<bool>) {
    println!("{}", serde_json::json!({"what": what, "bar": bar, "measured": measured, "ok": ok}));
}

/// A number in groups of three digits.
pub fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
