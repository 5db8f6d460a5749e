//! The world with nothing in it that happened after a day, as we know today.

use shared::chart::Chart;
use shared::{Day, Envelope, World};

/// Every fact that counts and happened by the day, entered as if it had been right from the start.
pub fn until(world: &World, day: Day) -> World {
    let mut then = World::default();
    macro_rules! take {
        ($($field:ident),+) => { $(for (key, ledger) in &world.$field {
            for (on, record, fact) in ledger.counting().filter(|(on, ..)| *on <= day) {
                then.apply(&Envelope {
                    position: record.position,
                    key: *key,
                    version: record.version,
                    occurred_on: on,
                    recorded_at: record.recorded_at,
                    audience: record.audience,
                    source: record.source.clone(),
                    fact: fact.clone().into(),
                });
            }
        })+ };
    }
    take!(chains, parks, halls, units, projects, enterprises, targets, rules);
    then
}

/// Everything a chart holds, part by part.
pub fn parts(c: &Chart) -> Vec<String> {
    vec![
        format!("{:?} {:?} {:?} {:?} {:?}", c.day, c.base, c.chain, c.chiefs, c.preset),
        format!("{:#?}", c.firms),
        format!("{:#?}", c.prospects),
        format!("{:#?}", c.works),
        format!("{:#?}", c.offers),
        format!("{:#?} {:#?} {:#?} {:#?}", c.parks, c.held, c.supplies, c.spaces),
        format!("{:?} {:?} {:?}", c.rates, c.presets, c.boards),
    ]
}
