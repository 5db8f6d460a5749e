//! What every panel begins with: the path, the title, the cross.

use crate::prelude::*;
use shared::{Day, Lang, Word, World};

use super::{Door, Look};
use crate::scene::{Kind, Opened, Subject};
use crate::tell::{path, title};

/// The head of a record's panel.
pub fn head(look: Look<'_>, subject: Subject) -> AnyView {
    let Look { world, lang, door, .. } = look;
    let steps = path(world, subject).into_iter().map(|step| {
        let name = short_title(world, step, lang);
        view! { <li><button type="button" class="step" on:click=move |_| door.go(step)>{name}</button></li> }
    });
    let steps = steps.collect::<Vec<_>>();
    view! { <Head door lang title=title(world, subject, lang) steps=Some(steps.into_any()) /> }.into_any()
}

/// Path, title and cross.
#[component]
pub fn Head(door: Door, lang: Lang, title: String, steps: Option<AnyView>) -> impl IntoView {
    let back = move || {
        door.scene.back.get().map(|list| {
            let name = match list {
                Opened::List(name) => name.word().text(lang),
                _ => Word::FigureYearProjects.text(lang),
            };
            let go = move |_| {
                door.scene.opened.set(Some(list));
                door.scene.back.set(None);
            };
            view! { <button type="button" class="link back" on:click=go>"‹ "{name}</button> }
        })
    };
    view! {
        <header class="head">
            {back}
            <ol class="path-line" aria-label=Word::PanelPath.text(lang)>{steps}</ol>
            <h2 class="title" id="panel-title">{title}</h2>
            <button type="button" class="close" aria-label=Word::PanelClose.text(lang) on:click=move |_| door.close()>
                <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
                    <path d="M3 3L13 13M13 3L3 13" stroke="currentColor" stroke-width="1.5" />
                </svg>
            </button>
        </header>
    }
}

/// A record's name as a step of a path: parks have a short one.
pub fn short_title(world: &World, subject: Subject, lang: Lang) -> String {
    let park = world.parks.get(&subject.key).filter(|_| subject.kind == Kind::Park).and_then(|l| l.latest());
    park.map_or_else(|| title(world, subject, lang), |p| p.attributes.short.get(lang).to_owned())
}

/// The day of a record's first fact; none where it is not known at all.
pub fn first_day(world: &World, subject: Subject) -> Option<Day> {
    fn of<E: shared::ledger::Entity>(ledger: Option<&shared::ledger::Ledger<E>>) -> Option<Day> {
        ledger?.counting().next().map(|(day, ..)| day)
    }
    let key = &subject.key;
    match subject.kind {
        Kind::Unit => of(world.units.get(key)),
        Kind::Hall => of(world.halls.get(key)),
        Kind::Park => of(world.parks.get(key)),
        Kind::Parcel => of(world.parcels.get(key)),
        Kind::Port => of(world.ports.get(key)),
        Kind::Project => of(world.projects.get(key)),
        Kind::Enterprise => of(world.enterprises.get(key)),
        Kind::Region => of(world.regions.get(key)),
    }
}
