//! The provider's keys. It changes them now and then: for a token of an unknown key they are asked for anew, but not more often
//! than once a minute, whoever sends such tokens.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use jsonwebtoken::jwk::Jwk;
use serde::Deserialize;

use super::ask::Ask;
use super::document::Document;
use super::token::{Claims, Untrue};
use super::{Failed, Pace};

/// Keys that are kept, at most.
const MOST: usize = 64;

/// What is read of a set of keys. One that is of no kind we know does not spoil the others.
#[derive(Deserialize)]
struct Set {
    keys: Vec<serde_json::Value>,
}

/// The keys, once they were asked for.
#[derive(Debug)]
pub(super) struct Keys {
    pace: Pace,
    kept: Mutex<Option<(Instant, Arc<Vec<Jwk>>)>>,
}

impl Keys {
    pub(super) fn at(pace: Pace) -> Self {
        Self { pace, kept: Mutex::default() }
    }

    /// Reads a token with the keys; with newer ones if none of them signed it. Blocks.
    pub(super) fn claims(
        &self,
        ask: &Ask,
        document: &Document,
        token: &str,
        read: impl Fn(&str, &[Jwk]) -> Result<Claims, Untrue>,
    ) -> Result<Claims, Failed> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let kept = kept.filter(|(since, _)| since.elapsed() < self.pace.papers);
        if let Some((since, keys)) = kept {
            match read(token, &keys) {
                Err(Untrue::Key) if since.elapsed() >= self.pace.keys => {}
                read => return Ok(read?),
            }
        }
        let Set { keys } = ask.json(&document.jwks_uri)?;
        let keys = keys.into_iter().filter_map(|key| serde_json::from_value(key).ok()).take(MOST);
        let keys: Arc<Vec<Jwk>> = Arc::new(keys.collect());
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), Arc::clone(&keys)));
        Ok(read(token, &keys)?)
    }
}
