//! `/api/import`: a table that an official edited comes back. It is looked at first, and recorded whole or not at all.
//!
//! 1. `POST /api/import?as=units` takes the file, and answers at once with the id of what is now being read.
//! 2. `GET /api/import/{id}` says how far it is, then what would be added, changed, left, and refused, cell by cell.
//! 3. `POST /api/import/{id}` records it; `DELETE` forgets it.

mod told;

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use geodata::datum::Datum;
use serde::Deserialize;
use shared::review::waits;
use shared::{Day, Text};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::Doors;
use super::answer::JSON;
use super::export::{officials_world, refused};
use super::openapi::ProblemBody;
use super::operator::{Official, Recorder};
use super::params::{Asked, Given, Nothing, Parameters};
use super::problem::{Kind, Problem, tongue};
use crate::desk::Whole;
use crate::imports::{Import, State as Stage};
use crate::sheets::{self, CANCELLED, Outcome, Question, Table, Wrong};
pub use told::{Rows, Shown};

/// A file may have so many bytes.
pub const FILE: usize = 32 << 20;

/// What the file is.
#[derive(Clone, Copy, Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct What {
    /// The table: parks, halls, units, parcels, ports, projects, enterprises, targets, visits, activities, invitations or requests.
    #[param(value_type = String, required = true, rename = "as", example = "units")]
    pub table: Table,
    /// The datum of its positions: `wgs84`, `gcj02` or `bd09`. Asked where it holds positions, never guessed.
    #[param(value_type = Option<String>, example = "gcj02")]
    pub datum: Option<Datum>,
    /// The day of changes that their row does not date (default: today).
    #[param(value_type = Option<String>, format = Date, example = "2024-07-24")]
    pub day: Option<Day>,
}

impl Parameters for What {
    fn read(asked: &mut Asked) -> Result<Self, Problem> {
        let table = asked.take("as")?.ok_or_else(|| {
            let wrong =
                Text::new("缺少参数 as：表格的名称。", "The parameter as is missing: the name of the table.");
            Problem::parameter("as", wrong, "as=units")
        })?;
        Ok(Self { table, datum: asked.take("datum")?, day: asked.take("day")? })
    }
}

/// What is to be done with a file that was looked at.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Record it.
    pub record: bool,
    /// Also where positions lie outside the county they are said to be in.
    #[serde(default)]
    pub accept_flagged: bool,
}

const DECISION: &str = r#"{"record": true}"#;

