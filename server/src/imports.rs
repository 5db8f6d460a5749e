//! Files that were sent to be looked at before they are recorded: each waits a while for its sender's yes.
//!
//! They lie in memory alone. A server that starts anew has forgotten them, and nothing is lost: nothing of them was
//! recorded, and the sender still has the file.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::sheets::{Preview, Progress, Wrong};

/// A file waits so long.
const WAIT: Duration = Duration::from_secs(30 * 60);
/// So many files wait at a time, and so many of one sender.
const MOST: usize = 16;
const MOST_OF_ONE: usize = 4;

/// A file that was sent.
#[derive(Debug)]
pub struct Import {
    /// Its id.
    pub id: String,
    /// Who sent it: what the log calls them. Nobody else learns of it.
    pub owner: String,
    /// How far it was read.
    pub progress: Progress,
    state: Mutex<State>,
    since: Instant,
}

/// What became of it.
#[derive(Clone, Debug)]
pub enum State {
    /// It is being read.
    Reading,
    /// It was read.
    Ready(Arc<Preview>),
    /// It cannot be read.
    Failed(Wrong),
    /// It was recorded: the last position, and how many facts.
    Recorded {
        /// The last position of it.
        position: u64,
        /// How many facts.
        facts: usize,
    },
}

impl Import {
    /// What became of it.
    #[must_use]
    pub fn state(&self) -> State {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Something else became of it.
    pub fn becomes(&self, state: State) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = state;
    }
}

/// All that wait.
#[derive(Debug, Default)]
pub struct Imports(Mutex<BTreeMap<String, Arc<Import>>>);

impl Imports {
    /// A file was sent; none if too many wait.
    #[must_use]
    pub fn begin(&self, id: String, owner: String) -> Option<Arc<Import>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, import| import.since.elapsed() < WAIT);
        let mut own: Vec<_> =
            all.values().filter(|i| i.owner == owner).map(|i| (i.since, i.id.clone())).collect();
        own.sort();
        // Whoever looks at another file has done with the first.
        while own.len() >= MOST_OF_ONE {
            let (_, oldest) = own.remove(0);
            if let Some(import) = all.remove(&oldest) {
                import.progress.cancel();
            }
        }
        if all.len() >= MOST {
            return None;
        }
        let import = Arc::new(Import {
            id: id.clone(),
            owner,
            progress: Progress::default(),
            state: Mutex::new(State::Reading),
            since: Instant::now(),
        });
        all.insert(id, Arc::clone(&import));
        Some(import)
    }

    /// A file of a sender.
    #[must_use]
    pub fn find(&self, id: &str, owner: &str) -> Option<Arc<Import>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(id).filter(|import| import.owner == owner && import.since.elapsed() < WAIT).cloned()
    }

    /// Forgets a file of a sender; whether there was one.
    pub fn forget(&self, id: &str, owner: &str) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_theirs = all.get(id).is_some_and(|import| import.owner == owner);
        if is_theirs && let Some(import) = all.remove(id) {
            import.progress.cancel();
        }
        is_theirs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_its_senders_alone_and_the_oldest_makes_room() {
        let imports = Imports::default();
        for n in 0..6 {
            assert!(imports.begin(format!("a{n}"), "u-1".into()).is_some());
        }
        let (first, last) = (imports.find("a0", "u-1"), imports.find("a5", "u-1"));
        assert!(first.is_none() && last.is_some() && imports.find("a5", "u-2").is_none());
        assert!(!imports.forget("a5", "u-2") && imports.forget("a5", "u-1"));
        assert!(last.is_some_and(|import| import.progress.go_on().is_err()));
    }
}
