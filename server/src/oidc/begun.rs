//! Sign-ins that were begun, until the browser comes back or too much time has passed.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use shared::Lang;
use subtle::ConstantTimeEq;

use crate::sessions::digest;

/// From one address, at a time: one more forgets its oldest.
const FROM_ONE: usize = 64;
/// In all.
const IN_ALL: usize = 4_096;

/// A sign-in on its way.
pub(super) struct Flow {
    /// The digest of what the browser keeps.
    browser: [u8; 32],
    /// What the token must say.
    pub(super) nonce: String,
    /// What the provider was shown the digest of.
    pub(super) verifier: String,
    /// The reader's language.
    pub(super) lang: Option<Lang>,
    from: IpAddr,
    since: Instant,
}

impl Flow {
    pub(super) fn of(
        ticket: &str,
        nonce: String,
        verifier: String,
        from: IpAddr,
        lang: Option<Lang>,
    ) -> Self {
        Self { browser: digest(ticket), nonce, verifier, lang, from, since: Instant::now() }
    }

    /// Whether the browser with this ticket began it.
    pub(super) fn is_of(&self, ticket: &str) -> bool {
        self.browser.ct_eq(&digest(ticket)).into()
    }
}

impl std::fmt::Debug for Flow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Flow")
    }
}

/// Those that were begun, by the digest of their state.
#[derive(Debug)]
pub(super) struct Begun {
    life: Duration,
    flows: Mutex<HashMap<[u8; 32], Flow>>,
}

impl Begun {
    pub(super) fn kept_for(life: Duration) -> Self {
        Self { life, flows: Mutex::default() }
    }

    pub(super) fn keep(&self, state: &str, flow: Flow, now: Instant) {
        let mut flows = self.flows.lock().unwrap_or_else(PoisonError::into_inner);
        flows.retain(|_, flow| now.saturating_duration_since(flow.since) < self.life);
        let theirs = flows.values().filter(|other| other.from == flow.from).count();
        let oldest = match (theirs >= FROM_ONE, flows.len() >= IN_ALL) {
            (true, _) => {
                flows.iter().filter(|(_, other)| other.from == flow.from).min_by_key(|(_, f)| f.since)
            }
            (false, true) => flows.iter().min_by_key(|(_, flow)| flow.since),
            (false, false) => None,
        };
        if let Some(oldest) = oldest.map(|(state, _)| *state) {
            flows.remove(&oldest);
        }
        flows.insert(digest(state), flow);
    }

    /// Takes one out: it is finished once.
    pub(super) fn take(&self, state: &str) -> Option<Flow> {
        let flow = self.flows.lock().unwrap_or_else(PoisonError::into_inner).remove(&digest(state))?;
        (flow.since.elapsed() < self.life).then_some(flow)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(from: u32) -> Flow {
        Flow::of("ticket", "nonce".into(), "verifier".into(), IpAddr::from(from.to_be_bytes()), None)
    }

    #[test]
    fn what_was_begun_is_finished_once_in_time_and_by_its_browser() {
        let begun = Begun::kept_for(Duration::from_secs(60));
        begun.keep("state", flow(1), Instant::now());
        let taken = begun.take("state").unwrap();
        assert!(taken.is_of("ticket") && !taken.is_of("other"));
        assert!(begun.take("state").is_none() && begun.take("").is_none());
        let brief = Begun::kept_for(Duration::ZERO);
        brief.keep("state", flow(1), Instant::now());
        assert!(brief.take("state").is_none());
    }

    #[test]
    fn whoever_begins_many_forgets_their_own_and_no_more_memory_is_taken() {
        let begun = Begun::kept_for(Duration::from_secs(60));
        begun.keep("somebody else", flow(2), Instant::now());
        for n in 0..2 * FROM_ONE {
            begun.keep(&n.to_string(), flow(1), Instant::now());
        }
        assert_eq!(begun.flows.lock().unwrap().len(), FROM_ONE + 1);
        assert!(begun.take("0").is_none() && begun.take("somebody else").is_some());
        for n in 0..2 * IN_ALL {
            begun.keep(&n.to_string(), flow(n as u32), Instant::now());
        }
        assert_eq!(begun.flows.lock().unwrap().len(), IN_ALL);
    }
}
