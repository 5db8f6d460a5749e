//! What may be recorded of targets, visits, activities, invitations and requests.

use std::sync::Arc;

use super::draft::Draft;
use super::lawful::{At, Lawful, known, only_once};
use super::names::{country, none_negative, text, within};
use super::project::{duty, needs, place_known};
use super::registry::{region_known, stage_known};
use crate::entity::{Activity, Chain, Enterprise, Invitation, Park, Project, Request, Target, Visit};
use crate::fact::outreach::{
    ActivityFact, InvitationFact, Promised, RequestAssigned, RequestFact, TargetFact, TargetRegistered,
    VisitFact,
};
use crate::fact::project::Placed;
use crate::ledger::Ledger;
use crate::{Area, Audience, Day, Key, Refusal, RegionCode, World};

/// Promises space or supply to a target. A unit is promised to one target at a time: on the day of the promise, and,
/// where that is back-dated, ever since.
pub(super) fn promise(draft: &mut Draft<'_>, key: Key, f: Arc<Promised>) -> Result<(), Refusal> {
    draft.happened::<Target>(key, TargetFact::Promised(Arc::clone(&f)))?;
    let own = draft.ledger::<Target>(key).and_then(Ledger::latest);
    let is_held = own.is_some_and(|target| target.holds() == Some(&*f));
    for (target, ledger) in draft.world.targets.iter().filter(|(target, _)| **target != key) {
        let then = ledger.on(draft.on);
        let now = ledger.latest().filter(|_| is_held);
        for other in then.iter().chain(now) {
            let Some(((since, _), held)) = other.promised.as_ref().zip(other.holds()) else { continue };
            if let Some(unit) = f.units.iter().find(|unit| held.units.contains(unit)) {
                return Err(Refusal::UnitPromised { unit: *unit, target: *target, since: *since });
            }
        }
    }
    Ok(())
}

impl Lawful for Target {
    fn enters(fact: &TargetFact) -> bool {
        matches!(fact, TargetFact::Registered(_))
    }

    fn fit(fact: TargetFact, on: Day, world: &World) -> Result<TargetFact, Refusal> {
        match &fact {
            TargetFact::Registered(f) => {
                region_known(f.region, world)?;
                stage_known(f.chain, Some(f.chain_stage), world)?;
                let need = f.need_area_m2.map(Area::value);
                need.map(|area| within("need_area_m2", area, 0.01, 10_000_000.0)).transpose()?;
                needs("needs", &f.needs)?;
                let target = TargetRegistered { name: text("name", f.name.clone())?, ..(**f).clone() };
                Ok(TargetFact::Registered(target.into()))
            }
            TargetFact::FirstTalkRegistered(f) => {
                region_known(f.by, world)?;
                let until = f.until;
                if until < on { Err(Refusal::EndBeforeStart { day: on, until }) } else { Ok(fact) }
            }
            TargetFact::Linked(f) => known::<Project>(world, f.project).map(|_| fact),
            TargetFact::DutyAssigned(f) => duty(f, "assign_target").map(TargetFact::DutyAssigned),
            TargetFact::ActionSet(f) if f.due < on => Err(Refusal::EndBeforeStart { day: on, until: f.due }),
            TargetFact::Promised(f) => promised(f, world).map(|()| fact),
            TargetFact::IntentObserved(_)
            | TargetFact::Dropped(_)
            | TargetFact::ActionSet(_)
            | TargetFact::PromiseWithdrawn(_)
            | TargetFact::Confirmed(_) => Ok(fact),
        }
    }

    fn lawful(before: Option<&Self>, at: At, fact: &TargetFact) -> Result<(), Refusal> {
        let Some(target) = before else { return Ok(()) };
        match fact {
            TargetFact::Registered(_) => only_once(before, at),
            _ if target.dropped => Err(Refusal::TargetDropped { target: at.key }),
            TargetFact::FirstTalkRegistered(f) => match target.first_talk {
                // The place that holds the first talk may prolong it; any other waits.
                Some((by, until)) if by != f.by && until >= at.on => {
                    Err(Refusal::FirstTalkProtected { target: at.key, by, until })
                }
                _ => Ok(()),
            },
            TargetFact::Linked(f) if target.project == Some(f.project) => {
                Err(Refusal::AlreadyLinked { target: at.key, project: f.project })
            }
            TargetFact::PromiseWithdrawn(_) if target.promised.is_none() => {
                Err(Refusal::NothingPromised { target: at.key, day: at.on })
            }
            _ => Ok(()),
        }
    }

    fn region(&self, _world: &World) -> Option<RegionCode> {
        Some(self.attributes.region)
    }

    fn audience(_fact: &TargetFact) -> Audience {
        Audience::Officials
    }
}

