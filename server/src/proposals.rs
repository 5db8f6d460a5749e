//! What editors put forward for the public, until somebody who may publish has looked at it.
//!
//! Proposals are not facts: nothing has happened yet, and what is returned or withdrawn never will have. They lie in a store of
//! their own beside the log, as commands in the words of whoever sent them; the desk decides them anew when they are published.

use shared::review::{Change, Passing};
use shared::{RegionCode, Stamp};

use std::sync::Arc;

use crate::log::{Digest, LogError};

/// What has become of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody has looked at it yet.
    Waiting,
    /// It was recorded.
    Published,
    /// A reviewer gave it back, with a reason.
    Returned,
    /// Whoever put it forward took it back.
    Withdrawn,
}

impl State {
    /// All of them.
    pub const ALL: [State; 4] = [State::Waiting, State::Published, State::Returned, State::Withdrawn];

    /// Its name on disk and on the wire.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Published => "published",
            State::Returned => "returned",
            State::Withdrawn => "withdrawn",
        }
    }

    /// By its name.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.slug() == slug)
    }
}

/// A command that is put forward.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct New {
    /// The sender's id for the command: it will be recorded under it.
    pub command_id: String,
    /// Digest of who sent what: the same id with another request is refused.
    pub request: Digest,
    /// The command as it was sent, in JSON.
    pub text: String,
    /// Who sent it: an id, never a name.
    pub by: String,
    /// The region in which it is to be published.
    pub region: Option<RegionCode>,
    /// When.
    pub at: Stamp,
    /// The position of the log at which it was decided.
    pub decided_at: u64,
    /// What it would change on the map.
    pub changes: Vec<Change>,
}

/// What was decided about a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// What has become of it.
    pub state: State,
    /// By whom: an id, never a name.
    pub by: String,
    /// When.
    pub at: Stamp,
    /// Why, where that was said.
    pub reason: Option<String>,
    /// The last position of what was recorded.
    pub position: Option<u64>,
}

/// A proposal as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Its number, from 1; never given twice.
    pub number: u64,
    /// What was put forward.
    pub new: New,
    /// What was decided; none while it waits.
    pub settled: Option<Settled>,
}

impl Proposal {
    /// What has become of it.
    #[must_use]
    pub fn state(&self) -> State {
        self.settled.as_ref().map_or(State::Waiting, |settled| settled.state)
    }
}

/// Which proposals are asked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Those of a state.
    pub state: Option<State>,
    /// Those of somebody.
    pub by: Option<String>,
    /// Those with a smaller number.
    pub before: Option<u64>,
}

/// Where proposals are kept. Every method blocks.
pub trait Proposals: Send + Sync + 'static {
    /// Keeps a command that waits, on disk when this answers.
    ///
    /// # Errors
    /// If the store does not answer, or the command id is taken.
    fn put(&self, new: New) -> Result<Proposal, LogError>;

    /// The proposal of a command id.
    ///
    /// # Errors
    /// If the store does not answer.
    fn of_command(&self, command_id: &str) -> Result<Option<Proposal>, LogError>;

    /// The proposal of a number.
    ///
    /// # Errors
    /// If the store does not answer.
    fn known(&self, number: u64) -> Result<Option<Proposal>, LogError>;

    /// Up to `limit` proposals, the newest first.
    ///
    /// # Errors
    /// If the store does not answer.
    fn list(&self, wanted: &Wanted, limit: usize) -> Result<Vec<Proposal>, LogError>;

    /// Writes down what was decided about one that waits; false if it does not wait any more.
    ///
    /// # Errors
    /// If the store does not answer.
    fn settle(&self, number: u64, settled: &Settled) -> Result<bool, LogError>;
}

/// What passes a reviewer here, and where it waits.
#[derive(Clone)]
pub struct Review {
    /// Which public facts pass one.
    pub passing: Passing,
    /// Where they wait.
    pub proposals: Arc<dyn Proposals>,
}
