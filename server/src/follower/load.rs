//! Reading the log into the worlds: at the start, and whenever facts were recorded.

use shared::Envelope;
use shared::fact::Unreadable;

use super::{Follower, Worlds};
use crate::clock::Clock;
use crate::log::{Log, LogError, Stored};

/// Facts that are read at once.
const PAGE: usize = 4096;

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
    /// Folds a whole log, and stands at its end.
    ///
    /// # Errors
    /// If the log cannot be read or holds a fact that this program does not understand.
    pub fn of(log: &dyn Log, clock: Clock) -> Result<Self, Unfollowable> {
        let mut worlds = Worlds::default();
        pages(log, 0, |facts| facts.iter().for_each(|fact| worlds.apply(fact)))?;
        worlds.settle();
        Ok(Self::new(worlds, clock))
    }

    /// Takes in everything that was recorded after the head.
    pub(super) fn catch_up(&self, log: &dyn Log) -> Result<(), Unfollowable> {
        pages(log, self.head(), |facts| self.take_in(facts))
    }
}

fn pages(log: &dyn Log, mut after: u64, mut take: impl FnMut(&[Envelope])) -> Result<(), Unfollowable> {
    loop {
        let stored = log.read(after, PAGE)?;
        let facts = stored.iter().map(open).collect::<Result<Vec<_>, _>>()?;
        let Some(last) = facts.last() else { return Ok(()) };
        after = last.position;
        take(&facts);
    }
}

fn open(stored: &Stored) -> Result<Envelope, Unfollowable> {
    stored.event.open().map_err(|reason| Unfollowable::Fact { position: stored.position(), reason })
}
