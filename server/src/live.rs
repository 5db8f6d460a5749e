//! The live tail: a ring of encoded frames that every open stream reads with a cursor of its own.
//!
//! There is no queue per connection, so a slow browser costs no memory: when the ring has moved past its cursor it
//! gets the oldest frame there is, sees from `after` that facts are missing, and fetches them from `/api/log`.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use serde::Serialize;
use shared::access::{Owner, PublicEnvelope, Sight, is_internal};
use shared::envelope::WireEvent;
use shared::{Envelope, RegionCode};
use tokio::sync::watch;

/// Frames that are kept; with at most `FACTS_A_FRAME` facts each the ring stays within some 32 MiB.
const FRAMES: usize = 1024;
/// More facts at once are not sent but announced: the browser fetches them as pages, which are cached.
const FACTS_A_FRAME: usize = 64;

/// Frames for all who see the same.
#[derive(Debug)]
pub struct Ring {
    sight: Sight,
    kept: Mutex<Kept>,
    newest: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct Kept {
    /// Number of the first frame in `frames`.
    first: u64,
    frames: VecDeque<Frame>,
    /// The last position that they see.
    visible: u64,
}

/// A server-sent event, ready to be written.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The last position it covers: the event's `id`.
    pub position: u64,
    /// The last visible position before it. Whoever knows less has missed facts.
    pub after: u64,
    /// `id: …`, `data: …` and the empty line.
    pub bytes: Bytes,
}

#[derive(Serialize)]
struct Data {
    after: u64,
    events: Vec<WireEvent>,
}

impl Ring {
    /// An empty ring for all who see the same, at the end of a log.
    ///
    /// `visible` is the last position that they can see.
    #[must_use]
    pub fn new(sight: Sight, visible: u64) -> Arc<Self> {
        let kept = Kept { visible, ..Kept::default() };
        Arc::new(Self { sight, kept: Mutex::new(kept), newest: watch::Sender::new(0) })
    }

    /// Takes in facts that were just recorded, in order of position, each with the region that owns it.
    pub fn push(&self, facts: &[Envelope], regions: &[Option<RegionCode>]) {
        let owned = facts.iter().zip(regions);
        let visible: Vec<WireEvent> = owned.filter_map(|(fact, region)| self.show(fact, *region)).collect();
        // Facts hidden from this audience move the cursor too, in a frame without events: after a cut nobody need ask
        // for them, and whoever shows counts of hidden records (the census) learns that they may have changed.
        let Some(position) = facts.last().map(|fact| fact.position) else { return };
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let last = visible.last().and_then(|e| e.position).unwrap_or(kept.visible);
        let frame = if visible.len() > FACTS_A_FRAME {
            Frame::new(position, last, Vec::new())
        } else {
            Frame::new(position, kept.visible, visible)
        };
        kept.visible = last;
        kept.frames.push_back(frame);
        if kept.frames.len() > FRAMES {
            kept.frames.pop_front();
            kept.first += 1;
        }
        let newest = kept.first + kept.frames.len() as u64;
        drop(kept);
        self.newest.send_replace(newest);
    }

    /// A cursor that goes on after a position (the `Last-Event-ID`, or the head of what the page has loaded).
    ///
    /// Its first frame comes at once when facts after that position have been recorded.
    #[must_use]
    pub fn after(self: &Arc<Self>, position: u64) -> Cursor {
        let newest = self.newest.subscribe();
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept.frames.partition_point(|f| f.position <= position);
        let next = kept.first + known as u64;
        // The ring may not reach back far enough to tell: then the last visible position alone says what is missing.
        let gap = (known == kept.frames.len() && kept.visible > position)
            .then(|| Frame::new(kept.visible, kept.visible, Vec::new()));
        drop(kept);
        Cursor { ring: Arc::clone(self), newest, next, gap }
    }

