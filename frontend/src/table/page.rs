//! Which records a table lists, in which order, and the one page of them that is written out.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use js_sys::Intl::{Collator, CollatorOptions};
use shared::atlas::Atlas;
use shared::draw::feature::pin;
use shared::entity::{ProjectStage, UnitStatus};
use shared::fact::registry::PortStatus;
use shared::geometry::Bounds;
use shared::tally;
use shared::{Area, Key, Lang};
use wasm_bindgen::{JsCast, JsValue};

use super::line::{Line, Reading};
use super::sheet::Sheet;
use super::value::Value;
use crate::legend::{holds, is_in_scope, is_of, park_of};
use crate::scene::{GroundKind, Scope, Shown, Subject};

/// Rows of a page.
pub const SIZE: usize = 200;

/// By which column rows are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// The column, from 0.
    pub column: usize,
    /// Largest first.
    pub down: bool,
}

/// What a reader asks for.
#[derive(Clone, Copy)]
pub struct Wish {
    /// The kind of record.
    pub sheet: Sheet,
    /// Where.
    pub scope: Scope,
    /// Only within this box.
    pub view: Option<Bounds>,
    /// Legend switches.
    pub shown: Shown,
    /// In which language.
    pub lang: Lang,
    /// In which order.
    pub order: Order,
    /// Which page, from 0; of a page that does not exist the last one is given.
    pub page: usize,
    /// The page on which this record stands, instead.
    pub with: Option<Subject>,
}

/// A sign before a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sign {
    /// None.
    None,
    /// A unit's status.
    Status(UnitStatus),
    /// A project's stage.
    Stage(ProjectStage),
    /// A port's status.
    Port(PortStatus),
}

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The record.
    pub subject: Subject,
    /// What each column says.
    pub cells: Vec<(Sign, String)>,
}

/// A page of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Its rows.
    pub rows: Vec<Row>,
    /// Its number, from 0.
    pub number: usize,
    /// All rows of all pages.
    pub total: usize,
    /// Records that the legend has switched off.
    pub hidden: usize,
    /// The sum of each column over all pages; empty where sums say nothing.
    pub sums: Vec<String>,
}

impl Page {
    /// Reads a page.
    pub fn read(atlas: Atlas<'_>, wish: &Wish) -> Self {
        let (keys, hidden, area) = members(&atlas, wish);
        let (sheet, order) = (wish.sheet, wish.order);
        let reading = Reading::new(atlas, sheet, wish.lang);
        let total = keys.len();

        // Records are folded only if something must be known of all of them.
        let by_key = order.column == 0 && sheet.is_numbered();
        let needs_all = !by_key || sheet != Sheet::Units;
        let lines: Vec<(Key, Option<Line>)> = keys
            .into_iter()
            .map(|key| (key, needs_all.then(|| reading.line(sheet, key)).flatten()))
            .collect();
        let sums = sums(&reading, sheet, &lines, area);

        let mut at: Vec<usize> = (0..total).collect();
        if by_key {
            if order.down {
                at.reverse();
            }
        } else {
            let ranks = ranks(&reading, &lines, order.column);
            let rank = |at: &usize| ranks.get(*at).copied().flatten();
            shared::order::sort_by(&mut at, |a, b| compare(rank(a), rank(b), order.down));
        }

        let asked = match wish.with.filter(|subject| subject.kind == sheet.kind()) {
            Some(subject) => at
                .iter()
                .position(|at| lines.get(*at).is_some_and(|(key, _)| *key == subject.key))
                .map_or(0, |place| place / SIZE),
            None => wish.page,
        };
        let number = asked.min(total.saturating_sub(1) / SIZE);
        let row = |at: &usize| {
            let (key, line) = lines.get(*at)?;
            let read;
            let line = match line {
                Some(line) => line,
                None => {
                    read = reading.line(sheet, *key)?;
                    &read
                }
            };
            let cells = (0..sheet.columns().len()).map(|column| cell(&reading, line, column)).collect();
            Some(Row { subject: Subject::new(sheet.kind(), *key), cells })
        };
        let rows = at.iter().skip(number * SIZE).take(SIZE).filter_map(row).collect();
        Page { rows, number, total, hidden, sums }
    }
}

fn cell(reading: &Reading<'_>, line: &Line, column: usize) -> (Sign, String) {
    let value = reading.value(line, column);
    let sign = match value {
        Value::Status(status) => Sign::Status(status),
        Value::Stage(stage) => Sign::Stage(stage),
        Value::Port(status) => Sign::Port(status),
        _ => Sign::None,
    };
    (sign, value.write(reading.lang))
}

fn sums(reading: &Reading<'_>, sheet: Sheet, lines: &[(Key, Option<Line>)], area: Area) -> Vec<String> {
    let sum = |(column, at): (&super::sheet::Column, usize)| {
        if !column.adds {
            return String::new();
        }
        if sheet == Sheet::Units {
            return Value::Area(area).write(reading.lang);
        }
        let values = lines.iter().filter_map(|(_, line)| Some(reading.value(line.as_ref()?, at)));
        values.fold(Value::Missing, |sum, value| sum.plus(&value)).write(reading.lang)
    };
    sheet.columns().iter().zip(0..).map(sum).collect()
}

