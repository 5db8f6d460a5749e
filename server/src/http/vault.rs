//! `/api/vault`: the contacts and notes of a record, for officials of its region. Each that is shown, written or erased is
//! noted in the audit first; nothing of it is in any other answer, and nobody keeps a copy.

mod asker;
mod body;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use shared::{Key, RegionCode, Text};
use utoipa::IntoParams;
use uuid::Uuid;

use super::Doors;
use super::audit::{self, AuditPage};
use super::commands::{idempotency_key, version};
use super::openapi::ProblemBody;
use super::params::{Asked, Given, Nothing, Parameters, Steps};
use super::problem::{Kind, Problem};
use crate::accounts::audit::Done;
use crate::log::Digest;
use crate::vault::entry::{Entry, Header, Held};
use crate::vault::{Draft, NotKept};
use asker::{Asker, is_about};
pub use body::{NewVaultEntry, VaultEntries, VaultEntry, VaultEntryChange};

/// Of which record.
#[derive(Clone, Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// The record, by kind and key.
    #[param(example = "unit/RL-01-101")]
    stream: String,
}

impl Parameters for Which {
    fn read(asked: &mut Asked) -> Result<Self, Problem> {
        let stream = asked.take("stream")?.ok_or_else(|| {
            let wrong = Text::new(
                "缺少参数 stream：记录的种类和编号。",
                "The parameter stream is missing: kind and key of a record.",
            );
            Problem::parameter("stream", wrong, "stream=unit/RL-01-101")
        })?;
        Ok(Self { stream })
    }
}

/// Which notes of the audit.
#[derive(Clone, Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WhichReads {
    /// The record, by kind and key.
    #[param(example = "unit/RL-01-101")]
    stream: String,
    /// Notes after this number (default 0: from the first).
    #[param(value_type = Option<u64>, minimum = 0, example = 100)]
    after: u64,
    /// So many at most (1–10,000; default 1,000).
    #[param(value_type = Option<u64>, minimum = 1, maximum = 10000, example = 1000)]
    limit: usize,
}

impl Parameters for WhichReads {
    fn read(asked: &mut Asked) -> Result<Self, Problem> {
        let Which { stream } = Which::read(asked)?;
        let (after, limit) = audit::range(asked)?;
        Ok(Self { stream, after, limit })
    }
}

/// The contacts and notes of a record.
///
/// Each entry that is shown is noted in the audit first: who, when, and which. Entries for another audience are left out. A
/// record of another region is answered like one that does not exist.
#[utoipa::path(
    get,
    path = "/api/vault",
    operation_id = "vault",
    tag = "officials",
    security(("session" = []), ("operator" = [])),
    params(Which),
    responses(
        (status = 200, description = "The entries; never to be kept", body = VaultEntries),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No session is open, or the operator token is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "No vault key is configured, or the password is to be changed first", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such record in the official's region", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn list(
    asker: Asker,
    State(doors): State<Doors>,
    Given(Which { stream }): Given<Which>,
) -> Result<Response, Problem> {
    let listed = at_leisure(doors, asker, move |doors, asker| {
        let region = asker.region(doors, &stream)?;
        let mut entries = doors.office.vault.of(&stream)?;
        entries.retain(|entry| asker.reads(region, entry.header.audience));
        let said = entries.iter().filter(|entry| matches!(entry.held, Held::Content(_)));
        asker.note(doors, Done::VaultRead, said.map(|entry| &entry.header))?;
        let known = doors.office.accounts.all()?;
        let entries = entries.into_iter().map(|entry| VaultEntry::of(entry, &known)).collect();
        let for_this_run = doors.office.vault.for_this_run;
        Ok(VaultEntries { entries, records: asker.records(region), for_this_run })
    });
    Ok(unkept(Json(listed.await?).into_response()))
}

