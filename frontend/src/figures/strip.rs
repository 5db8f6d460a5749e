//! The row of seven cells under the header.

use crate::prelude::*;
use shared::entity::ProjectStage;
use shared::fact::outreach::Intent;
use shared::fact::project::Node;
use shared::tally::{self, Course, FigureName, Scope, Value as Counted};
use shared::{Day, Lang, Word};

use super::cell::{Cell, Shown};
use super::{cell, count::value_parts};
use crate::charts::Curve;
use crate::format::{self, grouped};
use crate::moment::Moment;
use crate::record::Record;
use crate::scene::{Opened, Scene};
use crate::signs::{StageSign, stage_word};

/// The three nodes that "this year's projects" counts.
pub const YEAR_NODES: [(Node, ProjectStage); 3] = [
    (Node::Signed, ProjectStage::Signed),
    (Node::Started, ProjectStage::Started),
    (Node::InProduction, ProjectStage::Production),
];

/// The curve of a figure over the whole history.
pub fn curve_of(name: Signal<FigureName>) -> Memo<Curve> {
    let (scene, record, moment) = (Scene::here(), Record::here(), Moment::here());
    Memo::new(move || {
        let scope = Scope::of(scene.scope.get().region);
        let (from, to) = (moment.first.get(), moment.today.get());
        record.with(|world| record.census(|census| tally::curve(world, census, scope, name.get(), from, to)))
    })
}

/// The value of a figure on the chosen day.
pub fn value_of(name: Signal<FigureName>) -> Memo<Option<f64>> {
    let (scene, record) = (Scene::here(), Record::here());
    let course = Memo::new(move || {
        let region = scene.scope.get().region;
        record.with(|world| Course::of(world, region, name.get()))
    });
    Memo::new(move || {
        let scope = Scope::of(scene.scope.get().region);
        let day = scene.day.get();
        if let Some(area) = course.with(|course| course.as_ref().map(|course| course.on(day))) {
            return Some(area.value());
        }
        record.with(|world| {
            record.census(|census| tally::value(&world.atlas(day), census, scope, name.get()).number())
        })
    })
}

/// The strip.
#[component]
pub fn Strip() -> impl IntoView {
    let scene = Scene::here();
    view! {
        <section class="figures" aria-label=move || scene.say(Word::FiguresLabel)>
            <Cell shown=shown(FigureName::TextileEnterprises, true) />
            <Cell shown=shown(FigureName::IdleFloorArea, true) />
            <Cell shown=shown(FigureName::LeasedFloorArea, true) />
            <YearProjects />
            <Cell shown=shown(FigureName::LandingRate, false) />
            <Cell shown=shown(FigureName::FastestLandingDays, false) />
            <Cell shown=shown(FigureName::TargetEnterprises, false) />
        </section>
    }
}

/// What a cell shows, following day, place, language and facts.
fn shown(name: FigureName, with_curve: bool) -> Memo<Shown> {
    let (scene, record, moment) = (Scene::here(), Record::here(), Moment::here());
    let curve = with_curve.then(|| curve_of(Signal::stored(name)));
    let base_day = Memo::new(move || base_day(scene.day.get(), moment.first.get()));
    let base = Memo::new(move || {
        let scope = Scope::of(scene.scope.get().region);
        record.with(|w| record.census(|c| tally::value(&w.atlas(base_day.get()), c, scope, name).number()))
    });
    Memo::new(move || {
        let (lang, day) = (scene.lang.get(), scene.day.get());
        let scope = Scope::of(scene.scope.get().region);
        let (figure, extra) = record.with(|world| {
            record.census(|census| {
                let atlas = world.atlas(day);
                let figure = tally::figure(&atlas, census, scope, name);
                let extra = match name {
                    FigureName::TargetEnterprises => willing(census, day, scope, lang),
                    FigureName::FastestLandingDays => fastest(&atlas, scope, lang),
                    _ => String::new(),
                };
                (figure, extra)
            })
        });
        let label = match name {
            FigureName::LandingRate => format!("{} {}", name.word().text(lang), figure.window),
            _ => name.word().text(lang).to_owned(),
        };
        let origin = match figure.value {
            Counted::Rate { denominator: 0, .. } => figure.rule(lang),
            Counted::Rate { numerator, denominator } => Word::OriginRate
                .with(lang, &[("landed", &grouped(numerator)), ("signed", &grouped(denominator))]),
            Counted::Count(_) | Counted::Area(_) if extra.is_empty() => {
                since(&figure, base.get(), base_day.get(), day, lang)
            }
            _ => extra,
        };
        Shown {
            name,
            label,
            value: value_parts(&figure, lang),
            origin,
            curve: curve.map(|c| c.get()),
            span: (moment.first.get(), moment.today.get()),
            day,
        }
    })
}

