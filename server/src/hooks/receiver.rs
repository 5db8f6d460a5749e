//! A receiver that is ready to be told: everything the configuration says of it, checked.

use shared::access::{Owner, Role, Sight, Who};
use shared::envelope::WireEvent;
use shared::{Audience, Fact, Lang, RegionCode};
use ureq::http::Uri;

use super::address::Allowed;
use super::sign;
use crate::config::{Form, HookRules, NotConfigured, Secret, Webhook, fit_id};
use crate::log::Stored;

/// A receiver.
#[derive(Clone, Debug)]
pub struct Receiver {
    /// Its name.
    pub id: String,
    /// Host and port: all that is ever shown of its address.
    pub host: String,
    /// In what form it is told.
    pub form: Form,
    /// Which addresses it may have.
    pub allowed: Allowed,
    /// The kinds of fact it is told of, as they are configured.
    pub kinds: Vec<String>,
    /// Only what belongs to this region.
    pub region: Option<RegionCode>,
    /// The most internal audience.
    pub audience: Audience,
    pub(super) lang: Lang,
    /// The address of the site, for links.
    pub(super) root: Option<String>,
    pub(super) url: Secret,
    pub(super) signing: Signing,
    sight: Sight,
}

/// What messages are signed with.
#[derive(Clone)]
pub(super) enum Signing {
    /// Not at all: a robot whose address is the secret.
    None,
    /// As Standard Webhooks asks.
    Standard(Vec<u8>),
    /// As robots ask.
    Robot(Secret),
}

impl std::fmt::Debug for Signing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Signing")
    }
}

/// A fact as a receiver may see it.
#[derive(Clone, Debug)]
pub struct Told {
    /// The id of the fact in the log: the same at every attempt.
    pub id: String,
    /// The fact, as pages of the log show it to the receiver's audience.
    pub event: WireEvent,
}

impl Receiver {
    /// Checks what the configuration says of a receiver. `root` is the address of the site.
    ///
    /// # Errors
    /// If it cannot be told in that way; the address is never in what is said, a key may stand in it.
    pub fn of(hook: &Webhook, rules: &HookRules, root: Option<String>) -> Result<Self, NotConfigured> {
        fit_id("webhook", &hook.id)?;
        let wrong = |what: &str| NotConfigured::new(format!("webhook \"{}\": {what}", hook.id));
        let allowed = Allowed::of(&rules.allow_private);
        let host = host(hook.url.reveal(), &allowed).map_err(|what| wrong(&what))?;
        let unknown = hook.kinds.iter().find(|glob| !Fact::kinds().any(|kind| fits(glob, kind)));
        if let Some(glob) = unknown {
            return Err(wrong(&format!(
                "no kind of fact is called \"{glob}\"; give such as \"unit.leased\" or \"project.*\""
            )));
        }
        Ok(Self {
            id: hook.id.clone(),
            host,
            form: hook.form,
            allowed,
            kinds: hook.kinds.clone(),
            region: hook.region,
            audience: hook.audience,
            lang: hook.lang,
            root,
            url: hook.url.clone(),
            signing: Signing::of(hook).map_err(wrong)?,
            sight: sight(hook.audience, hook.region),
        })
    }

    /// What it is told of a fact; none if the fact is not for it.
    #[must_use]
    pub fn told(&self, stored: Stored) -> Option<Told> {
        let event = &stored.event;
        let entity = event.stream.split_once('/').map_or("", |(entity, _)| entity);
        let is_here = self.region.is_none_or(|home| match Owner::of(entity, event.region) {
            Owner::Region(region) => home.contains(region),
            Owner::Everyone => true,
            Owner::Unknown => false,
        });
        let is_asked = self.kinds.iter().any(|glob| fits(glob, &event.kind));
        let id = event.event_id.clone().unwrap_or_else(|| stored.position().to_string());
        (is_here && is_asked).then(|| stored.shown(self.sight))?.map(|event| Told { id, event })
    }
}

impl Signing {
    fn of(hook: &Webhook) -> Result<Self, &'static str> {
        let secret = hook.secret.reveal();
        match (hook.form, secret.is_empty()) {
            (Form::CloudEvents, _) => sign::standard_key(secret).map(Signing::Standard).ok_or(
                "the secret is whsec_ and 24 to 64 random bytes in base64; make one with: echo whsec_$(openssl rand -base64 32)",
            ),
            (Form::WeCom, false) => Err("robots of WeCom sign nothing: leave the secret out"),
            (Form::DingTalk | Form::Feishu, false) => Ok(Signing::Robot(hook.secret.clone())),
            (_, true) => Ok(Signing::None),
        }
    }
}

/// What a receiver sees of the log: the same as an official of that region does.
fn sight(audience: Audience, region: Option<RegionCode>) -> Sight {
    let official = |role, region| Sight::of(Who::Official { role, region });
    match (audience, region) {
        (Audience::Public, _) => Sight::PUBLIC,
        (Audience::Officials, Some(region)) => official(Role::Viewer, region),
        (Audience::Officials, None) => Sight::OFFICIALS,
        (Audience::OwningOffice, Some(region)) => official(Role::Editor, region),
        (Audience::OwningOffice, None) => Sight::ALL,
    }
}

