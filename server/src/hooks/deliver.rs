//! Telling one receiver, fact after fact in the order of the log: what was not taken is told again until it is, and whatever
//! comes meanwhile waits in the log.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use shared::Stamp;
use tokio_util::sync::CancellationToken;

use super::form::message;
use super::post::Post;
use super::receiver::Told;
use super::{Cursors, Failure, Hook, Pace};
use crate::clock::Clock;
use crate::follower::Follower;
use crate::log::{Log, LogError};

/// Positions that are read at once.
const PAGE: u64 = 500;
/// A place that moved by so many facts that are not for the receiver is worth writing down.
const WORTH_KEEPING: u64 = 1_000;
/// A log that does not answer is asked again after this long.
const AGAIN: Duration = Duration::from_secs(1);

/// Whoever tells one receiver.
pub(super) struct Courier {
    pub(super) hook: Arc<Hook>,
    pub(super) log: Arc<dyn Log>,
    pub(super) follower: Arc<Follower>,
    pub(super) cursors: Arc<dyn Cursors>,
    pub(super) pace: Pace,
    pub(super) stop: CancellationToken,
}

/// A page of the log, as far as it is for the receiver.
struct Page {
    facts: Vec<Told>,
    end: u64,
}

impl Courier {
    /// Tells the receiver of everything that is recorded, until told to stop or until it wants no more.
    pub(super) async fn deliver(self) {
        let mut head = self.follower.watch();
        let post = Arc::new(Post::to(&self.hook.receiver.allowed, &self.pace));
        let mut kept = self.hook.standing.position();
        loop {
            let known = *head.borrow_and_update();
            while self.hook.standing.position() < known {
                if self.round(&post, known, &mut kept).await.is_break() {
                    return;
                }
            }
            tokio::select! {
                () = self.stop.cancelled() => return,
                grown = head.changed() => if grown.is_err() { return },
            }
        }
    }

    async fn round(&self, post: &Arc<Post>, known: u64, kept: &mut u64) -> ControlFlow<()> {
        let page = match self.page(known).await {
            Ok(page) => page,
            Err(error) => {
                tracing::error!(%error, hook = self.hook.receiver.id, "the log does not answer; it is asked again");
                return self.rest(AGAIN).await;
            }
        };
        let mut facts = page.facts;
        while !facts.is_empty() {
            let rest = facts.split_off(facts.len().min(self.hook.receiver.form.at_once()));
            let batch = Arc::new(std::mem::replace(&mut facts, rest));
            self.hand_over(post, &batch).await?;
            let told = batch.last().and_then(|told| told.event.position);
            // The last of them stands for what is hidden behind it, too.
            self.keep(told.filter(|_| !facts.is_empty()).unwrap_or(page.end), kept).await;
            if self.hook.receiver.form.is_robot() {
                self.rest(self.pace.between).await?;
            }
        }
        self.hook.standing.moved(page.end);
        if page.end.saturating_sub(*kept) >= WORTH_KEEPING {
            self.keep(page.end, kept).await;
        }
        ControlFlow::Continue(())
    }

    async fn page(&self, known: u64) -> Result<Page, LogError> {
        let after = self.hook.standing.position();
        let end = known.min(after.saturating_add(PAGE));
        let (log, hook) = (Arc::clone(&self.log), Arc::clone(&self.hook));
        let read = tokio::task::spawn_blocking(move || {
            let stored = log.read(after, usize::try_from(end - after).unwrap_or(usize::MAX))?;
            let facts = stored.into_iter().filter_map(|stored| hook.receiver.told(stored)).collect();
            Ok(Page { facts, end })
        });
        read.await.map_err(|e| LogError::Unavailable(e.to_string())).flatten()
    }

    /// Tells of some facts, as often as it takes.
    async fn hand_over(&self, post: &Arc<Post>, facts: &Arc<Vec<Told>>) -> ControlFlow<()> {
        let (id, standing) = (self.hook.receiver.id.as_str(), &self.hook.standing);
        loop {
            let (failure, asked) = match self.attempt(post, facts).await {
                Ok(()) => {
                    let failures = standing.succeeded();
                    if failures > 0 {
                        tracing::info!(hook = id, failures, "a receiver is told again");
                    }
                    return ControlFlow::Continue(());
                }
                Err(failed) => failed,
            };
            let failures = standing.failed(failure);
            if failure == Failure::Gone {
                tracing::warn!(hook = id, %failure, "a receiver is told no more");
                return ControlFlow::Break(());
            }
            let wait = self.pace.wait(failures, asked);
            tracing::warn!(hook = id, %failure, failures, ?wait, "a message did not arrive; it is sent again");
            standing.waits(wait);
            self.rest(wait).await?;
        }
    }

    async fn attempt(
        &self,
        post: &Arc<Post>,
        facts: &Arc<Vec<Told>>,
    ) -> Result<(), (Failure, Option<Duration>)> {
        let (hook, post, facts) = (Arc::clone(&self.hook), Arc::clone(post), Arc::clone(facts));
        let follower = Arc::clone(&self.follower);
        let sent = tokio::task::spawn_blocking(move || {
            let Hook { receiver, .. } = &*hook;
            let now: Stamp = Clock::now();
            // Made before the connection is: nobody waits for a receiver while holding the world.
            let message = message(receiver, &facts, follower.public().world().get(), now);
            let answer = post.send(&message, receiver.form.is_robot()).map_err(|failure| (failure, None))?;
            receiver.form.judge(&answer).map_err(|failure| (failure, answer.retry_after))
        });
        sent.await.unwrap_or(Err((Failure::Unreachable, None)))
    }

    /// Writes down how far the receiver was told. What cannot be written is told again after a restart.
    async fn keep(&self, position: u64, kept: &mut u64) {
        self.hook.standing.moved(position);
        let (cursors, hook) = (Arc::clone(&self.cursors), Arc::clone(&self.hook));
        let put = tokio::task::spawn_blocking(move || cursors.put(&hook.receiver.id, position)).await;
        match put.map_err(|e| LogError::Unavailable(e.to_string())).flatten() {
            Ok(()) => *kept = position,
            Err(error) => {
                tracing::error!(%error, hook = self.hook.receiver.id, "a receiver's place was not written down")
            }
        }
    }

    async fn rest(&self, wait: Duration) -> ControlFlow<()> {
        tokio::select! {
            () = self.stop.cancelled() => ControlFlow::Break(()),
            () = tokio::time::sleep(wait) => ControlFlow::Continue(()),
        }
    }
}
