//! How the map is looked at: camera, bounds, theme, language and options, free of any library so that the
//! address bar, the stories and the tests can use them too.

use shared::Lang;
use thiserror::Error;

/// Where the map is looked at from. Datum WGS 84, degrees; zoom with 512 px tiles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// Longitude of the centre.
    pub lon: f64,
    /// Latitude of the centre.
    pub lat: f64,
    /// Zoom, 0 to 22.
    pub zoom: f64,
    /// Degrees clockwise from north that point up.
    pub bearing: f64,
    /// Degrees of tilt, 0 (flat) to 60. From 1° on units stand as slabs.
    pub pitch: f64,
}

impl Camera {
    /// Whether units stand as slabs.
    pub fn is_tilted(&self) -> bool {
        self.pitch >= 1.0
    }
}

impl Default for Camera {
    /// Dehong, as a region.
    fn default() -> Self {
        Self { lon: 98.1, lat: 24.4, zoom: 8.6, bearing: 0.0, pitch: 0.0 }
    }
}

/// A box in degrees, WGS 84.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Least longitude.
    pub west: f64,
    /// Least latitude.
    pub south: f64,
    /// Greatest longitude.
    pub east: f64,
    /// Greatest latitude.
    pub north: f64,
}

/// How a camera change is carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// At once.
    Cut,
    /// Eased, at most 900 ms; a cut for people who prefer reduced motion.
    Ease,
}

/// The sets of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Paper.
    #[default]
    Light,
    /// For dark rooms and LED walls.
    Dark,
    /// Paper dimmed for glare, larger type, patterns × 1.6.
    Wall,
    /// Light on white; selection in text colour.
    Print,
}

/// The screen that the map is on: what is legible on a desk is too small on a wall and too wide on a phone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Screen {
    /// How much larger type and signs are than on a laptop.
    pub size: f64,
    /// A phone's: names stand below their rings, where their halves find room at either edge.
    pub narrow: bool,
}

impl Default for Screen {
    fn default() -> Self {
        Self { size: 1.0, narrow: false }
    }
}

impl Screen {
    /// A screen so many CSS px wide; from 2560 on everything grows together, as in the page's own style.
    pub fn of_width(width: f64) -> Self {
        Self { size: if width >= 2560.0 { width / 1920.0 } else { 1.0 }, narrow: width < 768.0 }
    }
}

/// An approved base map, drawn under the data instead of the neutral ground; the server fetches it and says where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseMap {
    /// The credit line its issuer asks for; the client prints it.
    pub attribution: String,
    /// Its map review number (审图号), shown at the lower left by the client.
    pub review_number: String,
    /// The address of a tile on the page's own server, with `{z}`, `{x}` and `{y}`.
    pub tiles: String,
    /// Side of a tile in CSS px (256 for WMTS).
    pub tile_size: u16,
    /// The shallowest zoom it is served at.
    pub min_zoom: u8,
    /// The deepest zoom it is served at (in its own tile numbering).
    pub max_zoom: u8,
}

/// What a map starts with.
#[derive(Clone, Debug, Default)]
pub struct MapOptions {
    /// The first view.
    pub camera: Camera,
    /// The colours.
    pub theme: Theme,
    /// The screen.
    pub screen: Screen,
    /// The language of labels and of the canvas' accessible name.
    pub lang: Lang,
    /// Replaces every movement by a cut.
    pub reduced_motion: bool,
    /// An approved base map, when one is configured.
    pub base: Option<BaseMap>,
    /// Name of the canvas for screen readers, for example "沿边招商地图".
    pub title: String,
}

/// Why there is no map or no picture of it.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum MapError {
    /// The browser has no WebGL 2. Tables, figures and sheets still work; the page says so in one line.
    #[error("this browser has no WebGL 2")]
    NoWebGl2,
    /// Anything else the map said, for the log.
    #[error("the map failed: {0}")]
    Failed(String),
}
