//! What waits for a reviewer: put forward in place of being recorded, looked at, and settled once. Four eyes: whoever put
//! something forward does not publish it, unless they keep the office as its administrator.
//!
//! To publish is to decide anew on the world of now, and to record under the command's own id in the name of whoever put it
//! forward: it has one effect however often it is sent, and by whom, also when the power fails in between.

use std::sync::Arc;

use shared::access::{Action, Role, Who, may};
use shared::envelope::WireEvent;
use shared::review::{changes, must_pass};
use shared::{Audience, Command, NewFact, RegionCode};
use tokio::runtime::Handle;

use super::{Decision, Desk, NotDone, Order, Receipt, unrecorded};
use crate::clock::Clock;
use crate::log::{self, Conflict, LogError};
use crate::proposals::{New, Proposal, Settled, State, Wanted};

/// What is to become of a proposal, and who says so.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The proposal.
    pub number: u64,
    /// What is to become of it.
    pub what: What,
    /// Who says so: an id, never a name.
    pub by: String,
    /// What they may.
    pub who: Who,
    /// Why.
    pub reason: Option<String>,
}

/// What is to become of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// It is recorded, if its records have no facts after that position, up to which the reviewer knew them.
    Publish {
        /// The position, where the reviewer says it.
        seen: Option<u64>,
    },
    /// It goes back to whoever put it forward.
    Return,
    /// Whoever put it forward takes it back.
    Withdraw,
}

/// Why nothing became of a proposal. It stands as it stood.
#[derive(Clone, Debug, thiserror::Error)]
pub enum NotSettled {
    /// There is none of that number, or not for whoever asks.
    #[error("there is no proposal {0}")]
    Unknown(u64),
    /// It was put forward by whoever would publish it.
    #[error("proposal {0} was put forward by the same official")]
    FourEyes(u64),
    /// It does not wait any more.
    #[error("proposal {} is {}", .0.number, .0.state().slug())]
    Already(Box<Proposal>),
    /// It cannot be recorded as things are.
    #[error(transparent)]
    NotDone(#[from] NotDone),
}

impl From<LogError> for NotSettled {
    fn from(error: LogError) -> Self {
        NotSettled::NotDone(error.into())
    }
}

/// A proposal, and what it would lead to now.
#[derive(Debug)]
pub struct Looked {
    /// The proposal.
    pub proposal: Proposal,
    /// The position up to which the world was looked at.
    pub head: u64,
    /// The facts that it led to, or would lead to if it were published now.
    pub facts: Vec<WireEvent>,
    /// Why it cannot be published as things are.
    pub hindered: Option<NotDone>,
    /// What was recorded of the same records since it was put forward.
    pub missed: Vec<Conflict>,
}

impl Desk {
    /// Keeps a decided command until somebody has looked at it.
    pub(super) fn put_forward(
        &self,
        decision: &Decision,
        order: &Order,
        known_as: &log::Command,
    ) -> Result<Proposal, NotDone> {
        let new = {
            let view = self.follower.full();
            let is_kept = |fact: &&NewFact| {
                must_pass(view.world(), fact, self.review.passing) && !publishes(order.who, fact.region)
            };
            let mut changed: Vec<_> =
                decision.facts.iter().flat_map(|fact| changes(view.world(), fact)).collect();
            changed.sort_unstable();
            changed.dedup();
            New {
                command_id: known_as.id.clone(),
                request: known_as.request,
                text: order.text.clone(),
                by: order.actor.clone(),
                region: decision.facts.iter().find(is_kept).and_then(|fact| fact.region),
                at: Clock::now(),
                decided_at: decision.at,
                changes: changed,
            }
        };
        Ok(self.review.proposals.put(new)?)
    }

    /// Refuses facts that somebody else has to pass to the public first, where they cannot wait for that.
    pub(super) fn pass(&self, who: Who, facts: &[NewFact]) -> Result<(), NotDone> {
        let view = self.follower.full();
        let is_kept = |fact: &&NewFact| {
            must_pass(view.world(), fact, self.review.passing) && !publishes(who, fact.region)
        };
        facts.iter().find(is_kept).map_or(Ok(()), |fact| Err(NotDone::ForReviewers(fact.region)))
    }

