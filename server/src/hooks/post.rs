//! Sending one message. The name is looked up here and now, what was found is checked, and the connection goes to exactly the
//! address that was checked; nothing is followed, nothing is kept open, and no answer is read without end.

use std::io::ErrorKind;
use std::time::{Duration, SystemTime};

use ureq::config::Config;
use ureq::http::header::RETRY_AFTER;
use ureq::http::{HeaderMap, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

use super::address::Allowed;
use super::{Failure, Pace};

/// Robots answer with a few words.
const LONGEST_ANSWER: u64 = 64 << 10;

/// A message, ready to be sent.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) url: String,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
}

/// What came back.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// How long the receiver wants to be left alone.
    pub(super) retry_after: Option<Duration>,
    /// The body, where it was asked for.
    pub(super) body: Vec<u8>,
}

/// Sends messages to one receiver.
#[derive(Debug)]
pub(super) struct Post(Agent);

impl Post {
    pub(super) fn to(allowed: &Allowed, pace: &Pace) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(pace.patience))
            .timeout_connect(Some(pace.patience / 2))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            // A proxy would look names up by itself, and reach what we must not.
            .proxy(None)
            // Every delivery looks the name up anew.
            .max_idle_connections(0)
            .user_agent(concat!("investmap/", env!("CARGO_PKG_VERSION")))
            .build();
        let checked = Checked { allowed: allowed.clone(), names: DefaultResolver::default() };
        Self(Agent::with_parts(config, DefaultConnector::default(), checked))
    }

    /// Sends a message; reads the answer's body only where that is `telling`. Blocks.
    pub(super) fn send(&self, message: &Message, telling: bool) -> Result<Answer, Failure> {
        let mut request = self.0.post(&message.url);
        for (name, value) in &message.headers {
            request = request.header(*name, value);
        }
        let mut answer = request.send(&message.body[..]).map_err(|e| failure(&e))?;
        let (status, retry_after) = (answer.status().as_u16(), retry_after(answer.headers()));
        let body = match telling {
            true => answer.body_mut().with_config().limit(LONGEST_ANSWER).read_to_vec(),
            false => Ok(Vec::new()),
        };
        let body = body.map_err(|e| match failure(&e) {
            Failure::Late => Failure::Late,
            _ => Failure::Strange,
        })?;
        Ok(Answer { status, retry_after, body })
    }
}

/// Looks names up and answers with what may be connected to.
#[derive(Debug)]
struct Checked {
    allowed: Allowed,
    names: DefaultResolver,
}

impl Resolver for Checked {
    /// One forbidden address among several forbids them all: whoever mixes them is up to something, or mistaken.
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.names.resolve(uri, config, timeout).map_err(|error| match error {
            Error::Io(_) => Error::HostNotFound,
            other => other,
        })?;
        let is_secure = uri.scheme_str() == Some("https");
        for address in found.iter() {
            self.allowed
                .admits(address.ip(), is_secure)
                .map_err(|failure| Error::Other(Box::new(failure)))?;
        }
        Ok(found)
    }
}

fn failure(error: &Error) -> Failure {
    match error {
        Error::Timeout(_) => Failure::Late,
        Error::HostNotFound => Failure::NoName,
        Error::Tls(_) | Error::Rustls(_) | Error::TlsRequired => Failure::Tls,
        Error::Io(error) if [ErrorKind::TimedOut, ErrorKind::WouldBlock].contains(&error.kind()) => {
            Failure::Late
        }
        // rustls tells of certificates in the clothes of an input error.
        Error::Io(error) if error.kind() == ErrorKind::InvalidData => Failure::Tls,
        Error::Other(cause) => cause.downcast_ref::<Failure>().copied().unwrap_or(Failure::Unreachable),
        _ => Failure::Unreachable,
    }
}

/// Seconds, or a date.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    httpdate::parse_http_date(text).ok()?.duration_since(SystemTime::now()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let asked = |text: &str| {
            let headers = HeaderMap::from_iter([(RETRY_AFTER, text.parse().unwrap())]);
            retry_after(&headers)
        };
        assert_eq!(asked("120"), Some(Duration::from_secs(120)));
        let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(90));
        assert!(asked(&date).is_some_and(|wait| (80..=90).contains(&wait.as_secs())));
        assert_eq!(asked("Wed, 21 Oct 2015 07:28:00 GMT"), None);
        assert_eq!(asked("soon"), None);
    }

    /// Whatever a name comes to mean, nothing is connected to that is not allowed.
    #[test]
    fn names_are_looked_up_and_what_was_found_is_checked() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let post = Post::to(&Allowed::default(), &Pace::default());
        // 2130706433 and 0x7f.1 are 127.0.0.1 to the system.
        for host in
            ["localhost", "127.0.0.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"]
        {
            for scheme in ["http", "https"] {
                let url = format!("{scheme}://{host}:{port}/");
                let message = Message { url, headers: Vec::new(), body: Vec::new() };
                let failure = post.send(&message, false).unwrap_err();
                assert!(matches!(failure, Failure::Forbidden(_) | Failure::NoName), "{host}: {failure:?}");
            }
        }
        assert!(listener.accept().is_err(), "nobody connected");
    }
}
