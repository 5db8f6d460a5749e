//! The OpenAPI description, made from the handlers themselves, and the routes it describes.

mod commands;
mod headers;
mod schemas;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::answer::Answer;
use super::params::{Given, Nothing};
use super::problem::Problem;
use super::{
    Doors, accounts, audit, base_map, census, export, features, figures, ground, health, hooks, import, log,
    map_review, names, officials, proposals, session, settings, state, stream, vault,
};
pub use commands::{CommandBody, example_of};
pub use headers::describe;
pub use schemas::*;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "沿边招商地图 Investment Map",
        description = "Halls, land, projects and figures of border industrial parks, on any day, as they were known on \
                       any day. Positions are WGS 84 (CGCS2000), longitude first; days are civil days in China; moments \
                       are UTC. Every refusal is `application/problem+json` (RFC 9457) in the language of \
                       `Accept-Language` (zh or en)."
    ),
    tags(
        (name = "layers", description = "The records of a layer on a day, as GeoJSON"),
        (name = "figures", description = "What is counted, and from which records"),
        (name = "facts", description = "The log of facts: pages, the live tail, commands"),
        (name = "officials", description = "Sessions, and what only officials may see"),
        (name = "tiles", description = "What lies below the records"),
        (name = "operation", description = "Settings and health"),
    ),
    components(schemas(StreamFrame)),
    modifiers(&Credentials)
)]
struct Description;

/// How operators and officials show who they are.
struct Credentials;

impl Modify for Credentials {
    fn modify(&self, description: &mut utoipa::openapi::OpenApi) {
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The value of INVESTMAP_OPERATOR_TOKEN, at least 32 characters."))
            .build();
        let said = "Set by `POST /api/session`; sent by the browser.";
        let cookie = ApiKey::Cookie(ApiKeyValue::with_description(session::NAME, said));
        let components = description.components.get_or_insert_default();
        components.add_security_scheme("operator", SecurityScheme::Http(bearer));
        components.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
    }
}

/// Every described route.
#[must_use]
pub fn routes() -> OpenApiRouter<Doors> {
    let mut description = Description::openapi();
    description.info.version = env!("CARGO_PKG_VERSION").to_owned();
    OpenApiRouter::with_openapi(description)
        .routes(routes!(features::parks))
        .routes(routes!(features::halls))
        .routes(routes!(features::units))
        .routes(routes!(features::parcels))
        .routes(routes!(features::projects))
        .routes(routes!(features::ports))
        .routes(routes!(features::one_record))
        .routes(routes!(figures::figures))
        .routes(routes!(figures::records))
        .routes(routes!(census::census))
        .routes(routes!(state::state))
        .routes(routes!(export::chart))
        .routes(routes!(export::table))
        .routes(routes!(import::send))
        .routes(routes!(import::see, import::decide, import::forget))
        .routes(routes!(log::page))
        .routes(routes!(stream::stream))
        .routes(routes!(super::commands::command))
        .routes(routes!(session::who, session::open, session::close))
        .routes(routes!(session::change_password))
        .routes(routes!(session::list))
        .routes(routes!(session::end_one))
        .routes(routes!(session::look, session::see))
        .routes(routes!(session::begin_oidc))
        .routes(routes!(session::finish_oidc))
        .routes(routes!(accounts::list, accounts::make))
        .routes(routes!(accounts::change))
        .routes(routes!(audit::audit))
        .routes(routes!(hooks::list))
        .routes(routes!(vault::list, vault::add))
        .routes(routes!(vault::change, vault::erase))
        .routes(routes!(vault::reads))
        .routes(routes!(proposals::list))
        .routes(routes!(proposals::look, proposals::decide))
        .routes(routes!(map_review::map_review))
        .routes(routes!(officials::log))
        .routes(routes!(officials::stream))
        .routes(routes!(ground::tile))
        .routes(routes!(base_map::first))
        .routes(routes!(base_map::named))
        .routes(routes!(names::readings))
        .routes(routes!(settings::settings))
        .routes(routes!(health::healthz))
        .routes(routes!(health::readyz))
}

/// The description itself.
pub async fn description(
    State(doors): State<Doors>,
    headers: HeaderMap,
    Given(Nothing): Given<Nothing>,
) -> Result<Response, Problem> {
    let tag = doors.fixed_tag("/api/openapi.json");
    if tag.is_held(&headers) {
        return Ok(tag.unchanged(super::fresh::Keep::Ask));
    }
    Ok(Answer::json(doors.description(), tag).send(&headers, &doors.squeezed).await)
}
