//! What the provider says of itself (OpenID Connect Discovery), asked for when it is first needed and kept for a while.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::Deserialize;

use super::Failed;
use super::ask::Ask;

/// What it says.
#[derive(Debug, Deserialize)]
pub(super) struct Document {
    issuer: String,
    pub(super) authorization_endpoint: String,
    pub(super) token_endpoint: String,
    pub(super) jwks_uri: String,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    /// Whether it says who it is when a browser comes back (RFC 9207).
    #[serde(default)]
    pub(super) authorization_response_iss_parameter_supported: bool,
}

impl Document {
    /// Whether this server's secret goes into a header; else into the form.
    pub(super) fn takes_basic(&self) -> bool {
        let methods = self.token_endpoint_auth_methods_supported.as_ref();
        methods.is_none_or(|methods| {
            let takes = |method: &str| methods.iter().any(|one| one == method);
            takes("client_secret_basic") || !takes("client_secret_post")
        })
    }
}

/// The document, once it was asked for.
#[derive(Debug)]
pub(super) struct Papers {
    life: Duration,
    kept: Mutex<Option<(Instant, Arc<Document>)>>,
}

impl Papers {
    pub(super) fn kept_for(life: Duration) -> Self {
        Self { life, kept: Mutex::default() }
    }

    /// Blocks.
    pub(super) fn get(&self, ask: &Ask) -> Result<Arc<Document>, Failed> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, document)) = kept.filter(|(since, _)| since.elapsed() < self.life) {
            return Ok(document);
        }
        let address = format!("{}/.well-known/openid-configuration", ask.issuer().trim_end_matches('/'));
        let document: Document = ask.json(&address)?;
        if document.issuer != ask.issuer() {
            return Err(Failed::Away(format!("{address} speaks for {}", document.issuer)));
        }
        let addresses = [&document.authorization_endpoint, &document.token_endpoint, &document.jwks_uri];
        if let Some(foreign) = addresses.into_iter().find(|address| !ask.is_theirs(address)) {
            return Err(Failed::Away(format!("it sends to {foreign}, which is not at {}", ask.issuer())));
        }
        let document = Arc::new(document);
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) =
            Some((Instant::now(), Arc::clone(&document)));
        Ok(document)
    }
}
