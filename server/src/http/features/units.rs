//! The index of units: where each stands, what it is on every day, and its feature already written.
//!
//! A question with a small rectangle goes through an R-tree of the cells; any other walks a compact table, a few
//! nanoseconds a unit. What is found is copied out of [`Sheets`]. A fact about a unit renews one row; a fact about a
//! hall or a park, or a new unit, renews the index. The walk over all records (`walk`) must always say the same: a test
//! holds the index to it.

mod place;
mod shelf;
#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex, PoisonError};

use rstar::RTree;
use shared::atlas::Atlas;
use shared::draw::{self, Full};
use shared::geometry::Bounds;
use shared::{Day, Key, World};

use super::filters::UnitFilter;
use super::page::{Cut, Selected};
use super::sheets::{Allowance, Steady};
use super::walk::Layer;
use place::{Cell, Place, Row, Zone, entry, table};
pub use shelf::Shelf;

/// Written features may take so much memory: those of some 130,000 units today, and some of days past.
const ROOM: usize = 160 << 20;
/// With more cells than this in a rectangle, walking the table is faster than the tree.
const MANY: usize = 8_192;
/// Walks that are remembered.
const WALKS: usize = 16;
/// Bytes of a feature, about.
const USUAL: usize = 1_000;

/// The units of a world.
#[derive(Debug)]
pub struct UnitIndex {
    /// In the order of keys.
    rows: Vec<Row>,
    /// The rest of each unit, in the same order.
    places: Vec<Place>,
    zones: Vec<Zone>,
    cells: RTree<Cell>,
    /// Places that the tree does not find on every day.
    odd: Vec<u32>,
    extent: Option<Bounds>,
    room: Allowance,
    walked: Mutex<Vec<(String, Arc<[u32]>)>>,
}

impl UnitIndex {
    /// The index of a world.
    #[must_use]
    pub fn of(world: &World) -> Self {
        let zones = Zone::all(world);
        let (rows, places) = table(world, &zones);
        let cells: Vec<Cell> = (0_u32..).zip(&rows).filter_map(|(at, row)| Cell::of(at, row)).collect();
        let extent = rows.iter().filter_map(|row| row.bounds).reduce(|a, b| join(&a, &b));
        let odd = (0_u32..).zip(&rows).filter(|(_, row)| row.odd).map(|(at, _)| at).collect();
        let (cells, room, walked) = (RTree::bulk_load(cells), Allowance::of(ROOM), Mutex::default());
        Self { cells, odd, rows, places, zones, extent, room, walked }
    }

    /// Takes in that records changed; false when the index must be made anew.
    pub fn renew(&mut self, world: &World, touched: &[(&'static str, Key)]) -> bool {
        touched.iter().all(|(entity, key)| match *entity {
            "hall" | "park" => false,
            "unit" => self.renew_unit(world, *key),
            _ => true,
        })
    }

    fn renew_unit(&mut self, world: &World, key: Key) -> bool {
        let Ok(at) = self.places.binary_search_by_key(&key, |place| place.key) else { return false };
        let (Some(row), Some(place)) = (self.rows.get_mut(at), self.places.get_mut(at)) else { return false };
        let Some((fresh_row, fresh_place)) = entry(world, &self.zones, key) else { return false };
        if !fresh_row.stays(row) {
            return false;
        }
        self.walked.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
        place.sheets.forget(&self.room);
        *row = fresh_row;
        *place = fresh_place;
        true
    }

    /// The page that is asked for. The world must be the one that the index was made of.
    #[must_use]
    pub fn select(&self, atlas: &Atlas<'_>, filter: &UnitFilter, cut: &Cut) -> Selected {
        let question = Question::new(self, atlas, filter, cut);
        let matching = match self.within(cut) {
            Some(near) => question.among(near).into(),
            None => self.walked(&question),
        };
        let before = matching.partition_point(|at| *at < question.start);
        let rest = matching.get(before..).unwrap_or_default();
        let page = rest.get(..cut.room()).unwrap_or(rest);
        let mut selected = Selected::with_room(page.len(), USUAL);
        selected.matched = matching.len();
        for place in page.iter().filter_map(|at| self.places.get(*at as usize)) {
            if selected.returned > 0 {
                selected.features.push(',');
            }
            self.write(&mut selected.features, atlas, place);
            selected.returned += 1;
            if selected.returned == page.len() && rest.len() > page.len() {
                selected.more_after = Some(place.key);
            }
        }
        selected
    }

    /// What a walk over the table finds, remembered for the next page of the same question.
    fn walked(&self, question: &Question<'_>) -> Arc<[u32]> {
        let asked = format!("{} {:?} {:?}", question.day, question.filter, question.cut.bbox);
        let lock = || self.walked.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, matching)) = lock().iter().find(|(known, _)| *known == asked) {
            return Arc::clone(matching);
        }
        let all = 0..u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let matching: Arc<[u32]> = question.among(all).into();
        let mut walked = lock();
        if walked.len() == WALKS {
            walked.remove(0);
        }
        walked.push((asked, Arc::clone(&matching)));
        matching
    }

