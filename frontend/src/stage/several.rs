//! Which of several: the records that the map draws as one, to choose from.

use crate::prelude::*;
use shared::Word;

use crate::map::Hit;
use crate::panels::Door;
use crate::record::Record;
use crate::scene::{Kind, Scene, Subject};
use crate::tell::{brief, title};

/// The list beside a count disc.
#[component]
pub fn Several(several: RwSignal<Option<Hit>>) -> impl IntoView {
    let (scene, record, door) = (Scene::here(), Record::here(), Door::here());
    move || {
        let hit = several.get()?;
        let kind = Kind::of_layer(hit.layer)?;
        let (day, lang) = (scene.day.get(), scene.lang.get());
        let entries = record.with(|world| {
            let subjects = hit.several.iter().filter_map(|key| Some(Subject::new(kind, key.parse().ok()?)));
            let rows = subjects.map(|subject| {
                let open = move |_| {
                    several.set(None);
                    door.scene.open(subject);
                };
                view! {
                    <li>
                        <button type="button" class="entry" on:click=open>
                            <span>{title(world, subject, lang)}</span>
                            <span class="quiet">{brief(world, day, subject, lang)}</span>
                        </button>
                    </li>
                }
            });
            rows.collect::<Vec<_>>()
        });
        let [x, y] = hit.pixel;
        let many = entries.len().to_string();
        Some(view! {
            <div
                class="several"
                role="dialog"
                aria-label=Word::TipSeveral.with(lang, &[("n", &many)])
                style:left=format!("{}px", x.round() as i32)
                style:top=format!("{}px", y.round() as i32)
                on:keydown=move |event| if event.key() == "Escape" { several.set(None) }
            >
                <ul class="entries">{entries}</ul>
            </div>
        })
    }
}
