//! What stands beside the chart: the records behind a number, a stage, a target with its halls, a hall with its targets.

use crate::prelude::*;
use shared::chart::funnel::Lead;
use shared::chart::{Row, StageView};
use shared::fact::rule::Measured;
use shared::{Key, Lang, Word};

use super::state::{Beside as Shown, State};
use super::{board, fit, funnel, say};
use crate::format::date;
use crate::scene::{Kind, Opened, Subject};
use crate::tell::node_word;

/// The panel at the right of the chart, over its board.
#[component]
pub fn Beside() -> impl IntoView {
    let state = State::here();
    let scene = state.scene;
    // A hall that is chosen brings the targets that it fits; any other record has a panel of its own.
    Effect::new(move |_| match scene.opened.get() {
        Some(Opened::Record(subject)) if subject.kind == Kind::Unit && state.is_official.get_untracked() => {
            state.show(Shown::Hall(subject.key));
        }
        Some(_) => state.beside.set(None),
        None => {}
    });
    let handle = window_event_listener(leptos::ev::keydown, move |event| {
        if event.key() == "Escape" && state.beside.get_untracked().is_some() && !event.default_prevented() {
            event.prevent_default();
            state.close();
        }
    });
    on_cleanup(move || handle.remove());
    move || {
        let shown = state.beside.get()?;
        let lang = scene.lang.get();
        let (title, content) = match shown {
            Shown::Reached(node) => (node_word(node).text(lang).to_owned(), reached(state, node, lang)),
            Shown::Rate(key) => (funnel::rate_name(state, key, lang), rate(state, key, lang)),
            Shown::Landings => (Word::LandingAbout.text(lang).to_owned(), landings(state, lang)),
            Shown::Stage(key) => stage(state, key, lang),
            Shown::Target(key) => fit::target(state, key, lang),
            Shown::Hall(key) => fit::hall(state, key, lang),
        };
        Some(view! {
            <aside class="panel chart-beside" aria-label=title.clone()>
                <header class="head">
                    <h2 class="title">{title}</h2>
                    <button type="button" class="close" aria-label=Word::PanelClose.text(lang) on:click=move |_| state.close()>
                        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M3 3L13 13M13 3L3 13" stroke="currentColor" stroke-width="1.5" /></svg>
                    </button>
                </header>
                {content}
            </aside>
        })
    }
}

/// A line of a list: a name that opens its record, and a word at the right.
fn row(name: String, right: String, open: impl Fn() + 'static) -> View {
    view! {
        <li class="beside-row">
            <button type="button" class="row-button" on:click=move |_| open()>{name}</button>
            <span class="quiet">{right}</span>
        </li>
    }
}

/// Opens a project on the map's own panel.
fn open_project(state: State, key: Key) {
    state.scene.open(Subject::new(Kind::Project, key));
}

fn lead_row(state: State, lead: Lead, right: String, lang: Lang) -> View {
    let name = state
        .with(|chart| match lead {
            Lead::Target(key) => {
                let found = chart.prospects.iter().find(|prospect| prospect.key == Some(key));
                found.map(|prospect| board::row_name(&Row::Target(prospect), lang))
            }
            Lead::Project(key) => chart
                .works
                .iter()
                .find(|work| work.key == key)
                .map(|work| board::row_name(&Row::Work(work), lang)),
        })
        .flatten()
        .unwrap_or_default();
    row(name, right, move || match lead {
        Lead::Target(key) => state.show(Shown::Target(key)),
        Lead::Project(key) => open_project(state, key),
    })
}

