//! The seal of an entry: XChaCha20-Poly1305 with a random nonce, over the content and all that is known without a key. An entry
//! that was changed, put in another's place, marked for others or set back to an earlier version does not open.

use std::fmt;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use shared::vault::Content;

use super::entry::{Header, Held};
use super::keys::{KEY, KeyId};

/// Bytes of a nonce: so many that random ones never meet.
pub const NONCE: usize = 24;

/// Content that only a key opens.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The key.
    pub key: KeyId,
    /// What this seal alone was made with.
    pub nonce: [u8; NONCE],
    /// The content, and the mark by which any change is known.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({})", self.key)
    }
}

/// A key at work.
pub(super) struct Sealer(XChaCha20Poly1305);

impl Sealer {
    pub(super) fn of(key: &[u8; KEY]) -> Self {
        Self(XChaCha20Poly1305::new(key.into()))
    }

    pub(super) fn seal(
        &self,
        key: KeyId,
        header: &Header,
        content: &Content,
    ) -> Result<Sealed, getrandom::Error> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce)?;
        let text = serde_json::to_vec(content).expect("content holds only texts");
        let payload = Payload { msg: &text, aad: &header.bytes() };
        let sealed = self.0.encrypt(&XNonce::from(nonce), payload);
        let bytes = sealed.expect("a text of some kilobytes is shorter than what the cipher takes");
        Ok(Sealed { key, nonce, bytes })
    }

    pub(super) fn open(&self, header: &Header, sealed: &Sealed) -> Held {
        let payload = Payload { msg: &sealed.bytes, aad: &header.bytes() };
        let opened = self.0.decrypt(&XNonce::from(sealed.nonce), payload).ok();
        let content = opened.and_then(|text| serde_json::from_slice(&text).ok());
        content.map_or(Held::Damaged, Held::Content)
    }
}
