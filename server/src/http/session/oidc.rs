//! `/api/session/oidc`: a browser goes to the provider of OpenID Connect and comes back, and is let in as with a password.
//!
//! Whatever does not end well leads to the sign-in page, which says so in words; the audit keeps why. Nothing in a request
//! says where a browser is led: there are two pages of our own, and the provider.

use std::time::Instant;

use axum::extract::{Extension, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use shared::Lang;
use utoipa::IntoParams;

use super::{Peer, cookie, given, sender, ticket_of, unkept};
use crate::accounts::audit::{Done, Note};
use crate::accounts::{Account, Shut};
use crate::http::Doors;
use crate::http::openapi::ProblemBody;
use crate::http::params::{Asked, Given, Parameters};
use crate::http::problem::{Kind, Problem};
use crate::log::LogError;
use crate::oidc::{Back, Failed, Person, Provider};
use crate::sessions::Holder;

/// What a beginning takes.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Beginning {
    /// The language of the page that the browser is led to in the end.
    #[param(value_type = Option<String>, example = "zh")]
    lang: Option<Lang>,
}

impl Parameters for Beginning {
    fn read(asked: &mut Asked) -> Result<Self, Problem> {
        Ok(Self { lang: asked.take("lang")? })
    }
}

/// What a browser brings back; the provider may add what it likes.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Return {
    /// Which sign-in it was.
    #[param(example = "0123456789abcdef")]
    state: Option<String>,
    /// What the provider gives for a token; absent where it gives an `error` instead.
    #[param(example = "SplxlOBeZQQYbYS6WxSbIA")]
    code: Option<String>,
    /// Who answers (RFC 9207).
    #[param(example = "https://id.example.cn")]
    iss: Option<String>,
}

impl Parameters for Return {
    fn read(asked: &mut Asked) -> Result<Self, Problem> {
        let read = Self { state: asked.take("state")?, code: asked.take("code")?, iss: asked.take("iss")? };
        asked.leave_rest();
        Ok(read)
    }
}

