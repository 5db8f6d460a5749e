//! What the operator decides: the configuration file, and the secrets that come from the environment.
//!
//! ```toml
//! home_region = "533100"
//!
//! [[base_map]]
//! id = "tianditu-vec"
//! name = { zh = "天地图矢量", en = "Tianditu" }
//! kind = "xyz"                        # xyz · wmts · pmtiles
//! url = "https://t0.example.org/{z}/{x}/{y}?tk={key}"
//! key = "kept on the server; never sent to a browser"
//! review_number = "GS(2024)0650号"
//! issuer = "国家地理信息公共服务平台"
//!
//! [[webhook]]
//! id = "planning"
//! url = "https://receiver.example.org/facts"
//! secret = { file = "/run/secrets/planning" }
//! kinds = ["unit.*", "project.reached"]
//!
//! [vault]
//! key_file = "/etc/investmap/vault.key"   # readable by this program's user alone
//!
//! [review]
//! public = "entries"                  # which public facts of an editor wait for a reviewer: entries · all · off
//!
//! [oidc]
//! issuer = "https://id.example.cn/realms/office"
//! client_id = "investmap"
//! client_secret = { file = "/run/secrets/oidc" }
//! name = { zh = "统一身份认证", en = "Office sign-in" }
//! ```

mod oidc;
mod secret;
mod webhook;

use std::path::{Path, PathBuf};

use serde::Deserialize;
use shared::review::Passing;
use shared::{Day, RegionCode, Text};
use subtle::ConstantTimeEq;

use crate::hooks::receiver::Receiver;
use crate::oidc::Provider;

pub use oidc::{NameClaim, Oidc};
pub use secret::Secret;
pub use webhook::{Form, HookRules, Webhook};

/// The configuration of a server.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// The region whose figures are shown when none is asked for. Default: 533100 in the demonstration, else 530000.
    pub home_region: Option<RegionCode>,
    /// Approved base maps, drawn below our own layers.
    pub base_map: Vec<BaseMap>,
    /// The address under which people reach this server, such as `https://map.example.cn`: for links in messages, and for
    /// the way back from a provider of OpenID Connect.
    pub public_url: Option<String>,
    /// Who is told of new facts: there are no other receivers.
    pub webhook: Vec<Webhook>,
    /// What holds for all of them.
    pub hooks: HookRules,
    /// Where contacts and notes are kept.
    pub vault: VaultConfig,
    /// What passes a reviewer.
    pub review: Reviewing,
    /// Who says who an official is, besides passwords.
    pub oidc: Option<Oidc>,
    /// Whether this is the demonstration.
    #[serde(skip)]
    pub demo: bool,
    /// The token that automation may record facts with. From `INVESTMAP_OPERATOR_TOKEN` only.
    #[serde(skip)]
    pub operator_token: Option<OperatorToken>,
}

/// Where contacts and notes are kept.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct VaultConfig {
    /// The file with the keys, where `INVESTMAP_VAULT_KEY` does not hold them.
    pub key_file: Option<PathBuf>,
}

/// What passes a reviewer.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Reviewing {
    /// Which facts that everybody will see.
    pub public: Passing,
}

/// An approved base map.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BaseMap {
    /// Its name in addresses: a-z, 0-9 and `-`.
    pub id: String,
    /// Its name for readers.
    pub name: Text,
    /// How its tiles are asked for.
    pub kind: BaseMapKind,
    /// Address with `{z}`, `{x}`, `{y}` and `{key}` (a PMTiles file: its path or address).
    pub url: String,
    /// The key that replaces `{key}`. Stays on the server.
    #[serde(default)]
    pub key: Secret,
    /// Map review number 审图号.
    pub review_number: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// Scale, such as `1:250000`.
    pub scale: Option<String>,
    /// Day of the approval.
    pub date: Option<Day>,
    /// Day after which the approval no longer holds.
    pub expires: Option<Day>,
    /// Smallest zoom that has tiles.
    #[serde(default)]
    pub min_zoom: u8,
    /// Largest zoom that has tiles.
    #[serde(default = "usual_max_zoom")]
    pub max_zoom: u8,
}

fn usual_max_zoom() -> u8 {
    18
}

/// How the tiles of a base map are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BaseMapKind {
    /// One address per tile.
    Xyz,
    /// OGC WMTS, key-value encoding written out in the address.
    Wmts,
    /// One PMTiles archive.
    Pmtiles,
}

/// The token that automation may record facts with.
#[derive(Clone, Debug)]
pub struct OperatorToken(Secret);

impl OperatorToken {
    /// A token of at least 32 characters.
    ///
    /// # Errors
    /// If it is shorter.
    pub fn new(token: String) -> Result<Self, NotConfigured> {
        if token.chars().count() < 32 {
            return Err(NotConfigured(
                "INVESTMAP_OPERATOR_TOKEN has fewer than 32 characters; make one with: openssl rand -hex 32"
                    .into(),
            ));
        }
        Ok(Self(Secret::from(token)))
    }

    /// Whether this is the token, in the same time for every wrong one of its length.
    #[must_use]
    pub fn is(&self, token: &str) -> bool {
        self.0.reveal().as_bytes().ct_eq(token.as_bytes()).into()
    }
}

/// Why a configuration cannot be used: one line that says what and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotConfigured(String);

