//! The desk: where a command is decided against all facts, recorded, and answered once it is on disk.
//!
//! 1. A command that was recorded before is answered as it was then.
//! 2. `shared::decide` says what happened, or refuses; what somebody else has to pass first is put forward (`review`).
//! 3. The log records it if the streams still stand where the decision found them; else it is decided again.
//! 4. The answer waits until the follower shows it, so that whoever asked sees it at once.
//!
//! Commands take turns, and each is decided on a world that shows the one before: a rule may look at more records than
//! the command changes (two units must not take the same bays of a hall), so versions alone would not hold it.

mod review;
mod whole;

use std::sync::Arc;

use shared::access::{Action, Who, may};
use shared::decide::{Context, NewFact, decide, region_of};
use shared::envelope::WireEvent;
use shared::{Audience, Command, Refusal, RegionCode};
use tokio::runtime::Handle;
use tokio::sync::Mutex;

use crate::follower::Follower;
pub use whole::Whole;

use crate::log::{self, Append, AppendError, Conflict, Digest, Expected, Facts, Log, LogError, Stored};
use crate::proposals::{Proposal, Review};
pub use review::{Looked, NotSettled, Verdict, What};

/// Decisions are taken again this often when facts of the same streams are recorded by another way than this desk.
const ATTEMPTS: usize = 8;

/// Where commands are carried out.
pub struct Desk {
    log: Arc<dyn Log>,
    follower: Arc<Follower>,
    review: Review,
    turn: Arc<Mutex<()>>,
}

/// A command with who sent it, and how it is known.
#[derive(Clone, Debug)]
pub struct Order {
    /// The sender's id for it (`Idempotency-Key`), the same at every attempt.
    pub command_id: String,
    /// The command as it was sent, in JSON: the same id with another text is refused.
    pub text: String,
    /// Who sends it: an id, never a name.
    pub actor: String,
    /// What they may.
    pub who: Who,
    /// The position up to which the sender knew the log (`If-Match`): facts of the same records after it are a conflict.
    pub seen: Option<u64>,
}

/// What was recorded.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The last position of it; where nothing had to be recorded, the head of the log.
    pub position: u64,
    /// The facts.
    pub events: Vec<WireEvent>,
    /// Whether an earlier attempt had recorded them already.
    pub again: bool,
}

/// Why a command was not carried out. Nothing of it was recorded.
#[derive(Clone, Debug, thiserror::Error)]
pub enum NotDone {
    /// It makes no sense, now or ever: the sender can read why.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It may be done, but not by whoever asks: the region it belongs to, if it belongs to one.
    #[error("not allowed{}", .0.map_or(String::new(), |region| format!(" in {region}")))]
    Forbidden(Option<RegionCode>),
    /// Its records changed since the sender looked: the facts that were missed.
    #[error("{} changed meanwhile", .0.first().map_or("the record", |c| c.expected.stream.as_str()))]
    Conflict(Vec<Conflict>),
    /// The id was used for another command.
    #[error("the command id {0} was used for another command")]
    Reused(String),
    /// Everybody would see it, and somebody else has to pass it first: it was put forward, now or by an earlier attempt.
    #[error("it was put forward as proposal {}", .0.number)]
    Waits(Box<Proposal>),
    /// Everybody would see some of it, and somebody else has to pass it first: the region. Many commands at once are not put
    /// forward.
    #[error("somebody who publishes{} has to record it", .0.map_or(String::new(), |region| format!(" in {region}")))]
    ForReviewers(Option<RegionCode>),
    /// The log does not answer; `LogError::Full` may be tried again when there is room.
    #[error(transparent)]
    Log(#[from] LogError),
}

impl From<AppendError> for NotDone {
    fn from(error: AppendError) -> Self {
        match error {
            AppendError::Conflict(conflicts) => NotDone::Conflict(conflicts),
            AppendError::Reused(id) => NotDone::Reused(id),
            AppendError::Log(error) => NotDone::Log(error),
            // What we decided does not fit our own log: a fault of this program, for its operator.
            AppendError::Fact(wrong) => NotDone::Log(LogError::Unavailable(wrong.to_string())),
        }
    }
}

impl Desk {
    /// A desk in front of a log.
    #[must_use]
    pub fn new(log: Arc<dyn Log>, follower: Arc<Follower>, review: Review) -> Arc<Self> {
        Arc::new(Self { log, follower, review, turn: Arc::default() })
    }

