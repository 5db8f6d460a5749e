//! The records behind a figure. Target enterprises are told as counts by province, chain stage and intent only.

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use serde::Serialize;
use shared::census::Class;
use shared::tally::{self, FigureName, Listed};
use shared::{Day, Key, Text, World};

use super::{Question, Told, Where, answer, named};
use crate::http::Doors;
use crate::http::openapi::{ProblemBody, RecordsBody};
use crate::http::params::{Given, Steps};
use crate::http::problem::{Kind, Problem};
use crate::http::when::When;

/// A record that a figure counts.
#[derive(Serialize)]
struct Row {
    entity: &'static str,
    key: Key,
    name: Option<Text>,
    adds: f64,
    fulfils: bool,
    as_of: Option<Day>,
    source: Option<String>,
    sample: bool,
}

/// Targets of a class.
#[derive(Serialize)]
struct Count {
    #[serde(flatten)]
    class: Class,
    count: i32,
}

#[derive(Serialize)]
struct Body {
    name: &'static str,
    figure: Told,
    records: Vec<Row>,
    #[serde(skip_serializing_if = "Option::is_none")]
    counts: Option<Vec<Count>>,
}

/// The records behind a figure, with what each adds to it.
///
/// For `target_enterprises` there are no records to show: `counts` says how many there are by region, home province,
/// chain stage and intent.
#[utoipa::path(
    get,
    path = "/api/figures/{name}/records",
    tag = "figures",
    params(("name" = String, Path, description = "The name of the figure", example = "textile_enterprises"), When, Where),
    responses(
        (status = 200, description = "The records", body = RecordsBody),
        (status = 304, description = "The caller's copy is still good"),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such figure", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn records(
    State(doors): State<Doors>,
    headers: HeaderMap,
    uri: Uri,
    Steps(name): Steps<String>,
    Given(question): Given<Question>,
) -> Result<Response, Problem> {
    let name = named(&name)?;
    answer(&doors, &headers, &uri, question.when.as_at, |seen, lang| {
        let scope = question.scope(&doors);
        let (world, census) = (seen.world(), seen.census());
        let atlas = world.atlas(question.day(seen));
        let figure = tally::figure(&atlas, census, scope, name);
        let listed = tally::listed(&atlas, scope, name);
        let counted = || census.on(atlas.day(), scope.region).into_iter();
        let body = Body {
            name: name.slug(),
            figure: Told::of(&figure, &question, lang),
            records: listed.into_iter().map(|listed| row(world, atlas.day(), listed)).collect(),
            counts: (name == FigureName::TargetEnterprises)
                .then(|| counted().map(|(class, count)| Count { class, count }).collect()),
        };
        serde_json::to_vec(&body).map_err(|e| Problem::new(Kind::Internal).because(e))
    })
    .await
}

fn row(world: &World, day: Day, listed: Listed) -> Row {
    macro_rules! told {
        ($ledgers:expr, $name:expr) => {
            match $ledgers.get(&listed.key) {
                Some(ledger) => {
                    let (as_of, source) = ledger.as_of(day).unzip();
                    let source = source.map(|source| source.as_str().to_owned());
                    (ledger.on(day).and_then($name), as_of, source, ledger.is_sample(day))
                }
                None => (None, None, None, false),
            }
        };
    }
    let (name, as_of, source, sample) = match listed.entity {
        "unit" => told!(world.units, |unit: shared::entity::Unit| unit_name(world, day, &unit)),
        "project" => told!(world.projects, |p: shared::entity::Project| Some(p.attributes.title.clone())),
        "enterprise" => {
            told!(world.enterprises, |e: shared::entity::Enterprise| Some(e.attributes.name.clone()))
        }
        "visit" => told!(world.visits, |_| None),
        "activity" => told!(world.activities, |_| None),
        "invitation" => told!(world.invitations, |_| None),
        _ => (None, None, None, false),
    };
    Row {
        entity: listed.entity,
        key: listed.key,
        name,
        adds: listed.adds,
        fulfils: listed.fulfils,
        as_of,
        source,
        sample,
    }
}

/// A unit is called by its hall and the number on its door.
fn unit_name(world: &World, day: Day, unit: &shared::entity::Unit) -> Option<Text> {
    let hall = world.halls.get(&unit.hall())?.on(day)?.attributes.name.clone();
    let number = &unit.attributes.number;
    Some(Text::new(format!("{} {number}", hall.zh), format!("{} {number}", hall.en)))
}
