//! The keys of the vault: the first one seals, all of them open, so that a key can be changed while old entries are there.

use std::fmt;
use std::path::Path;

use sha2::{Digest, Sha256};
use shared::vault::Content;

use super::entry::{Header, Held};
use super::seal::{Sealed, Sealer};
use crate::config::NotConfigured;

/// Bytes of a key.
pub const KEY: usize = 32;
/// Keys there may be.
const MOST: usize = 16;

/// Which key: known from the key itself, and tells nothing of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyId([u8; 8]);

impl KeyId {
    fn of(key: &[u8; KEY]) -> Self {
        let mut sum = Sha256::new();
        sum.update(b"investmap vault key\0");
        sum.update(key);
        let sum: [u8; 32] = sum.finalize().into();
        let (first, _) = sum.split_first_chunk().expect("32 bytes have 8 first ones");
        Self(*first)
    }

    /// Its bytes on disk.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 8] {
        &self.0
    }

    /// From bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The keys that are configured; none is a closed vault.
#[derive(Default)]
pub struct Keys(Vec<(KeyId, Sealer)>);

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(id, _)| id)).finish()
    }
}

impl Keys {
    /// Reads keys of 64 hexadecimal digits with space between them. `from` says where they stand; no part of a wrong one is
    /// told.
    ///
    /// # Errors
    /// If one is no key, or none is there.
    pub fn read(from: &str, text: &str) -> Result<Self, NotConfigured> {
        let wrong = |what: &str| {
            let cure = "64 hexadecimal digits each, the first for sealing, older ones after it; make one with: investmap vault key";
            NotConfigured::new(format!("{from}: {what}; {cure}"))
        };
        let mut keys = Self::default();
        for word in text.split_whitespace() {
            let key = from_hex(word).ok_or_else(|| wrong("a key is expected"))?;
            let id = KeyId::of(&key);
            if keys.0.iter().any(|(known, _)| *known == id) {
                return Err(wrong("a key stands twice"));
            }
            keys.0.push((id, Sealer::of(&key)));
        }
        match keys.0.len() {
            0 => Err(wrong("there is no key")),
            1..=MOST => Ok(keys),
            _ => Err(wrong("there are more than 16 keys")),
        }
    }

    /// Reads the keys of a file that nobody else on the machine can read.
    ///
    /// # Errors
    /// If others can, or what it holds are no keys.
    pub fn of_file(file: &Path) -> Result<Self, NotConfigured> {
        let name = file.display().to_string();
        let failed = |error: std::io::Error| NotConfigured::new(format!("{name}: {error}"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let rights = std::fs::metadata(file).map_err(failed)?.permissions().mode();
            if rights & 0o077 != 0 {
                return Err(NotConfigured::new(format!(
                    "{name} can be read by other users of this machine: chmod 600 {name}, and change the key if they may have read it"
                )));
            }
        }
        Self::read(&name, &std::fs::read_to_string(file).map_err(failed)?)
    }

    /// A key that nobody knows, and that is gone with the process.
    ///
    /// # Errors
    /// If the system has no random bits.
    pub fn for_this_run() -> Result<Self, getrandom::Error> {
        let mut key = [0; KEY];
        getrandom::fill(&mut key)?;
        Ok(Self(vec![(KeyId::of(&key), Sealer::of(&key))]))
    }

    /// A new key, as it is written in the configuration.
    ///
    /// # Errors
    /// If the system has no random bits.
    pub fn new_text() -> Result<String, getrandom::Error> {
        let mut key = [0; KEY];
        getrandom::fill(&mut key)?;
        Ok(key.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Whether there is none.
    #[must_use]
    pub fn are_none(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether that is the key that seals.
    #[must_use]
    pub fn is_first(&self, id: &KeyId) -> bool {
        self.0.first().is_some_and(|(first, _)| first == id)
    }

    /// Seals content with the first key.
    pub(super) fn seal(&self, header: &Header, content: &Content) -> Result<Sealed, super::NotKept> {
        let (id, sealer) = self.0.first().ok_or(super::NotKept::Closed)?;
        Ok(sealer.seal(*id, header, content)?)
    }

    /// Opens what one of them sealed.
    pub(super) fn open(&self, header: &Header, sealed: &Sealed) -> Held {
        let key = self.0.iter().find(|(id, _)| *id == sealed.key);
        key.map_or(Held::NoKey, |(_, sealer)| sealer.open(header, sealed))
    }
}

fn from_hex(text: &str) -> Option<[u8; KEY]> {
    let mut key = [0; KEY];
    if text.len() != 2 * KEY {
        return None;
    }
    for (byte, pair) in key.iter_mut().zip(text.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    text.bytes().all(|b| b.is_ascii_hexdigit()).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    const TWO: &str = "FFFEFDFCFBFAF9F8F7F6F5F4F3F2F1F0EFEEEDECEBEAE9E8E7E6E5E4E3E2E1E0";

    #[test]
    fn keys_are_read_and_no_part_of_a_wrong_one_is_told() {
        let keys = Keys::read("here", &format!("{ONE}\n  {TWO}\n")).unwrap();
        let ids: Vec<_> = keys.0.iter().map(|(id, _)| *id).collect();
        assert!(keys.is_first(&ids[0]) && !keys.is_first(&ids[1]));
        assert!(!format!("{keys:?}").contains("0001020304"));
        for (text, said) in [
            ("", "no key"),
            (&ONE[1..], "a key is expected"),
            (&format!("+{}", &ONE[1..]), "a key is expected"),
            (&format!("{ONE} {ONE}"), "twice"),
            (&ONE.replace('f', "g"), "a key is expected"),
        ] {
            let error = Keys::read("here", text).unwrap_err().to_string();
            assert!(error.contains(said) && error.starts_with("here: "), "{error}");
            assert!(!error.contains("0203"), "{error}");
        }
        let (one, other) = (Keys::new_text().unwrap(), Keys::new_text().unwrap());
        assert!(one != other && Keys::read("new", &one).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_can_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key");
        assert!(Keys::of_file(&file).is_err());
        std::fs::write(&file, ONE).unwrap();
        for (mode, fine) in [(0o600, true), (0o400, true), (0o640, false), (0o604, false)] {
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
            let read = Keys::of_file(&file);
            assert_eq!(read.is_ok(), fine, "{mode:o}");
            assert!(read.err().is_none_or(|error| error.to_string().contains("chmod 600")));
        }
    }
}
