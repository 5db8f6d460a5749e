//! Whether the page hears of new facts, and how many there are.

use crate::prelude::*;
use shared::{Word, World};

use crate::feed::{Feed, Link};
use crate::format::grouped;
use crate::scene::Scene;

/// The state of the connection: a dot, a word, the last position.
#[component]
pub fn Live() -> impl IntoView {
    let (scene, feed) = (Scene::here(), Feed::here());
    let text = move || {
        let lang = scene.lang.get();
        match feed.link.get() {
            Link::Opening => Word::LiveOpening.text(lang).to_owned(),
            Link::Lost => Word::LiveLost.text(lang).to_owned(),
            Link::Live => {
                let head = grouped(feed.world.with(World::head) as i64);
                Word::LiveHead.with(lang, &[("n", &head)])
            }
        }
    };
    let state = move || match feed.link.get() {
        Link::Opening => "opening",
        Link::Live => "live",
        Link::Lost => "lost",
    };
    view! {
        <span class="live" data-link=state>
            <span class="dot" aria-hidden="true"></span>
            {text}
        </span>
    }
}
