//! The board (台账): projects and targets with what comes next, who is on it and whether it is late. Late first.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use super::light::{Colour, Light};
use super::select::{Aspect, Selection};
use super::{Chart, Prospect, Work};
use crate::fact::outreach::{Action, Intent};
use crate::fact::project::Node;
use crate::{Day, Key};

/// What is to be done next, and by when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// A project's next planned node.
    Node(Node, Day),
    /// The next action with a target.
    Action(Action, Day),
}

impl Next {
    /// The day it is due.
    #[must_use]
    pub fn due(self) -> Day {
        match self {
            Next::Node(_, due) | Next::Action(_, due) => due,
        }
    }
}

/// A row of the board.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Row<'c> {
    /// A project.
    Work(&'c Work),
    /// A target.
    Target(&'c Prospect),
}

impl Row<'_> {
    /// The key of its record.
    #[must_use]
    pub fn key(&self) -> Option<Key> {
        match self {
            Row::Work(work) => Some(work.key),
            Row::Target(prospect) => prospect.key,
        }
    }

    /// Its stage.
    #[must_use]
    pub fn stage(&self) -> Option<Key> {
        match self {
            Row::Work(work) => work.stage,
            Row::Target(prospect) => Some(prospect.stage),
        }
    }

    /// Its light.
    #[must_use]
    pub fn light(&self) -> Light {
        match self {
            Row::Work(work) => work.light,
            Row::Target(prospect) => {
                prospect.office.as_ref().map_or_else(Light::default, |office| office.light)
            }
        }
    }

    /// What comes next.
    #[must_use]
    pub fn next(&self) -> Option<Next> {
        match self {
            Row::Work(work) => work.next,
            Row::Target(prospect) => prospect.office.as_ref()?.next,
        }
    }

    /// Who is responsible, by number.
    #[must_use]
    pub fn person(&self) -> Option<Key> {
        match self {
            Row::Work(work) => work.office.as_ref()?.duty.person,
            Row::Target(prospect) => prospect.office.as_ref()?.person,
        }
    }

    /// Its name: the investor of a project, or its title.
    #[must_use]
    pub fn name(&self) -> Option<&crate::Text> {
        match self {
            Row::Work(work) => Some(work.attributes.investor.as_ref().unwrap_or(&work.attributes.title)),
            Row::Target(prospect) => Some(&prospect.office.as_ref()?.attributes.name),
        }
    }

    /// The leader in charge, by number.
    #[must_use]
    pub fn leader(&self) -> Option<Key> {
        match self {
            Row::Work(work) => work.office.as_ref()?.duty.leader,
            Row::Target(prospect) => prospect.office.as_ref()?.unit.as_ref()?.leader,
        }
    }

    /// The responsible unit, by its Chinese name: that is what rows are grouped by.
    #[must_use]
    pub fn unit(&self) -> Option<&crate::Text> {
        match self {
            Row::Work(work) => work.office.as_ref()?.duty.unit.as_ref(),
            Row::Target(prospect) => prospect.office.as_ref()?.unit.as_ref()?.unit.as_ref(),
        }
    }

    /// Park or zone.
    #[must_use]
    pub fn park(&self) -> Option<Key> {
        match self {
            Row::Work(work) => work.park,
            Row::Target(prospect) => Some(prospect.office.as_ref()?.promised.as_ref()?.park),
        }
    }
}

/// What rows are grouped by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// Not at all: late first.
    #[default]
    None,
    /// By stage.
    Stage,
    /// By park.
    Park,
    /// By responsible unit.
    Unit,
    /// By responsible person.
    Person,
}

impl Grouping {
    /// All.
    pub const ALL: [Grouping; 5] =
        [Grouping::None, Grouping::Stage, Grouping::Park, Grouping::Unit, Grouping::Person];

    /// The word of addresses.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Grouping::None => "none",
            Grouping::Stage => "stage",
            Grouping::Park => "park",
            Grouping::Unit => "unit",
            Grouping::Person => "person",
        }
    }
}

