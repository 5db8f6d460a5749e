//! What is asked of the provider: its host alone, within limits of time and of bytes, and without following anybody elsewhere.

use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use ureq::http::Uri;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Body, http};

use super::document::Document;
use super::{Failed, Untrue};
use crate::config::Oidc;

/// Whoever has not answered by then is not there. Four such questions fit into the time that a request has.
const PATIENCE: Duration = Duration::from_secs(6);
/// Keys and tokens are a few kilobytes.
const LARGEST: u64 = 256 << 10;

/// Asks one provider.
pub(super) struct Ask {
    agent: Agent,
    issuer: String,
    host: String,
    is_secure: bool,
}

/// What a code is changed into; what else comes is not looked at.
#[derive(Deserialize)]
struct Tokens {
    id_token: Option<String>,
}

/// Why a code is not changed.
#[derive(Deserialize)]
struct Refusal {
    error: String,
}

impl Ask {
    /// # Errors
    /// In words, if it cannot be asked in that way.
    pub(super) fn of(oidc: &Oidc) -> Result<Self, String> {
        let issuer = &oidc.issuer;
        let uri: Uri = issuer.parse().map_err(|_| format!("the issuer \"{issuer}\" is no address"))?;
        let (Some(scheme), Some(host)) = (uri.scheme_str(), uri.host()) else {
            return Err(format!(
                "the issuer \"{issuer}\": give scheme and host, such as https://id.example.cn"
            ));
        };
        let is_secure = scheme == "https";
        let is_here = scheme == "http" && is_this_machine(host);
        if !is_secure && !is_here {
            return Err(format!(
                "the issuer \"{issuer}\": only https keeps others from speaking in its name"
            ));
        }
        if uri.query().is_some() || issuer.contains(['#', '@']) {
            return Err(format!("the issuer \"{issuer}\" has no query, fragment or password"));
        }
        let mut tls = TlsConfig::builder();
        if let Some(file) = &oidc.ca_file {
            tls = tls.root_certs(RootCerts::new_with_certs(&authorities(file)?));
        }
        let agent = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .timeout_connect(Some(PATIENCE / 2))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .proxy(None)
            .tls_config(tls.build())
            .user_agent(concat!("investmap/", env!("CARGO_PKG_VERSION")))
            .build()
            .new_agent();
        Ok(Self { agent, issuer: issuer.clone(), host: host.to_owned(), is_secure })
    }

    /// The address of the issuer.
    pub(super) fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Whether an address is one of the provider's host, asked as securely as the issuer.
    pub(super) fn is_theirs(&self, address: &str) -> bool {
        let Ok(uri) = address.parse::<Uri>() else { return false };
        let scheme = if self.is_secure { "https" } else { "http" };
        uri.scheme_str() == Some(scheme)
            && uri.host().is_some_and(|host| host.eq_ignore_ascii_case(&self.host))
            && !address.contains(['#', '@'])
    }

    /// JSON at an address of the provider.
    pub(super) fn json<T: DeserializeOwned>(&self, address: &str) -> Result<T, Failed> {
        if !self.is_theirs(address) {
            return Err(Failed::Away(format!("{address} is not at {}", self.issuer)));
        }
        let answer = self.agent.get(address).header("accept", "application/json").call();
        let mut answer = answer.map_err(|error| away(&error))?;
        match answer.status().as_u16() {
            200 => read(&mut answer),
            status => Err(Failed::Away(format!("{address} answered {status}"))),
        }
    }

    /// Changes a code into an ID token.
    pub(super) fn token(
        &self,
        document: &Document,
        oidc: &Oidc,
        back: &str,
        code: &str,
        verifier: &str,
    ) -> Result<String, Failed> {
        let (id, secret) = (oidc.client_id.as_str(), oidc.client_secret.reveal());
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", back),
            ("code_verifier", verifier),
        ];
        let mut request = self.agent.post(&document.token_endpoint).header("accept", "application/json");
        if secret.is_empty() {
            form.push(("client_id", id));
        } else if document.takes_basic() {
            let both = format!("{}:{}", encoded(id), encoded(secret));
            request = request.header("authorization", format!("Basic {}", BASE64_STANDARD.encode(both)));
        } else {
            form.extend([("client_id", id), ("client_secret", secret)]);
        }
        let mut answer = request.send_form(form).map_err(|error| away(&error))?;
        match answer.status().as_u16() {
            200 => read::<Tokens>(&mut answer)?.id_token.ok_or_else(|| Untrue::Form.into()),
            400 => Err(match read::<Refusal>(&mut answer) {
                // The code is wrong, or was used.
                Ok(Refusal { error }) if error == "invalid_grant" => Failed::Declined,
                Ok(Refusal { error }) => {
                    let error: String = error.chars().take(64).collect();
                    Failed::Away(format!("its token endpoint answered {error:?}"))
                }
                Err(_) => Failed::Declined,
            }),
            status => Err(Failed::Away(format!("its token endpoint answered {status}"))),
        }
    }
}

