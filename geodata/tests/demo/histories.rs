//! Every history makes sense in the order in which its facts count: nothing let twice, nothing reached twice.

use shared::entity::{Parcel, ParcelStatus, Project, Target, Unit, UnitStatus};
use shared::fact::carrier::ParcelFact;
use shared::fact::outreach::TargetFact;
use shared::fact::project::ProjectFact;
use shared::fact::unit::UnitFact;
use shared::ledger::{Entity, Ledger};
use shared::{Day, Key};

use crate::WORLD;

/// Calls `check` with what was there before each fact.
fn walk<E: Entity>(ledger: &Ledger<E>, mut check: impl FnMut(Option<&E>, Day, &E::Fact)) {
    let mut record = None;
    for (on, _, fact) in ledger.counting() {
        check(record.as_ref(), on, fact);
        E::evolve(&mut record, on, fact);
    }
}

#[test]
fn units_are_let_only_when_free() {
    for (key, ledger) in &WORLD.units {
        walk::<Unit>(ledger, |before, on, fact| {
            let is = |wanted: &[UnitStatus]| before.is_some_and(|u| wanted.contains(&u.status(on)));
            let fits = match fact {
                UnitFact::Registered(_) => before.is_none(),
                UnitFact::Started(_) => is(&[UnitStatus::Planned]),
                UnitFact::Completed(_) => is(&[UnitStatus::Construction]),
                UnitFact::Leased(_) => is(&[UnitStatus::Available, UnitStatus::Reserved]),
                UnitFact::Reserved(_) | UnitFact::Withheld(_) => is(&[UnitStatus::Available]),
                UnitFact::Released(_) => is(&[UnitStatus::Reserved]),
                UnitFact::Vacated(_) | UnitFact::Renewed(_) => is(&[UnitStatus::Leased, UnitStatus::Ending]),
                UnitFact::Returned(_) => is(&[UnitStatus::Withheld]),
                UnitFact::RentSet(_) | UnitFact::Surveyed(_) | UnitFact::Confirmed(_) => before.is_some(),
            };
            assert!(fits, "{key} on {on}: {fact:?} after {:?}", before.map(|u| u.status(on)));
        });
    }
}

#[test]
fn parcels_are_offered_before_they_are_supplied() {
    for (key, ledger) in &WORLD.parcels {
        walk::<Parcel>(ledger, |before, on, fact| {
            let status = before.map(|p| p.status);
            let fits = match fact {
                ParcelFact::Registered(_) => status.is_none(),
                ParcelFact::Offered(_) => status == Some(ParcelStatus::Planned),
                ParcelFact::Reserved(_) | ParcelFact::Withdrawn(_) => status == Some(ParcelStatus::Offered),
                ParcelFact::Supplied(_) => status == Some(ParcelStatus::Reserved),
                ParcelFact::Confirmed(_) => status.is_some(),
            };
            assert!(fits, "{key} on {on}: {fact:?} after {status:?}");
        });
    }
}

#[test]
fn projects_reach_each_node_once_and_nothing_after_their_end() {
    for (key, ledger) in &WORLD.projects {
        walk::<Project>(ledger, |before, on, fact| {
            assert!(before.is_none_or(|p| p.ended.is_none()), "{key} on {on}: {fact:?} after its end");
            match (fact, before) {
                (ProjectFact::Registered(again), Some(project)) => {
                    assert_eq!(again.title, project.attributes.title, "{key} is entered again as it is");
                }
                (ProjectFact::Registered(_), None) => {}
                (ProjectFact::Reached(f), Some(p)) => assert!(!p.reached.contains_key(&f.node), "{key}"),
                (_, before) => assert!(before.is_some(), "{key} on {on}: {fact:?} before its entry"),
            }
        });
        // A project that landed in halls lands on the day on which their lease begins.
        let project = ledger.latest().unwrap();
        let landed = project.reached.get(&shared::fact::project::Node::Landed);
        for unit in &project.place.units {
            let is_leased = |(on, _, fact): (Day, _, &UnitFact)| {
                matches!(fact, UnitFact::Leased(_)) && Some(&on) == landed
            };
            assert!(WORLD.units[unit].counting().any(is_leased), "{key} in {unit}");
        }
    }
}

#[test]
fn targets_have_one_first_talk_and_nothing_after_they_are_dropped() {
    for (key, ledger) in &WORLD.targets {
        walk::<Target>(ledger, |before, on, fact| {
            assert!(before.is_none_or(|t| !t.dropped), "{key} on {on}: {fact:?} after it was dropped");
            if let (TargetFact::FirstTalkRegistered(_), Some(target)) = (fact, before) {
                assert!(target.first_talk.is_none(), "{key}");
            }
        });
    }
}

/// What facts name exists: halls of units, parks of halls, enterprises of leases, projects of parcels.
#[test]
fn nothing_refers_to_what_is_not_there() {
    let present = |key: &Key| WORLD.enterprises.get(key).is_some_and(|l| l.latest().is_some());
    for (key, ledger) in &WORLD.units {
        assert!(WORLD.halls.contains_key(&ledger.latest().unwrap().hall()), "{key}");
        for (.., fact) in ledger.counting() {
            if let UnitFact::Leased(lease) = fact {
                assert!(lease.enterprise.is_none_or(|e| present(&e)), "{key}: {lease:?}");
            }
        }
    }
    for ledger in WORLD.halls.values() {
        assert!(WORLD.parks.contains_key(&ledger.latest().unwrap().attributes.park));
    }
    for (key, ledger) in &WORLD.parcels {
        for (.., fact) in ledger.counting() {
            if let ParcelFact::Supplied(f) = fact {
                assert!(
                    WORLD.projects[&f.project.unwrap()].latest().unwrap().place.parcels.contains(key),
                    "{key}"
                );
            }
        }
    }
    for ledger in WORLD.targets.values() {
        assert!(ledger.latest().unwrap().project.is_none_or(|p| WORLD.projects.contains_key(&p)));
    }
    for ledger in WORLD.requests.values() {
        assert!(present(&ledger.latest().unwrap().attributes.enterprise.unwrap()));
    }
}

/// Somewhere wastewater runs short, as the charts tell: more is used and promised than there is.
#[test]
fn capacity_runs_short_somewhere() {
    let short = |park: &shared::entity::Park| {
        park.supply.wastewater_t_d.is_some_and(|c| c.used <= c.total && c.used + c.promised > c.total)
    };
    let ruili = &WORLD.parks[&"ruili-mengmao".parse().unwrap()];
    assert!(
        short(&ruili.on(crate::day("2023-06-15")).unwrap())
            && !short(&ruili.on(crate::day("2022-12-31")).unwrap())
    );
    let parks: Vec<_> = WORLD.parks.iter().map(|(key, l)| (key, l.latest().unwrap())).collect();
    assert!(parks.iter().filter(|(_, p)| short(p)).count() >= 2);
    assert!(parks.iter().all(|(_, p)| p.supply.power_kva.is_some_and(|c| c.used <= c.total)));
}
