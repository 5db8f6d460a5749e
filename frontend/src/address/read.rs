//! From an address to what it asks for.

use shared::chart::{Colour, Grouping, Selection};
use shared::tally::FigureName;
use shared::{Day, Key, Lang, RegionCode};
use web_sys::UrlSearchParams;

use super::name;
use crate::map::{Camera, Theme};
use crate::number;
use crate::scene::{Chosen, Opened, Page, Picture, Recording, Shown, theme_named};

/// What an address asks for; what it leaves out stays as it is.
#[derive(Debug, Default, PartialEq)]
pub struct Asked {
    /// The page.
    pub page: Page,
    /// What is chosen on the chart.
    pub chosen: Chosen,
    /// What is being recorded.
    pub recording: Option<Recording>,
    /// Camera.
    pub camera: Option<Camera>,
    /// Day.
    pub day: Option<Day>,
    /// "As we knew it on".
    pub known_on: Option<Day>,
    /// Region.
    pub region: Option<RegionCode>,
    /// Park.
    pub park: Option<Key>,
    /// Legend switches.
    pub shown: Shown,
    /// Panel.
    pub opened: Option<Opened>,
    /// Figure over the slider.
    pub figure: Option<FigureName>,
    /// Count what is in view.
    pub in_view: bool,
    /// Table instead of map.
    pub table: bool,
    /// How a way to a provider of OpenID Connect ended.
    pub came_back: Option<String>,
    /// Language.
    pub lang: Option<Lang>,
    /// Colours.
    pub theme: Option<Theme>,
    /// What could not be understood, as it stood there.
    pub unknown: Vec<String>,
}

/// What the page's address asks for.
pub fn ask() -> Asked {
    let location = leptos::prelude::window().location();
    let search = location.search().unwrap_or_default();
    let Ok(query) = UrlSearchParams::new_with_str(&search) else { return Asked::default() };
    let mut asked = read(|name| query.get(name));
    // Sheets have addresses of their own, such as /units/RL-02-201.
    let path = location.pathname().unwrap_or_default();
    match (Page::of_path(&path), sheet(&path)) {
        (Some(page), _) => asked.page = page,
        (None, Some(opened)) => asked.opened = asked.opened.or(Some(opened)),
        (None, None) => asked.unknown.push(path),
    }
    asked
}

fn read(value: impl Fn(&str) -> Option<String>) -> Asked {
    let mut asked = Asked::default();
    let mut unknown = Vec::new();
    fn take<T>(
        unknown: &mut Vec<String>,
        name: &str,
        value: Option<String>,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = value.filter(|text| !text.is_empty())?;
        let parsed = parse(&text);
        if parsed.is_none() {
            unknown.push(format!("{name}={text}"));
        }
        parsed
    }
    asked.chosen = Chosen {
        chain: take(&mut unknown, name::CHAIN, value(name::CHAIN), |t| t.parse().ok()),
        selection: Selection {
            stage: take(&mut unknown, name::STAGE, value(name::STAGE), |t| t.parse().ok()),
            park: take(&mut unknown, name::AT_PARK, value(name::AT_PARK), |t| t.parse().ok()),
            home: take(&mut unknown, name::HOME, value(name::HOME), |t| t.parse().ok()),
            light: take(&mut unknown, name::LIGHT, value(name::LIGHT), Colour::from_slug),
            person: take(&mut unknown, name::PERSON, value(name::PERSON), |t| t.parse().ok()),
        },
        grouping: take(&mut unknown, name::GROUPING, value(name::GROUPING), |t| {
            Grouping::ALL.into_iter().find(|grouping| grouping.slug() == t)
        })
        .unwrap_or_default(),
        picture: take(&mut unknown, name::PICTURE, value(name::PICTURE), Picture::from_slug)
            .unwrap_or_default(),
        preset: take(&mut unknown, name::PRESET, value(name::PRESET), |t| t.parse().ok()),
        target: take(&mut unknown, name::TARGET, value(name::TARGET), |t| t.parse().ok()),
    };
    let order = value(name::ORDER).unwrap_or_default();
    asked.recording = value(name::RECORD).map(|record| Recording { record, order });
    asked.camera = take(&mut unknown, name::CAMERA, value(name::CAMERA), camera);
    asked.day = take(&mut unknown, name::DAY, value(name::DAY), |t| t.parse().ok());
    asked.known_on = take(&mut unknown, name::KNOWN, value(name::KNOWN), |t| t.parse().ok());
    asked.region = take(&mut unknown, name::REGION, value(name::REGION), |t| t.parse().ok());
    asked.park = take(&mut unknown, name::PARK, value(name::PARK), |t| t.parse().ok());
    asked.opened = take(&mut unknown, name::OPENED, value(name::OPENED), opened);
    asked.figure = take(&mut unknown, name::FIGURE, value(name::FIGURE), FigureName::from_slug);
    asked.came_back = value(name::OIDC);
    asked.lang = take(&mut unknown, name::LANG, value(name::LANG), |t| match t {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    });
    asked.theme = take(&mut unknown, name::THEME, value(name::THEME), theme_named);
    for word in value(name::SWITCHED).unwrap_or_default().split(',').filter(|w| !w.is_empty()) {
        if !asked.shown.differ(word) {
            unknown.push(format!("{}={word}", name::SWITCHED));
        }
    }
    for word in value(name::VIEW).unwrap_or_default().split(',').filter(|w| !w.is_empty()) {
        match word {
            "view" => asked.in_view = true,
            "table" => asked.table = true,
            _ => unknown.push(format!("{}={word}", name::VIEW)),
        }
    }
    asked.unknown = unknown;
    asked
}

