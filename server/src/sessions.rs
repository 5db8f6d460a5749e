//! Officials' sessions: a browser that showed the operator token is known by a cookie until it leaves or time runs out.
//!
//! The cookie's value is 256 random bits; only their SHA-256 is kept, and only in memory: whoever reads the memory of a
//! stopped server, or a copy of its data, cannot come back with it, and a restart ends every session. That is why this is
//! not `tower-sessions`: it keeps ids as they are, its store in memory has no bound, it knows nothing of open streams
//! that must end with their session, and it brings `rand`, `time` and a cookie jar for what is a map of digests here.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};
use tokio_util::sync::CancellationToken;

/// A session that nobody uses ends after this.
const IDLE: Duration = Duration::from_secs(8 * 3600);
/// Every session ends after this.
const LIFE: Duration = Duration::from_secs(24 * 3600);
/// Sessions that are open at a time; one more ends the longest unused.
const OPEN: usize = 256;

/// How long sessions last, and how many there are.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// From the last use to the end.
    pub idle: Duration,
    /// From the beginning to the end.
    pub life: Duration,
    /// Open at a time.
    pub open: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { idle: IDLE, life: LIFE, open: OPEN }
    }
}

/// What a browser keeps: 64 hexadecimal digits, told once and never printed.
pub struct Ticket(String);

impl Ticket {
    /// The digits.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Ticket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ticket")
    }
}

/// The open sessions.
#[derive(Debug, Default)]
pub struct Sessions {
    limits: Limits,
    open: Mutex<HashMap<[u8; 32], Arc<Session>>>,
}

/// An open session.
#[derive(Debug)]
pub struct Session {
    limits: Limits,
    began: Instant,
    /// When it was last used, ms after it began.
    used: AtomicU64,
    ended: CancellationToken,
}

impl Sessions {
    /// Sessions within other limits than the usual ones.
    #[must_use]
    pub fn within(limits: Limits) -> Self {
        Self { limits, open: Mutex::default() }
    }

    /// Begins a session.
    ///
    /// # Errors
    /// If the system has no random bits.
    pub fn begin(&self) -> Result<(Ticket, Arc<Session>), getrandom::Error> {
        let ticket = Ticket(random_digits()?);
        let (began, ended) = (Instant::now(), CancellationToken::new());
        let session = Arc::new(Session { limits: self.limits, began, used: AtomicU64::new(0), ended });
        let mut open = self.open();
        open.retain(|_, session| !session.is_over());
        while open.len() >= self.limits.open.max(1) {
            let unused = open.iter().min_by_key(|(_, session)| session.last_use()).map(|(digest, _)| *digest);
            let Some(unused) = unused else { break };
            end(&mut open, &unused);
        }
        open.insert(digest(ticket.reveal()), Arc::clone(&session));
        Ok((ticket, session))
    }

    /// The open session of a ticket.
    #[must_use]
    pub fn find(&self, ticket: &str) -> Option<Arc<Session>> {
        let digest = digest(ticket);
        let mut open = self.open();
        let session = Arc::clone(open.get(&digest)?);
        if session.is_over() {
            end(&mut open, &digest);
            return None;
        }
        Some(session)
    }

    /// Ends the session of a ticket, if it is open, with all its streams.
    pub fn end(&self, ticket: &str) {
        end(&mut self.open(), &digest(ticket));
    }

    fn open(&self) -> MutexGuard<'_, HashMap<[u8; 32], Arc<Session>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Session {
    /// Somebody did something: the idle limit counts from now. An open stream and a question who is in are no use.
    pub fn touch(&self) {
        let now = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.used.fetch_max(now, Ordering::Relaxed);
    }

    /// How long it lasts from now if nobody uses it.
    #[must_use]
    pub fn left(&self) -> Duration {
        self.until().saturating_duration_since(Instant::now())
    }

    /// Returns when it has ended or its time is over. Cancel safe.
    pub async fn over(&self) {
        while !self.is_over() {
            tokio::select! {
                () = self.ended.cancelled() => {}
                () = tokio::time::sleep_until(self.until().into()) => {}
            }
        }
    }

