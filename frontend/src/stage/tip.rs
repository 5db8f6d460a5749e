//! The words beside the pointer. Nothing stands only here: a click opens the panel with all of it.

use crate::prelude::*;
use shared::Word;

use super::subject_of;
use crate::format::grouped;
use crate::map::Hit;
use crate::record::Record;
use crate::scene::Scene;
use crate::tell::{brief, path, title};

/// The tooltip.
#[component]
pub fn Tip(hover: RwSignal<Option<Hit>>) -> impl IntoView {
    let (scene, record) = (Scene::here(), Record::here());
    move || {
        let hit = hover.get()?;
        let (day, lang) = (scene.day.get(), scene.lang.get());
        let (head, line) = if hit.several.is_empty() {
            let subject = subject_of(&hit)?;
            record.with(|world| {
                let of = path(world, subject).last().map(|whole| title(world, *whole, lang));
                let name = title(world, subject, lang);
                let head = match (subject.kind, of) {
                    (crate::scene::Kind::Unit, Some(hall)) => format!("{hall} · {name}"),
                    _ => name,
                };
                (head, brief(world, day, subject, lang))
            })
        } else {
            (Word::TipSeveral.with(lang, &[("n", &grouped(hit.several.len() as i64))]), String::new())
        };
        let [x, y] = hit.pixel;
        let left = move || format!("{}px", x.round() as i32);
        let top = move || format!("{}px", y.round() as i32);
        Some(view! {
            <p class="tip" style:left=left style:top=top aria-hidden="true">
                <b>{head}</b>
                <span>{line}</span>
            </p>
        })
    }
}
