//! Names of invented enterprises, made so that nobody can take them for real firms, and the provinces they come from.

use std::collections::BTreeMap;

use shared::{RegionCode, Text};

/// A province, municipality or country from which enterprises come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// GB/T 2260 code; Yunnan's own for firms that come from abroad.
    pub code: u32,
    /// Short name in 中文.
    pub zh: &'static str,
    /// Full name in 中文.
    pub full: &'static str,
    /// Name in English.
    pub en: &'static str,
    /// Letters of its sample names.
    pub letters: &'static str,
    /// Share of textile targets at the end, of 512.
    pub targets: u32,
}

/// Origins, the most important first.
pub const ORIGINS: &[Origin] = &[
    origin(330_000, "浙江", "浙江省", "Zhejiang", "ZJ", 168),
    origin(440_000, "广东", "广东省", "Guangdong", "GD", 153),
    origin(310_000, "上海", "上海市", "Shanghai", "SH", 61),
    origin(320_000, "江苏", "江苏省", "Jiangsu", "JS", 48),
    origin(350_000, "福建", "福建省", "Fujian", "FJ", 37),
    origin(420_000, "湖北", "湖北省", "Hubei", "HB", 24),
    origin(360_000, "江西", "江西省", "Jiangxi", "JX", 21),
];

/// Where tenants come from besides.
pub const NEAR: &[Origin] = &[
    origin(530_000, "云南", "云南省", "Yunnan", "YN", 0),
    origin(510_000, "四川", "四川省", "Sichuan", "SC", 0),
    origin(500_000, "重庆", "重庆市", "Chongqing", "CQ", 0),
    origin(430_000, "湖南", "湖南省", "Hunan", "HN", 0),
];

const fn origin(
    code: u32,
    zh: &'static str,
    full: &'static str,
    en: &'static str,
    letters: &'static str,
    targets: u32,
) -> Origin {
    Origin { code, zh, full, en, letters, targets }
}

/// A region code of the tables.
#[must_use]
pub fn region(code: u32) -> RegionCode {
    RegionCode::new(code).expect("the tables hold six-digit GB/T 2260 codes")
}

/// An invented enterprise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Firm {
    /// Name, such as 示例企业-浙江-014 / Sample-ZJ-014.
    pub name: Text,
    /// The end of its keys, such as `ZJ-014`.
    pub tag: String,
    /// Where it comes from.
    pub origin: Origin,
}

/// Gives out names, each once.
#[derive(Debug, Default)]
pub struct Names {
    given: BTreeMap<&'static str, u32>,
}

impl Names {
    /// The next name of an origin.
    pub fn next(&mut self, origin: Origin) -> Firm {
        let number = self.given.entry(origin.letters).or_default();
        *number += 1;
        firm(origin, *number)
    }
}

/// The firm of an origin and number.
#[must_use]
pub fn firm(origin: Origin, number: u32) -> Firm {
    let tag = format!("{}-{number:03}", origin.letters);
    Firm {
        name: Text::new(format!("示例企业-{}-{number:03}", origin.zh), format!("Sample-{tag}")),
        tag,
        origin,
    }
}
