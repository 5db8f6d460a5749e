//! A park, a zone or a region: floor space by status, what it can supply, what is near, what lies in it.

use crate::prelude::*;
use shared::entity::Park;
use shared::{Key, Lang, RegionCode, Word, World};

use super::attributes::Attributes;
use super::{Look, foot, frame, history, space, supply};
use crate::format::{date, listed, trimmed};
use crate::scene::{Kind, Subject};
use crate::tell::{brief, park_level, title};

/// The panel; nothing where the park does not exist on the day.
pub fn view(look: Look<'_>, subject: Subject) -> Option<AnyView> {
    let Look { world, day, lang, .. } = look;
    let tally = space::floor_space(world, day, subject);
    let (total, free) = space::heading(tally, lang);
    let below = below(look, subject);
    let head = view! {
        {frame::head(look, subject)}
        <p class="status"><b>{total}</b><span class="soft">{free}</span></p>
        {space::view(tally, lang)}
        {below}
    };
    if subject.kind == Kind::Region {
        subject.key.as_str().parse::<RegionCode>().ok()?;
        let foot = view! { <footer class="foot">{foot::actions(look.door, lang, subject)}</footer> };
        return Some((head, foot).into_any());
    }
    let ledger = world.parks.get(&subject.key)?;
    let park = ledger.on(day)?;
    let rest = view! {
        {attributes(&park, lang)}
        {supply::view(&park.supply, lang)}
        {distances(&park, lang)}
        {policies(&park, lang)}
        {history::view(look, ledger, None)}
        {foot::view(look, ledger, subject)}
    };
    Some((head, rest).into_any())
}

/// A region in a few lines, without a cross: it is what is shown while nothing is chosen.
pub fn summary(look: Look<'_>, subject: Subject) -> Option<AnyView> {
    let Look { world, day, lang, .. } = look;
    let tally = space::floor_space(world, day, subject);
    let (total, free) = space::heading(tally, lang);
    let view = view! {
        <h2 class="title">{title(world, subject, lang)}</h2>
        <p class="status"><b>{total}</b><span class="soft">{free}</span></p>
        {space::view(tally, lang)}
        {below(look, subject)}
    };
    Some(view.into_any())
}

fn attributes(park: &Park, lang: Lang) -> AnyView {
    let a = &park.attributes;
    let square = |value: Option<f64>| value.map(|v| format!("{} km²", trimmed(v, 2)));
    let industries: Vec<String> = a.industries.iter().map(|i| i.get(lang).to_owned()).collect();
    let mut rows = Attributes::default();
    rows.always(Word::AttrLevel, Some(park_level(a.level).text(lang).to_owned()));
    rows.known(Word::AttrPlanned, square(a.planned_km2));
    rows.known(Word::AttrBuilt, square(a.built_km2));
    rows.known(Word::AttrIndustries, (!industries.is_empty()).then(|| listed(&industries, lang)));
    rows.known(Word::AttrContact, a.contact.as_ref().map(|c| c.get(lang).to_owned()));
    rows.known(Word::AttrPrecision, a.precision_m.map(|m| format!("± {m} m")));
    rows.view(lang)
}

fn distances(park: &Park, lang: Lang) -> Option<AnyView> {
    let rows = park.attributes.distances.iter().map(|distance| {
        let minutes = Word::CountMinutes.with(lang, &[("n", &distance.minutes.to_string())]);
        view! {
            <div class="attribute">
                <dt>{distance.to.get(lang).to_owned()}</dt>
                <dd>{format!("{} km", trimmed(distance.km, 1))}" "<span class="quiet">{minutes}</span></dd>
            </div>
        }
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="part">
                <h3 class="columns"><b>{Word::DistancesTitle.text(lang)}</b><span class="quiet">{Word::DistancesBy.text(lang)}</span></h3>
                <dl class="attributes">{rows}</dl>
            </section>
        }
        .into_any()
    })
}

fn policies(park: &Park, lang: Lang) -> Option<AnyView> {
    let rows = park.policies.iter().rev().map(|(from, policy)| {
        let until = policy.until.map(|day| format!(" – {}", date(day, lang)));
        view! {
            <li>
                <b>{policy.title.get(lang).to_owned()}</b>
                <span class="origin">{policy.issuer.get(lang).to_owned()}" · "{date(*from, lang)}{until}</span>
            </li>
        }
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="part">
                <h3 class="columns"><b>{Word::PoliciesTitle.text(lang)}</b></h3>
                <ul class="entries">{rows}</ul>
            </section>
        }
        .into_any()
    })
}

/// Parks of a region, zones of a park.
fn below(look: Look<'_>, subject: Subject) -> Option<AnyView> {
    let Look { world, day, lang, door } = look;
    let rows = parts(world, subject).into_iter().map(|part| {
        let (name, line) = (title(world, part, lang), brief(world, day, part, lang));
        view! {
            <li>
                <button type="button" class="entry" on:click=move |_| door.go(part)>
                    <span>{name}</span>
                    <span class="quiet">{line}</span>
                </button>
            </li>
        }
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| {
        let word = if subject.kind == Kind::Region { Word::PartsParks } else { Word::PartsZones };
        view! {
            <section class="part">
                <h3 class="columns"><b>{word.text(lang)}</b></h3>
                <ul class="entries">{rows}</ul>
            </section>
        }
        .into_any()
    })
}

fn parts(world: &World, subject: Subject) -> Vec<Subject> {
    let region: Option<RegionCode> = subject.key.as_str().parse().ok();
    let is_part = |key: &Key| {
        let park = world.parks.get(key).and_then(|l| l.latest()).map(|p| &p.attributes);
        park.is_some_and(|park| match (subject.kind, region) {
            (Kind::Region, Some(region)) => region.contains(park.region) && park.parent.is_none(),
            _ => park.parent == Some(subject.key),
        })
    };
    world.parks.keys().filter(|key| is_part(key)).map(|key| Subject::new(Kind::Park, *key)).collect()
}
