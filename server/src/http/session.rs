//! `/api/session`: an official shows a name and a password, or the operator token, once, and this browser is let in until it
//! leaves.
//!
//! Foreign pages are kept out twice: the cookie is never sent on another site's behalf, and whatever changes something
//! and comes from another origin is refused before any handler (`CsrfLayer` in `http`).

mod cookie;
mod mine;
mod oidc;
mod seen;
mod throttle;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use shared::access::Role;
use shared::{RegionCode, Stamp, Text};
use utoipa::ToSchema;

use super::Doors;
use super::body;
use super::openapi::ProblemBody;
use super::operator::{self, Official};
use super::params::{Given, Nothing};
use super::problem::{Kind, Problem};
use crate::accounts::audit::{Done, Note};
use crate::accounts::{LONGEST_NAME, Way};
use crate::clock::Clock;
use crate::sessions::{Holder, Session};
pub use cookie::{NAME, given};
pub use mine::{__path_change_password, __path_end_one, __path_list, change_password, end_one, list};
pub use oidc::{__path_begin_oidc, __path_finish_oidc, begin_oidc, finish_oidc};
pub use seen::{__path_look, __path_see, look, see};
pub use throttle::{Peer, Throttle, sender};

/// Who is in.
#[derive(Debug, Serialize, ToSchema)]
pub struct WhoIsIn {
    /// Whether the caller sees what officials see.
    official: bool,
    /// Whether anybody can log in: there are accounts, or the server was started with an operator token.
    login: bool,
    /// The account's name; absent with the operator token.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// What the official is trusted with; absent with the operator token, which may everything.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<Role>,
    /// The region, with everything in it, that the official sees and keeps.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false, example = "533102")]
    region: Option<RegionCode>,
    /// The password was given by somebody else and is to be changed before anything else.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    must_change: bool,
    /// The account has no password: OpenID Connect opens it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    elsewhere: bool,
    /// What people call the provider of OpenID Connect, if one is configured: `/api/session/oidc` leads there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = super::openapi::BothNames, required = false)]
    oidc: Option<Text>,
    /// When the session ends if nobody uses it (UTC); absent without a session.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, format = DateTime, required = false, example = "2024-07-24T16:00:00Z")]
    until: Option<Stamp>,
}

/// What opens a session: name and password, or the operator token.
#[derive(Deserialize, ToSchema)]
#[serde(untagged)]
pub enum Login {
    /// The operator token.
    Token(ByToken),
    /// An account.
    Account(ByPassword),
}

/// The operator token.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ByToken {
    /// The value of INVESTMAP_OPERATOR_TOKEN.
    #[schema(min_length = 32, example = "the value of INVESTMAP_OPERATOR_TOKEN")]
    token: String,
}

/// Name and password of an account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ByPassword {
    /// The name.
    #[schema(example = "ruili-editor")]
    name: String,
    /// The password.
    #[schema(format = Password)]
    password: String,
}

