//! The style of the map, built from three JSON texts whose `@words` stand for colours, sizes, fonts and wordings.
//!
//! JSON, because that is the language of the style specification and of everybody who knows it; one layer a line.
//! It stays text until the browser parses it: a JSON tree in WebAssembly would weigh as much as all our drawing.

use shared::Lang;
use shared::entity::project::ProjectStage;
use shared::words::Word;

use super::font;
use super::theme::Tokens;
use super::view::{BaseMap, Screen, Theme};
use super::write::quoted;
use crate::number;

const GROUND: &str = include_str!("style/ground.json");
const SPACE: &str = include_str!("style/space.json");
const LABELS: &str = include_str!("style/labels.json");

/// Where the name of a ring stands if there is room.
const BESIDE: &str = r#"["left","right","top","bottom","top-left","top-right","bottom-left","bottom-right"]"#;
/// The same on a phone.
const BELOW: &str = r#"["top","bottom","left","right","top-left","top-right","bottom-left","bottom-right"]"#;
/// The layer that our units are drawn just below.
pub const ABOVE_UNITS: &str = "sign-chosen";
/// The layer that our rings are drawn just below.
pub const ABOVE_RINGS: &str = "hall-name";
/// Sources of GeoJSON; all start empty.
pub const SOURCES: [&str; 10] =
    ["home", "parcels", "streets", "halls", "chosen", "pins", "zones", "ports", "rings", "callout"];

/// What a style depends on.
#[derive(Clone, Debug)]
pub struct Wish<'a> {
    /// Colours and sizes.
    pub theme: Theme,
    /// The screen.
    pub screen: Screen,
    /// Wordings.
    pub lang: Lang,
    /// An approved base map instead of the neutral ground.
    pub base: Option<&'a BaseMap>,
    /// `https://host` of this page: workers do not know what a bare path is relative to.
    pub origin: &'a str,
}

/// The whole style as JSON text.
pub fn build(wish: &Wish) -> String {
    let empty = super::write::Points::new().finish();
    let mut sources: Vec<String> =
        SOURCES.iter().map(|name| format!("\"{name}\":{{\"type\":\"geojson\",\"data\":{empty}}}")).collect();
    let ground = quoted(&format!("{}/tiles/ground/{{z}}/{{x}}/{{y}}.mvt", wish.origin));
    sources.push(format!(
        "\"ground\":{{\"type\":\"vector\",\"tiles\":[{ground}],\"minzoom\":0,\"maxzoom\":12}}"
    ));
    if let Some(BaseMap { tiles, tile_size, min_zoom, max_zoom, .. }) = wish.base {
        let tiles = quoted(&format!("{}{tiles}", wish.origin));
        sources.push(format!(
            "\"base\":{{\"type\":\"raster\",\"tiles\":[{tiles}],\"tileSize\":{tile_size},\"minzoom\":{min_zoom},\"maxzoom\":{max_zoom}}}"
        ));
    }
    format!(
        "{{\"version\":8,\"transition\":{{\"duration\":0}},\"sources\":{{{}}},\"layers\":{}}}",
        sources.join(","),
        layers(wish)
    )
}

