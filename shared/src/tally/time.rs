//! Numbers over the whole history: facts per month, and the curve of a figure under the slider.

use std::collections::BTreeMap;

use super::{FigureName, Scope, figure};
use crate::census::Census;
use crate::{Day, World};

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
    let value = |day: Day| figure(&world.atlas(day), census, scope, name).value.number();
    days.into_iter().filter_map(|day| Some((day, value(day)?))).collect()
}
