//! The funnel: how many leads reached each node, how long it took, and the rates. Every number opens its list.

use crate::prelude::*;
use shared::chart::funnel::{SHOWN, Step};
use shared::chart::{Chart, Funnel as Stepped, Rate, RegionLanding};
use shared::fact::project::Node;
use shared::fact::rule::{Counted, Measured, RateDefined, RateWindow};
use shared::{Day, Key, Lang, Word};

use super::state::{Beside, State};
use super::sums;
use crate::format::{grouped, trimmed};
use crate::number::fixed;
use crate::tell::node_word;

/// The windows that can be chosen.
#[derive(Clone, Copy, PartialEq)]
enum Window {
    /// The whole history.
    All,
    /// A calendar year.
    Year(i32),
}

/// The funnel.
#[component]
pub fn Funnel() -> impl IntoView {
    let state = State::here();
    let scene = state.scene;
    let funnel = Memo::new(move || state.with(|chart| chart.funnel(state.selection(), state.window.get())));
    let years =
        Memo::new(move || state.with(|chart| (chart.base.year(), chart.day.year())).unwrap_or_default());
    let content = move || {
        let lang = scene.lang.get();
        if !state.is_official.get() {
            return super::office::closed(state, lang);
        }
        Some(view! {
            {steps(state, funnel, lang)}
            {move || rates(state, lang)}
            {move || landings(state, &funnel.get()?, lang)}
        })
    };
    let finding = move || {
        let lang = scene.lang.get();
        let funnel = funnel.get().filter(|_| state.is_official.get())?;
        let slowest =
            funnel.steps.iter().filter(|step| step.measured > 2).max_by_key(|step| step.median_days)?;
        let days = slowest.median_days?.to_string();
        let values = [("node", node_word(slowest.node).text(lang)), ("days", days.as_str())];
        Some(Word::FunnelSlowest.with(lang, &values))
    };
    view! {
        <section class="chart-funnel" aria-label=move || scene.say(Word::FunnelTitle)>
            <header class="chart-head">
                <h3>{move || scene.say(Word::FunnelTitle)}</h3>
                <p class="finding">{finding}</p>
                <span class="gap"></span>
                {move || state.is_official.get().then(|| window_choice(state, years.get(), scene.lang.get()))}
            </header>
            {content}
        </section>
    }
}

/// The window of funnel and rates: a year, or everything.
fn window_choice(state: State, (first, last): (i32, i32), lang: Lang) -> View {
    let here = match state.window.get() {
        Some((from, _)) => Window::Year(from.year()),
        None => Window::All,
    };
    let mut choices = vec![(Window::All, Word::FunnelAll.text(lang).to_owned())];
    choices.extend((first..=last).rev().map(|year| (Window::Year(year), year.to_string())));
    let options = choices.into_iter().map(|(window, name)| {
        let value = if let Window::Year(year) = window { year.to_string() } else { String::new() };
        view! { <option value=value selected=window == here>{name}</option> }
    });
    let choose = move |event: web_sys::Event| {
        let year: Option<i32> = event_target_value(&event).parse().ok();
        state.window.set(year.and_then(year_window));
    };
    view! {
        <label class="chart-select"><span class="unseen">{Word::FunnelWindow.text(lang)}</span>
            <select on:change=choose>{options.collect::<Vec<_>>()}</select>
        </label>
    }
}

/// The first and last day of a year.
fn year_window(year: i32) -> Option<(Day, Day)> {
    Some((Day::from_ymd(year, 1, 1)?, Day::from_ymd(year, 12, 31)?))
}

