//! Wrong tokens and passwords: so many from one address, so many for one name, and so many in all, then nobody there is
//! listened to for a while.
//!
//! Nobody guesses 32 characters. This keeps a server from working for those who try, a password from being guessed, and a
//! token that was partly seen over a shoulder from being completed.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::HeaderMap;

/// How long a wrong token counts.
const WINDOW: Duration = Duration::from_secs(600);
/// Wrong tokens from one address within that time.
const FROM_ONE: u32 = 10;
/// Wrong tokens from all addresses together.
const FROM_ALL: u32 = 200;
/// Addresses that are remembered. Beyond, the oldest is forgotten; the sum still counts it.
const ADDRESSES: usize = 4_096;

/// Where a connection comes from.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// Who sends a request: the connection's address; behind a reverse proxy on this machine, the one that it names.
///
/// The last address of `X-Forwarded-For` is what the proxy itself saw; those before it anybody can invent. Of IPv6 the
/// network counts: one house has as many addresses as it likes.
#[must_use]
pub fn sender(peer: Option<Peer>, headers: &HeaderMap) -> IpAddr {
    let peer = peer.map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |peer| peer.0).to_canonical();
    let named = || {
        let line = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
        line.rsplit(',').next()?.trim().parse::<IpAddr>().ok()
    };
    let sender = if peer.is_loopback() { named().unwrap_or(peer) } else { peer };
    match sender.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
        v4 @ IpAddr::V4(_) => v4,
    }
}

/// Wrong tokens and passwords, counted by where they come from, or by the name that they were given for.
#[derive(Debug)]
pub struct Throttle<K> {
    wrong: Mutex<Wrong<K>>,
}

#[derive(Debug)]
struct Wrong<K> {
    all: Option<Count>,
    by: HashMap<K, Count>,
}

impl<K> Default for Throttle<K> {
    fn default() -> Self {
        Self { wrong: Mutex::new(Wrong { all: None, by: HashMap::new() }) }
    }
}

#[derive(Clone, Copy, Debug)]
struct Count {
    since: Instant,
    times: u32,
}

impl Count {
    /// How long it still counts.
    fn left(&self, now: Instant) -> Duration {
        (self.since + WINDOW).saturating_duration_since(now)
    }

    fn and_one(before: Option<Self>, now: Instant) -> Self {
        match before.filter(|count| !count.left(now).is_zero()) {
            Some(count) => Self { times: count.times.saturating_add(1), ..count },
            None => Self { since: now, times: 1 },
        }
    }
}

impl<K: Clone + Eq + Hash> Throttle<K> {
    /// How long one must wait; none if it may try.
    #[must_use]
    pub fn wait(&self, sender: &K, now: Instant) -> Option<Duration> {
        let wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |count: Option<&Count>, most| {
            count
                .filter(|count| count.times >= most)
                .map(|count| count.left(now))
                .filter(|left| !left.is_zero())
        };
        full(wrong.by.get(sender), FROM_ONE).max(full(wrong.all.as_ref(), FROM_ALL))
    }

    /// A wrong one came.
    pub fn wrong(&self, sender: &K, now: Instant) {
        let mut wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        wrong.all = Some(Count::and_one(wrong.all, now));
        let count = Count::and_one(wrong.by.get(sender).copied(), now);
        if wrong.by.len() >= ADDRESSES && !wrong.by.contains_key(sender) {
            wrong.by.retain(|_, count| !count.left(now).is_zero());
            let oldest =
                wrong.by.iter().min_by_key(|(_, count)| count.since).map(|(address, _)| address.clone());
            if let Some(oldest) = oldest.filter(|_| wrong.by.len() >= ADDRESSES) {
                wrong.by.remove(&oldest);
            }
        }
        wrong.by.insert(sender.clone(), count);
    }

    /// The right one came: what was wrong before was a slip.
    pub fn right(&self, sender: &K) {
        self.wrong.lock().unwrap_or_else(PoisonError::into_inner).by.remove(sender);
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn address(n: u32) -> IpAddr {
        IpAddr::from(n.to_be_bytes())
    }

    #[test]
    fn whoever_keeps_trying_waits_and_others_do_not() {
        let (throttle, now) = (Throttle::default(), Instant::now());
        for _ in 0..FROM_ONE {
            assert_eq!(throttle.wait(&address(1), now), None);
            throttle.wrong(&address(1), now);
        }
        assert_eq!(throttle.wait(&address(1), now), Some(WINDOW));
        assert_eq!(throttle.wait(&address(2), now), None);
        assert_eq!(throttle.wait(&address(1), now + WINDOW), None);
        throttle.wrong(&address(1), now + WINDOW);
        assert_eq!(throttle.wait(&address(1), now + WINDOW), None, "counted anew");
        for _ in 1..FROM_ONE {
            throttle.wrong(&address(3), now);
        }
        throttle.right(&address(3));
        throttle.wrong(&address(3), now);
        assert_eq!(throttle.wait(&address(3), now), None);
    }

    #[test]
    fn many_addresses_together_wait_and_take_no_more_memory() {
        let (throttle, now) = (Throttle::default(), Instant::now());
        for n in 0..FROM_ALL {
            assert_eq!(throttle.wait(&address(n), now), None);
            throttle.wrong(&address(n), now);
        }
        assert_eq!(throttle.wait(&address(u32::MAX), now), Some(WINDOW));
        for n in 0..2 * ADDRESSES as u32 {
            throttle.wrong(&address(n), now);
        }
        assert_eq!(throttle.wrong.lock().unwrap().by.len(), ADDRESSES);
        assert_eq!(throttle.wait(&address(u32::MAX), now + WINDOW), None);
    }

    #[test]
    fn only_a_proxy_on_this_machine_is_believed() {
        let from = |peer: &str, lines: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append("x-forwarded-for", HeaderValue::from_static(line));
            }
            sender(Some(Peer(peer.parse().unwrap())), &headers).to_string()
        };
        assert_eq!(from("192.0.2.7", &[]), "192.0.2.7");
        assert_eq!(from("192.0.2.7", &["198.51.100.1"]), "192.0.2.7");
        assert_eq!(from("127.0.0.1", &["198.51.100.1, 203.0.113.9"]), "203.0.113.9");
        assert_eq!(from("::ffff:127.0.0.1", &["198.51.100.1", "203.0.113.9"]), "203.0.113.9");
        assert_eq!(from("127.0.0.1", &["nonsense"]), "127.0.0.1");
        assert_eq!(from("2001:db8:1:2:3:4:5:6", &[]), "2001:db8:1:2::");
    }
}