/// The records of a place that the legend shows, in the order of their keys; how many it hides; the floor space of
/// units. The same rules as the legend's own counts, so that the numbers agree.
fn members(atlas: &Atlas<'_>, wish: &Wish) -> (Vec<Key>, usize, Area) {
    let (world, day) = (atlas.world(), atlas.day());
    let Wish { scope, view, shown, .. } = *wish;
    let mut members = Members { keys: Vec::new(), hidden: 0 };
    let mut area = Area::ZERO;
    let of_park =
        |park: Option<Key>| scope.park.is_none_or(|wanted| park.is_some_and(|p| is_of(world, p, wanted)));
    let in_park =
        |park: Key| atlas.region_of(park).is_some_and(|r| scope.region.contains(r)) && of_park(Some(park));
    match wish.sheet {
        Sheet::Units => {
            for place in tally::places(world).iter().filter(|place| is_in_scope(world, place, scope, view)) {
                let Some(moment) = place.ledger.standing(day) else { continue };
                if members.take(*place.key, shown.status(moment.status)) {
                    area += moment.area_m2;
                }
            }
        }
        Sheet::Halls => {
            for (key, ledger, _) in atlas.on(&world.halls) {
                let Some(a) = ledger.latest().map(|hall| &hall.attributes) else { continue };
                let corner = a.footprint.first();
                if view.map_or_else(|| in_park(a.park), |view| corner.is_some_and(|p| holds(&view, *p))) {
                    members.take(key, true);
                }
            }
        }
        Sheet::Parks => {
            let whole: Vec<Key> =
                world.parks.values().filter_map(|l| l.latest()?.attributes.parent).collect();
            for (key, ledger, ()) in atlas.on(&world.parks) {
                let Some(a) = ledger.latest().map(|park| &park.attributes) else { continue };
                let here = view.map_or_else(|| in_park(key), |view| holds(&view, a.center));
                if here && !whole.contains(&key) {
                    members.take(key, shown.ground(GroundKind::Parks));
                }
            }
        }
        Sheet::Projects => {
            for (key, ledger, moment) in atlas.on(&world.projects) {
                let Some(project) = ledger.latest() else { continue };
                let here = match view {
                    Some(view) => pin(atlas, project).is_some_and(|p| holds(&view, p)),
                    None => {
                        scope.region.contains(project.attributes.region) && of_park(park_of(world, project))
                    }
                };
                if here {
                    members.take(key, shown.stage(moment.stage));
                }
            }
        }
        Sheet::Parcels => {
            for (key, ledger, _) in atlas.on(&world.parcels) {
                let Some(a) = ledger.latest().map(|parcel| &parcel.attributes) else { continue };
                let corner = a.boundary.first();
                if view.map_or_else(|| in_park(a.park), |view| corner.is_some_and(|p| holds(&view, *p))) {
                    members.take(key, shown.ground(GroundKind::Parcels));
                }
            }
        }
        Sheet::Ports => {
            for (key, ledger, _) in atlas.on(&world.ports) {
                let Some(a) = ledger.latest().map(|port| &port.attributes) else { continue };
                if view.map_or_else(|| scope.region.contains(a.region), |view| holds(&view, a.point)) {
                    members.take(key, shown.ground(GroundKind::Ports));
                }
            }
        }
    }
    (members.keys, members.hidden, area)
}

struct Members {
    keys: Vec<Key>,
    hidden: usize,
}

impl Members {
    /// Lists a record or counts it as hidden; whether it is listed.
    fn take(&mut self, key: Key, shown: bool) -> bool {
        if shown {
            self.keys.push(key);
        } else {
            self.hidden += 1;
        }
        shown
    }
}

/// What the rows are sorted by. Names get their place among each other in the reader's own alphabet.
fn ranks(reading: &Reading<'_>, lines: &[(Key, Option<Line>)], column: usize) -> Vec<Option<f64>> {
    let value =
        |line: &Option<Line>| line.as_ref().map_or(Value::Missing, |line| reading.value(line, column));
    let values: Vec<Value> = lines.iter().map(|(_, line)| value(line)).collect();
    let mut places: BTreeMap<&str, f64> = BTreeMap::new();
    for value in &values {
        if let Value::Text(text) = value {
            places.insert(text, 0.0);
        }
    }
    let mut names: Vec<&str> = places.keys().copied().collect();
    by_alphabet(&mut names, reading.lang);
    for (place, name) in names.into_iter().enumerate() {
        places.insert(name, place as f64);
    }
    let rank = |value: &Value| match value {
        Value::Text(text) => places.get(text.as_str()).copied(),
        other => other.rank(),
    };
    values.iter().map(rank).collect()
}

/// Sorts names as readers of a language expect: Chinese by pinyin, numbers within names by quantity.
fn by_alphabet(names: &mut Vec<&str>, lang: Lang) {
    let options: CollatorOptions = js_sys::Object::new().unchecked_into();
    options.set_numeric(true);
    let locales = js_sys::Array::of1(&if lang == Lang::Zh { "zh-CN" } else { "en" }.into());
    let compare = Collator::new(&locales, &options).compare();
    shared::order::sort_by(names, |a, b| {
        let order = compare.call2(&JsValue::UNDEFINED, &(*a).into(), &(*b).into());
        order.ok().and_then(|order| order.as_f64()).unwrap_or(0.0).total_cmp(&0.0)
    });
}

/// What is missing comes last, whichever way the rest is sorted.
fn compare(a: Option<f64>, b: Option<f64>, down: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if down => b.total_cmp(&a),
        (Some(a), Some(b)) => a.total_cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_comes_last_both_ways() {
        for (down, expect) in [(false, [Some(1.0), Some(2.0), None]), (true, [Some(2.0), Some(1.0), None])] {
            let mut ranks = [None, Some(2.0), Some(1.0)];
            ranks.sort_by(|a, b| compare(*a, *b, down));
            assert_eq!(ranks, expect);
        }
    }
}
