//! Whether a browser's copy is still good: entity tags, `304`, and how long a copy may be kept.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;

/// How long a copy may be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// The bytes under this address never change.
    Forever,
    /// Ask each time whether the copy is still good.
    Ask,
    /// Good for so many seconds without asking.
    Seconds(u32),
}

impl Keep {
    /// The value of `Cache-Control`.
    #[must_use]
    pub fn header(self) -> HeaderValue {
        match self {
            Keep::Forever => HeaderValue::from_static("public, max-age=31536000, immutable"),
            Keep::Ask => HeaderValue::from_static("no-cache"),
            Keep::Seconds(n) => HeaderValue::from_str(&format!("public, max-age={n}"))
                .unwrap_or(HeaderValue::from_static("no-cache")),
        }
    }
}

/// A weak entity tag: the same meaning, though perhaps compressed in another way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(String);

impl Tag {
    /// The tag of an answer that depends on nothing but these numbers and the address.
    #[must_use]
    pub fn of(numbers: &[u64], address: &str) -> Self {
        use std::fmt::Write;
        let hash = fnv(address.as_bytes());
        let mut tag = String::with_capacity(48);
        tag.push_str("W/\"");
        for number in numbers {
            let _infallible = write!(tag, "{number:x}-");
        }
        let _infallible = write!(tag, "{hash:016x}\"");
        Self(tag)
    }

    /// The tag of bytes that depend on nothing else.
    #[must_use]
    pub fn of_content(bytes: &[u8]) -> Self {
        Self(format!("W/\"{:x}-{:016x}\"", bytes.len(), fnv(bytes)))
    }

    /// The tag of the same answer in a language.
    #[must_use]
    pub fn in_language(mut self, lang: shared::Lang) -> Self {
        self.0.truncate(self.0.len() - 1);
        self.0.push('-');
        self.0.push_str(lang.tag());
        self.0.push('"');
        self
    }

    /// The position that a tag of ours was made at, for callers who send it back as `If-Match`.
    #[must_use]
    pub fn position(tag: &str) -> Option<u64> {
        let (position, _) = bare(tag.trim()).strip_prefix('"')?.split_once('-')?;
        u64::from_str_radix(position, 16).ok()
    }

    /// A tag out of a digest of the bytes.
    #[must_use]
    pub fn of_bytes(digest: &str) -> Self {
        Self(format!("W/\"{digest}\""))
    }

    /// The tag as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the caller holds the very answer that this tag stands for.
    #[must_use]
    pub fn is_held(&self, headers: &HeaderMap) -> bool {
        headers
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .filter_map(|v| v.to_str().ok())
            .any(|held| held.split(',').map(str::trim).any(|t| t == "*" || bare(t) == bare(&self.0)))
    }

    /// The answer to a caller who holds it already.
    #[must_use]
    pub fn unchanged(&self, keep: Keep) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        self.put_on(&mut response, keep);
        response
    }

    /// Marks an answer with the tag and how long it may be kept.
    pub fn put_on(&self, response: &mut Response, keep: Keep) {
        if let Ok(value) = HeaderValue::from_str(&self.0) {
            response.headers_mut().insert(header::ETAG, value);
        }
        response.headers_mut().insert(header::CACHE_CONTROL, keep.header());
    }
}

/// FNV-1a, 64 bit: no secret is protected by it, two answers merely must not share a tag by accident.
fn fnv(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

fn bare(tag: &str) -> &str {
    tag.strip_prefix("W/").unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_held_tag_is_recognised() {
        let tag = Tag::of(&[4711, 2], "/api/state?as_of=2024-07-24");
        let hold = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, HeaderValue::from_str(text).unwrap());
            tag.is_held(&headers)
        };
        assert!(hold(tag.as_str()));
        assert!(hold(tag.as_str().trim_start_matches("W/")), "proxies may strengthen a tag");
        assert!(hold(&format!("\"other\", {}", tag.as_str())));
        assert!(hold("*"));
        assert!(!hold("W/\"other\""));
        assert_ne!(tag, Tag::of(&[4711, 2], "/api/state?as_of=2024-07-25"));
        assert_ne!(tag, Tag::of(&[4712, 2], "/api/state?as_of=2024-07-24"));
    }
}