    /// What an earlier attempt at the same command put forward.
    pub(super) fn put_forward_before(&self, known_as: &log::Command) -> Result<Option<Proposal>, NotDone> {
        match self.review.proposals.of_command(&known_as.id)? {
            Some(proposal) if proposal.new.request != known_as.request => {
                Err(NotDone::Reused(known_as.id.clone()))
            }
            proposal => Ok(proposal),
        }
    }

    /// Up to `limit` proposals that somebody may see, the newest first. Blocks.
    ///
    /// # Errors
    /// If the store does not answer.
    pub fn proposals(
        &self,
        who: Who,
        by: &str,
        mut wanted: Wanted,
        limit: usize,
    ) -> Result<Vec<Proposal>, LogError> {
        const PAGE: usize = 500;
        let mut seen = Vec::new();
        loop {
            let page = self.review.proposals.list(&wanted, PAGE)?;
            wanted.before = page.last().map(|last| last.number);
            let is_last = page.len() < PAGE;
            seen.extend(page.into_iter().filter(|proposal| sees(who, by, proposal)));
            if is_last || seen.len() >= limit {
                seen.truncate(limit);
                return Ok(seen);
            }
        }
    }

    /// A proposal with what it would lead to now, for somebody who may see it. Blocks.
    ///
    /// # Errors
    /// `NotSettled::Unknown` if there is none for them; else if a store does not answer.
    pub fn look(&self, who: Who, by: &str, number: u64) -> Result<Looked, NotSettled> {
        let proposal = self.seen(who, by, number)?;
        let recorded = self.log.answered(&known_as(&proposal)).map_err(NotDone::from)?;
        let mut looked = Looked {
            proposal,
            head: self.follower.head(),
            facts: recorded.into_iter().flatten().map(|stored| stored.event).collect(),
            hindered: None,
            missed: Vec::new(),
        };
        if looked.proposal.state() != State::Waiting || !looked.facts.is_empty() {
            return Ok(looked);
        }
        let command = Command::read(&looked.proposal.new.text).map_err(NotDone::from);
        match command.and_then(|command| self.decide(&command, who)) {
            Ok(decision) => {
                looked.head = decision.at;
                match self.unmoved(&decision, looked.proposal.new.decided_at) {
                    Err(NotDone::Conflict(missed)) => looked.missed = missed,
                    other => other?,
                }
                looked.facts = decision.facts.into_iter().map(unrecorded).collect();
            }
            Err(NotDone::Log(error)) => return Err(error.into()),
            Err(hindered) => looked.hindered = Some(hindered),
        }
        Ok(looked)
    }

    /// Settles a proposal; what was recorded, if anything was. To publish once more what is published is answered as it was
    /// the first time.
    ///
    /// # Errors
    /// `NotSettled` says why not, and that everything is as it was.
    pub async fn decide_proposal(
        self: &Arc<Self>,
        verdict: Verdict,
    ) -> Result<(Proposal, Option<Receipt>), NotSettled> {
        self.at_turn(move |desk, runtime| desk.judge(&verdict, runtime)).await?
    }

