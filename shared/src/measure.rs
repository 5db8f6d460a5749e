//! Quantities that are summed: integers, so that totals are exact and equal everywhere.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub, SubAssign};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::json::{self, FromJson, Json, Misfit};

/// An i64 in two halves, ordered as it is. Standings lie in memory by the ten thousand, each an i64 and a few bytes: that
/// would be rounded up to whole 8 bytes.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Halves(i32, u32);

impl Halves {
    const fn of(n: i64) -> Self {
        Self((n >> 32) as i32, n as u32)
    }

    const fn whole(self) -> i64 {
        ((self.0 as i64) << 32) | self.1 as i64
    }
}

impl fmt::Debug for Halves {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.whole().fmt(f)
    }
}

/// Declares an integer quantity of hundredths that reads and writes as a plain number.
macro_rules! hundredths {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Halves);

        impl $name {
            /// Nothing.
            pub const ZERO: Self = Self(Halves::of(0));

            /// Whole units.
            #[must_use]
            pub const fn whole(n: i64) -> Self {
                Self::from_hundredths(n * 100)
            }

            /// Hundredths of the unit.
            #[must_use]
            pub const fn from_hundredths(n: i64) -> Self {
                Self(Halves::of(n))
            }

            /// Hundredths of the unit.
            #[must_use]
            pub const fn hundredths(self) -> i64 {
                self.0.whole()
            }

            /// The number in the unit itself.
            #[must_use]
            pub fn value(self) -> f64 {
                self.hundredths() as f64 / 100.0
            }
        }

        impl Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self::from_hundredths(self.hundredths() + other.hundredths())
            }
        }
        impl Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self::from_hundredths(self.hundredths() - other.hundredths())
            }
        }
        impl AddAssign for $name {
            fn add_assign(&mut self, other: Self) {
                *self = *self + other;
            }
        }
        impl SubAssign for $name {
            fn sub_assign(&mut self, other: Self) {
                *self = *self - other;
            }
        }
        impl Sum for $name {
            fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
                Self::from_hundredths(all.map(Self::hundredths).sum())
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                let hundredths = self.hundredths();
                if !s.is_human_readable() {
                    s.serialize_i64(hundredths)
                } else if hundredths % 100 == 0 {
                    s.serialize_i64(hundredths / 100)
                } else {
                    s.serialize_f64(self.value())
                }
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                if !d.is_human_readable() {
                    return i64::deserialize(d).map(Self::from_hundredths);
                }
                hundredths(f64::deserialize(d)?).map(Self::from_hundredths).map_err(de::Error::custom)
            }
        }
        impl FromJson for $name {
            fn from_json(json: Json<'_>) -> Result<Self, Misfit> {
                hundredths(json::number(json)?).map(Self::from_hundredths).map_err(Misfit::new)
            }
        }
    };
}

fn hundredths(number: f64) -> Result<i64, &'static str> {
    if number.is_finite() && number.abs() < 1e13 {
        Ok((number * 100.0).round() as i64)
    } else {
        Err("a number below 10,000,000,000,000 is expected")
    }
}

hundredths!(
    /// Floor or ground area in ㎡, to 0.01 ㎡ (the precision of a building survey).
    Area
);
hundredths!(
    /// Land in 亩 (1 mu = 666.67 ㎡), to 0.01 亩.
    Mu
);
hundredths!(
    /// Money in 万元 (10,000 yuan), to 100 yuan; 1 亿元 = 10,000 万元.
    Wan
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_reads_as_it_was_written() {
        for (text, hundredths) in [("4320", 432_000), ("4320.5", 432_050), ("0.01", 1), ("-3", -300)] {
            let area: Area = serde_json::from_str(text).unwrap();
            assert_eq!(area.hundredths(), hundredths);
            assert_eq!(serde_json::to_string(&area).unwrap(), text);
        }
        assert!(serde_json::from_str::<Area>("1e300").is_err());
    }

    #[test]
    fn halves_are_whole_and_in_order() {
        let numbers = [i64::MIN, -5_000_000_000, -1, 0, 1, 4_294_967_295, 4_294_967_296, i64::MAX];
        let areas = numbers.map(Area::from_hundredths);
        assert_eq!(areas.map(Area::hundredths), numbers);
        assert!(areas.is_sorted());
        assert_eq!(format!("{:?}", areas[1]), "Area(-5000000000)");
    }
}