/// The rows stay; their numbers follow the funnel.
fn steps(state: State, funnel: Memo<Option<Stepped>>, lang: Lang) -> View {
    let rows = SHOWN.into_iter().enumerate().map(|(at, node)| {
        let told = move |tell: &dyn Fn(&Step, u32) -> String| {
            funnel.with(|funnel| {
                let Some(funnel) = funnel else { return String::new() };
                let most = funnel.steps.iter().map(|step| step.leads).max().unwrap_or(1).max(1);
                funnel.steps.get(at).map(|step| tell(step, most)).unwrap_or_default()
            })
        };
        let leads = move || told(&|step, _| grouped(step.leads.into()));
        let width =
            move || told(&|step, most| sums::percent(f64::from(step.leads) * 100.0 / f64::from(most)));
        let days = move || {
            told(&|step, _| {
                let days = step.median_days.map(|days| days.to_string());
                days.map(|days| Word::FunnelDays.with(lang, &[("days", &days)])).unwrap_or_default()
            })
        };
        let measured =
            move || told(&|step, _| Word::FunnelMeasured.with(lang, &[("n", &step.measured.to_string())]));
        let open = move |_| state.show(Beside::Reached(node));
        view! {
            <tr data-node=node.place().to_string()>
                <th scope="row">{node_word(node).text(lang)}</th>
                <td class="funnel-cell">
                    <button type="button" class="funnel-button" on:click=open>
                        <span class="funnel-bar"><span class="funnel-fill" style:width=width></span></span>
                        <span class="funnel-count">{leads}</span>
                    </button>
                </td>
                <td class="days" title=measured>{days}</td>
            </tr>
        }
    });
    view! {
        <table class="chart-table funnel-table">
            <thead><tr>
                <th scope="col">{Word::FunnelNode.text(lang)}</th>
                <th scope="col">{Word::FunnelLeads.text(lang)}</th>
                <th scope="col" class="days">{Word::FunnelSince.text(lang)}</th>
            </tr></thead>
            <tbody>{rows.collect::<Vec<_>>()}</tbody>
        </table>
    }
}

/// What the figures of the region tell, all chains taken together: worked out once for a day, whatever is chosen.
#[derive(Clone, Copy, PartialEq)]
pub struct Region {
    /// The window of rates: the one chosen; else that of the landing rate, so that both tell the same number.
    pub window: Option<(Day, Day)>,
    told: RegionLanding,
}

impl Region {
    /// The figures of a chart's region.
    pub fn of(chart: &Chart, chosen: Option<(Day, Day)>) -> Self {
        let told = chart.region_landing(chosen.map(|(from, _)| from.year()));
        Self { window: chosen.or_else(|| year_window(told.year)), told }
    }
}

fn rates(state: State, lang: Lang) -> View {
    let Some(region) = state.region.get() else { return View::new() };
    let window = region.window;
    let told = state
        .with(|chart| {
            let rates = chart.rates.iter();
            rates
                .map(|(key, rule)| (*key, rule.clone(), chart.rate(rule, state.selection(), window)))
                .collect::<Vec<_>>()
        })
        .unwrap_or_default();
    let year = window.map_or_else(String::new, |(from, _)| from.year().to_string());
    let mut told = told;
    // The rate that is a figure of the map as well stands first, with what it is over all chains.
    shared::order::sort_by(&mut told, |a, b| is_landing(&b.1).cmp(&is_landing(&a.1)));
    let rows = told.into_iter().map(|(key, rule, rate)| {
        let name = rule.name.get(lang).to_owned();
        let open = move |_| state.show(Beside::Rate(key));
        let money = rule.numerator.measured != Measured::Projects;
        let origin = match rule.window {
            RateWindow::Cohort => Word::RateCohort.text(lang),
            RateWindow::Both => Word::RateBoth.text(lang),
            RateWindow::Apart => Word::RateApart.text(lang),
        };
        view! {
            <button type="button" class="rate" title=origin data-rate=key.to_string() on:click=open>
                <span>{name}{is_landing(&rule).then(|| view! { " "<span class="quiet">{year.clone()}</span> })}</span>
                <b class="rate-value">{rate_value(&rate)}</b>
                <span class="quiet rate-parts">{rate_parts(&rate, money, lang)}</span>
                {is_landing(&rule).then(|| over_all_chains(region, lang))}
            </button>
        }
    });
    view! { <div class="rates">{rows.collect::<Vec<_>>()}</div> }
}

/// Whether a rate is the landing rate of the figures.
fn is_landing(rule: &RateDefined) -> bool {
    rule.window == RateWindow::Both
        && rule.numerator == Counted { node: Node::Landed, measured: Measured::Projects }
        && rule.denominator == Counted { node: Node::Signed, measured: Measured::Projects }
}

