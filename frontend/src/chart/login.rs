//! Where officials sign in, and where those who are in keep their account: password, and where else they are signed in.

mod change;
mod enter;
mod keep;
mod mine;

use crate::prelude::*;
use leptos::task::spawn_local;
use shared::access::Role;
use shared::json::FromJson;
use shared::{Lang, RegionCode, Text, Word};

use crate::feed::Feed;
use crate::net;
use crate::scene::{Page, Scene};

/// Who is signed in, as the server tells.
#[derive(Clone, Debug, PartialEq, FromJson)]
struct Me {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    role: Option<Role>,
    #[serde(default)]
    region: Option<RegionCode>,
    #[serde(default)]
    must_change: bool,
    /// The account has no password.
    #[serde(default)]
    elsewhere: bool,
    /// What people call the provider of OpenID Connect.
    #[serde(default)]
    oidc: Option<Text>,
}

/// What the page knows.
#[derive(Clone, Copy)]
struct Door {
    scene: Scene,
    feed: Feed,
    /// Who is in; nobody known yet is nobody.
    me: RwSignal<Option<Me>>,
    /// What people call the provider of OpenID Connect; none where there is none.
    oidc: RwSignal<Option<Text>>,
}

impl Door {
    /// Asks who is in.
    fn look(self) {
        spawn_local(async move {
            match net::json::<Me>("/api/session").await {
                Ok(me) => {
                    self.oidc.set(me.oidc.clone());
                    self.me.set(Some(me).filter(|me| me.name.is_some()));
                }
                Err(trouble) => leptos::logging::warn!("{trouble}"),
            }
        });
    }

    /// What leads to the provider, where there is one.
    fn by_oidc(self, lang: Lang) -> Option<String> {
        self.oidc.get().map(|name| Word::LoginOidc.with(lang, &[("name", name.get(lang))]))
    }

    /// Opens the chart: this browser sees what the official may see from now on.
    fn go_in(self) {
        self.feed.forget_office();
        if let Ok(chain) = "textile".parse() {
            crate::header::open_page(self.scene, Page::Chart(chain));
        }
    }
}

/// The page.
#[component]
pub fn Login() -> impl IntoView {
    let scene = Scene::here();
    let door = Door { scene, feed: Feed::here(), me: RwSignal::new(None), oidc: RwSignal::new(None) };
    door.look();
    if scene.came_back.with_untracked(Option::is_some) {
        // Whoever loads the page again is not told again.
        crate::address::write_now(scene);
    }
    on_cleanup(move || scene.came_back.set(None));
    view! {
        <main class="login" id="login">
            {move || match door.me.get() {
                None => enter::form(door),
                Some(me) if me.must_change => change::form(door, true),
                Some(me) => mine::account(door, me),
            }}
        </main>
    }
}

/// A field of a form.
fn field(
    scene: Scene,
    label: Word,
    name: &'static str,
    complete: &'static str,
    value: RwSignal<String>,
) -> View {
    let kind = if name == "name" { "text" } else { "password" };
    view! {
        <label class="login-field">
            <span>{move || scene.say(label)}</span>
            <input
                type=kind
                name=name
                autocomplete=complete
                required=true
                on:input=move |event: web_sys::Event| value.set(event_target_value(&event))
            />
        </label>
    }
}

/// What went wrong, in words.
fn told(trouble: RwSignal<Option<String>>) -> impl IntoView {
    move || trouble.get().map(|words| view! { <p class="login-trouble" role="alert">{words}</p> })
}

/// A role, in the reader's language.
fn role_name(role: Role, lang: Lang) -> &'static str {
    let word = match role {
        Role::Viewer => Word::RoleViewer,
        Role::Editor => Word::RoleEditor,
        Role::Reviewer => Word::RoleReviewer,
        Role::Administrator => Word::RoleAdministrator,
    };
    word.text(lang)
}
