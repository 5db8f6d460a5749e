//! The log of facts: the only truth, and the only part of the program that writes facts or names a database.
//!
//! `Log` is what every store promises. Its methods block (a commit waits for the disk): call them from
//! `tokio::task::spawn_blocking` or a thread of your own, never from a handler's own task. The SQLite log is
//! `sqlite::SqliteLog`; a PostgreSQL log can stand behind the same trait.
//!
//! What a log promises, and the conformance tests hold it to:
//! - positions are dense from 1, and the order of positions is the order of commits;
//! - an answered append is on disk, and stays there;
//! - a command is carried out once, however often it is sent;
//! - nothing that was recorded is ever changed or removed.

pub mod chain;
pub mod digest;
pub mod facts;
pub mod sqlite;

use shared::access::{Owner, PublicEnvelope, Sight, is_internal};
use shared::envelope::WireEvent;
use tokio::sync::watch;

pub use chain::Chain;
pub use digest::Digest;
pub use facts::{FactError, FactLines};

/// A store of facts.
pub trait Log: Send + Sync + 'static {
    /// Records facts, all or none, and answers once they are on disk.
    ///
    /// A command that was recorded before is answered with the facts it recorded then (`again`).
    ///
    /// # Errors
    /// `AppendError` says whether to try again, and with what.
    fn append(&self, append: Append) -> Result<Appended, AppendError>;

    /// Records the facts of a file, all in one transaction or none.
    ///
    /// # Errors
    /// `ImportError` names the line at fault.
    fn import(&self, lines: Lines) -> Result<Imported, ImportError>;

    /// The facts that a command recorded, if it was recorded before.
    ///
    /// # Errors
    /// `AppendError::Reused` if it was recorded with another request.
    fn answered(&self, command: &Command) -> Result<Option<Vec<Stored>>, AppendError>;

    /// Up to `limit` facts after a position, in order of position.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn read(&self, after: u64, limit: usize) -> Result<Vec<Stored>, LogError>;

    /// The facts of a stream such as `unit/RL-02-201` after a version, in order.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn stream(&self, stream: &str, after: u32) -> Result<Vec<Stored>, LogError>;

    /// Where the log ends.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn head(&self) -> Result<Head, LogError>;

    /// Wakes when facts may have been recorded, with the last position this process knows of. Only a hint: the
    /// truth is what `read` says.
    fn watch(&self) -> watch::Receiver<u64>;

    /// Looks for damage the store itself can recognise, reading all of it.
    ///
    /// # Errors
    /// `LogError::Damaged` with what was found.
    fn inspect(&self) -> Result<(), LogError>;
}

/// Facts that belong together: recorded all or none.
#[derive(Debug)]
pub struct Append {
    /// The command they follow from. The same command is recorded once.
    pub command: Option<Command>,
    /// Who records them: an id, never a name.
    pub actor: String,
    /// The versions of streams they were decided against.
    pub expected: Vec<Expected>,
    /// What happened; position, version, moment and event id are given by the log where absent.
    pub facts: Facts,
}

/// One or more facts: an append without facts cannot be written down.
#[derive(Debug)]
pub struct Facts(Vec<WireEvent>);

impl Facts {
    /// The facts, if there are any.
    #[must_use]
    pub fn new(facts: Vec<WireEvent>) -> Option<Self> {
        (!facts.is_empty()).then_some(Self(facts))
    }

    /// The facts.
    #[must_use]
    pub fn get(&self) -> &[WireEvent] {
        &self.0
    }
}

/// A command as the log knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// The sender's id for it, the same at every attempt.
    pub id: String,
    /// Digest of everything that was asked: the same id with another request is refused.
    pub request: Digest,
}

/// The version of a stream that a decision was based on; 0 where it had no facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Stream, such as `unit/RL-02-201`.
    pub stream: String,
    /// Its last version.
    pub version: u32,
}

/// A fact as the log holds it.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The fact with everything the log gave it.
    pub event: WireEvent,
    /// The command it follows from.
    pub command_id: Option<String>,
    /// Digest of the previous digest and this fact.
    pub digest: Digest,
}

impl Stored {
    /// The position of the fact.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.event.position.unwrap_or(0)
    }

    /// Its position and digest: the head of the log when it was recorded.
    #[must_use]
    pub fn head(&self) -> Head {
        Head { position: self.position(), digest: self.digest }
    }

    /// The fact as it may be seen. One that cannot be understood is shown only to those who see everything: who else may see
    /// it is unknown.
    #[must_use]
    pub fn shown(self, sight: Sight) -> Option<WireEvent> {
        if sight == Sight::ALL {
            return Some(self.event);
        }
        let envelope = self.event.open().ok()?;
        if sight.is_public() {
            return Some(WireEvent::from(PublicEnvelope::of(&envelope)?.get()));
        }
        let owner = Owner::of(envelope.fact.entity(), self.event.region);
        sight.shows(owner, envelope.audience, is_internal(&envelope.fact)).then_some(self.event)
    }
}

/// The end of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The last position; 0 for an empty log.
    pub position: u64,
    /// Its digest.
    pub digest: Digest,
}

/// What an append recorded.
#[derive(Clone, Debug)]
pub struct Appended {
    /// The facts with what the log gave them.
    pub events: Vec<Stored>,
    /// Whether an earlier attempt had recorded them already.
    pub again: bool,
}

/// Facts from a file, each with its line number, or why the reading stopped.
pub type Lines = Box<dyn Iterator<Item = Result<(u64, WireEvent), FactError>> + Send>;

/// What an import recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Number of facts.
    pub facts: u64,
    /// The last position.
    pub head: u64,
}

/// A stream that moved on after the decision.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// What the decision was based on.
    pub expected: Expected,
    /// The facts it did not know.
    pub missed: Vec<Stored>,
}

/// Why the store did not answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogError {
    /// No room on the disk. Nothing of the request was recorded; it may be sent again when there is room.
    #[error("the disk is full")]
    Full,
    /// What is stored is not what was recorded.
    #[error("the log is damaged: {0}")]
    Damaged(String),
    /// Anything else, with the cause for the operator.
    #[error("the log is not available: {0}")]
    Unavailable(String),
}

/// Why facts were not recorded.
#[derive(Clone, Debug, thiserror::Error)]
pub enum AppendError {
    /// Streams moved on since the decision: decide again.
    #[error("{} changed meanwhile", .0.first().map_or("the record", |c| c.expected.stream.as_str()))]
    Conflict(Vec<Conflict>),
    /// The command id was used for another request.
    #[error("the command {0} was recorded with another request")]
    Reused(String),
    /// A fact does not fit the log.
    #[error(transparent)]
    Fact(#[from] FactError),
    /// The store did not answer.
    #[error(transparent)]
    Log(#[from] LogError),
}

/// Why a file was not imported. Nothing of it was recorded.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ImportError {
    /// A line is at fault.
    #[error(transparent)]
    Fact(#[from] FactError),
    /// The store did not answer.
    #[error(transparent)]
    Log(#[from] LogError),
}
