//! `/api/census`: target enterprises as counts by day, so that a browser can tell the counts of any day. Never names.

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use shared::Stamp;
use utoipa::IntoParams;

use super::Doors;
use super::answer::Answer;
use super::fresh::Keep;
use super::openapi::{CensusBody, ProblemBody};
use super::params::{Asked, Given, Parameters};
use super::problem::{Kind, Problem};
use super::when::Known;

/// A state of knowledge.
#[derive(Clone, Copy, Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AsAt {
    /// Only what had been recorded by then: a day (its end in China) or a moment in UTC. Everything when absent.
    #[param(value_type = Option<String>, example = "2024-07-24T08:00:00Z")]
    as_at: Option<Stamp>,
}

impl Parameters for AsAt {
    fn read(asked: &mut Asked) -> Result<Self, Problem> {
        Ok(Self { as_at: asked.take("as_at")? })
    }
}

/// By how much the number of target enterprises of a class changed, day by day.
///
/// A class is a region that follows them, the province of their head offices, a stage of a chain and their intent to
/// relocate. The sum of the steps up to a day is the number on that day.
#[utoipa::path(
    get,
    path = "/api/census",
    tag = "figures",
    params(AsAt),
    responses(
        (status = 200, description = "The steps, oldest first", body = CensusBody),
        (status = 304, description = "The caller's copy is still good"),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn census(
    State(doors): State<Doors>,
    headers: HeaderMap,
    uri: Uri,
    Given(AsAt { as_at }): Given<AsAt>,
) -> Result<Response, Problem> {
    let (tag, _) = doors.tag(&uri);
    if tag.is_held(&headers) {
        return Ok(tag.unchanged(Keep::Ask));
    }
    let known = Known::at(&doors, as_at).await?;
    let body = serde_json::to_vec(known.seen(&doors).census());
    let body = body.map_err(|e| Problem::new(Kind::Internal).because(e))?;
    Ok(Answer::json(body, tag).send(&headers, &doors.squeezed).await)
}
