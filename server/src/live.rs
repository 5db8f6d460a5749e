//! The live tail: a ring of encoded frames that every open stream reads with a cursor of its own.
//!
//! There is no queue per connection, so a slow browser costs no memory: when the ring has moved past its cursor it
//! gets the oldest frame there is, sees from `after` that facts are missing, and fetches them from `/api/log`.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use serde::Serialize;
use shared::access::PublicEnvelope;
use shared::envelope::WireEvent;
use shared::{Audience, Envelope};
use tokio::sync::watch;

/// Frames that are kept; with at most `FACTS_A_FRAME` facts each the ring stays within some 32 MiB.
const FRAMES: usize = 1024;
/// More facts at once are not sent but announced: the browser fetches them as pages, which are cached.
const FACTS_A_FRAME: usize = 64;

/// Frames for one audience.
#[derive(Debug)]
pub struct Ring {
    audience: Audience,
    kept: Mutex<Kept>,
    newest: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct Kept {
    /// Number of the first frame in `frames`.
    first: u64,
    frames: VecDeque<Frame>,
    /// The last position visible to the audience.
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
    /// An empty ring for an audience, at the end of a log.
    ///
    /// `visible` is the last position that the audience can see.
    #[must_use]
    pub fn new(audience: Audience, visible: u64) -> Arc<Self> {
        let kept = Kept { visible, ..Kept::default() };
        Arc::new(Self { audience, kept: Mutex::new(kept), newest: watch::Sender::new(0) })
    }

    /// Takes in facts that were just recorded, in order of position.
    pub fn push(&self, facts: &[Envelope]) {
        let visible: Vec<WireEvent> = facts.iter().filter_map(|fact| self.show(fact)).collect();
        let Some(last) = visible.last().and_then(|e| e.position) else { return };
        // Facts hidden from this audience move the cursor too: after a cut it need not ask for them.
        let position = facts.last().map_or(last, |f| f.position);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
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

    fn show(&self, fact: &Envelope) -> Option<WireEvent> {
        match self.audience {
            Audience::Public => PublicEnvelope::of(fact).map(|f| WireEvent::from(f.get())),
            Audience::Officials => (fact.audience <= Audience::Officials).then(|| WireEvent::from(fact)),
            Audience::OwningOffice => Some(WireEvent::from(fact)),
        }
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
