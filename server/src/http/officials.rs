//! `/api/office/log` and `/api/office/stream`: the facts as officials see them, each those of their own region and below,
//! in the shapes of `/api/log` and `/api/stream`. Nobody keeps them: pages, frames and seats are other ones than the public's.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

use super::Doors;
use super::answer::{JSON, respond};
use super::fresh::{Keep, Tag};
use super::log::{Page, Range};
use super::openapi::{LogPage, ProblemBody};
use super::operator::Official;
use super::params::Given;
use super::problem::Problem;
use super::squeeze::Coding;
use super::stream::{From, open};
use crate::log::LogError;

/// Streams of officials that may be open at a time: visitors cannot take their places.
pub const STREAMS: usize = 512;

/// A page of the facts that officials may see: those at the positions `after + 1` to `after + limit`.
#[utoipa::path(
    get,
    path = "/api/office/log",
    operation_id = "office_log",
    tag = "officials",
    security(("session" = []), ("operator" = [])),
    params(Page),
    responses(
        (status = 200, description = "The page; never to be kept", body = LogPage),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No session is open, or the operator token is wrong", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn log(
    official: Official,
    State(doors): State<Doors>,
    headers: HeaderMap,
    Given(Page { after, limit }): Given<Page>,
) -> Result<Response, Problem> {
    official.touch();
    let head = doors.office.follower.head();
    let (range, coding) = (Range { after, limit, head }, Coding::taken(&headers));
    let (pages, log) = (doors.office_pages(official.sight()), Arc::clone(&doors.office.log));
    let made = tokio::task::spawn_blocking(move || pages.get(&*log, range, coding)).await;
    let page = made.map_err(|e| LogError::Unavailable(e.to_string())).flatten()?;
    Ok(unkept(respond(page, JSON, coding, &Tag::of(&[], ""), Keep::Ask)))
}

/// What officials may see as it is recorded, as server-sent events; see `/api/stream`.
///
/// The stream ends with the session. It does not keep a session from ending.
#[utoipa::path(
    get,
    path = "/api/office/stream",
    operation_id = "office_stream",
    tag = "officials",
    security(("session" = []), ("operator" = [])),
    params(
        From,
        ("Last-Event-ID" = Option<u64>, Header, description = "The last position received; sent by browsers after a cut", example = 4711),
    ),
    responses(
        (status = 200, description = "The stream", body = String, content_type = "text/event-stream"),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No session is open, or the operator token is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "Too many streams are open", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn stream(
    official: Official,
    State(doors): State<Doors>,
    headers: HeaderMap,
    Given(from): Given<From>,
) -> Result<Response, Problem> {
    let ring = doors.office.follower.ring(official.sight());
    open(&doors, &ring, &doors.office_streams, &headers, from, official.session().cloned())
}

/// What an official receives is for nobody's cache.
fn unkept(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().remove(header::ETAG);
    response
}
