//! A provider of OpenID Connect on this machine, which says whatever it is told to.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD as BASE64};
use hmac::{Hmac, KeyInit, Mac};
use ring::rand::SystemRandom;
use ring::rsa::PublicKeyComponents;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub const ID: &str = "investmap & sons";
pub const SECRET: &str = "a secret: with % in it";
pub const BACK: &str = "https://map.example.cn/api/session/oidc/back";

/// *ring* makes no RSA keys; this one signs nothing outside of these tests.
const RSA: &[u8] = include_bytes!("rsa.der");

/// How a token is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signed {
    Es256,
    Rs256,
    /// Not at all.
    None,
    /// With the public key as a secret that both sides know.
    HmacOfPublicKey,
    /// By somebody else, in the name of our key.
    BySomebodyElse,
}

/// What a code stands for.
struct Grant {
    challenge: String,
    token: String,
}

pub struct Inner {
    issuer: String,
    key: EcdsaKeyPair,
    kid: String,
    grants: HashMap<String, Grant>,
    codes: usize,
    /// How often the keys were asked for.
    pub keys_asked: usize,
    /// What it says of itself instead.
    pub says: fn(&mut Value),
    /// What its token endpoint answers instead.
    pub stumbles: Option<StatusCode>,
}

/// The provider.
#[derive(Clone)]
pub struct Provider {
    pub issuer: String,
    inner: Arc<Mutex<Inner>>,
}

impl Provider {
    pub async fn open() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}/realms/office", listener.local_addr().unwrap());
        let inner = Arc::new(Mutex::new(Inner {
            issuer: issuer.clone(),
            key: new_key(),
            kid: "key-1".into(),
            grants: HashMap::new(),
            codes: 0,
            keys_asked: 0,
            says: |_| {},
            stumbles: None,
        }));
        let router = Router::new()
            .route("/realms/office/.well-known/openid-configuration", get(document))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(Arc::clone(&inner));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { issuer, inner }
    }

    pub fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap()
    }

    /// Has another key from now on.
    pub fn changes_its_key(&self) {
        let mut inner = self.inner();
        inner.key = new_key();
        inner.kid.push('x');
    }

    /// A person signs in there; what the browser brings back, with a code for a token that claims so.
    pub fn lets_in(&self, sent_to: &str, signed: Signed, claim: impl Fn(&mut Value)) -> String {
        let uri: Uri = sent_to.parse().unwrap();
        let Query(asked) = Query::<HashMap<String, String>>::try_from_uri(&uri).unwrap();
        assert!(sent_to.starts_with(&self.issuer.replace("/realms/office", "/authorize?")), "{sent_to}");
        assert_eq!((&*asked["response_type"], &*asked["client_id"]), ("code", ID));
        assert_eq!((&*asked["redirect_uri"], &*asked["code_challenge_method"]), (BACK, "S256"));
        assert!(["openid profile", "openid email profile"].contains(&&*asked["scope"]), "{sent_to}");
        let now = now();
        let mut claims = json!({
            "iss": self.issuer, "aud": ID, "sub": "f:7", "iat": now, "exp": now + 300,
            "nonce": asked["nonce"], "preferred_username": "li.na",
        });
        claim(&mut claims);
        let mut inner = self.inner();
        let token = inner.token(&claims, signed);
        inner.codes += 1;
        let code = format!("code-{}", inner.codes);
        inner.grants.insert(code.clone(), Grant { challenge: asked["code_challenge"].clone(), token });
        format!("state={}&code={code}&session_state=whatever+it+is", asked["state"])
    }
}

pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

fn new_key() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random).unwrap()
}

fn rsa() -> RsaKeyPair {
    RsaKeyPair::from_der(RSA).unwrap()
}

