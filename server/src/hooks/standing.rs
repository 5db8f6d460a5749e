//! How it stands with a receiver: what administrators are shown.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use shared::Stamp;

use super::Failure;
use crate::clock::Clock;

/// How it stands with a receiver, as it changes.
#[derive(Debug)]
pub struct Standing(Mutex<State>);

/// How it stands with a receiver at a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// Everything up to this position was told, or is not for the receiver.
    pub position: u64,
    /// When a message arrived last, since the server was started.
    pub last_success: Option<Stamp>,
    /// When and why one did not, since then.
    pub last_failure: Option<(Stamp, Failure)>,
    /// Failures since the last success.
    pub failures: u32,
    /// When the next attempt comes, while there is something to be told again.
    pub next_attempt: Option<Stamp>,
    /// The receiver wants no more.
    pub is_over: bool,
}

impl Standing {
    pub(super) fn at(position: u64) -> Self {
        Self(Mutex::new(State { position, ..State::default() }))
    }

    /// As it is now.
    #[must_use]
    pub fn now(&self) -> State {
        self.state().clone()
    }

    pub(super) fn position(&self) -> u64 {
        self.state().position
    }

    pub(super) fn moved(&self, position: u64) {
        let mut state = self.state();
        state.position = state.position.max(position);
    }

    /// A message arrived; answers how many failures that ends.
    pub(super) fn succeeded(&self) -> u32 {
        let mut state = self.state();
        state.last_success = Some(Clock::now());
        state.next_attempt = None;
        std::mem::take(&mut state.failures)
    }

    /// A message did not arrive; answers how many failures in a row that makes.
    pub(super) fn failed(&self, failure: Failure) -> u32 {
        let mut state = self.state();
        state.last_failure = Some((Clock::now(), failure));
        state.failures = state.failures.saturating_add(1);
        state.is_over = failure == Failure::Gone;
        state.failures
    }

    pub(super) fn waits(&self, wait: Duration) {
        let later = i64::try_from(wait.as_micros()).unwrap_or(i64::MAX);
        self.state().next_attempt = Some(Stamp::from_micros(Clock::now().micros().saturating_add(later)));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
