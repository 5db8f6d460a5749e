//! Now and today: the only place where the program reads a clock to give facts their moment.

use std::time::{SystemTime, UNIX_EPOCH};

use shared::access::PublicWorld;
use shared::{Day, Stamp};

/// Where "today" comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    /// The civil day in China (UTC+8).
    #[default]
    Civil,
    /// The last day on which a public fact happened: the demonstration stands still on it until someone records more.
    LastFact,
}

impl Clock {
    /// This moment.
    #[must_use]
    pub fn now() -> Stamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Stamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }

    /// The day that is shown when none is asked for.
    #[must_use]
    pub fn today(self, world: &PublicWorld) -> Day {
        let last = || world.get().days().map(|(_, last)| last);
        match self {
            Clock::Civil => Self::now().day(),
            Clock::LastFact => last().unwrap_or_else(|| Self::now().day()),
        }
    }
}
