//! The doors: everything that is reached over HTTP, and the only place that names axum.
//!
//! A handler reads: what is asked, is the caller's copy still good, answer. Around every handler stand, from the outside
//! in: a name for the request (`tag`), the headers that guard a page (`guard`), the wording of refusals (`problem`),
//! a limit of time, and the refusal of foreign pages that want to change something (`CsrfLayer`). The OpenAPI description
//! is made from the handlers themselves (`openapi`).
//!
//! **Visitors reach only the public world**: handlers take a `when::Seen`, which holds a `PublicWorld` and the census.
//! More than that is reached in `officials`, and in `log` and `stream` by automation, and only past `operator`.

mod accounts;
mod answer;
mod audit;
mod base_map;
mod body;
mod census;
mod client;
mod commands;
mod doors;
mod export;
mod features;
mod figures;
mod fresh;
mod ground;
mod guard;
mod health;
mod hooks;
mod import;
mod leisure;
mod log;
mod map_review;
mod names;
mod officials;
mod openapi;
mod operator;
mod pantry;
mod params;
mod problem;
mod proposals;
mod serve;
mod session;
mod settings;
mod spreadsheet;
mod squeeze;
mod state;
mod stream;
mod tag;
mod vault;
mod when;

use std::time::Duration;

use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::from_fn;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Router, middleware};
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tower_http::timeout::TimeoutLayer;

use crate::office::Office;
pub use doors::Doors;
pub use guard::CSP;
pub use serve::{Limits, serve, serve_within};

/// An answer is begun within this time, or given up.
const PATIENCE: Duration = Duration::from_secs(30);
/// A body may have so many bytes.
const BODY: usize = 1 << 20;

/// All doors of an office.
pub fn router(office: Office) -> Router {
    router_of(Doors::open(office), Limits::default().body)
}

fn router_of(doors: Doors, patience: Duration) -> Router {
    let (api, mut description) = openapi::routes().split_for_parts();
    openapi::describe(&mut description);
    let doors = doors.described(&description);
    let mut router = api
        .route("/assets/{name}", get(client::asset))
        .route("/robots.txt", get(client::robots))
        .route("/api/openapi.json", get(openapi::description));
    for page in client::PAGES {
        router = router.route(page, get(client::page));
    }
    router
        .fallback(client::elsewhere)
        // Bodies are bounded where they are awaited, by what they are sent to.
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn(move |request, next| body::in_time(request, next, patience)))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, PATIENCE))
        .layer(CsrfLayer::new().with_rejection_response(|_: ProtectionError| {
            problem::Problem::new(problem::Kind::OtherSite).into_response()
        }))
        .layer(from_fn(problem::speak))
        .layer(from_fn(guard::guard))
        .layer(middleware::from_fn(tag::tag))
        .with_state(doors)
}
