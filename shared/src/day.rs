//! A civil day: facts happen on days, wherever the reader's clock stands.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::json::{self, FromJson, Json, Misfit};

/// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// Why a text is not a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a day of the form 2023-06-15")]
pub struct NotADay;

impl Day {
    /// Earlier than every fact.
    pub const MIN: Day = Day(-719_162);
    /// Later than every fact.
    pub const MAX: Day = Day(2_932_896);

    /// The day `n` days after 1970-01-01.
    #[must_use]
    pub const fn from_number(n: i32) -> Self {
        Day(n)
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub const fn number(self) -> i32 {
        self.0
    }

    /// The day of that year (1–9999), month (1–12) and day of month, if it exists.
    #[must_use]
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1..=9999).contains(&year)
            || !(1..=12).contains(&month)
            || day == 0
            || day > days_in_month(year, month)
        {
            return None;
        }
        // Years start in March so that the leap day comes last (H. Hinnant's civil calendar).
        let y = if month <= 2 { year - 1 } else { year };
        let era = y.div_euclid(400);
        let year_of_era = y.rem_euclid(400);
        let month_from_march = (month as i32 + 9) % 12;
        let day_of_year = (153 * month_from_march + 2) / 5 + day as i32 - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Some(Day(era * 146_097 + day_of_era - 719_468))
    }

    /// Year, month (1–12), day of month.
    #[must_use]
    pub fn ymd(self) -> (i32, u32, u32) {
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = (doy - (153 * mp + 2) / 5 + 1) as u32;
        let month = if mp < 10 { mp + 3 } else { mp - 9 } as u32;
        let year = yoe + era * 400 + i32::from(month <= 2);
        (year, month, day)
    }

    /// The calendar year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.ymd().0
    }

    /// This many days later (earlier when negative).
    #[must_use]
    pub const fn plus(self, days: i32) -> Self {
        Day(self.0.saturating_add(days))
    }

    /// Days from `earlier` to this day.
    #[must_use]
    pub const fn since(self, earlier: Day) -> i32 {
        self.0 - earlier.0
    }

    /// The first day of this day's month.
    #[must_use]
    pub fn month_start(self) -> Self {
        let (_, _, d) = self.ymd();
        Day(self.0 - d as i32 + 1)
    }

    /// The same day of the month `months` later, or that month's last day where it is shorter.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let (y, m, d) = self.ymd();
        let index = y * 12 + m as i32 - 1 + months;
        let year = index.div_euclid(12).clamp(1, 9999);
        let month = index.rem_euclid(12) as u32 + 1;
        Day::from_ymd(year, month, d.min(days_in_month(year, month))).unwrap_or(self)
    }

    /// 0 = Monday … 6 = Sunday.
    #[must_use]
    pub const fn weekday(self) -> u32 {
        (self.0 + 3).rem_euclid(7) as u32
    }
}

/// Days in a month of a year.
#[must_use]
pub const fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, m, d) = self.ymd();
        write!(f, "{y:04}-{m:02}-{d:02}")
    }
}

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        let bytes = text.as_bytes();
        let digits = bytes
            .iter()
            .enumerate()
            .all(|(i, b)| if i == 4 || i == 7 { *b == b'-' } else { b.is_ascii_digit() });
        if bytes.len() != 10 || !digits {
            return Err(NotADay);
        }
        let number = |range: std::ops::Range<usize>| {
            text.get(range).and_then(|t| t.parse::<u32>().ok()).ok_or(NotADay)
        };
        Day::from_ymd(number(0..4)? as i32, number(5..7)?, number(8..10)?).ok_or(NotADay)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        if s.is_human_readable() { s.collect_str(self) } else { s.serialize_i32(self.0) }
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        if !d.is_human_readable() {
            return i32::deserialize(d).map(Day);
        }
        struct Visit;
        impl de::Visitor<'_> for Visit {
            type Value = Day;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a day such as \"2023-06-15\"")
            }
            fn visit_str<E: de::Error>(self, v: &str) -> Result<Day, E> {
                v.parse().map_err(|_| E::invalid_value(de::Unexpected::Str(v), &self))
            }
        }
        d.deserialize_str(Visit)
    }
}

impl FromJson for Day {
    fn from_json(json: Json<'_>) -> Result<Self, Misfit> {
        json::parsed(json, "a day such as \"2023-06-15\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn every_day_of_four_centuries_survives_the_round_trip() {
        let mut expected = day("1899-12-31");
        for n in 0..146_097 {
            let d = Day::from_number(expected.number());
            let (y, m, dd) = d.ymd();
            assert_eq!(Day::from_ymd(y, m, dd), Some(d), "{n}");
            assert_eq!(d.to_string().parse::<Day>(), Ok(d));
            expected = d.plus(1);
        }
    }

    #[test]
    fn months_end_where_the_calendar_ends_them() {
        assert_eq!(day("2024-01-31").plus_months(1), day("2024-02-29"));
        assert_eq!(day("2023-03-31").plus_months(-1), day("2023-02-28"));
        assert_eq!(day("2022-12-31").plus_months(3), day("2023-03-31"));
        assert_eq!(day("2023-06-15").weekday(), 3);
    }

    #[test]
    fn what_is_not_a_day_is_refused() {
        for text in ["2023-02-29", "2023-13-01", "2023-6-15", "20230615", "", "2023-06-15T", "２023-06-15"] {
            assert_eq!(text.parse::<Day>(), Err(NotADay), "{text}");
        }
    }
}
