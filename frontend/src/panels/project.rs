//! A project: the furthest fact as its sign, every node with its day and plan, because stages are not nested.

use crate::prelude::*;
use shared::entity::Project;
use shared::fact::project::Node;
use shared::measure::Wan;
use shared::{Lang, Word, World};

use super::attributes::Attributes;
use super::{Look, foot, frame, history};
use crate::format::{date, grouped, land, money, square_metres};
use crate::header::region_name;
use crate::scene::{Kind, Subject};
use crate::signs::{StageSign, stage_word};
use crate::tell::{node_word, title};

/// The panel; nothing where the project does not exist on the day.
pub fn view(look: Look<'_>, subject: Subject) -> Option<AnyView> {
    let Look { world, day, lang, .. } = look;
    let ledger = world.projects.get(&subject.key)?;
    let project = ledger.on(day)?;
    let stage = project.stage();
    let note = match (project.landing_days(), ledger.since(day)) {
        (Some(days), _) => Some(Word::BriefLandingDays.with(lang, &[("n", &grouped(days.into()))])),
        (None, Some(from)) => Some(Word::UnitSince.with(lang, &[("day", &date(from, lang))])),
        _ => None,
    };
    let flagship =
        project.flagship.then(|| view! { <span class="tag">{Word::ProjectFlagship.text(lang)}</span> });
    let view = view! {
        {frame::head(look, subject)}
        <p class="status">
            <StageSign stage />
            <b>{stage_word(stage).text(lang)}</b>
            <span class="soft">{note}</span>
            {flagship}
        </p>
        {attributes(look.world, &project, lang).view(lang)}
        {nodes(&project, lang)}
        {places(look, &project)}
        {history::view(look, ledger, None)}
        {foot::view(look, ledger, subject)}
    };
    Some(view.into_any())
}

/// Who brings what, row by row.
pub fn attributes(world: &World, project: &Project, lang: Lang) -> Attributes {
    let a = &project.attributes;
    let chain = world.chains.get(&a.chain).and_then(|l| l.latest()).map(|c| &c.attributes);
    let stage = chain.zip(a.chain_stage).and_then(|(c, key)| c.stages.iter().find(|s| s.key == key));
    let industry = stage.map(|s| &s.name).or(chain.map(|c| &c.name)).map(|name| name.get(lang).to_owned());
    let origin = a.origin.map(|code| region_name(world, code, lang)).or_else(|| a.origin_country.clone());
    let mut rows = Attributes::default();
    rows.known(Word::AttrInvestor, a.investor.as_ref().map(|t| t.get(lang).to_owned()));
    rows.known(Word::AttrOrigin, origin);
    rows.always(Word::AttrIndustry, industry);
    rows.always(Word::AttrInvest, a.invest_wan.map(|m| money(m, lang)));
    rows.known(Word::AttrFunded, (project.funded > Wan::ZERO).then(|| money(project.funded, lang)));
    rows.known(Word::AttrJobs, a.jobs.map(|n| grouped(n.into())));
    rows.known(Word::AttrNeedArea, a.need_area_m2.map(|m| square_metres(m, lang)));
    rows.known(Word::AttrNeedLand, a.need_land_mu.map(|m| land(m, lang)));
    rows.known(Word::AttrNeedPower, a.need_power_kva.map(|n| format!("{} kVA", grouped(n.into()))));
    rows.always(Word::AttrRegion, Some(region_name(world, a.region, lang)));
    rows
}

/// Every node that was reached or is planned.
fn nodes(project: &Project, lang: Lang) -> Option<AnyView> {
    let mut all: Vec<Node> = project.reached.keys().chain(project.planned.keys()).copied().collect();
    shared::order::sort(&mut all);
    all.dedup();
    let rows = all.into_iter().map(|node| {
        let reached = project.reached.get(&node).map(|day| date(*day, lang));
        let planned = project.planned.get(&node).map(|day| date(*day, lang));
        view! {
            <tr>
                <th scope="row">{node_word(node).text(lang)}</th>
                <td class="number">{reached.unwrap_or_else(|| "—".into())}</td>
                <td class="number soft">{planned.unwrap_or_else(|| "—".into())}</td>
            </tr>
        }
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| {
        view! {
            <table class="space">
                <thead>
                    <tr>
                        <th scope="col">{Word::NodesTitle.text(lang)}</th>
                        <th scope="col" class="number">{Word::NodesReached.text(lang)}</th>
                        <th scope="col" class="number">{Word::NodesPlanned.text(lang)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    })
}

/// The units and parcels it takes.
fn places(look: Look<'_>, project: &Project) -> Option<AnyView> {
    let Look { world, lang, door, .. } = look;
    let units = project.place.units.iter().map(|key| Subject::new(Kind::Unit, *key));
    let parcels = project.place.parcels.iter().map(|key| Subject::new(Kind::Parcel, *key));
    let rows = units.chain(parcels).map(|place| {
        view! {
            <li>
                <button type="button" class="entry" on:click=move |_| door.go(place)>
                    <span>{title(world, place, lang)}</span>
                    <span class="quiet">{place.key.to_string()}</span>
                </button>
            </li>
        }
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="part">
                <h3 class="columns"><b>{Word::ProjectPlaces.text(lang)}</b></h3>
                <ul class="entries">{rows}</ul>
            </section>
        }
        .into_any()
    })
}
