//! The cookies of officials: of a session, and of a browser that was sent to a provider of OpenID Connect.
//!
//! `__Host-`: the browser takes it only from a secure place, for this host alone and for all its paths, so that no
//! neighbour on another port's or sub-domain's behalf can plant one. A secure place is https, or the machine itself:
//! Chromium and Firefox count `http://localhost` and `http://127.0.0.1` as secure. Over plain http from another machine
//! no browser keeps it (nor does Safari on plain localhost), and officials are not let in: a token must not travel there.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::sessions::Ticket;

/// Its name.
pub const NAME: &str = "__Host-investmap";

/// What the browser is told to keep: until it is closed, out of reach of scripts, and never on behalf of another site.
#[must_use]
pub fn keep(ticket: &Ticket) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(&format!("{NAME}={}; {ATTRIBUTES}", ticket.reveal())).ok()?;
    value.set_sensitive(true);
    Some(value)
}

const ATTRIBUTES: &str = "Path=/; Secure; HttpOnly; SameSite=Strict";

/// The name of the other one.
pub const SENT: &str = "__Host-investmap-oidc";

/// What a browser that is sent away keeps until it is back. It comes back on the provider's page's behalf: hence `Lax`.
#[must_use]
pub fn sent(ticket: &str) -> Option<HeaderValue> {
    let cookie = format!("{SENT}={ticket}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=600");
    let mut value = HeaderValue::from_str(&cookie).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// What makes the browser forget that one.
pub const FORGET_SENT: HeaderValue =
    HeaderValue::from_static("__Host-investmap-oidc=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");

/// What makes the browser forget it.
#[must_use]
pub fn forget() -> HeaderValue {
    HeaderValue::from_static("__Host-investmap=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0")
}

/// The ticket that a request carries.
#[must_use]
pub fn given(headers: &HeaderMap) -> Option<&str> {
    named(NAME, headers)
}

/// What a browser kept while it was away.
#[must_use]
pub fn gone(headers: &HeaderMap) -> Option<&str> {
    named(SENT, headers)
}

fn named<'a>(wanted: &str, headers: &'a HeaderMap) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(name, _)| *name == wanted).map(|(_, ticket)| ticket.trim_matches('"')).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ticket_is_found_among_other_cookies() {
        for (lines, ticket) in [
            (&["__Host-investmap=abc"][..], Some("abc")),
            (&["theme=dark; __Host-investmap=abc; x=y"], Some("abc")),
            (&["theme=dark", "__Host-investmap=abc"], Some("abc")),
            (&["investmap=abc; __host-investmap=abc; X__Host-investmap=abc"], None),
            (&["__Host-investmap", "__Host-investmap-oidc=abc"], None),
            (&[], None),
        ] {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(header::COOKIE, HeaderValue::from_static(line));
            }
            assert_eq!(given(&headers), ticket, "{lines:?}");
        }
    }

    #[test]
    fn what_is_kept_and_what_is_forgotten_are_the_same_cookie() {
        let sessions = crate::sessions::Sessions::default();
        let (ticket, _) = sessions.begin(crate::sessions::Holder::Operator, None).unwrap();
        let kept = keep(&ticket).unwrap();
        let kept = kept.to_str().unwrap().replace(ticket.reveal(), "");
        assert_eq!(format!("{kept}; Max-Age=0"), forget().to_str().unwrap());
        assert!(!kept.contains("Domain") && !kept.contains("Max-Age") && !kept.contains("Expires"));
    }
}