    fn show(&self, fact: &Envelope, region: Option<RegionCode>) -> Option<WireEvent> {
        if self.sight.is_public() {
            return PublicEnvelope::of(fact).map(|public| WireEvent::from(public.get()));
        }
        let owner = Owner::of(fact.fact.entity(), region);
        self.sight.shows(owner, fact.audience, is_internal(&fact.fact)).then(|| WireEvent::from(fact))
    }
}

impl Frame {
    fn new(position: u64, after: u64, events: Vec<WireEvent>) -> Self {
        let data = serde_json::to_string(&Data { after, events })
            .expect("wire events hold only strings, numbers and checked JSON");
        Self { position, after, bytes: Bytes::from(format!("id: {position}\ndata: {data}\n\n")) }
    }
}

/// One connection's place in the ring.
#[derive(Debug)]
pub struct Cursor {
    ring: Arc<Ring>,
    newest: watch::Receiver<u64>,
    next: u64,
    gap: Option<Frame>,
}

impl Cursor {
    /// The next frame, as soon as there is one. Cancel safe: a frame is counted as read only when it is returned.
    pub async fn next(&mut self) -> Frame {
        loop {
            if let Some(frame) = self.ready() {
                return frame;
            }
            if self.newest.changed().await.is_err() {
                // The sender lives in the ring that this cursor keeps alive.
                std::future::pending::<()>().await;
            }
        }
    }

    fn ready(&mut self) -> Option<Frame> {
        if let Some(gap) = self.gap.take() {
            return Some(gap);
        }
        self.newest.borrow_and_update();
        let kept = self.ring.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let at = self.next.max(kept.first);
        let frame = kept.frames.get(usize::try_from(at - kept.first).ok()?)?.clone();
        self.next = at + 1;
        Some(frame)
    }
}

#[cfg(test)]
mod tests {
    use shared::Audience;
    use shared::access::{Role, Who};

    use super::*;

    const FACT: &str = r#"{"stream":"region/533102","kind":"region.registered","occurred_on":"2022-12-31","source":"x","payload":{"code":"533102","name":{"zh":"瑞","en":"R"}}}"#;

    /// Facts at these positions; those below zero are hidden from the public.
    fn facts(positions: &[i64]) -> Vec<Envelope> {
        let facts = positions.iter().map(|position| {
            let mut event: WireEvent = serde_json::from_str(FACT).unwrap();
            event.position = Some(position.unsigned_abs());
            event.audience = if *position < 0 { Audience::Officials } else { Audience::Public };
            event.open().unwrap()
        });
        facts.collect()
    }

    /// All of them belong to a county.
    fn tell(ring: &Ring, facts: &[Envelope]) {
        ring.push(facts, &vec![RegionCode::new(533_102); facts.len()]);
    }

    /// What a browser does with a frame: it moves on, or it must fetch what it missed.
    fn read(frame: &Frame, cursor: &mut u64) -> Result<Vec<u64>, u64> {
        let text = String::from_utf8(frame.bytes.to_vec()).unwrap();
        let (id, data) = text.strip_prefix("id: ").and_then(|t| t.split_once("\ndata: ")).unwrap();
        let data: serde_json::Value = serde_json::from_str(data.strip_suffix("\n\n").unwrap()).unwrap();
        assert_eq!(id.parse(), Ok(frame.position));
        assert_eq!(data["after"], frame.after);
        if frame.after > *cursor {
            return Err(*cursor);
        }
        let new = data["events"].as_array().unwrap().iter().map(|e| e["position"].as_u64().unwrap());
        let new = new.filter(|p| p > cursor).collect();
        *cursor = frame.position.max(*cursor);
        Ok(new)
    }

    fn ready(cursor: &mut Cursor, known: &mut u64) -> Vec<Result<Vec<u64>, u64>> {
        std::iter::from_fn(|| cursor.ready()).map(|frame| read(&frame, known)).collect()
    }

