//! The leases of the ledger as places that projects and enterprises can take, each once.

use std::collections::BTreeSet;
use std::sync::Arc;

use shared::fact::unit::{UnitFact, UnitStanding};
use shared::{Day, Key};

use super::dice::Dice;
use super::leases::UnitStory;
use super::names::{Firm, Names, Origin};
use super::standing::{Course, EXAMPLE, Place};

/// A lease of a unit.
#[derive(Clone, Copy, Debug)]
pub struct Tenancy {
    /// Unit by index among the stories.
    unit: usize,
    /// The fact of its story; none for a lease that ran at the opening.
    fact: Option<usize>,
    /// Zone, hall, unit.
    pub at: Place,
    /// First day.
    pub on: Day,
    /// Area, ㎡.
    pub area_m2: i64,
    dehong: bool,
    taken: bool,
}

/// All leases.
#[derive(Debug)]
pub struct Tenancies<'s> {
    stories: &'s mut [UnitStory],
    all: Vec<Tenancy>,
}

impl<'s> Tenancies<'s> {
    /// The leases of the stories, in random order.
    #[must_use]
    pub fn of(seed: u64, courses: &[Course], stories: &'s mut [UnitStory], opening: Day) -> Self {
        let mut all = Vec::new();
        for (unit, (course, story)) in courses.iter().zip(stories.iter()).enumerate() {
            let tenancy = |fact, on| Tenancy {
                unit,
                fact,
                at: course.at,
                on,
                area_m2: course.area_m2,
                dehong: course.dehong,
                taken: course.at == EXAMPLE,
            };
            if matches!(story.opening, UnitStanding::Leased { .. }) {
                all.push(tenancy(None, opening));
            }
            for (number, (on, fact)) in story.facts.iter().enumerate() {
                if matches!(fact, UnitFact::Leased(_)) {
                    all.push(tenancy(Some(number), *on));
                }
            }
        }
        Dice::new(seed, "tenancies").shuffle(&mut all);
        Self { stories, all }
    }

    /// Takes a free lease that begins between two days, in Dehong or beyond.
    pub fn take(&mut self, from: Day, to: Day, dehong: bool) -> Option<Tenancy> {
        self.claim(|t| t.fact.is_some() && t.dehong == dehong && t.on >= from && t.on <= to)
    }

    /// Takes a free lease in Dehong that ran when the ledger was opened.
    pub fn take_opening(&mut self) -> Option<Tenancy> {
        self.claim(|t| t.fact.is_none() && t.dehong)
    }

    fn claim(&mut self, fits: impl Fn(&Tenancy) -> bool) -> Option<Tenancy> {
        let found = self.all.iter_mut().find(|t| !t.taken && fits(t))?;
        found.taken = true;
        Some(*found)
    }

    /// Writes the tenant into a lease.
    pub fn name(&mut self, tenancy: &Tenancy, firm: &Firm, enterprise_key: Option<Key>) {
        let Some(story) = self.stories.get_mut(tenancy.unit) else { return };
        match tenancy.fact {
            None => {
                if let UnitStanding::Leased { tenant, .. } = &mut story.opening {
                    *tenant = Some(firm.name.clone());
                }
            }
            Some(number) => {
                if let Some((_, UnitFact::Leased(lease))) = story.facts.get_mut(number) {
                    let lease = Arc::make_mut(lease);
                    lease.tenant = Some(firm.name.clone());
                    lease.enterprise = enterprise_key;
                }
            }
        }
    }

    /// Leaves out of the leases the records of enterprises that were never entered.
    pub fn keep_only(&mut self, entered: &BTreeSet<Key>) {
        for (_, fact) in self.stories.iter_mut().flat_map(|s| &mut s.facts) {
            if let UnitFact::Leased(lease) = fact {
                let lease = Arc::make_mut(lease);
                lease.enterprise = lease.enterprise.filter(|key| entered.contains(key));
            }
        }
    }

    /// Gives every lease that is still free an invented tenant; one firm may hold several units.
    pub fn name_the_rest(&mut self, seed: u64, names: &mut Names, origins: &[Origin]) {
        let mut dice = Dice::new(seed, "tenants");
        let mut last: Option<Firm> = None;
        let mut open: Vec<Tenancy> = self.all.iter().filter(|t| !t.taken).copied().collect();
        open.sort_by_key(|t| (t.at.0, t.at.1, t.on));
        for tenancy in open {
            let firm = match &last {
                Some(firm) if dice.percent(45) => firm.clone(),
                _ => names.next(*dice.pick(origins)),
            };
            self.name(&tenancy, &firm, None);
            last = Some(firm);
        }
        let example = self.all.iter().find(|t| t.at == EXAMPLE && t.fact.is_none()).copied();
        if let (Some(tenancy), Some(guangdong)) = (example, origins.iter().find(|o| o.letters == "GD")) {
            self.name(&tenancy, &super::names::firm(*guangdong, 7), None);
        }
        let later: Vec<Tenancy> =
            self.all.iter().filter(|t| t.at == EXAMPLE && t.fact.is_some()).copied().collect();
        for tenancy in later {
            let firm = names.next(*dice.pick(origins));
            self.name(&tenancy, &firm, None);
        }
    }
}
