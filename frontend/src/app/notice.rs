//! A plain sentence at the lower edge: what a link could not restore, what was copied. It leaves by itself.

use std::time::Duration;

use crate::prelude::*;
use shared::Word;

use crate::scene::Scene;

const STAYS: Duration = Duration::from_secs(9);

/// The sentence.
#[component]
pub fn Notice() -> impl IntoView {
    let scene = Scene::here();
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |_| {
        if let Some(before) = waiting.try_update_value(Option::take).flatten() {
            before.clear();
        }
        if scene.notice.with(Option::is_some) {
            waiting.set_value(set_timeout_with_handle(move || scene.notice.set(None), STAYS).ok());
        }
    });
    view! {
        <div class="notice-place" role="status">
            {move || scene.notice.get().map(|words| view! {
                <p class="notice">
                    <span>{words}</span>
                    <button type="button" class="link" on:click=move |_| scene.notice.set(None)>{scene.say(Word::NoticeClose)}</button>
                </p>
            })}
        </div>
    }
}