/// The figure of the region, all chains taken together.
fn over_all_chains(region: Region, lang: Lang) -> View {
    let (numerator, denominator) = (f64::from(region.told.landed), f64::from(region.told.signed));
    let rate = Rate { numerator, denominator, counted: Vec::new(), out_of: Vec::new() };
    let values = [("rate", &*rate_value(&rate)), ("parts", &*rate_parts(&rate, false, lang))];
    let words = Word::RateAllChains.with(lang, &values);
    view! { <span class="quiet all-chains">{words}</span> }
}

/// The rate in per cent; a dash where there is nothing to divide by.
pub fn rate_value(rate: &Rate) -> String {
    rate.value().map_or_else(|| "—".to_owned(), |value| format!("{} %", fixed(value * 100.0, 2)))
}

/// What was divided by what, or why nothing was.
pub fn rate_parts(rate: &Rate, money: bool, lang: Lang) -> String {
    if rate.value().is_none() {
        return Word::RateEmpty.text(lang).to_owned();
    }
    let places = if money { 0 } else { 2 };
    format!("{} ÷ {}", trimmed(rate.numerator, places), trimmed(rate.denominator, places))
}

/// Every project's days from signing to production, one dot each; the best and the median marked.
fn landings(state: State, funnel: &Stepped, lang: Lang) -> Option<View> {
    const HEIGHT: f64 = 46.0;
    let (best, last) = (funnel.landings.first()?, funnel.landings.last()?);
    let median = funnel.median_landing()?;
    // The fastest of all chains is the mark that every chain is held against.
    let fastest = state.region.get().and_then(|region| region.told.fastest);
    let fastest = fastest.map_or(best.days, |days| days.min(best.days));
    let longest = f64::from(last.days.max(best.days + 1));
    let at = |days: i32| 2.0 + f64::from(days) / longest * 96.0;
    // Dots of the same few days are stacked. A dot is a line of no length with round ends: one path draws them all.
    let mut stacks: std::collections::BTreeMap<i32, u32> = std::collections::BTreeMap::new();
    let (mut dots, mut marks) = (String::new(), String::new());
    for landing in &funnel.landings {
        let column = (at(landing.days) / 1.9) as i32;
        let stack = stacks.entry(column).or_default();
        *stack += 1;
        let path = if landing.days == fastest { &mut marks } else { &mut dots };
        path.push_str(&dot(f64::from(column) * 1.9, *stack));
    }
    if fastest < best.days {
        marks.push_str(&dot(at(fastest), 1));
    }
    let open = move |_| state.show(Beside::Landings);
    let best_words = Word::LandingBest.with(lang, &[("days", &fastest.to_string())]);
    let median_words = Word::LandingMedian.with(lang, &[("days", &median.to_string())]);
    let (left, height) = (sums::percent(at(median)), format!("{}px", fixed(HEIGHT, 0)));
    view! {
        <button type="button" class="landings" on:click=open>
            <span class="landing-words"><b class="landing-best">{best_words}</b><span class="quiet">{median_words}", "{Word::LandingAbout.text(lang)}</span></span>
            <span class="landing-dots" aria-hidden="true">
                <svg class="landing-drawing" viewBox="0 0 100 34" preserveAspectRatio="none">
                    <path class="landing" d=dots vector-effect="non-scaling-stroke" />
                    <path class="landing best" d=marks vector-effect="non-scaling-stroke" />
                </svg>
                <span class="landing-median" style:left=left style:height=height></span>
            </span>
            <span class="landing-axis" aria-hidden="true"><span>"0"</span><span>{Word::FunnelDays.with(lang, &[("days", &last.days.to_string())])}</span></span>
        </button>
    }
    .into()
}

/// A dot of the drawing, at a percentage of its width, so many from below.
fn dot(left: f64, up: u32) -> String {
    sums::path(&[("M", &[left, 34.0 - f64::from(up) * 5.0]), ("h", &[0.0])])
}

/// The key of a rate, as text.
pub fn rate_name(state: State, key: Key, lang: Lang) -> String {
    let name =
        state.with(|chart| chart.rates.iter().find(|(known, _)| *known == key).map(|(_, r)| r.name.clone()));
    name.flatten().map_or_else(|| key.to_string(), |name| name.get(lang).to_owned())
}
