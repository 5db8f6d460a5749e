//! Who is at the door: a visitor, automation that carries the operator token, or an official's browser with a session.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use shared::Key;
use shared::access::{Sight, Who};

use super::Doors;
use super::problem::{Kind, Problem};
use super::session;
use crate::sessions::Session;

/// Who asks where everybody may: cookies are not looked at there, so that whatever is kept of an answer is the public's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    /// Anyone.
    Visitor,
    /// The holder of the operator token.
    Operator,
}

impl FromRequestParts<Doors> for Caller {
    type Rejection = Problem;

    /// A wrong token is refused instead of being treated as none: whoever sends one expects to see more.
    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, Problem> {
        Ok(if is_operator(&parts.headers, doors)? { Caller::Operator } else { Caller::Visitor })
    }
}

/// Somebody who may see what officials see; nobody else passes.
#[derive(Clone, Debug)]
pub enum Official {
    /// Automation that carries the operator token.
    Bearer,
    /// A browser with an open session.
    Session(Arc<Session>),
}

/// Facts that automation records carry this instead of an official's id.
const ACTOR: &str = "operator";

impl Official {
    /// The official did something: a session goes on.
    pub fn touch(&self) {
        if let Official::Session(session) = self {
            session.touch();
        }
    }

    /// Who that is, to `may`.
    #[must_use]
    pub fn who(&self) -> Who {
        match self {
            Official::Bearer => Who::Operator,
            Official::Session(session) => session.holder.who(),
        }
    }

    /// What they see of the log. The operator token stands for officials of the whole tree.
    #[must_use]
    pub fn sight(&self) -> Sight {
        match self.who() {
            Who::Operator => Sight::OFFICIALS,
            who => Sight::of(who),
        }
    }

    /// What the log calls them.
    #[must_use]
    pub fn actor(&self) -> String {
        self.id().map_or_else(|| ACTOR.to_owned(), |id| id.to_string())
    }

    /// The id of the account.
    #[must_use]
    pub fn id(&self) -> Option<Key> {
        self.session().and_then(|session| Some(session.holder.account()?.id))
    }

    /// The session, which ends what is opened now.
    #[must_use]
    pub fn session(&self) -> Option<&Arc<Session>> {
        match self {
            Official::Session(session) => Some(session),
            Official::Bearer => None,
        }
    }
}

impl FromRequestParts<Doors> for Official {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, Problem> {
        working(&parts.headers, doors)?.ok_or_else(|| Problem::new(Kind::SessionNeeded))
    }
}

/// Somebody who may try to record facts; what they may record is decided with the facts.
#[derive(Clone, Debug)]
pub struct Recorder(pub Official);

impl FromRequestParts<Doors> for Recorder {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, Problem> {
        if let Some(official) = working(&parts.headers, doors)? {
            official.touch();
            return Ok(Self(official));
        }
        let nobody_could = doors.office.config.operator_token.is_none() && !doors.office.accounts.are_there();
        Err(Problem::new(match session::given(&parts.headers) {
            _ if nobody_could => Kind::CommandsOff,
            Some(_) => Kind::SessionNeeded,
            None => Kind::NotOperator,
        }))
    }
}

/// The official who sends these headers; none for anybody else.
///
/// # Errors
/// If a token is given, and is wrong.
pub fn known(headers: &HeaderMap, doors: &Doors) -> Result<Option<Official>, Problem> {
    if is_operator(headers, doors)? {
        return Ok(Some(Official::Bearer));
    }
    let session = session::given(headers).and_then(|ticket| doors.office.sessions.find(ticket));
    Ok(session.map(Official::Session))
}

/// The same, of those who have a password of their own: one that was given is changed before anything else.
///
/// # Errors
/// If a token is given, and is wrong; or a password is to be changed first.
pub fn working(headers: &HeaderMap, doors: &Doors) -> Result<Option<Official>, Problem> {
    let official = known(headers, doors)?;
    let account = official.as_ref().and_then(Official::session).and_then(|s| s.holder.account());
    match account.is_some_and(|account| account.must_change) {
        true => Err(Problem::new(Kind::PasswordToChange)),
        false => Ok(official),
    }
}

fn is_operator(headers: &HeaderMap, doors: &Doors) -> Result<bool, Problem> {
    let Some(token) = bearer(headers)? else { return Ok(false) };
    match &doors.office.config.operator_token {
        Some(known) if known.is(token) => Ok(true),
        Some(_) => Err(Problem::new(Kind::NotOperator)),
        None => Err(Problem::new(Kind::CommandsOff)),
    }
}

fn bearer(headers: &HeaderMap) -> Result<Option<&str>, Problem> {
    let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(None) };
    let token = value.to_str().ok().and_then(|text| {
        let (scheme, token) = text.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
    });
    token.map(Some).ok_or_else(|| Problem::new(Kind::NotOperator))
}
