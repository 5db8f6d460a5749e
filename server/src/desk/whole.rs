//! Many commands that somebody looked at as a whole, recorded in one transaction or not at all.

use std::sync::Arc;

use shared::Command;
use shared::access::Who;
use shared::decide::{Batch, Context, NewFact};
use tokio::runtime::Handle;

use super::{ATTEMPTS, Desk, NotDone, Receipt, allowed};
use crate::log::{self, Digest, LogError};

/// What somebody looked at.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The id of it: recorded once, however often it is sent.
    pub command_id: String,
    /// The commands, in order.
    pub commands: Arc<Vec<Command>>,
    /// The facts that they led to when they were looked at.
    pub facts: Arc<Vec<NewFact>>,
    /// The position of the log at which that was decided.
    pub head: u64,
    /// Who sends it: an id, never a name.
    pub actor: String,
    /// What they may.
    pub who: Who,
}

impl Desk {
    /// Records what somebody looked at, if it still is what it was: answers once it is on disk and in the worlds.
    ///
    /// # Errors
    /// `NotDone` says why, and that nothing was recorded: `Conflict` where others changed the same records meanwhile.
    pub async fn carry_out_whole(self: &Arc<Self>, whole: Whole) -> Result<Receipt, NotDone> {
        self.at_turn(move |desk, runtime| desk.settle_whole(&whole, runtime)).await?
    }

    fn settle_whole(&self, whole: &Whole, runtime: &Handle) -> Result<Receipt, NotDone> {
        let request = Digest::of(format!("{}\0{}", whole.actor, whole.command_id).as_bytes());
        let known_as = log::Command { id: whole.command_id.clone(), request };
        if let Some(facts) = self.log.answered(&known_as)? {
            return Ok(Receipt::of(facts, true));
        }
        for _ in 0..ATTEMPTS {
            self.catch_up(runtime)?;
            let (decided_at, facts) = self.decide_whole(whole)?;
            if let Some(receipt) = self.append((decided_at, facts), &known_as, &whole.actor, runtime)? {
                return Ok(receipt);
            }
        }
        Err(LogError::Unavailable("others keep recording facts of the same records".into()).into())
    }

    /// The facts as they were looked at, where nothing was recorded since; else decided anew on what is there now.
    fn decide_whole(&self, whole: &Whole) -> Result<(u64, Vec<NewFact>), NotDone> {
        if !whole.who.records() {
            return Err(NotDone::Forbidden(None));
        }
        let view = self.follower.full();
        let (head, today) = (view.head(), view.today());
        let is_as_it_was = head == whole.head;
        let (facts, moved) = if is_as_it_was {
            (whole.facts.to_vec(), Vec::new())
        } else {
            let is_moved =
                |fact: &&NewFact| view.world().moved(fact.entity, fact.key).is_some_and(|at| at > whole.head);
            let mut moved: Vec<String> = whole.facts.iter().filter(is_moved).map(NewFact::stream).collect();
            moved.dedup();
            // A copy shares its ledgers with the world: the view is given back before the rules are asked.
            let mut batch = Batch::new(view.world().clone(), Context { today });
            drop(view);
            let mut facts = Vec::new();
            if moved.is_empty() {
                for command in whole.commands.iter() {
                    facts.extend(batch.decide(command)?);
                }
            }
            (facts, moved)
        };
        if !moved.is_empty() {
            let missed: Result<Vec<_>, _> =
                moved.into_iter().map(|stream| self.missed(stream, whole.head)).collect();
            return Err(NotDone::Conflict(missed?));
        }
        for fact in &facts {
            allowed(whole.who, Some(fact.region))?;
        }
        self.pass(whole.who, &facts)?;
        Ok((head, facts))
    }
}
