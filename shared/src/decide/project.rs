//! What may be recorded of projects. Nodes are dated facts and not nested: any may come before any other.

use std::sync::Arc;

use super::draft::{Draft, birth_audience};
use super::lawful::{At, Lawful, known, only_once};
use super::names::{country, some_text, text, within};
use super::{ground, registry};
use crate::access::is_office;
use crate::entity::{Hall, Parcel, Park, Project, Unit};
use crate::fact::project::{
    Duty, Ended, Flagged, Funded, Needs, Node, Placed, Planned, ProblemRaised, ProblemSolved, Progressed,
    ProjectFact, ProjectKind, ProjectRegistered, Reached, Revived, YearPlanned,
};
use crate::{Audience, Day, Key, Refusal, RegionCode, World};

/// Lets the facts be written as `f.into()`.
macro_rules! facts {
    ($($fact:ident => $variant:ident),+) => {$(
        impl From<$fact> for ProjectFact {
            fn from(fact: $fact) -> Self {
                ProjectFact::$variant(fact)
            }
        }
    )+};
}
facts!(
    Reached => Reached, Planned => Planned, Funded => Funded, Flagged => Flagged, Placed => Placed, Ended => Ended,
    Revived => Revived, Progressed => Progressed, YearPlanned => YearPlanned, ProblemRaised => ProblemRaised,
    ProblemSolved => ProblemSolved
);

impl From<Arc<Duty>> for ProjectFact {
    fn from(duty: Arc<Duty>) -> Self {
        ProjectFact::DutyAssigned(duty)
    }
}

/// Enters a project: an offer for everyone, one under negotiation for officials.
pub(super) fn register(
    draft: &mut Draft<'_>,
    key: Key,
    project: Arc<ProjectRegistered>,
) -> Result<(), Refusal> {
    draft.entered::<Project>(key, ProjectFact::Registered(project))
}

/// A node was reached. At the signing, or when the command says so, a project becomes known to everyone.
pub(super) fn reach(draft: &mut Draft<'_>, key: Key, reached: Reached) -> Result<(), Refusal> {
    let is_shown = match draft.asked_audience() {
        Some(audience) => audience == Audience::Public,
        None => reached.node >= Node::Signed,
    };
    if is_shown {
        publish(draft, key)?;
    }
    record(draft, key, reached.into())
}

/// Anything else that happens to a project.
pub(super) fn record(draft: &mut Draft<'_>, key: Key, fact: ProjectFact) -> Result<(), Refusal> {
    // Who knows of a project also hears that it ended, even if it ended before it became known.
    let is_end = matches!(fact, ProjectFact::Ended(_) | ProjectFact::Revived(_));
    let known_to = draft.ledger::<Project>(key).and_then(|ledger| birth_audience(ledger, Day::MAX));
    if is_end && draft.asked_audience().is_none() && known_to == Some(Audience::Public) {
        publish(draft, key)?;
    }
    draft.happened::<Project>(key, fact)
}

/// Enters a hidden project again, as it is now, for everyone: what they then hear of it has something to refer to.
fn publish(draft: &mut Draft<'_>, key: Key) -> Result<(), Refusal> {
    let known_to = draft.ledger::<Project>(key).and_then(|ledger| birth_audience(ledger, draft.on));
    let is_hidden = known_to.is_some_and(|audience| audience > Audience::Public);
    if !is_hidden {
        return Ok(());
    }
    let project = draft.record::<Project>(key)?;
    let shown = ProjectRegistered { place: project.place, ..(*project.attributes).clone() };
    draft.happened_before::<Project>(key, ProjectFact::Registered(shown.into()), Audience::Public)?;
    draft.told_to_all::<Project>(key, hidden_ends(draft, key))
}

/// That a project ended or was taken up again, where that is recorded for officials only: when the signing is
/// back-dated, everyone must hear of it too, or they would see the project go on.
fn hidden_ends(draft: &Draft<'_>, key: Key) -> Vec<(u32, Day, ProjectFact)> {
    let Some(ledger) = draft.ledger::<Project>(key) else { return Vec::new() };
    let ends = ledger.counting().filter(|(day, record, fact)| {
        let is_end = matches!(fact, ProjectFact::Ended(_) | ProjectFact::Revived(_));
        is_end && *day >= draft.on && record.audience > Audience::Public
    });
    ends.map(|(day, record, fact)| (record.version, day, fact.clone())).collect()
}

