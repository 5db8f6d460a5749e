//! `/api/accounts`: administrators keep the accounts of their region and what lies in it.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use shared::access::{Action, Role, Who, may};
use shared::{Audience, Key, RegionCode, Text};
use utoipa::ToSchema;

use super::openapi::ProblemBody;
use super::operator::Official;
use super::params::{Given, Nothing, Steps};
use super::problem::{Kind, Problem};
use super::{Doors, body};
use crate::accounts::password::OneTime;
use crate::accounts::{Account, Accounts, NotDone};

/// An account, as administrators see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountBody {
    /// Its id: what the log calls the official.
    #[schema(value_type = String, example = "u-0123456789abcdef")]
    id: Key,
    /// The name to sign in with.
    name: String,
    /// What the official is trusted with.
    role: Role,
    /// Where: a region with everything in it.
    #[schema(value_type = String, example = "533102")]
    region: RegionCode,
    /// The password was given by somebody else and is to be changed first.
    must_change: bool,
    /// Nobody signs in with it any more.
    ended: bool,
    /// How it is opened: `password`; `invited`, by the first identity of OpenID Connect that comes under its name; or
    /// `identity`, by the one that came.
    #[schema(value_type = String, pattern = "^(password|invited|identity)$", example = "password")]
    way: &'static str,
    /// A new one-time password: told once, in this answer only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, example = "k3vq-8mzt-p2cd-wh7n")]
    password: Option<String>,
}

/// The accounts of a region.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountsBody {
    /// By name.
    accounts: Vec<AccountBody>,
}

/// A new account.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    /// The name to sign in with: 1 to 64 characters.
    #[schema(example = "li.na")]
    name: String,
    /// What the official is trusted with.
    role: Role,
    /// Where: a region with everything in it.
    #[schema(value_type = String, example = "533102")]
    region: RegionCode,
    /// No password: whoever the provider of OpenID Connect knows under this name opens it.
    #[serde(default)]
    oidc: bool,
}

/// What is to be changed of an account; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountChange {
    /// Another role.
    #[serde(default)]
    role: Option<Role>,
    /// Another region.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "533100")]
    region: Option<RegionCode>,
    /// A new one-time password; an account that was ended is taken up again.
    #[serde(default)]
    reset: bool,
    /// Instead of a password: the next identity of OpenID Connect that comes under its name opens it.
    #[serde(default)]
    oidc: bool,
    /// Nobody is to sign in with it any more.
    #[serde(default)]
    end: bool,
}

impl AccountBody {
    fn of(account: Account, once: Option<&OneTime>) -> Self {
        let Account { id, name, role, region, must_change, ended, way } = account;
        let password = once.map(|once| once.reveal().to_owned());
        Self { id, name, role, region, must_change, ended, way: way.slug(), password }
    }
}

