//! Sign-in by OpenID Connect: a browser is sent to a provider and comes back with a code, for which this server gets a token
//! that says who it is.
//!
//! The authorization code flow with PKCE (S256), state and nonce. What was begun is kept here for ten minutes and belongs
//! to one browser; it is finished once. Nothing is asked of anybody but the host of the configured issuer. What comes of it
//! is an [`Identity`] and a name: whether that opens an account is the register's to say (`accounts::Way`).

mod ask;
mod begun;
mod document;
mod keys;
mod ring;
mod token;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use sha2::{Digest, Sha256};
use shared::{Lang, Text};
use tokio::sync::Semaphore;

use crate::accounts::Identity;
use crate::config::{NameClaim, NotConfigured, Oidc};
use crate::sessions::random_digits;
use ask::{Ask, query};
use begun::{Begun, Flow};
use document::{Document, Papers};
use keys::Keys;
pub use token::Untrue;

/// Where the provider sends browsers back to, on this server.
pub const BACK: &str = "/api/session/oidc/back";
/// Questions to the provider that wait for an answer at a time: a slow one must not take every thread.
const AT_ONCE: usize = 4;

/// How long things are kept.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// What was begun can be finished.
    pub flow: Duration,
    /// What the provider says of itself, and its keys, are asked for anew after this.
    pub papers: Duration,
    /// For a key that is not among them they are asked for no more often than this.
    pub keys: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            flow: Duration::from_secs(600),
            papers: Duration::from_secs(3600),
            keys: Duration::from_secs(60),
        }
    }
}

/// A provider, and what is on its way there and back. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Provider(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    oidc: Oidc,
    /// Where browsers come back to.
    back: String,
    ask: Ask,
    papers: Papers,
    keys: Keys,
    begun: Begun,
    turns: Arc<Semaphore>,
}

/// Why nobody was identified.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failed {
    /// The provider does not answer, or not as it should. With the cause, for the log.
    #[error("the provider: {0}")]
    Away(String),
    /// It was not begun, not by this browser, too long ago, or it was finished already.
    #[error("not begun here")]
    NotBegun,
    /// The provider did not let them in there, or they changed their mind.
    #[error("declined there")]
    Declined,
    /// What came back is not what was asked for.
    #[error(transparent)]
    Untrue(#[from] Untrue),
    /// The system has no random bits.
    #[error("no random bits: {0}")]
    Random(#[from] getrandom::Error),
}

/// A browser on its way to the provider.
#[derive(Debug)]
pub struct Sent {
    /// Where to.
    pub address: String,
    /// What the browser keeps, to show that it was the one: 64 hexadecimal digits.
    pub ticket: String,
}

/// What a browser brings back.
#[derive(Clone, Debug, Default)]
pub struct Back {
    /// Which sign-in it was.
    pub state: Option<String>,
    /// What the provider gives for a token.
    pub code: Option<String>,
    /// Who answers (RFC 9207).
    pub issuer: Option<String>,
}

/// Who came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who they are there.
    pub identity: Identity,
    /// The name of their account, if the provider tells.
    pub name: Option<String>,
}

impl Provider {
    /// The provider that is configured. `root` is the address of the site.
    ///
    /// # Errors
    /// If it cannot be asked in that way.
    pub fn of(oidc: &Oidc, root: Option<String>) -> Result<Self, NotConfigured> {
        Self::at_pace(oidc, root, Pace::default())
    }

    /// The same, with other limits of time.
    ///
    /// # Errors
    /// If it cannot be asked in that way.
    pub fn at_pace(oidc: &Oidc, root: Option<String>, pace: Pace) -> Result<Self, NotConfigured> {
        let wrong = |what: &str| NotConfigured::new(format!("oidc: {what}"));
        let root = root.ok_or_else(|| {
            wrong("public_url is needed, such as https://map.example.cn: the provider sends browsers back there")
        })?;
        if oidc.client_id.is_empty() {
            return Err(wrong("client_id is empty; it is what the provider calls this server"));
        }
        Ok(Self(Arc::new(Inner {
            ask: Ask::of(oidc).map_err(|what| wrong(&what))?,
            back: format!("{root}{BACK}"),
            papers: Papers::kept_for(pace.papers),
            keys: Keys::at(pace),
            begun: Begun::kept_for(pace.flow),
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            oidc: oidc.clone(),
        })))
    }

