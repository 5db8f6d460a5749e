//! `/api/session/seen`: how far an official has looked into the log, so that "My day" can tell what others recorded since.
//!
//! Kept with the account and not in the log: what somebody read is no fact about the region.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use shared::Key;
use utoipa::ToSchema;

use super::unkept;
use crate::http::openapi::ProblemBody;
use crate::http::operator::Official;
use crate::http::params::{Given, Nothing};
use crate::http::problem::{Kind, Problem};
use crate::http::{Doors, body};
use crate::log::{LogError, Stored};

/// Facts that are looked through for the official's own, at most: who comes back after more of them is told of their own, too.
const MOST: usize = 10_000;

/// How far an official has looked.
#[derive(Debug, Serialize, ToSchema)]
pub struct Seen {
    /// The last position in the log that the official has seen; absent from whoever never said.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, example = 4711)]
    position: Option<u64>,
    /// The positions after it of facts that the official recorded: those are no news.
    own: Vec<u64>,
}

/// Up to where an official has looked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Looked {
    /// The position in the log.
    #[schema(example = 4711)]
    position: u64,
}

/// How far the official who asks has looked into the log.
#[utoipa::path(
    get,
    path = "/api/session/seen",
    operation_id = "seen",
    tag = "officials",
    security(("session" = [])),
    responses(
        (status = 200, description = "How far; never to be kept", body = Seen),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No account is signed in", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "The password is to be changed first", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn look(
    Given(Nothing): Given<Nothing>,
    official: Official,
    State(doors): State<Doors>,
) -> Result<Response, Problem> {
    let id = account(&official)?;
    blocking(&doors, move |doors| {
        let position = doors.office.accounts.seen(id)?;
        own(doors, id, position)
    })
    .await
}

/// The official who asks has looked up to a position.
///
/// What was seen stays seen: a position before the one that is known changes nothing, and none lies beyond the log's end.
#[utoipa::path(
    put,
    path = "/api/session/seen",
    operation_id = "mark_seen",
    tag = "officials",
    security(("session" = [])),
    request_body(content = Looked, content_type = "application/json"),
    responses(
        (status = 200, description = "How far now", body = Seen),
        (status = 400, description = "The body or a parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No account is signed in", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "The password is to be changed first, or another site asks", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemBody, content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn see(
    Given(Nothing): Given<Nothing>,
    official: Official,
    State(doors): State<Doors>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let id = account(&official)?;
    let Looked { position } = body::read(&headers, body, r#"{"position": 4711}"#)?;
    official.touch();
    blocking(&doors, move |doors| {
        let reached = position.min(doors.office.follower.head());
        let position = doors.office.accounts.see(id, reached)?;
        own(doors, id, Some(position))
    })
    .await
}

/// The account of an official; the operator token has none.
fn account(official: &Official) -> Result<Key, Problem> {
    official.id().ok_or_else(|| Problem::new(Kind::SessionNeeded))
}

async fn blocking(
    doors: &Doors,
    work: impl FnOnce(&Doors) -> Result<Seen, LogError> + Send + 'static,
) -> Result<Response, Problem> {
    let doors = doors.clone();
    let seen = tokio::task::spawn_blocking(move || work(&doors)).await;
    let seen = seen.map_err(|e| LogError::Unavailable(e.to_string())).flatten()?;
    Ok(unkept(Json(seen).into_response()))
}

/// What the official recorded after a position is no news either. Who never looked is told nothing of it.
fn own(doors: &Doors, id: Key, position: Option<u64>) -> Result<Seen, LogError> {
    let Some(after) = position else { return Ok(Seen { position, own: Vec::new() }) };
    let log = Arc::clone(&doors.office.log);
    let since = log.read(after, MOST)?;
    let mine = since.iter().filter(|fact| fact.event.actor.as_deref() == Some(id.as_str()));
    Ok(Seen { position, own: mine.map(Stored::position).collect() })
}
