//! The follower: holds what the log adds up to, and keeps up with it.
//!
//! Two worlds are folded, that of all facts and that of the public ones (`PublicWorld`, a type of its own, so that a
//! public handler cannot reach the other). They stand behind one `RwLock`: a fact is folded in about a microsecond, so
//! the writer holds it for a moment even in a burst, and a reader sees both worlds at the same position without copying
//! anything. A copy per fact would cost milliseconds with 100,000 units. In return **readers must be brief**: take a
//! view, compute, drop it. A view cannot be held over an `await` (the guard is not `Send`), and commits never wait for
//! it: the log's writer is another thread. Whoever needs long (an "as we knew it" view) takes `public_as_known`.

mod follow;
mod load;
pub mod snapshot;

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

use shared::access::{self, PublicWorld, Sight};
use shared::census::Census;
use shared::{Day, Envelope, Fact, Key, RegionCode, Stamp, World};
use tokio::sync::watch;

use crate::clock::Clock;
use crate::live::Ring;

pub use follow::follow;
pub use load::Unfollowable;

/// Facts that are folded under one hold of the lock: readers wait for at most about a millisecond.
const FACTS_A_STEP: usize = 512;
/// Public facts of which it is remembered which record they touched, for indexes that keep up record by record.
const TOUCHED: usize = 16_384;
/// "As we knew it" worlds that are kept for the next request.
const REMEMBERED: usize = 4;

/// What the log adds up to, now.
#[derive(Debug)]
pub struct Follower {
    worlds: RwLock<Worlds>,
    head: watch::Sender<u64>,
    clock: Clock,
    as_known: Mutex<Vec<(Stamp, u64, Arc<PublicAsKnown>)>>,
    /// The last position that is in a snapshot.
    saved: AtomicU64,
    /// Every fact as everyone may see it.
    public_ring: Arc<Ring>,
    /// What officials may see, for each set of them that sees the same.
    rings: Mutex<BTreeMap<Sight, Arc<Ring>>>,
}

/// The two worlds, at the same position.
#[derive(Debug, Default)]
pub struct Worlds {
    both: access::Worlds,
    census: Arc<Census>,
    /// Whether targets changed since the census was taken.
    stale: bool,
    /// The records that the last public facts touched, with the position of each fact.
    touched: VecDeque<(u64, &'static str, Key)>,
    /// The position of the last public fact that is no longer among them.
    forgotten: u64,
}

/// What everyone may see, as it was known at a moment.
#[derive(Clone, Debug)]
pub struct PublicAsKnown {
    /// The public world as it was known then.
    pub world: PublicWorld,
    /// The targets as counts, as they were known then.
    pub census: Census,
}

impl Worlds {
    /// Takes in facts. Call `settle` after the last ones.
    pub fn apply_all(&mut self, facts: &[Envelope]) {
        self.stale |= facts.iter().any(|fact| matches!(fact.fact, Fact::Target(_)));
        self.both.apply_all(facts);
        facts.iter().filter(|fact| access::is_public(fact)).for_each(|fact| self.touch(fact));
    }

    fn touch(&mut self, fact: &Envelope) {
        if self.touched.len() == TOUCHED
            && let Some((position, ..)) = self.touched.pop_front()
        {
            self.forgotten = position;
        }
        self.touched.push_back((fact.position, fact.fact.entity(), fact.key));
    }

    /// Nothing more is known up to a position: only the position moves.
    pub fn pass_over(&mut self, position: u64) {
        self.both.pass_over(position);
    }

    /// Brings up to date what is not worked out fact by fact.
    pub fn settle(&mut self) {
        if std::mem::take(&mut self.stale) {
            self.census = Arc::new(Census::of(self.full()));
        }
    }

    /// The world of all facts.
    #[must_use]
    pub fn full(&self) -> &World {
        self.both.full()
    }

    /// The world of public facts.
    #[must_use]
    pub fn public(&self) -> &PublicWorld {
        self.both.public()
    }
}

/// The public world while nothing is folded into it: keep it briefly.
#[derive(Debug)]
pub struct PublicView<'f> {
    worlds: RwLockReadGuard<'f, Worlds>,
    clock: Clock,
}

impl PublicView<'_> {
    /// The public world.
    #[must_use]
    pub fn world(&self) -> &PublicWorld {
        self.worlds.public()
    }

    /// The targets as counts: all that the public learns of them.
    #[must_use]
    pub fn census(&self) -> &Arc<Census> {
        &self.worlds.census
    }

    /// The last position that is folded in, over hidden facts too. It changes with every fact: good for an `ETag`.
    #[must_use]
    pub fn head(&self) -> u64 {
        self.worlds.public().get().head()
    }

    /// The day that is shown when none is asked for.
    #[must_use]
    pub fn today(&self) -> Day {
        self.clock.today(self.worlds.public())
    }

    /// The records touched by public facts after a position; none when it lies too far back to be remembered.
    #[must_use]
    pub fn touched_since(&self, position: u64) -> Option<Vec<(&'static str, Key)>> {
        let Worlds { touched, forgotten, .. } = &*self.worlds;
        let known = touched.partition_point(|(at, ..)| *at <= position);
        let records = touched.iter().skip(known).map(|(_, entity, key)| (*entity, *key));
        (position >= *forgotten).then(|| records.collect())
    }
}

