//! `/api/session`: an official shows the operator token once, and this browser is let in until it leaves.
//!
//! Foreign pages are kept out twice: the cookie is never sent on another site's behalf, and whatever changes something
//! and comes from another origin is refused before any handler (`CsrfLayer` in `http`).

mod cookie;
mod throttle;

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use shared::Stamp;
use utoipa::ToSchema;

use super::Doors;
use super::body;
use super::openapi::ProblemBody;
use super::operator::{self, Official};
use super::params::{Given, Nothing};
use super::problem::{Kind, Problem};
use crate::clock::Clock;
use crate::sessions::Session;
pub use cookie::{NAME, given};
pub use throttle::{Peer, Throttle};

/// Who is in.
#[derive(Debug, Serialize, ToSchema)]
pub struct WhoIsIn {
    /// Whether the caller sees what officials see.
    official: bool,
    /// Whether anybody can log in: the server was started with an operator token.
    login: bool,
    /// When the session ends if nobody uses it (UTC); absent without a session.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, format = DateTime, required = false, example = "2024-07-24T16:00:00Z")]
    until: Option<Stamp>,
}

/// What opens a session.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Login {
    /// The operator token.
    #[schema(min_length = 32, example = "the value of INVESTMAP_OPERATOR_TOKEN")]
    token: String,
}

impl WhoIsIn {
    fn answer(doors: &Doors, official: bool, session: Option<&Arc<Session>>) -> Response {
        let left = session.map(|session| i64::try_from(session.left().as_micros()).unwrap_or(i64::MAX));
        let until = left.map(|left| Stamp::from_micros(Clock::now().micros().saturating_add(left)));
        let login = doors.office.config.operator_token.is_some();
        unkept(Json(Self { official, login, until }).into_response())
    }
}

/// Who is in: whether this browser's session is open.
///
/// Asking does not keep a session from ending.
#[utoipa::path(
    get,
    path = "/api/session",
    operation_id = "session",
    tag = "officials",
    responses(
        (status = 200, description = "Who is in; never to be kept", body = WhoIsIn),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "The operator token is wrong", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn who(
    State(doors): State<Doors>,
    headers: HeaderMap,
    Given(Nothing): Given<Nothing>,
) -> Result<Response, Problem> {
    Ok(match operator::known(&headers, &doors)? {
        Some(Official::Session(session)) => WhoIsIn::answer(&doors, true, Some(&session)),
        Some(Official::Bearer) => WhoIsIn::answer(&doors, true, None),
        None => WhoIsIn::answer(&doors, false, None),
    })
}

/// Opens a session for this browser.
///
/// The cookie lasts until the browser is closed, at most 24 hours, and 8 hours without use. A session that the browser
/// had before is ended.
#[utoipa::path(
    post,
    path = "/api/session",
    operation_id = "open_session",
    tag = "officials",
    request_body(content = Login, content_type = "application/json"),
    responses(
        (status = 200, description = "The session is open", body = WhoIsIn, headers(("Set-Cookie" = String, description = "`__Host-investmap`, out of reach of scripts"))),
        (status = 400, description = "The body or a parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "The token is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "The server was started without a token, or another site asks", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemBody, content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON", body = ProblemBody, content_type = "application/problem+json"),
        (status = 429, description = "Too many wrong tokens came from there", body = ProblemBody, content_type = "application/problem+json", headers(("Retry-After" = u64, description = "Seconds until the next attempt"))),
    )
)]
pub async fn open(
    State(doors): State<Doors>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    Given(Nothing): Given<Nothing>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let known = doors.office.config.operator_token.as_ref().ok_or_else(|| Problem::new(Kind::LoginOff))?;
    body::is_json(&headers)?;
    let body = body.map_err(|rejection| Problem::new(Kind::of(rejection.status())))?;
    // Whatever is wrong with the body is not repeated: it may hold most of the token.
    let Login { token } = serde_json::from_slice(&body)
        .map_err(|_| Problem::new(Kind::WrongBody).such_as(r#"{"token": "…"}"#))?;
    let sender = throttle::sender(peer.map(|Extension(peer)| peer), &headers);
    if let Some(wait) = doors.throttle.wait(sender, Instant::now()) {
        return Ok(too_often(wait));
    }
    if !known.is(&token) {
        doors.throttle.wrong(sender, Instant::now());
        tracing::warn!(%sender, "a wrong operator token was given to log in");
        return Err(Problem::new(Kind::WrongToken));
    }
    doors.throttle.right(sender);
    if let Some(earlier) = given(&headers) {
        doors.office.sessions.end(earlier);
    }
    let (ticket, session) =
        doors.office.sessions.begin().map_err(|e| Problem::new(Kind::Internal).because(e))?;
    tracing::info!(%sender, "an officials' session was opened");
    let mut response = WhoIsIn::answer(&doors, true, Some(&session));
    let cookie = cookie::keep(&ticket).ok_or_else(|| Problem::new(Kind::Internal))?;
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}

/// Ends this browser's session and closes its streams.
#[utoipa::path(
    delete,
    path = "/api/session",
    operation_id = "end_session",
    tag = "officials",
    responses(
        (status = 204, description = "No session is open, whether or not one was", headers(("Set-Cookie" = String, description = "Makes the browser forget the cookie"))),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "Another site asks", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn close(
    State(doors): State<Doors>,
    headers: HeaderMap,
    Given(Nothing): Given<Nothing>,
) -> Response {
    if let Some(ticket) = given(&headers) {
        doors.office.sessions.end(ticket);
    }
    let mut response = unkept(StatusCode::NO_CONTENT.into_response());
    response.headers_mut().insert(header::SET_COOKIE, cookie::forget());
    response
}

fn too_often(wait: Duration) -> Response {
    let seconds = wait.as_secs().max(1);
    let mut response = Problem::new(Kind::TooManyAttempts).with("retry_after", seconds).into_response();
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

fn unkept(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
