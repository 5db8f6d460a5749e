//! What an ID token must be to be believed (OpenID Connect Core, 3.1.3.7).

use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header, get_current_timestamp};
use serde::Deserialize;

use super::ring;
use crate::config::{NameClaim, Oidc};

/// How far clocks may differ, in seconds.
const LEEWAY: u64 = 60;
/// A token that was just asked for was just issued, in seconds.
const FRESH: u64 = 600;

/// Why a token, or what came with it, is not believed. For the audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Untrue {
    /// It is no token, or lacks what every token has.
    #[error("no token")]
    Form,
    /// Signed in a way that proves nothing, or not at all.
    #[error("algorithm")]
    Algorithm,
    /// No key of the provider signed it.
    #[error("unknown key")]
    Key,
    /// The signature is wrong.
    #[error("signature")]
    Signature,
    /// Somebody else issued it.
    #[error("issuer")]
    Issuer,
    /// It is for somebody else.
    #[error("audience")]
    Audience,
    /// It is over, or not yet.
    #[error("time")]
    Time,
    /// It was issued for another sign-in.
    #[error("nonce")]
    Nonce,
}

/// What a token claims.
#[derive(Debug, Deserialize)]
pub(super) struct Claims {
    pub(super) iss: String,
    pub(super) sub: String,
    aud: Audience,
    azp: Option<String>,
    iat: f64,
    nonce: Option<String>,
    preferred_username: Option<String>,
    email: Option<String>,
    email_verified: Option<serde_json::Value>,
}

/// One, or several.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

impl Claims {
    /// The name of the account.
    pub(super) fn name(&self, claim: NameClaim) -> Option<String> {
        match claim {
            NameClaim::PreferredUsername => self.preferred_username.clone(),
            // Anybody may enter somebody else's address where nobody looks.
            NameClaim::Email => self.email.clone().filter(|_| self.email_verified == Some(true.into())),
            NameClaim::Sub => Some(self.sub.clone()),
        }
    }
}

/// Reads a token that answers to `nonce`.
pub(super) fn read(token: &str, keys: &[Jwk], oidc: &Oidc, nonce: &str) -> Result<Claims, Untrue> {
    ring::install();
    let header = decode_header(token).map_err(|error| untrue(&error))?;
    // What is marked as critical must be understood, and nothing of it is.
    if header.crit.is_some() {
        return Err(Untrue::Form);
    }
    if !ring::TAKEN.contains(&header.alg) {
        return Err(Untrue::Algorithm);
    }
    let fitting: Vec<_> = keys.iter().filter(|key| fits(key, header.alg, header.kid.as_deref())).collect();
    // Without a name of the key there must be no choice.
    let [key] = fitting.as_slice() else { return Err(Untrue::Key) };
    let key = DecodingKey::from_jwk(key).map_err(|_| Untrue::Key)?;
    let mut validation = Validation::new(header.alg);
    validation.leeway = LEEWAY;
    validation.validate_nbf = true;
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    validation.set_issuer(&[&oidc.issuer]);
    validation.set_audience(&[&oidc.client_id]);
    let claims: Claims = decode(token, &key, &validation).map_err(|error| untrue(&error))?.claims;
    claims.hold(oidc, nonce)?;
    Ok(claims)
}

impl Claims {
    /// Whether they are about this sign-in, which the library does not know.
    fn hold(&self, oidc: &Oidc, nonce: &str) -> Result<(), Untrue> {
        let alone = match &self.aud {
            Audience::One(one) => *one == oidc.client_id,
            Audience::Several(several) => several.iter().all(|one| *one == oidc.client_id),
        };
        let is_ours = self.azp.as_ref().map_or(alone, |party| *party == oidc.client_id);
        let (now, fresh, leeway) = (get_current_timestamp() as f64, FRESH as f64, LEEWAY as f64);
        let is_fresh = self.iat <= now + leeway && self.iat >= now - fresh - leeway;
        match () {
            () if self.iss != oidc.issuer => Err(Untrue::Issuer),
            () if !is_ours => Err(Untrue::Audience),
            () if !is_fresh => Err(Untrue::Time),
            () if self.nonce.as_deref() != Some(nonce) => Err(Untrue::Nonce),
            () if self.sub.is_empty() || self.sub.len() > 255 => Err(Untrue::Form),
            () => Ok(()),
        }
    }
}

/// Whether a key may have signed a token.
fn fits(key: &Jwk, algorithm: Algorithm, id: Option<&str>) -> bool {
    let common = &key.common;
    let is_kind = match (&key.algorithm, algorithm) {
        (AlgorithmParameters::EllipticCurve(curve), Algorithm::ES256) => curve.curve == EllipticCurve::P256,
        (AlgorithmParameters::EllipticCurve(curve), Algorithm::ES384) => curve.curve == EllipticCurve::P384,
        (AlgorithmParameters::RSA(_), Algorithm::ES256 | Algorithm::ES384) => false,
        (AlgorithmParameters::RSA(_), _) => true,
        _ => false,
    };
    is_kind
        && id.is_none_or(|id| common.key_id.as_deref() == Some(id))
        && common.public_key_use.as_ref().is_none_or(|used| *used == PublicKeyUse::Signature)
        && common.key_algorithm.is_none_or(|named| named.to_string() == format!("{algorithm:?}"))
}

fn untrue(error: &Error) -> Untrue {
    match error.kind() {
        ErrorKind::InvalidSignature => Untrue::Signature,
        ErrorKind::ExpiredSignature | ErrorKind::ImmatureSignature => Untrue::Time,
        ErrorKind::InvalidIssuer => Untrue::Issuer,
        ErrorKind::InvalidAudience => Untrue::Audience,
        ErrorKind::InvalidAlgorithm | ErrorKind::InvalidAlgorithmName | ErrorKind::UnsupportedAlgorithm => {
            Untrue::Algorithm
        }
        _ => Untrue::Form,
    }
}
