//! `/api/audit`: who did what at the door, for administrators; as JSON, and as CSV for a spreadsheet.

use axum::extract::{Extension, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use shared::access::{Action, Who, may};
use shared::{Audience, Day, Key, RegionCode, Stamp};
use utoipa::{IntoParams, ToSchema};

use super::Doors;
use super::openapi::ProblemBody;
use super::operator::Official;
use super::params::{Asked, Given, Parameters, Wanted};
use super::problem::{Kind, Problem};
use super::session::{Peer, sender};
use super::spreadsheet::{self, Format, plain};
use crate::accounts::audit::{Done, Note, Noted};
use crate::accounts::{Account, Accounts};
use crate::log::LogError;

/// Entries that are read at once.
const PAGE: usize = 1_000;

/// Which entries.
#[derive(Clone, Copy, Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Entries after this number (default 0: from the first).
    #[param(value_type = Option<u64>, minimum = 0, example = 100)]
    after: u64,
    /// So many at most (1–10,000; default 1,000).
    #[param(value_type = Option<u64>, minimum = 1, maximum = 10000, example = 1000)]
    limit: usize,
    /// What was done, such as `sign_in_refused`.
    #[param(value_type = Option<String>, example = "sign_in_refused")]
    done: Option<Done>,
    /// By whom, or to whom: the id of an account.
    #[param(value_type = Option<String>, example = "u-0123456789abcdef")]
    account: Option<Key>,
    /// From this day on (civil days in China).
    #[param(value_type = Option<String>, format = Date, example = "2024-07-01")]
    from: Option<Day>,
    /// Up to this day, itself included.
    #[param(value_type = Option<String>, format = Date, example = "2024-07-31")]
    to: Option<Day>,
    /// `json` (default) or `csv`: UTF-8 with a byte order mark, as spreadsheets expect it.
    #[param(value_type = Option<String>, example = "json")]
    format: Format,
}

impl Wanted for Done {
    const EXPECTED: (&'static str, &'static str) = (
        "登记的操作，如 signed_in、sign_in_refused、refused",
        "what was done, such as signed_in, sign_in_refused, refused",
    );
    const EXAMPLE: &'static str = "signed_in";
    fn read(text: &str) -> Option<Self> {
        Done::from_slug(text)
    }
}

/// After which number, and how many.
pub(super) fn range(asked: &mut Asked) -> Result<(u64, usize), Problem> {
    let after = asked.take_within("after", 0..=u64::from(u32::MAX))?.unwrap_or(0);
    Ok((after, asked.take_within("limit", 1..=10_000)?.map_or(PAGE, |limit| limit as usize)))
}

impl Parameters for Which {
    fn read(asked: &mut Asked) -> Result<Self, Problem> {
        let (after, limit) = range(asked)?;
        Ok(Self {
            after,
            limit,
            done: asked.take("done")?,
            account: asked.take("account")?,
            from: asked.take("from")?,
            to: asked.take("to")?,
            format: asked.take("format")?.unwrap_or_default(),
        })
    }
}

/// An entry of the audit.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditEntry {
    /// Its number, from 1, without gaps. Entries that the caller may not read are left out.
    number: u64,
    /// When (UTC).
    #[schema(value_type = String, format = DateTime, example = "2024-07-24T08:00:00Z")]
    at: Stamp,
    /// What was done.
    #[schema(value_type = String, example = "signed_in")]
    done: &'static str,
    /// The id of the account that did it; absent for the terminal, and for whoever was not let in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false, example = "u-0123456789abcdef")]
    by: Option<Key>,
    /// Its name, while there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// The id of the account that it was done to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false)]
    account: Option<Key>,
    /// Where the request came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// More, such as the region of what was refused.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(required = false)]
    detail: String,
    /// SHA-256 over the entry before and this one, in hexadecimal.
    digest: String,
}

/// A page of the audit.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditPage {
    /// The oldest first.
    entries: Vec<AuditEntry>,
    /// The number to go on after; absent when everything was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<u64>,
}

