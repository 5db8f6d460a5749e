//! Who receives what. What the public receives has a type of its own, and this file is its only maker.

use crate::fact::Fact;
use crate::{Audience, Envelope, World};

/// A fact that everyone may see.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicEnvelope(Envelope);

impl PublicEnvelope {
    /// The fact, if everyone may see it: marked public, and not of a kind that is always internal.
    #[must_use]
    pub fn of(envelope: &Envelope) -> Option<Self> {
        is_public(envelope).then(|| Self(envelope.clone()))
    }

    /// The fact.
    #[must_use]
    pub fn get(&self) -> &Envelope {
        &self.0
    }
}

/// Targets and requests are never public, whatever their envelope says.
#[must_use]
pub fn is_public(envelope: &Envelope) -> bool {
    envelope.audience == Audience::Public && !is_internal(&envelope.fact)
}

/// Kinds of record that no visitor ever receives.
#[must_use]
pub fn is_internal(fact: &Fact) -> bool {
    matches!(fact, Fact::Target(_) | Fact::Request(_))
}

/// The world as everyone may see it.
#[derive(Clone, Debug, Default)]
pub struct PublicWorld(World);

impl PublicWorld {
    /// Takes in a fact that everyone may see.
    pub fn apply(&mut self, envelope: &PublicEnvelope) {
        self.0.apply(envelope.get());
    }

    /// A hidden fact was recorded: only the position moves.
    pub fn pass_over(&mut self, position: u64) {
        self.0.pass_over(position);
    }

    /// The world.
    #[must_use]
    pub fn get(&self) -> &World {
        &self.0
    }

    /// The public world as it was known at a moment.
    #[must_use]
    pub fn as_at(&self, stamp: crate::Stamp) -> Self {
        Self(self.0.as_at(stamp))
    }
}
