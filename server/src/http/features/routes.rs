//! The doors of the layers.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::Response;
use bytes::Bytes;
use shared::{Key, Stamp};

use super::filters::{HallFilter, ParcelFilter, ParkFilter, PortFilter, ProjectFilter, UnitFilter};
use super::page::{Cut, Selected};
use super::walk::{Layer, walk};
use crate::http::Doors;
use crate::http::answer::{Answer, GEOJSON};
use crate::http::fresh::Keep;
use crate::http::openapi::{Feature, FeatureCollection, ProblemBody};
use crate::http::params::{Asked, Given, Parameters, Steps};
use crate::http::problem::{Kind, Problem};
use crate::http::squeeze::Effort;
use crate::http::when::{Known, Seen, When};

/// What is asked of a layer.
#[derive(Debug)]
pub struct Of<F> {
    /// The day, and the state of knowledge.
    pub when: When,
    /// Which part of the layer.
    pub cut: Cut,
    /// Which records.
    pub filter: F,
}

impl<F: Parameters> Parameters for Of<F> {
    fn read(asked: &mut Asked) -> Result<Self, Problem> {
        Ok(Self { when: When::read(asked)?, cut: Cut::read(asked)?, filter: F::read(asked)? })
    }
}

/// Answers with a page of a layer. Whoever holds it already is told so before any work is done.
async fn collection<F>(
    doors: &Doors,
    headers: &HeaderMap,
    uri: &Uri,
    asked: &Of<F>,
    select: impl FnOnce(&Doors, &Seen<'_>, &Of<F>) -> Result<Selected, Problem>,
) -> Result<Response, Problem> {
    let (tag, today) = doors.tag(uri);
    if tag.is_held(headers) {
        return Ok(tag.unchanged(Keep::Ask));
    }
    let known = Known::at(doors, asked.when.as_at).await?;
    let collection = {
        let seen = known.seen(doors);
        select(doors, &seen, asked)?.collection(asked.when.as_of.unwrap_or(today), uri)
    };
    let body = Bytes::from(collection.text);
    let answer = Answer { body, media: GEOJSON, tag, keep: Keep::Ask, effort: Effort::Quick };
    let mut response = answer.send(headers, &doors.squeezed).await;
    let next =
        collection.next.and_then(|next| HeaderValue::from_str(&format!("<{next}>; rel=\"next\"")).ok());
    if let Some(next) = next {
        response.headers_mut().insert(header::LINK, next);
    }
    Ok(response)
}

/// A page found by walking over all records.
fn walked<L: Layer>(_: &Doors, seen: &Seen<'_>, asked: &Of<L>) -> Result<Selected, Problem> {
    asked.filter.check(seen.world())?;
    let day = asked.when.as_of.unwrap_or_else(|| seen.today());
    Ok(walk(&seen.world().atlas(day), &asked.filter, &asked.cut))
}

/// A page of units, found in the index where it covers the question.
fn indexed(doors: &Doors, seen: &Seen<'_>, asked: &Of<UnitFilter>) -> Result<Selected, Problem> {
    asked.filter.check(seen.world())?;
    if !asked.filter.is_flat() {
        return walked(doors, seen, asked);
    }
    let day = asked.when.as_of.unwrap_or_else(|| seen.today());
    let atlas = seen.world().atlas(day);
    Ok(match seen {
        Seen::Now(view) => doors.units.now(view, |index| index.select(&atlas, &asked.filter, &asked.cut)),
        Seen::Then(known, _) => {
            let stamp = asked.when.as_at.unwrap_or(Stamp::MAX);
            let index = doors.units.then(stamp, known.world.get().head(), &known.world);
            index.select(&atlas, &asked.filter, &asked.cut)
        }
    })
}

macro_rules! layer_route {
    ($(#[$doc:meta])* $name:ident, $path:literal, $filter:ty, $select:path $(, $refers:literal)?) => {
        $(#[$doc])*
        #[utoipa::path(
            get,
            path = $path,
            tag = "layers",
            params(When, Cut, $filter),
            responses(
                (status = 200, description = "A page of the layer", body = FeatureCollection, content_type = "application/geo+json"),
                (status = 304, description = "The caller's copy is still good"),
                (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
                $((status = 404, description = $refers, body = ProblemBody, content_type = "application/problem+json"),)?
            )
        )]
        pub async fn $name(
            State(doors): State<Doors>,
            headers: HeaderMap,
            uri: Uri,
            Given(asked): Given<Of<$filter>>,
        ) -> Result<Response, Problem> {
            collection(&doors, &headers, &uri, &asked, $select).await
        }
    };
}

layer_route!(
    /// Parks and zones: outlines (a point where there is none), supply, policies, distances.
    parks, "/api/geojson/parks", ParkFilter, walked,
    "A record that is filtered by does not exist"
);
layer_route!(
    /// Halls: footprints with floors and height.
    halls, "/api/geojson/halls", HallFilter, walked,
    "A record that is filtered by does not exist"
);
layer_route!(
    /// Units, the lettable parts of halls: status, floor space (㎡), rent (元/㎡·月) and everything an investor asks for.
    units, "/api/geojson/units", UnitFilter, indexed,
    "A record that is filtered by does not exist"
);
layer_route!(
    /// Land parcels: area (亩), use, price (万元/亩), status.
    parcels, "/api/geojson/parcels", ParcelFilter, walked,
    "A record that is filtered by does not exist"
);
layer_route!(
    /// Projects: stage, dated nodes of the life cycle, needs. One without a place has a null geometry.
    projects, "/api/geojson/projects", ProjectFilter, walked,
    "A record that is filtered by does not exist"
);
layer_route!(
    /// Ports of entry: status always with its day and source.
    ports, "/api/geojson/ports", PortFilter, walked
);

/// One record of a layer as a feature.
#[utoipa::path(
    get,
    path = "/api/geojson/{layer}/{key}",
    tag = "layers",
    params(
        ("layer" = String, Path, description = "`parks`, `halls`, `units`, `parcels`, `projects` or `ports`", example = "units"),
        ("key" = String, Path, description = "The key of the record", example = "RL-06-101"),
        When,
    ),
    responses(
        (status = 200, description = "The record on the day", body = Feature, content_type = "application/geo+json"),
        (status = 304, description = "The caller's copy is still good"),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such record on the day", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn one_record(
    State(doors): State<Doors>,
    headers: HeaderMap,
    uri: Uri,
    Steps((layer, name)): Steps<(String, String)>,
    Given(when): Given<When>,
) -> Result<Response, Problem> {
    let draw = drawer(&layer).ok_or_else(|| Problem::new(Kind::NoSuchPath))?;
    let key: Key = name.parse().map_err(|_| Problem::unknown_record(&name))?;
    let (tag, today) = doors.tag(&uri);
    if tag.is_held(&headers) {
        return Ok(tag.unchanged(Keep::Ask));
    }
    let known = Known::at(&doors, when.as_at).await?;
    let feature = draw(&known.seen(&doors), when.as_of.unwrap_or(today), key);
    let body = feature.ok_or_else(|| Problem::unknown_record(&name))?.into();
    let answer = Answer { body, media: GEOJSON, tag, keep: Keep::Ask, effort: Effort::Quick };
    Ok(answer.send(&headers, &doors.squeezed).await)
}

type Draw = fn(&Seen<'_>, shared::Day, Key) -> Option<String>;

fn drawer(layer: &str) -> Option<Draw> {
    Some(match layer {
        "parks" => drawn::<ParkFilter>,
        "halls" => drawn::<HallFilter>,
        "units" => drawn::<UnitFilter>,
        "parcels" => drawn::<ParcelFilter>,
        "projects" => drawn::<ProjectFilter>,
        "ports" => drawn::<PortFilter>,
        _ => return None,
    })
}

fn drawn<L: Layer + Default>(seen: &Seen<'_>, day: shared::Day, key: Key) -> Option<String> {
    let layer = L::default();
    let ledger = layer.ledgers(seen.world()).get(&key)?;
    ledger.standing(day)?;
    let mut feature = String::new();
    layer.draw(&mut feature, &seen.world().atlas(day), key, ledger);
    (!feature.is_empty()).then_some(feature)
}