/// Takes a table to be looked at. Nothing is recorded.
///
/// The body is the file itself: an Excel workbook (.xlsx), CSV in UTF-8 or GB 18030, GeoJSON, or a Shapefile in a .zip, of
/// 32 MiB and 50,000 rows at most; which of them it is, is told by its first bytes. `GET /api/export/{table}` gives one to begin with.
#[utoipa::path(
    post,
    path = "/api/import",
    tag = "officials",
    security(("operator" = []), ("session" = [])),
    params(What),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 202, description = "It is being read; `Location` tells where to look", body = Shown),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No official asks", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "The official may not record, the password is to be changed first, or another site asks", body = ProblemBody, content_type = "application/problem+json"),
        (status = 408, description = "The file did not arrive in time", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "The file is too large", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "Too many files are waiting", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn send(
    Recorder(official): Recorder,
    State(doors): State<Doors>,
    headers: HeaderMap,
    Given(what): Given<What>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    if !official.who().records() {
        return Err(Problem::new(Kind::Forbidden));
    }
    let file = body.map_err(|rejection| Problem::new(Kind::of(rejection.status())))?;
    let id = Uuid::now_v7().simple().to_string();
    let begun = doors.imports.begin(id, official.actor());
    let import = begun.ok_or_else(|| Problem::new(Kind::Busy))?;
    tokio::task::spawn_blocking({
        let (import, doors) = (Arc::clone(&import), doors.clone());
        move || look(&import, &doors, &official, what, &file)
    });
    let mut response = shown(StatusCode::ACCEPTED, &import, Rows::default(), &headers);
    if let Ok(place) = HeaderValue::from_str(&format!("/api/import/{}", import.id)) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

fn look(import: &Import, doors: &Doors, official: &Official, what: What, file: &[u8]) {
    let office = &doors.office;
    let (full, today) = {
        let view = office.follower.full();
        (view.world().clone(), view.today())
    };
    let asked = Question {
        table: what.table,
        datum: what.datum,
        day: what.day.unwrap_or(today),
        today,
        who: official.who(),
    };
    let seen = match officials_world(&*office.log, official.sight()) {
        Ok(seen) => seen,
        Err(error) => {
            tracing::error!(%error, "an import could not be read");
            let fault = sheets::Fault::new("damaged").with("reason", "log");
            import.becomes(Stage::Failed(Wrong { cell: String::new(), column: None, fault }));
            return;
        }
    };
    let become_ = match sheets::look(file, asked, &seen, full, &import.progress) {
        Ok(mut preview) => {
            let view = office.follower.full();
            preview.waits = waits(asked.who, view.world(), &preview.facts, office.config.review.public);
            Stage::Ready(Arc::new(preview))
        }
        Err(wrong) if wrong.fault.slug() == CANCELLED => return,
        Err(wrong) => Stage::Failed(wrong),
    };
    import.becomes(become_);
}

/// What became of a file that was sent.
#[utoipa::path(
    get,
    path = "/api/import/{id}",
    tag = "officials",
    security(("operator" = []), ("session" = [])),
    params(("id" = String, Path, description = "The id that was given for the file", example = "0192f0c1a2b37c4d8e9fa0b1c2d3e4f5"), Rows),
    responses(
        (status = 200, description = "How far it is, and what it would record", body = Shown),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No official asks", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "The password is to be changed first", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "The file is not there any more, or is not the official's", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn see(
    Recorder(official): Recorder,
    State(doors): State<Doors>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Given(rows): Given<Rows>,
) -> Result<Response, Problem> {
    let import = find(&doors, &id, &official)?;
    Ok(shown(StatusCode::OK, &import, rows, &headers))
}

/// Records a file that was looked at: all of it, or nothing.
#[utoipa::path(
    post,
    path = "/api/import/{id}",
    tag = "officials",
    security(("operator" = []), ("session" = [])),
    params(("id" = String, Path, description = "The id that was given for the file", example = "0192f0c1a2b37c4d8e9fa0b1c2d3e4f5")),
    request_body(content = Decision, content_type = "application/json"),
    responses(
        (status = 200, description = "It is recorded", body = Shown),
        (status = 400, description = "The body is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No official asks", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "The official may not record that, the password is to be changed first, or another site asks", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "The file is not there any more, or is not the official's", body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, description = "Others changed the same records since it was looked at; send it again", body = ProblemBody, content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "Rows are refused, positions are flagged, or it is still being read", body = ProblemBody, content_type = "application/problem+json"),
        (status = 507, description = "The disk is full; nothing was recorded", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn decide(
    Recorder(official): Recorder,
    State(doors): State<Doors>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Given(Nothing): Given<Nothing>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let decision: Decision = super::body::read(&headers, body, DECISION)?;
    let import = find(&doors, &id, &official)?;
    if !decision.record {
        return Ok(shown(StatusCode::OK, &import, Rows::default(), &headers));
    }
    let preview = match import.state() {
        Stage::Recorded { .. } => return Ok(shown(StatusCode::OK, &import, Rows::default(), &headers)),
        Stage::Ready(preview) => preview,
        Stage::Failed(wrong) => return Err(refused(&wrong.fault)),
        Stage::Reading => {
            return Err(not_yet(
                "import-reading",
                "文件仍在读取，请稍候。",
                "The file is still being read; wait a moment.",
            ));
        }
    };
    let count = preview.count(Outcome::Refused);
    if count > 0 {
        let zh = format!("有 {count} 行被拒绝，因此没有记录任何内容。请改正这些行后重新上传。");
        let en = format!(
            "{count} rows are refused, so nothing is recorded. Put them right and send the file again."
        );
        return Err(not_yet("import-refused", &zh, &en).with("refused", count));
    }
    let flagged = preview.flagged();
    if flagged > 0 && !decision.accept_flagged {
        let zh = format!("有 {flagged} 个位置不在所填的县市内。请核对；确认无误后再记录。");
        let en = format!(
            "{flagged} positions lie outside the county they are said to be in. Look at them, and accept them."
        );
        return Err(not_yet("import-flagged", &zh, &en).with("flagged", flagged));
    }
    let whole = Whole {
        command_id: format!("import-{}", import.id),
        commands: Arc::new(preview.commands.clone()),
        facts: Arc::new(preview.facts.clone()),
        head: preview.head,
        actor: official.actor(),
        who: official.who(),
    };
    let receipt = doors.office.desk.carry_out_whole(whole).await.map_err(Problem::from)?;
    import.becomes(Stage::Recorded { position: receipt.position, facts: receipt.events.len() });
    Ok(shown(StatusCode::OK, &import, Rows::default(), &headers))
}

/// Forgets a file; what is being read of it is given up.
#[utoipa::path(
    delete,
    path = "/api/import/{id}",
    tag = "officials",
    security(("operator" = []), ("session" = [])),
    params(("id" = String, Path, description = "The id that was given for the file", example = "0192f0c1a2b37c4d8e9fa0b1c2d3e4f5")),
    responses(
        (status = 204, description = "It is forgotten"),
        (status = 401, description = "No official asks", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "The password is to be changed first, or another site asks", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "The file is not there any more, or is not the official's", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn forget(
    Recorder(official): Recorder,
    State(doors): State<Doors>,
    Path(id): Path<String>,
    Given(Nothing): Given<Nothing>,
) -> Result<Response, Problem> {
    match doors.imports.forget(&id, &official.actor()) {
        true => Ok(StatusCode::NO_CONTENT.into_response()),
        false => Err(gone()),
    }
}

fn find(doors: &Doors, id: &str, official: &Official) -> Result<Arc<Import>, Problem> {
    doors.imports.find(id, &official.actor()).ok_or_else(gone)
}

fn gone() -> Problem {
    Problem::new(Kind::UnknownRecord).saying(Text::new(
        "该文件已不在服务器上：上传后保留 30 分钟，服务器重启后清空。请重新上传。",
        "The file is not here any more: it is kept for 30 minutes, and not over a restart. Send it again.",
    ))
}

fn not_yet(slug: &'static str, zh: &str, en: &str) -> Problem {
    let kind = Kind::Refused;
    let title = Text::new(kind.title(shared::Lang::Zh), kind.title(shared::Lang::En));
    Problem::new(kind).called(slug, title).saying(Text::new(zh, en))
}

fn shown(status: StatusCode, import: &Import, rows: Rows, headers: &HeaderMap) -> Response {
    let body = told::told(import, rows, tongue(headers));
    let mut response = (status, Body::from(body)).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(JSON));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