    fn judge(&self, verdict: &Verdict, runtime: &Handle) -> Result<(Proposal, Option<Receipt>), NotSettled> {
        let proposal = self.seen(verdict.who, &verdict.by, verdict.number)?;
        let is_own = proposal.new.by == verdict.by;
        let region = proposal.new.region;
        match verdict.what {
            What::Publish { .. } | What::Return if !publishes(verdict.who, region) => {
                return Err(NotDone::Forbidden(region).into());
            }
            What::Publish { .. } if is_own && !administers(verdict.who) => {
                return Err(NotSettled::FourEyes(proposal.number));
            }
            What::Withdraw if !is_own => return Err(NotDone::Forbidden(region).into()),
            _ => {}
        }
        // Recorded, also where the power failed before that was written down here.
        let recorded = self.log.answered(&known_as(&proposal)).map_err(NotDone::from)?;
        if let Some(facts) = recorded {
            let receipt = Receipt::of(facts, true);
            let proposal = self.published(proposal, verdict, receipt.position);
            return match verdict.what {
                What::Publish { .. } => Ok((proposal, Some(receipt))),
                What::Return | What::Withdraw => Err(NotSettled::Already(Box::new(proposal))),
            };
        }
        if proposal.state() != State::Waiting {
            return Err(NotSettled::Already(Box::new(proposal)));
        }
        match verdict.what {
            What::Publish { seen } => {
                let receipt = self.publish(&proposal, verdict.who, seen, runtime)?;
                Ok((self.published(proposal, verdict, receipt.position), Some(receipt)))
            }
            What::Return => Ok((self.closed(proposal, verdict, State::Returned)?, None)),
            What::Withdraw => Ok((self.closed(proposal, verdict, State::Withdrawn)?, None)),
        }
    }

    /// Records what was put forward, in the name of whoever did.
    fn publish(
        &self,
        proposal: &Proposal,
        who: Who,
        seen: Option<u64>,
        runtime: &Handle,
    ) -> Result<Receipt, NotSettled> {
        let command = Command::read(&proposal.new.text).map_err(NotDone::from)?;
        self.catch_up(runtime)?;
        // What it leads to by now may belong to another office as well, which has not looked at it.
        let decision = self.decide(&command, who)?;
        if decision.waits {
            let foreign = decision.facts.iter().find(|fact| !publishes(who, fact.region));
            return Err(NotDone::Forbidden(foreign.and_then(|fact| fact.region)).into());
        }
        let order = Order {
            command_id: proposal.new.command_id.clone(),
            text: proposal.new.text.clone(),
            actor: proposal.new.by.clone(),
            who,
            seen,
        };
        Ok(self.record(&command, &order, &known_as(proposal), runtime)?)
    }

    /// Writes down that it was published. It stands in the log by now, whatever becomes of this note.
    fn published(&self, proposal: Proposal, verdict: &Verdict, position: u64) -> Proposal {
        if proposal.state() != State::Waiting {
            return proposal;
        }
        let settled = settled(verdict, State::Published, Some(position));
        if let Err(error) = self.review.proposals.settle(proposal.number, &settled) {
            tracing::error!(%error, proposal = proposal.number, "it was published, and is still said to wait");
        }
        Proposal { settled: Some(settled), ..proposal }
    }

    fn closed(&self, proposal: Proposal, verdict: &Verdict, state: State) -> Result<Proposal, NotSettled> {
        let settled = settled(verdict, state, None);
        self.review.proposals.settle(proposal.number, &settled)?;
        Ok(Proposal { settled: Some(settled), ..proposal })
    }

    fn seen(&self, who: Who, by: &str, number: u64) -> Result<Proposal, NotSettled> {
        let known = self.review.proposals.known(number)?;
        known.filter(|proposal| sees(who, by, proposal)).ok_or(NotSettled::Unknown(number))
    }
}

fn settled(verdict: &Verdict, state: State, position: Option<u64>) -> Settled {
    let Verdict { by, reason, .. } = verdict;
    Settled { state, by: by.clone(), at: Clock::now(), reason: reason.clone(), position }
}

/// How the log knows the command of a proposal.
fn known_as(proposal: &Proposal) -> log::Command {
    log::Command { id: proposal.new.command_id.clone(), request: proposal.new.request }
}

/// Whether somebody sees a proposal: their own, and those of their region if they may publish there.
fn sees(who: Who, by: &str, proposal: &Proposal) -> bool {
    (who.records() && proposal.new.by == by) || publishes(who, proposal.new.region)
}

fn publishes(who: Who, region: Option<RegionCode>) -> bool {
    may(who, Action::Publish, region, Audience::Public)
}

/// Whether somebody stands in for everybody else of an office.
fn administers(who: Who) -> bool {
    matches!(who, Who::Operator | Who::Official { role: Role::Administrator, .. })
}