/// Its layers alone, as a JSON list: the same layers in the same order for every theme and language.
pub fn layers(wish: &Wish) -> String {
    let is_ground =
        |line: &&str| line.contains("\"source\": \"ground\"") || line.contains("\"source\": \"home\"");
    let lines = |text: &'static str| text.lines().filter_map(layer_of);
    let mut layers: Vec<&str> = lines(GROUND).collect();
    if wish.base.is_some() {
        layers.push(r#"{ "id": "base", "type": "raster", "source": "base" }"#);
    }
    layers.extend(lines(SPACE).chain(lines(LABELS)));
    if wish.base.is_some() {
        layers.retain(|line| !is_ground(line));
    }
    let words =
        Wordbook { tokens: wish.theme.tokens(), theme: wish.theme, screen: wish.screen, lang: wish.lang };
    format!("[{}]", words.fill_in(&layers.join(",")))
}

/// A line of a style text without what joins it to the next.
fn layer_of(line: &str) -> Option<&str> {
    let layer = line.trim().trim_end_matches(',');
    layer.starts_with('{').then_some(layer)
}

/// What the `@words` mean.
struct Wordbook {
    tokens: Tokens,
    theme: Theme,
    screen: Screen,
    lang: Lang,
}

impl Wordbook {
    /// Puts the meaning of each `"@word"` in its place; what has no meaning stays and is refused by the tests.
    fn fill_in(&self, text: &str) -> String {
        let mut pieces = text.split("\"@");
        let mut filled = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (word, rest) = piece.split_once('"').unwrap_or((piece, ""));
            filled.push_str(&self.meaning(word).unwrap_or_else(|| format!("\"@{word}\"")));
            filled.push_str(rest);
        }
        filled
    }

    fn meaning(&self, word: &str) -> Option<String> {
        if let Some(size) = word.strip_prefix("px ") {
            return Some(number::shortest(number::read(size)? * self.theme.scale() * self.screen.size));
        }
        match word {
            "bold" => Some(font::stack(self.lang, true)),
            "regular" => Some(font::stack(self.lang, false)),
            "halowidth" => {
                Some(number::shortest(if self.theme == Theme::Wall { 3.0 } else { 1.7 } * self.screen.size))
            }
            "ringanchors" => Some(if self.screen.narrow { BELOW } else { BESIDE }.to_owned()),
            "name" => Some(self.name()),
            "area" => Some(self.land()),
            "project" => Some(self.project()),
            "standing" => Some(self.standing()),
            token => self.tokens.find(token).map(|_| format!("\"{}\"", self.tokens.css(token))),
        }
    }

    /// The name in the reader's language, or in the other one.
    fn name(&self) -> String {
        let (first, second) = match self.lang {
            Lang::Zh => ("name_zh", "name_en"),
            Lang::En => ("name_en", "name_zh"),
        };
        format!(r#"["coalesce",["get","{first}"],["get","{second}"],""]"#)
    }

    /// Land in 亩 or ha; 15 亩 are a hectare.
    fn land(&self) -> String {
        let number = match self.lang {
            Lang::Zh => r#"["round",["get","area_mu"]]"#,
            Lang::En => r#"["/",["round",["/",["get","area_mu"],1.5]],10]"#,
        };
        let unit = quoted(&format!(" {}", Word::MapUnitLand.text(self.lang)));
        format!(r#"["concat",["to-string",{number}],{unit}]"#)
    }

    /// Name in bold over stage.
    fn project(&self) -> String {
        let stage = |stage: ProjectStage| {
            let word = crate::signs::stage_word(stage).text(self.lang);
            format!("{},{}", stage.code(), quoted(word))
        };
        let stages: Vec<String> = ProjectStage::ALL.into_iter().map(stage).collect();
        format!(
            r#"["format",{},{{"text-font":["literal",{}]}},"\n",{{}},["match",["get","stage"],{},""],{{"text-color":"{}"}}]"#,
            self.name(),
            font::stack(self.lang, true),
            stages.join(","),
            self.tokens.css("t2"),
        )
    }

    /// A port's status, never without the day it was known.
    fn standing(&self) -> String {
        let [open, limited, closed] =
            [Word::PortOpen, Word::PortLimited, Word::PortClosed].map(|word| quoted(word.text(self.lang)));
        format!(
            r#"["concat",["match",["get","status"],0,{open},1,{limited},2,{closed},"—"]," · ",["coalesce",["get","status_as_of"],"—"]]"#
        )
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn wish(theme: Theme, lang: Lang) -> Wish<'static> {
        Wish { theme, screen: Screen::default(), lang, base: None, origin: "http://localhost" }
    }

    fn read(wish: &Wish) -> Vec<Value> {
        let style: Value = serde_json::from_str(&build(wish)).unwrap();
        style["layers"].as_array().unwrap().clone()
    }

    fn names(layers: &[Value], member: &str) -> Vec<String> {
        layers.iter().filter_map(|layer| Some(layer.get(member)?.as_str()?.to_owned())).collect()
    }

    #[test]
    fn every_word_has_a_meaning_in_every_theme_and_language() {
        for theme in [Theme::Light, Theme::Dark, Theme::Wall, Theme::Print] {
            for lang in [Lang::Zh, Lang::En] {
                let text = build(&wish(theme, lang));
                let left = text.find("\"@").map(|at| &text[at..at + 20]);
                assert_eq!(left, None, "{theme:?} {lang:?}");
                assert!(serde_json::from_str::<Value>(&text).is_ok());
            }
        }
    }

    #[test]
    fn every_layer_stands_on_a_line_of_its_own() {
        let written: usize = [GROUND, SPACE, LABELS]
            .map(|text| serde_json::from_str::<Vec<Value>>(text).unwrap().len())
            .iter()
            .sum();
        assert_eq!(read(&wish(Theme::Light, Lang::Zh)).len(), written);
    }

    #[test]
    fn layers_have_names_of_their_own_and_known_sources() {
        let layers = read(&wish(Theme::Light, Lang::Zh));
        let mut ids = names(&layers, "id");
        assert!([ABOVE_UNITS, ABOVE_RINGS].iter().all(|id| ids.iter().any(|known| known == id)));
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), layers.len());
        for source in names(&layers, "source") {
            assert!(source == "ground" || SOURCES.contains(&source.as_str()), "{source}");
        }
    }

    #[test]
    fn a_theme_changes_colours_and_no_layer() {
        let (light, dark) = (read(&wish(Theme::Light, Lang::Zh)), read(&wish(Theme::Dark, Lang::Zh)));
        assert_eq!(names(&light, "id"), names(&dark, "id"));
        let water =
            |layers: &[Value]| layers.iter().find(|layer| layer["id"] == "water").unwrap()["paint"].clone();
        assert_eq!(water(&dark)["fill-color"], "#0f2733");
        assert_ne!(water(&light), water(&dark));
    }

    #[test]
    fn an_approved_base_map_replaces_the_neutral_ground() {
        let base = BaseMap {
            attribution: "x".into(),
            review_number: "y".into(),
            tiles: "/tiles/base/m/{z}/{x}/{y}".into(),
            tile_size: 256,
            min_zoom: 3,
            max_zoom: 18,
        };
        let wish = Wish { base: Some(&base), ..wish(Theme::Light, Lang::Zh) };
        let style: Value = serde_json::from_str(&build(&wish)).unwrap();
        assert_eq!(style["sources"]["base"]["tiles"][0], "http://localhost/tiles/base/m/{z}/{x}/{y}");
        assert_eq!(style["sources"]["base"]["minzoom"], 3);
        let layers = read(&wish);
        let sources = names(&layers, "source");
        assert!(sources.contains(&"base".to_owned()) && !sources.contains(&"ground".to_owned()));
    }
}
