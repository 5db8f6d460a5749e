//! Who is at the door: a visitor, automation that carries the operator token, or an official's browser with a session.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

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

impl Official {
    /// The official did something: a session goes on.
    pub fn touch(&self) {
        if let Official::Session(session) = self {
            session.touch();
        }
    }

    /// The session that ends what is opened now.
    #[must_use]
    pub fn session(self) -> Option<Arc<Session>> {
        match self {
            Official::Session(session) => Some(session),
            Official::Bearer => None,
        }
    }
}

impl FromRequestParts<Doors> for Official {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, Problem> {
        known(&parts.headers, doors)?.ok_or_else(|| Problem::new(Kind::SessionNeeded))
    }
}

/// Somebody who may record facts; nobody else passes.
#[derive(Clone, Copy, Debug)]
pub struct Operator;

impl FromRequestParts<Doors> for Operator {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, Problem> {
        if doors.office.config.operator_token.is_none() {
            return Err(Problem::new(Kind::CommandsOff));
        }
        let is_over = session::given(&parts.headers).is_some();
        let none = if is_over { Kind::SessionNeeded } else { Kind::NotOperator };
        let official = known(&parts.headers, doors)?.ok_or_else(|| Problem::new(none))?;
        official.touch();
        Ok(Self)
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
