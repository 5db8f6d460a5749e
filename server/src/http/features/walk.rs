//! Selecting features by walking over all records of a layer: for the small layers, and the measure that the index of
//! units is held to.

use shared::atlas::Atlas;
use shared::geometry::Bounds;
use shared::ledger::{Entity, Ledger};
use shared::world::Ledgers;
use shared::{Key, World};

use super::page::{Cut, Selected};
use crate::http::problem::Problem;

/// A layer with its filter.
pub trait Layer {
    /// What it consists of.
    type Record: Entity;

    /// Its records.
    fn ledgers<'w>(&self, world: &'w World) -> &'w Ledgers<Self::Record>;

    /// Refuses a filter that names a record which does not exist.
    ///
    /// # Errors
    /// If there is no such record.
    fn check(&self, world: &World) -> Result<(), Problem> {
        let _ = world;
        Ok(())
    }

    /// Whether a record is wanted.
    fn admits(
        &self,
        atlas: &Atlas<'_>,
        record: &Self::Record,
        standing: &<Self::Record as Entity>::Standing,
    ) -> bool;

    /// The box around what is drawn; none where nothing is.
    fn bounds(&self, atlas: &Atlas<'_>, record: &Self::Record) -> Option<Bounds>;

    /// Writes a feature; nothing where there is none.
    fn draw(&self, out: &mut String, atlas: &Atlas<'_>, key: Key, ledger: &Ledger<Self::Record>);
}

/// The page of a layer that is asked for.
pub fn walk<L: Layer>(atlas: &Atlas<'_>, layer: &L, cut: &Cut) -> Selected {
    let mut selected = Selected::with_room(0, 0);
    let mut last = None;
    for (key, ledger, standing) in atlas.on(layer.ledgers(atlas.world())) {
        let Some(record) = ledger.on(atlas.day()) else { continue };
        if !layer.admits(atlas, &record, standing) {
            continue;
        }
        let bounds = || layer.bounds(atlas, &record);
        if cut.bbox.is_some_and(|bbox| !bounds().is_some_and(|b| b.touches(&bbox.0))) {
            continue;
        }
        selected.matched += 1;
        if cut.after.is_some_and(|after| key <= after) {
            continue;
        }
        if selected.returned == cut.room() {
            selected.more_after = last;
            continue;
        }
        if selected.returned > 0 {
            selected.features.push(',');
        }
        layer.draw(&mut selected.features, atlas, key, ledger);
        selected.returned += 1;
        last = Some(key);
    }
    selected
}
