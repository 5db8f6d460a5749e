//! `/api/config`: what a client must know before it draws anything. No secret and no address of another server is in it.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use geodata::ground::{CLOSEST_ZOOM, CREDIT};
use serde::Serialize;
use shared::geometry::Bounds;
use shared::{Day, RegionCode, Text, World};
use utoipa::ToSchema;

use super::Doors;
use super::openapi::ProblemBody;
use super::params::{Given, Nothing};
use super::problem::Problem;
use crate::config::BaseMap;

/// What a client must know.
#[derive(Debug, Serialize, ToSchema)]
pub struct Settings {
    /// The day that is shown when none is asked for.
    #[schema(value_type = String, format = Date, example = "2024-07-24")]
    today: Day,
    /// The region whose figures are shown when none is asked for (GB/T 2260).
    #[schema(value_type = String, example = "533100")]
    region: RegionCode,
    /// Whether this is the demonstration: its data are samples, and today stands still on the last day with a fact.
    demo: bool,
    /// The last position of the log.
    #[schema(example = 4711)]
    head: u64,
    /// Whether commands are accepted at all.
    commands: bool,
    /// What the map shows at first.
    home: Option<Home>,
    /// The neutral ground.
    ground: GroundLayer,
    /// The approved base map to be drawn, if one is configured.
    base: Option<Base>,
    /// All approved base maps.
    bases: Vec<Base>,
    /// Version of the program.
    version: &'static str,
}

/// What the map shows at first: the parks of the home region.
#[derive(Debug, Serialize, ToSchema)]
pub struct Home {
    /// West, south, east, north, in degrees (WGS 84).
    #[schema(value_type = Vec<f64>, min_items = 4, max_items = 4, example = json!([97.5, 23.8, 98.7, 24.8]))]
    bounds: [f64; 4],
}

/// The neutral ground.
#[derive(Debug, Serialize, ToSchema)]
pub struct GroundLayer {
    /// Addresses of its vector tiles.
    tiles: &'static str,
    /// The closest zoom that has tiles.
    max_zoom: u8,
    /// What must be said on every picture of it.
    #[schema(value_type = super::openapi::BothNames)]
    attribution: Text,
}

/// An approved base map.
#[derive(Debug, Serialize, ToSchema)]
pub struct Base {
    /// Its name in addresses.
    id: String,
    /// Its name for readers.
    #[schema(value_type = super::openapi::BothNames)]
    name: Text,
    /// Addresses of its tiles, on this server.
    tiles: String,
    /// Side of a tile, CSS px.
    tile_size: u16,
    /// Smallest zoom that has tiles.
    min_zoom: u8,
    /// Largest zoom that has tiles.
    max_zoom: u8,
    /// Whom to credit.
    attribution: String,
    /// Map review number 审图号.
    review_number: String,
    /// Who issued it.
    issuer: Option<String>,
    /// Scale, such as `1:250000`.
    scale: Option<String>,
    /// Day of the approval.
    #[schema(value_type = Option<String>, format = Date)]
    date: Option<Day>,
    /// Day after which the approval no longer holds.
    #[schema(value_type = Option<String>, format = Date)]
    expires: Option<Day>,
    /// Whether the approval no longer holds today.
    expired: bool,
}

impl Base {
    fn of(map: &BaseMap, today: Day) -> Self {
        Self {
            id: map.id.clone(),
            name: map.name.clone(),
            tiles: format!("/tiles/base/{}/{{z}}/{{x}}/{{y}}", map.id),
            tile_size: 256,
            min_zoom: map.min_zoom,
            max_zoom: map.max_zoom,
            attribution: map.issuer.clone().unwrap_or_else(|| map.name.zh.clone()),
            review_number: map.review_number.clone().unwrap_or_default(),
            issuer: map.issuer.clone(),
            scale: map.scale.clone(),
            date: map.date,
            expires: map.expires,
            expired: map.expires.is_some_and(|last| today > last),
        }
    }
}

/// The box around the parks of a region, by where their labels stand and their outlines.
#[must_use]
pub fn home(world: &World, region: RegionCode) -> Option<Bounds> {
    let parks = world.parks.values().filter_map(|ledger| Some(&ledger.latest()?.attributes));
    let within = parks.filter(|park| region.contains(park.region));
    Bounds::around(within.flat_map(|park| park.boundary.iter().flatten().copied().chain([park.center])))
}

/// What a client must know before it draws anything.
#[utoipa::path(
    get,
    path = "/api/config",
    tag = "operation",
    responses(
        (status = 200, description = "The settings", body = Settings),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn settings(
    State(doors): State<Doors>,
    Given(Nothing): Given<Nothing>,
) -> Result<Response, Problem> {
    let config = &doors.office.config;
    let region = config.home();
    let (today, head, bounds) = {
        let view = doors.office.follower.public();
        (view.today(), view.head(), home(view.world().get(), region))
    };
    let bases: Vec<_> = config.base_map.iter().map(|map| Base::of(map, today)).collect();
    let [zh, en] = CREDIT;
    let settings = Settings {
        today,
        region,
        demo: config.demo,
        head,
        commands: config.operator_token.is_some(),
        home: bounds.map(|b| Home { bounds: [b.min.lon(), b.min.lat(), b.max.lon(), b.max.lat()] }),
        ground: GroundLayer {
            tiles: "/tiles/ground/{z}/{x}/{y}.mvt",
            max_zoom: CLOSEST_ZOOM,
            attribution: Text::new(zh, en),
        },
        base: config.base_map.first().map(|map| Base::of(map, today)),
        bases,
        version: env!("CARGO_PKG_VERSION"),
    };
    Ok(([(header::CACHE_CONTROL, "no-cache")], Json(settings)).into_response())
}
