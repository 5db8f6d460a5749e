//! `POST /api/commands`: something happened, and is to be recorded. For automation that holds the operator token, and for
//! officials' browsers with a session.
//!
//! No foreign page can command in an official's name: a bearer token is never sent by a browser on its own, the cookie
//! never on another site's behalf, and what comes from another origin is refused before it gets here.

mod precondition;
mod refused;
mod unread;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use shared::Text;
use shared::envelope::WireEvent;
use uuid::Uuid;

pub(super) use precondition::version;

use super::Doors;
use super::answer::JSON;
use super::openapi::{CommandBody, ProblemBody, ReceiptBody};
use super::operator::{Official, Recorder};
use super::params::{Given, Nothing};
use super::problem::{Kind, Problem};
use super::proposals::ProposalBody;
use super::session::{Peer, sender};
use crate::accounts::audit::{Done, Note};
use crate::desk::{NotDone, Order, Receipt};

#[derive(Serialize)]
struct Recorded {
    position: u64,
    again: bool,
    events: Vec<WireEvent>,
}

/// Records what happened, if the rules allow it.
///
/// The body is one command, such as
/// `{"command": "lease_unit", "unit": "RL-02-201", "until": "2027-07-31", "occurred_on": "2024-08-01"}`. The answer
/// comes when its facts are on disk. With an `Idempotency-Key` it may be sent again: it is carried out once, and
/// answered each time as it was the first time. With `If-Match` it is carried out only if the record still stands
/// where the sender saw it: `"3"` is the version of the record's last fact (0 before its first), `"unit/RL-02-201@3"`
/// the same for a named stream; the `ETag` of any answer of this server stands for all that was known when it was given.
///
/// What an editor enters or words for everybody is not recorded but put forward: it waits for a reviewer
/// (`/api/proposals`). Which facts do is configured.
#[utoipa::path(
    post,
    path = "/api/commands",
    tag = "facts",
    security(("operator" = []), ("session" = [])),
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "The sender's name for this command, 1–128 visible ASCII characters", example = "b2f4-0001"),
        ("If-Match" = Option<String>, Header, description = "What the sender saw", example = "\"3\""),
    ),
    request_body(content = CommandBody, content_type = "application/json"),
    responses(
        (status = 201, description = "The facts that were recorded", body = ReceiptBody),
        (status = 200, description = "An earlier attempt recorded these facts, or nothing had to be recorded", body = ReceiptBody),
        (status = 202, description = "Nothing was recorded: it was put forward, now or by an earlier attempt, and waits for a reviewer", body = ProposalBody),
        (status = 400, description = "The body or a header is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "The operator token is missing or wrong, or the session is over", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "The official may not record that, the password is to be changed first, nobody can record, or another site asks", body = ProblemBody, content_type = "application/problem+json"),
        (status = 408, description = "The body did not arrive in time", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "The key was used for another command", body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, description = "The record has newer facts, which `conflicts` lists", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemBody, content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "The rules do not allow it; `type` and `values` say why", body = ProblemBody, content_type = "application/problem+json"),
        (status = 507, description = "The disk is full; nothing was recorded", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn command(
    Recorder(official): Recorder,
    State(doors): State<Doors>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    Given(Nothing): Given<Nothing>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    super::body::is_json(&headers)?;
    let body = body.map_err(|rejection| Problem::new(Kind::of(rejection.status())))?;
    let text = String::from_utf8(body.into()).map_err(|_| Problem::new(Kind::WrongBody))?;
    let command_id = idempotency_key(&headers)?.unwrap_or_else(|| Uuid::now_v7().to_string());
    let example = refused::example(&text);
    let receipt = carry_out(&doors, &official, &headers, command_id, text).await;
    if let Err(NotCarried::Out(NotDone::Forbidden(region))) = &receipt {
        let sender = sender(peer.map(|Extension(peer)| peer), &headers);
        let what = region.map_or_else(|| "command".to_owned(), |region| format!("command in {region}"));
        official.id().into_iter().for_each(|id| {
            doors.office.accounts.note_soon(Note::of(Done::Refused).by(id).from(sender).saying(&*what));
        });
    }
    if let Err(NotCarried::Out(NotDone::Waits(proposal))) = receipt {
        return super::proposals::waits(&doors, *proposal).await;
    }
    let receipt = receipt.map_err(Problem::from);
    // Whoever sent what cannot be read is shown what could have been.
    receipt.map(answer).map_err(|problem| problem.mending_body(example))
}

/// Why there is no receipt.
enum NotCarried {
    /// The request was wrong.
    Asked(Problem),
    /// The desk did not do it.
    Out(NotDone),
}

impl From<NotCarried> for Problem {
    fn from(not: NotCarried) -> Self {
        match not {
            NotCarried::Asked(problem) => problem,
            NotCarried::Out(not_done) => not_done.into(),
        }
    }
}

async fn carry_out(
    doors: &Doors,
    official: &Official,
    headers: &HeaderMap,
    command_id: String,
    text: String,
) -> Result<Receipt, NotCarried> {
    let seen = precondition::seen(doors, headers, &text).await.map_err(NotCarried::Asked)?;
    let order = Order { command_id, text, actor: official.actor(), who: official.who(), seen };
    doors.office.desk.carry_out(order).await.map_err(NotCarried::Out)
}

fn answer(receipt: Receipt) -> Response {
    let status =
        if receipt.again || receipt.events.is_empty() { StatusCode::OK } else { StatusCode::CREATED };
    let Receipt { position, again, events } = receipt;
    let recorded = Recorded { position, again, events };
    let body =
        serde_json::to_vec(&recorded).expect("wire events hold only strings, numbers and checked JSON");
    let mut response = (status, body).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(JSON));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The sender's name for what is asked, under which it is done once.
///
/// # Errors
/// If it cannot be one.
pub(super) fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let key = value.to_str().unwrap_or("").trim().trim_matches('"');
    if (1..=128).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic()) {
        return Ok(Some(key.to_owned()));
    }
    let wrong = Text::new(
        "Idempotency-Key 应为 1 至 128 个可见 ASCII 字符。",
        "Idempotency-Key has 1 to 128 visible ASCII characters.",
    );
    Err(Problem::parameter("Idempotency-Key", wrong, "Idempotency-Key: 01912f2e-7b1c-7c3e-9a57-1f0c2d3e4b5a"))
}