/// Keeps a contact or a note of a record.
///
/// With an `Idempotency-Key` it may be sent again: it is kept once. The text is sealed on the server's disk and can be erased;
/// the log of facts knows nothing of it.
#[utoipa::path(
    post,
    path = "/api/vault",
    operation_id = "add_to_vault",
    tag = "officials",
    security(("session" = []), ("operator" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "The sender's name for this entry, 1–128 visible ASCII characters", example = "b2f4-0001")),
    request_body(content = NewVaultEntry, content_type = "application/json"),
    responses(
        (status = 201, description = "The entry", body = VaultEntry),
        (status = 200, description = "An earlier attempt kept this entry", body = VaultEntry),
        (status = 400, description = "The body or a header is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No session is open, or the operator token is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "The official may not record that, no vault key is configured, or another site asks", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such record in the official's region", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "The key was used for another entry", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemBody, content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "A text is missing, too long, or holds control characters", body = ProblemBody, content_type = "application/problem+json"),
        (status = 507, description = "The disk is full; nothing was kept", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn add(
    asker: Asker,
    State(doors): State<Doors>,
    headers: HeaderMap,
    Given(Nothing): Given<Nothing>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let (stream, said) = super::body::read::<NewVaultEntry>(&headers, body, body::EXAMPLE)?.parts();
    let (content, audience) = said.read(body::EXAMPLE)?;
    let name = idempotency_key(&headers)?.unwrap_or_else(|| Uuid::now_v7().to_string());
    let id = id_of(&asker, &name);
    let added = at_leisure(doors, asker, move |doors, asker| {
        let region = asker.region(doors, &stream)?;
        asker.writes(doors, region, audience)?;
        let draft = Draft { content, audience, region, by: asker.official.id() };
        let (entry, again) = doors
            .office
            .vault
            .add(id, &stream, draft, &|header| asker.note(doors, Done::VaultWrote, [header]))?;
        Ok((if again { StatusCode::OK } else { StatusCode::CREATED }, told(doors, entry)?))
    });
    let (status, entry) = added.await?;
    Ok(unkept((status, Json(entry)).into_response()))
}

/// Puts another content in the place of an entry's; what it said before is gone.
#[utoipa::path(
    put,
    path = "/api/vault/{id}",
    operation_id = "change_in_vault",
    tag = "officials",
    security(("session" = []), ("operator" = [])),
    params(
        ("id" = String, Path, description = "Its id", example = "v-0123456789abcdef01234567"),
        ("If-Match" = String, Header, description = "The version that the sender saw", example = "\"1\""),
    ),
    request_body(content = VaultEntryChange, content_type = "application/json"),
    responses(
        (status = 200, description = "The entry as it is now", body = VaultEntry),
        (status = 400, description = "The body or a header is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No session is open, or the operator token is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "The official may not record that, no vault key is configured, or another site asks", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such entry that the official may read", body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, description = "Somebody changed or erased it meanwhile", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemBody, content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "A text is missing, too long, or holds control characters", body = ProblemBody, content_type = "application/problem+json"),
        (status = 507, description = "The disk is full; nothing was changed", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn change(
    asker: Asker,
    State(doors): State<Doors>,
    headers: HeaderMap,
    Steps(id): Steps<String>,
    Given(Nothing): Given<Nothing>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let said: VaultEntryChange = super::body::read(&headers, body, body::CHANGE)?;
    let (content, audience) = said.read(body::CHANGE)?;
    let seen = version(&headers)?.ok_or_else(|| {
        let wrong = Text::new(
            "缺少 If-Match：请给出所见的版本号。",
            "If-Match is missing: the version that you saw.",
        );
        Problem::parameter("If-Match", wrong, "If-Match: \"1\"")
    })?;
    let changed = at_leisure(doors, asker, move |doors, asker| {
        let (header, region) = found(doors, asker, &id)?;
        asker.writes(doors, region, header.audience)?;
        asker.writes(doors, region, audience)?;
        let draft = Draft { content, audience, region, by: asker.official.id() };
        let entry = doors
            .office
            .vault
            .change(header.id, seen, draft, &|header| asker.note(doors, Done::VaultWrote, [header]))?;
        told(doors, entry)
    });
    Ok(unkept(Json(changed.await?).into_response()))
}

/// Erases an entry: its id stays, and who erased it and when.
///
/// With `If-Match` it is erased only if nobody changed it since. It works without a key, too.
#[utoipa::path(
    delete,
    path = "/api/vault/{id}",
    operation_id = "erase_from_vault",
    tag = "officials",
    security(("session" = []), ("operator" = [])),
    params(
        ("id" = String, Path, description = "Its id", example = "v-0123456789abcdef01234567"),
        ("If-Match" = Option<String>, Header, description = "The version that the sender saw", example = "\"1\""),
    ),
    responses(
        (status = 204, description = "Nothing is left of what it said"),
        (status = 400, description = "A header is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No session is open, or the operator token is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "The official may not record in that region, or another site asks", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such entry that the official may read", body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, description = "Somebody changed it meanwhile", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn erase(
    asker: Asker,
    State(doors): State<Doors>,
    headers: HeaderMap,
    Steps(id): Steps<String>,
    Given(Nothing): Given<Nothing>,
) -> Result<Response, Problem> {
    let seen = version(&headers)?;
    let erased = at_leisure(doors, asker, move |doors, asker| {
        let (header, region) = found(doors, asker, &id)?;
        asker.writes(doors, region, header.audience)?;
        let first = |header: &Header| asker.note(doors, Done::VaultErased, [header]);
        Ok(doors.office.vault.erase(header.id, seen, asker.official.id(), &first)?)
    });
    erased.await?;
    Ok(unkept(StatusCode::NO_CONTENT.into_response()))
}

/// Who read, wrote and erased contacts and notes of a record, for administrators of its region.
#[utoipa::path(
    get,
    path = "/api/vault/reads",
    operation_id = "vault_reads",
    tag = "officials",
    security(("session" = []), ("operator" = [])),
    params(WhichReads),
    responses(
        (status = 200, description = "The notes of the audit; never to be kept", body = AuditPage),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No session is open, or the operator token is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "The official is no administrator", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such record in the official's region", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn reads(
    asker: Asker,
    State(doors): State<Doors>,
    Given(WhichReads { stream, after, limit }): Given<WhichReads>,
) -> Result<Response, Problem> {
    let read = at_leisure(doors, asker, move |doors, asker| {
        let region = asker.region(doors, &stream)?;
        asker.reads_audit(doors, region)?;
        let accounts = &doors.office.accounts;
        Ok(audit::page(accounts, after, limit, |note, _| is_about(note, &stream))?)
    });
    Ok(unkept(Json(read.await?).into_response()))
}

/// An entry that the official may read, without opening it, and the region of its record now. Blocks.
fn found(doors: &Doors, asker: &Asker, id: &str) -> Result<(Header, RegionCode), Problem> {
    let unknown = || Problem::unknown_record(id);
    let key: Key = id.parse().map_err(|_| unknown())?;
    let header = doors.office.vault.header(key).map_err(|not| match not {
        NotKept::Unknown(_) => unknown(),
        other => other.into(),
    })?;
    let region = asker.region(doors, &header.stream).map_err(|_| unknown())?;
    match asker.reads(region, header.audience) {
        true => Ok((header, region)),
        false => Err(unknown()),
    }
}

fn told(doors: &Doors, entry: Entry) -> Result<VaultEntry, Problem> {
    Ok(VaultEntry::of(entry, &doors.office.accounts.all()?))
}

/// The id of an entry, from the sender's own name for it: the same name is the same entry.
fn id_of(asker: &Asker, name: &str) -> Key {
    let digest = Digest::of(format!("{}\0{name}", asker.official.actor()).as_bytes()).to_string();
    let digits: String = digest.chars().take(24).collect();
    format!("v-{digits}").parse().expect("hexadecimal digits and a hyphen, 26 of them, are a key")
}

/// Works with vault, log and audit on a thread of its own: all of them wait for the disk.
async fn at_leisure<T: Send + 'static>(
    doors: Doors,
    asker: Asker,
    work: impl FnOnce(&Doors, &Asker) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let done = tokio::task::spawn_blocking(move || work(&doors, &asker)).await;
    done.map_err(|e| Problem::new(Kind::Internal).because(e))?
}

fn unkept(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
