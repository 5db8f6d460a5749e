//! The body of a request: read whole before anything is done, within a limit of size and of time.

use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::Request;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;

use super::answer::JSON;
use super::problem::{Kind, Problem};
use super::{BODY, import};

/// Passes a request on once its body is here; a caller who sends it too slowly is told so, and one whose body is too
/// large before it is read.
pub async fn in_time(request: Request, next: Next, patience: Duration) -> Response {
    let (parts, body) = request.into_parts();
    if body.is_end_stream() {
        return next.run(Request::from_parts(parts, body)).await;
    }
    // A file is larger than a command, and takes longer to arrive.
    let is_file = parts.uri.path() == "/api/import";
    let (most, patience) = if is_file { (import::FILE, patience * 6) } else { (BODY, patience) };
    if body.size_hint().lower() > most as u64 {
        return Problem::new(Kind::TooLarge).into_response();
    }
    match tokio::time::timeout(patience, to_bytes(body, most)).await {
        Ok(Ok(bytes)) => next.run(Request::from_parts(parts, Body::from(bytes))).await,
        // Of unknown length, and longer than may be; or the caller went away, and reads no answer.
        Ok(Err(_)) => Problem::new(Kind::TooLarge).into_response(),
        Err(_) => Problem::new(Kind::TooSlow).into_response(),
    }
}

/// Whether the body is said to be JSON. A foreign page cannot say so without asking this server first, which never allows it.
///
/// # Errors
/// If it is not.
pub fn is_json(headers: &HeaderMap) -> Result<(), Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
    let kind = kind.split(';').next().unwrap_or("").trim();
    if kind.eq_ignore_ascii_case(JSON) { Ok(()) } else { Err(Problem::new(Kind::NotJson)) }
}

/// Reads a body that is one JSON value. Whatever is wrong with it is not repeated: it may hold a secret.
///
/// # Errors
/// If it is not such a value; the example shows one.
pub fn read<T: DeserializeOwned>(
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
    example: &str,
) -> Result<T, Problem> {
    is_json(headers)?;
    let body = body.map_err(|rejection| Problem::new(Kind::of(rejection.status())))?;
    serde_json::from_slice(&body).map_err(|_| Problem::new(Kind::WrongBody).such_as(example))
}
