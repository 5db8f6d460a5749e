//! The switches of language and colours. Both are kept for the next visit and stand in the address.

use crate::prelude::*;
use leptos::task::spawn_local;
use shared::{Lang, Word};

use crate::map::Theme;
use crate::scene::{Scene, theme_name};
use crate::words;

/// 中文 / EN.
#[component]
pub fn Language() -> impl IntoView {
    let scene = Scene::here();
    let other = move || match scene.lang.get() {
        Lang::Zh => Lang::En,
        Lang::En => Lang::Zh,
    };
    let change = move |_| {
        let lang = other();
        spawn_local(async move {
            match words::learn(lang).await {
                Ok(()) => scene.lang.set(lang),
                Err(trouble) => {
                    leptos::logging::warn!("{trouble}");
                    scene.notice.set(Some(scene.say(Word::PartFailed).to_owned()));
                }
            }
        });
    };
    view! {
        <button type="button" class="plain" on:click=change lang=move || other().tag() title=move || scene.say(Word::LanguageSwitch)>
            {move || if scene.lang.get() == Lang::Zh { "EN" } else { "中文" }}
        </button>
    }
}

/// Light, dark, wall: one after another.
#[component]
pub fn Colours() -> impl IntoView {
    let scene = Scene::here();
    let next = move || match scene.theme.get() {
        Theme::Light | Theme::Print => Theme::Dark,
        Theme::Dark => Theme::Wall,
        Theme::Wall => Theme::Light,
    };
    let word = |theme| match theme {
        Theme::Light | Theme::Print => Word::ThemeLight,
        Theme::Dark => Word::ThemeDark,
        Theme::Wall => Word::ThemeWall,
    };
    let label = move || {
        let lang = scene.lang.get();
        let (now, then) = (word(scene.theme.get()).text(lang), word(next()).text(lang));
        Word::ThemeSwitch.with(lang, &[("now", now), ("next", then)])
    };
    view! {
        <button type="button" class="plain" on:click=move |_| scene.theme.set(next()) aria-label=label title=label>
            <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
                <circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" stroke-width="1.4" />
                <path d="M8 2.4a5.6 5.6 0 0 1 0 11.2Z" fill="currentColor" />
            </svg>
        </button>
    }
}

/// Keeps language and colours: on `<html>`, where the styles and the map read them, and for the next visit.
pub fn keep_choices(scene: Scene) {
    let root = document().document_element();
    Effect::new(move |_| {
        let lang = scene.lang.get();
        let tag = if lang == Lang::Zh { "zh-CN" } else { "en" };
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("lang", tag);
        }
        document().set_title(Word::AppName.text(lang));
        keep("lang", lang.tag());
    });
    Effect::new(move |_| {
        let name = theme_name(scene.theme.get());
        if let Some(root) = &root {
            let _ = root.set_attribute("data-theme", name);
        }
        keep("theme", name);
    });
}

fn keep(what: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        // A browser may refuse to keep anything; the address holds the choice as well.
        let _ = storage.set_item(&format!("investmap.{what}"), value);
    }
}
