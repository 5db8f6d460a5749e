//! Where officials sign in: one field for the token, one plain answer.

use crate::prelude::*;
use leptos::task::spawn_local;
use shared::Word;

use crate::feed::Feed;
use crate::net;
use crate::scene::{Page, Scene};

/// The page.
#[component]
pub fn Login() -> impl IntoView {
    let scene = Scene::here();
    let feed = Feed::here();
    let token = RwSignal::new(String::new());
    let trouble = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let send = move |event: web_sys::Event| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match net::sign_in(&token.get_untracked(), scene.lang.get_untracked()).await {
                Ok(()) => {
                    feed.is_office.set(false);
                    token.set(String::new());
                    if let Ok(chain) = "textile".parse() {
                        crate::header::open_page(scene, Page::Chart(chain));
                    }
                }
                Err(words) => trouble.set(Some(words)),
            }
            busy.set(false);
        });
    };
    view! {
        <main class="login" id="login">
            <form class="login-form" on:submit=send>
                <h2 class="title">{move || scene.say(Word::LoginTitle)}</h2>
                <p class="quiet">{move || scene.say(Word::LoginAbout)}</p>
                <label class="login-field">
                    <span>{move || scene.say(Word::LoginToken)}</span>
                    <input
                        type="password"
                        name="token"
                        autocomplete="current-password"
                        required=true
                        on:input=move |event: web_sys::Event| token.set(event_target_value(&event))
                    />
                </label>
                {move || trouble.get().map(|words| view! { <p class="login-trouble" role="alert">{words}</p> })}
                <button type="submit" class="button primary">{move || scene.say(Word::LoginSend)}</button>
            </form>
        </main>
    }
}
