//! How targets are followed up: who is responsible, what is done next, what was promised to them.

use std::sync::Arc;

use shared::fact::outreach::{
    Action, ActionSet, Intent, PromiseWithdrawn, Promised, TargetFact, TargetRegistered,
};
use shared::{Area, Day, Key};

use super::dice::Dice;
use super::journal::{Journal, Note};
use super::ledger::lateness;
use super::people::{RECRUITING, duty};
use super::works::{day, working};

/// A target, as it is known in the end.
#[derive(Debug)]
pub struct Known {
    /// The target.
    pub target: Key,
    /// As it was entered.
    pub registered: Arc<TargetRegistered>,
    /// Its intent, and the day of the last observation.
    pub intent: (Day, Intent),
    /// The day it became a project.
    pub signed: Option<Day>,
    /// Whether it was taken off the register.
    pub dropped: bool,
}

/// A unit that nobody has on the last day.
#[derive(Clone, Copy, Debug)]
pub struct OpenUnit {
    /// The unit.
    pub unit: Key,
    /// Its zone.
    pub zone: Key,
    /// Area, ㎡.
    pub area_m2: i64,
    /// Since when nothing happened to it.
    pub since: Day,
}

impl Known {
    /// Whether it still may come.
    fn is_hoped_for(&self) -> bool {
        !self.dropped && self.signed.is_none() && self.intent.1 >= Intent::Willing
    }

    fn put(&self, journal: &mut Journal, on: Day, late: i32, fact: TargetFact) {
        let note = Note::sample(on, self.registered.region).internal().late(late);
        journal.put(&note, self.target, fact);
    }
}

/// Makes somebody responsible for those that are willing or negotiate, and sets what is done next.
pub fn duties(journal: &mut Journal, seed: u64, known: &[Known]) {
    let mut dice = Dice::new(seed, "duties");
    let last = super::last_day();
    for target in known.iter().filter(|target| target.is_hoped_for()) {
        let (seen, intent) = target.intent;
        let duty = duty(&mut dice, target.registered.region.number(), RECRUITING);
        let on = working(seen.plus(dice.between(0, 3))).min(last);
        target.put(journal, on, dice.between(0, 5), TargetFact::DutyAssigned(duty));
        let on = last.plus(-dice.between(3, 84)).max(on);
        let due = match dice.weighted(&[80, 12, 8]) {
            0 => last.plus(dice.between(1, 60)),
            1 => last.plus(-dice.between(1, 14)),
            _ => last.plus(-dice.between(16, 45)),
        };
        let action = *dice.pick(match intent {
            Intent::Negotiating => &[Action::Negotiate, Action::Offer, Action::Sign],
            _ => &[Action::Visit, Action::Invite, Action::Call, Action::FirstTalk],
        });
        let set = ActionSet { action, due: working(due.max(on)) };
        target.put(journal, on, dice.between(0, 3), TargetFact::ActionSet(set));
    }
    // Every third of those that signed had been followed up in the same way.
    for target in known.iter().filter(|target| target.signed.is_some()).step_by(3) {
        let Some(signed) = target.signed else { continue };
        let (seen, _) = target.intent;
        let duty = duty(&mut dice, target.registered.region.number(), RECRUITING);
        target.put(journal, seen, dice.between(0, 5), TargetFact::DutyAssigned(duty));
        let set =
            ActionSet { action: Action::Sign, due: working(signed.plus(dice.between(-3, 6)).max(seen)) };
        target.put(journal, seen, 0, TargetFact::ActionSet(set));
    }
}

/// Twelve promises: nine are held on the last day, one was taken back, two ended in projects.
pub fn promises(journal: &mut Journal, seed: u64, known: &[Known], open: &[OpenUnit]) {
    const HELD: usize = 9;
    let mut dice = Dice::new(seed, "promises");
    let textile = |target: &&Known| target.registered.chain.as_str() == "textile";
    let negotiating: Vec<&Known> = known
        .iter()
        .filter(textile)
        .filter(|target| target.is_hoped_for() && target.intent.1 == Intent::Negotiating)
        .collect();
    // Wet stages first: what is promised to them is what runs short.
    let (wet, dry): (Vec<&Known>, Vec<&Known>) =
        negotiating.into_iter().partition(|target| target.registered.needs.dyeing_t_d.is_some());
    let mut open: Vec<&OpenUnit> = open.iter().collect();
    for (number, target) in wet.into_iter().take(4).chain(dry).take(HELD + 1).enumerate() {
        // The first six were promised certain halls, the others supply and floor space.
        let nearest = nearest(&open, target);
        let unit = nearest.filter(|_| number < 6).map(|at| open.swap_remove(at));
        let Some(zone) = unit.or_else(|| open.first().copied()).map(|unit| unit.zone) else { continue };
        let since = unit.map_or(target.intent.0, |unit| unit.since.max(target.intent.0));
        let on = working(since.plus(dice.between(3, 20)).max(day("2024-03-04"))).min(super::last_day());
        target.put(journal, on, lateness(&mut dice), TargetFact::Promised(promise(target, zone, unit)));
        if number == HELD {
            let back = working(on.plus(dice.between(20, 40))).min(super::last_day());
            target.put(journal, back, 0, TargetFact::PromiseWithdrawn(PromiseWithdrawn {}));
        }
    }
    // What was promised to these became a project's.
    let signed = known.iter().filter(textile).filter(|target| target.signed > Some(day("2023-09-01")));
    for target in signed.take(2) {
        let (Some(signed), Some(zone)) = (target.signed, open.first().map(|unit| unit.zone)) else {
            continue;
        };
        let on = working(signed.plus(-dice.between(12, 20))).max(target.intent.0);
        target.put(journal, on, 0, TargetFact::Promised(promise(target, zone, None)));
    }
}

/// The unit that comes nearest to the floor space a target needs.
fn nearest(open: &[&OpenUnit], target: &Known) -> Option<usize> {
    let need = target.registered.need_area_m2.map_or(0.0, Area::value);
    let off = |unit: &OpenUnit| (unit.area_m2 as f64 - need).abs();
    let all = open.iter().enumerate();
    all.min_by(|(_, a), (_, b)| off(a).total_cmp(&off(b))).map(|(at, _)| at)
}

/// What the target needs, of a zone.
fn promise(target: &Known, zone: Key, unit: Option<&OpenUnit>) -> Arc<Promised> {
    let registered = &target.registered;
    let needs = &registered.needs;
    Arc::new(Promised {
        park: zone,
        units: unit.map(|unit| unit.unit).into_iter().collect(),
        area_m2: unit.map(|unit| Area::whole(unit.area_m2)).or(registered.need_area_m2),
        power_kva: registered.need_power_kva,
        steam_t_h: needs.steam_t_h,
        water_t_d: needs.water_t_d,
        wastewater_t_d: needs.wastewater_t_d,
        dyeing_t_d: needs.dyeing_t_d,
        workers: needs.workers,
    })
}
