//! The officials' view: whether this browser session is signed in, and what stands where it is not.

use crate::prelude::*;
use leptos::task::spawn_local;
use shared::{Lang, Word};

use super::state::State;
use crate::feed::Feed;
use crate::scene::Page;

/// Asks who is there when the chart opens, and fetches the officials' facts if it is one.
pub fn follow(state: State) {
    let feed = Feed::here();
    if feed.is_office.get_untracked() {
        state.is_official.set(true);
        return;
    }
    spawn_local(async move {
        if !Feed::is_signed_in().await {
            return;
        }
        match feed.enter_office().await {
            Ok(()) => state.is_official.set(true),
            Err(trouble) => {
                leptos::logging::warn!("{trouble}");
                state.scene.notice.set(Some(state.scene.say(Word::PartFailed).to_owned()));
            }
        }
    });
}

/// What visitors see in place of funnel and board: that there is more, and where officials sign in.
pub fn closed(state: State, lang: Lang) -> Option<View> {
    let go = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        crate::header::open_page(state.scene, Page::Login);
    };
    Some(view! {
        <div class="chart-closed">
            <p>{Word::OfficeClosed.text(lang)}</p>
            <a class="link" href="/login" on:click=go>{Word::OfficeSignIn.text(lang)}</a>
        </div>
    })
}
