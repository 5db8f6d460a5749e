//! The digest chain: each fact's digest covers the digest before it, so that nothing can be changed, removed or
//! slipped in unnoticed.

use std::fmt;

use sha2::{Digest as _, Sha256};
use shared::envelope::WireEvent;

/// A SHA-256 digest.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest before the first fact.
    pub const ORIGIN: Digest = Digest([0; 32]);

    /// The digest of some bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The digest that follows this one when a fact is recorded.
    #[must_use]
    pub fn then(self, row: &Row<'_>) -> Self {
        let mut sum = Sum(Vec::with_capacity(USUAL + row.payload.len()));
        sum.0.extend_from_slice(&self.0);
        sum.number(row.position.map(|p| p as i64));
        sum.text(Some(row.stream));
        sum.number(row.version.map(i64::from));
        sum.text(row.event_id);
        sum.text(Some(row.kind));
        sum.number(Some(i64::from(row.schema)));
        sum.number(Some(i64::from(row.occurred_on)));
        sum.number(row.recorded_at);
        sum.text(row.actor);
        sum.number(row.region.map(i64::from));
        sum.number(Some(i64::from(row.audience)));
        sum.text(row.command_id);
        sum.text(Some(row.source));
        sum.text(Some(row.payload));
        Self::of(&sum.0)
    }

    /// The bytes.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// From bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Every column of a fact, in the order in which they are summed.
///
/// Each is preceded by its length (8 bytes, little endian), an absent one by `u64::MAX`, so that no two facts have the
/// same bytes; numbers are 8 bytes, little endian.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Position.
    pub position: Option<u64>,
    /// Stream.
    pub stream: &'a str,
    /// Version.
    pub version: Option<u32>,
    /// Event id, hyphenated, in lower case.
    pub event_id: Option<&'a str>,
    /// Kind.
    pub kind: &'a str,
    /// Schema of the payload.
    pub schema: u16,
    /// Days since 1970-01-01.
    pub occurred_on: i32,
    /// Microseconds since 1970-01-01T00:00:00Z.
    pub recorded_at: Option<i64>,
    /// Actor.
    pub actor: Option<&'a str>,
    /// GB/T 2260 code.
    pub region: Option<u32>,
    /// 0 public, 1 officials, 2 owning office.
    pub audience: u8,
    /// Command.
    pub command_id: Option<&'a str>,
    /// Source.
    pub source: &'a str,
    /// Payload, byte for byte.
    pub payload: &'a str,
}

impl<'a> Row<'a> {
    /// The columns of a fact.
    #[must_use]
    pub fn of(event: &'a WireEvent, command_id: Option<&'a str>) -> Self {
        Self {
            position: event.position,
            stream: &event.stream,
            version: event.version,
            event_id: event.event_id.as_deref(),
            kind: &event.kind,
            schema: event.schema,
            occurred_on: event.occurred_on.number(),
            recorded_at: event.recorded_at.map(shared::Stamp::micros),
            actor: event.actor.as_deref(),
            region: event.region.map(shared::RegionCode::number),
            audience: event.audience.into(),
            command_id,
            source: event.source.as_str(),
            payload: event.payload.get(),
        }
    }
}

/// What is summed, side by side: one long run of bytes is digested faster than thirty short ones.
struct Sum(Vec<u8>);

/// More than all but the payload of a fact has together, nearly always.
const USUAL: usize = 512;

impl Sum {
    fn number(&mut self, number: Option<i64>) {
        self.bytes(number.map(i64::to_le_bytes).as_ref().map(<[u8; 8]>::as_slice));
    }

    fn text(&mut self, text: Option<&str>) {
        self.bytes(text.map(str::as_bytes));
    }

    fn bytes(&mut self, bytes: Option<&[u8]>) {
        self.0.extend_from_slice(&bytes.map_or(u64::MAX, |b| b.len() as u64).to_le_bytes());
        self.0.extend_from_slice(bytes.unwrap_or_default());
    }
}
