//! What makes the map follow the page: colours, words, switches, selection, live facts.

use crate::prelude::*;
use shared::Word;

use crate::feed::Feed;
use crate::ground::Ground;
use crate::map::Layer;
use crate::record::Record;
use crate::scene::{GroundKind, Page, Scene};
use crate::tell::callout;

/// Connects them. Called by an effect of the stage, so all of it ends with the stage.
pub fn connect(still: RwSignal<bool>) {
    let (scene, feed, record, ground) = (Scene::here(), Feed::here(), Record::here(), Ground::here());

    Effect::new(move |_| {
        let theme = scene.theme.get();
        if let Some(map) = ground.map() {
            map.set_theme(theme);
        }
    });
    Effect::new(move |_| {
        let still = still.get();
        if let Some(map) = ground.map() {
            map.set_reduced_motion(still);
        }
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| {
        if let Some(map) = ground.map() {
            map.set_screen(super::screen());
        }
    });
    on_cleanup(move || resized.remove());
    Effect::new(move |before: Option<shared::Lang>| {
        let lang = scene.lang.get();
        if before.is_some_and(|before| before != lang) {
            if let Some(map) = ground.map() {
                map.set_lang(lang);
            }
            record.with_untracked(|world| ground.speak(world, scene.day.get_untracked(), lang));
            if let Ok(Some(canvas)) = document().query_selector("#map canvas") {
                // Refused only for a name that is none.
                let _named = canvas.set_attribute("aria-label", Word::MapTitle.text(lang));
            }
        }
        lang
    });
    Effect::new(move |_| {
        let shown = scene.shown.get();
        // The front of the battle chart shows flows; what stands on the ground would only disturb them.
        let on_map = scene.page.get() == Page::Map;
        let Some(map) = ground.map() else { return };
        record.with_untracked(|world| ground.pin(world, scene.day.get_untracked(), on_map));
        map.set_statuses_shown(shown.statuses);
        map.set_stages_shown(if on_map { shown.stages } else { 0 });
        map.set_layer_shown(Layer::Ports, on_map && shown.ground(GroundKind::Ports));
        map.set_layer_shown(Layer::Places, on_map);
        map.set_layer_shown(Layer::Parks, on_map && shown.ground(GroundKind::Parks));
        map.set_layer_shown(Layer::Parcels, shown.ground(GroundKind::Parcels));
    });
    Effect::new(move |_| {
        let chosen = scene.chosen.get();
        record.with_untracked(|world| ground.choose(world, scene.day.get_untracked(), chosen));
    });
    Effect::new(move |_| {
        let (subject, day, lang) = (scene.subject(), scene.day.get(), scene.lang.get());
        record.with(|world| {
            let words = subject.map(|subject| callout(world, day, subject, lang)).unwrap_or_default();
            ground.select(world, subject, words);
        });
    });
    // "As we knew it on" shows another world: everything is drawn anew.
    Effect::new(move |before: Option<Option<(shared::Day, bool)>>| {
        let known = scene.known_on.get().map(|day| (day, record.can_go_back()));
        if before.is_some_and(|before| before != known) {
            record.with_untracked(|world| ground.lay(world, scene.day.get_untracked()));
        }
        known
    });
    Effect::new(move |_| {
        if feed.touched.with(Vec::is_empty) {
            return;
        }
        let touched = feed.touched.update_untracked(std::mem::take);
        if scene.known_on.get_untracked().is_none() {
            record.with_untracked(|world| ground.take_in(world, scene.day.get_untracked(), &touched));
        }
    });
}
