//! How fast: between messages, and between attempts. The wait doubles with every failure and is never quite the same, so that
//! receivers that come back are not met by everybody at once.

use std::time::Duration;

/// However long a receiver asks to be left alone, it is tried again after this.
const LONGEST_ASKED: Duration = Duration::from_secs(3600);

/// How fast.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// The wait after the first failure.
    pub first: Duration,
    /// No wait is longer, unless the receiver asks.
    pub most: Duration,
    /// Between two messages to a robot: their groups take 20 a minute.
    pub between: Duration,
    /// Whoever has not answered by then is not there.
    pub patience: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            first: Duration::from_secs(1),
            most: Duration::from_secs(600),
            between: Duration::from_secs(3),
            patience: Duration::from_secs(10),
        }
    }
}

impl Pace {
    /// The wait after so many failures in a row, of a receiver that may have asked for one.
    #[must_use]
    pub fn wait(&self, failures: u32, asked: Option<Duration>) -> Duration {
        let doubled = self.first.saturating_mul(1 << failures.saturating_sub(1).min(20)).min(self.most);
        let own = doubled.div_f64(2.0) + doubled.mul_f64(chance() / 2.0);
        own.max(asked.unwrap_or_default().min(LONGEST_ASKED))
    }
}

/// From 0 to 1; without random bits always 1.
fn chance() -> f64 {
    let mut bits = [0; 4];
    getrandom::fill(&mut bits).map_or(1.0, |()| f64::from(u32::from_le_bytes(bits)) / f64::from(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest_and_are_not_all_alike() {
        let pace = Pace::default();
        for (failures, most) in [(1, 1), (2, 2), (5, 16), (10, 512), (11, 600), (4_000_000, 600)] {
            let waits: Vec<_> = (0..50).map(|_| pace.wait(failures, None)).collect();
            let most = Duration::from_secs(most);
            assert!(waits.iter().all(|wait| (most / 2..=most).contains(wait)), "{failures}: {waits:?}");
            assert!(waits.iter().any(|wait| *wait != waits[0]), "{failures}");
        }
    }

    #[test]
    fn a_receiver_that_asks_for_time_gets_it_within_reason() {
        let pace = Pace::default();
        assert_eq!(pace.wait(1, Some(Duration::from_secs(120))), Duration::from_secs(120));
        assert_eq!(pace.wait(1, Some(Duration::from_secs(86_400))), LONGEST_ASKED);
        assert!(pace.wait(9, Some(Duration::from_secs(1))) > Duration::from_secs(60));
    }
}
