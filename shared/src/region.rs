//! Administrative divisions by their GB/T 2260 code: containment is a matter of digits.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::json::{self, FromJson, Json, Misfit};

/// A six-digit GB/T 2260 code: 530000 a province, 533100 a prefecture, 533102 a county.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode(u32);

/// Why a text is not a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a six-digit GB/T 2260 code such as 533100")]
pub struct NotARegion;

impl RegionCode {
    /// 云南省.
    pub const YUNNAN: RegionCode = RegionCode(530_000);
    /// 德宏州.
    pub const DEHONG: RegionCode = RegionCode(533_100);

    /// The code as a number, if it has six digits.
    #[must_use]
    pub const fn new(code: u32) -> Option<Self> {
        if code >= 110_000 && code <= 829_999 { Some(Self(code)) } else { None }
    }

    /// The six digits as a number.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }

    /// Whether `other` is this region or lies within it.
    #[must_use]
    pub const fn contains(self, other: RegionCode) -> bool {
        if self.0.is_multiple_of(10_000) {
            self.0 / 10_000 == other.0 / 10_000
        } else if self.0.is_multiple_of(100) {
            self.0 / 100 == other.0 / 100
        } else {
            self.0 == other.0
        }
    }

    /// The province this region lies in.
    #[must_use]
    pub const fn province(self) -> Self {
        Self(self.0 / 10_000 * 10_000)
    }

    /// The region one level up; none above a province.
    #[must_use]
    pub const fn parent(self) -> Option<Self> {
        if self.0.is_multiple_of(10_000) {
            None
        } else if self.0.is_multiple_of(100) {
            Some(self.province())
        } else {
            Some(Self(self.0 / 100 * 100))
        }
    }
}

impl FromStr for RegionCode {
    type Err = NotARegion;

    fn from_str(text: &str) -> Result<Self, NotARegion> {
        if text.len() != 6 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NotARegion);
        }
        text.parse().ok().and_then(Self::new).ok_or(NotARegion)
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Serialize for RegionCode {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        if s.is_human_readable() { s.collect_str(self) } else { s.serialize_u32(self.0) }
    }
}

impl<'de> Deserialize<'de> for RegionCode {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        if !d.is_human_readable() {
            return u32::deserialize(d).map(Self);
        }
        let text = <std::borrow::Cow<'_, str>>::deserialize(d)?;
        text.parse().map_err(|_| {
            de::Error::invalid_value(de::Unexpected::Str(&text), &"a six-digit code such as \"533100\"")
        })
    }
}

impl FromJson for RegionCode {
    fn from_json(json: Json<'_>) -> Result<Self, Misfit> {
        json::parsed(json, "a six-digit code such as \"533100\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_tell_containment() {
        let code = |n| RegionCode::new(n).unwrap();
        assert!(code(530_000).contains(code(533_102)));
        assert!(code(533_100).contains(code(533_102)));
        assert!(!code(533_102).contains(code(533_103)));
        assert!(!code(533_100).contains(code(532_823)));
        assert_eq!(code(533_102).parent(), Some(code(533_100)));
        assert_eq!(code(533_100).parent(), Some(code(530_000)));
        assert_eq!(code(530_000).parent(), None);
        assert!("53310".parse::<RegionCode>().is_err());
    }
}
