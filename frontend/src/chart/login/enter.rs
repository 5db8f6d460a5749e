//! Signing in: with name and password, at a provider of OpenID Connect, or with the operator token.

use crate::prelude::*;
use leptos::task::spawn_local;
use shared::{Lang, Word};

use super::{Door, field, told};
use crate::net;

/// The form.
pub(super) fn form(door: Door) -> View {
    let scene = door.scene;
    let by_token = RwSignal::new(false);
    let (name, password, token) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let trouble = RwSignal::new(came_back(door));
    let busy = RwSignal::new(false);
    let send = move |event: web_sys::Event| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        scene.came_back.set(None);
        spawn_local(async move {
            let (name, password, token) =
                (name.get_untracked(), password.get_untracked(), token.get_untracked());
            let fields = match by_token.get_untracked() {
                true => vec![("token", &*token)],
                false => vec![("name", &*name), ("password", &*password)],
            };
            match net::send("POST", "/api/session", &fields, scene.lang.get_untracked()).await {
                Ok(who) if who.contains("\"must_change\":true") => door.look(),
                Ok(_) => door.go_in(),
                Err(words) => trouble.set(Some(words)),
            }
            busy.set(false);
        });
    };
    let other = move |_| {
        trouble.set(None);
        by_token.update(|by_token| *by_token = !*by_token);
    };
    // Not in place: the browser leaves for the provider.
    let elsewhere = move || {
        let lang = scene.lang.get();
        let address =
            if lang == Lang::Zh { "/api/session/oidc?lang=zh" } else { "/api/session/oidc?lang=en" };
        let words = door.by_oidc(lang).filter(|_| !by_token.get());
        words.map(|words| view! { <a class="button login-oidc" href=address>{words}</a> })
    };
    view! {
        <form class="login-form" on:submit=send>
            <h2 class="title">{move || scene.say(Word::LoginTitle)}</h2>
            <p class="quiet">{move || scene.say(if by_token.get() { Word::LoginAboutToken } else { Word::LoginAbout })}</p>
            {move || match by_token.get() {
                true => field(scene, Word::LoginToken, "token", "off", token),
                false => view! {
                    {field(scene, Word::LoginName, "name", "username", name)}
                    {field(scene, Word::LoginPassword, "password", "current-password", password)}
                },
            }}
            {told(trouble)}
            <button type="submit" class="button primary">{move || scene.say(Word::LoginSend)}</button>
            {elsewhere}
            <button type="button" class="link login-other" on:click=other>
                {move || scene.say(if by_token.get() { Word::LoginByName } else { Word::LoginByToken })}
            </button>
        </form>
    }
}

/// How the way to the provider ended, in words; told until the page is left or something else is tried.
fn came_back(door: Door) -> Option<String> {
    let back = door.scene.came_back.get_untracked()?;
    let word = match back.as_str() {
        "away" => Word::LoginOidcAway,
        "late" => Word::LoginOidcLate,
        "often" => Word::LoginOidcOften,
        _ => Word::LoginOidcRefused,
    };
    Some(word.text(door.scene.lang.get_untracked()).to_owned())
}
