//! Walking the digest chain: is every fact still what was recorded, and is none missing?

use super::digest::Row;
use super::{Digest, Head, LogError, Stored};

/// A walk along the chain, fact by fact.
#[derive(Clone, Copy, Debug)]
pub struct Chain {
    at: Head,
}

impl From<Head> for Chain {
    /// At a place that is known to be right.
    fn from(at: Head) -> Self {
        Self { at }
    }
}

impl Chain {
    /// At the beginning of a log.
    #[must_use]
    pub fn start() -> Self {
        Self { at: Head { position: 0, digest: Digest::ORIGIN } }
    }

    /// Steps onto the facts that come next.
    ///
    /// # Errors
    /// `LogError::Damaged` with the first position at which something is not what was recorded.
    pub fn walk(&mut self, facts: &[Stored]) -> Result<(), LogError> {
        facts
            .iter()
            .try_for_each(|fact| self.step(&Row::of(&fact.event, fact.command_id.as_deref()), fact.digest))
    }

    /// Steps onto the fact that comes next.
    ///
    /// # Errors
    /// As `walk`.
    pub fn step(&mut self, row: &Row<'_>, digest: Digest) -> Result<(), LogError> {
        let next = self.at.position + 1;
        if row.position != Some(next) {
            return Err(LogError::Damaged(format!("position {next} is missing")));
        }
        if self.at.digest.then(row) != digest {
            return Err(LogError::Damaged(format!("the fact at position {next} is not what was recorded")));
        }
        self.at = Head { position: next, digest };
        Ok(())
    }

    /// How far the walk has come.
    #[must_use]
    pub fn at(&self) -> Head {
        self.at
    }

    /// Whether the walk ends where the log says that it ends.
    ///
    /// # Errors
    /// `LogError::Damaged` if it does not.
    pub fn ends_at(&self, head: Head) -> Result<(), LogError> {
        if self.at == head {
            return Ok(());
        }
        Err(LogError::Damaged(format!(
            "its last fact stands at position {}, its head says {}",
            self.at.position, head.position
        )))
    }
}
