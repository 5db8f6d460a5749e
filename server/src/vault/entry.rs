//! An entry of the vault: what is known of it without a key, and what it holds.

use shared::vault::{Content, Kind};
use shared::{Audience, Key, RegionCode, Stamp};

use super::seal::Sealed;

/// What is known of an entry without a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Its id.
    pub id: Key,
    /// The record that it hangs on, such as `target/T-014`.
    pub stream: String,
    /// What kind of thing it says.
    pub kind: Kind,
    /// Who may read it: officials or the owning office, never the public.
    pub audience: Audience,
    /// The region of the record when it was written.
    pub region: RegionCode,
    /// How often it was written, erasing included.
    pub version: u32,
    /// Who wrote or erased this version; none for automation that holds the operator token.
    pub by: Option<Key>,
    /// When.
    pub at: Stamp,
}

impl Header {
    /// Everything in it, in bytes that no other header has: the seal of an entry holds only together with them.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let Self { id, stream, kind, audience, region, version, by, at } = self;
        let fields = [
            "investmap vault 1".to_owned(),
            id.to_string(),
            stream.clone(),
            kind.slug().to_owned(),
            u8::from(*audience).to_string(),
            region.to_string(),
            version.to_string(),
            by.map(|by| by.to_string()).unwrap_or_default(),
            at.micros().to_string(),
        ];
        let mut bytes = Vec::new();
        for field in fields {
            bytes.extend_from_slice(&(field.len() as u64).to_le_bytes());
            bytes.extend_from_slice(field.as_bytes());
        }
        bytes
    }
}

/// An entry as it lies in the cabinet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What is known of it without a key.
    pub header: Header,
    /// What is left of its content.
    pub left: Left,
}

/// What is left of an entry's content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Left {
    /// All of it, sealed.
    Sealed(Sealed),
    /// Nothing.
    Erased,
}

/// An entry as far as it can be read.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// What is known of it without a key.
    pub header: Header,
    /// What it holds.
    pub held: Held,
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Entry({})", self.header.id)
    }
}

/// What an entry holds.
#[derive(Clone, PartialEq, Eq)]
pub enum Held {
    /// What was written.
    Content(Content),
    /// It was erased.
    Erased,
    /// It was sealed with a key that is not configured.
    NoKey,
    /// It is not what was sealed, or not where it was put.
    Damaged,
}
