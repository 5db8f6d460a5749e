//! Map review number and sources: at the lower left of the screen, of every print and of every picture.

use crate::prelude::*;
use shared::{Lang, Word};

use crate::config::Config;
use crate::scene::Scene;

/// The two lines.
pub fn credit_lines(config: &Config, lang: Lang) -> [String; 2] {
    match &config.base {
        Some(base) => {
            let number = if base.review_number.is_empty() { "—" } else { &base.review_number };
            [Word::CreditReview.with(lang, &[("number", number)]), base.attribution.clone()]
        }
        None => [Word::CreditNoReview.text(lang).to_owned(), config.ground.attribution.get(lang).to_owned()],
    }
}

/// The lines on the map.
#[component]
pub fn Credits() -> impl IntoView {
    let scene = Scene::here();
    let config: StoredValue<Config> = expect_context();
    let lines = move || {
        let [review, sources] = config.with_value(|config| credit_lines(config, scene.lang.get()));
        view! {
            <span>{review}</span>
            <span>{sources}</span>
        }
    };
    view! { <p class="credits">{lines}</p> }
}
