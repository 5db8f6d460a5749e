//! The style of the map, built from three JSON texts whose `@words` stand for colours, sizes, fonts and wordings.
//!
//! JSON, because that is the language of the style specification and of everybody who knows it. A change of theme or
//! language builds the style anew and applies only the properties that differ.

use serde_json::{Value, json};
use shared::Lang;
use shared::words::Word;

use super::font;
use super::theme::Tokens;
use super::view::{BaseMap, Theme};

const GROUND: &str = include_str!("style/ground.json");
const SPACE: &str = include_str!("style/space.json");
const LABELS: &str = include_str!("style/labels.json");

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
    /// Wordings.
    pub lang: Lang,
    /// An approved base map instead of the neutral ground.
    pub base: Option<&'a BaseMap>,
    /// `https://host` of this page: workers do not know what a bare path is relative to.
    pub origin: &'a str,
}

/// The whole style.
pub fn build(wish: &Wish) -> Value {
    let ground = json!({
        "type": "vector", "tiles": [format!("{}/tiles/ground/{{z}}/{{x}}/{{y}}.mvt", wish.origin)], "minzoom": 0, "maxzoom": 12,
    });
    let mut sources = serde_json::Map::new();
    for name in SOURCES {
        sources.insert(name.to_owned(), json!({ "type": "geojson", "data": empty() }));
    }
    sources.insert("ground".to_owned(), ground);
    if let Some(base) = wish.base {
        let tiles = format!("{}/tiles/base/{{z}}/{{x}}/{{y}}", wish.origin);
        let source = json!({ "type": "raster", "tiles": [tiles], "tileSize": base.tile_size, "maxzoom": base.max_zoom });
        sources.insert("base".to_owned(), source);
    }
    json!({ "version": 8, "sources": sources, "layers": layers(wish), "transition": { "duration": 0 } })
}

/// Its layers alone, for comparing.
pub fn layers(wish: &Wish) -> Vec<Value> {
    let read =
        |text: &str| -> Vec<Value> { serde_json::from_str(text).expect("the tests read every style text") };
    let mut ground = read(GROUND);
    let mut labels = read(LABELS);
    if wish.base.is_some() {
        let is_ours =
            |layer: &Value| layer.get("source").is_none_or(|source| source != "ground" && source != "home");
        ground.retain(is_ours);
        labels.retain(is_ours);
        ground.push(json!({ "id": "base", "type": "raster", "source": "base" }));
    }
    let mut layers: Vec<Value> = ground.into_iter().chain(read(SPACE)).chain(labels).collect();
    let words = Wordbook {
        tokens: wish.theme.tokens(),
        scale: wish.theme.scale(),
        theme: wish.theme,
        lang: wish.lang,
    };
    for layer in &mut layers {
        words.fill_in(layer);
    }
    layers
}

/// A collection without features.
pub fn empty() -> Value {
    json!({ "type": "FeatureCollection", "features": [] })
}

/// A property that differs between two styles.
#[derive(Debug, PartialEq)]
pub struct Change<'a> {
    /// The layer.
    pub layer: &'a str,
    /// Whether it belongs to `layout`; otherwise to `paint`.
    pub layout: bool,
    /// The property.
    pub name: &'a str,
    /// What it becomes.
    pub value: &'a Value,
}

/// What must be set so that `before` looks like `after`; both have the same layers in the same order.
pub fn changes<'a>(before: &'a [Value], after: &'a [Value]) -> Vec<Change<'a>> {
    let mut changes = Vec::new();
    for (old, new) in before.iter().zip(after) {
        let Some(layer) = new.get("id").and_then(Value::as_str) else { continue };
        for (part, layout) in [("paint", false), ("layout", true)] {
            for (name, value) in new.get(part).and_then(Value::as_object).into_iter().flatten() {
                if old.get(part).and_then(|properties| properties.get(name)) != Some(value) {
                    changes.push(Change { layer, layout, name, value });
                }
            }
        }
    }
    changes
}

/// What the `@words` mean.
struct Wordbook {
    tokens: Tokens,
    scale: f64,
    theme: Theme,
    lang: Lang,
}

