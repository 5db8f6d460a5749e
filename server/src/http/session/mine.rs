//! What officials do with their own account: change its password, see where they are signed in, and end that.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use shared::Stamp;
use utoipa::ToSchema;

use super::{Peer, WhoIsIn, begin, given, sender, unkept};
use crate::accounts::audit::{Done, Note};
use crate::accounts::{Account, NotDone};
use crate::http::openapi::ProblemBody;
use crate::http::params::{Given, Nothing};
use crate::http::problem::{Kind, Problem};
use crate::http::{Doors, body};
use crate::sessions::{Holder, Session};

/// An old password and a new one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    /// The one there is.
    #[schema(format = Password)]
    old: String,
    /// The new one: at least 12 characters.
    #[schema(format = Password, min_length = 12)]
    new: String,
}

/// Where an official is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenSession {
    /// Its number.
    number: u64,
    /// When it began (UTC).
    #[schema(value_type = String, format = DateTime)]
    began: Stamp,
    /// When it was last used (UTC).
    #[schema(value_type = String, format = DateTime)]
    used: Stamp,
    /// Where from: an address; of IPv6 the network.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// Whether it is the one that asks.
    here: bool,
}

/// The open sessions of an account.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenSessions {
    /// The oldest first.
    sessions: Vec<OpenSession>,
}

/// The session of an account that sends these headers, whether or not its password is to be changed.
fn own(doors: &Doors, headers: &HeaderMap) -> Result<(Arc<Session>, Account), Problem> {
    let session = given(headers).and_then(|ticket| doors.office.sessions.find(ticket));
    let account = session.as_ref().and_then(|session| session.holder.account().cloned());
    session.zip(account).ok_or_else(|| Problem::new(Kind::SessionNeeded))
}

/// Changes the password of the account that is signed in.
///
/// Every session of the account ends; this browser gets a new one.
#[utoipa::path(
    put,
    path = "/api/session/password",
    operation_id = "change_password",
    tag = "officials",
    security(("session" = [])),
    request_body(content = NewPassword, content_type = "application/json"),
    responses(
        (status = 200, description = "It is changed", body = WhoIsIn, headers(("Set-Cookie" = String, description = "The ticket of the new session"))),
        (status = 400, description = "The body or a parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No account is signed in, or the old password is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "Another site asks", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemBody, content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "The new password is too easy to guess", body = ProblemBody, content_type = "application/problem+json"),
        (status = 429, description = "Too many wrong passwords", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn change_password(
    State(doors): State<Doors>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    Given(Nothing): Given<Nothing>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let (_, account) = own(&doors, &headers)?;
    let NewPassword { old, new } = body::read(&headers, body, r#"{"old": "…", "new": "…"}"#)?;
    let (sender, now) = (sender(peer.map(|Extension(peer)| peer), &headers), std::time::Instant::now());
    let called = super::called(&account.name);
    if let Some(wait) = doors.name_throttle.wait(&called, now) {
        return Ok(super::too_often(wait));
    }
    let changed = doors.office.accounts.change(account.id, old, new).await;
    let account = changed.inspect_err(|error| {
        if matches!(error, NotDone::Wrong) {
            doors.name_throttle.wrong(&called, now);
        }
    })?;
    doors.name_throttle.right(&called);
    doors.office.accounts.note_soon(Note::of(Done::PasswordChanged).by(account.id).from(sender));
    // Whoever knew the old password is out, too.
    doors.office.sessions.end_where(|session| session.holder.account().is_some_and(|a| a.id == account.id));
    begin(&doors, Holder::Account(account), sender)
}

/// Where the account that asks is signed in.
#[utoipa::path(
    get,
    path = "/api/session/all",
    operation_id = "sessions",
    tag = "officials",
    security(("session" = [])),
    responses(
        (status = 200, description = "The open sessions; never to be kept", body = OpenSessions),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No account is signed in", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn list(
    State(doors): State<Doors>,
    headers: HeaderMap,
    Given(Nothing): Given<Nothing>,
) -> Result<Response, Problem> {
    let (own, account) = own(&doors, &headers)?;
    let sessions = doors.office.sessions.of(account.id);
    let told = sessions.iter().map(|session| OpenSession {
        number: session.number,
        began: session.began_at,
        used: session.used_at(),
        from: session.from.map(|from| from.to_string()),
        here: session.number == own.number,
    });
    Ok(unkept(Json(OpenSessions { sessions: told.collect() }).into_response()))
}

/// Ends one of the sessions of the account that asks.
#[utoipa::path(
    delete,
    path = "/api/session/all/{number}",
    operation_id = "end_other_session",
    tag = "officials",
    security(("session" = [])),
    params(("number" = u64, Path, description = "Its number, as `/api/session/all` tells it", example = 7)),
    responses(
        (status = 204, description = "It is over"),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No account is signed in", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "Another site asks", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "The account has no such session", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn end_one(
    State(doors): State<Doors>,
    headers: HeaderMap,
    Path(number): Path<String>,
    Given(Nothing): Given<Nothing>,
) -> Result<Response, Problem> {
    let (_, account) = own(&doors, &headers)?;
    let wanted: Option<u64> = number.parse().ok();
    let is_it = |session: &Session| {
        Some(session.number) == wanted && session.holder.account().is_some_and(|a| a.id == account.id)
    };
    if doors.office.sessions.end_where(is_it) == 0 {
        return Err(Problem::unknown_record(&number));
    }
    doors.office.accounts.note_soon(Note::of(Done::SessionEnded).by(account.id));
    Ok(unkept(StatusCode::NO_CONTENT.into_response()))
}