impl NotConfigured {
    pub(crate) fn new(line: impl Into<String>) -> Self {
        Self(line.into())
    }
}

impl Config {
    /// Reads a configuration file.
    ///
    /// # Errors
    /// If it cannot be read or understood.
    pub fn read(file: &Path) -> Result<Self, NotConfigured> {
        let text =
            std::fs::read_to_string(file).map_err(|e| NotConfigured(format!("{}: {e}", file.display())))?;
        Self::parse(&text).map_err(|e| NotConfigured(format!("{}: {e}", file.display())))
    }

    fn parse(text: &str) -> Result<Self, NotConfigured> {
        let config: Self = toml::from_str(text).map_err(|e| {
            let line =
                e.span().map_or(1, |span| text.get(..span.start).unwrap_or_default().lines().count().max(1));
            NotConfigured(format!("line {line}: {}", e.message()))
        })?;
        for map in &config.base_map {
            fit_id("base_map", &map.id)?;
            if map.kind != BaseMapKind::Pmtiles
                && !["{z}", "{x}", "{y}"].iter().all(|part| map.url.contains(part))
            {
                return Err(NotConfigured(format!(
                    "base_map \"{}\": the url needs {{z}}, {{x}} and {{y}}",
                    map.id
                )));
            }
        }
        config.receivers()?;
        config.provider()?;
        Ok(config)
    }

    /// Who says who an official is, if anybody is configured to.
    ///
    /// # Errors
    /// If it cannot be asked in the way that is configured.
    pub fn provider(&self) -> Result<Option<Provider>, NotConfigured> {
        let root = webhook::root(self.public_url.as_deref())?;
        self.oidc.as_ref().map(|oidc| Provider::of(oidc, root)).transpose()
    }

    /// Whoever is told of new facts.
    ///
    /// # Errors
    /// If one of them cannot be told in the way that is configured.
    pub fn receivers(&self) -> Result<Vec<Receiver>, NotConfigured> {
        let root = webhook::root(self.public_url.as_deref())?;
        let receiver =
            |(at, hook): (usize, &Webhook)| match self.webhook.iter().take(at).any(|o| o.id == hook.id) {
                true => Err(NotConfigured(format!(
                    "webhook \"{}\" is there twice: give each an id of its own",
                    hook.id
                ))),
                false => Receiver::of(hook, &self.hooks, root.clone()),
            };
        self.webhook.iter().enumerate().map(receiver).collect()
    }

    /// The region whose figures are shown when none is asked for.
    #[must_use]
    pub fn home(&self) -> RegionCode {
        self.home_region.unwrap_or(if self.demo { RegionCode::DEHONG } else { RegionCode::YUNNAN })
    }
}

/// The name of something configured: it stands in addresses and messages.
pub(crate) fn fit_id(what: &str, id: &str) -> Result<(), NotConfigured> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    match !id.is_empty() && id.chars().all(plain) {
        true => Ok(()),
        false => Err(NotConfigured(format!("{what} id \"{id}\": use a-z, 0-9 and -"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &str = r#"
        home_region = "533100"
        [[base_map]]
        id = "tianditu-vec"
        name = { zh = "天地图", en = "Tianditu" }
        kind = "xyz"
        url = "https://t0.example.org/{z}/{x}/{y}?tk={key}"
        key = "secret"
    "#;

    #[test]
    fn what_is_configured_is_read_and_keys_are_never_printed() {
        let config = Config::parse(MAP).unwrap();
        assert_eq!(config.home(), RegionCode::DEHONG);
        assert_eq!(config.base_map[0].key.reveal(), "secret");
        assert!(!format!("{config:?}").contains("secret"));
        assert_eq!(Config::parse("").unwrap().home(), RegionCode::YUNNAN);
        assert_eq!(config.review.public, Passing::Entries);
        let all = Config::parse("[review]\npublic = \"all\"").unwrap();
        assert_eq!(all.review.public, Passing::All);
        assert_eq!(Config { demo: true, ..Config::default() }.home(), RegionCode::DEHONG);
    }

    #[test]
    fn what_cannot_be_used_is_named_with_its_line() {
        for (from, to, said) in [
            ("home_region", "vault.key = \"x\"\nhome_region", "line 2: unknown field `key`"),
            ("home_region", "home_area", "line 2: unknown field `home_area`"),
            ("533100", "53", "a six-digit code"),
            ("kind = \"xyz\"", "kind = \"wms\"", "line 6: unknown variant `wms`"),
            ("tianditu-vec", "天", "base_map id \"天\": use a-z"),
            ("{x}", "0", "needs {z}, {x} and {y}"),
            ("[[base_map]]", "[review]\npublic = \"some\"\n[[base_map]]", "unknown variant `some`"),
        ] {
            let error = Config::parse(&MAP.replacen(from, to, 1)).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
    }

    #[test]
    fn a_token_has_32_characters_and_only_itself_is_it() {
        let token = OperatorToken::new("0123456789abcdef0123456789abcdef".into()).unwrap();
        assert!(token.is("0123456789abcdef0123456789abcdef"));
        assert!(!token.is("0123456789abcdef0123456789abcdeg") && !token.is(""));
        assert!(OperatorToken::new("short".into()).is_err());
    }
}