    /// The cells within a small rectangle in the order of keys; none when the table is to be walked instead.
    fn within(&self, cut: &Cut) -> Option<Vec<u32>> {
        let bbox = cut.bbox?.0;
        let extent = self.extent.as_ref()?;
        let all = bbox.min.lon_e7 <= extent.min.lon_e7
            && bbox.min.lat_e7 <= extent.min.lat_e7
            && bbox.max.lon_e7 >= extent.max.lon_e7
            && bbox.max.lat_e7 >= extent.max.lat_e7;
        if all {
            return None;
        }
        let mut near = Vec::with_capacity(1_024);
        for cell in self.cells.locate_in_envelope_intersecting(Cell::envelope_of(&bbox)) {
            if near.len() == MANY {
                return None;
            }
            near.push(cell.at);
        }
        near.extend(&self.odd);
        near.sort_unstable();
        near.dedup();
        Some(near)
    }

    fn write(&self, out: &mut String, atlas: &Atlas<'_>, place: &Place) {
        let day = atlas.day();
        if place.sheets.copy(day, out) {
            return;
        }
        let world = atlas.world();
        let Some(unit) = world.units.get(&place.key) else { return };
        let Some(hall) = unit.on(day).and_then(|unit| world.halls.get(&unit.hall())) else { return };
        let Some(of) = hall.on(day) else { return };
        let start = out.len();
        draw::unit(out, place.key, unit, &of, day, Full, false);
        if let Some(text) = out.get(start..) {
            place.sheets.keep(Steady::around(day, unit, hall), text, &self.room);
        }
    }
}

/// A question, with what of it holds for whole zones worked out once.
struct Question<'q> {
    index: &'q UnitIndex,
    filter: &'q UnitFilter,
    cut: &'q Cut,
    atlas: &'q Atlas<'q>,
    day: Day,
    /// Where in the table the page begins.
    start: u32,
    /// By zone: whether it is in the park and the region that are asked for.
    zones: Vec<bool>,
}

impl<'q> Question<'q> {
    fn new(index: &'q UnitIndex, atlas: &'q Atlas<'q>, filter: &'q UnitFilter, cut: &'q Cut) -> Self {
        let wanted = |zone: &Zone| {
            filter.park.is_none_or(|park| zone.key == park || zone.park == park)
                && filter.region.is_none_or(|region| zone.region.is_some_and(|r| region.contains(r)))
        };
        let zones = index.zones.iter().map(wanted).collect();
        let start = cut.after.map_or(0, |after| index.places.partition_point(|place| place.key <= after));
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        Self { index, filter, cut, atlas, day: atlas.day(), start, zones }
    }

    /// Those that are wanted.
    fn among(&self, units: impl IntoIterator<Item = u32>) -> Vec<u32> {
        units.into_iter().filter(|at| self.admits(*at as usize)).collect()
    }

    fn admits(&self, at: usize) -> bool {
        let (Some(row), Some(place)) = (self.index.rows.get(at), self.index.places.get(at)) else {
            return false;
        };
        if row.odd {
            return self.admits_odd(place);
        }
        let Some(moment) = row.on(self.day, place) else { return false };
        self.zones.get(row.zone as usize).copied().unwrap_or(false)
            && self.cut.bbox.is_none_or(|bbox| row.bounds.is_some_and(|b| b.touches(&bbox.0)))
            && self.filter.admits_moment(moment)
            && self.filter.hall.is_none_or(|hall| place.hall == hall)
            && (!self.filter.asks_offer() || self.admits_offer(place))
    }

    fn admits_odd(&self, place: &Place) -> bool {
        let Some(ledger) = self.atlas.world().units.get(&place.key) else { return false };
        let (Some(unit), Some(moment)) = (ledger.on(self.day), ledger.standing(self.day)) else {
            return false;
        };
        let touches = |bbox: Bounds| self.filter.bounds(self.atlas, &unit).is_some_and(|b| b.touches(&bbox));
        self.filter.admits(self.atlas, &unit, moment) && self.cut.bbox.is_none_or(|bbox| touches(bbox.0))
    }

    fn admits_offer(&self, place: &Place) -> bool {
        match place.offer(self.day) {
            Some(offer) => self.filter.admits_offer(offer),
            None => {
                let unit = self.atlas.world().units.get(&place.key).and_then(|ledger| ledger.on(self.day));
                unit.is_some_and(|unit| self.filter.admits_offer(&(&unit).into()))
            }
        }
    }
}

fn join(a: &Bounds, b: &Bounds) -> Bounds {
    Bounds::around([a.min, a.max, b.min, b.max]).unwrap_or(*a)
}
