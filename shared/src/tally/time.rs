//! Numbers over the whole history: facts per month, and the curve of a figure under the slider.

use std::collections::BTreeMap;

use super::figure::floor_of;
use super::{FigureName, Scope, each_place};
use crate::census::Census;
use crate::measure::Area;
use crate::{Day, RegionCode, World};

/// Facts per month, from the first month of the history to the last; months without facts count 0.
#[must_use]
pub fn months(world: &World) -> Vec<(Day, u32)> {
    let mut counts: BTreeMap<Day, u32> = BTreeMap::new();
    world.each_fact_day(|day| *counts.entry(day.month_start()).or_default() += 1);
    let (Some((first, _)), Some((last, _))) = (counts.first_key_value(), counts.last_key_value()) else {
        return Vec::new();
    };
    let last = *last;
    let mut month = *first;
    let mut months = Vec::new();
    while month <= last {
        months.push((month, counts.get(&month).copied().unwrap_or(0)));
        month = month.plus_months(1);
    }
    months
}

/// A figure over the whole history. Floor space is added up once, from day to day; other figures are counted on each day
/// that is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Course(Vec<(Day, Area)>);

impl Course {
    /// The course of a figure of floor space; of any other there is none.
    #[must_use]
    pub fn of(world: &World, region: RegionCode, name: FigureName) -> Option<Self> {
        let wanted = floor_of(name)?;
        let mut changes: BTreeMap<Day, Area> = BTreeMap::new();
        for place in each_place(world).filter(|place| region.contains(place.region)) {
            let mut before = Area::ZERO;
            for span in place.ledger.spans() {
                let now = if wanted(span.standing.status) { span.standing.area_m2 } else { Area::ZERO };
                if now != before {
                    *changes.entry(span.from).or_default() += now - before;
                    before = now;
                }
            }
        }
        let mut sum = Area::ZERO;
        let add = |(day, change)| {
            sum += change;
            (day, sum)
        };
        Some(Self(changes.into_iter().map(add).collect()))
    }

    /// The floor space on a day.
    #[must_use]
    pub fn on(&self, day: Day) -> Area {
        let after = self.0.partition_point(|(from, _)| *from <= day);
        after.checked_sub(1).and_then(|at| self.0.get(at)).map_or(Area::ZERO, |(_, area)| *area)
    }
}

/// A figure at the start of the history, at every month's end within it, and on its last day.
/// Days without a value are left out.
#[must_use]
pub fn curve(
    world: &World,
    census: &Census,
    scope: Scope,
    name: FigureName,
    from: Day,
    to: Day,
) -> Vec<(Day, f64)> {
    let mut days = vec![from];
    let mut next = from.month_start().plus_months(1).plus(-1);
    while next < to {
        if next > from {
            days.push(next);
        }
        next = next.plus(1).plus_months(1).plus(-1);
    }
    if to > from {
        days.push(to);
    }
    let course = Course::of(world, scope.region, name);
    let value = |day: Day| match &course {
        Some(course) => Some(course.on(day).value()),
        None => super::value(&world.atlas(day), census, scope, name).number(),
    };
    days.into_iter().filter_map(|day| Some((day, value(day)?))).collect()
}
