//! `/api/figures`: the figures of a day with their rules, and behind each the list of records it was counted from.

mod records;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::Response;
use serde::Serialize;
use serde_json::value::RawValue;
use shared::tally::{self, Figure, FigureName, Scope, Value};
use shared::{Day, Lang, RegionCode, Stamp};
use std::collections::BTreeMap;
use utoipa::IntoParams;

use super::Doors;
use super::answer::Answer;
use super::fresh::{Keep, Tag};
use super::openapi::{FiguresBody, ProblemBody};
use super::params::{Asked, Given, Parameters};
use super::problem::{Kind, Problem, tongue};
use super::when::{Known, Seen, When};
pub use records::*;

/// Where and over which year figures are counted.
#[derive(Clone, Copy, Debug, Default, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Where {
    /// The region with everything in it, a GB/T 2260 code (default: the configured home region).
    #[param(value_type = Option<String>, example = "533100")]
    pub region: Option<RegionCode>,
    /// The year of rates (default: the last complete year with a signed project, else the year of the day).
    #[param(value_type = Option<u32>, minimum = 1900, maximum = 2999, example = 2023)]
    pub window: Option<u64>,
}

impl Parameters for Where {
    fn read(asked: &mut Asked) -> Result<Self, Problem> {
        Ok(Self { region: asked.take("region")?, window: asked.take_within("window", 1900..=2999)? })
    }
}

/// What is asked of the figures.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    when: When,
    of: Where,
}

impl Parameters for Question {
    fn read(asked: &mut Asked) -> Result<Self, Problem> {
        Ok(Self { when: When::read(asked)?, of: Where::read(asked)? })
    }
}

impl Question {
    fn scope(&self, doors: &Doors) -> Scope {
        let region = self.of.region.unwrap_or_else(|| doors.office.config.home());
        Scope { region, window: self.of.window.and_then(|year| i32::try_from(year).ok()) }
    }

    fn day(&self, seen: &Seen<'_>) -> Day {
        self.when.as_of.unwrap_or_else(|| seen.today())
    }

    /// The address of the records behind a figure: the same question, with what was left open filled in.
    fn list(&self, figure: &Figure) -> String {
        let mut address = format!(
            "/api/figures/{}/records?as_of={}&region={}&window={}",
            figure.name.slug(),
            figure.as_of,
            figure.region,
            figure.window
        );
        if let Some(as_at) = self.when.as_at {
            address.push_str(&format!("&as_at={as_at}"));
        }
        address
    }
}

/// A figure as it is told.
#[derive(Serialize)]
struct Told {
    value: Option<Box<RawValue>>,
    unit: &'static str,
    as_of: Day,
    rule: String,
    list: String,
    title: &'static str,
    region: RegionCode,
    #[serde(skip_serializing_if = "Option::is_none")]
    window: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    numerator: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    denominator: Option<i64>,
}

impl Told {
    fn of(figure: &Figure, question: &Question, lang: Lang) -> Self {
        let parts = match figure.value {
            Value::Rate { numerator, denominator } => Some((numerator, denominator)),
            _ => None,
        };
        Self {
            value: number(figure.value),
            unit: figure.name.unit(),
            as_of: figure.as_of,
            rule: figure.rule(lang),
            list: question.list(figure),
            title: figure.name.word().text(lang),
            region: figure.region,
            window: parts.map(|_| figure.window),
            numerator: parts.map(|(n, _)| n),
            denominator: parts.map(|(_, d)| d),
        }
    }
}

/// The value as a JSON number: whole where it is whole.
fn number(value: Value) -> Option<Box<RawValue>> {
    let raw = match value {
        Value::Count(n) => serde_json::value::to_raw_value(&n),
        Value::Area(area) => serde_json::value::to_raw_value(&area),
        Value::Days(days) => serde_json::value::to_raw_value(&days?),
        Value::Rate { .. } => serde_json::value::to_raw_value(&value.number()?),
    };
    raw.ok()
}

#[derive(Serialize)]
struct Body {
    as_of: Day,
    as_at: Option<Stamp>,
    region: RegionCode,
    figures: BTreeMap<&'static str, Told>,
}

/// The figures of a day for a region, each with its rule and the address of the records it was counted from.
///
/// Rates are fractions. A figure that cannot be known (nothing to divide by, no record) has the value null, and its
/// rule says why. Titles and rules come in the language of `Accept-Language`.
#[utoipa::path(
    get,
    path = "/api/figures",
    tag = "figures",
    params(When, Where),
    responses(
        (status = 200, description = "The figures", body = FiguresBody),
        (status = 304, description = "The caller's copy is still good"),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn figures(
    State(doors): State<Doors>,
    headers: HeaderMap,
    uri: Uri,
    Given(question): Given<Question>,
) -> Result<Response, Problem> {
    answer(&doors, &headers, &uri, question.when.as_at, |seen, lang| {
        let scope = question.scope(&doors);
        let atlas = seen.world().atlas(question.day(seen));
        let told = tally::figures(&atlas, seen.census(), scope);
        let told = told.iter().map(|figure| (figure.name.slug(), Told::of(figure, &question, lang)));
        let body = Body {
            as_of: atlas.day(),
            as_at: question.when.as_at,
            region: scope.region,
            figures: told.collect(),
        };
        serde_json::to_vec(&body).map_err(|e| Problem::new(Kind::Internal).because(e))
    })
    .await
}

/// Answers in the caller's language, unless the caller holds the answer already.
async fn answer(
    doors: &Doors,
    headers: &HeaderMap,
    uri: &Uri,
    as_at: Option<Stamp>,
    make: impl FnOnce(&Seen<'_>, Lang) -> Result<Vec<u8>, Problem>,
) -> Result<Response, Problem> {
    let lang = tongue(headers);
    let (tag, _) = doors.tag(uri);
    let tag: Tag = tag.in_language(lang);
    let mut response = if tag.is_held(headers) {
        tag.unchanged(Keep::Ask)
    } else {
        let known = Known::at(doors, as_at).await?;
        let body = make(&known.seen(doors), lang)?;
        Answer::json(body, tag).send(headers, &doors.squeezed).await
    };
    response.headers_mut().insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(lang.tag()));
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding, accept-language"));
    Ok(response)
}

/// The figure of a name in an address.
fn named(name: &str) -> Result<FigureName, Problem> {
    FigureName::from_slug(name).ok_or_else(|| {
        let known: Vec<_> = FigureName::ALL.iter().map(|name| name.slug()).collect();
        let known = known.join(", ");
        Problem::new(Kind::UnknownRecord)
            .saying(shared::Text::new(
                format!("没有名为“{name}”的指标；可用：{known}。"),
                format!("There is no figure \"{name}\"; there are: {known}."),
            ))
            .about("name")
            .such_as(FigureName::TextileEnterprises.slug())
    })
}
