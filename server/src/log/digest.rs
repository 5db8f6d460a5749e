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
    ///
    /// It covers every column of the fact: each preceded by its length (8 bytes, little endian), an absent one by
    /// `u64::MAX`, so that no two facts have the same bytes.
    #[must_use]
    pub fn then(self, event: &WireEvent, command_id: Option<&str>) -> Self {
        let mut row = Row(Sha256::new_with_prefix(self.0));
        row.number(event.position.map(|p| p as i64));
        row.text(Some(&event.stream));
        row.number(event.version.map(i64::from));
        row.text(event.event_id.as_deref());
        row.text(Some(&event.kind));
        row.number(Some(i64::from(event.schema)));
        row.number(Some(i64::from(event.occurred_on.number())));
        row.number(event.recorded_at.map(|s| s.micros()));
        row.text(event.actor.as_deref());
        row.number(event.region.map(|r| i64::from(r.number())));
        row.number(Some(i64::from(u8::from(event.audience))));
        row.text(command_id);
        row.text(Some(event.source.as_str()));
        row.text(Some(event.payload.get()));
        Self(row.0.finalize().into())
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

struct Row(Sha256);

impl Row {
    fn number(&mut self, number: Option<i64>) {
        self.bytes(number.map(i64::to_le_bytes).as_ref().map(<[u8; 8]>::as_slice));
    }

    fn text(&mut self, text: Option<&str>) {
        self.bytes(text.map(str::as_bytes));
    }

    fn bytes(&mut self, bytes: Option<&[u8]>) {
        self.0.update(bytes.map_or(u64::MAX, |b| b.len() as u64).to_le_bytes());
        self.0.update(bytes.unwrap_or_default());
    }
}
