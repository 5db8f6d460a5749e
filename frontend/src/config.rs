//! What the server says about itself before anything is drawn: its day, its home, its base map.

use shared::json::FromJson;
use shared::{Day, RegionCode, Text};

use crate::map::BaseMap;

/// `/api/config`.
#[derive(Clone, Debug, FromJson)]
pub struct Config {
    /// The server's civil day.
    pub today: Day,
    /// The region whose figures are shown at first.
    pub region: RegionCode,
    /// Whether the facts are the demonstration's: then today is the day of the last fact.
    #[serde(default)]
    pub demo: bool,
    /// An approved base map, when one is configured.
    #[serde(default)]
    pub base: Option<Base>,
    /// The neutral ground.
    #[serde(default)]
    pub ground: GroundLayer,
}

/// The neutral ground.
#[derive(Clone, Debug, Default, FromJson)]
pub struct GroundLayer {
    /// Its sources, as their licences ask for them to be named.
    pub attribution: Text,
}

/// An approved base map.
#[derive(Clone, Debug, FromJson)]
pub struct Base {
    /// The credit line its issuer asks for.
    #[serde(default)]
    pub attribution: String,
    /// Map review number 审图号.
    #[serde(default)]
    pub review_number: String,
    /// The address of a tile on the server, with `{z}`, `{x}` and `{y}`.
    pub tiles: String,
    /// Side of a tile, CSS px.
    pub tile_size: u16,
    /// The shallowest zoom it is served at.
    pub min_zoom: u8,
    /// The deepest zoom it is served at.
    pub max_zoom: u8,
}

impl From<&Base> for BaseMap {
    fn from(base: &Base) -> Self {
        Self {
            attribution: base.attribution.clone(),
            review_number: base.review_number.clone(),
            tiles: base.tiles.clone(),
            tile_size: base.tile_size,
            min_zoom: base.min_zoom,
            max_zoom: base.max_zoom,
        }
    }
}
