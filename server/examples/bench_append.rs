//! Recording: appends of the log beside bare inserts and commits of the same rows on the same disk.
// A bench may stop at the first surprise, and prints its rows.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

#[path = "bench/row.rs"]
mod bench;

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use rusqlite::{Connection, params};
use server::log::sqlite::SqliteLog;
use server::log::{Append, Facts, Log};
use shared::envelope::WireEvent;

const WRITERS: usize = 8;
/// Facts that are recorded one by one, and in batches.
const SINGLE: usize = 2_000;
const BATCHED: usize = 40_000;
const BATCH: usize = 100;

fn main() {
    // Not in a folder that may be kept in memory: this is about the disk.
    let place = tempfile::tempdir_in(std::env::current_dir().unwrap().join("target")).unwrap();
    let facts: Vec<WireEvent> = geodata::simulate::facts(40, 8_000, SINGLE.max(BATCHED), 1).collect();
    for (what, facts, batch) in [
        ("one fact each", facts.get(..SINGLE).unwrap(), 1),
        ("batches of 100", facts.get(..BATCHED).unwrap(), BATCH),
    ] {
        let bare = (0..3)
            .map(|n| bare(&place.path().join(format!("bare-{batch}-{n}")), facts, batch))
            .fold(0.0, f64::max);
        let ours = (0..3)
            .map(|n| ours(&place.path().join(format!("ours-{batch}-{n}")), facts, batch))
            .fold(0.0, f64::max);
        let rate = |rate: f64| format!("{} facts/s", bench::thousands(rate));
        bench::row(&format!("bare insert and commit, {what}, one writer"), "", &rate(bare), None);
        let measured = format!("{}, {:.2} × bare", rate(ours), ours / bare);
        bench::row(
            &format!("append, {what}, {WRITERS} writers"),
            "≥ 0.5 × bare",
            &measured,
            Some(ours >= bare / 2.0),
        );
    }
}

/// Rows of the same columns into the same tables, with nothing else done to them. Facts a second.
fn bare(folder: &Path, facts: &[WireEvent], batch: usize) -> f64 {
    std::fs::create_dir(folder).unwrap();
    let connection = Connection::open(folder.join("bare.sqlite")).unwrap();
    connection.execute_batch(include_str!("../src/log/sqlite/schema.sql")).unwrap();
    connection.execute_batch(include_str!("../src/log/sqlite/open.sql")).unwrap();
    connection.set_prepared_statement_cache_capacity(32);
    let start = Instant::now();
    let mut position = 0_u32;
    for batch in facts.chunks(batch) {
        let transaction = connection.unchecked_transaction().unwrap();
        for fact in batch {
            position += 1;
            let id = (u128::from(position)).to_be_bytes();
            let mut statement =
                transaction.prepare_cached(include_str!("../src/log/sqlite/append.sql")).unwrap();
            statement
                .execute(params![
                    position,
                    fact.stream,
                    position,
                    id,
                    fact.kind,
                    fact.schema,
                    fact.occurred_on.number(),
                    fact.recorded_at.unwrap().micros(),
                    "bench",
                    fact.region.map(|r| r.number()),
                    u8::from(fact.audience),
                    None::<String>,
                    fact.source.as_str(),
                    fact.payload.get(),
                    [0_u8; 32],
                ])
                .unwrap();
        }
        transaction.commit().unwrap();
    }
    facts.len() as f64 / start.elapsed().as_secs_f64()
}

/// The log's own appends. Facts a second.
fn ours(folder: &Path, facts: &[WireEvent], batch: usize) -> f64 {
    std::fs::create_dir(folder).unwrap();
    let log = Arc::new(SqliteLog::open(folder).unwrap());
    let each = facts.len() / WRITERS;
    let shares: Vec<Vec<WireEvent>> = facts.chunks(each).map(<[_]>::to_vec).collect();
    let start = Instant::now();
    let writers: Vec<_> = shares
        .into_iter()
        .map(|share| {
            let log = Arc::clone(&log);
            std::thread::spawn(move || {
                for facts in share.chunks(batch) {
                    let facts = Facts::new(facts.to_vec()).unwrap();
                    let append = Append { command: None, actor: "bench".into(), expected: Vec::new(), facts };
                    log.append(append).unwrap();
                }
            })
        })
        .collect();
    writers.into_iter().for_each(|writer| writer.join().unwrap());
    let seconds = start.elapsed().as_secs_f64();
    assert_eq!(log.head().unwrap().position, facts.len() as u64);
    facts.len() as f64 / seconds
}
