//! `/api/map-review`: what changed on the public map since it was reviewed (审图号): changed content needs review again.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use shared::review::{MapLine, map_lines};
use shared::{Day, Key, RegionCode, Stamp, Text};
use utoipa::{IntoParams, ToSchema};

use super::Doors;
use super::openapi::ProblemBody;
use super::operator::Official;
use super::params::{Asked, Given, Parameters};
use super::problem::{Kind, Problem};
use super::spreadsheet::{self, Format, plain};

/// Changes on a page.
const PAGE: usize = 1_000;

/// Which changes.
#[derive(Clone, Copy, Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Recorded on this day or later (default: the day of the review number of the base map that is drawn; where there is none,
    /// from the beginning).
    #[param(value_type = Option<String>, format = Date, example = "2024-07-01")]
    since: Option<Day>,
    /// Behind this position of the log.
    #[param(value_type = Option<u64>, minimum = 0, example = 100)]
    after: u64,
    /// So many at most (1–10,000; default 1,000).
    #[param(value_type = Option<u64>, minimum = 1, maximum = 10000, example = 1000)]
    limit: usize,
    /// `json` (default) or `csv`: UTF-8 with a byte order mark, as spreadsheets expect it.
    #[param(value_type = Option<String>, example = "json")]
    format: Format,
}

impl Parameters for Which {
    fn read(asked: &mut Asked) -> Result<Self, Problem> {
        Ok(Self {
            since: asked.take("since")?,
            after: asked.take_within("after", 0..=u64::from(u32::MAX))?.unwrap_or(0),
            limit: asked.take_within("limit", 1..=10_000)?.map_or(PAGE, |limit| limit as usize),
            format: asked.take("format")?.unwrap_or_default(),
        })
    }
}

/// A change of the map.
#[derive(Debug, Serialize, ToSchema)]
pub struct MapChange {
    /// Position of the fact in the log.
    position: u64,
    /// The day on which it happened, or on which an error was found.
    #[schema(value_type = String, format = Date)]
    day: Day,
    /// When it was recorded (UTC).
    #[schema(value_type = String, format = DateTime, example = "2024-07-24T08:00:00Z")]
    recorded_at: Stamp,
    /// Kind of record.
    #[schema(value_type = String, example = "hall")]
    entity: &'static str,
    /// Its key.
    #[schema(value_type = String, example = "RL-01")]
    key: Key,
    /// What it is called now, or was last.
    #[schema(value_type = Option<super::openapi::BothNames>)]
    name: Option<Text>,
    /// The region it belongs to.
    #[schema(value_type = Option<String>, example = "533102")]
    region: Option<RegionCode>,
    /// What changed: `entered`, `outline`, `position`, `name`, `removed`.
    #[schema(value_type = Vec<String>)]
    changed: Vec<&'static str>,
    /// Where it stands now, in degrees (WGS 84); null where it is drawn no longer.
    lon: Option<f64>,
    /// See `lon`.
    lat: Option<f64>,
}

impl MapChange {
    fn of(line: MapLine) -> Self {
        let MapLine { position, entity, key, occurred_on, recorded_at, changes, name, region, place } = line;
        Self {
            position,
            day: occurred_on,
            recorded_at,
            entity,
            key,
            name,
            region,
            changed: changes.into_iter().map(|change| change.slug()).collect(),
            lon: place.map(shared::Point::lon),
            lat: place.map(shared::Point::lat),
        }
    }
}

/// What changed on the public map.
#[derive(Debug, Serialize, ToSchema)]
pub struct MapReview {
    /// Since when; absent for the beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, format = Date, required = false)]
    since: Option<Day>,
    /// The map review number 审图号 of the base map that is drawn, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    review_number: Option<String>,
    /// In the order of the log.
    changes: Vec<MapChange>,
    /// The position to go on behind; absent when that was all.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    next: Option<u64>,
}

/// What changed on the public map since the base map was reviewed, or since a day: what was entered, outlines, positions,
/// names. Whoever publishes the map has it reviewed again.
#[utoipa::path(
    get,
    path = "/api/map-review",
    operation_id = "map_review",
    tag = "officials",
    security(("session" = []), ("operator" = [])),
    params(Which),
    responses(
        (status = 200, description = "The changes; never to be kept", content(
            (MapReview = "application/json"),
            (String = "text/csv"),
        )),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No session is open, or the operator token is wrong", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn map_review(
    official: Official,
    State(doors): State<Doors>,
    Given(which): Given<Which>,
) -> Result<Response, Problem> {
    official.touch();
    let made = tokio::task::spawn_blocking(move || review(&doors, which)).await;
    let review = made.map_err(|e| Problem::new(Kind::Internal).because(e))?;
    let mut response = match which.format {
        Format::Json => axum::Json(review).into_response(),
        Format::Csv => csv(&review).map_err(|e| Problem::new(Kind::Internal).because(e))?,
    };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

fn review(doors: &Doors, which: Which) -> MapReview {
    // The first one is drawn.
    let drawn = doors.office.config.base_map.first();
    let since = which.since.or_else(|| drawn.and_then(|map| map.date));
    let lines = map_lines(doors.office.follower.public().world().get(), since.unwrap_or(Day::MIN));
    let mut lines = lines.into_iter().filter(|line| line.position > which.after);
    let changes: Vec<_> = lines.by_ref().take(which.limit).map(MapChange::of).collect();
    MapReview {
        since,
        review_number: drawn.and_then(|map| map.review_number.clone()),
        next: lines.next().and(changes.last()).map(|last| last.position),
        changes,
    }
}

fn csv(review: &MapReview) -> Result<Response, csv::Error> {
    let mut table = spreadsheet::begin();
    table.write_record([
        "day",
        "recorded_at",
        "entity",
        "key",
        "name_zh",
        "name_en",
        "region",
        "changed",
        "lon",
        "lat",
        "position",
    ])?;
    for change in &review.changes {
        let degrees =
            |degrees: Option<f64>| degrees.map(|degrees| format!("{degrees:.7}")).unwrap_or_default();
        let name =
            |of: fn(&Text) -> &String| change.name.as_ref().map(|name| plain(of(name))).unwrap_or_default();
        table.write_record([
            change.day.to_string(),
            change.recorded_at.to_string(),
            change.entity.to_owned(),
            plain(change.key.as_str()),
            name(|name| &name.zh),
            name(|name| &name.en),
            change.region.map(|region| region.to_string()).unwrap_or_default(),
            change.changed.join(" "),
            degrees(change.lon),
            degrees(change.lat),
            change.position.to_string(),
        ])?;
    }
    spreadsheet::answer(table, "map-review.csv")
}
