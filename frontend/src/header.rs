//! The top line: name, place, and on the right the state of the connection, language and colours.

mod live;
mod pages;
mod path;
mod switches;

use crate::prelude::*;
use shared::Word;

use crate::scene::Scene;
use live::Live;
use pages::Pages;
pub use pages::open as open_page;
use path::Path;
pub use path::{name as region_name, scope_name};
pub use switches::{Colours, Language, keep_choices};

/// The sign of the product.
#[component]
pub fn Logo() -> impl IntoView {
    view! {
        <svg class="logo" viewBox="0 0 24 24" aria-hidden="true">
            <rect width="24" height="24" rx="2" fill="var(--accent)" />
            <rect x="5" y="5" width="5" height="4" fill="var(--on)" />
            <rect x="14.5" y="14.5" width="5" height="4.5" fill="none" stroke="var(--on)" stroke-width="1.4" />
            <path d="M4 19.5L11.5 14.5L12.8 10L20 4.5" fill="none" stroke="var(--on)" stroke-width="1.8" />
        </svg>
    }
}

/// The top line.
#[component]
pub fn Header() -> impl IntoView {
    let scene = Scene::here();
    view! {
        <header class="header">
            <Logo />
            <h1 class="name">{move || scene.say(Word::AppName)}</h1>
            <Path />
            <Pages />
            <span class="gap"></span>
            <Live />
            <span class="tag">{move || scene.say(Word::SampleData)}</span>
            <Language />
            <Colours />
        </header>
    }
}