    #[test]
    fn hidden_facts_move_the_cursor_and_are_not_shown() {
        let ring = Ring::new(Sight::PUBLIC, 0);
        let (mut cursor, mut known) = (ring.after(0), 0);
        for group in [&[1, 2][..], &[-3], &[-4, 5, -6], &[7]] {
            tell(&ring, &facts(group));
        }
        assert_eq!(ready(&mut cursor, &mut known), [Ok(vec![1, 2]), Ok(vec![]), Ok(vec![5]), Ok(vec![7])]);
        let officials = Ring::new(Sight::OFFICIALS, 0);
        let (mut cursor, mut known) = (officials.after(0), 0);
        tell(&officials, &facts(&[-4, 5, -6]));
        assert_eq!(ready(&mut cursor, &mut known), [Ok(vec![4, 5, 6])]);
    }

    #[test]
    fn an_official_sees_what_is_public_everywhere_and_what_is_internal_at_home() {
        for (home, seen) in [(533_100, vec![4, 5, 6]), (533_102, vec![4, 5, 6]), (533_103, vec![5])] {
            let region = RegionCode::new(home).unwrap();
            let ring = Ring::new(Sight::of(Who::Official { role: Role::Viewer, region }), 0);
            let (mut cursor, mut known) = (ring.after(0), 0);
            tell(&ring, &facts(&[-4, 5, -6]));
            assert_eq!(ready(&mut cursor, &mut known), [Ok(seen)], "{home}");
        }
    }

    #[test]
    fn after_a_cut_nothing_is_missing_and_nothing_comes_twice() {
        let ring = Ring::new(Sight::PUBLIC, 10);
        tell(&ring, &facts(&[11, 12]));
        tell(&ring, &facts(&[-13]));
        tell(&ring, &facts(&[14]));
        for at in [10, 11, 12, 13, 14] {
            let (mut cursor, mut known) = (ring.after(at), at);
            let shown: Vec<u64> =
                ready(&mut cursor, &mut known).into_iter().flat_map(Result::unwrap).collect();
            let missed: Vec<u64> = [11, 12, 14].into_iter().filter(|position| *position > at).collect();
            assert_eq!((shown, known), (missed, 14));
        }
        let (mut cursor, mut known) = (ring.after(11), 11);
        assert_eq!(ready(&mut cursor, &mut known), [Ok(vec![12]), Ok(vec![]), Ok(vec![14])]);
        // Whoever knows less than the ring reaches back is told at once, even if nothing happens any more.
        let (mut cursor, mut known) = (ring.after(3), 3);
        assert_eq!(ready(&mut cursor, &mut known)[0], Err(3));
        let quiet = Ring::new(Sight::PUBLIC, 10);
        let (mut cursor, mut known) = (quiet.after(3), 3);
        assert_eq!(ready(&mut cursor, &mut known), [Err(3)]);
        let (mut cursor, mut known) = (quiet.after(10), 10);
        assert_eq!(ready(&mut cursor, &mut known), []);
    }

    #[test]
    fn a_slow_reader_costs_nothing_and_learns_that_it_missed_something() {
        let ring = Ring::new(Sight::PUBLIC, 0);
        let (mut cursor, mut known) = (ring.after(0), 0);
        for position in 1..=FRAMES as i64 + 10 {
            tell(&ring, &facts(&[position]));
        }
        assert_eq!(ring.kept.lock().unwrap().frames.len(), FRAMES);
        assert_eq!(ready(&mut cursor, &mut known)[0], Err(0));
    }

    #[test]
    fn many_facts_at_once_are_announced_and_not_sent() {
        let ring = Ring::new(Sight::PUBLIC, 0);
        let (mut cursor, mut known) = (ring.after(0), 0);
        tell(&ring, &facts(&(1..=FACTS_A_FRAME as i64 + 1).collect::<Vec<_>>()));
        assert_eq!(ready(&mut cursor, &mut known), [Err(0)]);
    }

    #[tokio::test]
    async fn whoever_waits_is_woken() {
        let ring = Ring::new(Sight::PUBLIC, 0);
        let mut cursor = ring.after(0);
        let waiting = tokio::spawn(async move { cursor.next().await.position });
        tokio::task::yield_now().await;
        tell(&ring, &facts(&[1]));
        assert_eq!(waiting.await.unwrap(), 1);
    }
}
