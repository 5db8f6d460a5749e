//! Compression of answers: which coding the caller takes, and how hard to squeeze.

use std::io::Write;

use axum::http::{HeaderMap, HeaderValue, header};
use flate2::Compression;
use flate2::write::GzEncoder;

/// A content coding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Coding {
    /// As it is.
    Plain,
    /// gzip.
    Gzip,
    /// Brotli.
    Brotli,
}

/// How hard to squeeze.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// While the caller waits.
    Quick,
    /// For what is kept for long and sent often.
    Thorough,
    /// For what never changes, while nobody waits: takes seconds a megabyte.
    Utmost,
}

impl Coding {
    /// The best coding that the caller takes.
    #[must_use]
    pub fn taken(headers: &HeaderMap) -> Self {
        let wishes = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|v| v.to_str().ok());
        let mut best = Coding::Plain;
        for wish in wishes.flat_map(|line| line.split(',')) {
            let (name, weight) = wish.split_once(';').unwrap_or((wish, ""));
            let refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.trim().parse() == Ok(0.0_f32));
            let coding = match name.trim() {
                "br" => Coding::Brotli,
                "gzip" => Coding::Gzip,
                _ => continue,
            };
            if !refused {
                best = best.max(coding);
            }
        }
        best
    }

    /// The value of `Content-Encoding`; none as it is.
    #[must_use]
    pub fn header(self) -> Option<HeaderValue> {
        match self {
            Coding::Plain => None,
            Coding::Gzip => Some(HeaderValue::from_static("gzip")),
            Coding::Brotli => Some(HeaderValue::from_static("br")),
        }
    }

    /// Squeezes bytes.
    #[must_use]
    pub fn squeeze(self, effort: Effort, bytes: &[u8]) -> Vec<u8> {
        match self {
            Coding::Plain => bytes.to_vec(),
            Coding::Gzip => gzip(effort, bytes),
            Coding::Brotli => brotli(effort, bytes),
        }
    }
}

fn gzip(effort: Effort, bytes: &[u8]) -> Vec<u8> {
    let level = match effort {
        Effort::Quick => Compression::new(3),
        Effort::Thorough | Effort::Utmost => Compression::best(),
    };
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), level);
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("writing to memory cannot fail")
}

fn brotli(effort: Effort, bytes: &[u8]) -> Vec<u8> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: match effort {
            Effort::Quick => 5,
            Effort::Thorough => 9,
            Effort::Utmost => 11,
        },
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut out = Vec::with_capacity(bytes.len() / 4);
    brotli::BrotliCompress(&mut &*bytes, &mut out, &parameters).expect("writing to memory cannot fail");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_coding_that_is_taken() {
        for (wish, coding) in [
            ("gzip, deflate, br", Coding::Brotli),
            ("gzip", Coding::Gzip),
            ("br;q=0, gzip;q=0.5", Coding::Gzip),
            ("identity", Coding::Plain),
            ("", Coding::Plain),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(wish));
            assert_eq!(Coding::taken(&headers), coding, "{wish}");
        }
        assert_eq!(Coding::taken(&HeaderMap::new()), Coding::Plain);
    }
}