impl std::fmt::Debug for Ask {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ask").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

/// Parameters of an address, in their order.
pub(super) fn query(pairs: &[(&str, &str)]) -> String {
    let pairs = pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// A text as a part of an address.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut all, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => all.push(char::from(byte)),
            _ => all.push_str(&format!("%{byte:02X}")),
        }
        all
    })
}

fn is_this_machine(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn authorities(file: &std::path::Path) -> Result<Vec<Certificate<'static>>, String> {
    let name = file.display();
    let pem = std::fs::read(file).map_err(|error| format!("ca_file {name}: {error}"))?;
    let items: Result<Vec<_>, _> = parse_pem(&pem).collect();
    let items = items.map_err(|error| format!("ca_file {name}: {error}"))?;
    let certificates = items.into_iter().filter_map(|item| match item {
        PemItem::Certificate(certificate) => Some(certificate),
        _ => None,
    });
    let certificates: Vec<_> = certificates.collect();
    match certificates.is_empty() {
        true => Err(format!("ca_file {name}: there is no certificate in it; give a PEM file")),
        false => Ok(certificates),
    }
}

fn read<T: DeserializeOwned>(answer: &mut http::Response<Body>) -> Result<T, Failed> {
    let body = answer.body_mut().with_config().limit(LARGEST).read_to_vec().map_err(|error| away(&error))?;
    // What stands there is not repeated: it may be a token.
    serde_json::from_slice(&body).map_err(|_| Failed::Away("its answer is not what it should be".into()))
}

fn away(error: &ureq::Error) -> Failed {
    Failed::Away(match error {
        ureq::Error::Timeout(_) => "it did not answer in time".into(),
        ureq::Error::HostNotFound => "its name is not known".into(),
        ureq::Error::ConnectionFailed => "it does not accept connections".into(),
        ureq::Error::BodyExceedsLimit(_) => "its answer is too large".into(),
        ureq::Error::Io(error) => format!("the connection failed: {error}"),
        other => format!("it could not be asked: {other}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(issuer: &str) -> Result<Ask, String> {
        let oidc = format!("issuer = {issuer:?}\nclient_id = \"x\"");
        Ask::of(&toml::from_str(&oidc).unwrap())
    }

    #[test]
    fn only_the_issuers_own_host_is_asked_and_only_securely() {
        for issuer in [
            "https://id.example.cn/realms/office",
            "http://127.0.0.1:1/",
            "http://[::1]:1",
            "http://localhost",
        ] {
            assert!(ask(issuer).is_ok(), "{issuer}");
        }
        for issuer in [
            "http://id.example.cn",
            "id.example.cn",
            "ftp://127.0.0.1",
            "https://a@b.cn",
            "https://b.cn/?x",
            "https://b.cn/#x",
            "",
        ] {
            assert!(ask(issuer).is_err(), "{issuer}");
        }
        let ask = ask("https://id.example.cn/realms/office").unwrap();
        assert!(
            ask.is_theirs("https://id.example.cn/token") && ask.is_theirs("https://ID.example.cn:8443/token")
        );
        for other in [
            "http://id.example.cn/token",
            "https://id.example.cn.evil.cn/",
            "https://evil.cn/id.example.cn",
            "/token",
            "https://id.example.cn@evil.cn/",
            "javascript:alert(1)",
        ] {
            assert!(!ask.is_theirs(other), "{other}");
        }
    }

    #[test]
    fn what_stands_in_an_address_cannot_end_it() {
        assert_eq!(query(&[("scope", "openid a&b"), ("x", "é=~")]), "scope=openid%20a%26b&x=%C3%A9%3D~");
    }
}