    /// Carries out a command: answers once its facts are on disk and in the worlds.
    ///
    /// # Errors
    /// `NotDone` says why, and that nothing was recorded.
    pub async fn carry_out(self: &Arc<Self>, order: Order) -> Result<Receipt, NotDone> {
        self.at_turn(move |desk, runtime| desk.settle(&order, runtime)).await?
    }

    /// Does something while nobody else decides or records here.
    async fn at_turn<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self, &Handle) -> T + Send + 'static,
    ) -> Result<T, LogError> {
        let turn = Arc::clone(&self.turn).lock_owned().await;
        let (desk, runtime) = (Arc::clone(self), Handle::current());
        let done = tokio::task::spawn_blocking(move || {
            let done = work(&desk, &runtime);
            // Only now, and not when the asker goes away before.
            drop(turn);
            done
        });
        done.await.map_err(|e| LogError::Unavailable(e.to_string()))
    }

    fn settle(&self, order: &Order, runtime: &Handle) -> Result<Receipt, NotDone> {
        let request = Digest::of(format!("{}\0{}", order.actor, order.text).as_bytes());
        let known_as = log::Command { id: order.command_id.clone(), request };
        if let Some(facts) = self.log.answered(&known_as)? {
            return Ok(Receipt::of(facts, true));
        }
        if let Some(proposal) = self.put_forward_before(&known_as)? {
            return Err(NotDone::Waits(Box::new(proposal)));
        }
        let command = Command::read(&order.text)?;
        self.record(&command, order, &known_as, runtime)
    }

    /// Decides a command and records it, or puts it forward.
    fn record(
        &self,
        command: &Command,
        order: &Order,
        known_as: &log::Command,
        runtime: &Handle,
    ) -> Result<Receipt, NotDone> {
        for _ in 0..ATTEMPTS {
            self.catch_up(runtime)?;
            let decision = self.decide(command, order.who)?;
            if let Some(seen) = order.seen {
                self.unmoved(&decision, seen)?;
            }
            if decision.waits {
                let proposal = self.put_forward(&decision, order, known_as)?;
                return Err(NotDone::Waits(Box::new(proposal)));
            }
            let decided = (decision.at, decision.facts);
            if let Some(receipt) = self.append(decided, known_as, &order.actor, runtime)? {
                return Ok(receipt);
            }
        }
        Err(LogError::Unavailable("others keep recording facts of the same records".into()).into())
    }

    /// Records what was decided at a position, and waits until the worlds show it; none where others were quicker.
    fn append(
        &self,
        (decided_at, facts): (u64, Vec<NewFact>),
        known_as: &log::Command,
        actor: &str,
        runtime: &Handle,
    ) -> Result<Option<Receipt>, NotDone> {
        let Some((expected, facts)) = to_record(facts) else {
            return Ok(Some(Receipt { position: decided_at, events: Vec::new(), again: false }));
        };
        let command = Some(known_as.clone());
        match self.log.append(Append { command, actor: actor.to_owned(), expected, facts }) {
            Ok(appended) => {
                let receipt = Receipt::of(appended.events, appended.again);
                runtime.block_on(self.follower.reached(receipt.position));
                Ok(Some(receipt))
            }
            Err(AppendError::Conflict(_)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Waits until the world shows everything that is recorded: a decision on less could break a rule.
    fn catch_up(&self, runtime: &Handle) -> Result<(), LogError> {
        let recorded = self.log.head()?.position;
        runtime.block_on(self.follower.reached(recorded));
        match self.follower.head() {
            head if head < recorded => {
                Err(LogError::Unavailable("what is recorded is not folded yet".into()))
            }
            _ => Ok(()),
        }
    }

    /// What follows from the command when somebody gives it now.
    fn decide(&self, command: &Command, who: Who) -> Result<Decision, NotDone> {
        let view = self.follower.full();
        // Before it is decided: a refusal tells of the record, and of others that it touches.
        if !who.records() {
            return Err(NotDone::Forbidden(None));
        }
        let streams = command.order.streams().iter().filter_map(|stream| {
            let (entity, key) = stream.split_once('/')?;
            Some((entity, key.parse().ok()?))
        });
        for (entity, key) in command.order.record().into_iter().chain(streams) {
            allowed(who, region_of(view.world(), entity, key).map(Some))?;
        }
        let facts = decide(view.world(), command, &Context { today: view.today() })?;
        for fact in &facts {
            allowed(who, Some(fact.region))?;
        }
        let waits = shared::review::waits(who, view.world(), &facts, self.review.passing);
        Ok(Decision { at: view.head(), facts, waits })
    }

    /// Refuses a decision about records that have facts after a position up to which the sender knew them.
    fn unmoved(&self, decision: &Decision, seen: u64) -> Result<(), NotDone> {
        let mut moved: Vec<_> = {
            let view = self.follower.full();
            let is_newer = |fact: &&NewFact| {
                view.world().moved(fact.entity, fact.key).is_some_and(|position| position > seen)
            };
            decision.facts.iter().filter(is_newer).map(NewFact::stream).collect()
        };
        moved.dedup();
        if moved.is_empty() {
            return Ok(());
        }
        let conflicts: Result<_, _> = moved.into_iter().map(|stream| self.missed(stream, seen)).collect();
        Err(NotDone::Conflict(conflicts?))
    }

    fn missed(&self, stream: String, seen: u64) -> Result<Conflict, LogError> {
        let mut missed = self.log.stream(&stream, 0)?;
        let known = missed.iter().take_while(|f| f.position() <= seen).count();
        let version = u32::try_from(known).unwrap_or(u32::MAX);
        missed.drain(..known);
        Ok(Conflict { expected: Expected { stream, version }, missed })
    }
}

/// What follows from a command.
struct Decision {
    /// The position at which that was decided.
    at: u64,
    /// The facts; never none.
    facts: Vec<NewFact>,
    /// Whether somebody else has to pass them to the public.
    waits: bool,
}

/// Whether somebody may record what belongs to a region; nobody knows yet where a new record will belong.
fn allowed(who: Who, region: Option<Option<RegionCode>>) -> Result<(), NotDone> {
    let Some(region) = region else { return Ok(()) };
    match may(who, Action::Record, region, Audience::Public) {
        true => Ok(()),
        false => Err(NotDone::Forbidden(region)),
    }
}

impl Receipt {
    fn of(facts: Vec<Stored>, again: bool) -> Self {
        let position = facts.last().map_or(0, Stored::position);
        Self { position, events: facts.into_iter().map(|f| f.event).collect(), again }
    }
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk").field("head", &self.follower.head()).finish_non_exhaustive()
    }
}

/// An append of facts that were decided on the whole log, by nobody else meanwhile; nothing, if nothing happened.
#[must_use]
pub fn appended(facts: Vec<NewFact>, actor: &str) -> Option<Append> {
    let (expected, facts) = to_record(facts)?;
    Some(Append { command: None, actor: actor.to_owned(), expected, facts })
}

/// What the log is asked to record, and the versions the decision found; nothing, if nothing happened.
fn to_record(facts: Vec<NewFact>) -> Option<(Vec<Expected>, Facts)> {
    let mut expected: Vec<Expected> = Vec::new();
    for fact in &facts {
        let stream = fact.stream();
        // Facts of one stream count on from the first: that one's version was found in the world.
        if !expected.iter().any(|e| e.stream == stream) {
            expected.push(Expected { stream, version: fact.expected_version });
        }
    }
    let facts = facts.into_iter().map(unrecorded);
    Some((expected, Facts::new(facts.collect())?))
}

/// A fact as the log is asked to record it.
fn unrecorded(fact: NewFact) -> WireEvent {
    WireEvent {
        position: None,
        stream: fact.stream(),
        version: Some(fact.expected_version + 1),
        event_id: None,
        kind: fact.fact.kind().to_owned(),
        schema: shared::fact::SCHEMA,
        occurred_on: fact.occurred_on,
        recorded_at: None,
        actor: None,
        region: fact.region,
        audience: fact.audience,
        source: fact.source,
        payload: fact.fact.payload(),
    }
}
