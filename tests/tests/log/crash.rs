//! What was answered is on disk: a server killed in the middle of its work loses none of it.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use super::binary::{Server, TOKEN, run, run_with};
use super::demo_lines;

/// Answers in each round before the server is killed, and how long they are waited for.
const ENOUGH: usize = 40;
const PATIENCE: Duration = Duration::from_secs(30);

#[test]
fn a_killed_server_has_kept_everything_it_answered() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let units: Vec<String> = {
        let facts = geodata::demo::facts();
        let leased = facts.iter().filter(|f| f.kind == "unit.registered");
        leased.map(|f| f.stream.split_once('/').unwrap().1.to_owned()).take(8).collect()
    };
    let answered = Arc::new(Mutex::new(BTreeSet::new()));
    for round in 0..3 {
        let mut server = Server::start(data, &["--demo"]);
        let senders: Vec<_> = units
            .iter()
            .map(|unit| {
                let (unit, address, answered) = (unit.clone(), server.address.clone(), Arc::clone(&answered));
                thread::spawn(move || {
                    for n in 0.. {
                        let id = format!("{unit}-{round}-{n}");
                        let body = format!(
                            r#"{{"command":"set_rent","unit":"{unit}","rent_yuan_m2_month":{}}}"#,
                            10 + n % 7
                        );
                        let sent = ureq::post(format!("{address}/api/commands"))
                            .header("Authorization", format!("Bearer {TOKEN}"))
                            .header("Idempotency-Key", &id)
                            .header("Content-Type", "application/json")
                            .send(&body);
                        match sent {
                            Ok(_) => answered.lock().unwrap().insert(id),
                            Err(ureq::Error::StatusCode(code)) => panic!("{code} for {body}"),
                            // Killed: whether this one was recorded nobody can know.
                            Err(_) => return,
                        };
                    }
                })
            })
            .collect();
        // In the middle of its work: some dozens are answered in each round, however busy the machine is.
        let began = Instant::now();
        while answered.lock().unwrap().len() < ENOUGH * (round + 1) && began.elapsed() < PATIENCE {
            thread::sleep(Duration::from_millis(20));
        }
        server.child.kill().unwrap();
        senders.into_iter().for_each(|s| s.join().unwrap());
        drop(server);
    }
    let answered = answered.lock().unwrap();
    assert!(answered.len() > 30, "only {} commands were answered", answered.len());
    let verified = run(&["verify"], data);
    assert!(verified.status.success(), "{verified:?}");
    let log = super::open(data);
    let recorded: BTreeSet<String> = super::all(&log).into_iter().filter_map(|f| f.command_id).collect();
    let lost: Vec<_> = answered.difference(&recorded).collect();
    assert!(lost.is_empty(), "answered and lost: {lost:?}");
}

#[test]
fn an_import_that_is_killed_has_recorded_all_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = super::binary::investmap()
        .args(["import", "-", "--as", "facts", "--data"])
        .arg(folder.path())
        .stdin(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // Everything but the end of the file: the import waits for more, inside its transaction.
    std::io::Write::write_all(&mut stdin, demo_lines().as_bytes()).unwrap();
    thread::sleep(Duration::from_millis(300));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(super::all(&super::open(folder.path())).is_empty());
    let imported = run_with(&["import", "-", "--as", "facts"], folder.path(), demo_lines());
    assert!(imported.status.success(), "{imported:?}");
}
