//! What administrators do: keep the accounts of their region, and take the audit home.

use crate::prelude::*;
use leptos::task::spawn_local;
use shared::access::Role;
use shared::json::FromJson;
use shared::{Lang, RegionCode, Word};

use super::{Door, role_name};
use crate::net;

/// The accounts.
#[derive(Clone, Debug, PartialEq, FromJson)]
struct Accounts {
    accounts: Vec<Account>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, FromJson)]
struct Account {
    id: String,
    name: String,
    role: Role,
    region: RegionCode,
    must_change: bool,
    ended: bool,
    way: String,
    #[serde(default)]
    password: Option<String>,
}

/// What the part knows.
#[derive(Clone, Copy)]
struct Keep {
    door: Door,
    home: RegionCode,
    accounts: RwSignal<Vec<Account>>,
    /// An account whose one-time password is told now.
    told: RwSignal<Option<(String, String)>>,
}

impl Keep {
    fn look(self) {
        spawn_local(async move {
            match net::json::<Accounts>("/api/accounts").await {
                Ok(all) => self.accounts.set(all.accounts),
                Err(trouble) => leptos::logging::warn!("{trouble}"),
            }
        });
    }

    /// Sends a change; what the server refuses is told in its words.
    fn send(self, method: &'static str, address: String, fields: Vec<(&'static str, String)>) {
        let scene = self.door.scene;
        spawn_local(async move {
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            match net::send(method, &address, &fields, scene.lang.get_untracked()).await {
                Ok(answer) => {
                    if let Ok(account) = shared::json::read::<Account>(&answer) {
                        self.told.set(account.password.map(|password| (account.name, password)));
                    }
                    self.look();
                }
                Err(words) => scene.notice.set(Some(words)),
            }
        });
    }

    /// The regions that may be chosen, by code.
    fn regions(self, lang: Lang) -> Vec<(String, String)> {
        self.door.feed.world.with(|world| {
            let codes = world.regions.keys().filter_map(|key| key.as_str().parse::<RegionCode>().ok());
            codes
                .filter(|code| self.home.contains(*code))
                .map(|code| (code.to_string(), crate::header::region_name(world, code, lang)))
                .collect()
        })
    }
}

/// The part.
pub(super) fn part(door: Door, home: RegionCode) -> View {
    let scene = door.scene;
    let keep = Keep { door, home, accounts: RwSignal::new(Vec::new()), told: RwSignal::new(None) };
    keep.look();
    let rows = move || {
        let lang = scene.lang.get();
        keep.accounts.get().into_iter().map(|account| row(keep, account, lang)).collect::<Vec<_>>()
    };
    let told = move || {
        keep.told.get().map(|(name, password)| {
            let words = Word::KeepTold.with(scene.lang.get(), &[("name", &name)]);
            view! { <p class="account-told" role="status">{words}" "<b class="once">{password}</b></p> }
        })
    };
    view! {
        <section class="account-keep">
            <h2 class="title">{move || scene.say(Word::KeepTitle)}</h2>
            {told}
            <table class="chart-table account-list">
                <thead><tr>
                    <th scope="col">{move || scene.say(Word::LoginName)}</th>
                    <th scope="col">{move || scene.say(Word::KeepRole)}</th>
                    <th scope="col">{move || scene.say(Word::KeepRegion)}</th>
                    <th scope="col">{move || scene.say(Word::KeepState)}</th>
                    <th scope="col"><span class="unseen">{move || scene.say(Word::KeepActions)}</span></th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            {move || add(keep, scene.lang.get())}
            <a class="link" href="/api/audit?format=csv&limit=10000" download="audit.csv">{move || scene.say(Word::KeepAudit)}</a>
        </section>
    }
}