/// Host and port of an address that may be sent to, as far as can be known before its name is looked up.
fn host(url: &str, allowed: &Allowed) -> Result<String, String> {
    const EXAMPLE: &str = "give its url in full, such as https://receiver.example.org/facts";
    let uri: Uri = url.parse().map_err(|_| EXAMPLE.to_owned())?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err(EXAMPLE.to_owned());
    };
    if authority.as_str().contains('@') || url.contains('#') || authority.host().is_empty() {
        return Err(format!("no name, password or # belongs in the url; {EXAMPLE}"));
    }
    let is_secure = scheme == "https";
    if !is_secure && (scheme != "http" || !allowed.any_private()) {
        return Err(
            "the url begins with https://; http:// only for addresses among allow_private under [hooks]"
                .into(),
        );
    }
    let literal = authority.host().trim_start_matches('[').trim_end_matches(']').parse();
    if let Ok(ip) = literal {
        allowed.admits(ip, is_secure).map_err(|failure| {
            format!("{failure}; if it is meant, add it under [hooks] as allow_private = [\"{ip}\"]")
        })?;
    }
    Ok(authority.as_str().to_owned())
}

/// Whether a kind fits a pattern in which `*` stands for anything.
fn fits(glob: &str, kind: &str) -> bool {
    let Some((start, rest)) = glob.split_once('*') else { return glob == kind };
    let Some(mut left) = kind.strip_prefix(start) else { return false };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        match left.split_once(part) {
            Some((_, after)) => left = after,
            None => return false,
        }
    }
    left.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    const HOOK: &str = r#"
        [hooks]
        allow_private = ["10.1.2.0/24"]
        [[webhook]]
        id = "planning"
        url = "https://receiver.example.org/facts?key=s3cret"
        secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYob7oldM"
        kinds = ["unit.*", "project.reached"]
    "#;

    fn read(text: &str) -> Result<Vec<Receiver>, String> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        Config::read(file.path()).and_then(|config| config.receivers()).map_err(|e| e.to_string())
    }

    #[test]
    fn what_is_configured_is_checked_and_keys_are_never_printed() {
        let receivers = read(HOOK).unwrap();
        assert_eq!(
            (receivers[0].host.as_str(), receivers[0].form),
            ("receiver.example.org", Form::CloudEvents)
        );
        let printed = format!("{receivers:?}");
        assert!(!printed.contains("s3cret") && !printed.contains("C2FV"), "{printed}");
        assert!(read("").unwrap().is_empty());
    }

    #[test]
    fn what_cannot_be_sent_is_refused_in_one_line_that_says_how_to_mend_it() {
        let url = "https://receiver.example.org/facts?key=s3cret";
        for (from, to, said) in [
            ("\"planning\"", "\"Planning\"", "webhook id \"Planning\": use a-z"),
            (url, "receiver", "give its url in full"),
            (url, "ftp://receiver.example.org", "begins with https://"),
            (url, "https://li:s3cret@receiver.example.org", "no name, password"),
            (url, "https://127.0.0.1/", "127.0.0.1 is not a public one"),
            (url, "https://[::ffff:127.0.0.1]/", "allow_private = ["),
            (url, "http://8.8.8.8/", "http:// goes only to addresses among allow_private"),
            ("allow_private = [\"10.1.2.0/24\"]\n", "\n", ""),
            ("10.1.2.0/24", "10.1.2.0/99", "\"10.1.2.0/99\" is not an address"),
            ("allow_private", "allow", "unknown field `allow`"),
            ("whsec_C2FVsBQIhrscChlQIMV+b5sSYob7oldM", "plain", "make one with: echo whsec_"),
            ("unit.*", "units.*", "no kind of fact is called \"units.*\""),
            ("secret =", "form = \"wecom\"\nsecret =", "leave the secret out"),
            ("secret =", "form = \"slack\"\nsecret =", "unknown variant `slack`"),
            ("secret =", "region = \"53\"\nsecret =", "a six-digit code"),
            ("secret =", "audience = 3\nsecret =", "0 public, 1 officials, 2 owning office"),
        ] {
            let text = HOOK.replacen(from, to, 1);
            match read(&text) {
                Ok(_) => assert_eq!(said, "", "{to}"),
                Err(error) => {
                    assert!(!said.is_empty() && error.contains(said), "{to}: {error}");
                    assert!(!error.contains("s3cret") && !error.contains('\n'), "{error}");
                }
            }
        }
        let twice = format!("{HOOK}{}", HOOK.split_once("24\"]").unwrap().1);
        assert!(read(&twice).unwrap_err().contains("\"planning\" is there twice"));
        let plain = HOOK.replacen("https", "http", 1).replacen("[\"10.1.2.0/24\"]", "[]", 1);
        assert!(read(&plain).unwrap_err().contains("http:// only for addresses among allow_private"));
        assert!(read(&HOOK.replacen(url, "http://10.1.2.9:8000/", 1)).is_ok());
    }

    #[test]
    fn patterns_stand_for_kinds() {
        for (glob, kind, fit) in [
            ("*", "unit.leased", true),
            ("unit.*", "unit.leased", true),
            ("unit.*", "project.reached", false),
            ("unit.leased", "unit.leased", true),
            ("unit.leased", "unit.leased_out", false),
            ("*.registered", "unit.registered", true),
            ("*.re*ed", "unit.registered", true),
            ("*.re*ed", "unit.leased", false),
            ("u*t.*s*", "unit.vacated", false),
        ] {
            assert_eq!(fits(glob, kind), fit, "{glob} {kind}");
        }
    }
}
