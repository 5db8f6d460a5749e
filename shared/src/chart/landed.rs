//! What the figures of the region tell of landing, all chains taken together: the same numbers as those of the map (a test
//! holds them to that), from rows that follow the day.

use super::Chart;
use crate::entity::Project;
use crate::fact::project::Node;
use crate::ledger::Ledger;
use crate::{Day, RegionCode};

/// A project of the region, whatever its chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Landed {
    signed: Option<Day>,
    landed: Option<Day>,
    /// From signing to production.
    days: Option<i32>,
}

/// What the figures of the region tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegionLanding {
    /// The year of the rate.
    pub year: i32,
    /// Projects signed in that year.
    pub signed: u32,
    /// Those of them that landed in it.
    pub landed: u32,
    /// The fewest days from signing to production, of any year.
    pub fastest: Option<i32>,
}

/// The row of a project on a day.
pub(super) fn landed(day: Day, region: RegionCode, ledger: &Ledger<Project>) -> Option<Landed> {
    let project = ledger.standing(day).and_then(|_| ledger.seen(day))?;
    region.contains(project.attributes.region).then(|| Landed {
        signed: project.reached.get(&Node::Signed).copied(),
        landed: project.reached.get(&Node::Landed).copied(),
        days: project.landing_days(),
    })
}

impl Chart {
    /// The landing figures of the region in a year; without one, in the year that the figures of the map are told for.
    #[must_use]
    pub fn region_landing(&self, year: Option<i32>) -> RegionLanding {
        let signed_in = |year: i32| self.landed.iter().filter(move |row| is_of(row.signed, year));
        let year = year.unwrap_or(self.rate_year);
        RegionLanding {
            year,
            signed: signed_in(year).count() as u32,
            landed: signed_in(year).filter(|row| is_of(row.landed, year)).count() as u32,
            fastest: self.landed.iter().filter_map(|row| row.days).min(),
        }
    }
}

fn is_of(day: Option<Day>, year: i32) -> bool {
    day.is_some_and(|day| day.year() == year)
}