fn camera(text: &str) -> Option<Camera> {
    let numbers: Vec<f64> = text.split(',').map(number::read).collect::<Option<_>>()?;
    let (lon, lat, zoom) = match numbers.as_slice() {
        [lon, lat, zoom, ..] => (*lon, *lat, *zoom),
        _ => return None,
    };
    let fits =
        (-180.0..=180.0).contains(&lon) && (-85.0..=85.0).contains(&lat) && (0.0..=22.0).contains(&zoom);
    let bearing = numbers.get(3).copied().unwrap_or(0.0);
    let pitch = numbers.get(4).copied().unwrap_or(0.0);
    (fits && (0.0..=60.0).contains(&pitch)).then_some(Camera { lon, lat, zoom, bearing, pitch })
}

/// `unit/RL-02-201`, `list/landing_rate`, `projects`.
fn opened(text: &str) -> Option<Opened> {
    match text.split_once('/') {
        Some(("list", name)) => FigureName::from_slug(name).map(Opened::List),
        None if text == "projects" => Some(Opened::Projects),
        _ => text.parse().ok().map(Opened::Record),
    }
}

/// `/units/RL-02-201`.
fn sheet(path: &str) -> Option<Opened> {
    let (kinds, key) = path.trim_matches('/').split_once('/')?;
    let kind = kinds.strip_suffix('s')?;
    matches!(kind, "park" | "unit" | "project" | "hall").then_some(())?;
    format!("{kind}/{key}").parse().ok().map(Opened::Record)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(&str, &str)]) -> Asked {
        read(|name| pairs.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned()))
    }

    #[test]
    fn what_is_understood_is_taken() {
        let asked = of(&[
            ("at", "97.855,24.013,14.2"),
            ("day", "2023-06-15"),
            ("open", "unit/RL-02-201"),
            ("sw", "leased,p-ended"),
            ("show", "table"),
            ("lang", "en"),
        ]);
        assert_eq!(asked.camera.map(|c| (c.lon, c.zoom)), Some((97.855, 14.2)));
        assert_eq!(asked.day.map(|d| d.to_string()).as_deref(), Some("2023-06-15"));
        assert!(matches!(asked.opened, Some(Opened::Record(s)) if s.to_string() == "unit/RL-02-201"));
        assert_eq!(asked.shown.differences(), ["leased", "p-ended"]);
        assert!(asked.table && asked.unknown.is_empty());
    }

    #[test]
    fn what_is_not_understood_is_told() {
        let asked =
            of(&[("at", "1000,24,3"), ("day", "someday"), ("open", "castle/1"), ("sw", "blue"), ("fig", "")]);
        assert_eq!(asked.unknown, ["at=1000,24,3", "day=someday", "open=castle/1", "sw=blue"]);
        assert_eq!(asked.camera, None);
    }

    /// What is chosen, written and read again.
    fn again(chosen: Chosen, page: Page) -> Asked {
        let written = super::super::write::of_chart(chosen, page);
        read(|name| written.iter().find(|(known, _)| *known == name).and_then(|(_, value)| value.clone()))
    }

    #[test]
    fn what_is_chosen_on_the_chart_is_read_as_it_was_written() {
        let key = |text: &str| Some(text.parse().unwrap());
        let textile: Key = "textile".parse().unwrap();
        for light in Colour::ALL.map(Some).into_iter().chain([None]) {
            for grouping in Grouping::ALL {
                for picture in Picture::ALL {
                    let selection = Selection {
                        stage: key("garments"),
                        park: key("ruili"),
                        home: Some("330000".parse().unwrap()),
                        light,
                        person: key("ST-03"),
                    };
                    let (preset, target) = (key("sanya-2022"), key("T-TX-001"));
                    let chosen =
                        Chosen { selection, grouping, picture, preset, target, chain: Some(textile) };
                    let on_map = again(chosen, Page::Map);
                    assert_eq!((on_map.chosen, on_map.unknown.len()), (chosen, 0));
                    // On its own page the path names the chain.
                    let on_chart = again(chosen, Page::Chart(textile));
                    assert_eq!(on_chart.chosen, Chosen { chain: None, ..chosen });
                }
            }
        }
        assert_eq!(again(Chosen::default(), Page::Map), Asked::default(), "what is as usual is not written");
    }

    #[test]
    fn what_cannot_be_chosen_is_told_and_left_open() {
        let asked =
            of(&[("stage", "a b"), ("from", "zhejiang"), ("light", "blue"), ("by", "size"), ("pic", "past")]);
        assert_eq!(asked.chosen, Chosen::default());
        assert_eq!(asked.unknown, ["stage=a b", "from=zhejiang", "light=blue", "by=size", "pic=past"]);
    }

    #[test]
    fn sheets_have_addresses() {
        assert!(matches!(sheet("/units/RL-02-201"), Some(Opened::Record(_))));
        assert_eq!(sheet("/castles/1"), None);
    }
}
