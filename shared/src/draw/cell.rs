//! Units as shapes: what the map needs of ten thousand of them, without five megabytes of text in between.

use crate::atlas::{flat_cell, slab};
use crate::entity::{Hall, Unit, UnitStatus};
use crate::geometry::Ring;
use crate::ledger::Ledger;
use crate::{Day, Key, World};

/// A unit as the map draws it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The number of its record.
    pub id: u64,
    /// Its key.
    pub key: Key,
    /// Its outline on the ground.
    pub ring: Ring,
    /// Height of its lower face above ground, m.
    pub base_m: f64,
    /// Height of its upper face above ground, m.
    pub top_m: f64,
    /// Its status on the last of all days; days recolour it.
    pub status: UnitStatus,
}

/// All units as last surveyed, in the order of keys: flat cells, or slabs of the tilted view.
pub fn cells(world: &World, tilted: bool) -> impl Iterator<Item = Cell> + '_ {
    let mut near = Near::default();
    world.units.iter().filter_map(move |(key, ledger)| {
        let unit = ledger.latest()?;
        let hall = near.hall(world, unit)?;
        let (part, base_m, top_m) = slab(hall, unit);
        let ring = if tilted { part } else { flat_cell(hall, unit) };
        Some(Cell { id: ledger.id(), key: *key, ring, base_m, top_m, status: unit.status(Day::MAX) })
    })
}

/// The hall of the unit before: units of a hall follow each other.
#[derive(Default)]
struct Near<'w>(Option<(Key, &'w Hall)>);

impl<'w> Near<'w> {
    fn hall(&mut self, world: &'w World, unit: &Unit) -> Option<&'w Hall> {
        let key = unit.hall();
        if self.0.is_none_or(|(known, _)| known != key) {
            self.0 = world.halls.get(&key).and_then(Ledger::latest).map(|hall| (key, hall));
        }
        self.0.map(|(_, hall)| hall)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::draw::{Layer, Map, collection};
    use crate::testing;

    #[test]
    fn shapes_are_those_of_the_text() {
        let mut world = World::default();
        testing::facts(testing::SMALL).into_iter().for_each(|fact| world.take(fact));
        for (tilted, layer) in [(false, Layer::Units), (true, Layer::Slabs)] {
            let text: Value = serde_json::from_str(&collection(&world.atlas(Day::MAX), layer, Map)).unwrap();
            let features = text["features"].as_array().unwrap();
            let cells: Vec<Cell> = cells(&world, tilted).collect();
            assert!(!cells.is_empty() && cells.len() == features.len());
            for (cell, feature) in cells.iter().zip(features) {
                let (told, geometry) = (&feature["properties"], &feature["geometry"]);
                assert_eq!(feature["id"], cell.id);
                assert_eq!(told["key"], cell.key.as_str());
                assert_eq!(told["status"], cell.status.code());
                assert_eq!(
                    (told["base_m"].as_f64(), told["height_m"].as_f64()),
                    (Some(cell.base_m), Some(cell.top_m))
                );
                assert_eq!(geometry["coordinates"], serde_json::json!([cell.ring]));
            }
        }
    }
}
