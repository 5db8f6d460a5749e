//! Hooks out: receivers elsewhere that are told of new facts, each from its own place in the log.
//!
//! ```text
//! log ──► what the receiver may see ──► a message in its form, signed ──► its address, looked up and checked
//!            from its place on                 again, until it is taken        then its place moves
//! ```
//!
//! There is no queue: the log is one. A receiver that is away misses nothing, costs no memory, and is told everything in order
//! when it is back; what arrived without our learning of it is told twice, under the same id.

pub mod address;
mod deliver;
mod failure;
mod form;
mod pace;
mod post;
pub mod receiver;
mod sign;
mod standing;

use std::sync::Arc;

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::config::{Config, NotConfigured};
use crate::follower::Follower;
use crate::log::{Log, LogError};
use deliver::Courier;
use receiver::Receiver;

pub use failure::Failure;
pub use pace::Pace;
pub use standing::{Standing, State};

/// Where the places of receivers are kept. Every method blocks.
pub trait Cursors: Send + Sync {
    /// The place of a receiver; none if it was never told anything.
    ///
    /// # Errors
    /// If they cannot be read.
    fn get(&self, id: &str) -> Result<Option<u64>, LogError>;

    /// Moves a receiver to a place.
    ///
    /// # Errors
    /// If that cannot be written.
    fn put(&self, id: &str, position: u64) -> Result<(), LogError>;
}

/// A receiver, and how it stands with it.
#[derive(Debug)]
pub struct Hook {
    /// The receiver.
    pub receiver: Receiver,
    /// How it stands.
    pub standing: Standing,
}

/// All receivers. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Hooks {
    all: Arc<Vec<Arc<Hook>>>,
}

/// Why receivers cannot be told.
#[derive(Debug, thiserror::Error)]
pub enum NotOpened {
    /// The configuration is at fault.
    #[error(transparent)]
    Configured(#[from] NotConfigured),
    /// Their places cannot be read.
    #[error(transparent)]
    Cursors(#[from] LogError),
}

impl Hooks {
    /// The receivers of a configuration, each at its place: a new one at the end of the log. Blocks.
    ///
    /// # Errors
    /// `NotOpened` says why they cannot be told.
    pub fn open(config: &Config, cursors: &dyn Cursors, head: u64) -> Result<Self, NotOpened> {
        let mut all = Vec::new();
        for receiver in config.receivers()? {
            let known = cursors.get(&receiver.id)?;
            let position = known.unwrap_or(head).min(head);
            if known.is_some_and(|known| known > head) {
                tracing::warn!(
                    hook = receiver.id,
                    head,
                    "the log is shorter than what a receiver was told; it goes on at the end"
                );
            }
            if known != Some(position) {
                cursors.put(&receiver.id, position)?;
            }
            all.push(Arc::new(Hook { receiver, standing: Standing::at(position) }));
        }
        Ok(Self { all: Arc::new(all) })
    }

    /// Every receiver, in the order of the configuration.
    #[must_use]
    pub fn all(&self) -> &[Arc<Hook>] {
        &self.all
    }

    /// Tells them all of what is recorded, until told to stop.
    #[must_use]
    pub fn tell(
        &self,
        log: &Arc<dyn Log>,
        follower: &Arc<Follower>,
        cursors: &Arc<dyn Cursors>,
        pace: Pace,
        stop: &CancellationToken,
    ) -> JoinSet<()> {
        let courier = |hook: &Arc<Hook>| Courier {
            hook: Arc::clone(hook),
            log: Arc::clone(log),
            follower: Arc::clone(follower),
            cursors: Arc::clone(cursors),
            pace,
            stop: stop.clone(),
        };
        self.all.iter().map(|hook| courier(hook).deliver()).collect()
    }
}
