//! Reading the log into the worlds: at the start, from the snapshot where one fits, and whenever facts were recorded.
//!
//! Reading, decoding and folding go on at the same time, each in a thread of its own.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::mpsc::sync_channel;

use shared::Envelope;
use shared::fact::Unreadable;

use super::snapshot::{self, PassedOver, Snapshot};
use super::{Follower, Worlds};
use crate::clock::Clock;
use crate::log::{Chain, Log, LogError, Stored};

/// Facts that are read at once.
const PAGE: usize = 4096;
/// Pages that wait to be decoded.
const READ_AHEAD: usize = 4;
/// Pages that wait to be folded.
const FOLD_AHEAD: usize = 64;
/// Facts of the log that are folded together, because folding record by record is what is fast.
const FOLDED_AT_ONCE: usize = 64 * PAGE;
/// A snapshot holds its facts record by record: folding them as they come, before their memory grows cold, is faster.
const AS_THEY_COME: usize = 1;

/// Why a log cannot be followed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Unfollowable {
    /// It cannot be read.
    #[error(transparent)]
    Log(#[from] LogError),
    /// It holds a fact that this program does not understand.
    #[error("the fact at position {position} is not understood: {reason}")]
    Fact {
        /// Where it stands.
        position: u64,
        /// Why.
        reason: Unreadable,
    },
}

impl Follower {
    /// Folds a log, and stands at its end; from the snapshot in `folder` where there is one that fits.
    ///
    /// What comes from the log is checked against the digest chain on the way.
    ///
    /// # Errors
    /// If the log cannot be read, is damaged, or holds a fact that this program does not understand.
    pub fn start(log: &dyn Log, folder: Option<&Path>, clock: Clock) -> Result<Self, Unfollowable> {
        let mut chain = Chain::start();
        let mut worlds: Worlds =
            folder.and_then(|folder| restore(log, folder, &mut chain)).unwrap_or_default();
        let after = chain.at().position;
        flow(
            |pass| {
                let mut after = after;
                loop {
                    let facts = log.read(after, PAGE)?;
                    let Some(last) = facts.last().map(Stored::position) else { return Ok(()) };
                    after = last;
                    if !pass(facts) {
                        return Ok(());
                    }
                }
            },
            |facts: Vec<Stored>| {
                chain.walk(&facts)?;
                open(&facts)
            },
            FOLDED_AT_ONCE,
            &mut worlds,
        )?;
        worlds.settle();
        Ok(Self::new(worlds, after, clock))
    }

    /// Takes in everything that was recorded after the head.
    pub(super) fn catch_up(&self, log: &dyn Log) -> Result<(), Unfollowable> {
        loop {
            let stored = log.read(self.head(), PAGE)?;
            if stored.is_empty() {
                return Ok(());
            }
            let regions: Vec<_> = stored.iter().map(|fact| fact.event.region).collect();
            self.take_in(&open(&stored)?, &regions);
        }
    }

    /// Writes a snapshot of what is folded into the log's folder.
    ///
    /// # Errors
    /// If it cannot be written; the one that was there before stays then.
    pub fn write_snapshot(&self, log: &dyn Log, folder: &Path) -> Result<u64, PassedOver> {
        // The copy shares every ledger: readers and the writer go on.
        let world = self.full().world().clone();
        let position = world.head();
        let at = log.read(position.saturating_sub(1), 1).map_err(std::io::Error::other)?;
        let head = at
            .first()
            .filter(|fact| fact.position() == position)
            .map(Stored::head)
            .ok_or(PassedOver::Astray)?;
        snapshot::write(&folder.join(snapshot::FILE), &world, head)?;
        self.saved.store(position, Ordering::Relaxed);
        Ok(position)
    }
}

/// The worlds of the snapshot, if it lies on this log; the chain goes on from there.
fn restore(log: &dyn Log, folder: &Path, chain: &mut Chain) -> Option<Worlds> {
    let restored = Snapshot::open(&folder.join(snapshot::FILE)).and_then(|found| match found {
        Some(snapshot) => read(log, snapshot).map(Some),
        None => Ok(None),
    });
    match restored {
        Ok(found) => {
            let (worlds, at) = found?;
            *chain = at;
            Some(worlds)
        }
        Err(reason) => {
            tracing::warn!(%reason, "the snapshot is passed over, the whole log is read instead");
            None
        }
    }
}

fn read(log: &dyn Log, mut snapshot: Snapshot) -> Result<(Worlds, Chain), PassedOver> {
    let head = snapshot.head();
    let there = log.read(head.position.saturating_sub(1), 1).map_err(std::io::Error::other)?;
    if there.first().map(Stored::head) != Some(head) {
        return Err(PassedOver::Astray);
    }
    let mut worlds = Worlds::default();
    flow(
        |pass| {
            while let Some(chunk) = snapshot.chunk()? {
                if !pass(chunk) {
                    break;
                }
            }
            Ok(())
        },
        |chunk| chunk.decode(),
        AS_THEY_COME,
        &mut worlds,
    )?;
    worlds.pass_over(head.position);
    Ok((worlds, Chain::from(head)))
}

/// Reads, decodes and folds at the same time, so many facts at once; the first error ends it.
fn flow<Page: Send, E: Send>(
    read: impl FnOnce(&mut dyn FnMut(Page) -> bool) -> Result<(), E> + Send,
    mut decode: impl FnMut(Page) -> Result<Vec<Envelope>, E> + Send,
    at_once: usize,
    worlds: &mut Worlds,
) -> Result<(), E> {
    let (pages, read_pages) = sync_channel(READ_AHEAD);
    let (decoded, to_fold) = sync_channel(FOLD_AHEAD);
    std::thread::scope(|scope| {
        let failed = decoded.clone();
        scope.spawn(move || {
            if let Err(error) = read(&mut |page| pages.send(page).is_ok()) {
                // Nobody listens any more when decoding has failed before.
                let _heard = failed.send(Err(error));
            }
        });
        scope.spawn(move || {
            for page in read_pages {
                let facts = decode(page);
                let wrong = facts.is_err();
                if decoded.send(facts).is_err() || wrong {
                    return;
                }
            }
        });
        let mut together = Vec::new();
        for facts in to_fold {
            together.append(&mut facts?);
            if together.len() >= at_once {
                worlds.apply_all(&together);
                together.clear();
            }
        }
        worlds.apply_all(&together);
        Ok(())
    })
}

fn open(facts: &[Stored]) -> Result<Vec<Envelope>, Unfollowable> {
    let opened = facts.iter().map(|fact| {
        fact.event.open().map_err(|reason| Unfollowable::Fact { position: fact.position(), reason })
    });
    opened.collect()
}