impl WhoIsIn {
    fn answer(doors: &Doors, official: bool, session: Option<&Arc<Session>>) -> Response {
        let left = session.map(|session| i64::try_from(session.left().as_micros()).unwrap_or(i64::MAX));
        let until = left.map(|left| Stamp::from_micros(Clock::now().micros().saturating_add(left)));
        let login = doors.office.config.operator_token.is_some() || doors.office.accounts.are_there();
        let account = session.and_then(|session| session.holder.account());
        unkept(
            Json(Self {
                official: official && account.is_none_or(|account| !account.must_change),
                login,
                name: account.map(|account| account.name.clone()),
                role: account.map(|account| account.role),
                region: account.map(|account| account.region),
                must_change: account.is_some_and(|account| account.must_change),
                elsewhere: account.is_some_and(|account| account.way != Way::Password),
                oidc: doors.office.oidc.as_ref().map(|provider| provider.name().clone()),
                until,
            })
            .into_response(),
        )
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
        (status = 401, description = "The token, or the name or password, is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "There are no accounts and no token, or another site asks", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemBody, content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON", body = ProblemBody, content_type = "application/problem+json"),
        (status = 429, description = "Too many wrong tokens or passwords came from there or for that name", body = ProblemBody, content_type = "application/problem+json", headers(("Retry-After" = u64, description = "Seconds until the next attempt"))),
    )
)]
pub async fn open(
    State(doors): State<Doors>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    Given(Nothing): Given<Nothing>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    if doors.office.config.operator_token.is_none() && !doors.office.accounts.are_there() {
        return Err(Problem::new(Kind::LoginOff));
    }
    let login: Login = body::read(&headers, body, r#"{"name": "…", "password": "…"}"#)?;
    let sender = sender(peer.map(|Extension(peer)| peer), &headers);
    if let Some(wait) = doors.throttle.wait(&sender, Instant::now()) {
        return Ok(too_often(wait));
    }
    let let_in = match login {
        Login::Token(ByToken { token }) => by_token(&doors, &token, sender),
        Login::Account(given) => match doors.name_throttle.wait(&called(&given.name), Instant::now()) {
            Some(wait) => return Ok(too_often(wait)),
            None => by_password(&doors, given, sender).await,
        },
    };
    let holder = let_in.inspect_err(|_| doors.throttle.wrong(&sender, Instant::now()))?;
    doors.throttle.right(&sender);
    if let Some(earlier) = given(&headers) {
        doors.office.sessions.end(earlier);
    }
    begin(&doors, holder, sender)
}

/// Opens a session and gives its ticket to the browser.
fn begin(doors: &Doors, holder: Holder, sender: IpAddr) -> Result<Response, Problem> {
    let (cookie, session) = ticket_of(doors, holder, sender)?;
    let mut response = WhoIsIn::answer(doors, true, Some(&session));
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}

/// Opens a session; the cookie with its ticket.
fn ticket_of(doors: &Doors, holder: Holder, sender: IpAddr) -> Result<(HeaderValue, Arc<Session>), Problem> {
    let begun = doors.office.sessions.begin(holder, Some(sender));
    let (ticket, session) = begun.map_err(|e| Problem::new(Kind::Internal).because(e))?;
    let cookie = cookie::keep(&ticket).ok_or_else(|| Problem::new(Kind::Internal))?;
    Ok((cookie, session))
}

fn by_token(doors: &Doors, token: &str, sender: IpAddr) -> Result<Holder, Problem> {
    if doors.office.config.operator_token.as_ref().is_some_and(|known| known.is(token)) {
        tracing::info!(%sender, "a session was opened with the operator token");
        doors.office.accounts.note_soon(Note::of(Done::OperatorSignedIn).from(sender));
        return Ok(Holder::Operator);
    }
    tracing::warn!(%sender, "a wrong operator token was given to log in");
    doors.office.accounts.note_soon(Note::of(Done::SignInRefused).from(sender).saying("token"));
    Err(Problem::new(Kind::WrongToken))
}

async fn by_password(doors: &Doors, given: ByPassword, sender: IpAddr) -> Result<Holder, Problem> {
    let accounts = &doors.office.accounts;
    let called = called(&given.name);
    match accounts.sign_in(given.name, given.password).await? {
        Some(account) => {
            doors.name_throttle.right(&called);
            accounts.note_soon(Note::of(Done::SignedIn).by(account.id).from(sender));
            Ok(Holder::Account(account))
        }
        None => {
            doors.name_throttle.wrong(&called, Instant::now());
            tracing::warn!(%sender, "a wrong name or password was given to log in");
            // The name is not noted: a password is easily typed in its place.
            accounts.note_soon(Note::of(Done::SignInRefused).from(sender).saying("password"));
            Err(Problem::new(Kind::WrongPassword))
        }
    }
}

/// Names that differ in case only are one; a novel is not kept.
fn called(name: &str) -> String {
    name.to_lowercase().chars().take(LONGEST_NAME).collect()
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
        let session = doors.office.sessions.find(ticket);
        let account = session.as_ref().and_then(|session| session.holder.account());
        account.into_iter().for_each(|account| {
            doors.office.accounts.note_soon(Note::of(Done::SignedOut).by(account.id));
        });
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
