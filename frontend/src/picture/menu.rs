//! The small menu of sizes under the map's PNG button.

use crate::prelude::*;
use leptos::task::spawn_local;
use shared::Word;

use super::compose::Saying;
use super::take::{later, told};
use crate::config::Config;
use crate::ground::Ground;
use crate::header::scope_name;
use crate::legend::counts;
use crate::parts;
use crate::record::Record;
use crate::scene::Scene;
use crate::stage::{credit_lines, measure};

const SIZES: [(u8, Word); 3] = [(1, Word::PictureOnce), (2, Word::PictureTwice), (4, Word::PictureFour)];

/// The button and its menu.
#[component]
pub fn PictureMenu() -> impl IntoView {
    let (scene, ground, record) = (Scene::here(), Ground::here(), Record::here());
    let config: StoredValue<Config> = expect_context();
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let counts = counts();
    let saying = move |metres_per_pixel: f64| {
        let (lang, scope) = (scene.lang.get_untracked(), scene.scope.get_untracked());
        Saying {
            lang,
            day: scene.day.get_untracked(),
            known_on: scene.known_on.get_untracked(),
            place: record.with_untracked(|world| scope_name(world, scope, lang)),
            counts: counts.get_untracked(),
            shown: scene.shown.get_untracked(),
            credits: config.with_value(|config| credit_lines(config, lang)),
            scale: measure(metres_per_pixel),
        }
    };
    let save = StoredValue::new(move |times: u8| {
        open.set(false);
        let lang = scene.lang.get_untracked();
        let Some(map) = ground.map() else {
            return scene.notice.set(Some(Word::PictureNoMap.text(lang).to_owned()));
        };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        scene.notice.set(Some(Word::PictureWorking.with(lang, &[("n", &times.to_string())])));
        let saying = saying(map.metres_per_pixel());
        spawn_local(async move {
            later(60).await;
            let saved = parts::picture(map, saying, times).await;
            scene.notice.set(Some(told(saved.as_ref(), times, lang)));
            busy.set(false);
        });
    });
    let choices = move || {
        let choices = SIZES.into_iter().map(|(times, word)| {
            let choose = move |_| save.with_value(|save| save(times));
            view! { <button type="button" class="button" data-times=times on:click=choose>{scene.say(word)}</button> }
        });
        choices.collect::<Vec<_>>()
    };
    view! {
        <div class="picture-menu" on:keydown=move |event| if event.key() == "Escape" { open.set(false) }>
            <button
                type="button"
                class="button"
                disabled=move || busy.get() || !ground.standing.get()
                aria-expanded=move || open.get().to_string()
                aria-busy=move || busy.get().to_string()
                title=move || scene.say(Word::PictureLabel)
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {move || scene.say(Word::PictureButton)}
            </button>
            {move || open.get().then(|| view! {
                <div class="picture-sizes" role="group" aria-label=scene.say(Word::PictureLabel)>{choices}</div>
            })}
        </div>
    }
}
