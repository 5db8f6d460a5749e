//! Passwords: argon2id with the parameters that OWASP recommends (19 MiB, two passes), salted by the library.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error, PasswordHasher, PasswordVerifier};

/// A password has at least so many characters. Length is what keeps it from being guessed; nothing is asked of its kinds of
/// characters (NIST SP 800-63B).
pub const SHORTEST: usize = 12;
/// And at most so many bytes: hashing a novel would keep the server busy.
pub const LONGEST: usize = 256;
/// Letters and digits that nobody mistakes for each other.
const ALPHABET: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";
/// Characters of a one-time password: 79 bits.
const ONCE: usize = 16;

/// A password for one sign-in, told once and never printed by accident.
pub struct OneTime(String);

impl OneTime {
    /// A new one.
    ///
    /// # Errors
    /// If the system has no random bits.
    pub fn new() -> Result<Self, getrandom::Error> {
        let mut bits = [0; ONCE];
        getrandom::fill(&mut bits)?;
        let letters = bits.iter().enumerate().flat_map(|(at, bits)| {
            let gap = (at > 0 && at.is_multiple_of(4)).then_some('-');
            let letter = ALPHABET.get(usize::from(*bits) % ALPHABET.len()).copied().unwrap_or(b'a');
            gap.into_iter().chain([char::from(letter)])
        });
        Ok(Self(letters.collect()))
    }

    /// The password.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for OneTime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OneTime")
    }
}

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Weak {
    /// Too short.
    #[error("a password has at least {SHORTEST} characters")]
    Short,
    /// Too long.
    #[error("a password has at most {LONGEST} bytes")]
    Long,
    /// It is the old one.
    #[error("the new password is the old one")]
    Same,
    /// It holds the name, or hardly any different characters.
    #[error("the password is too easy to guess: it holds the name, or hardly any different characters")]
    Guessable,
}

/// Whether a new password will do.
///
/// # Errors
/// Why not.
pub fn fits(new: &str, old: &str, name: &str) -> Result<(), Weak> {
    if new.chars().count() < SHORTEST {
        return Err(Weak::Short);
    }
    if new.len() > LONGEST {
        return Err(Weak::Long);
    }
    if new == old {
        return Err(Weak::Same);
    }
    let different: std::collections::BTreeSet<char> = new.chars().collect();
    if different.len() < 5 || new.to_lowercase().contains(&name.to_lowercase()) {
        return Err(Weak::Guessable);
    }
    Ok(())
}

/// What is kept of a password.
///
/// # Errors
/// If the library cannot hash it: the system has no random bits.
pub fn hash(password: &str) -> Result<String, Error> {
    Ok(Argon2::default().hash_password(password.as_bytes())?.to_string())
}

/// Whether a password is the one of which that was kept.
#[must_use]
pub fn is(password: &str, hash: &str) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else { return false };
    password.len() <= LONGEST && Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()
}

/// The hash of a password that nobody has: looking at it takes as long as at that of an account.
pub const OF_NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LW5vYm9keS1uMA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_known_by_its_hash_and_no_other_is() {
        let kept = hash("border trade 2024").unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert_ne!(kept, hash("border trade 2024").unwrap(), "salted");
        assert!(is("border trade 2024", &kept));
        assert!(!is("border trade 2025", &kept) && !is("", &kept) && !is("border trade 2024", "nonsense"));
        assert!(PasswordHash::new(OF_NOBODY).is_ok() && !is("nobody", OF_NOBODY));
    }

    #[test]
    fn one_time_passwords_can_be_read_aloud() {
        let (one, other) = (OneTime::new().unwrap(), OneTime::new().unwrap());
        assert_ne!(one.reveal(), other.reveal());
        assert_eq!(one.reveal().len(), ONCE + 3, "{}", one.reveal());
        assert!(one.reveal().split('-').all(|part| part.len() == 4), "{}", one.reveal());
        assert_eq!(format!("{one:?}"), "OneTime");
        assert_eq!(ALPHABET.iter().collect::<std::collections::BTreeSet<_>>().len(), ALPHABET.len());
    }

    #[test]
    fn what_is_easily_guessed_is_not_taken() {
        assert_eq!(fits("elevenchars", "", "li"), Err(Weak::Short));
        assert_eq!(fits(&"长".repeat(86), "", "li"), Err(Weak::Long));
        assert_eq!(fits("瑞丽边境产业园区招商引资口", "", "li"), Ok(()));
        assert_eq!(fits("correct horse battery", "correct horse battery", "li"), Err(Weak::Same));
        assert_eq!(fits("aaaaaaaaaaaaaaaa", "", "li"), Err(Weak::Guessable));
        assert_eq!(fits("wang.fang.2024!", "", "Wang.Fang"), Err(Weak::Guessable));
    }
}
