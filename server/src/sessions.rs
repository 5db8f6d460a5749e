//! Officials' sessions: a browser that showed a password or the operator token is known by a cookie until it leaves or time
//! runs out.
//!
//! The cookie's value is 256 random bits; only their SHA-256 is kept, and only in memory: whoever reads the memory of a
//! stopped server, or a copy of its data, cannot come back with it, and a restart ends every session. That is why this is
//! not `tower-sessions`: it keeps ids as they are, its store in memory has no bound, it knows nothing of open streams
//! that must end with their session, and it brings `rand`, `time` and a cookie jar for what is a map of digests here.

use std::collections::HashMap;
use std::fmt::Write;
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};
use shared::access::Who;
use shared::{Key, Stamp};
use tokio_util::sync::CancellationToken;

use crate::accounts::Account;
use crate::clock::Clock;

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
    numbers: AtomicU64,
}

/// Whose a session is.
#[derive(Clone, Debug)]
pub enum Holder {
    /// Whoever showed the operator token.
    Operator,
    /// An official, as the account was when the session began.
    Account(Account),
}

impl Holder {
    /// Who that is, to `may`.
    #[must_use]
    pub fn who(&self) -> Who {
        match self {
            Holder::Operator => Who::Operator,
            Holder::Account(account) => account.who(),
        }
    }

    /// The account.
    #[must_use]
    pub fn account(&self) -> Option<&Account> {
        match self {
            Holder::Operator => None,
            Holder::Account(account) => Some(account),
        }
    }

    fn id(&self) -> Option<Key> {
        self.account().map(|account| account.id)
    }
}

/// An open session.
#[derive(Debug)]
pub struct Session {
    /// Its number, by which its owner ends it. No secret.
    pub number: u64,
    /// Whose it is.
    pub holder: Holder,
    /// When it began.
    pub began_at: Stamp,
    /// Where from.
    pub from: Option<IpAddr>,
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
        Self { limits, ..Self::default() }
    }

    /// Begins a session.
    ///
    /// # Errors
    /// If the system has no random bits.
    pub fn begin(
        &self,
        holder: Holder,
        from: Option<IpAddr>,
    ) -> Result<(Ticket, Arc<Session>), getrandom::Error> {
        let ticket = Ticket(random_digits()?);
        let session = Arc::new(Session {
            number: self.numbers.fetch_add(1, Ordering::Relaxed) + 1,
            holder,
            began_at: Clock::now(),
            from,
            limits: self.limits,
            began: Instant::now(),
            used: AtomicU64::new(0),
            ended: CancellationToken::new(),
        });
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

    /// The open sessions of an account, the oldest first.
    #[must_use]
    pub fn of(&self, id: Key) -> Vec<Arc<Session>> {
        let open = self.open();
        let theirs = open.values().filter(|session| session.holder.id() == Some(id) && !session.is_over());
        let mut theirs: Vec<_> = theirs.cloned().collect();
        theirs.sort_by_key(|session| session.number);
        theirs
    }

    /// Ends the sessions that somebody judges over; how many there were.
    pub fn end_where(&self, is_over: impl Fn(&Session) -> bool) -> usize {
        let mut open = self.open();
        let over: Vec<_> =
            open.iter().filter(|(_, session)| is_over(session)).map(|(digest, _)| *digest).collect();
        over.iter().for_each(|digest| end(&mut open, digest));
        over.len()
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

    /// When it was last used.
    #[must_use]
    pub fn used_at(&self) -> Stamp {
        let after = i64::try_from(self.used.load(Ordering::Relaxed)).unwrap_or(i64::MAX);
        Stamp::from_micros(self.began_at.micros().saturating_add(after.saturating_mul(1000)))
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

/// What is kept of a ticket.
pub(crate) fn digest(ticket: &str) -> [u8; 32] {
    Sha256::digest(ticket.as_bytes()).into()
}

/// 256 random bits, as 64 hexadecimal digits.
///
/// # Errors
/// If the system has none.
pub(crate) fn random_digits() -> Result<String, getrandom::Error> {
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
        let (one, _) = sessions.begin(Holder::Operator, None).unwrap();
        let (other, _) = sessions.begin(Holder::Operator, None).unwrap();
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
        let (ticket, session) = idle.begin(Holder::Operator, None).unwrap();
        for _ in 0..6 {
            std::thread::sleep(SHORT);
            session.touch();
            assert!(idle.find(ticket.reveal()).is_some(), "in use");
        }
        std::thread::sleep(SHORT * 4);
        assert!(idle.find(ticket.reveal()).is_none(), "unused");
        let brief = sessions(LONG, SHORT, 4);
        let (ticket, session) = brief.begin(Holder::Operator, None).unwrap();
        std::thread::sleep(SHORT * 2);
        session.touch();
        assert!(brief.find(ticket.reveal()).is_none(), "old, though in use");
    }

    #[test]
    fn one_too_many_ends_the_longest_unused() {
        let sessions = sessions(LONG, LONG, 2);
        let (first, used) = sessions.begin(Holder::Operator, None).unwrap();
        let (second, unused) = sessions.begin(Holder::Operator, None).unwrap();
        std::thread::sleep(Duration::from_millis(5));
        used.touch();
        let (third, _) = sessions.begin(Holder::Operator, None).unwrap();
        assert!(sessions.find(first.reveal()).is_some() && sessions.find(third.reveal()).is_some());
        assert!(sessions.find(second.reveal()).is_none() && unused.is_over());
        assert_eq!(sessions.open().len(), 2);
    }

    #[test]
    fn officials_find_and_end_their_own() {
        let account = |id: &str| Account {
            id: id.parse().unwrap(),
            name: id.to_owned(),
            role: shared::access::Role::Editor,
            region: shared::RegionCode::DEHONG,
            must_change: false,
            ended: false,
            way: crate::accounts::Way::Password,
        };
        let sessions = sessions(LONG, LONG, 8);
        let begin = |id| sessions.begin(Holder::Account(account(id)), None).unwrap();
        let ((one, first), (_, second), (other, _)) = (begin("u-1"), begin("u-1"), begin("u-2"));
        let (operator, _) = sessions.begin(Holder::Operator, None).unwrap();
        let numbers =
            |id: &str| sessions.of(id.parse().unwrap()).iter().map(|s| s.number).collect::<Vec<_>>();
        assert_eq!(numbers("u-1"), [first.number, second.number]);
        assert_eq!(sessions.end_where(|session| session.number == second.number), 1);
        assert_eq!((numbers("u-1"), numbers("u-2").len(), numbers("u-3").len()), (vec![first.number], 1, 0));
        assert!(second.is_over() && sessions.find(one.reveal()).is_some());
        let of_one = |session: &Session| session.holder.account().is_some_and(|a| a.id.as_str() == "u-1");
        assert_eq!(sessions.end_where(of_one), 1);
        assert!(sessions.find(one.reveal()).is_none());
        assert!(sessions.find(other.reveal()).is_some() && sessions.find(operator.reveal()).is_some());
    }

    #[tokio::test]
    async fn whoever_waits_for_the_end_is_told() {
        let brief = sessions(SHORT, LONG, 4);
        let (_, session) = brief.begin(Holder::Operator, None).unwrap();
        tokio::time::timeout(LONG / 6, session.over()).await.expect("its time is over");
        let long = sessions(LONG, LONG, 4);
        let (ticket, session) = long.begin(Holder::Operator, None).unwrap();
        assert!(tokio::time::timeout(SHORT, session.over()).await.is_err(), "it is open");
        long.end(ticket.reveal());
        tokio::time::timeout(LONG / 6, session.over()).await.expect("it was ended");
    }
}
