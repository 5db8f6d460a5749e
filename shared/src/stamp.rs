//! The moment a fact was recorded: microseconds of UTC, so that "as we knew it" has one answer.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::Day;
use crate::json::{self, FromJson, Json, Misfit};

const DAY_US: i64 = 86_400_000_000;
/// The civil days of this project are those of UTC+8 (China has one civil time).
const CHINA_US: i64 = 8 * 3_600_000_000;

/// Microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp(i64);

/// Why a text is not a stamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a moment of the form 2023-06-15T02:30:00Z, nor a day")]
pub struct NotAStamp;

impl Stamp {
    /// Later than every record: everything that is known.
    pub const MAX: Stamp = Stamp(i64::MAX);

    /// From microseconds since the epoch.
    #[must_use]
    pub const fn from_micros(us: i64) -> Self {
        Stamp(us)
    }

    /// Microseconds since the epoch.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// The civil day in China at this moment.
    #[must_use]
    pub const fn day(self) -> Day {
        Day::from_number(self.0.saturating_add(CHINA_US).div_euclid(DAY_US) as i32)
    }

    /// Hours and minutes of a clock in China at this moment.
    #[must_use]
    pub const fn clock(self) -> (i64, i64) {
        let minutes = self.0.saturating_add(CHINA_US).rem_euclid(DAY_US) / 60_000_000;
        (minutes / 60, minutes % 60)
    }

    /// The last moment of a civil day in China: knowing "on" a day means by its end.
    #[must_use]
    pub const fn end_of(day: Day) -> Self {
        Stamp((day.number() as i64 + 1) * DAY_US - CHINA_US - 1)
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = Day::from_number(self.0.div_euclid(DAY_US) as i32);
        let us = self.0.rem_euclid(DAY_US);
        let s = us / 1_000_000;
        write!(f, "{day}T{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)?;
        match us % 1_000_000 {
            0 => f.write_str("Z"),
            rest if rest % 1000 == 0 => write!(f, ".{:03}Z", rest / 1000),
            rest => write!(f, ".{rest:06}Z"),
        }
    }
}

impl FromStr for Stamp {
    type Err = NotAStamp;

    /// `2023-06-15T02:30:00[.ffffff]Z`, or a day, which means its end in China.
    fn from_str(text: &str) -> Result<Self, NotAStamp> {
        if text.len() == 10 {
            return text.parse().map(Stamp::end_of).map_err(|_| NotAStamp);
        }
        let day: Day = text.get(..10).ok_or(NotAStamp)?.parse().map_err(|_| NotAStamp)?;
        let time = text
            .get(10..)
            .and_then(|t| t.strip_prefix('T'))
            .and_then(|t| t.strip_suffix('Z'))
            .ok_or(NotAStamp)?;
        let (clock, fraction) = time.split_once('.').unwrap_or((time, ""));
        let bytes = clock.as_bytes();
        let shaped = bytes.len() == 8
            && bytes
                .iter()
                .enumerate()
                .all(|(i, b)| if i == 2 || i == 5 { *b == b':' } else { b.is_ascii_digit() });
        if !shaped
            || fraction.len() > 6
            || !fraction.bytes().all(|b| b.is_ascii_digit())
            || time.ends_with('.')
        {
            return Err(NotAStamp);
        }
        let number = |range: std::ops::Range<usize>| {
            clock.get(range).and_then(|t| t.parse::<i64>().ok()).ok_or(NotAStamp)
        };
        let (h, m, s) = (number(0..2)?, number(3..5)?, number(6..8)?);
        if h > 23 || m > 59 || s > 59 {
            return Err(NotAStamp);
        }
        let micros = format!("{fraction:0<6}").parse::<i64>().map_err(|_| NotAStamp)?;
        Ok(Stamp(day.number() as i64 * DAY_US + ((h * 60 + m) * 60 + s) * 1_000_000 + micros))
    }
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        if s.is_human_readable() { s.collect_str(self) } else { s.serialize_i64(self.0) }
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        if !d.is_human_readable() {
            return i64::deserialize(d).map(Stamp);
        }
        let text = <std::borrow::Cow<'_, str>>::deserialize(d)?;
        text.parse().map_err(|_| {
            de::Error::invalid_value(de::Unexpected::Str(&text), &"a moment such as \"2023-06-15T02:30:00Z\"")
        })
    }
}

impl FromJson for Stamp {
    fn from_json(json: Json<'_>) -> Result<Self, Misfit> {
        json::parsed(json, "a moment such as \"2023-06-15T02:30:00Z\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_survive_the_round_trip() {
        for text in ["2022-12-31T01:02:03Z", "2024-07-24T23:59:59.999999Z", "1969-12-31T23:59:59.500Z"] {
            assert_eq!(text.parse::<Stamp>().unwrap().to_string(), text);
        }
        assert!("2022-12-31T24:00:00Z".parse::<Stamp>().is_err());
        assert!("2022-12-31T01:02:03".parse::<Stamp>().is_err());
    }

    #[test]
    fn a_day_ends_at_midnight_in_china() {
        let end = "2023-06-15".parse::<Stamp>().unwrap();
        assert_eq!(end.to_string(), "2023-06-15T15:59:59.999999Z");
        assert_eq!(end.day().to_string(), "2023-06-15");
        assert_eq!(Stamp::from_micros(end.micros() + 1).day().to_string(), "2023-06-16");
        assert_eq!((end.clock(), Stamp::from_micros(end.micros() + 1).clock()), ((23, 59), (0, 0)));
    }
}
