//! What a phone's sheet shows before it is pulled up: the region's name and its floor space. The rest of the summary
//! is a part that is fetched with the first pull.

use crate::prelude::*;

use crate::charts::Whole;
use crate::panels::{floor_space, floor_space_heading};
use crate::record::Record;
use crate::scene::{Kind, Scene, Subject};
use crate::tell::title;

/// Name, numbers and the bar.
#[component]
pub fn Glance() -> impl IntoView {
    let (scene, record) = (Scene::here(), Record::here());
    move || {
        let (lang, day, region) = (scene.lang.get(), scene.day.get(), scene.scope.get().region);
        let subject = Subject::new(Kind::Region, region.to_string().parse().ok()?);
        let view = record.with(|world| {
            let tally = floor_space(world, day, subject);
            let (total, free) = floor_space_heading(tally, lang);
            view! {
                <h2 class="title">{title(world, subject, lang)}</h2>
                <p class="status"><b>{total}</b><span class="soft">{free}</span></p>
                <Whole tally />
            }
        });
        Some(view)
    }
}
