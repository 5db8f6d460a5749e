//! Sending an answer: tag, freshness, media type, and the coding the caller takes.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use bytes::Bytes;

use super::fresh::{Keep, Tag};
use super::pantry::Pantry;
use super::squeeze::{Coding, Effort};

/// Shorter answers are not worth compressing: they fit one packet anyway.
const WORTH: usize = 1024;
/// Longer answers are compressed on a thread of their own, so that others are not kept waiting.
const LONG: usize = 48 << 10;

pub const JSON: &str = "application/json";
pub const GEOJSON: &str = "application/geo+json";

/// An answer, not yet compressed.
#[derive(Debug)]
pub struct Answer {
    /// What is said.
    pub body: Bytes,
    /// What kind of thing it is.
    pub media: &'static str,
    /// What it depends on.
    pub tag: Tag,
    /// How long it may be kept.
    pub keep: Keep,
    /// How hard to compress it.
    pub effort: Effort,
}

impl Answer {
    /// JSON that must be asked for each time.
    #[must_use]
    pub fn json(body: impl Into<Bytes>, tag: Tag) -> Self {
        Self { body: body.into(), media: JSON, tag, keep: Keep::Ask, effort: Effort::Quick }
    }

    /// Sends it in the best coding the caller takes; compressed forms are kept for the next caller.
    pub async fn send(self, headers: &HeaderMap, kept: &Arc<Squeezed>) -> Response {
        let coding = if self.body.len() < WORTH { Coding::Plain } else { Coding::taken(headers) };
        let bytes = match coding {
            Coding::Plain => self.body,
            coding => kept.get_or_squeeze(&self.tag, coding, self.effort, self.body).await,
        };
        respond(bytes, self.media, coding, &self.tag, self.keep)
    }
}

/// A response out of bytes that are already in a coding.
#[must_use]
pub fn respond(bytes: Bytes, media: &'static str, coding: Coding, tag: &Tag, keep: Keep) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(coding) = coding.header() {
        headers.insert(header::CONTENT_ENCODING, coding);
    }
    tag.put_on(&mut response, keep);
    response
}

/// Compressed answers.
#[derive(Debug)]
pub struct Squeezed {
    kept: Pantry<(Tag, Coding)>,
}

impl Default for Squeezed {
    fn default() -> Self {
        Self { kept: Pantry::with_room(64 << 20) }
    }
}

impl Squeezed {
    /// The form in that coding, if it is kept.
    #[must_use]
    pub fn get(&self, tag: &Tag, coding: Coding) -> Option<Bytes> {
        self.kept.get(&(tag.clone(), coding))
    }

    /// The form in that coding, kept from now on.
    pub async fn get_or_squeeze(
        self: &Arc<Self>,
        tag: &Tag,
        coding: Coding,
        effort: Effort,
        body: Bytes,
    ) -> Bytes {
        if let Some(kept) = self.get(tag, coding) {
            return kept;
        }
        let squeezed = if body.len() < LONG {
            Bytes::from(coding.squeeze(effort, &body))
        } else {
            let plain = body.clone();
            let work = move || Bytes::from(coding.squeeze(effort, &plain));
            // The thread fails only when the process ends; then nobody reads this.
            tokio::task::spawn_blocking(work).await.unwrap_or_default()
        };
        self.kept.put((tag.clone(), coding), squeezed.clone());
        squeezed
    }
}