    fn is_over(&self) -> bool {
        self.ended.is_cancelled() || self.left().is_zero()
    }

    fn last_use(&self) -> Instant {
        self.began + Duration::from_millis(self.used.load(Ordering::Relaxed))
    }

    fn until(&self) -> Instant {
        (self.last_use() + self.limits.idle).min(self.began + self.limits.life)
    }
}

fn end(open: &mut HashMap<[u8; 32], Arc<Session>>, digest: &[u8; 32]) {
    if let Some(session) = open.remove(digest) {
        session.ended.cancel();
    }
}

fn digest(ticket: &str) -> [u8; 32] {
    Sha256::digest(ticket.as_bytes()).into()
}

fn random_digits() -> Result<String, getrandom::Error> {
    let mut bits = [0; 32];
    getrandom::fill(&mut bits)?;
    Ok(bits.iter().fold(String::with_capacity(64), |mut digits, byte| {
        let _infallible = write!(digits, "{byte:02x}");
        digits
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(60);
    const SHORT: Duration = Duration::from_millis(80);

    fn sessions(idle: Duration, life: Duration, open: usize) -> Sessions {
        Sessions::within(Limits { idle, life, open })
    }

    #[test]
    fn a_ticket_is_256_bits_and_only_its_digest_is_kept() {
        let sessions = Sessions::default();
        let (one, _) = sessions.begin().unwrap();
        let (other, _) = sessions.begin().unwrap();
        assert_ne!(one.reveal(), other.reveal());
        assert!(one.reveal().len() == 64 && one.reveal().bytes().all(|b| b.is_ascii_hexdigit()));
        assert!(sessions.find(one.reveal()).is_some());
        assert!(sessions.find("").is_none() && sessions.find(&one.reveal()[1..]).is_none());
        let kept = format!("{sessions:?} {one:?}");
        assert!(!kept.contains(one.reveal()), "{kept}");
        sessions.end(one.reveal());
        assert!(sessions.find(one.reveal()).is_none() && sessions.find(other.reveal()).is_some());
    }

    #[test]
    fn nobody_stays_for_ever() {
        let idle = sessions(SHORT * 3, LONG, 4);
        let (ticket, session) = idle.begin().unwrap();
        for _ in 0..6 {
            std::thread::sleep(SHORT);
            session.touch();
            assert!(idle.find(ticket.reveal()).is_some(), "in use");
        }
        std::thread::sleep(SHORT * 4);
        assert!(idle.find(ticket.reveal()).is_none(), "unused");
        let brief = sessions(LONG, SHORT, 4);
        let (ticket, session) = brief.begin().unwrap();
        std::thread::sleep(SHORT * 2);
        session.touch();
        assert!(brief.find(ticket.reveal()).is_none(), "old, though in use");
    }

    #[test]
    fn one_too_many_ends_the_longest_unused() {
        let sessions = sessions(LONG, LONG, 2);
        let (first, used) = sessions.begin().unwrap();
        let (second, unused) = sessions.begin().unwrap();
        std::thread::sleep(Duration::from_millis(5));
        used.touch();
        let (third, _) = sessions.begin().unwrap();
        assert!(sessions.find(first.reveal()).is_some() && sessions.find(third.reveal()).is_some());
        assert!(sessions.find(second.reveal()).is_none() && unused.is_over());
        assert_eq!(sessions.open().len(), 2);
    }

    #[tokio::test]
    async fn whoever_waits_for_the_end_is_told() {
        let brief = sessions(SHORT, LONG, 4);
        let (_, session) = brief.begin().unwrap();
        tokio::time::timeout(LONG / 6, session.over()).await.expect("its time is over");
        let long = sessions(LONG, LONG, 4);
        let (ticket, session) = long.begin().unwrap();
        assert!(tokio::time::timeout(SHORT, session.over()).await.is_err(), "it is open");
        long.end(ticket.reveal());
        tokio::time::timeout(LONG / 6, session.over()).await.expect("it was ended");
    }
}
