//! Whole layers as feature collections.

use super::{Detail, feature};
use crate::atlas::Atlas;

/// A layer of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Parks and zones.
    Parks,
    /// Streets of the parks.
    Streets,
    /// Halls.
    Halls,
    /// Units as flat cells.
    Units,
    /// Units as slabs of the tilted view.
    Slabs,
    /// Land parcels.
    Parcels,
    /// Project pins.
    Projects,
    /// Ports of entry.
    Ports,
}

/// A layer on a day as a GeoJSON FeatureCollection, in the order of keys.
#[must_use]
pub fn collection<D: Detail>(atlas: &Atlas<'_>, layer: Layer, detail: D) -> String {
    let world = atlas.world();
    let day = atlas.day();
    match layer {
        Layer::Units | Layer::Slabs => gathered(|each| {
            let mut hall = None;
            for (key, ledger, _) in atlas.units() {
                let Some(of) = ledger.latest().map(crate::entity::Unit::hall) else { continue };
                if hall.as_ref().is_none_or(|(k, _)| *k != of) {
                    hall = atlas.hall(of).map(|h| (of, h));
                }
                if let Some((_, hall)) = hall.as_ref().filter(|(k, _)| *k == of) {
                    each(&mut |o| feature::unit(o, key, ledger, hall, day, detail, layer == Layer::Slabs));
                }
            }
        }),
        Layer::Projects => gathered(|each| {
            atlas
                .on(&world.projects)
                .for_each(|(key, l, _)| each(&mut |o| feature::project(o, atlas, key, l, detail)));
        }),
        ground => self::ground(atlas, ground, detail),
    }
}

/// The same for what lies on the ground: parks, streets, halls, parcels, ports; no features of other layers. A browser
/// draws units and projects without text, and does not load what writes them.
#[must_use]
pub fn ground<D: Detail>(atlas: &Atlas<'_>, layer: Layer, detail: D) -> String {
    let world = atlas.world();
    let day = atlas.day();
    gathered(|each| match layer {
        Layer::Parks => {
            atlas
                .on(&world.parks)
                .for_each(|(key, l, ())| each(&mut |o| feature::park(o, key, l, day, detail)));
        }
        Layer::Streets => atlas.on(&world.parks).for_each(|(_, l, ())| {
            each(&mut |o| {
                feature::streets(o, l, day);
            });
        }),
        Layer::Halls => {
            atlas
                .on(&world.halls)
                .for_each(|(key, l, _)| each(&mut |o| feature::hall(o, key, l, day, detail)));
        }
        Layer::Parcels => {
            atlas
                .on(&world.parcels)
                .for_each(|(key, l, _)| each(&mut |o| feature::parcel(o, key, l, day, detail)));
        }
        Layer::Ports => {
            atlas
                .on(&world.ports)
                .for_each(|(key, l, _)| each(&mut |o| feature::port(o, key, l, day, detail)));
        }
        Layer::Units | Layer::Slabs | Layer::Projects => {}
    })
}

/// Writes one feature, or nothing.
type Write<'a> = &'a mut dyn FnMut(&mut String);

/// A collection of what is written, with commas between.
fn gathered(write_all: impl FnOnce(&mut dyn FnMut(Write<'_>))) -> String {
    let mut out = String::from("{\"type\":\"FeatureCollection\",\"features\":[");
    let empty = out.len();
    write_all(&mut |write| {
        let before = out.len();
        if before > empty {
            out.push(',');
        }
        let start = out.len();
        write(&mut out);
        if out.len() == start {
            out.truncate(before);
        }
    });
    out.push_str("]}");
    out
}
