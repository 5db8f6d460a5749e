//! The place whose figures are shown, as a path from the province down; each step opens the choice below it.

use crate::prelude::*;
use shared::{Key, Lang, RegionCode, Word, World};

use crate::record::Record;
use crate::scene::{Scene, Scope};

/// A place that can be chosen.
#[derive(Clone, PartialEq)]
struct Choice {
    value: String,
    name: String,
}

/// Province › prefecture › county › park.
#[component]
pub fn Path() -> impl IntoView {
    let (scene, record) = (Scene::here(), Record::here());
    let levels = Memo::new(move || {
        let (lang, scope) = (scene.lang.get(), scene.scope.get());
        record.with(|world| levels(world, scope, lang))
    });
    let choose = move |value: String| {
        record.with_untracked(|world| {
            if let Some(chosen) = read(world, &value) {
                scene.scope.update(|scope| (scope.region, scope.park) = chosen);
            }
        });
    };
    view! {
        <nav class="path" aria-label=move || scene.say(Word::PathLabel)>
            {move || {
                let levels = levels.get().into_iter().map(|level| view! { <LevelChoice level choose /> });
                levels.collect::<Vec<_>>()
            }}
        </nav>
    }
}

/// One step of the path: what is chosen, and what else could be.
#[derive(Clone, PartialEq)]
struct Level {
    label: Word,
    chosen: String,
    is_last: bool,
    choices: Vec<Choice>,
}

#[component]
fn LevelChoice(level: Level, choose: impl Fn(String) + Copy + 'static) -> impl IntoView {
    let scene = Scene::here();
    let chosen = level.chosen.clone();
    let options = level.choices.into_iter().map(|choice| {
        let selected = choice.value == chosen;
        view! { <option value=choice.value selected=selected>{choice.name}</option> }
    });
    view! {
        <span class="crumb">
            <select
                class="step"
                class:here=level.is_last
                aria-label=level.label.text(scene.lang.get_untracked())
                on:change=move |event| choose(event_target_value(&event))
            >
                {options.collect::<Vec<_>>()}
            </select>
        </span>
    }
}

/// Which places stand in the path of a scope.
fn levels(world: &World, scope: Scope, lang: Lang) -> Vec<Level> {
    let province = scope.region.province();
    let prefecture = prefecture_of(scope.region);
    let county = prefecture.filter(|p| *p != scope.region).map(|_| scope.region);
    let mut levels = vec![Level {
        label: Word::PathProvince,
        chosen: province.to_string(),
        is_last: prefecture.is_none(),
        choices: vec![Choice { value: province.to_string(), name: name(world, province, lang) }],
    }];
    levels.push(level(world, Word::PathPrefecture, Word::PathAllPrefectures, province, prefecture, lang));
    if let Some(prefecture) = prefecture {
        levels.push(level(world, Word::PathCounty, Word::PathAllCounties, prefecture, county, lang));
    }
    levels.push(parks(world, scope, lang));
    let last = match (scope.park, county, prefecture) {
        (Some(_), ..) => levels.len() - 1,
        (None, Some(_), _) => 2,
        (None, None, Some(_)) => 1,
        _ => 0,
    };
    for (at, level) in levels.iter_mut().enumerate() {
        level.is_last = at == last;
    }
    levels
}

fn level(
    world: &World,
    label: Word,
    all: Word,
    within: RegionCode,
    chosen: Option<RegionCode>,
    lang: Lang,
) -> Level {
    let below = regions(world).into_iter().filter(|code| code.parent() == Some(within));
    let mut choices = vec![Choice { value: within.to_string(), name: all.text(lang).to_owned() }];
    choices.extend(below.map(|code| Choice { value: code.to_string(), name: name(world, code, lang) }));
    Level { label, chosen: chosen.unwrap_or(within).to_string(), is_last: false, choices }
}

fn parks(world: &World, scope: Scope, lang: Lang) -> Level {
    let all = Choice { value: scope.region.to_string(), name: Word::PathAllParks.text(lang).to_owned() };
    let parks = world.parks.iter().filter_map(|(key, ledger)| {
        let park = &ledger.latest()?.attributes;
        let here = scope.region.contains(park.region) && park.parent.is_none();
        here.then(|| Choice { value: key.to_string(), name: park.short.get(lang).to_owned() })
    });
    let choices = std::iter::once(all).chain(parks).collect();
    let chosen = scope.park.map_or_else(|| scope.region.to_string(), |key| key.to_string());
    Level { label: Word::PathPark, chosen, is_last: false, choices }
}

/// The counties that have a park, and everything above them: a place without any is not worth a choice.
fn regions(world: &World) -> Vec<RegionCode> {
    let counties = world.parks.values().filter_map(|l| Some(l.latest()?.attributes.region));
    let mut codes: Vec<RegionCode> =
        counties.flat_map(|code| [Some(code), prefecture_of(code)]).flatten().collect();
    shared::order::sort(&mut codes);
    codes.dedup();
    codes
}

fn prefecture_of(region: RegionCode) -> Option<RegionCode> {
    let number = region.number();
    if number.is_multiple_of(10_000) { None } else { RegionCode::new(number / 100 * 100) }
}

/// The name of a region; its code where it was never registered.
pub fn name(world: &World, code: RegionCode, lang: Lang) -> String {
    let key: Option<Key> = code.to_string().parse().ok();
    let region = key.and_then(|key| world.regions.get(&key)?.latest().cloned());
    region.map_or_else(|| code.to_string(), |region| region.attributes.name.get(lang).to_owned())
}

/// The name of the place whose records are counted: the park where one is chosen, else the region.
pub fn scope_name(world: &World, scope: Scope, lang: Lang) -> String {
    let park = scope.park.and_then(|key| world.parks.get(&key)?.latest());
    park.map_or_else(|| name(world, scope.region, lang), |park| park.attributes.short.get(lang).to_owned())
}

/// A region's code, or a park's key with its region.
fn read(world: &World, value: &str) -> Option<(RegionCode, Option<Key>)> {
    if let Ok(code) = value.parse::<RegionCode>() {
        return Some((code, None));
    }
    let key: Key = value.parse().ok()?;
    let park = world.parks.get(&key)?.latest()?;
    Some((park.attributes.region, Some(key)))
}