/// The accounts of the administrator's region and what lies in it.
#[utoipa::path(
    get,
    path = "/api/accounts",
    operation_id = "accounts",
    tag = "officials",
    security(("session" = []), ("operator" = [])),
    responses(
        (status = 200, description = "The accounts; never to be kept", body = AccountsBody),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No session is open, or the operator token is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "The official is no administrator", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn list(
    official: Official,
    State(doors): State<Doors>,
    Given(Nothing): Given<Nothing>,
) -> Result<Response, Problem> {
    official.touch();
    let who = official.who();
    keeps(who, own(who))?;
    let all = at_leisure(&doors, |accounts| Ok(accounts.all()?)).await?;
    let theirs = all.into_iter().filter(|account| keeps(who, Some(account.region)).is_ok());
    let accounts = theirs.map(|account| AccountBody::of(account, None)).collect();
    Ok(unkept(Json(AccountsBody { accounts }).into_response()))
}

/// Makes an account; the answer holds its one-time password, where it is opened by one.
#[utoipa::path(
    post,
    path = "/api/accounts",
    operation_id = "make_account",
    tag = "officials",
    security(("session" = []), ("operator" = [])),
    request_body(content = NewAccount, content_type = "application/json"),
    responses(
        (status = 201, description = "The account, with its one-time password", body = AccountBody),
        (status = 400, description = "The body or a parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No session is open, or the operator token is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "The official does not administer that region, or another site asks", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemBody, content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "The name is taken, or cannot be one", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn make(
    official: Official,
    State(doors): State<Doors>,
    headers: HeaderMap,
    Given(Nothing): Given<Nothing>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    official.touch();
    let example = r#"{"name": "li.na", "role": "editor", "region": "533102"}"#;
    let NewAccount { name, role, region, oidc } = body::read(&headers, body, example)?;
    keeps(official.who(), Some(region))?;
    let by = official.id();
    let made = at_leisure(&doors, move |accounts| match oidc {
        true => Ok((accounts.invite(by, &name, role, region)?, None)),
        false => accounts.add(by, &name, role, region).map(|(account, once)| (account, Some(once))),
    });
    let (account, once) = made.await?;
    Ok(unkept((StatusCode::CREATED, Json(AccountBody::of(account, once.as_ref()))).into_response()))
}

/// Changes an account: what it is trusted with, a new one-time password, or its end.
///
/// Whoever is signed in with it signs in anew. Nobody changes the account that they are signed in with.
#[utoipa::path(
    patch,
    path = "/api/accounts/{id}",
    operation_id = "change_account",
    tag = "officials",
    security(("session" = []), ("operator" = [])),
    params(("id" = String, Path, description = "Its id", example = "u-0123456789abcdef")),
    request_body(content = AccountChange, content_type = "application/json"),
    responses(
        (status = 200, description = "The account as it is now", body = AccountBody),
        (status = 400, description = "The body or a parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No session is open, or the operator token is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "The official does not administer that region, it is their own account, or another site asks", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such account in that region", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemBody, content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn change(
    official: Official,
    State(doors): State<Doors>,
    headers: HeaderMap,
    Steps(id): Steps<String>,
    Given(Nothing): Given<Nothing>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    official.touch();
    let (who, by) = (official.who(), official.id());
    keeps(who, own(who))?;
    let example = r#"{"role": "reviewer", "region": "533100"}"#;
    let asked: AccountChange = body::read(&headers, body, example)?;
    let unknown = || Problem::unknown_record(&id);
    let key: Key = id.parse().map_err(|_| unknown())?;
    let known = at_leisure(&doors, move |accounts| Ok(accounts.known(key)?)).await?;
    // Whoever administers another region does not learn who is there.
    let account = known.filter(|account| keeps(who, Some(account.region)).is_ok()).ok_or_else(unknown)?;
    if by == Some(key) {
        return Err(Problem::new(Kind::Forbidden).saying(Text::new(
            "不能修改自己的账号：请由其他管理员修改。",
            "Nobody changes the account that they are signed in with: ask another administrator.",
        )));
    }
    keeps(who, Some(asked.region.unwrap_or(account.region)))?;
    let changed = at_leisure(&doors, move |accounts| alter(&accounts, by, account, &asked)).await;
    let (account, once) = changed?;
    doors.office.sessions.end_where(|session| session.holder.account().is_some_and(|a| a.id == key));
    Ok(unkept(Json(AccountBody::of(account, once.as_ref())).into_response()))
}

fn alter(
    accounts: &Accounts,
    by: Option<Key>,
    mut account: Account,
    asked: &AccountChange,
) -> Result<(Account, Option<OneTime>), NotDone> {
    let mut once = None;
    if asked.role.is_some() || asked.region.is_some() {
        let (role, region) = (asked.role.unwrap_or(account.role), asked.region.unwrap_or(account.region));
        account = accounts.trust(by, account.id, role, region)?;
    }
    if asked.reset {
        let (changed, password) = accounts.reset(by, account.id)?;
        (account, once) = (changed, Some(password));
    }
    if asked.oidc && !asked.reset {
        account = accounts.invite_again(by, account.id)?;
    }
    if asked.end {
        account = accounts.end(by, account.id)?;
    }
    Ok((account, once))
}

/// The region of an official.
fn own(who: Who) -> Option<RegionCode> {
    match who {
        Who::Official { region, .. } => Some(region),
        Who::Operator | Who::Visitor => None,
    }
}

fn keeps(who: Who, region: Option<RegionCode>) -> Result<(), Problem> {
    match may(who, Action::KeepAccounts, region, Audience::Officials) {
        true => Ok(()),
        false => Err(Problem::new(Kind::Forbidden)),
    }
}

/// Works with accounts on a thread of its own: it hashes passwords and waits for the disk.
async fn at_leisure<T: Send + 'static>(
    doors: &Doors,
    work: impl FnOnce(Accounts) -> Result<T, NotDone> + Send + 'static,
) -> Result<T, Problem> {
    let accounts = doors.office.accounts.clone();
    let done = tokio::task::spawn_blocking(move || work(accounts)).await;
    done.map_err(|e| Problem::new(Kind::Internal).because(e))?.map_err(Problem::from)
}

impl From<NotDone> for Problem {
    fn from(not_done: NotDone) -> Self {
        match not_done {
            NotDone::Taken(name) => Problem::new(Kind::Refused).called("name-taken", Text::new("不能录入", "Refused")).saying(
                Text::new(
                    format!("已有名为“{name}”的账号，请换一个用户名。"),
                    format!("There is an account named \"{name}\" already; choose another name."),
                ),
            ),
            NotDone::Name => Problem::new(Kind::Refused).called("name-unfit", Text::new("不能录入", "Refused")).saying(
                Text::new(
                    "用户名为 1 至 64 个字符，首尾没有空格，不含控制字符。",
                    "A name has 1 to 64 characters, without control characters and without spaces at its ends.",
                ),
            ),
            NotDone::Unknown(id) => Problem::unknown_record(&id),
            NotDone::Wrong => Problem::new(Kind::WrongPassword),
            NotDone::Weak(_) => Problem::new(Kind::WeakPassword),
            NotDone::Register(error) => error.into(),
            NotDone::Random(error) => Problem::new(Kind::Internal).because(error),
            NotDone::Hash(error) => Problem::new(Kind::Internal).because(error),
        }
    }
}

fn unkept(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
