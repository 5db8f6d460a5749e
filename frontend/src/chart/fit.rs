//! Which halls fit a target, which targets a hall: ranked, with the reasons in words and numbers.

use crate::prelude::*;
use shared::chart::{Criterion, Fit, Row, Weight};
use shared::{Key, Lang, Word};

use super::board;
use super::say;
use super::state::{Beside, State};
use crate::format::{date, square_metres};
use crate::scene::{Kind, Subject};

/// How many halls are told.
const BEST: usize = 20;
/// The criteria whose weight the reader may change.
const CHANGED: [Criterion; 10] = [
    Criterion::Area,
    Criterion::Time,
    Criterion::Power,
    Criterion::Dyeing,
    Criterion::Steam,
    Criterion::Wastewater,
    Criterion::Height,
    Criterion::Load,
    Criterion::Rent,
    Criterion::Stage,
];

/// A target: what it asks for, and the halls that fit.
pub fn target(state: State, key: Key, lang: Lang) -> (String, View) {
    let criteria = state.criteria.get();
    let told = state.with(|chart| {
        let prospect = chart.prospects.iter().find(|prospect| prospect.key == Some(key))?;
        let name = board::row_name(&Row::Target(prospect), lang);
        let office = prospect.office.as_ref()?;
        let asks = wishes(office, lang);
        let stage = state.world(|world| say::stage(world, chart.asked.chain, Some(prospect.stage), lang));
        let home = state.world(|world| say::province(world, prospect.home, lang));
        let intent = say::intent(prospect.intent).text(lang);
        let promised = office.promised.as_ref().map(|promised| {
            let park = state.world(|world| say::park(world, Some(promised.park), lang));
            let units: Vec<String> = promised.units.iter().map(Key::to_string).collect();
            Word::FitPromised.with(lang, &[("park", &park), ("what", &crate::format::listed(&units, lang))])
        });
        Some((name, crate::format::listed(&[home, stage, intent.to_owned()], lang), asks, promised))
    });
    let Some((name, about, asks, promised)) = told.flatten() else {
        return (key.to_string(), view! { <p class="absent">{Word::FitUnknown.text(lang)}</p> });
    };
    let fits = state.with(|chart| chart.halls_for(key, &criteria, BEST)).flatten().unwrap_or_default();
    let counts =
        Word::FitCount.with(lang, &[("full", &fits.full.to_string()), ("n", &fits.fitting.to_string())]);
    let rows = fits.best.iter().enumerate().map(|(at, fit)| hall_row(state, at + 1, fit, lang));
    let content = view! {
        <p class="quiet">{about}</p>
        <p>{crate::vault::button(shared::fact::stream("target", key), name.clone(), Word::VaultOpen, lang)}</p>
        {promised.map(|words| view! { <p>{words}</p> })}
        <dl class="beside-facts">{asks}</dl>
        <h3 class="columns"><b>{Word::FitHalls.text(lang)}</b><span class="quiet">{counts}</span></h3>
        {weights(state, lang)}
        <ol class="beside-list fits">{rows.collect::<Vec<_>>()}</ol>
    };
    (name, content)
}

fn wishes(office: &shared::chart::rows::Courted, lang: Lang) -> Vec<View> {
    let (a, n) = (&office.attributes, &office.attributes.needs);
    let number =
        |value: Option<f64>, unit: &str| value.map(|v| format!("{} {unit}", crate::format::trimmed(v, 1)));
    let all = [
        (Criterion::Area, a.need_area_m2.map(|area| square_metres(area, lang))),
        (Criterion::Time, n.from.map(|day| date(day, lang))),
        (Criterion::Power, number(a.need_power_kva.map(f64::from), "kVA")),
        (Criterion::Dyeing, number(n.dyeing_t_d, "t/d")),
        (Criterion::Steam, number(n.steam_t_h, "t/h")),
        (Criterion::Wastewater, number(n.wastewater_t_d, "t/d")),
        (Criterion::Height, number(n.clear_height_m, "m")),
        (Criterion::Load, number(n.floor_load_t_m2, "t/㎡")),
        (Criterion::Rent, number(n.rent_max_yuan_m2_month, "元/㎡·月")),
    ];
    let known = all.into_iter().filter_map(|(of, value)| Some((of, value?)));
    known
        .map(|(of, value)| view! { <div><dt>{say::criterion(of).text(lang)}</dt><dd>{value}</dd></div> })
        .collect()
}