fn reached(state: State, node: shared::fact::project::Node, lang: Lang) -> View {
    let selection = state.selection();
    let window = state.window.get();
    let leads = state
        .with(|chart| {
            let mut leads = chart.reached(node, selection, window);
            shared::order::sort_by(&mut leads, |a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
            leads
        })
        .unwrap_or_default();
    let count = Word::BesideCount.with(lang, &[("n", &leads.len().to_string())]);
    let rows = leads.into_iter().map(|(lead, on)| lead_row(state, lead, date(on, lang), lang));
    view! { <p class="quiet">{count}</p><ul class="beside-list">{rows.collect::<Vec<_>>()}</ul> }
}

fn rate(state: State, key: Key, lang: Lang) -> View {
    let window = state.region.get().and_then(|region| region.window);
    let told = state.with(|chart| {
        let (_, rule) = chart.rates.iter().find(|(known, _)| *known == key)?;
        Some((rule.clone(), chart.rate(rule, state.selection(), window)))
    });
    let Some((rule, rate)) = told.flatten() else { return View::new() };
    let money = rule.numerator.measured != Measured::Projects;
    let rows = rate.out_of.iter().map(|project| {
        let fulfils = rate.counted.contains(project);
        let word = if fulfils { Word::RateFulfils } else { Word::RateMisses };
        lead_row(state, Lead::Project(*project), word.text(lang).to_owned(), lang)
    });
    let others = rate.counted.iter().filter(|project| !rate.out_of.contains(project));
    let others = others.map(|project| {
        lead_row(state, Lead::Project(*project), Word::RateFulfils.text(lang).to_owned(), lang)
    });
    let rows = rows.chain(others).collect::<Vec<_>>();
    let (over, under) =
        (node_word(rule.numerator.node).text(lang), node_word(rule.denominator.node).text(lang));
    let words = Word::RateRule.with(lang, &[("over", over), ("under", under)]);
    view! {
        <p><b class="rate-value">{funnel::rate_value(&rate)}</b>" "{funnel::rate_parts(&rate, money, lang)}</p>
        <p class="quiet">{words}</p>
        <ul class="beside-list">{rows}</ul>
    }
}

fn landings(state: State, lang: Lang) -> View {
    let landings =
        state.with(|chart| chart.funnel(state.selection(), state.window.get()).landings).unwrap_or_default();
    let rows = landings.into_iter().map(|landing| {
        let days = Word::FunnelDays.with(lang, &[("days", &landing.days.to_string())]);
        lead_row(state, Lead::Project(landing.project), days, lang)
    });
    view! { <ul class="beside-list">{rows.collect::<Vec<_>>()}</ul> }
}

/// A stage: why it is a gap, who is there, who could come.
fn stage(state: State, key: Key, lang: Lang) -> (String, View) {
    let found =
        state.with(|chart| chart.stages(state.selection()).into_iter().find(|view| view.stage.key == key));
    let Some(view) = found.flatten() else { return (key.to_string(), View::new()) };
    let title = view.stage.name.get(lang).to_owned();
    let gap = view.gap.map(|gap| view! { <p class="gap-word">{say::gap_seal(gap.class).text(lang)}" "{super::chain::reason(gap, lang)}</p> });
    let chief = view.chief.as_ref().map(|chief| {
        let who = say::person(chief.chief, lang);
        view! { <p>{Word::StageChief.with(lang, &[("who", &who), ("office", chief.office.get(lang))])}</p> }
    });
    let firms: Vec<Key> = state
        .with(|chart| {
            let firms = chart.firms.iter().filter(|firm| firm.stage == Some(key));
            firms.map(|firm| firm.key).collect()
        })
        .unwrap_or_default();
    let firm_rows = firms.into_iter().map(|firm| {
        let (name, since) = state
            .world(|world| {
                let firm = world.enterprises.get(&firm)?.latest()?;
                Some((firm.attributes.name.get(lang).to_owned(), firm.since))
            })
            .map_or_else(Default::default, |(name, since)| (name, date(since, lang)));
        row(name, since, move || state.scene.open(Subject::new(Kind::Enterprise, firm)))
    });
    let content = view! {
        {gap}
        {chief}
        {facts(&view, lang)}
        <h3 class="columns"><b>{Word::StageFirms.text(lang)}</b><span class="quiet">{view.firms.to_string()}</span></h3>
        <ul class="beside-list">{firm_rows.collect::<Vec<_>>()}</ul>
        {suitors(state, key, lang)}
    };
    (title, content)
}

fn facts(view: &StageView, lang: Lang) -> View {
    let [_, _, willing, negotiating] = view.targets;
    let rows = [
        (Word::StageWanted, view.stage.wanted.map_or_else(|| "—".to_owned(), |n| n.to_string())),
        (Word::StageArea, crate::format::square_metres(view.area, lang)),
        (Word::StageProjects, view.projects.to_string()),
        (Word::FrontTargets, view.all_targets().to_string()),
        (Word::BucketWilling, willing.to_string()),
        (Word::BucketNegotiating, negotiating.to_string()),
    ];
    let rows =
        rows.into_iter().map(|(word, value)| view! { <div><dt>{word.text(lang)}</dt><dd>{value}</dd></div> });
    view! { <dl class="beside-facts">{rows.collect::<Vec<_>>()}</dl> }
}

/// The targets of a stage that are nearest to a decision.
fn suitors(state: State, key: Key, lang: Lang) -> Option<View> {
    if !state.is_official.get() {
        return None;
    }
    let names = state.with(|chart| {
        let mut near: Vec<_> = chart.prospects.iter().filter(|p| p.stage == key && !p.linked).collect();
        shared::order::sort_by(&mut near, |a, b| b.intent.cmp(&a.intent).then(a.key.cmp(&b.key)));
        let near = near.into_iter().take(20);
        near.filter_map(|p| Some((p.key?, board::row_name(&Row::Target(p), lang), p.intent)))
            .collect::<Vec<_>>()
    })?;
    let rows = names.into_iter().map(|(key, name, intent)| {
        row(name, say::intent(intent).text(lang).to_owned(), move || state.show(Shown::Target(key)))
    });
    Some(view! {
        <h3 class="columns"><b>{Word::StageTargets.text(lang)}</b></h3>
        <ul class="beside-list">{rows.collect::<Vec<_>>()}</ul>
    })
}
