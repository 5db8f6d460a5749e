//! The tree of regions by GB/T 2260: every province, and the prefectures and counties of Yunnan.
//!
//! Containment and parents are a matter of digits ([`RegionCode`]); this module knows names, label positions and, for
//! the counties of Yunnan, outlines. Read from `ground/regions.csv`, once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use shared::{Point, RegionCode, Text};

mod county;
pub use county::{Placement, county_at, placement};

/// How high a region stands in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 省级: provinces, autonomous regions, municipalities, special administrative regions.
    Province,
    /// 州市级: prefectures and autonomous prefectures.
    Prefecture,
    /// 县级: counties, districts, county-level cities.
    County,
}

/// One region.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// Its GB/T 2260 code.
    pub code: RegionCode,
    /// The official Chinese name: 德宏傣族景颇族自治州.
    pub official: String,
    /// The name in use: 德宏州, Dehong.
    pub name: Text,
    /// Where its name is written on the map, WGS 84; not its centre or seat.
    pub label: Point,
}

impl Level {
    /// The level a code stands on.
    #[must_use]
    pub const fn of(code: RegionCode) -> Self {
        if code.number().is_multiple_of(10_000) {
            Level::Province
        } else if code.number().is_multiple_of(100) {
            Level::Prefecture
        } else {
            Level::County
        }
    }

    /// The word used in tiles and addresses.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Level::Province => "province",
            Level::Prefecture => "prefecture",
            Level::County => "county",
        }
    }
}

/// Every region known, by code: 34 of province level, and Yunnan's 16 prefectures and 129 counties.
pub fn all() -> impl Iterator<Item = &'static Region> {
    REGIONS.values()
}

/// The region of a code, if it is one of those known.
#[must_use]
pub fn region(code: RegionCode) -> Option<&'static Region> {
    REGIONS.get(&code)
}

/// The name in use, for example 德宏州 / Dehong.
#[must_use]
pub fn name(code: RegionCode) -> Option<Text> {
    region(code).map(|r| r.name.clone())
}

/// The regions directly below one: its prefectures, or its counties.
pub fn children(code: RegionCode) -> impl Iterator<Item = &'static Region> {
    all().filter(move |r| r.code.parent() == Some(code))
}

/// The way up from a region, itself first: county, prefecture, province.
pub fn ancestors(code: RegionCode) -> impl Iterator<Item = RegionCode> {
    std::iter::successors(Some(code), |c| c.parent())
}

static REGIONS: LazyLock<BTreeMap<RegionCode, Region>> = LazyLock::new(|| {
    include_str!("../ground/regions.csv").lines().skip(1).filter_map(read).map(|r| (r.code, r)).collect()
});

/// One line: code, official, zh, en, lon, lat. A test counts that none is lost.
fn read(line: &str) -> Option<Region> {
    let mut cells = line.split(',');
    let code = cells.next()?.parse().ok()?;
    let official = cells.next()?.to_owned();
    let name = Text::new(cells.next()?, cells.next()?);
    let label = Point::new(cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
    Some(Region { code, official, name, label })
}

#[cfg(test)]
mod tests;
