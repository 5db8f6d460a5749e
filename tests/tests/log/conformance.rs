//! Positions without gaps, commands carried out once, conflicts that name what was missed, facts that never change.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use server::log::{AppendError, Chain, Log, Stored};

use super::{all, append, command, fact, open};

#[test]
fn eight_writers_leave_no_gap_and_a_reader_misses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let log = Arc::new(open(folder.path()));
    let done = Arc::new(AtomicBool::new(false));
    let reader = {
        let (log, done) = (Arc::clone(&log), Arc::clone(&done));
        thread::spawn(move || {
            let mut seen: Vec<u64> = Vec::new();
            loop {
                let last_round = done.load(Ordering::SeqCst);
                let page = log.read(seen.last().copied().unwrap_or(0), 100).unwrap();
                seen.extend(page.iter().map(Stored::position));
                if last_round && page.is_empty() {
                    return seen;
                }
            }
        })
    };
    let writers: Vec<_> = (0..8)
        .map(|writer| {
            let log = Arc::clone(&log);
            thread::spawn(move || {
                let mut positions = Vec::new();
                for n in 0..50 {
                    let facts = (0..=n % 3).map(|i| fact(530_000 + writer, &format!("{n} {i}"))).collect();
                    let appended = log.append(append(facts)).unwrap();
                    // What belongs together stands together.
                    let own: Vec<u64> = appended.events.iter().map(Stored::position).collect();
                    assert!(own.windows(2).all(|w| w[1] == w[0] + 1));
                    positions.extend(own);
                }
                positions
            })
        })
        .collect();
    let mut answered: Vec<u64> = writers.into_iter().flat_map(|w| w.join().unwrap()).collect();
    done.store(true, Ordering::SeqCst);
    answered.sort_unstable();
    let dense: Vec<u64> = (1..=answered.len() as u64).collect();
    assert_eq!(answered, dense);
    assert_eq!(reader.join().unwrap(), dense);
    let facts = all(&*log);
    for stream in 530_000..530_008 {
        let versions: Vec<_> = facts
            .iter()
            .filter(|f| f.event.stream == format!("region/{stream}"))
            .map(|f| f.event.version.unwrap())
            .collect();
        assert_eq!(versions, (1..=versions.len() as u32).collect::<Vec<_>>());
    }
    let mut chain = Chain::start();
    chain.walk(&facts).unwrap();
    chain.ends_at(log.head().unwrap()).unwrap();
    log.inspect().unwrap();
}

#[test]
fn a_command_is_carried_out_once_however_often_it_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let log = Arc::new(open(folder.path()));
    let attempts: Vec<_> = (0..8)
        .map(|_| {
            let log = Arc::clone(&log);
            thread::spawn(move || {
                log.append(command("c-1", "lease", &[], vec![fact(530_000, "a"), fact(530_000, "b")]))
                    .unwrap()
            })
        })
        .collect();
    let answers: Vec<_> = attempts.into_iter().map(|a| a.join().unwrap()).collect();
    assert_eq!(answers.iter().filter(|a| !a.again).count(), 1);
    let told: Vec<_> = answers
        .iter()
        .map(|a| serde_json::to_string(&a.events.iter().map(|e| &e.event).collect::<Vec<_>>()).unwrap())
        .collect();
    assert!(told.iter().all(|t| *t == told[0]));
    assert_eq!(log.head().unwrap().position, 2);
    // The answer survives the process.
    drop(log);
    let log = open(folder.path());
    let known = super::Command { id: "c-1".into(), request: super::Digest::of(b"lease") };
    assert_eq!(log.answered(&known).unwrap().unwrap().len(), 2);
    // Even when its streams have moved on.
    log.append(append(vec![fact(530_000, "c")])).unwrap();
    assert!(
        log.append(command("c-1", "lease", &[("region/530000", 0)], vec![fact(530_000, "a")])).unwrap().again
    );
}

#[test]
fn the_same_id_with_another_request_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let log = open(folder.path());
    log.append(command("c-1", "lease", &[], vec![fact(530_000, "a")])).unwrap();
    let refused = log.append(command("c-1", "vacate", &[], vec![fact(530_000, "b")]));
    assert!(matches!(refused, Err(AppendError::Reused(id)) if id == "c-1"));
    assert_eq!(log.head().unwrap().position, 1);
}

#[test]
fn a_conflict_names_the_facts_that_were_missed() {
    let folder = tempfile::tempdir().unwrap();
    let log = open(folder.path());
    log.append(append(vec![fact(530_000, "a"), fact(530_000, "b"), fact(530_000, "c"), fact(530_001, "x")]))
        .unwrap();
    let late = log.append(command(
        "c-2",
        "late",
        &[("region/530001", 1), ("region/530000", 1)],
        vec![fact(530_000, "d")],
    ));
    let Err(AppendError::Conflict(conflicts)) = late else { panic!("{late:?}") };
    assert_eq!(conflicts.len(), 1);
    assert_eq!(conflicts[0].expected.stream, "region/530000");
    assert_eq!(conflicts[0].missed.iter().map(Stored::position).collect::<Vec<_>>(), [2, 3]);
    // A version that is not there yet is a conflict too, with nothing to catch up on.
    let early = log.append(command("c-3", "early", &[("region/530001", 7)], vec![fact(530_001, "y")]));
    assert!(matches!(early, Err(AppendError::Conflict(c)) if c[0].missed.is_empty()));
    assert_eq!(log.head().unwrap().position, 4);
    // A refused command may be sent again, decided anew.
    assert!(
        !log.append(command("c-2", "late", &[("region/530000", 3)], vec![fact(530_000, "d")])).unwrap().again
    );
}

#[test]
fn what_is_recorded_reads_as_it_was_answered_and_moments_never_run_backwards() {
    let folder = tempfile::tempdir().unwrap();
    let log = open(folder.path());
    let mut answered = Vec::new();
    for n in 0..20 {
        answered.extend(
            log.append(command(&format!("c-{n}"), "x", &[], vec![fact(530_000, "<b>名</b>")]))
                .unwrap()
                .events,
        );
    }
    drop(log);
    let read = all(&open(folder.path()));
    for (answered, read) in answered.iter().zip(&read) {
        assert_eq!(
            serde_json::to_string(&answered.event).unwrap(),
            serde_json::to_string(&read.event).unwrap()
        );
        assert_eq!((answered.digest, &answered.command_id), (read.digest, &read.command_id));
    }
    assert!(read.windows(2).all(|w| w[0].event.recorded_at <= w[1].event.recorded_at));
    assert_eq!(read.last().unwrap().event.actor.as_deref(), Some("tester"));
}

#[test]
fn an_append_that_does_not_fit_leaves_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    let log = open(folder.path());
    let mut twice = fact(530_001, "b");
    twice.version = Some(5);
    let refused = log.append(append(vec![fact(530_000, "a"), twice]));
    assert!(
        matches!(refused, Err(AppendError::Fact(wrong)) if wrong.reason.contains("has version 0, so the next is 1, not 5"))
    );
    let mut later = fact(530_000, "a");
    later.recorded_at = Some("2999-01-01T00:00:00Z".parse().unwrap());
    assert!(
        matches!(log.append(append(vec![later])), Err(AppendError::Fact(wrong)) if wrong.reason.contains("in the future"))
    );
    assert_eq!(log.head().unwrap().position, 0);
    assert!(all(&log).is_empty());
}
