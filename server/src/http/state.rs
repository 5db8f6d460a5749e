//! `/api/state`: the whole public atlas of a day as canonical JSON, the same bytes that a browser gets by folding.

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;

use super::Doors;
use super::answer::Answer;
use super::fresh::Keep;
use super::openapi::{Atlas, ProblemBody};
use super::params::Given;
use super::problem::{Kind, Problem};
use super::when::{Known, When};

/// Every public record as it was on a day, with the day and the source of what is known of it.
///
/// Targets are told as counts by region, home province, chain stage and intent.
#[utoipa::path(
    get,
    path = "/api/state",
    tag = "figures",
    params(When),
    responses(
        (status = 200, description = "The atlas, every record in the order of keys", body = Atlas),
        (status = 304, description = "The caller's copy is still good"),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn state(
    State(doors): State<Doors>,
    headers: HeaderMap,
    uri: Uri,
    Given(when): Given<When>,
) -> Result<Response, Problem> {
    let (tag, today) = doors.tag(&uri);
    if tag.is_held(&headers) {
        return Ok(tag.unchanged(Keep::Ask));
    }
    let known = Known::at(&doors, when.as_at).await?;
    let work = doors.clone();
    let made = tokio::task::spawn_blocking(move || {
        let seen = known.seen(&work);
        let atlas = seen.world().atlas(when.as_of.unwrap_or(today));
        shared::state::to_json(&atlas, seen.census(), when.as_at)
    });
    let body = made.await.map_err(|e| Problem::new(Kind::Internal).because(e))?;
    Ok(Answer::json(body, tag).send(&headers, &doors.squeezed).await)
}
