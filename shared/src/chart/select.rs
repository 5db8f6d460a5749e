//! What is chosen on any part of the chart: it filters every other part.

use std::collections::BTreeSet;

use super::light::Colour;
use super::{Asked, Chart, Firm, Prospect, Work};
use crate::entity::{Project, Target};
use crate::fact::outreach::TargetFact;
use crate::fact::project::ProjectFact;
use crate::{Day, Key, RegionCode, World};

/// A side of the selection. A part of the chart does not filter by its own side: it shows what else could be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// The stage: the chain.
    Stage,
    /// The park.
    Park,
    /// The province of origin: the front.
    Home,
    /// The light: the board's counts.
    Light,
    /// The responsible person.
    Person,
}

/// What is chosen; nothing chosen lets everything pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// A stage of the chain.
    pub stage: Option<Key>,
    /// A park or zone.
    pub park: Option<Key>,
    /// A province of origin.
    pub home: Option<RegionCode>,
    /// A light.
    pub light: Option<Colour>,
    /// A person, by number.
    pub person: Option<Key>,
}

impl Selection {
    /// The selection without one side.
    #[must_use]
    pub fn without(mut self, aspect: Aspect) -> Self {
        match aspect {
            Aspect::Stage => self.stage = None,
            Aspect::Park => self.park = None,
            Aspect::Home => self.home = None,
            Aspect::Light => self.light = None,
            Aspect::Person => self.person = None,
        }
        self
    }

    /// Whether nothing is chosen.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

/// Who has ever been responsible for a project or a target of the chain, by number: who is chosen stays one of them on
/// every day.
#[must_use]
pub fn persons(world: &World, asked: Asked) -> BTreeSet<Key> {
    let mut persons = BTreeSet::new();
    let is_asked = |chain: Key, region| chain == asked.chain && asked.region.contains(region);
    let is_project = |project: &Project| is_asked(project.attributes.chain, project.attributes.region);
    for ledger in world.projects.values().filter(|ledger| ledger.latest().is_some_and(is_project)) {
        persons.extend(ledger.counting().filter_map(|(.., fact)| match fact {
            ProjectFact::DutyAssigned(duty) => duty.person,
            _ => None,
        }));
    }
    let is_target = |target: &Target| is_asked(target.attributes.chain, target.attributes.region);
    for ledger in world.targets.values().filter(|ledger| ledger.latest().is_some_and(is_target)) {
        persons.extend(ledger.counting().filter_map(|(.., fact)| match fact {
            TargetFact::DutyAssigned(duty) => duty.person,
            _ => None,
        }));
    }
    persons
}

/// Whether a value passes what is chosen; one that is not known does not.
fn passes<T: PartialEq>(chosen: Option<T>, value: Option<T>) -> bool {
    chosen.is_none() || chosen == value
}

impl Chart {
    /// Whether a zone is the chosen park, or lies in it.
    #[must_use]
    pub fn lies_in(&self, zone: Option<Key>, chosen: Option<Key>) -> bool {
        let Some(chosen) = chosen else { return true };
        zone.is_some_and(|zone| zone == chosen || self.parks.get(&zone) == Some(&chosen))
    }

    /// Firms that pass. A firm has neither light nor person.
    pub fn firms(&self, s: Selection) -> impl Iterator<Item = &Firm> {
        self.firms.iter().filter(move |firm| self.passes(firm, s))
    }

    /// Whether a firm passes.
    #[must_use]
    pub fn passes(&self, firm: &Firm, s: Selection) -> bool {
        passes(s.stage, firm.stage)
            && self.lies_in(firm.park, s.park)
            && passes(s.home, firm.home)
            && s.light.is_none()
            && s.person.is_none()
    }

    /// Targets that pass. The park of a target is the one that promised it something.
    pub fn prospects(&self, s: Selection) -> impl Iterator<Item = &Prospect> {
        self.prospects.iter().filter(move |prospect| {
            // Most of them nobody works on: what is known of them is looked at only when it is asked for.
            let office = || prospect.office.as_ref();
            let park = || Some(office()?.promised.as_ref()?.park);
            passes(s.stage, Some(prospect.stage))
                && passes(s.home, Some(prospect.home))
                && (s.park.is_none() || self.lies_in(park(), s.park))
                && s.light.is_none_or(|light| office().is_some_and(|office| office.light.colour == light))
                && s.person.is_none_or(|person| office().is_some_and(|office| office.person == Some(person)))
        })
    }

    /// Projects that pass.
    pub fn works(&self, s: Selection) -> impl Iterator<Item = &Work> {
        self.works.iter().filter(move |work| self.passes_work(work, s))
    }

    /// Whether a project passes.
    #[must_use]
    pub fn passes_work(&self, work: &Work, s: Selection) -> bool {
        let person = || work.office.as_ref().and_then(|office| office.duty.person);
        passes(s.stage, work.stage)
            && passes(s.home, work.home)
            && self.lies_in(work.park, s.park)
            && passes(s.light, Some(work.light.colour))
            && s.person.is_none_or(|wanted| person() == Some(wanted))
    }

    /// Whether a firm was there already on the day from which growth is counted.
    #[must_use]
    pub fn was_there(&self, firm: &Firm) -> bool {
        firm.since <= self.base
    }

    /// Whether a day lies in a window, its first and last day included.
    #[must_use]
    pub fn within(day: Day, window: Option<(Day, Day)>) -> bool {
        window.is_none_or(|(from, to)| from <= day && day <= to)
    }
}
