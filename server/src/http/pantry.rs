//! Answers that may be asked for again, kept in bounded memory; the longest unused go first.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;

/// Encoded answers under labels.
#[derive(Debug)]
pub struct Pantry<L> {
    room: usize,
    shelves: Mutex<Shelves<L>>,
}

#[derive(Debug)]
struct Shelves<L> {
    jars: HashMap<L, Jar>,
    /// Labels by when they were last used.
    used: BTreeMap<u64, L>,
    now: u64,
    held: usize,
}

#[derive(Debug)]
struct Jar {
    bytes: Bytes,
    used: u64,
}

impl<L: Hash + Eq + Clone> Pantry<L> {
    /// An empty pantry with room for so many bytes.
    #[must_use]
    pub fn with_room(room: usize) -> Self {
        let shelves = Shelves { jars: HashMap::new(), used: BTreeMap::new(), now: 0, held: 0 };
        Self { room, shelves: Mutex::new(shelves) }
    }

    /// What is kept under a label.
    #[must_use]
    pub fn get(&self, label: &L) -> Option<Bytes> {
        let mut shelves = self.shelves.lock().unwrap_or_else(PoisonError::into_inner);
        let Shelves { jars, used, now, .. } = &mut *shelves;
        let jar = jars.get_mut(label)?;
        used.remove(&jar.used);
        *now += 1;
        jar.used = *now;
        used.insert(*now, label.clone());
        Some(jar.bytes.clone())
    }

    /// Keeps bytes under a label. What is larger than an eighth of the room is not kept: it would push out all else.
    pub fn put(&self, label: L, bytes: Bytes) {
        if bytes.len() > self.room / 8 {
            return;
        }
        let mut shelves = self.shelves.lock().unwrap_or_else(PoisonError::into_inner);
        shelves.remove(&label);
        shelves.now += 1;
        shelves.held += bytes.len();
        let now = shelves.now;
        shelves.used.insert(now, label.clone());
        shelves.jars.insert(label, Jar { bytes, used: now });
        while shelves.held > self.room {
            let Some((_, oldest)) = shelves.used.pop_first() else { break };
            shelves.remove(&oldest);
        }
    }
}

impl<L: Hash + Eq> Shelves<L> {
    fn remove(&mut self, label: &L) {
        if let Some(jar) = self.jars.remove(label) {
            self.used.remove(&jar.used);
            self.held -= jar.bytes.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_unused_goes_first() {
        let pantry = Pantry::with_room(100);
        for label in 0..10 {
            pantry.put(label, Bytes::from(vec![0; 10]));
        }
        assert!(pantry.get(&0).is_some());
        pantry.put(10, Bytes::from(vec![0; 10]));
        assert!(pantry.get(&0).is_some(), "just used");
        assert!(pantry.get(&1).is_none(), "the longest unused");
        pantry.put(11, Bytes::from(vec![0; 13]));
        assert!(pantry.get(&11).is_none(), "too large to be kept");
        pantry.put(0, Bytes::from(vec![1; 5]));
        assert_eq!(pantry.get(&0).unwrap().len(), 5);
    }
}
