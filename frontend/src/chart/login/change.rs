//! A password of one's own.

use crate::prelude::*;
use leptos::task::spawn_local;
use shared::Word;

use super::{Door, field, told};
use crate::net;

/// The form; at the first sign-in it is all there is.
pub(super) fn form(door: Door, first: bool) -> View {
    let scene = door.scene;
    let (old, new, again) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let trouble = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let send = move |event: web_sys::Event| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let lang = scene.lang.get_untracked();
        if new.get_untracked() != again.get_untracked() {
            trouble.set(Some(Word::LoginDiffer.text(lang).to_owned()));
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let (old, new) = (old.get_untracked(), new.get_untracked());
            let fields = [("old", &*old), ("new", &*new)];
            match net::send("PUT", "/api/session/password", &fields, lang).await {
                Ok(_) if first => door.go_in(),
                Ok(_) => {
                    scene.notice.set(Some(Word::LoginChanged.text(lang).to_owned()));
                    door.look();
                }
                Err(words) => trouble.set(Some(words)),
            }
            busy.set(false);
        });
    };
    let (title, about) = match first {
        true => (Word::LoginChangeFirst, Word::LoginChangeAbout),
        false => (Word::LoginChangeTitle, Word::LoginChangeRule),
    };
    view! {
        <form class="login-form" on:submit=send>
            <h2 class="title">{move || scene.say(title)}</h2>
            <p class="quiet">{move || scene.say(about)}</p>
            {field(scene, if first { Word::LoginOnce } else { Word::LoginOld }, "old", "current-password", old)}
            {field(scene, Word::LoginNew, "new", "new-password", new)}
            {field(scene, Word::LoginAgain, "again", "new-password", again)}
            {told(trouble)}
            <button type="submit" class="button primary">{move || scene.say(Word::LoginChangeSend)}</button>
        </form>
    }
}