/// The last day of the year before; the first day of the history where that is later.
fn base_day(day: Day, first: Day) -> Day {
    Day::from_ymd(day.year() - 1, 12, 31).unwrap_or(first).max(first)
}

/// "2022 年末 17，增 12".
fn since(figure: &tally::Figure, base: Option<f64>, base_day: Day, day: Day, lang: Lang) -> String {
    let (Some(now), Some(base)) = (figure.value.number(), base) else { return String::new() };
    if base_day >= day {
        return String::new();
    }
    let is_area = matches!(figure.value, Counted::Area(_));
    let write = |number: f64| {
        if is_area { format::fixed(number / 10_000.0, 1) } else { grouped(number as i64) }
    };
    let by = now - base;
    let word = if by > 0.0 {
        Word::OriginMore
    } else if by < 0.0 {
        Word::OriginLess
    } else {
        Word::OriginSame
    };
    let year = base_day.year().to_string();
    word.with(lang, &[("year", &year), ("base", &write(base)), ("by", &write(by.abs()))])
}

fn willing(census: &shared::census::Census, day: Day, scope: Scope, lang: Lang) -> String {
    let counts = census.on(day, scope.region);
    let willing =
        counts.iter().filter(|(class, _)| matches!(class.intent, Intent::Willing | Intent::Negotiating));
    let n: i32 = willing.map(|(_, n)| *n).sum();
    Word::OriginWilling.with(lang, &[("n", &grouped(n.into()))])
}

fn fastest(atlas: &shared::atlas::Atlas<'_>, scope: Scope, lang: Lang) -> String {
    let first = tally::listed(atlas, scope, FigureName::FastestLandingDays).into_iter().next();
    let project = first.and_then(|listed| atlas.world().projects.get(&listed.key)?.latest());
    project.map_or_else(String::new, |p| {
        let name = p.attributes.investor.as_ref().unwrap_or(&p.attributes.title);
        name.get(lang).to_owned()
    })
}

/// This year's projects: signed, started, in production.
#[component]
fn YearProjects() -> impl IntoView {
    let (scene, record) = (Scene::here(), Record::here());
    let counts = Memo::new(move || {
        let (day, region) = (scene.day.get(), scene.scope.get().region);
        record.with(|world| {
            YEAR_NODES.map(|(node, _)| {
                let reached = world.projects.values().filter(|ledger| {
                    ledger.latest().is_some_and(|p| {
                        let on = p.reached.get(&node);
                        region.contains(p.attributes.region)
                            && on.is_some_and(|on| on.year() == day.year() && *on <= day)
                    })
                });
                reached.count()
            })
        })
    });
    let parts = move || {
        let parts = YEAR_NODES.into_iter().zip(counts.get()).map(|((_, stage), n)| {
            view! {
                <span class="part">
                    <span class="value"><StageSign stage /><span class="big">{n}</span></span>
                    <span class="origin">{scene.say(stage_word(stage))}</span>
                </span>
            }
        });
        parts.collect::<Vec<_>>()
    };
    let open = move |_| {
        let list = Some(Opened::Projects);
        scene.opened.update(|opened| *opened = if *opened == list { None } else { list });
    };
    view! {
        <button
            type="button"
            class="figure tight"
            data-figure="year_projects"
            aria-expanded=move || (scene.opened.get() == Some(Opened::Projects)).to_string()
            on:click=open
        >
            <span class="label">{move || scene.say(Word::FigureYearProjects)}</span>
            <span class="parts">{parts}</span>
        </button>
    }
}

pub use cell::colour_of;