    /// What people call it.
    #[must_use]
    pub fn name(&self) -> &Text {
        &self.0.oidc.name
    }

    /// Sends a browser there.
    ///
    /// # Errors
    /// If the provider does not say where.
    pub async fn begin(&self, from: IpAddr, lang: Option<Lang>) -> Result<Sent, Failed> {
        self.at_turn(move |inner| inner.begin(from, lang)).await
    }

    /// Finishes what a browser with this ticket began, and says in which language.
    ///
    /// # Errors
    /// If it does not end well.
    pub async fn finish(&self, ticket: Option<String>, back: Back) -> (Option<Lang>, Result<Person, Failed>) {
        let flow = ticket.zip(back.state.as_deref()).and_then(|(ticket, state)| {
            // It is over either way: whoever saw the state has one attempt.
            self.0.begun.take(state).filter(|flow| flow.is_of(&ticket))
        });
        let Some(flow) = flow else { return (None, Err(Failed::NotBegun)) };
        let lang = flow.lang;
        (lang, self.at_turn(move |inner| inner.finish(&flow, &back)).await)
    }

    /// Asks apart from everything else, so many at a time.
    async fn at_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Inner) -> Result<T, Failed> + Send + 'static,
    ) -> Result<T, Failed> {
        let turn = Arc::clone(&self.0.turns).acquire_owned().await;
        let inner = Arc::clone(&self.0);
        let done = tokio::task::spawn_blocking(move || {
            let done = work(&inner);
            drop(turn);
            done
        });
        done.await.map_err(|error| Failed::Away(error.to_string()))?
    }
}

impl Inner {
    fn document(&self) -> Result<Arc<Document>, Failed> {
        self.papers.get(&self.ask)
    }

    fn begin(&self, from: IpAddr, lang: Option<Lang>) -> Result<Sent, Failed> {
        let document = self.document()?;
        let [state, nonce, verifier, ticket] =
            [random_digits()?, random_digits()?, random_digits()?, random_digits()?];
        let challenge = BASE64.encode(Sha256::digest(verifier.as_bytes()));
        let mail = (self.oidc.account == NameClaim::Email).then_some("email");
        let scope = ["openid"].into_iter().chain(mail).chain(self.oidc.scopes.iter().map(String::as_str));
        let scope = scope.collect::<Vec<_>>().join(" ");
        let query = query(&[
            ("response_type", "code"),
            ("client_id", &self.oidc.client_id),
            ("redirect_uri", &self.back),
            ("scope", &scope),
            ("state", &state),
            ("nonce", &nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ]);
        let there = &document.authorization_endpoint;
        let address = format!("{there}{}{query}", if there.contains('?') { '&' } else { '?' });
        self.begun.keep(&state, Flow::of(&ticket, nonce, verifier, from, lang), Instant::now());
        Ok(Sent { address, ticket })
    }

    fn finish(&self, flow: &Flow, back: &Back) -> Result<Person, Failed> {
        let document = self.document()?;
        // One provider alone is asked, so nobody could mix answers up; one that says who it is says the truth all the same.
        let says_who = document.authorization_response_iss_parameter_supported;
        match &back.issuer {
            Some(issuer) if *issuer != self.oidc.issuer => return Err(Untrue::Issuer.into()),
            None if says_who && back.code.is_some() => return Err(Untrue::Issuer.into()),
            _ => {}
        }
        let code = back.code.as_deref().ok_or(Failed::Declined)?;
        let token = self.ask.token(&document, &self.oidc, &self.back, code, &flow.verifier)?;
        let claims = self.keys.claims(&self.ask, &document, &token, |token, keys| {
            token::read(token, keys, &self.oidc, &flow.nonce)
        })?;
        let name = claims.name(self.oidc.account);
        Ok(Person { identity: Identity { issuer: claims.iss, subject: claims.sub }, name })
    }
}
