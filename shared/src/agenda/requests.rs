//! Requests that wait: raised, assigned or not, and for how many days.

use super::lead;
use super::rules::Rules;
use crate::entity::Request;
use crate::{Day, Key, RegionCode, Text, World};

/// A request that is not resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// The request.
    pub key: Key,
    /// What is known of it.
    pub request: Request,
    /// The day on which the next step is due: the answer, then what was promised, else the feedback.
    pub due: Option<Day>,
}

impl Waiting {
    /// Days it has been open on a day.
    #[must_use]
    pub fn days(&self, day: Day) -> i32 {
        day.since(self.request.raised)
    }

    /// The office that has it.
    #[must_use]
    pub fn office(&self) -> Option<&Text> {
        self.request.assigned.as_ref().map(|assigned| &assigned.office)
    }

    /// Whether its next step is late on a day.
    #[must_use]
    pub fn is_late(&self, day: Day) -> bool {
        self.due.is_some_and(|due| due < day)
    }
}

/// The open requests of a region and everything in it: those nobody has first, then the longest open.
#[must_use]
pub fn waiting(world: &World, day: Day, region: RegionCode) -> Vec<Waiting> {
    let rules = Rules::on(world, day);
    let mut all: Vec<Waiting> = world
        .requests
        .iter()
        .filter_map(|(key, ledger)| {
            let request = ledger.seen(day)?.into_owned();
            let is_own = region.contains(request.attributes.region) && request.resolved.is_none();
            let due = lead::of_request(&rules, &request, ledger, day).filter(|_| is_own);
            is_own.then_some(Waiting { key: *key, request, due })
        })
        .collect();
    let order = |one: &Waiting| (one.request.assigned.is_some(), one.request.raised, one.key);
    crate::order::sort_by(&mut all, |a, b| order(a).cmp(&order(b)));
    all
}

/// The offices that requests, duties and tasks of a region name, by name: from these one is chosen to assign a request to.
#[must_use]
pub fn offices(world: &World, region: RegionCode) -> Vec<Text> {
    let mut offices = std::collections::BTreeSet::new();
    for request in world.requests.values().filter_map(|ledger| ledger.latest()) {
        if let Some(assigned) =
            request.assigned.as_ref().filter(|_| region.contains(request.attributes.region))
        {
            offices.insert(assigned.office.clone());
        }
    }
    for target in world.targets.values().filter_map(|ledger| ledger.latest()) {
        let unit = target.duty.as_ref().and_then(|duty| duty.unit.as_ref());
        offices.extend(unit.filter(|_| region.contains(target.attributes.region)).cloned());
    }
    for project in world.projects.values().filter_map(|ledger| ledger.latest()) {
        let unit = project.office.as_ref().and_then(|office| office.duty.unit.as_ref());
        offices.extend(unit.filter(|_| region.contains(project.attributes.region)).cloned());
    }
    offices.into_iter().collect()
}
