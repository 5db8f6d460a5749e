//! Names made of content: SHA-256, short where a person or an address bar has to carry it.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// 16 hexadecimal digits: 64 bits, enough to tell a few dozen assets apart for ever.
pub fn short(content: &[u8]) -> String {
    let mut name = full(content);
    name.truncate(16);
    name
}

/// All 64 hexadecimal digits.
pub fn full(content: &[u8]) -> String {
    Sha256::digest(content).iter().fold(String::with_capacity(64), |mut name, byte| {
        let _infallible = write!(name, "{byte:02x}");
        name
    })
}