impl Lawful for Project {
    fn enters(fact: &ProjectFact) -> bool {
        matches!(fact, ProjectFact::Registered(_))
    }

    fn fit(fact: ProjectFact, on: Day, world: &World) -> Result<ProjectFact, Refusal> {
        match fact {
            ProjectFact::Registered(f) => Ok(ProjectFact::Registered(project(&f, world)?.into())),
            ProjectFact::Placed(place) => {
                if place.is_nowhere() {
                    return Err(Refusal::SaysNothing { command: "place_project" });
                }
                place_known(&place, world)?;
                Ok(ProjectFact::Placed(place))
            }
            ProjectFact::Funded(f) => {
                within("wan", f.wan.value(), 0.01, 100_000_000.0).map(|()| ProjectFact::Funded(f))
            }
            ProjectFact::DutyAssigned(f) => duty(&f, "assign_project").map(ProjectFact::DutyAssigned),
            ProjectFact::Progressed(f) => {
                within("percent", f.percent.into(), 0.0, 100.0).map(|()| ProjectFact::Progressed(f))
            }
            ProjectFact::YearPlanned(f) => {
                within("year", f.year.into(), 2000.0, 2100.0)?;
                within("wan", f.wan.value(), 0.0, 100_000_000.0).map(|()| ProjectFact::YearPlanned(f))
            }
            ProjectFact::ProblemRaised(f) => match f.due {
                Some(until) if until < on => Err(Refusal::EndBeforeStart { day: on, until }),
                _ => Ok(ProjectFact::ProblemRaised(f)),
            },
            other => Ok(other),
        }
    }

    fn lawful(before: Option<&Self>, at: At, fact: &ProjectFact) -> Result<(), Refusal> {
        let Some(project) = before else { return Ok(()) };
        let key = at.key;
        match (fact, project.ended) {
            // Entered again to show it to more readers.
            (ProjectFact::Registered(f), _) if say_the_same(f, &project.attributes) => Ok(()),
            (ProjectFact::Registered(_), _) => only_once(before, at),
            (ProjectFact::Revived(_), None) => Err(Refusal::ProjectNotEnded { project: key, day: at.on }),
            // A place may still be put right, and a revival ends the end. Someone may have to answer for the end too.
            (ProjectFact::Placed(_) | ProjectFact::Revived(_) | ProjectFact::DutyAssigned(_), _) => Ok(()),
            (_, Some((on, _))) => Err(Refusal::ProjectEnded { project: key, on }),
            (ProjectFact::Reached(f), None) => match project.reached.get(&f.node) {
                Some(on) => Err(Refusal::NodeReached { project: key, node: f.node, on: *on }),
                None => Ok(()),
            },
            (ProjectFact::Flagged(_), None) if project.flagship => {
                Err(Refusal::AlreadyFlagship { project: key })
            }
            (ProjectFact::ProblemRaised(f), None) => match project.problem(f.kind) {
                Some(on) => Err(Refusal::ProblemOpen { project: key, kind: f.kind, on }),
                None => Ok(()),
            },
            (ProjectFact::ProblemSolved(f), None) if project.problem(f.kind).is_none() => {
                Err(Refusal::ProblemNotOpen { project: key, kind: f.kind })
            }
            _ => Ok(()),
        }
    }

    fn region(&self, _world: &World) -> Option<RegionCode> {
        Some(self.attributes.region)
    }

    fn twin(fact: &ProjectFact, other: &ProjectFact) -> Option<ProjectFact> {
        match (fact, other) {
            (ProjectFact::Registered(right), ProjectFact::Registered(other)) => {
                let right = ProjectRegistered { place: other.place.clone(), ..(**right).clone() };
                Some(ProjectFact::Registered(right.into()))
            }
            _ => None,
        }
    }

