//! The officials' view: whether this browser session is signed in, and what stands where it is not.

use crate::prelude::*;
use leptos::task::spawn_local;
use shared::{Lang, Word};

use super::state::{Beside, State};
use crate::feed::Feed;
use crate::net;
use crate::scene::Page;

/// Asks who is there when the chart opens, and fetches the officials' facts if it is one.
pub fn follow(state: State) {
    let feed = Feed::here();
    let is_here = feed.is_office.get_untracked() || feed.enter_prepared();
    // Before anything is drawn: a chart of counts would be drawn first, and all of it anew.
    state.is_official.set(is_here);
    state.beside.set(state.scene.chosen.get_untracked().target.filter(|_| is_here).map(Beside::Target));
    Effect::new(move |_| {
        let is_office = feed.is_office.get();
        if state.is_official.get_untracked() != is_office {
            state.is_official.set(is_office);
            let target = state.scene.chosen.get_untracked().target.filter(|_| is_office);
            state.beside.set(target.map(Beside::Target));
        }
    });
    if is_here {
        return;
    }
    let asked = StoredValue::new(false);
    Effect::new(move |_| {
        if feed.preparing.get() || feed.enter_prepared() || asked.get_value() {
            return;
        }
        asked.set_value(true);
        enter(state, feed);
    });
}

/// Fetches the facts of officials, if this browser session is one's.
fn enter(state: State, feed: Feed) {
    spawn_local(async move {
        if Feed::is_signed_in().await
            && let Err(trouble) = feed.enter_office().await
        {
            leptos::logging::warn!("{trouble}");
            state.scene.notice.set(Some(state.scene.say(Word::PartFailed).to_owned()));
        }
    });
}

/// Signs out: this browser sees what everybody sees.
pub fn sign_out(state: State, feed: Feed) {
    spawn_local(async move {
        let ended = net::sign_out().await;
        let left = feed.leave_office().await;
        if let Err(trouble) = ended.and(left) {
            leptos::logging::warn!("{trouble}");
            state.scene.notice.set(Some(state.scene.say(Word::PartFailed).to_owned()));
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
