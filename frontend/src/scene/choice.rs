//! Place and colours as the reader chose them, and their words in the address.

use shared::{Key, RegionCode};

use crate::map::Theme;

/// Whose halls and projects are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// A region with everything in it.
    pub region: RegionCode,
    /// One park with its zones.
    pub park: Option<Key>,
    /// Only what the map shows at the moment; figures stay those of the region.
    pub in_view: bool,
}

/// The name of a set of colours in `data-theme` and in the address.
pub fn theme_name(theme: Theme) -> &'static str {
    match theme {
        Theme::Light | Theme::Print => "light",
        Theme::Dark => "dark",
        Theme::Wall => "wall",
    }
}

/// The set of colours of that name.
pub fn theme_named(name: &str) -> Option<Theme> {
    match name {
        "light" => Some(Theme::Light),
        "dark" => Some(Theme::Dark),
        "wall" => Some(Theme::Wall),
        _ => None,
    }
}