/// Rows that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group<'c> {
    /// The stage, park or person; the unit's Chinese name; empty where it is not known or nothing was grouped.
    pub name: String,
    /// The rows, late first.
    pub rows: Vec<Row<'c>>,
}

/// Late first: the gravest light, then what is due first, then by key, so that the order never jumps.
fn late_first(a: &Row<'_>, b: &Row<'_>) -> Ordering {
    let due = |row: &Row<'_>| row.next().map_or(Day::MAX, Next::due);
    let (left, right) = (b.light().colour, a.light().colour);
    left.cmp(&right).then_with(|| due(a).cmp(&due(b))).then_with(|| a.key().cmp(&b.key()))
}

/// Whether a project goes on and is not finished.
fn is_open(work: &Work) -> bool {
    work.ended.is_none() && work.reached(Node::FullOutput).is_none()
}

impl Chart {
    /// Projects that go on and are not finished.
    #[must_use]
    pub fn project_rows(&self, selection: Selection) -> Vec<Row<'_>> {
        let works = self.works(selection).filter(|work| is_open(work));
        let mut rows: Vec<Row<'_>> = works.map(Row::Work).collect();
        crate::order::sort_by(&mut rows, late_first);
        rows
    }

    /// Targets that somebody works on: willing or negotiating, with a next action, or with a promise.
    #[must_use]
    pub fn target_rows(&self, selection: Selection) -> Vec<Row<'_>> {
        let at_work = |prospect: &&Prospect| {
            let office = prospect.office.as_ref();
            !prospect.linked
                && office.is_some_and(|office| {
                    prospect.intent >= Intent::Willing || office.next.is_some() || office.promised.is_some()
                })
        };
        let mut rows: Vec<Row<'_>> = self.prospects(selection).filter(at_work).map(Row::Target).collect();
        crate::order::sort_by(&mut rows, late_first);
        rows
    }

    /// How many projects stand under each light, in the order of [`Colour::ALL`], whatever light is chosen.
    #[must_use]
    pub fn lights(&self, selection: Selection) -> [u32; 3] {
        let s = selection.without(Aspect::Light);
        let mut counts = [0; 3];
        for work in self.works(s).filter(|work| is_open(work)) {
            let at = Colour::ALL.iter().position(|colour| *colour == work.light.colour);
            if let Some(count) = at.and_then(|at| counts.get_mut(at)) {
                *count += 1;
            }
        }
        counts
    }

    /// Puts rows into groups: those with the most red lights first, then the most yellow ones, then the largest. Rows whose
    /// group is not known come last. Within a group the rows keep their order.
    #[must_use]
    pub fn grouped<'c>(&'c self, rows: Vec<Row<'c>>, grouping: Grouping) -> Vec<Group<'c>> {
        let name = |row: &Row<'_>| match grouping {
            Grouping::None => String::new(),
            Grouping::Stage => row.stage().map(|key| key.to_string()).unwrap_or_default(),
            Grouping::Park => row.park().map(|key| key.to_string()).unwrap_or_default(),
            Grouping::Unit => row.unit().map(|unit| unit.zh.clone()).unwrap_or_default(),
            Grouping::Person => row.person().map(|key| key.to_string()).unwrap_or_default(),
        };
        let mut by_name: BTreeMap<String, Vec<Row<'c>>> = BTreeMap::new();
        for row in rows {
            by_name.entry(name(&row)).or_default().push(row);
        }
        let under = |rows: &[Row<'_>], colour| rows.iter().filter(|row| row.light().colour == colour).count();
        // Rows of nobody last; then how many are red, how many yellow, how many there are.
        let mut groups = Vec::with_capacity(by_name.len());
        for (name, rows) in by_name {
            let rank = (under(&rows, Colour::Red), under(&rows, Colour::Yellow), rows.len());
            groups.push((name.is_empty(), Reverse(rank), Group { name, rows }));
        }
        crate::order::sort_by(&mut groups, |a, b| (a.0, a.1).cmp(&(b.0, b.1)));
        groups.into_iter().map(|(.., group)| group).collect()
    }
}
