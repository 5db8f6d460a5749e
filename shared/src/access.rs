//! Who receives what. What the public receives has a type of its own, and this file is its only maker; what officials may,
//! each in their region, [`may`] decides.

mod may;

pub use may::{Action, NotARole, Owner, Role, Sight, Who, may};

use crate::fact::project::ProjectFact;
use crate::fact::registry::ChainFact;
use crate::fact::{Entry, Fact};
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

/// Targets, requests, tasks, and who is responsible for what are never public, whatever their envelope says.
#[must_use]
pub fn is_public(envelope: &Envelope) -> bool {
    envelope.audience == Audience::Public && !is_internal(&envelope.fact)
}

/// What no visitor ever receives: whole kinds of record, and what offices keep of projects and chains.
#[must_use]
pub fn is_internal(fact: &Fact) -> bool {
    match fact {
        Fact::Target(_) | Fact::Request(_) | Fact::Task(_) => true,
        Fact::Project(entry) => says(entry, is_office),
        Fact::Chain(entry) => says(entry, |fact| matches!(fact, ChainFact::ChiefNamed(_))),
        _ => false,
    }
}

/// What offices keep of a project for themselves: who is responsible, how far it is, what stands in its way.
#[must_use]
pub fn is_office(fact: &ProjectFact) -> bool {
    matches!(
        fact,
        ProjectFact::DutyAssigned(_)
            | ProjectFact::Progressed(_)
            | ProjectFact::YearPlanned(_)
            | ProjectFact::ProblemRaised(_)
            | ProjectFact::ProblemSolved(_)
    )
}

/// Whether an entry, or what it corrects something to, is such a fact.
fn says<F>(entry: &Entry<F>, such: impl Fn(&F) -> bool) -> bool {
    match entry {
        Entry::Happened(fact) => such(fact),
        Entry::Corrected(correction) => correction.fact.as_ref().is_some_and(such),
    }
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

/// The world of all facts and that of the public ones, at the same position. What is the same in both is kept once.
#[derive(Debug, Default)]
pub struct Worlds {
    full: World,
    public: PublicWorld,
}

impl Worlds {
    /// Takes in a fact.
    pub fn apply(&mut self, envelope: &Envelope) {
        if is_public(envelope) {
            self.full.apply_with(&mut self.public.0, envelope);
        } else {
            self.full.apply(envelope);
            self.public.pass_over(envelope.position);
        }
    }

    /// Takes in many facts, faster than one by one.
    pub fn apply_all(&mut self, envelopes: &[Envelope]) {
        self.full.apply_all_with(&mut self.public.0, envelopes, is_public);
    }

    /// Nothing more is to be taken in up to a position: only the position moves.
    pub fn pass_over(&mut self, position: u64) {
        self.full.pass_over(position);
        self.public.pass_over(position);
    }

    /// The world of all facts.
    #[must_use]
    pub fn full(&self) -> &World {
        &self.full
    }

    /// The world of public facts.
    #[must_use]
    pub fn public(&self) -> &PublicWorld {
        &self.public
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    /// Both worlds are those that would be folded apart, though they share what they can.
    #[test]
    fn sharing_shows_nothing_hidden() {
        let mut facts = testing::facts(testing::SMALL);
        // A hidden fact in the middle of a public record's history.
        for fact in facts.iter_mut().filter(|f| f.key.as_str() == "P-1" && f.version == 3) {
            fact.audience = Audience::Officials;
        }
        let (mut worlds, mut full, mut public) =
            (Worlds::default(), World::default(), PublicWorld::default());
        for fact in &facts {
            worlds.apply(fact);
            full.apply(fact);
            match PublicEnvelope::of(fact) {
                Some(fact) => public.apply(&fact),
                None => public.pass_over(fact.position),
            }
            assert_eq!(format!("{:?}", worlds.full()), format!("{full:?}"));
            assert_eq!(format!("{:?}", worlds.public()), format!("{public:?}"));
        }
        for size in 1..facts.len() {
            let mut at_once = Worlds::default();
            facts.chunks(size).for_each(|facts| at_once.apply_all(facts));
            assert_eq!(format!("{at_once:?}"), format!("{worlds:?}"));
            let mut alone = World::default();
            facts.chunks(size).for_each(|facts| alone.apply_all(facts));
            assert_eq!(format!("{alone:?}"), format!("{full:?}"));
        }
        let project = "P-1".parse().unwrap();
        assert_eq!(worlds.full().projects[&project].records().len(), 4);
        assert_eq!(worlds.public().get().projects[&project].records().len(), 3);
        assert!(worlds.public().get().targets.is_empty());
    }
}