/// Refuses a promise of what does not exist, lies elsewhere or is nothing.
fn promised(f: &Promised, world: &World) -> Result<(), Refusal> {
    known::<Park>(world, f.park)?;
    let nothing = Promised {
        park: f.park,
        units: Vec::new(),
        area_m2: None,
        power_kva: None,
        steam_t_h: None,
        water_t_d: None,
        wastewater_t_d: None,
        dyeing_t_d: None,
        workers: None,
    };
    if *f == nothing {
        return Err(Refusal::SaysNothing { command: "promise_target" });
    }
    place_known(&Placed { park: Some(f.park), units: f.units.clone(), ..Placed::default() }, world)?;
    none_negative(&[
        ("area_m2", f.area_m2.map(Area::value), 10_000_000.0),
        ("steam_t_h", f.steam_t_h, 1_000.0),
        ("water_t_d", f.water_t_d, 1_000_000.0),
        ("wastewater_t_d", f.wastewater_t_d, 1_000_000.0),
        ("dyeing_t_d", f.dyeing_t_d, 1_000_000.0),
    ])
}

impl Lawful for Visit {
    fn enters(_fact: &VisitFact) -> bool {
        true
    }

    fn fit(fact: VisitFact, _on: Day, world: &World) -> Result<VisitFact, Refusal> {
        let VisitFact::Received(f) = &fact;
        region_known(f.region, world)?;
        f.chain.map(|chain| known::<Chain>(world, chain)).transpose()?;
        within("enterprises", f.enterprises.into(), 1.0, 10_000.0)?;
        Ok(fact)
    }

    fn lawful(before: Option<&Self>, at: At, _fact: &VisitFact) -> Result<(), Refusal> {
        only_once(before, at)
    }

    fn region(&self, _world: &World) -> Option<RegionCode> {
        Some(self.attributes.region)
    }
}

impl Lawful for Activity {
    fn enters(_fact: &ActivityFact) -> bool {
        true
    }

    fn fit(fact: ActivityFact, _on: Day, world: &World) -> Result<ActivityFact, Refusal> {
        let ActivityFact::Held(f) = &fact;
        region_known(f.region, world)?;
        within("met", f.met.into(), 0.0, 100_000.0)?;
        Ok(fact)
    }

    fn lawful(before: Option<&Self>, at: At, _fact: &ActivityFact) -> Result<(), Refusal> {
        only_once(before, at)
    }

    fn region(&self, _world: &World) -> Option<RegionCode> {
        Some(self.attributes.region)
    }
}

impl Lawful for Invitation {
    fn enters(_fact: &InvitationFact) -> bool {
        true
    }

    fn fit(fact: InvitationFact, _on: Day, world: &World) -> Result<InvitationFact, Refusal> {
        let InvitationFact::Sent(f) = &fact;
        region_known(f.region, world)?;
        country("country", &f.country)?;
        f.chain.map(|chain| known::<Chain>(world, chain)).transpose()?;
        Ok(fact)
    }

    fn lawful(before: Option<&Self>, at: At, _fact: &InvitationFact) -> Result<(), Refusal> {
        only_once(before, at)
    }

    fn region(&self, _world: &World) -> Option<RegionCode> {
        Some(self.attributes.region)
    }
}

impl Lawful for Request {
    fn enters(fact: &RequestFact) -> bool {
        matches!(fact, RequestFact::Raised(_))
    }

    fn fit(fact: RequestFact, on: Day, world: &World) -> Result<RequestFact, Refusal> {
        match fact {
            RequestFact::Raised(f) => {
                region_known(f.region, world)?;
                f.enterprise.map(|enterprise| known::<Enterprise>(world, enterprise)).transpose()?;
                match f.due {
                    Some(until) if until < on => Err(Refusal::EndBeforeStart { day: on, until }),
                    _ => Ok(RequestFact::Raised(f)),
                }
            }
            RequestFact::Assigned(f) => {
                Ok(RequestFact::Assigned(RequestAssigned { office: text("office", f.office)? }))
            }
            RequestFact::Resolved(f) => Ok(RequestFact::Resolved(f)),
        }
    }

    fn lawful(before: Option<&Self>, at: At, fact: &RequestFact) -> Result<(), Refusal> {
        match (fact, before.and_then(|request| request.resolved)) {
            (RequestFact::Raised(_), _) => only_once(before, at),
            (_, Some(on)) => Err(Refusal::AlreadyResolved { request: at.key, on }),
            (_, None) => Ok(()),
        }
    }

    fn region(&self, _world: &World) -> Option<RegionCode> {
        Some(self.attributes.region)
    }

    fn audience(_fact: &RequestFact) -> Audience {
        Audience::Officials
    }
}
