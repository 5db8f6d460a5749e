//! `/api/proposals`: what editors put forward for the public, and what reviewers make of it.

mod body;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use shared::access::Who;
use shared::{Key, Text};
use utoipa::IntoParams;

use super::Doors;
use super::openapi::ProblemBody;
use super::operator::Official;
use super::params::{Asked, Given, Nothing, Parameters, Steps, Wanted as Readable};
use super::problem::{Kind, Problem, tongue};
use super::session::{Peer, sender};
use crate::accounts::audit::{Done, Note};
use crate::desk::{NotDone, NotSettled, Verdict, What};
use crate::log::LogError;
use crate::proposals::{Proposal, State as Stage, Wanted};
use body::Told;
pub use body::{ProposalBody, ProposalsBody, VerdictBody};

/// Proposals on a page.
const PAGE: usize = 200;
/// A reason has so many characters, at most.
const LONGEST_REASON: usize = 500;

/// Which proposals.
#[derive(Clone, Copy, Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Only those of a state: `waiting`, `published`, `returned` or `withdrawn`.
    #[param(value_type = Option<String>, example = "waiting")]
    state: Option<Stage>,
    /// Only those that the caller put forward.
    #[param(value_type = Option<bool>, example = true)]
    mine: bool,
    /// Only those with a smaller number.
    #[param(value_type = Option<u64>, minimum = 1, example = 100)]
    before: Option<u64>,
    /// So many at most (1–1,000; default 200).
    #[param(value_type = Option<u64>, minimum = 1, maximum = 1000, example = 200)]
    limit: usize,
}

impl Readable for Stage {
    const EXPECTED: (&'static str, &'static str) = (
        "waiting（待审核）、published（已发布）、returned（已退回）或 withdrawn（已撤回）",
        "waiting, published, returned or withdrawn",
    );
    const EXAMPLE: &'static str = "waiting";
    fn read(text: &str) -> Option<Self> {
        Stage::from_slug(text)
    }
}

impl Parameters for Which {
    fn read(asked: &mut Asked) -> Result<Self, Problem> {
        Ok(Self {
            state: asked.take("state")?,
            mine: asked.take("mine")?.unwrap_or(false),
            before: asked.take_within("before", 1..=u64::from(u32::MAX))?,
            limit: asked.take_within("limit", 1..=1_000)?.map_or(PAGE, |limit| limit as usize),
        })
    }
}

