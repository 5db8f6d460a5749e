//! Who is told of new facts, and how: the configuration file is the list of addresses that an administrator allowed.
//!
//! ```toml
//! public_url = "https://map.example.cn"   # for links in messages
//!
//! [hooks]
//! allow_private = ["10.1.2.0/24"]         # private addresses that receivers may have; none by default
//!
//! [[webhook]]
//! id = "planning"
//! url = "https://receiver.example.org/facts"
//! form = "cloudevents"                    # cloudevents · dingtalk · wecom · feishu
//! secret = { env = "PLANNING_SECRET" }    # whsec_…; for robots that sign, the robot's own
//! kinds = ["unit.*", "project.reached"]   # all of them when absent
//! region = "533102"                       # that region and what lies in it; everything when absent
//! audience = 0                            # 0 public (default), 1 officials, 2 owning office
//! lang = "zh"                             # of messages to robots
//! ```

use serde::Deserialize;
use shared::{Audience, Lang, RegionCode};

use super::{NotConfigured, Secret};
use crate::hooks::address::Net;

/// A receiver of new facts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhook {
    /// Its name: a-z, 0-9 and `-`. What was told already is remembered under it.
    pub id: String,
    /// Where messages go. A robot's key stands in it, so it is never shown.
    pub url: Secret,
    /// In what form.
    #[serde(default)]
    pub form: Form,
    /// What messages are signed with.
    #[serde(default)]
    pub secret: Secret,
    /// The kinds of fact, such as `unit.*`.
    #[serde(default = "every_kind")]
    pub kinds: Vec<String>,
    /// Only what belongs to this region and what lies in it, and what belongs to no region.
    pub region: Option<RegionCode>,
    /// The most internal audience whose facts it may receive.
    #[serde(default)]
    pub audience: Audience,
    /// The language of messages to robots.
    #[serde(default)]
    pub lang: Lang,
}

fn every_kind() -> Vec<String> {
    vec!["*".to_owned()]
}

/// In what form a receiver is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// CloudEvents 1.0 JSON, one fact a message, signed as Standard Webhooks asks.
    #[default]
    CloudEvents,
    /// A text for a group robot of DingTalk 钉钉.
    DingTalk,
    /// A text for a group robot of WeCom 企业微信.
    WeCom,
    /// A text for a group robot of Feishu 飞书.
    Feishu,
}

impl Form {
    /// Its name in the configuration.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Form::CloudEvents => "cloudevents",
            Form::DingTalk => "dingtalk",
            Form::WeCom => "wecom",
            Form::Feishu => "feishu",
        }
    }
}

/// What holds for all receivers.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HookRules {
    /// Addresses that are not public and may be sent to all the same, such as `10.1.2.0/24`.
    pub allow_private: Vec<Net>,
}

/// The address of the site, without a slash at its end.
pub(super) fn root(given: Option<&str>) -> Result<Option<String>, NotConfigured> {
    let Some(given) = given else { return Ok(None) };
    let fits = ["https://", "http://"].iter().any(|scheme| given.strip_prefix(scheme).is_some_and(is_host));
    match fits {
        true => Ok(Some(given.trim_end_matches('/').to_owned())),
        false => Err(NotConfigured::new(format!(
            "public_url \"{given}\": give scheme and host, such as https://map.example.cn"
        ))),
    }
}

fn is_host(rest: &str) -> bool {
    !rest.trim_end_matches('/').is_empty() && !rest.contains(['?', '#', '@', ' '])
}