/// Both worlds while nothing is folded into them, for officials and decisions: keep it briefly.
#[derive(Debug)]
pub struct FullView<'f> {
    worlds: RwLockReadGuard<'f, Worlds>,
    clock: Clock,
}

impl FullView<'_> {
    /// The world of all facts.
    #[must_use]
    pub fn world(&self) -> &World {
        self.worlds.full()
    }

    /// The last position that is folded in.
    #[must_use]
    pub fn head(&self) -> u64 {
        self.worlds.full().head()
    }

    /// The day that is shown when none is asked for.
    #[must_use]
    pub fn today(&self) -> Day {
        self.clock.today(self.worlds.public())
    }
}

impl Follower {
    /// What everyone may see.
    #[must_use]
    pub fn public(&self) -> PublicView<'_> {
        PublicView { worlds: self.read(), clock: self.clock }
    }

    /// Everything.
    #[must_use]
    pub fn full(&self) -> FullView<'_> {
        FullView { worlds: self.read(), clock: self.clock }
    }

    /// What everyone may see, as it was known at a moment. The last few are kept.
    #[must_use]
    pub fn public_as_known(&self, stamp: Stamp) -> Arc<PublicAsKnown> {
        let head = self.head();
        let kept = || self.as_known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((.., known)) = kept().iter().find(|(s, h, _)| (*s, *h) == (stamp, head)) {
            return Arc::clone(known);
        }
        let (head, known) = {
            let worlds = self.read();
            let census = Census::of(&worlds.full().as_at(stamp));
            (worlds.full().head(), Arc::new(PublicAsKnown { world: worlds.public().as_at(stamp), census }))
        };
        let mut kept = kept();
        if kept.len() == REMEMBERED {
            kept.remove(0);
        }
        kept.push((stamp, head, Arc::clone(&known)));
        known
    }

    /// The last position that is folded in.
    #[must_use]
    pub fn head(&self) -> u64 {
        *self.head.borrow()
    }

    /// Wakes whenever facts have been folded in, with the last position.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<u64> {
        self.head.subscribe()
    }

    /// The live tail of public facts.
    #[must_use]
    pub fn public_ring(&self) -> &Arc<Ring> {
        &self.public_ring
    }

    /// The live tail of what some officials may see: the same for all who see the same.
    #[must_use]
    pub fn ring(&self, sight: Sight) -> Arc<Ring> {
        if sight.is_public() {
            return Arc::clone(&self.public_ring);
        }
        let mut rings = self.rings.lock().unwrap_or_else(PoisonError::into_inner);
        // A new one begins at the end: whoever knows less is told so, and fetches pages.
        Arc::clone(rings.entry(sight).or_insert_with(|| Ring::new(sight, self.head())))
    }

    /// Waits until a position is folded in, so that whoever recorded it sees it; gives up after five seconds.
    pub async fn reached(&self, position: u64) {
        let mut head = self.watch();
        let reached = head.wait_for(|head| *head >= position);
        // Only a follower that has stopped is that late; the fact is recorded all the same.
        let _late = tokio::time::timeout(Duration::from_secs(5), reached).await;
    }

    /// Facts that are in no snapshot.
    fn not_saved(&self) -> u64 {
        self.head().saturating_sub(self.saved.load(Ordering::Relaxed))
    }

    fn read(&self) -> RwLockReadGuard<'_, Worlds> {
        self.worlds.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Folds in facts that were just recorded, and shows them to the open streams: before anybody is told that they are
    /// there, or whoever opens a stream then would hear of them once more.
    fn take_in(&self, facts: &[Envelope], regions: &[Option<RegionCode>]) {
        for (step, regions) in facts.chunks(FACTS_A_STEP).zip(regions.chunks(FACTS_A_STEP)) {
            let mut worlds = self.worlds.write().unwrap_or_else(PoisonError::into_inner);
            worlds.apply_all(step);
            worlds.settle();
            drop(worlds);
            let rings = self.rings.lock().unwrap_or_else(PoisonError::into_inner);
            self.public_ring.push(step, regions);
            rings.values().for_each(|ring| ring.push(step, regions));
            if let Some(last) = step.last() {
                self.head.send_replace(last.position);
            }
        }
    }

    fn new(worlds: Worlds, saved: u64, clock: Clock) -> Self {
        let head = worlds.full().head();
        Self {
            head: watch::Sender::new(head),
            clock,
            as_known: Mutex::default(),
            saved: AtomicU64::new(saved),
            public_ring: Ring::new(Sight::PUBLIC, head),
            rings: Mutex::default(),
            worlds: RwLock::new(worlds),
        }
    }
}
