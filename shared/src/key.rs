//! The name of a record within its kind, such as `RL-02-201`: short, ASCII, kept inline.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::json::{self, FromJson, Json, Misfit};

/// 1 to 30 characters of `A-Z a-z 0-9 - _`. Inline, so that a map of 100,000 keys chases no pointer.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// The rest is zero, which sorts before every character.
    bytes: [u8; 30],
    len: u8,
}

/// Why a text is not a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a key has 1 to 30 characters out of A-Z a-z 0-9 - _, such as RL-02-201")]
pub struct NotAKey;

impl Key {
    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.bytes.get(..usize::from(self.len)).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or("")
    }
}

impl FromStr for Key {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let fine = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        let mut bytes = [0; 30];
        match bytes.get_mut(..text.len()) {
            Some(room) if !text.is_empty() && text.bytes().all(fine) => room.copy_from_slice(text.as_bytes()),
            _ => return Err(NotAKey),
        }
        Ok(Key { bytes, len: text.len() as u8 })
    }
}

impl Ord for Key {
    /// As the texts are ordered; a few large steps, because maps of 100,000 keys compare all the time.
    fn cmp(&self, other: &Self) -> Ordering {
        let ((mine, my_rest), (theirs, its_rest)) =
            (self.bytes.as_chunks::<8>(), other.bytes.as_chunks::<8>());
        for (one, two) in mine.iter().zip(theirs) {
            let (one, two) = (u64::from_be_bytes(*one), u64::from_be_bytes(*two));
            if one != two {
                return one.cmp(&two);
            }
        }
        my_rest.cmp(its_rest)
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.as_str())
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Visit;
        impl de::Visitor<'_> for Visit {
            type Value = Key;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key of 1 to 30 characters such as \"RL-02-201\"")
            }
            fn visit_str<E: de::Error>(self, v: &str) -> Result<Key, E> {
                v.parse().map_err(|_| E::invalid_value(de::Unexpected::Str(v), &self))
            }
        }
        d.deserialize_str(Visit)
    }
}

impl FromJson for Key {
    fn from_json(json: Json<'_>) -> Result<Self, Misfit> {
        json::parsed(json, "a key of 1 to 30 characters such as \"RL-02-201\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_short_and_plain() {
        assert_eq!("RL-02-201".parse::<Key>().unwrap().as_str(), "RL-02-201");
        for text in ["", "a b", "瑞丽", "0123456789012345678901234567890", "a/b", "<b>"] {
            assert_eq!(text.parse::<Key>(), Err(NotAKey), "{text}");
        }
        let mut keys: Vec<Key> = ["b", "a", "ab"].iter().map(|t| t.parse().unwrap()).collect();
        keys.sort();
        assert_eq!(keys.iter().map(Key::as_str).collect::<Vec<_>>(), ["a", "ab", "b"]);
    }
}
