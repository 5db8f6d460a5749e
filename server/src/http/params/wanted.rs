//! The values a parameter can have: how each is read, and how a right one looks.

use shared::geometry::{Bounds, Point};
use shared::{Day, Key, Lang, RegionCode, Stamp};

/// A value that a parameter can have.
pub trait Wanted: Sized {
    /// What is expected, in both languages.
    const EXPECTED: (&'static str, &'static str);
    /// A value that is right.
    const EXAMPLE: &'static str;
    /// Reads it; none if it is not such a value.
    fn read(text: &str) -> Option<Self>;
}

/// Declares a value that its own type knows how to parse.
macro_rules! parsed {
    ($($type:ty: $zh:literal / $en:literal, $example:literal;)+) => {$(
        impl Wanted for $type {
            const EXPECTED: (&'static str, &'static str) = ($zh, $en);
            const EXAMPLE: &'static str = $example;
            fn read(text: &str) -> Option<Self> {
                text.parse().ok()
            }
        }
    )+};
}

parsed! {
    String: "文字" / "a text", "text";
    Day: "日期（年-月-日）" / "a day (year-month-day)", "2024-07-24";
    Stamp: "日期或 UTC 时刻" / "a day or a moment in UTC", "2024-07-24T08:00:00Z";
    RegionCode: "六位行政区划代码（GB/T 2260）" / "a six-digit GB/T 2260 code", "533100";
    Key: "编号（1 至 30 个字母、数字、- 或 _）" / "an id of 1 to 30 letters, digits, - or _", "RL-02-201";
}

impl Wanted for f64 {
    const EXPECTED: (&'static str, &'static str) = ("不小于 0 的数", "a number, 0 or more");
    const EXAMPLE: &'static str = "1500";
    fn read(text: &str) -> Option<Self> {
        text.parse().ok().filter(|n: &f64| n.is_finite() && *n >= 0.0)
    }
}

impl Wanted for Lang {
    const EXPECTED: (&'static str, &'static str) = ("zh 或 en", "zh or en");
    const EXAMPLE: &'static str = "zh";
    fn read(text: &str) -> Option<Self> {
        match text {
            "zh" | "zh-CN" => Some(Lang::Zh),
            "en" => Some(Lang::En),
            _ => None,
        }
    }
}

impl Wanted for bool {
    const EXPECTED: (&'static str, &'static str) = ("true 或 false", "true or false");
    const EXAMPLE: &'static str = "true";
    fn read(text: &str) -> Option<Self> {
        match text {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        }
    }
}

/// A rectangle of degrees, `west,south,east,north` (WGS 84), as RFC 7946 orders it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Box2d(pub Bounds);

impl Wanted for Box2d {
    const EXPECTED: (&'static str, &'static str) = (
        "“西,南,东,北”四个度数（WGS 84），且西不大于东、南不大于北",
        "west,south,east,north in degrees (WGS 84), west ≤ east and south ≤ north",
    );
    const EXAMPLE: &'static str = "97.8,23.9,98.0,24.1";
    fn read(text: &str) -> Option<Self> {
        let mut sides = [0.0_f64; 4];
        let mut parts = text.split(',');
        for side in &mut sides {
            *side = parts.next()?.trim().parse().ok()?;
        }
        let [west, south, east, north] = sides;
        let fine = parts.next().is_none()
            && (-180.0..=180.0).contains(&west)
            && (-180.0..=180.0).contains(&east)
            && (-90.0..=90.0).contains(&south)
            && (-90.0..=90.0).contains(&north)
            && west <= east
            && south <= north;
        fine.then(|| Self(Bounds { min: Point::new(west, south), max: Point::new(east, north) }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_has_four_sides_in_order() {
        assert!(Box2d::read("97.8,23.9,98.0,24.1").is_some());
        for text in
            ["", "1,2,3", "1,2,3,4,5", "98,23,97,24", "97,24,98,23", "97,23,98,91", "NaN,23,98,24", "a,b,c,d"]
        {
            assert!(Box2d::read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn examples_are_right() {
        fn check<T: Wanted>() {
            assert!(T::read(T::EXAMPLE).is_some(), "{}", T::EXAMPLE);
        }
        check::<String>();
        check::<Day>();
        check::<Stamp>();
        check::<RegionCode>();
        check::<Key>();
        check::<f64>();
        check::<bool>();
        check::<Box2d>();
    }
}
