//! The column of buttons on the map: zoom, tilt, table, picture, print.

use crate::prelude::*;
use shared::Word;

use crate::export::print;
use crate::ground::Ground;
use crate::panels::Door;
use crate::picture::PictureMenu;
use crate::record::Record;
use crate::scene::Scene;

/// The buttons.
#[component]
pub fn Buttons() -> impl IntoView {
    let (scene, record, ground, door) = (Scene::here(), Record::here(), Ground::here(), Door::here());
    let tilted = move || scene.camera.get().is_tilted();
    let zoom = move |steps: f64| {
        if let Some(map) = ground.map() {
            map.zoom_by(steps);
        }
    };
    let tilt = move |_| {
        let flat = !scene.camera.get_untracked().is_tilted();
        record.with_untracked(|world| ground.tilt(world, flat));
    };
    view! {
        <div class="map-buttons" role="toolbar" aria-label=move || scene.say(Word::MapTools)>
            <div class="stack">
                <button type="button" class="button on-map" aria-label=move || scene.say(Word::MapZoomIn) on:click=move |_| zoom(1.0)>"+"</button>
                <button type="button" class="button on-map" aria-label=move || scene.say(Word::MapZoomOut) on:click=move |_| zoom(-1.0)>"−"</button>
            </div>
            <div class="stack">
                <button type="button" class="button on-map" aria-pressed=move || tilted().to_string() title=move || scene.say(Word::MapTilt) on:click=tilt>"3D"</button>
                <button
                    type="button"
                    class="button table-switch"
                    aria-pressed=move || scene.table.get().to_string()
                    on:click=move |_| scene.table.update(|t| *t = !*t)
                >
                    {move || scene.say(if scene.table.get() { Word::MapMap } else { Word::MapTable })}
                </button>
                <PictureMenu />
                <button type="button" class="button" on:click=move |_| print(door)>{move || scene.say(Word::ActionPrint)}</button>
            </div>
        </div>
    }
}
