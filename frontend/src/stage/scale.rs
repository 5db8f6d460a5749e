//! The scale bar: a round length that fits.

use crate::number::fixed;
use crate::prelude::*;

use crate::format::trimmed;

/// Longest bar on a desk, CSS px.
const LONGEST: f64 = 132.0;

/// A round length of at most the longest bar: its px and its words. None while the map has no scale.
pub fn measure(metres_per_px: f64) -> Option<(f64, String)> {
    measure_within(metres_per_px, LONGEST)
}

fn measure_within(metres_per_px: f64, longest: f64) -> Option<(f64, String)> {
    if !(metres_per_px.is_finite() && metres_per_px > 0.0) {
        return None;
    }
    let most = metres_per_px * longest;
    let mut length = 1.0;
    for step in [2.0, 2.5, 2.0].into_iter().cycle().take(30) {
        if length * step > most {
            break;
        }
        length *= step;
    }
    let words = if length >= 1_000.0 {
        format!("{} km", trimmed(length / 1_000.0, 1))
    } else {
        format!("{} m", trimmed(length, 0))
    };
    Some((length / metres_per_px, words))
}

/// The bar.
#[component]
pub fn Scale(metres: RwSignal<f64>) -> impl IntoView {
    let bar = move || {
        let wide = window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or(0.0);
        measure_within(metres.get(), (wide / 11.0).clamp(96.0, 330.0)).map(|(px, words)| {
            view! {
                <svg class="scale-bar" width=px + 2.0 height="8" viewBox=format!("0 0 {} 8", fixed(px + 2.0, 1)) aria-hidden="true">
                    <path d=format!("M1 1V6H{}V1", fixed(px + 1.0, 1)) fill="none" stroke="currentColor" stroke-width="1.3" />
                </svg>
                <span>{words}</span>
            }
        })
    };
    view! { <p class="scale">{bar}</p> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_round() {
        let words = |metres| measure(metres).map(|(_, words)| words);
        assert_eq!(words(4.0).as_deref(), Some("500 m"));
        assert_eq!(words(160.0).as_deref(), Some("20 km"));
        assert_eq!(words(0.0), None);
    }
}
