//! Who is at the door: a visitor, or automation that carries the operator token.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use super::Doors;
use super::problem::{Kind, Problem};

/// Who asks.
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
        let Some(token) = bearer(&parts.headers)? else { return Ok(Caller::Visitor) };
        match &doors.office.config.operator_token {
            Some(known) if known.is(token) => Ok(Caller::Operator),
            Some(_) => Err(Problem::new(Kind::NotOperator)),
            None => Err(Problem::new(Kind::CommandsOff)),
        }
    }
}

/// The holder of the operator token; nobody else passes.
#[derive(Clone, Copy, Debug)]
pub struct Operator;

impl FromRequestParts<Doors> for Operator {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, Problem> {
        if doors.office.config.operator_token.is_none() {
            return Err(Problem::new(Kind::CommandsOff));
        }
        match Caller::from_request_parts(parts, doors).await? {
            Caller::Operator => Ok(Self),
            Caller::Visitor => Err(Problem::new(Kind::NotOperator)),
        }
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
