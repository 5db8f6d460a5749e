//! `/api/log`: the facts in pages of positions. A page that is full never changes, so everybody may keep it for ever.

mod ahead;
mod pages;

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use bytes::Bytes;
use shared::access::Sight;
use utoipa::IntoParams;

use super::Doors;
use super::answer::{JSON, respond};
use super::fresh::{Keep, Tag};
use super::leisure;
use super::openapi::{LogPage, ProblemBody};
use super::operator::Caller;
use super::params::{Asked, Given, Parameters};
use super::problem::Problem;
use super::squeeze::{Coding, Effort};
use crate::log::LogError;
pub use ahead::ahead;
pub use pages::{Pages, Range};

/// Which page.
#[derive(Clone, Copy, Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Page {
    /// The position after which the page begins (default 0: the beginning).
    #[param(value_type = Option<u64>, minimum = 0, example = 4000)]
    pub after: u64,
    /// How many positions it covers (1–10,000; default 1,000). Positions that are not public are covered too.
    #[param(value_type = Option<u64>, minimum = 1, maximum = 10000, example = 1000)]
    pub limit: u64,
}

impl Parameters for Page {
    fn read(asked: &mut Asked) -> Result<Self, Problem> {
        Ok(Self {
            after: asked.take_within("after", 0..=u64::from(u32::MAX))?.unwrap_or(0),
            limit: asked.take_within("limit", 1..=10_000)?.unwrap_or(1_000),
        })
    }
}

/// A page of facts: those at the positions `after + 1` to `after + limit`.
///
/// Visitors receive what is public; the holder of the operator token receives everything, event ids included. A session
/// changes nothing here: officials' browsers ask `/api/office/log`.
#[utoipa::path(
    get,
    path = "/api/log",
    tag = "facts",
    params(Page),
    responses(
        (status = 200, description = "The page. Full pages are `immutable`; the last one carries an `ETag`", body = LogPage),
        (status = 304, description = "The caller's copy is still good"),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "The operator token is wrong", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn page(
    State(doors): State<Doors>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
    Given(Page { after, limit }): Given<Page>,
) -> Result<Response, Problem> {
    let head = doors.office.follower.head();
    let range = Range { after, limit, head };
    let keep = match (range.is_full(), caller) {
        (true, Caller::Visitor) => Keep::Forever,
        _ => Keep::Ask,
    };
    let tag = match keep {
        Keep::Forever => Tag::of(&[after, limit], "/api/log"),
        _ => Tag::of(&[head, u64::from(caller == Caller::Operator)], &uri.to_string()),
    };
    if tag.is_held(&headers) {
        return Ok(tag.unchanged(keep));
    }
    let coding = Coding::taken(&headers);
    let (pages, log) = (Arc::clone(&doors.pages), Arc::clone(&doors.office.log));
    let made = tokio::task::spawn_blocking(move || match caller {
        Caller::Visitor => pages.get(&*log, range, coding),
        Caller::Operator => {
            let page = pages::page(&*log, range, Sight::ALL)?;
            Ok(Bytes::from(coding.squeeze(Effort::Quick, &page)))
        }
    });
    let page = made.await.map_err(|e| LogError::Unavailable(e.to_string())).flatten()?;
    if caller == Caller::Visitor && coding == Coding::Brotli && doors.pages.is_rough(range) {
        let (pages, log) = (Arc::clone(&doors.pages), Arc::clone(&doors.office.log));
        leisure::begin(move || {
            if let Err(error) = pages.perfect(&*log, range) {
                tracing::warn!(%error, after = range.after, "a page of the log was not made ahead");
            }
        });
    }
    let mut response = respond(page, JSON, coding, &tag, keep);
    if caller == Caller::Operator {
        private(&mut response);
    }
    Ok(response)
}

/// What an operator receives is for nobody else's cache.
fn private(response: &mut Response) {
    use axum::http::{HeaderValue, header};
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    response.headers_mut().remove(header::ETAG);
}
