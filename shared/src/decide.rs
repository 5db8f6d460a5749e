//! May this be done, and what happened: from a command and the world to the facts to be recorded.
//!
//! Pure. A command is refused when the history of a record, with the new fact in its place, would hold a
//! fact that makes no sense where it stands: so a back-dated lease is checked against what came after it too.

use crate::envelope::Source;
use crate::{Audience, Command, Day, Fact, Key, Refusal, RegionCode, World};

/// What the caller knows and the world does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    /// The civil day: nothing later can have happened.
    pub today: Day,
}

/// A fact to be recorded. The log gives it position, moment, actor and digest.
#[derive(Clone, Debug, PartialEq)]
pub struct NewFact {
    /// The kind of record, such as `unit`.
    pub entity: &'static str,
    /// The record within its kind.
    pub key: Key,
    /// The version of the stream just before this fact: 0 for its first. Facts of one stream count on.
    pub expected_version: u32,
    /// The civil day on which it happened.
    pub occurred_on: Day,
    /// Who may see it.
    pub audience: Audience,
    /// The region that owns the record, where it has one.
    pub region: Option<RegionCode>,
    /// Where it comes from.
    pub source: Source,
    /// What happened.
    pub fact: Fact,
}

impl NewFact {
    /// The stream, such as `unit/RL-02-201`.
    #[must_use]
    pub fn stream(&self) -> String {
        crate::fact::stream(self.entity, self.key)
    }
}

/// The facts that a command leads to.
///
/// # Errors
/// If the command does not fit the world; the refusal says why and how to mend it.
pub fn decide(world: &World, command: &Command, context: &Context) -> Result<Vec<NewFact>, Refusal> {
    let _ = (world, command, context);
    Err(Refusal::SaysNothing { command: command.order.name() })
}