impl Inner {
    fn token(&self, claims: &Value, signed: Signed) -> String {
        let (algorithm, kid) = match signed {
            Signed::Rs256 => ("RS256", "rsa"),
            Signed::None => ("none", &*self.kid),
            Signed::HmacOfPublicKey => ("HS256", &*self.kid),
            Signed::Es256 | Signed::BySomebodyElse => ("ES256", &*self.kid),
        };
        let header = json!({"alg": algorithm, "kid": kid, "typ": "JWT"});
        let said = [header.to_string(), claims.to_string()].map(|part| BASE64.encode(part)).join(".");
        let random = SystemRandom::new();
        let signature = match signed {
            Signed::None => Vec::new(),
            Signed::Es256 => self.key.sign(&random, said.as_bytes()).unwrap().as_ref().to_vec(),
            Signed::BySomebodyElse => new_key().sign(&random, said.as_bytes()).unwrap().as_ref().to_vec(),
            Signed::HmacOfPublicKey => {
                let mut mac = Hmac::<Sha256>::new_from_slice(self.key.public_key().as_ref()).unwrap();
                mac.update(said.as_bytes());
                mac.finalize().into_bytes().to_vec()
            }
            Signed::Rs256 => {
                let key = rsa();
                let mut signature = vec![0; key.public().modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &random, said.as_bytes(), &mut signature).unwrap();
                signature
            }
        };
        format!("{said}.{}", BASE64.encode(signature))
    }
}

type Shared = State<Arc<Mutex<Inner>>>;

async fn document(State(inner): Shared) -> Json<Value> {
    let inner = inner.lock().unwrap();
    let root = inner.issuer.replace("/realms/office", "");
    let mut document = json!({
        "issuer": inner.issuer,
        "authorization_endpoint": format!("{root}/authorize"),
        "token_endpoint": format!("{root}/token"),
        "jwks_uri": format!("{root}/keys"),
    });
    (inner.says)(&mut document);
    Json(document)
}

async fn keys(State(inner): Shared) -> Json<Value> {
    let mut inner = inner.lock().unwrap();
    inner.keys_asked += 1;
    // 4, and the two halves of the point.
    let point = inner.key.public_key().as_ref();
    let (x, y) = point[1..].split_at(32);
    let PublicKeyComponents::<Vec<u8>> { mut n, e } = rsa().public().into();
    n.insert(0, 0);
    Json(json!({"keys": [
        {"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": inner.kid, "x": BASE64.encode(x), "y": BASE64.encode(y)},
        {"kty": "RSA", "use": "sig", "kid": "rsa", "n": BASE64.encode(n), "e": BASE64.encode(e)},
        {"kty": "RSA", "use": "enc", "alg": "RSA-OAEP", "kid": "other", "n": "AQAB", "e": "AQAB"},
        {"kty": "of a kind that nobody knows", "kid": "odd"},
        "nonsense",
    ]}))
}

async fn token(
    State(inner): Shared,
    headers: HeaderMap,
    Form(asked): Form<HashMap<String, String>>,
) -> Response {
    let mut inner = inner.lock().unwrap();
    if let Some(status) = inner.stumbles {
        return status.into_response();
    }
    let known = format!(
        "Basic {}",
        BASE64_STANDARD.encode("investmap%20%26%20sons:a%20secret%3A%20with%20%25%20in%20it")
    );
    if headers.get("authorization").is_none_or(|given| given.as_bytes() != known.as_bytes()) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let wrong = (StatusCode::BAD_REQUEST, Json(json!({"error": "invalid_grant"})));
    let Some(grant) = inner.grants.remove(&asked["code"]) else { return wrong.into_response() };
    let challenge = BASE64.encode(Sha256::digest(asked["code_verifier"].as_bytes()));
    if grant.challenge != challenge || asked["redirect_uri"] != BACK {
        return wrong.into_response();
    }
    assert_eq!(asked["grant_type"], "authorization_code");
    Json(json!({"token_type": "Bearer", "access_token": "not looked at", "id_token": grant.token}))
        .into_response()
}
