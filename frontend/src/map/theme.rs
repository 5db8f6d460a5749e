//! The colours of the map: one table for the style of the ground and for our own shaders, so that a theme
//! changes in one place and the legend's swatches can be checked against it.

use super::view::Theme;

/// A colour as 0xRRGGBB.
pub type Colour = u32;

/// The tokens of one theme, by the names that `style/*.json` uses after an `@`.
#[derive(Clone, Copy, Debug)]
pub struct Tokens {
    names: &'static [&'static str],
    values: &'static [Colour],
}

const NAMES: &[&str] = &[
    "paper",
    "paper2",
    "hair2",
    "t1",
    "t2",
    "t3",
    "accent",
    "on",
    "ink",
    "inkd",
    "gold",
    "edge",
    "withheld",
    "withheldline",
    "land",
    "zone",
    "urban",
    "yard",
    "water",
    "waterline",
    "watertext",
    "road",
    "case",
    "admin",
    "halo",
];

const LIGHT: &[Colour] = &[
    0xFDFCF9, 0xF6F4EE, 0xC6C0B2, 0x16212B, 0x435160, 0x66727E, 0x007A68, 0xFFFFFF, 0x27496D, 0x16304C,
    0xF2B632, 0x2B3A4A, 0xC9C4B8, 0x8C867A, 0xEFECE3, 0xFBFAF6, 0xE6E1D5, 0xF1EEE5, 0xC4D7DE, 0x8FB0BF,
    0x365E72, 0xFFFFFF, 0xCFC8B9, 0xB9B09D, 0xFBFAF5,
];

const DARK: &[Colour] = &[
    0x131B21, 0x19232A, 0x455662, 0xF1EEE6, 0xB9C3CA, 0x8E9BA5, 0x46C2A5, 0x0D1A19, 0x5682B4, 0xA9C4E2,
    0xF3BC45, 0xD8DEE2, 0x56616A, 0x8B969E, 0x1B252C, 0x24313A, 0x222E36, 0x202B33, 0x0F2733, 0x2C5264,
    0x7FA9BB, 0x3A4A55, 0x121A20, 0x4C5B63, 0x131B21,
];

const WALL: &[Colour] = &[
    0xF3F0E7, 0xEBE7DC, 0xB0A896, 0x121C26, 0x374553, 0x576471, 0x006B5B, 0xFFFFFF, 0x234467, 0x122A45,
    0xF2AF1D, 0x22313F, 0xBDB7A9, 0x7F796D, 0xE4DFD2, 0xF3F0E6, 0xDAD4C5, 0xEAE6DA, 0xB4CCD6, 0x7FA4B6,
    0x2C566B, 0xFAF8F2, 0xC3BBA9, 0xA9A08C, 0xF3F0E7,
];

/// Light on white; what is selected is marked in text colour, because printers render jade as grey.
const PRINT: &[Colour] = &[
    0xFFFFFF, 0xF6F4EE, 0xC6C0B2, 0x16212B, 0x435160, 0x66727E, 0x16212B, 0xFFFFFF, 0x27496D, 0x16304C,
    0xF2B632, 0x2B3A4A, 0xC9C4B8, 0x8C867A, 0xF6F4EE, 0xFFFFFF, 0xECE9E0, 0xF8F6F0, 0xC4D7DE, 0x8FB0BF,
    0x365E72, 0xFFFFFF, 0xCFC8B9, 0xB9B09D, 0xFFFFFF,
];

impl Theme {
    /// Its colours.
    pub fn tokens(self) -> Tokens {
        let values = match self {
            Self::Light => LIGHT,
            Self::Dark => DARK,
            Self::Wall => WALL,
            Self::Print => PRINT,
        };
        Tokens { names: NAMES, values }
    }

    /// How much larger type and signs are than on a laptop.
    pub fn scale(self) -> f64 {
        if self == Self::Wall { 1.8 } else { 1.0 }
    }

    /// How much larger patterns are.
    pub fn pattern_scale(self) -> f32 {
        if self == Self::Wall { 1.6 } else { 1.0 }
    }
}

/// A theme has one table.
impl PartialEq for Tokens {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.values, other.values)
    }
}

impl Tokens {
    /// A colour by its token; magenta for a name that is not in the table, which the tests refuse.
    pub fn colour(&self, name: &str) -> Colour {
        self.find(name).unwrap_or(0xFF00FF)
    }

    /// As `#rrggbb`.
    pub fn css(&self, name: &str) -> String {
        format!("#{:06x}", self.colour(name))
    }

    /// As linear fractions red, green, blue for a shader.
    pub fn rgb(&self, name: &str) -> [f32; 3] {
        let [_, red, green, blue] = self.colour(name).to_be_bytes();
        [red, green, blue].map(|byte| f32::from(byte) / 255.0)
    }

    /// The colour, or nothing when the table has no such token.
    pub fn find(&self, name: &str) -> Option<Colour> {
        let at = self.names.iter().position(|known| *known == name)?;
        self.values.get(at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_has_every_token() {
        for values in [LIGHT, DARK, WALL, PRINT] {
            assert_eq!(values.len(), NAMES.len());
        }
    }

    #[test]
    fn colours_are_read_in_the_order_red_green_blue() {
        assert_eq!(Theme::Light.tokens().css("ink"), "#27496d");
        assert_eq!(Theme::Light.tokens().rgb("ink"), [39.0 / 255.0, 73.0 / 255.0, 109.0 / 255.0]);
    }
}
