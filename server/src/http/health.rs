//! `/healthz` and `/readyz`: for whoever watches over the process.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::Doors;
use super::openapi::ProblemBody;
use super::problem::{Kind, Problem};

/// The process answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Healthy {
    /// Always `ok`.
    #[schema(example = "ok")]
    status: &'static str,
}

/// The process can serve.
#[derive(Debug, Serialize, ToSchema)]
pub struct Ready {
    /// Always `ready`.
    #[schema(example = "ready")]
    status: &'static str,
    /// The last position that is folded in.
    head: u64,
}

/// Whether the process lives.
#[utoipa::path(get, path = "/healthz", tag = "operation", responses((status = 200, description = "It lives", body = Healthy)))]
pub async fn healthz() -> Json<Healthy> {
    Json(Healthy { status: "ok" })
}

/// Whether the log can be read and what is shown has caught up with it.
#[utoipa::path(
    get,
    path = "/readyz",
    tag = "operation",
    responses(
        (status = 200, description = "It can serve", body = Ready),
        (status = 503, description = "Not yet, or the log cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn readyz(State(doors): State<Doors>) -> Result<Json<Ready>, Problem> {
    let log = doors.office.log.clone();
    let recorded = tokio::task::spawn_blocking(move || log.head()).await;
    let recorded = recorded.map_err(|e| Problem::new(Kind::NotReady).because(e))?;
    let recorded = recorded.map_err(|e| Problem::new(Kind::NotReady).because(e))?;
    let head = doors.office.follower.head();
    // A fact that is being folded at this moment is no reason to turn visitors away.
    if doors.office.stop.is_cancelled() || recorded.position.saturating_sub(head) > 10_000 {
        return Err(Problem::new(Kind::NotReady));
    }
    Ok(Json(Ready { status: "ready", head }))
}