impl Wordbook {
    fn fill_in(&self, value: &mut Value) {
        match value {
            Value::String(text) => {
                if let Some(meaning) = text.strip_prefix('@').and_then(|word| self.meaning(word)) {
                    *value = meaning;
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.fill_in(item)),
            Value::Object(members) => members.values_mut().for_each(|member| self.fill_in(member)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn meaning(&self, word: &str) -> Option<Value> {
        if let Some(size) = word.strip_prefix("px ") {
            return Some(json!(size.parse::<f64>().ok()? * self.scale));
        }
        let font = |bold| serde_json::from_str(&font::stack(self.lang, bold)).ok();
        match word {
            "bold" => font(true),
            "regular" => font(false),
            "halowidth" => Some(json!(if self.theme == Theme::Wall { 3.0 } else { 1.7 })),
            "name" => Some(self.name()),
            "area" => Some(self.land()),
            "project" => Some(self.project()),
            "standing" => Some(self.standing()),
            token => self.tokens.find(token).map(|_| json!(self.tokens.css(token))),
        }
    }

    /// The name in the reader's language, or in the other one.
    fn name(&self) -> Value {
        let (first, second) = match self.lang {
            Lang::Zh => ("name_zh", "name_en"),
            Lang::En => ("name_en", "name_zh"),
        };
        json!(["coalesce", ["get", first], ["get", second], ""])
    }

    /// Land in 亩 or ha; 15 亩 are a hectare.
    fn land(&self) -> Value {
        let number = match self.lang {
            Lang::Zh => json!(["round", ["get", "area_mu"]]),
            Lang::En => json!(["/", ["round", ["/", ["get", "area_mu"], 1.5]], 10]),
        };
        json!(["concat", ["to-string", number], " ", Word::MapUnitLand.text(self.lang)])
    }

    /// Name in bold over stage.
    fn project(&self) -> Value {
        let stages = shared::entity::project::ProjectStage::ALL;
        let mut words = vec![json!("match"), json!(["get", "stage"])];
        for stage in stages {
            let word =
                Word::named(&format!("stage-{}", stage.slug())).map_or("", |word| word.text(self.lang));
            words.extend([json!(stage.code()), json!(word)]);
        }
        words.push(json!(""));
        let bold: Value = serde_json::from_str(&font::stack(self.lang, true)).unwrap_or_default();
        let grey = self.tokens.css("t2");
        json!(["format", self.name(), { "text-font": ["literal", bold] }, "\n", {}, words, { "text-color": grey }])
    }

    /// A port's status, never without the day it was known.
    fn standing(&self) -> Value {
        let [open, limited, closed] =
            [Word::PortOpen, Word::PortLimited, Word::PortClosed].map(|word| word.text(self.lang));
        let status = json!(["match", ["get", "status"], 0, open, 1, limited, 2, closed, "—"]);
        json!(["concat", status, " · ", ["coalesce", ["get", "status_as_of"], "—"]])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(theme: Theme, lang: Lang) -> Wish<'static> {
        Wish { theme, lang, base: None, origin: "http://localhost" }
    }

    #[test]
    fn every_word_has_a_meaning_in_every_theme_and_language() {
        for theme in [Theme::Light, Theme::Dark, Theme::Wall, Theme::Print] {
            for lang in [Lang::Zh, Lang::En] {
                let text = build(&wish(theme, lang)).to_string();
                let left = text.find("\"@").map(|at| &text[at..at + 20]);
                assert_eq!(left, None, "{theme:?} {lang:?}");
            }
        }
    }

    #[test]
    fn layers_have_names_of_their_own_and_known_sources() {
        let layers = layers(&wish(Theme::Light, Lang::Zh));
        let mut names: Vec<&str> = layers.iter().filter_map(|layer| layer.get("id")?.as_str()).collect();
        assert!(names.contains(&ABOVE_UNITS) && names.contains(&ABOVE_RINGS));
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
        for source in layers.iter().filter_map(|layer| layer.get("source")?.as_str()) {
            assert!(source == "ground" || SOURCES.contains(&source), "{source}");
        }
    }

    #[test]
    fn a_theme_changes_colours_and_nothing_else() {
        let (light, dark) = (layers(&wish(Theme::Light, Lang::Zh)), layers(&wish(Theme::Dark, Lang::Zh)));
        let found = changes(&light, &dark);
        assert!(found.iter().all(|change| change.name.contains("color") || change.name == "text-field"));
        assert!(found.iter().any(|change| change.layer == "water" && change.value == "#0f2733"));
        assert_eq!(changes(&light, &light), []);
    }

    #[test]
    fn an_approved_base_map_replaces_the_neutral_ground() {
        let base =
            BaseMap { attribution: "x".into(), review_number: "y".into(), tile_size: 256, max_zoom: 18 };
        let layers = layers(&Wish { base: Some(&base), ..wish(Theme::Light, Lang::Zh) });
        assert!(layers.iter().any(|layer| layer.get("id").is_some_and(|id| id == "base")));
        assert!(!layers.iter().any(|layer| layer.get("source").is_some_and(|source| source == "ground")));
    }
}
