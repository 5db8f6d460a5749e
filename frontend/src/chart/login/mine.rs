//! The account of whoever is signed in: what it may, where else it is signed in, and a new password.

use crate::prelude::*;
use leptos::task::spawn_local;
use shared::access::Role;
use shared::json::FromJson;
use shared::{Stamp, Word};

use super::{Door, Me, change, keep, role_name};
use crate::net;

/// The open sessions.
#[derive(Clone, Debug, PartialEq, FromJson)]
struct Sessions {
    sessions: Vec<Open>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, FromJson)]
struct Open {
    number: u64,
    began: Stamp,
    used: Stamp,
    #[serde(default)]
    from: Option<String>,
    here: bool,
}

/// The page.
pub(super) fn account(door: Door, me: Me) -> View {
    let scene = door.scene;
    let kept = me.region.filter(|_| me.role == Some(Role::Administrator));
    let who = move || {
        let lang = scene.lang.get();
        let region = me
            .region
            .map(|region| door.feed.world.with(|world| crate::header::region_name(world, region, lang)));
        let role = me.role.map_or("", |role| role_name(role, lang));
        let name = me.name.clone().unwrap_or_default();
        Word::AccountWho
            .with(lang, &[("name", &name), ("role", role), ("region", &region.unwrap_or_default())])
    };
    let sessions = RwSignal::new(Vec::<Open>::new());
    let look = move || {
        spawn_local(async move {
            match net::json::<Sessions>("/api/session/all").await {
                Ok(open) => sessions.set(open.sessions),
                Err(_) => door.me.set(None),
            }
        });
    };
    look();
    // The way to the desk is shown to those who are in.
    if !door.feed.is_office.get_untracked() {
        spawn_local(async move {
            if let Err(trouble) = door.feed.enter_office().await {
                leptos::logging::warn!("{trouble}");
            }
        });
    }
    let leave = move |_| {
        spawn_local(async move {
            let ended = net::sign_out().await;
            if let Err(trouble) = ended.and(door.feed.leave_office().await) {
                leptos::logging::warn!("{trouble}");
            }
            door.me.set(None);
        });
    };
    let rows = move || {
        let lang = scene.lang.get();
        let rows = sessions.get().into_iter().map(|open| {
            let end = move |_| {
                spawn_local(async move {
                    let address = format!("/api/session/all/{}", open.number);
                    match net::send("DELETE", &address, &[], scene.lang.get_untracked()).await {
                        Ok(_) => look(),
                        Err(words) => scene.notice.set(Some(words)),
                    }
                });
            };
            let action = if open.here {
                view! { <span class="quiet">{Word::AccountHere.text(lang)}</span> }
            } else {
                view! { <button type="button" class="link" on:click=end>{Word::AccountEnd.text(lang)}</button> }
            };
            view! {
                <tr><td>{when(open.began)}</td><td>{when(open.used)}</td><td>{open.from.unwrap_or_default()}</td><td>{action}</td></tr>
            }
        });
        rows.collect::<Vec<_>>()
    };
    view! {
        <div class="account">
            <section class="login-form">
                <h2 class="title">{move || scene.say(Word::AccountTitle)}</h2>
                <p class="account-who">{who}</p>
                <h3>{move || scene.say(Word::AccountSessions)}</h3>
                <table class="chart-table account-sessions">
                    <thead><tr>
                        <th scope="col">{move || scene.say(Word::AccountBegan)}</th>
                        <th scope="col">{move || scene.say(Word::AccountUsed)}</th>
                        <th scope="col">{move || scene.say(Word::AccountFrom)}</th>
                        <th scope="col"><span class="unseen">{move || scene.say(Word::AccountEnd)}</span></th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
                <button type="button" class="button" on:click=leave>{move || scene.say(Word::OfficeSignOut)}</button>
            </section>
            {(!me.elsewhere).then(|| change::form(door, false))}
            {kept.map(|home| keep::part(door, home))}
        </div>
    }
}

/// A moment to the minute, as clocks in China show it.
fn when(stamp: Stamp) -> String {
    let (hour, minute) = stamp.clock();
    format!("{} {hour:02}:{minute:02}", stamp.day())
}
