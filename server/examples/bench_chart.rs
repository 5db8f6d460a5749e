//! The battle chart: a day's rows, one cross-filter pass over every part, and matching with reasons, on one core.
// A bench may stop at the first surprise, and prints its rows.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

#[path = "bench/row.rs"]
mod bench;
#[path = "bench/on_core.rs"]
mod on_core;

use std::collections::HashMap;

use geodata::simulate::{Size, last_day, sized};
use on_core::median;
use shared::chart::fit::{self, Wish};
use shared::chart::{Asked, Chart, Criteria, Grouping, Known, Selection};
use shared::{Envelope, Key, RegionCode, World};

/// The size that the chart is measured at: of the targets some are dropped, and 5,000 are left.
const CHART: Size = Size { parks: 40, units: 10_000, targets: 5_300, projects: 2_000, facts: 150_000 };
/// The size that matching is measured at.
const MATCH: Size = Size { parks: 400, units: 100_000, targets: 100, projects: 0, facts: 120_000 };

fn main() {
    let world = world(CHART);
    // Near the end, and in the middle of the log, where records are folded anew.
    for (when, back) in [("the last day", 0), ("a day a year before the last", 365)] {
        let day = last_day().plus(-back);
        let of = || Chart::of(&world.atlas(day), Known::Each, asked()).unwrap();
        let rows = median(of);
        let mut chart = of();
        // Day by day through a month and back, as a drag of the slider goes.
        let mut days = (1..=30).chain((0..30).rev()).map(|back| day.plus(-back)).cycle();
        let turned = median(|| chart.turn(&world.atlas(days.next().unwrap()), Known::Each, asked()).unwrap());
        chart.turn(&world.atlas(day), Known::Each, asked()).unwrap();
        let [targets, projects, units] = [chart.prospects.len(), chart.works.len(), chart.offers.len()]
            .map(|count| bench::thousands(count as f64));
        let park = chosen(&chart);
        let filtered = median(|| parts(&chart, Selection::default())).max(median(|| parts(&chart, park)));
        let what =
            |part: &str| format!("{part}: {targets} targets, {projects} projects, {units} units, {when}");
        row(&what("all rows of a day, when the chart is opened"), "", rows, None);
        row(&what("the rows of the next day"), "", turned, None);
        row(&what("one cross-filter pass over all parts"), "", filtered, None);
        row(&what("a step of a day, all parts"), "≤ 16 ms", turned + filtered, Some(16.0));
    }
    drop(world);
    let world = self::world(MATCH);
    let chart = Chart::of(&world.atlas(last_day()), Known::Each, asked()).unwrap();
    let promises = chart.promises();
    let wishes: Vec<Wish> = chart
        .prospects
        .iter()
        .filter_map(|prospect| {
            let attributes = &prospect.office.as_ref()?.attributes;
            Some(Wish::of(prospect.key?, attributes).on(chart.day))
        })
        .collect();
    assert_eq!((chart.offers.len(), wishes.len() > 50), (100_000, true));
    let mut next = wishes.iter().cycle();
    let one = median(|| fit::best(next.next().unwrap(), &chart.offers, &promises, &Criteria::default(), 20));
    row("one target against 100,000 units, with reasons for the best 20", "≤ 20 ms", one, Some(20.0));
}

fn row(what: &str, bar: &str, ms: f64, most: Option<f64>) {
    bench::row(what, bar, &format!("{ms:.1} ms"), most.map(|most| ms <= most));
}

fn asked() -> Asked {
    Asked { chain: "textile".parse().unwrap(), region: RegionCode::YUNNAN, preset: None }
}

/// A park with projects and targets, as a click on it chooses.
fn chosen(chart: &Chart) -> Selection {
    let park: Option<Key> = chart.works.iter().find_map(|work| work.park);
    Selection { park, ..Selection::default() }
}

/// Everything that a click draws anew.
fn parts(chart: &Chart, s: Selection) -> usize {
    let stages = chart.stages(s);
    let rates: usize = chart.rates.iter().map(|(_, rule)| chart.rate(rule, s, None).counted.len()).sum();
    let board = chart.grouped(chart.project_rows(s), Grouping::Person).len()
        + chart.grouped(chart.target_rows(s), Grouping::Person).len();
    chart.links(&stages).len()
        + chart.flows(s).len()
        + chart.funnel(s, None).steps.len()
        + chart.elements(s).len()
        + chart.overpromised().len()
        + chart.lights(s).len()
        + board
        + rates
}

fn world(size: Size) -> World {
    let mut versions = HashMap::new();
    let facts: Vec<Envelope> = sized(size, 1)
        .zip(1..)
        .map(|(mut event, position)| {
            let version = versions.entry(event.stream.clone()).or_insert(0_u32);
            *version += 1;
            (event.position, event.version) = (Some(position), Some(*version));
            event.open().unwrap()
        })
        .collect();
    let mut world = World::default();
    world.apply_all(&facts);
    world
}