    fn audience(fact: &ProjectFact) -> Audience {
        match fact {
            ProjectFact::Registered(f) if f.kind == ProjectKind::Signed => Audience::Officials,
            ProjectFact::Reached(f) if f.node < Node::Signed => Audience::Officials,
            fact if is_office(fact) => Audience::Officials,
            _ => Audience::Public,
        }
    }
}

/// Whether two entries say the same, wherever they place the project.
fn say_the_same(one: &ProjectRegistered, two: &ProjectRegistered) -> bool {
    ProjectRegistered { place: two.place.clone(), ..one.clone() } == *two
}

fn project(f: &ProjectRegistered, world: &World) -> Result<ProjectRegistered, Refusal> {
    registry::stage_known(f.chain, f.chain_stage, world)?;
    registry::region_known(f.region, world)?;
    f.origin_country.as_deref().map(|c| country("origin_country", c)).transpose()?;
    f.invest_wan.map(|wan| within("invest_wan", wan.value(), 0.01, 100_000_000.0)).transpose()?;
    f.need_area_m2.map(|area| within("need_area_m2", area.value(), 0.01, 10_000_000.0)).transpose()?;
    f.need_land_mu.map(|mu| within("need_land_mu", mu.value(), 0.01, 1_000_000.0)).transpose()?;
    needs("needs", &f.needs)?;
    place_known(&f.place, world)?;
    Ok(ProjectRegistered {
        title: text("title", f.title.clone())?,
        investor: some_text("investor", f.investor.clone())?,
        ..f.clone()
    })
}

/// Refuses needs that no firm has.
pub(super) fn needs(field: &str, f: &Needs) -> Result<(), Refusal> {
    let named = [
        ("steam_t_h", f.steam_t_h, 1_000.0),
        ("water_t_d", f.water_t_d, 1_000_000.0),
        ("wastewater_t_d", f.wastewater_t_d, 1_000_000.0),
        ("dyeing_t_d", f.dyeing_t_d, 1_000_000.0),
        ("clear_height_m", f.clear_height_m, 50.0),
        ("floor_load_t_m2", f.floor_load_t_m2, 50.0),
        ("workers", f.workers.map(f64::from), 100_000.0),
        ("rent_max_yuan_m2_month", f.rent_max_yuan_m2_month, 10_000.0),
    ];
    named.into_iter().try_for_each(|(name, value, max)| match value {
        Some(value) => within(&format!("{field}.{name}"), value, 0.0, max),
        None => Ok(()),
    })
}

/// A duty with its office trimmed; refuses one that names nobody.
pub(super) fn duty(f: &Duty, command: &'static str) -> Result<Arc<Duty>, Refusal> {
    if *f == Duty::default() {
        return Err(Refusal::SaysNothing { command });
    }
    Ok(Arc::new(Duty { unit: some_text("unit", f.unit.clone())?, ..f.clone() }))
}

/// Refuses places that do not exist, and units or parcels that lie outside the park that is named.
pub(super) fn place_known(place: &Placed, world: &World) -> Result<(), Refusal> {
    place.point.map(|point| ground::position("point", point)).transpose()?;
    place.park.map(|park| known::<Park>(world, park)).transpose()?;
    for unit in &place.units {
        let hall = known::<Hall>(world, known::<Unit>(world, *unit)?.hall())?;
        lies_in(place.park, hall.attributes.park, "unit", *unit, world)?;
    }
    for parcel in &place.parcels {
        let parcel_park = known::<Parcel>(world, *parcel)?.attributes.park;
        lies_in(place.park, parcel_park, "parcel", *parcel, world)?;
    }
    Ok(())
}

fn lies_in(
    named: Option<Key>,
    park: Key,
    entity: &'static str,
    key: Key,
    world: &World,
) -> Result<(), Refusal> {
    let Some(named) = named else { return Ok(()) };
    let parent = known::<Park>(world, park)?.attributes.parent;
    if named == park || Some(named) == parent {
        return Ok(());
    }
    Err(Refusal::OutsidePark { entity, key, park: named })
}