fn row(keep: Keep, account: Account, lang: Lang) -> View {
    let Account { id, name, role, region, must_change, ended, way, .. } = account;
    let region = keep.door.feed.world.with_untracked(|world| crate::header::region_name(world, region, lang));
    let me = keep.door.me.with_untracked(|me| me.as_ref().and_then(|me| me.name.clone()));
    let is_me = me.as_deref() == Some(name.as_str());
    let address = format!("/api/accounts/{id}");
    let by_oidc = keep.door.by_oidc(lang);
    let state = match (ended, must_change) {
        (true, _) => Word::KeepEnded.text(lang).to_owned(),
        (false, true) => Word::KeepOnce.text(lang).to_owned(),
        (false, false) if way == "password" => String::new(),
        (false, false) => by_oidc.clone().unwrap_or_default(),
    };
    let choose = {
        let address = address.clone();
        move |event: web_sys::Event| {
            keep.send("PATCH", address.clone(), vec![("role", event_target_value(&event))]);
        }
    };
    let roles = Role::ALL.map(|one| {
        view! { <option value=one.slug() selected=one == role>{role_name(one, lang)}</option> }
    });
    let flag = |what: &'static str, words: String| {
        let address = address.clone();
        let act = move |_| keep.send("PATCH", address.clone(), vec![(what, String::new())]);
        view! { <button type="button" class="link" on:click=act>{words}</button>" " }
    };
    let role_cell = if is_me || ended {
        role_name(role, lang).into_view()
    } else {
        let label = Word::KeepRole.text(lang);
        view! { <select class="role-select" aria-label=format!("{label}: {name}") on:change=choose>{roles.into_iter().collect::<Vec<_>>()}</select> }
    };
    let actions = (!is_me).then(|| {
        let mut actions = View::new();
        actions.add(flag("reset", Word::KeepReset.text(lang).to_owned()));
        if let Some(words) = by_oidc.filter(|_| ended || way == "password") {
            actions.add(flag("oidc", words));
        }
        if !ended {
            actions.add(flag("end", Word::KeepEnd.text(lang).to_owned()));
        }
        actions
    });
    view! {
        <tr class:ended=ended>
            <th scope="row">{name.clone()}</th>
            <td>{role_cell}</td>
            <td>{region}</td>
            <td class="quiet">{state}</td>
            <td>{actions}</td>
        </tr>
    }
}

/// A new account.
fn add(keep: Keep, lang: Lang) -> View {
    let name = RwSignal::new(String::new());
    let role = RwSignal::new(Role::Editor.slug().to_owned());
    let region = RwSignal::new(keep.home.to_string());
    let oidc = RwSignal::new(false);
    let send = move |event: web_sys::Event| {
        event.prevent_default();
        let mut fields = vec![
            ("name", name.get_untracked()),
            ("role", role.get_untracked()),
            ("region", region.get_untracked()),
        ];
        if oidc.get_untracked() {
            fields.push(("oidc", String::new()));
        }
        keep.send("POST", "/api/accounts".to_owned(), fields);
    };
    let roles = Role::ALL.map(|one| {
        view! { <option value=one.slug() selected=one == Role::Editor>{role_name(one, lang)}</option> }
    });
    let regions = keep.regions(lang).into_iter().map(|(code, name)| {
        let is_home = code == keep.home.to_string();
        view! { <option value=code selected=is_home>{name}</option> }
    });
    view! {
        <form class="account-add" on:submit=send>
            <label class="login-field"><span>{Word::LoginName.text(lang)}</span>
                <input type="text" name="new-name" required=true maxlength="64" autocomplete="off" on:input=move |event: web_sys::Event| name.set(event_target_value(&event)) />
            </label>
            <label class="login-field"><span>{Word::KeepRole.text(lang)}</span>
                <select on:change=move |event: web_sys::Event| role.set(event_target_value(&event))>{roles.into_iter().collect::<Vec<_>>()}</select>
            </label>
            <label class="login-field"><span>{Word::KeepRegion.text(lang)}</span>
                <select on:change=move |event: web_sys::Event| region.set(event_target_value(&event))>{regions.collect::<Vec<_>>()}</select>
            </label>
            {keep.door.by_oidc(lang).map(|words| view! {
                <label class="login-check"><input type="checkbox" name="oidc" on:change=move |_| oidc.update(|oidc| *oidc = !*oidc) />{words}</label>
            })}
            <button type="submit" class="button primary">{Word::KeepAdd.text(lang)}</button>
        </form>
    }
}
