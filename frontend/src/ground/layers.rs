//! Parks, halls, parcels and ports on the map: drawn anew only when one of them differs on the day.

use shared::draw;
use shared::ledger::Entity;
use shared::world::Ledgers;
use shared::{Day, World};

use crate::map::Layer;

/// What is drawn: a number for the state of each layer.
#[derive(Default)]
pub struct Layers {
    drawn: [Option<u64>; 5],
}

const LAYERS: [(Layer, draw::Layer); 5] = [
    (Layer::Parks, draw::Layer::Parks),
    (Layer::Streets, draw::Layer::Streets),
    (Layer::Halls, draw::Layer::Halls),
    (Layer::Parcels, draw::Layer::Parcels),
    (Layer::Ports, draw::Layer::Ports),
];

impl Layers {
    /// Forgets what is drawn: records have changed.
    pub fn forget(&mut self) {
        self.drawn = [None; 5];
    }

    /// Goes to a day; calls `draw` with the GeoJSON of the layers that differ.
    pub fn step(&mut self, world: &World, day: Day, mut draw: impl FnMut(Layer, String)) {
        for ((layer, drawn_as), drawn) in LAYERS.into_iter().zip(&mut self.drawn) {
            let state = state(world, day, layer);
            if *drawn != Some(state) {
                *drawn = Some(state);
                draw(layer, draw::ground(&world.atlas(day), drawn_as, draw::Map));
            }
        }
    }
}

/// A number that differs when a record of the layer stands otherwise.
fn state(world: &World, day: Day, layer: Layer) -> u64 {
    match layer {
        // A port is drawn with the day of its last report.
        Layer::Ports => {
            mix(world.ports.values().map(|l| l.as_of(day).map_or(0, |(d, _)| d.number() as u64 + 1)))
        }
        Layer::Parcels => of(&world.parcels, day, |status| *status as u64),
        // Their phase is told by their units.
        Layer::Halls => of(&world.halls, day, |_| 0),
        _ => of(&world.parks, day, |()| 0),
    }
}

fn of<E: Entity>(ledgers: &Ledgers<E>, day: Day, code: impl Fn(&E::Standing) -> u64) -> u64 {
    mix(ledgers.values().map(|ledger| ledger.standing(day).map_or(0, |standing| code(standing) + 1)))
}

/// FNV-1a over small numbers.
fn mix(numbers: impl Iterator<Item = u64>) -> u64 {
    numbers.fold(0xcbf2_9ce4_8422_2325, |hash, number| (hash ^ number).wrapping_mul(0x0100_0000_01b3))
}