/// Who did what at the door: signing in, passwords, accounts, and what was refused to whom.
///
/// An administrator reads what accounts of the own region did and what was done to them; whoever administers the home
/// region, also what nobody's account is in: wrong passwords, the operator token. What officials recorded stands in the log
/// of facts, with their ids.
#[utoipa::path(
    get,
    path = "/api/audit",
    operation_id = "audit",
    tag = "officials",
    security(("session" = []), ("operator" = [])),
    params(Which),
    responses(
        (status = 200, description = "The entries; never to be kept", content(
            (AuditPage = "application/json"),
            (String = "text/csv"),
        )),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No session is open, or the operator token is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "The official is no administrator", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn audit(
    official: Official,
    State(doors): State<Doors>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    Given(which): Given<Which>,
) -> Result<Response, Problem> {
    official.touch();
    let (who, home) = (official.who(), doors.office.config.home());
    for_administrators(&official, &doors, peer, &headers, "audit")?;
    let accounts = doors.office.accounts.clone();
    let read = tokio::task::spawn_blocking(move || {
        page(&accounts, which.after, which.limit, |note, known| {
            is_asked(note, which) && is_shown(note, known, who, home)
        })
    });
    let page = read.await.map_err(|e| LogError::Unavailable(e.to_string())).flatten()?;
    let mut response = match which.format {
        Format::Json => axum::Json(page).into_response(),
        Format::Csv => csv(&page).map_err(|e| Problem::new(Kind::Internal).because(e))?,
    };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Lets administrators pass, of whatever region; what others asked for is noted.
///
/// # Errors
/// If the official is none.
pub fn for_administrators(
    official: &Official,
    doors: &Doors,
    peer: Option<Extension<Peer>>,
    headers: &HeaderMap,
    asked: &str,
) -> Result<(), Problem> {
    if administers(official.who()) {
        return Ok(());
    }
    let from = sender(peer.map(|Extension(peer)| peer), headers);
    official.id().into_iter().for_each(|id| {
        doors.office.accounts.note_soon(Note::of(Done::Refused).by(id).from(from).saying(asked));
    });
    Err(Problem::new(Kind::Forbidden))
}

/// Whether somebody reads any of the audit.
fn administers(who: Who) -> bool {
    match who {
        Who::Official { region, .. } => may(who, Action::ReadAudit, Some(region), Audience::Officials),
        other => may(other, Action::ReadAudit, None, Audience::Officials),
    }
}

/// So many entries after a number that somebody wants, the oldest first.
pub(super) fn page(
    accounts: &Accounts,
    mut after: u64,
    limit: usize,
    is_wanted: impl Fn(&Note, &[Account]) -> bool,
) -> Result<AuditPage, LogError> {
    let known = accounts.all()?;
    let mut entries = Vec::new();
    loop {
        let read = accounts.noted(after, PAGE)?;
        if read.is_empty() {
            return Ok(AuditPage { entries, next: None });
        }
        for noted in read {
            after = noted.number;
            if is_wanted(&noted.note, &known) {
                entries.push(entry(noted, &known));
            }
            if entries.len() >= limit {
                return Ok(AuditPage { entries, next: Some(after) });
            }
        }
    }
}

fn is_asked(note: &Note, which: Which) -> bool {
    let day = note.at.day();
    which.done.is_none_or(|done| note.done == done)
        && which.account.is_none_or(|id| note.by == Some(id) || note.account == Some(id))
        && which.from.is_none_or(|from| from <= day)
        && which.to.is_none_or(|to| day <= to)
}

/// Whether somebody may read it: it is about an account of their region; what is about none belongs to the home region.
fn is_shown(note: &Note, known: &[Account], who: Who, home: RegionCode) -> bool {
    let region = |id: Key| known.iter().find(|account| account.id == id).map(|account| account.region);
    let about = note.account.or(note.by).map_or(Some(home), region);
    may(who, Action::ReadAudit, about, Audience::Officials)
}

fn entry(noted: Noted, known: &[Account]) -> AuditEntry {
    let Noted { number, note, digest } = noted;
    let name = |id: Key| known.iter().find(|account| account.id == id).map(|account| account.name.clone());
    AuditEntry {
        number,
        at: note.at,
        done: note.done.slug(),
        by: note.by,
        name: note.by.or(note.account).and_then(name),
        account: note.account,
        from: note.from.map(|from| from.to_string()),
        detail: note.detail,
        digest: digest.to_string(),
    }
}

/// For a spreadsheet.
fn csv(page: &AuditPage) -> Result<Response, csv::Error> {
    let mut book = spreadsheet::begin();
    book.write_record(["number", "at", "done", "by", "name", "account", "from", "detail", "digest"])?;
    for entry in &page.entries {
        let key = |key: Option<Key>| key.map(|key| key.to_string()).unwrap_or_default();
        book.write_record([
            entry.number.to_string(),
            entry.at.to_string(),
            entry.done.to_owned(),
            key(entry.by),
            plain(entry.name.as_deref().unwrap_or_default()),
            key(entry.account),
            entry.from.clone().unwrap_or_default(),
            plain(&entry.detail),
            entry.digest.clone(),
        ])?;
    }
    spreadsheet::answer(book, "audit.csv")
}
