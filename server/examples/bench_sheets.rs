//! A workbook of 10,000 units in which every rent changed: how long until it is seen what it would change, and until it is recorded.
// A bench may stop at the first surprise, and prints its rows.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, missing_docs)]

#[path = "bench/row.rs"]
mod bench;

use std::sync::Arc;
use std::time::Instant;

use bench::{row, thousands};
use server::clock::Clock;
use server::desk::{Desk, Whole};
use server::follower::{self, Follower};
use server::log::sqlite::SqliteLog;
use server::log::sqlite::proposals::SqliteProposals;
use server::log::{FactLines, Log};
use server::proposals::Review;
use server::sheets::{self, Form, Outcome, Progress, Question, Table, Wanted};
use shared::access::Who;
use shared::decide::{Batch, Context};
use shared::review::Passing;
use shared::{Command, Day, World};
use tokio_util::sync::CancellationToken;

const UNITS: usize = 10_000;
const TIMES: usize = 3;

fn main() {
    let place = tempfile::tempdir_in(std::env::current_dir().unwrap().join("target")).unwrap();
    let log: Arc<dyn Log> = Arc::new(SqliteLog::open(place.path()).unwrap());
    let size = geodata::simulate::Size { parks: 40, units: UNITS, targets: 0, projects: 0, facts: 60_000 };
    let facts: String =
        geodata::simulate::sized(size, 7).map(|fact| serde_json::to_string(&fact).unwrap() + "\n").collect();
    log.import(Box::new(FactLines::new(std::io::Cursor::new(facts)))).unwrap();
    let follower = Arc::new(Follower::start(&*log, None, Clock::LastFact).unwrap());
    let (world, today) = {
        let view = follower.full();
        (view.world().clone(), view.today())
    };
    let began = Instant::now();
    let file = edited(&world, today);
    row("workbook of 10,000 units written", "", &format!("{:.1} s", began.elapsed().as_secs_f64()), None);

    let before = peak();
    let asked = Question { table: Table::Units, datum: None, day: today, today, who: Who::Operator };
    let mut times: Vec<f64> = Vec::new();
    let mut preview = None;
    for _ in 0..TIMES {
        let began = Instant::now();
        let looked = sheets::look(&file, asked, &world, world.clone(), &Progress::default()).unwrap();
        times.push(began.elapsed().as_secs_f64());
        assert_eq!((looked.count(Outcome::Changed), looked.count(Outcome::Refused)), (UNITS, 0));
        preview = Some(looked);
    }
    times.sort_by(f64::total_cmp);
    let median = times[TIMES / 2];
    let what = format!("{median:.2} s, a file of {} bytes", thousands(file.len() as f64));
    row("10,000 units from Excel, seen what they change", "≤ 2 s", &what, Some(median <= 2.0));

    let preview = preview.unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let seconds = runtime.block_on(async {
        let stop = CancellationToken::new();
        let following =
            follower::follow(Arc::clone(&follower), Arc::clone(&log), place.path().into(), stop.clone());
        let following = tokio::spawn(following);
        let proposals = Arc::new(SqliteProposals::open(place.path()).unwrap());
        let desk =
            Desk::new(Arc::clone(&log), Arc::clone(&follower), Review { passing: Passing::Off, proposals });
        let whole = Whole {
            command_id: "bench".into(),
            commands: Arc::new(preview.commands),
            facts: Arc::new(preview.facts),
            head: preview.head,
            actor: "operator".into(),
            who: Who::Operator,
        };
        let began = Instant::now();
        let receipt = desk.carry_out_whole(whole).await.unwrap();
        let seconds = began.elapsed().as_secs_f64();
        assert_eq!(receipt.events.len(), UNITS);
        stop.cancel();
        following.await.unwrap().unwrap();
        seconds
    });
    row("and recorded, on disk and in the worlds", "≤ 3 s", &format!("{seconds:.2} s"), Some(seconds <= 3.0));
    let (whole, more) = (peak(), peak() - before);
    let memory = format!("{whole} MiB in all, {more} more than before");
    row("memory for it, highest", "≤ 400 MiB", &memory, Some(whole <= 400));
}

/// The workbook as an official would send it back: every rent is another.
fn edited(world: &World, today: Day) -> Vec<u8> {
    let mut batch = Batch::new(world.clone(), Context { today });
    for (key, ledger) in &world.units {
        let rent = ledger.latest().unwrap().specs().rent_yuan_m2_month.unwrap_or(8.0) + 0.5;
        let text = format!(r#"{{"command":"set_rent","unit":"{key}","rent_yuan_m2_month":{rent}}}"#);
        batch.decide(&Command::read(&text).unwrap()).unwrap();
    }
    let wanted = Wanted {
        table: Table::Units,
        region: "530000".parse().unwrap(),
        datum: geodata::datum::Datum::Wgs84,
        today,
        is_empty: false,
    };
    sheets::write(batch.world(), wanted, Form::Workbook).unwrap()
}

/// The most memory of this process so far, MiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
}
