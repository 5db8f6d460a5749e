//! Folding: decoded facts into the full and the public world, on one core.
// A bench may stop at the first surprise, and prints its rows.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

#[path = "bench/row.rs"]
mod bench;

use std::collections::HashMap;

use shared::access::Worlds;
use shared::{Envelope, World};

const FACTS: usize = 1_000_000;
const UNITS: usize = 100_000;
/// As many facts as the server folds at once when it starts.
const PAGE: usize = 262_144;

fn main() {
    let mut versions = HashMap::new();
    let facts: Vec<Envelope> = geodata::simulate::facts(400, UNITS, FACTS, 1)
        .zip(1..)
        .map(|(mut event, position)| {
            let version = versions.entry(event.stream.clone()).or_insert(0_u32);
            *version += 1;
            (event.position, event.version) = (Some(position), Some(*version));
            event.open().unwrap()
        })
        .collect();
    drop(versions);
    let one_by_one = best(|| {
        let mut world = World::default();
        facts.iter().for_each(|fact| world.apply(fact));
        world
    });
    let world = best(|| {
        let mut world = World::default();
        facts.chunks(PAGE).for_each(|facts| world.apply_all(facts));
        world
    });
    let both = best(|| {
        let mut worlds = Worlds::default();
        facts.chunks(PAGE).for_each(|facts| worlds.apply_all(facts));
        worlds
    });
    let row = |what: &str, seconds: f64, bar: Option<f64>| {
        let rate = FACTS as f64 / seconds;
        let measured = format!("{} facts/s", bench::thousands(rate));
        bench::row(what, bar.map_or("", |_| "≥ 1,000,000 facts/s"), &measured, bar.map(|bar| rate >= bar));
    };
    row("folding 1,000,000 facts of 100,000 units, one core, in pages as at the start", world, Some(1e6));
    row("the same into the full and the public world at once", both, None);
    row("the same facts one by one", one_by_one, None);
}

/// The best of five, in seconds of this thread on a core: what else runs on the machine does not count.
fn best<T>(mut fold: impl FnMut() -> T) -> f64 {
    let once = |_| {
        let start = on_core();
        let folded = fold();
        let seconds = on_core() - start;
        drop(std::hint::black_box(folded));
        seconds
    };
    (0..5).map(once).fold(f64::INFINITY, f64::min)
}

/// Seconds that this thread has spent on a core.
fn on_core() -> f64 {
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    spent.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}
