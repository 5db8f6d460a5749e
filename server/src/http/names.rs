//! `/ground/pinyin.bin`: readings of Chinese characters, so that the search in the browser finds 瑞丽 for "rl".

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use bytes::Bytes;

use super::Doors;
use super::answer::Answer;
use super::fresh::{Keep, Tag};
use super::openapi::ProblemBody;
use super::params::{Given, Nothing};
use super::problem::{Kind, Problem};
use super::squeeze::Effort;

/// The table of readings; its format is described in `shared::search::pinyin`.
#[utoipa::path(
    get,
    path = "/ground/pinyin.bin",
    tag = "tiles",
    responses(
        (status = 200, description = "The table", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 304, description = "The caller's copy is still good"),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn readings(
    State(doors): State<Doors>,
    headers: HeaderMap,
    Given(Nothing): Given<Nothing>,
) -> Result<Response, Problem> {
    let work = doors.clone();
    // Made when first asked for: it takes some milliseconds.
    let made = move || work.readings.get_or_init(|| Bytes::from(geodata::pinyin_table())).clone();
    let body =
        tokio::task::spawn_blocking(made).await.map_err(|e| Problem::new(Kind::Internal).because(e))?;
    let tag = Tag::of_content(&body);
    let keep = Keep::Seconds(86_400);
    if tag.is_held(&headers) {
        return Ok(tag.unchanged(keep));
    }
    let answer = Answer { body, media: "application/octet-stream", tag, keep, effort: Effort::Thorough };
    Ok(answer.send(&headers, &doors.squeezed).await)
}
