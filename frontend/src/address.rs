//! The address bar holds the whole view: opening a link shows the same camera, day, filters, selection and language.
//!
//! Short words for what differs from the default; unknown ones are told in a sentence and left at the default.

mod read;
mod write;

pub use read::{Asked, ask};
pub use write::{Defaults, follow, write_now};

/// The names of the query.
mod name {
    /// Camera: longitude, latitude, zoom, and where they differ from 0 bearing and tilt.
    pub const CAMERA: &str = "at";
    /// The day.
    pub const DAY: &str = "day";
    /// "As we knew it on".
    pub const KNOWN: &str = "known";
    /// The region whose figures are shown.
    pub const REGION: &str = "in";
    /// The park.
    pub const PARK: &str = "park";
    /// Legend switches that differ from the default.
    pub const SWITCHED: &str = "sw";
    /// What the panel shows.
    pub const OPENED: &str = "open";
    /// The figure over the slider.
    pub const FIGURE: &str = "fig";
    /// What is counted and which view: `view` and `table`.
    pub const VIEW: &str = "show";
    /// The chain that a selection on the map is of.
    pub const CHAIN: &str = "chain";
    /// The stage chosen on the chart.
    pub const STAGE: &str = "stage";
    /// The park chosen on the chart.
    pub const AT_PARK: &str = "at_park";
    /// The province chosen on the chart.
    pub const HOME: &str = "from";
    /// The light chosen on the chart.
    pub const LIGHT: &str = "light";
    /// The person chosen on the chart.
    pub const PERSON: &str = "who";
    /// What the board is grouped by.
    pub const GROUPING: &str = "by";
    /// Present, future, or their difference.
    pub const PICTURE: &str = "pic";
    /// The preset of the traffic light.
    pub const PRESET: &str = "preset";
    /// The target whose halls are shown.
    pub const TARGET: &str = "target";
    /// What is being recorded at the desk.
    pub const RECORD: &str = "record";
    /// The command, or the fact that is corrected.
    pub const ORDER: &str = "do";
    /// How a way to a provider of OpenID Connect ended.
    pub const OIDC: &str = "oidc";
    /// Language.
    pub const LANG: &str = "lang";
    /// Colours.
    pub const THEME: &str = "theme";
}
