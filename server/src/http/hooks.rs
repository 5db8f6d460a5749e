//! `/api/hooks`: how it stands with the receivers of new facts, for administrators. Neither a secret nor an address with what
//! may be a key in it is ever shown.

use axum::Json;
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use shared::access::{Action, may};
use shared::{Audience, RegionCode, Stamp, Text};
use utoipa::ToSchema;

use super::Doors;
use super::audit;
use super::openapi::ProblemBody;
use super::operator::Official;
use super::params::{Given, Nothing};
use super::problem::Problem;
use super::session::Peer;
use crate::hooks::{Failure, Hook, State as Stands};

/// The receivers of new facts.
#[derive(Debug, Serialize, ToSchema)]
pub struct HooksBody {
    /// The last position of the log.
    #[schema(example = 4711)]
    head: u64,
    /// In the order of the configuration.
    hooks: Vec<HookBody>,
}

/// A receiver, and how it stands with it.
#[derive(Debug, Serialize, ToSchema)]
pub struct HookBody {
    /// Its name in the configuration.
    #[schema(example = "planning")]
    id: String,
    /// Where messages go: the host, and the port where one is given.
    #[schema(example = "receiver.example.org")]
    host: String,
    /// `cloudevents`, `dingtalk`, `wecom` or `feishu`.
    #[schema(value_type = String, example = "cloudevents")]
    form: &'static str,
    /// The kinds of fact that it is told of.
    kinds: Vec<String>,
    /// Only what belongs to this region and what lies in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false, example = "533102")]
    region: Option<RegionCode>,
    /// The most internal audience: 0 public, 1 officials, 2 owning office.
    #[schema(value_type = u8, minimum = 0, maximum = 2)]
    audience: Audience,
    /// `waiting`: it was told everything, or is being told; `again`: a message did not arrive; `over`: it wants no more.
    #[schema(value_type = String, pattern = "^(waiting|again|over)$", example = "waiting")]
    standing: &'static str,
    /// Everything up to this position was told, or is not for it.
    #[schema(example = 4711)]
    position: u64,
    /// When a message arrived last, since the server was started (UTC).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false, format = DateTime)]
    last_success: Option<Stamp>,
    /// When and why a message did not arrive last, since then.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_failure: Option<FailureBody>,
    /// Failures since the last success.
    failures: u32,
    /// When the next attempt comes (UTC).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false, format = DateTime)]
    next_attempt: Option<Stamp>,
}

/// Why a message did not arrive.
#[derive(Debug, Serialize, ToSchema)]
pub struct FailureBody {
    /// When (UTC).
    #[schema(value_type = String, format = DateTime)]
    at: Stamp,
    /// `status`, `gone`, `redirect`, `robot`, `strange`, `late`, `no_name`, `forbidden`, `plain`, `tls` or `unreachable`.
    #[schema(value_type = String, example = "status")]
    code: &'static str,
    /// In words.
    detail: Text,
}

impl HookBody {
    fn of(hook: &Hook) -> Self {
        let (receiver, stands) = (&hook.receiver, hook.standing.now());
        Self {
            id: receiver.id.clone(),
            host: receiver.host.clone(),
            form: receiver.form.slug(),
            kinds: receiver.kinds.clone(),
            region: receiver.region,
            audience: receiver.audience,
            standing: standing(&stands),
            position: stands.position,
            last_success: stands.last_success,
            last_failure: stands.last_failure.map(FailureBody::of),
            failures: stands.failures,
            next_attempt: stands.next_attempt,
        }
    }
}

impl FailureBody {
    fn of((at, failure): (Stamp, Failure)) -> Self {
        Self { at, code: failure.slug(), detail: failure.text() }
    }
}

fn standing(stands: &Stands) -> &'static str {
    match stands {
        Stands { is_over: true, .. } => "over",
        Stands { failures: 0, .. } => "waiting",
        _ => "again",
    }
}

/// How it stands with the receivers of new facts that are configured, for administrators.
///
/// An administrator sees those of the own region and what lies in it; whoever administers the home region, also those that are
/// bound to no region.
#[utoipa::path(
    get,
    path = "/api/hooks",
    operation_id = "hooks",
    tag = "officials",
    security(("session" = []), ("operator" = [])),
    responses(
        (status = 200, description = "The receivers; never to be kept", body = HooksBody),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No session is open, or the operator token is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "The official is no administrator", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn list(
    official: Official,
    State(doors): State<Doors>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    Given(Nothing): Given<Nothing>,
) -> Result<Response, Problem> {
    official.touch();
    audit::for_administrators(&official, &doors, peer, &headers, "hooks")?;
    let (who, home) = (official.who(), doors.office.config.home());
    let theirs = doors.office.hooks.all().iter().filter(|hook| {
        may(who, Action::ReadAudit, Some(hook.receiver.region.unwrap_or(home)), Audience::Officials)
    });
    let hooks = theirs.map(|hook| HookBody::of(hook)).collect();
    let body = HooksBody { head: doors.office.follower.head(), hooks };
    let mut response = Json(body).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