/// Sends this browser to the provider of OpenID Connect.
///
/// It has ten minutes to come back. Where the provider cannot be reached it is led to the sign-in page, which says so.
#[utoipa::path(
    get,
    path = "/api/session/oidc",
    operation_id = "begin_oidc",
    tag = "officials",
    params(Beginning),
    responses(
        (status = 303, description = "To the provider, or to `/login` with the reason why not", headers(("Location" = String, description = "Where to"))),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "No provider is configured", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn begin_oidc(
    State(doors): State<Doors>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    Given(Beginning { lang }): Given<Beginning>,
) -> Result<Response, Problem> {
    let provider = configured(&doors)?;
    let sender = sender(peer.map(|Extension(peer)| peer), &headers);
    if doors.throttle.wait(&sender, Instant::now()).is_some() {
        return led(&page("/login", lang, Some("often")));
    }
    match provider.begin(sender, lang).await {
        Ok(sent) => {
            let mut response = led(&sent.address)?;
            let cookie = cookie::sent(&sent.ticket).ok_or_else(|| Problem::new(Kind::Internal))?;
            response.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(response)
        }
        Err(failed) => {
            tracing::warn!(%failed, "nobody can sign in by OpenID Connect");
            led(&page("/login", lang, Some("away")))
        }
    }
}

/// Takes this browser back from the provider of OpenID Connect and opens a session.
///
/// What was begun is finished once, by the browser that began it. A session that the browser had before is ended. Why
/// somebody was not let in is told on the sign-in page in general, and in the audit in particular.
#[utoipa::path(
    get,
    path = "/api/session/oidc/back",
    operation_id = "finish_oidc",
    tag = "officials",
    params(Return),
    responses(
        (status = 303, description = "To `/desk` with a session, or to `/login` with the reason why not", headers(("Location" = String, description = "Where to"))),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "No provider is configured", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn finish_oidc(
    State(doors): State<Doors>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    Given(Return { state, code, iss }): Given<Return>,
) -> Result<Response, Problem> {
    let provider = configured(&doors)?;
    let sender = sender(peer.map(|Extension(peer)| peer), &headers);
    if doors.throttle.wait(&sender, Instant::now()).is_some() {
        return led(&page("/login", None, Some("often")));
    }
    let ticket = cookie::gone(&headers).map(str::to_owned);
    let is_attempt = ticket.is_some();
    let (lang, came) = provider.finish(ticket, Back { state, code, issuer: iss }).await;
    let let_in = match came {
        Ok(person) => opened(&doors, person).await?,
        Err(failed) => Err(NotIn::Failed(failed)),
    };
    let mut response = match let_in {
        Ok(account) => {
            doors.throttle.right(&sender);
            doors.office.accounts.note_soon(Note::of(Done::IdentitySignedIn).by(account.id).from(sender));
            if let Some(earlier) = given(&headers) {
                doors.office.sessions.end(earlier);
            }
            let mut response = led(&page("/desk", lang, None))?;
            let (cookie, _) = ticket_of(&doors, Holder::Account(account), sender)?;
            response.headers_mut().append(header::SET_COOKIE, cookie);
            response
        }
        Err(not_in) => {
            tracing::warn!(%sender, why = %not_in, "somebody was not let in by OpenID Connect");
            // A provider that is away is nobody's attempt. Neither is a browser that began nothing: any page may send it here.
            if is_attempt && not_in.word() != "away" {
                doors.throttle.wrong(&sender, Instant::now());
            }
            if is_attempt {
                let why = format!("oidc: {}", not_in.slug());
                doors.office.accounts.note_soon(Note::of(Done::SignInRefused).from(sender).saying(why));
            }
            led(&page("/login", lang, Some(not_in.word())))?
        }
    };
    response.headers_mut().append(header::SET_COOKIE, cookie::FORGET_SENT);
    Ok(response)
}

/// Why somebody who came back is not in.
#[derive(Debug, thiserror::Error)]
enum NotIn {
    #[error(transparent)]
    Failed(Failed),
    #[error(transparent)]
    Shut(Shut),
}

impl NotIn {
    /// What the sign-in page is told: enough to know what to do, too little to learn who has an account.
    fn word(&self) -> &'static str {
        match self {
            NotIn::Failed(Failed::Away(_) | Failed::Random(_)) => "away",
            NotIn::Failed(Failed::NotBegun) => "late",
            NotIn::Failed(Failed::Declined | Failed::Untrue(_)) | NotIn::Shut(_) => "refused",
        }
    }

    /// What the audit keeps: words of ours alone.
    fn slug(&self) -> String {
        match self {
            NotIn::Failed(Failed::Away(_) | Failed::Random(_)) => "provider away".to_owned(),
            other => other.to_string(),
        }
    }
}

async fn opened(doors: &Doors, person: Person) -> Result<Result<Account, NotIn>, Problem> {
    let accounts = doors.office.accounts.clone();
    let Person { identity, name } = person;
    let opened = tokio::task::spawn_blocking(move || accounts.open_by(&identity, name.as_deref())).await;
    let opened = opened.map_err(|error| LogError::Unavailable(error.to_string())).flatten()?;
    Ok(opened.map_err(NotIn::Shut))
}

fn configured(doors: &Doors) -> Result<&Provider, Problem> {
    doors.office.oidc.as_ref().ok_or_else(|| Problem::new(Kind::OidcOff))
}

/// The address of a page of ours.
fn page(path: &str, lang: Option<Lang>, trouble: Option<&str>) -> String {
    let lang = lang.map(|lang| format!("lang={}", if lang == Lang::Zh { "zh" } else { "en" }));
    let trouble = trouble.map(|word| format!("oidc={word}"));
    let query: Vec<_> = lang.into_iter().chain(trouble).collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

fn led(address: &str) -> Result<Response, Problem> {
    let address =
        HeaderValue::from_str(address).map_err(|error| Problem::new(Kind::Internal).because(error))?;
    let mut response = unkept(StatusCode::SEE_OTHER.into_response());
    response.headers_mut().insert(header::LOCATION, address);
    Ok(response)
}
