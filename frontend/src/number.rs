//! Numbers as text and back, and the few functions of the circle, by the browser: Rust's own bring tables and
//! algorithms of 25 kB (brotli) that every browser already has. In native tests Rust's own do the work.

#[cfg(target_arch = "wasm32")]
mod host {
    use js_sys::{Math, Number};
    use wasm_bindgen::JsValue;

    pub fn fixed(number: f64, places: usize) -> String {
        // Refused only for more than a hundred places.
        Number::from(number).to_fixed(places as u8).map(String::from).unwrap_or_default()
    }

    pub fn shortest(number: f64) -> String {
        // Refused only for a radix beyond 36.
        Number::from(number).to_string_with_radix(10).map(String::from).unwrap_or_default()
    }

    pub fn read(text: &str) -> f64 {
        if text.trim().is_empty() { f64::NAN } else { JsValue::from_str(text).unchecked_into_f64() }
    }

    pub use Math::{atan, cos, log as ln, log2, sin, sinh, tan};

    pub fn exp2(x: f64) -> f64 {
        Math::pow(2.0, x)
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod host {
    pub fn fixed(number: f64, places: usize) -> String {
        format!("{number:.places$}")
    }

    pub fn shortest(number: f64) -> String {
        number.to_string()
    }

    pub fn read(text: &str) -> f64 {
        text.parse().unwrap_or(f64::NAN)
    }

    macro_rules! of_rust {
        ($($name:ident),+) => {$(
            pub fn $name(x: f64) -> f64 {
                x.$name()
            }
        )+};
    }
    of_rust!(atan, cos, exp2, ln, log2, sin, sinh, tan);
}

pub use host::{atan, cos, exp2, fixed, ln, log2, shortest, sin, sinh, tan};

/// A number from its text; none when it is no finite number.
pub fn read(text: &str) -> Option<f64> {
    Some(host::read(text)).filter(|number| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_it_was_written() {
        assert_eq!(
            [fixed(2.345, 2), shortest(0.1), shortest(97.0)],
            ["2.35", "0.1", "97"].map(str::to_owned)
        );
        assert_eq!([read("97.5"), read(""), read("x"), read("inf")], [Some(97.5), None, None, None]);
    }
}
