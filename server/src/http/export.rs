//! `/api/export/chart`: the battle chart as a workbook, with the numbers of the screen. Visitors receive the sheets that
//! name nobody; an official's browser receives all of them.

mod table;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use shared::access::{Owner, Sight, is_internal};
use shared::chart::{Asked as AskedChart, Chart, Known as KnownTargets, NoChart};
use shared::{Key, Lang, RegionCode, Text, World};
use utoipa::IntoParams;

use super::Doors;
use super::openapi::ProblemBody;
use super::operator;
use super::params::{Asked, Given, Parameters};
use super::problem::{Kind, Problem, tongue};
use super::when::{Known, When};
use crate::log::{Log, LogError, Stored};
use crate::sheets;
pub use table::*;

/// The type of a workbook.
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Which chart.
#[derive(Clone, Copy, Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// The chain, such as `textile`.
    #[param(value_type = String, required = true, example = "textile")]
    pub chain: Option<Key>,
    /// The region with everything in it, a GB/T 2260 code (default: the configured home region).
    #[param(value_type = Option<String>, example = "533100")]
    pub region: Option<RegionCode>,
    /// The preset of the traffic light (default: the one that was defined first).
    #[param(value_type = Option<String>, example = "sanya-2022")]
    pub preset: Option<Key>,
    /// The language of the sheets (default: that of the request).
    #[param(value_type = Option<String>, example = "zh")]
    pub lang: Option<Lang>,
}

impl Parameters for Which {
    fn read(asked: &mut Asked) -> Result<Self, Problem> {
        Ok(Self {
            chain: asked.take("chain")?,
            region: asked.take("region")?,
            preset: asked.take("preset")?,
            lang: asked.take("lang")?,
        })
    }
}

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    when: When,
    which: Which,
}

impl Parameters for Question {
    fn read(asked: &mut Asked) -> Result<Self, Problem> {
        Ok(Self { when: When::read(asked)?, which: Which::read(asked)? })
    }
}

/// The battle chart of a day as a workbook (xlsx).
///
/// Sheets: what it is, chain, front, elements; for officials also funnel, rates, projects and targets. Areas in ㎡, power
/// in kVA, steam in t/h, discharge in t/d, money in 万元.
#[utoipa::path(
    get,
    path = "/api/export/chart",
    tag = "figures",
    params(When, Which),
    responses(
        (status = 200, description = "The workbook; never to be kept", body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "The operator token is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such chain", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn chart(
    State(doors): State<Doors>,
    headers: HeaderMap,
    Given(Question { when, which }): Given<Question>,
) -> Result<Response, Problem> {
    let official = operator::working(&headers, &doors)?;
    if let Some(official) = &official {
        official.touch();
    }
    let chain = which.chain.ok_or_else(|| {
        let wrong = Text::new(
            "缺少参数 chain：产业链的编号。",
            "The parameter chain is missing: the key of a chain.",
        );
        Problem::parameter("chain", wrong, "chain=textile")
    })?;
    let region = which.region.unwrap_or_else(|| doors.office.config.home());
    let lang = which.lang.unwrap_or_else(|| tongue(&headers));
    let asked = AskedChart { chain, region, preset: which.preset };
    let work = doors.clone();
    let made = if let Some(official) = official {
        let sight = official.sight();
        tokio::task::spawn_blocking(move || {
            let now = officials_world(&*work.office.log, sight)?;
            let world = match when.as_at {
                Some(stamp) => now.as_at(stamp),
                None => now,
            };
            let day = when.as_of.unwrap_or_else(|| work.office.follower.full().today());
            written(&world, Chart::of(&world.atlas(day), KnownTargets::Each, asked), lang)
        })
    } else {
        let known = Known::at(&doors, when.as_at).await?;
        tokio::task::spawn_blocking(move || {
            let seen = known.seen(&work);
            let day = when.as_of.unwrap_or_else(|| seen.today());
            let counted = KnownTargets::Counted(seen.census());
            written(seen.world(), Chart::of(&seen.world().atlas(day), counted, asked), lang)
        })
    };
    let book = made.await.map_err(|e| Problem::new(Kind::Internal).because(e))??;
    let name = format!("attachment; filename=\"chart-{chain}.xlsx\"");
    let mut response = book.into_response();
    let own = response.headers_mut();
    own.insert(header::CONTENT_TYPE, HeaderValue::from_static(WORKBOOK));
    own.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(name) = HeaderValue::from_str(&name) {
        own.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// Facts that are read at once.
const PAGE: usize = 4096;

/// What an official sees on the screen, and no more: the world that is kept of all facts knows also what other offices keep
/// for themselves. Folded when asked for: a workbook is rare, and readers of the worlds are not kept waiting.
pub(super) fn officials_world(log: &dyn Log, sight: Sight) -> Result<World, LogError> {
    let (mut world, mut after) = (World::default(), 0);
    loop {
        let stored = log.read(after, PAGE)?;
        let Some(last) = stored.last().map(Stored::position) else { return Ok(world) };
        for stored in stored {
            // The follower has refused to start or go on with facts that are not understood.
            let Ok(fact) = stored.event.open() else { continue };
            let owner = Owner::of(fact.fact.entity(), stored.event.region);
            if sight.shows(owner, fact.audience, is_internal(&fact.fact)) {
                world.take(fact);
            }
        }
        world.pass_over(last);
        after = last;
    }
}

fn written(world: &World, chart: Result<Chart, NoChart>, lang: Lang) -> Result<Vec<u8>, Problem> {
    let chart = chart.map_err(|NoChart::UnknownChain { known }| {
        let known: Vec<&str> = known.iter().map(Key::as_str).collect();
        let known = known.join(", ");
        Problem::new(Kind::UnknownRecord)
            .saying(Text::new(
                format!("没有这条产业链；已有：{known}。"),
                format!("There is no such chain; known: {known}."),
            ))
            .about("chain")
    })?;
    sheets::chart(&chart, world, lang).map_err(|e| Problem::new(Kind::Internal).because(e))
}