/// The criteria, each of which can be made hard, soft or left aside.
fn weights(state: State, lang: Lang) -> View {
    let criteria = state.criteria.get();
    let chips = CHANGED.into_iter().map(|criterion| {
        let weight = criteria.of(criterion);
        let (class, word) = match weight {
            Weight::Hard => ("weight hard", Word::WeightHard),
            Weight::Soft => ("weight soft", Word::WeightSoft),
            Weight::Off => ("weight off", Word::WeightOff),
        };
        let turn = move |_| {
            let next = match weight {
                Weight::Hard => Weight::Soft,
                Weight::Soft => Weight::Off,
                Weight::Off => Weight::Hard,
            };
            state.criteria.update(|criteria| criteria.set(criterion, next));
        };
        let name = say::criterion(criterion).text(lang);
        let said = Word::WeightSaid.with(lang, &[("what", name), ("weight", word.text(lang))]);
        view! { <button type="button" class=class aria-label=said.clone() title=said on:click=turn>{name}<i aria-hidden="true">{word.text(lang)}</i></button> }
    });
    view! { <div class="weights" role="group" aria-label=Word::WeightLabel.text(lang)>{chips.collect::<Vec<_>>()}</div> }
}

fn hall_row(state: State, rank: usize, fit: &Fit, lang: Lang) -> View {
    let unit = fit.unit;
    let (name, about) = state
        .with(|chart| {
            let offer = chart.offers.iter().find(|offer| offer.unit == unit)?;
            let park = state.world(|world| say::park(world, Some(offer.park), lang));
            let area = square_metres(offer.area, lang);
            let status = crate::signs::status_word(offer.status).text(lang);
            Some((format!("{park} {unit}"), crate::format::listed(&[area, status.to_owned()], lang)))
        })
        .flatten()
        .unwrap_or_default();
    let open = move |_| {
        state.scene.open(Subject::new(Kind::Unit, unit));
    };
    view! {
        <li class="fit-row" data-unit=unit.to_string()>
            <span class="rank">{rank.to_string()}</span>
            <span class="fit-words">
                <button type="button" class="row-button" on:click=open><b>{name}</b><span class="quiet">{about}</span></button>
                {misses(fit, lang)}
            </span>
        </li>
    }
}

fn misses(fit: &Fit, lang: Lang) -> View {
    if fit.is_full() {
        return view! { <span class="fit-full">{Word::FitFull.text(lang)}</span> };
    }
    let said: Vec<String> = fit.misses.iter().map(|miss| say::miss(miss, lang)).collect();
    let words = crate::format::listed(&said, lang);
    let word = if fit.fits() { Word::FitExceptSoft } else { Word::FitExcept };
    view! { <span class="fit-misses" class:hard=!fit.fits()>{word.with(lang, &[("list", &words)])}</span> }
}

/// A hall: the targets that it fits.
pub fn hall(state: State, unit: Key, lang: Lang) -> (String, View) {
    let criteria = state.criteria.get();
    let suitors = state.with(|chart| chart.targets_for(unit, &criteria, BEST)).flatten().unwrap_or_default();
    let rows = suitors.iter().map(|suitor| {
        let target = suitor.target;
        let (name, intent) = state
            .with(|chart| {
                let prospect = chart.prospects.iter().find(|p| p.key == Some(target))?;
                Some((board::row_name(&Row::Target(prospect), lang), say::intent(prospect.intent).text(lang)))
            })
            .flatten()
            .unwrap_or_default();
        view! {
            <li class="fit-row">
                <span class="fit-words">
                    <button type="button" class="row-button" on:click=move |_| state.show(Beside::Target(target))><b>{name}</b><span class="quiet">{intent}</span></button>
                    {misses(&suitor.fit, lang)}
                </span>
            </li>
        }
    });
    let rows = rows.collect::<Vec<_>>();
    let title = Word::FitTargets.with(lang, &[("unit", &unit.to_string())]);
    let content = view! { {weights(state, lang)}<ul class="beside-list fits">{rows}</ul> };
    (title, content)
}
