//! `/api/export/{table}`: the records of a kind as a file to be edited and sent back. For officials, of their region.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use geodata::datum::Datum;
use shared::access::{Action, Who, may};
use shared::{Audience, RegionCode, Text};
use utoipa::IntoParams;

use super::officials_world;
use crate::http::Doors;
use crate::http::openapi::ProblemBody;
use crate::http::operator::Official;
use crate::http::params::{Asked, Given, Parameters, Wanted as _};
use crate::http::problem::{Kind, Problem};
use crate::sheets::{self, Fault, Form, Table, Wanted};
use shared::Lang;

/// Which file.
#[derive(Clone, Copy, Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// `xlsx` (default), `csv` (UTF-8), `csv-gb18030`, `geojson` or `shp` (a Shapefile in a .zip).
    #[param(value_type = Option<String>, example = "xlsx")]
    pub form: Form,
    /// The datum of positions: `wgs84` (default), `gcj02` or `bd09`.
    #[param(value_type = Option<String>, example = "wgs84")]
    pub datum: Datum,
    /// The region whose records are written, a GB/T 2260 code (default: the official's own; the operator's: the home region).
    #[param(value_type = Option<String>, example = "533102")]
    pub region: Option<RegionCode>,
    /// Headings and lists alone, without records.
    #[param(value_type = Option<bool>, example = false)]
    pub empty: bool,
}

impl Parameters for Which {
    fn read(asked: &mut Asked) -> Result<Self, Problem> {
        Ok(Self {
            form: asked.take("form")?.unwrap_or(Form::Workbook),
            datum: asked.take("datum")?.unwrap_or_default(),
            region: asked.take("region")?,
            empty: asked.take("empty")?.unwrap_or(false),
        })
    }
}

/// The records of a kind as a file that an import reads again.
///
/// Areas in ㎡, land in 亩, power in kVA, water and discharge in t/d, steam in t/h, rents in 元/㎡·月, money in 万元; days are
/// civil days in China. The workbook offers lists to choose from, and explains itself in both languages.
#[utoipa::path(
    get,
    path = "/api/export/{table}",
    tag = "officials",
    security(("operator" = []), ("session" = [])),
    params(
        ("table" = String, Path, description = "parks, halls, units, parcels, ports, projects, enterprises, targets, visits, activities, invitations or requests", example = "units"),
        Which,
    ),
    responses(
        (status = 200, description = "The file, of the type of its form; never to be kept", body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No official asks", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "Another region than the official's, or a password is to be changed first", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such table", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "The form cannot hold the table", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn table(
    official: Official,
    State(doors): State<Doors>,
    Path(table): Path<String>,
    Given(which): Given<Which>,
) -> Result<Response, Problem> {
    official.touch();
    let Some(table) = Table::read(&table) else {
        let (zh, en) = Table::EXPECTED;
        let saying =
            Text::new(format!("没有这个表格；应为{zh}。"), format!("There is no such table; expected {en}."));
        return Err(Problem::new(Kind::UnknownRecord).saying(saying).about("table"));
    };
    let own = match official.who() {
        Who::Official { region, .. } => region,
        Who::Operator | Who::Visitor => doors.office.config.home(),
    };
    let region = which.region.unwrap_or(own);
    if !may(official.who(), Action::See, Some(region), Audience::Officials) {
        return Err(Problem::new(Kind::Forbidden).with("region", region.to_string()));
    }
    let sight = official.sight();
    let work = doors.clone();
    let made = tokio::task::spawn_blocking(move || {
        let world = officials_world(&*work.office.log, sight)?;
        let today = work.office.follower.full().today();
        let wanted = Wanted { table, region, datum: which.datum, today, is_empty: which.empty };
        sheets::write(&world, wanted, which.form).map_err(|fault| refused(&fault))
    });
    let file = made.await.map_err(|e| Problem::new(Kind::Internal).because(e))??;
    let name = format!("attachment; filename=\"{table}-{region}.{}\"", which.form.ending());
    let mut response = file.into_response();
    let own = response.headers_mut();
    own.insert(header::CONTENT_TYPE, HeaderValue::from_static(which.form.media()));
    own.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(name) = HeaderValue::from_str(&name) {
        own.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// What is wrong with a table as a whole.
pub fn refused(fault: &Fault) -> Problem {
    let kind = Kind::Refused;
    Problem::new(kind)
        .called(fault.slug(), Text::new(kind.title(Lang::Zh), kind.title(Lang::En)))
        .saying(Text::new(fault.word(Lang::Zh), fault.word(Lang::En)))
}
