//! Which part of a layer: a rectangle, a page; and the collection that carries it.

use std::fmt::Write;

use axum::http::Uri;
use shared::{Day, Key};
use utoipa::IntoParams;

use crate::http::params::{Asked, Box2d, Parameters};
use crate::http::problem::Problem;

/// Features on a page when no number is asked for, and at most.
pub const MOST: u64 = 10_000;

/// Which part of a layer is asked for.
#[derive(Clone, Copy, Debug, Default, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Cut {
    /// Only features whose bounding box touches `west,south,east,north` (degrees, WGS 84).
    #[param(value_type = Option<String>, example = "97.8,23.9,98.0,24.1")]
    pub bbox: Option<Box2d>,
    /// At most so many features (1–10,000; default 10,000). The rest is behind the link `next`.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 10000, example = 1000)]
    pub limit: Option<u64>,
    /// Only features whose key comes after this one: where the page before ended.
    #[param(value_type = Option<String>, example = "RL-06-101")]
    pub after: Option<Key>,
}

impl Parameters for Cut {
    fn read(asked: &mut Asked) -> Result<Self, Problem> {
        Ok(Self {
            bbox: asked.take("bbox")?,
            limit: asked.take_within("limit", 1..=MOST)?,
            after: asked.take("after")?,
        })
    }
}

impl Cut {
    /// How many features a page holds.
    #[must_use]
    pub fn room(&self) -> usize {
        self.limit.unwrap_or(MOST) as usize
    }
}

/// A page of a layer, as text.
#[derive(Debug, PartialEq)]
pub struct Selected {
    /// The features, separated by commas.
    pub features: String,
    /// How many there are on this page.
    pub returned: usize,
    /// How many there are in all.
    pub matched: usize,
    /// The last key of this page, when more follow.
    pub more_after: Option<Key>,
}

/// What stands around the features costs at most so many bytes.
const FRAME: usize = 1024;

impl Selected {
    /// An empty page with room for so many features.
    #[must_use]
    pub fn with_room(features: usize, bytes: usize) -> Self {
        let text = String::with_capacity(features.saturating_mul(bytes) + FRAME);
        Self { features: text, returned: 0, matched: 0, more_after: None }
    }

    /// The feature collection. The features come first, so that they need not be moved.
    #[must_use]
    pub fn collection(self, day: Day, uri: &Uri) -> Collection {
        let mut text = self.features;
        const HEAD: &str = "{\"type\":\"FeatureCollection\",\"features\":[";
        text.insert_str(0, HEAD);
        let next = self.more_after.map(|key| next_page(uri, key));
        let (matched, returned) = (self.matched, self.returned);
        let _infallible = write!(
            text,
            "],\"as_of\":\"{day}\",\"numberMatched\":{matched},\"numberReturned\":{returned},\"links\":["
        );
        link(&mut text, "self", &address(uri));
        if let Some(next) = &next {
            text.push(',');
            link(&mut text, "next", next);
        }
        text.push_str("]}");
        Collection { text, next }
    }
}

/// A feature collection, and where it goes on.
#[derive(Debug)]
pub struct Collection {
    /// The JSON.
    pub text: String,
    /// The address of the next page.
    pub next: Option<String>,
}

fn link(text: &mut String, rel: &str, href: &str) {
    let href = serde_json::to_string(href).unwrap_or_default();
    let _infallible = write!(text, "{{\"rel\":\"{rel}\",\"type\":\"application/geo+json\",\"href\":{href}}}");
}

fn address(uri: &Uri) -> String {
    uri.path_and_query().map_or_else(|| uri.path().to_owned(), ToString::to_string)
}

/// The same question, from a key on.
fn next_page(uri: &Uri, after: Key) -> String {
    let kept =
        uri.query().unwrap_or("").split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("after="));
    let mut address = format!("{}?", uri.path());
    for pair in kept {
        address.push_str(pair);
        address.push('&');
    }
    let _infallible = write!(address, "after={after}");
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_is_the_same_question_further_on() {
        let key = "RL-02".parse().unwrap();
        let next = |uri: &str| next_page(&uri.parse().unwrap(), key);
        assert_eq!(next("/api/geojson/units"), "/api/geojson/units?after=RL-02");
        assert_eq!(next("/u?limit=5&after=RL-01&status=leased"), "/u?limit=5&status=leased&after=RL-02");
    }
}
