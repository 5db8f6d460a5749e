//! Sign-in by OpenID Connect: who says who somebody is. What an official is trusted with is never taken from there.
//!
//! ```toml
//! public_url = "https://map.example.cn"   # the provider sends browsers back to /api/session/oidc/back there
//!
//! [oidc]
//! issuer = "https://id.example.cn/realms/office"
//! client_id = "investmap"
//! client_secret = { env = "OIDC_SECRET" } # none for a public client
//! name = { zh = "统一身份认证", en = "Office sign-in" }   # on the button
//! scopes = ["profile"]                    # besides openid, and email where that is the name
//! account = "preferred_username"          # the claim with the account's name; or email (only if verified), or sub
//! ca_file = "/etc/investmap/office.pem"   # authorities in place of the public ones
//! ```

use std::path::PathBuf;

use serde::Deserialize;
use shared::Text;

use super::Secret;

/// A provider of OpenID Connect.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Oidc {
    /// Its address, as its tokens call it.
    pub issuer: String,
    /// What it calls this server.
    pub client_id: String,
    /// What this server shows it.
    #[serde(default)]
    pub client_secret: Secret,
    /// What people call it: on the button.
    #[serde(default = "usual_name")]
    pub name: Text,
    /// What it is asked for, besides `openid`.
    #[serde(default = "usual_scopes")]
    pub scopes: Vec<String>,
    /// Which claim is the name of the account.
    #[serde(default)]
    pub account: NameClaim,
    /// Authorities (PEM) that its certificate may come from, in place of the public ones.
    pub ca_file: Option<PathBuf>,
}

/// The claim that holds the name of an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameClaim {
    /// What the person signs in with there.
    #[default]
    PreferredUsername,
    /// The address of their mail, if the provider says that it is theirs.
    Email,
    /// The provider's own id.
    Sub,
}

fn usual_name() -> Text {
    Text::new("统一身份认证", "OpenID Connect")
}

fn usual_scopes() -> Vec<String> {
    vec!["profile".to_owned()]
}