/// What was put forward, the newest first: an editor's own, and for reviewers and administrators also that of their region.
#[utoipa::path(
    get,
    path = "/api/proposals",
    operation_id = "list_proposals",
    tag = "officials",
    security(("session" = []), ("operator" = [])),
    params(Which),
    responses(
        (status = 200, description = "The proposals; never to be kept", body = ProposalsBody),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No session is open, or the operator token is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "The official records nothing", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn list(
    official: Official,
    State(doors): State<Doors>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    Given(which): Given<Which>,
) -> Result<Response, Problem> {
    let caller = Caller::of(&official, &doors, peer, &headers)?;
    let by = which.mine.then(|| caller.by.clone());
    let wanted = Wanted { state: which.state, by, before: which.before };
    let body = at_leisure(&doors, move |doors| {
        let Caller { who, by } = &caller;
        let mut found = doors.office.desk.proposals(*who, by, wanted, which.limit + 1)?;
        let is_all = found.len() <= which.limit;
        found.truncate(which.limit);
        let accounts = doors.office.accounts.all()?;
        let told = Told { accounts: &accounts, caller: by };
        let next = found.last().filter(|_| !is_all).map(|last| last.number);
        Ok(ProposalsBody { proposals: found.into_iter().map(|one| told.body(one)).collect(), next })
    });
    Ok(unkept(Json(body.await?).into_response()))
}

/// A proposal, the facts that it would lead to if it were published now or why it cannot be, and what was recorded of the same
/// records meanwhile.
#[utoipa::path(
    get,
    path = "/api/proposals/{id}",
    operation_id = "look_at_proposal",
    tag = "officials",
    security(("session" = []), ("operator" = [])),
    params(("id" = u64, Path, description = "Its number", example = 7)),
    responses(
        (status = 200, description = "The proposal; never to be kept", body = ProposalBody),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No session is open, or the operator token is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "The official records nothing", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such proposal, or not for this official", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn look(
    official: Official,
    State(doors): State<Doors>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    Steps(id): Steps<String>,
    Given(Nothing): Given<Nothing>,
) -> Result<Response, Problem> {
    let caller = Caller::of(&official, &doors, peer, &headers)?;
    let (number, lang) = (number(&id)?, tongue(&headers));
    let body = at_leisure(&doors, move |doors| {
        let Caller { who, by } = &caller;
        let looked = doors.office.desk.look(*who, by, number)?;
        let accounts = doors.office.accounts.all()?;
        Ok(Told { accounts: &accounts, caller: by }.looked(looked, lang))
    });
    Ok(unkept(Json(body.await?).into_response()))
}

/// Publishes a proposal, returns it with a reason, or withdraws it.
///
/// To publish is to decide the command anew on what is known now, and to record it in the name of whoever put it forward; sent
/// again, it is answered as the first time. Nobody publishes what they put forward themselves, except an administrator.
#[utoipa::path(
    post,
    path = "/api/proposals/{id}",
    operation_id = "decide_proposal",
    tag = "officials",
    security(("session" = []), ("operator" = [])),
    params(("id" = u64, Path, description = "Its number", example = 7)),
    request_body(content = VerdictBody, content_type = "application/json"),
    responses(
        (status = 200, description = "The proposal as it is now", body = ProposalBody),
        (status = 400, description = "The body or a parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No session is open, or the operator token is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "The official may not publish there, or put it forward themselves, or another site asks", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such proposal, or not for this official", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "It was settled before", body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, description = "Its records have newer facts than the reviewer saw, which `conflicts` lists; it still waits", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemBody, content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "The rules do not allow it any more; it still waits", body = ProblemBody, content_type = "application/problem+json"),
        (status = 507, description = "The disk is full; nothing was recorded", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn decide(
    official: Official,
    State(doors): State<Doors>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    Steps(id): Steps<String>,
    Given(Nothing): Given<Nothing>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let caller = Caller::of(&official, &doors, peer, &headers)?;
    let number = number(&id)?;
    let (what, reason) = read(super::body::read(&headers, body, EXAMPLE)?)?;
    let verdict = Verdict { number, what, by: caller.by.clone(), who: caller.who, reason: reason.clone() };
    let decided = doors.office.desk.decide_proposal(verdict).await;
    let from = sender(peer.map(|Extension(peer)| peer), &headers);
    let (proposal, recorded) = decided.inspect_err(|not| {
        if matches!(not, NotSettled::FourEyes(_) | NotSettled::NotDone(NotDone::Forbidden(_))) {
            note(&doors, Note::of(Done::Refused).saying(format!("proposal {number}")), &official, from);
        }
    })?;
    // Answered a second time, it was noted the first.
    if recorded.is_none_or(|receipt| !receipt.again) {
        let done = match what {
            What::Publish { .. } => Done::ProposalPublished,
            What::Return => Done::ProposalReturned,
            What::Withdraw => Done::ProposalWithdrawn,
        };
        let detail =
            reason.map_or_else(|| format!("proposal {number}"), |why| format!("proposal {number}: {why}"));
        let mut noted = Note::of(done).saying(detail);
        noted.account = proposal.new.by.parse().ok().filter(|by: &Key| Some(*by) != official.id());
        note(&doors, noted, &official, from);
    }
    told(&doors, caller.by, proposal, StatusCode::OK).await
}

/// A command that was put forward.
pub async fn waits(doors: &Doors, proposal: Proposal) -> Result<Response, Problem> {
    let by = proposal.new.by.clone();
    told(doors, by, proposal, StatusCode::ACCEPTED).await
}

/// The body of a verdict as it would be right.
const EXAMPLE: &str = r#"{"publish": true}"#;

/// What a body says, if it says one thing.
fn read(body: VerdictBody) -> Result<(What, Option<String>), Problem> {
    let VerdictBody { publish, seen, returned, withdraw, reason } = body;
    let wrong = || Problem::new(Kind::WrongBody).such_as(EXAMPLE);
    match (publish, returned, withdraw, seen, reason) {
        (true, None, false, seen, reason) => Ok((What::Publish { seen }, fitting(reason)?)),
        (false, Some(why), false, None, None) => {
            let why = fitting(Some(why))?.ok_or_else(|| wrong().about("return"))?;
            Ok((What::Return, Some(why)))
        }
        (false, None, true, None, reason) => Ok((What::Withdraw, fitting(reason)?)),
        _ => Err(wrong()),
    }
}

/// A reason without spaces at its ends; none where nothing is said.
fn fitting(reason: Option<String>) -> Result<Option<String>, Problem> {
    let reason = reason.map(|reason| reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    let fits = |reason: &String| {
        reason.chars().count() <= LONGEST_REASON && !reason.chars().any(|c| c.is_control() && c != '\n')
    };
    match reason {
        Some(reason) if !fits(&reason) => {
            Err(Problem::new(Kind::WrongBody).about("reason").saying(Text::new(
                "理由不超过 500 个字符，不含控制字符。",
                "A reason has up to 500 characters, without control characters.",
            )))
        }
        reason => Ok(reason),
    }
}

/// Who asks.
#[derive(Clone, Debug)]
struct Caller {
    who: Who,
    by: String,
}

impl Caller {
    /// Whoever records nothing has nothing to do with what others put forward.
    fn of(
        official: &Official,
        doors: &Doors,
        peer: Option<Extension<Peer>>,
        headers: &HeaderMap,
    ) -> Result<Self, Problem> {
        official.touch();
        let who = official.who();
        if !who.records() {
            let from = sender(peer.map(|Extension(peer)| peer), headers);
            note(doors, Note::of(Done::Refused).saying("proposals"), official, from);
            return Err(Problem::new(Kind::Forbidden));
        }
        Ok(Self { who, by: official.actor() })
    }
}

/// Notes what an official did; what automation does stands in the log alone.
fn note(doors: &Doors, note: Note, official: &Official, from: std::net::IpAddr) {
    doors.office.accounts.note_soon(Note { by: official.id(), ..note }.from(from));
}

fn number(id: &str) -> Result<u64, Problem> {
    let number = id.parse().ok().filter(|number: &u64| i64::try_from(*number).is_ok());
    number.ok_or_else(|| Problem::unknown_record(id))
}

/// A proposal for its reader.
async fn told(
    doors: &Doors,
    caller: String,
    proposal: Proposal,
    status: StatusCode,
) -> Result<Response, Problem> {
    let body = at_leisure(doors, move |doors| {
        let accounts = doors.office.accounts.all()?;
        Ok(Told { accounts: &accounts, caller: &caller }.body(proposal))
    });
    Ok(unkept((status, Json(body.await?)).into_response()))
}

/// Works on a thread of its own: it waits for the disk.
async fn at_leisure<T: Send + 'static>(
    doors: &Doors,
    work: impl FnOnce(&Doors) -> Result<T, NotSettled> + Send + 'static,
) -> Result<T, Problem> {
    let doors = doors.clone();
    let done = tokio::task::spawn_blocking(move || work(&doors)).await;
    let done = done.map_err(|e| NotSettled::from(LogError::Unavailable(e.to_string()))).flatten();
    done.map_err(Problem::from)
}

impl From<NotSettled> for Problem {
    fn from(not: NotSettled) -> Self {
        match not {
            NotSettled::Unknown(number) => Problem::unknown_record(&number.to_string()),
            NotSettled::FourEyes(_) => Problem::new(Kind::FourEyes),
            NotSettled::Already(proposal) => {
                Problem::new(Kind::Settled).with("state", proposal.state().slug())
            }
            NotSettled::NotDone(not_done) => not_done.into(),
        }
    }
}

fn unkept(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_says_one_thing() {
        let said =
            |text: &str| serde_json::from_str::<VerdictBody>(text).ok().and_then(|body| read(body).ok());
        assert_eq!(said(r#"{"publish":true,"seen":7}"#), Some((What::Publish { seen: Some(7) }, None)));
        assert_eq!(said(r#"{"return":" 面积有误 "}"#), Some((What::Return, Some("面积有误".into()))));
        assert_eq!(said(r#"{"withdraw":true,"reason":""}"#), Some((What::Withdraw, None)));
        let long = format!(r#"{{"return":"{}"}}"#, "长".repeat(501));
        for text in [
            "{}",
            r#"{"publish":false}"#,
            r#"{"publish":true,"withdraw":true}"#,
            r#"{"publish":true,"return":"x"}"#,
            r#"{"return":" "}"#,
            r#"{"return":"a\u0007"}"#,
            r#"{"return":"x","seen":3}"#,
            r#"{"publish":true,"number":3}"#,
            &long,
        ] {
            assert_eq!(said(text), None, "{text}");
        }
    }
}
