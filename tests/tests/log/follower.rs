//! The follower: a snapshot adds up to what the log adds up to, or is passed over.

use std::fs;
use std::path::Path;

use server::clock::Clock;
use server::follower::{Follower, snapshot};
use server::log::sqlite::SqliteLog;
use server::log::{FactLines, Log};
use shared::Stamp;

use super::{append, demo_lines, fact, open};

fn with_demo(folder: &Path) -> SqliteLog {
    let log = open(folder);
    log.import(Box::new(FactLines::new(std::io::Cursor::new(demo_lines())))).unwrap();
    log
}

/// Everything that can be seen of a follower's worlds.
fn seen(follower: &Follower) -> String {
    let (public, full) = (follower.public(), follower.full());
    format!(
        "{} {:?} {:?} {:?} {:?}",
        public.head(),
        public.today(),
        public.world(),
        public.census(),
        full.world()
    )
}

fn start(log: &SqliteLog, folder: Option<&Path>) -> Follower {
    Follower::start(log, folder, Clock::LastFact).unwrap()
}

#[test]
fn a_snapshot_and_what_came_after_it_add_up_to_the_whole_log() {
    let folder = tempfile::tempdir().unwrap();
    let log = with_demo(folder.path());
    let before = start(&log, None);
    let at = before.write_snapshot(&log, folder.path()).unwrap();
    assert_eq!(at, log.head().unwrap().position);
    assert_eq!(seen(&start(&log, Some(folder.path()))), seen(&before));
    log.append(append(vec![fact(533_102, "later"), fact(533_103, "later")])).unwrap();
    let (whole, tail) = (start(&log, None), start(&log, Some(folder.path())));
    assert_eq!(tail.head(), at + 2);
    assert_eq!(seen(&tail), seen(&whole));
    // It was the snapshot that was read, not the log: its facts may be missing from there.
    assert_ne!(seen(&before), seen(&whole));
}

#[test]
fn a_snapshot_that_does_not_fit_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let log = with_demo(folder.path());
    let whole = start(&log, None);
    whole.write_snapshot(&log, folder.path()).unwrap();
    let expected = seen(&whole);
    let file = folder.path().join(snapshot::FILE);
    let bytes = fs::read(&file).unwrap();
    for place in [3, 30, 60, 100, bytes.len() / 2, bytes.len() - 20] {
        let mut changed = bytes.clone();
        changed[place] ^= 1;
        fs::write(&file, &changed).unwrap();
        assert_eq!(seen(&start(&log, Some(folder.path()))), expected, "byte {place}");
    }
    for length in [0, 10, 70, bytes.len() / 2, bytes.len() - 1] {
        fs::write(&file, &bytes[..length]).unwrap();
        assert_eq!(seen(&start(&log, Some(folder.path()))), expected, "{length} bytes");
    }
    // The same facts in another log have other digests: the snapshot is not of that one.
    let other = tempfile::tempdir().unwrap();
    let other_log = open(other.path());
    other_log.append(append(vec![fact(533_102, "other")])).unwrap();
    fs::write(other.path().join(snapshot::FILE), &bytes).unwrap();
    assert_eq!(seen(&start(&other_log, Some(other.path()))), seen(&start(&other_log, None)));
}

#[test]
fn what_was_known_at_a_moment_is_the_fold_of_what_had_been_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let log = with_demo(folder.path());
    let follower = start(&log, None);
    let moment: Stamp = "2023-06-30".parse().unwrap();
    let known = follower.public_as_known(moment);
    let mut facts = super::all(&log);
    facts.retain(|f| f.event.recorded_at.unwrap() <= moment);
    let mut slow = shared::access::Worlds::default();
    facts.iter().for_each(|f| slow.apply(&f.event.open().unwrap()));
    let units = |world: &shared::World| format!("{:?} {:?}", world.units, world.projects);
    assert_eq!(units(known.world.get()), units(slow.public().get()));
    assert_eq!(known.census, shared::census::Census::of(slow.full()));
}
