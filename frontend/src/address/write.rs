//! From the view to its address: written a moment after it came to rest, in place, so that "back" leaves the page.

use std::time::Duration;

use crate::number::fixed;
use crate::prelude::*;
use shared::chart::Grouping;
use shared::tally::FigureName;
use shared::{Key, Lang, RegionCode};
use wasm_bindgen::JsValue;

use super::name;
use crate::format::trimmed;
use crate::map::Theme;
use crate::moment::Moment;
use crate::scene::{Chosen, Opened, Page, Picture, Scene, theme_name};

/// How long the view rests before its address is written: browsers allow 100 writes in 30 s.
const REST: Duration = Duration::from_millis(400);

/// What an address may leave out.
#[derive(Clone, Copy)]
pub struct Defaults {
    /// The home region.
    pub region: RegionCode,
    /// Whether the day is today: then it stays today for whoever opens the link later.
    pub moment: Moment,
}

/// Keeps the address that of the view.
pub fn follow(defaults: Defaults) {
    let scene = Scene::here();
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |first: Option<()>| {
        let query = (scene.page.get().path(), query(scene, defaults));
        if first.is_none() {
            return;
        }
        if let Some(before) = waiting.try_update_value(Option::take).flatten() {
            before.clear();
        }
        waiting.set_value(set_timeout_with_handle(move || write(&query), REST).ok());
    });
    scene.address.set_value(Some(defaults));
}

/// Writes the address of the view at once.
pub fn write_now(scene: Scene) {
    if let Some(defaults) = scene.address.get_value() {
        write(&untrack(|| (scene.page.get().path(), query(scene, defaults))));
    }
}

fn write((path, query): &(String, String)) {
    let address = if query.is_empty() { path.clone() } else { format!("{path}?{query}") };
    if let Ok(history) = window().history() {
        // Refused when written too often: the next rest writes it.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
}

fn query(scene: Scene, defaults: Defaults) -> String {
    let mut parts = Vec::new();
    let mut put = |name: &str, value: String| parts.push(format!("{name}={value}"));
    let camera = scene.camera.get();
    let places = ((camera.zoom / 3.0) as usize).clamp(2, 6);
    let mut at = vec![fixed(camera.lon, places), fixed(camera.lat, places), trimmed(camera.zoom, 2)];
    if camera.bearing.abs() > 0.05 || camera.pitch > 0.05 {
        at.extend([trimmed_plain(camera.bearing), trimmed_plain(camera.pitch)]);
    }
    put(name::CAMERA, at.join(","));
    if !defaults.moment.is_today() {
        put(name::DAY, scene.day.get().to_string());
    }
    if let Some(day) = scene.known_on.get() {
        put(name::KNOWN, day.to_string());
    }
    let scope = scene.scope.get();
    if scope.region != defaults.region {
        put(name::REGION, scope.region.to_string());
    }
    if let Some(park) = scope.park {
        put(name::PARK, park.to_string());
    }
    let switched = scene.shown.get().differences();
    if !switched.is_empty() {
        put(name::SWITCHED, switched.join(","));
    }
    match scene.opened.get() {
        Some(Opened::Record(subject)) => put(name::OPENED, subject.to_string()),
        Some(Opened::List(figure)) => put(name::OPENED, format!("list/{}", figure.slug())),
        Some(Opened::Projects) => put(name::OPENED, "projects".into()),
        None => {}
    }
    let figure = scene.figure.get();
    if figure != FigureName::IdleFloorArea {
        put(name::FIGURE, figure.slug().into());
    }
    let view: Vec<&str> = [(scope.in_view, "view"), (scene.table.get(), "table")]
        .into_iter()
        .filter_map(|(on, word)| on.then_some(word))
        .collect();
    if !view.is_empty() {
        put(name::VIEW, view.join(","));
    }
    for (name, value) in of_chart(scene.chosen.get(), scene.page.get()) {
        if let Some(value) = value {
            put(name, value);
        }
    }
    if let Some(recording) = scene.recording.get().filter(|_| scene.page.get() == Page::Desk) {
        put(name::RECORD, recording.record);
        if !recording.order.is_empty() {
            put(name::ORDER, recording.order);
        }
    }
    // Said always: a link opens in its own language, whatever its reader chose before.
    put(name::LANG, if scene.lang.get() == Lang::Zh { "zh" } else { "en" }.into());
    let theme = scene.theme.get();
    if theme != Theme::Light {
        put(name::THEME, theme_name(theme).into());
    }
    parts.join("&")
}

/// What is chosen on the chart, by the names of the query; what is as usual is left out.
pub(super) fn of_chart(chosen: Chosen, page: Page) -> [(&'static str, Option<String>); 10] {
    let text = |key: Option<Key>| key.map(|key| key.to_string());
    // The chart's own address names its chain.
    let named = page == Page::Map && !chosen.selection.is_empty();
    [
        (name::CHAIN, text(chosen.chain.filter(|_| named))),
        (name::STAGE, text(chosen.selection.stage)),
        (name::AT_PARK, text(chosen.selection.park)),
        (name::HOME, chosen.selection.home.map(|home| home.to_string())),
        (name::LIGHT, chosen.selection.light.map(|light| light.slug().to_owned())),
        (name::PERSON, text(chosen.selection.person)),
        (name::GROUPING, (chosen.grouping != Grouping::None).then(|| chosen.grouping.slug().to_owned())),
        (name::PICTURE, (chosen.picture != Picture::Difference).then(|| chosen.picture.slug().to_owned())),
        (name::PRESET, text(chosen.preset)),
        (name::TARGET, text(chosen.target)),
    ]
}

fn trimmed_plain(number: f64) -> String {
    fixed(number, 1)
}
