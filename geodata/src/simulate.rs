//! A deterministic log of any size for load tests: parks on a grid across Yunnan, halls, units and what happens to them,
//! and on demand the pursuit of investors.
//!
//! It streams: besides the day, the moment and the standing of every unit (a few bytes each) it holds the
//! geometry of one zone at a time, and the pursuit of investors in full. All of it is `source: sample`.

mod plots;
mod pursuits;
mod turns;

use shared::envelope::{Source, WireEvent};
use shared::fact::project::ProjectFact;
use shared::fact::rule::RuleFact;
use shared::fact::{Entry, SCHEMA, stream};
use shared::{Audience, Day, Fact, Key, RegionCode, Stamp};

use crate::demo::dice::Dice;
use plots::Plots;
use pursuits::Pursuits;
use turns::Turns;

/// The first day on which something happens.
#[must_use]
pub fn first_day() -> Day {
    day(2022, 12, 31)
}

/// The last.
#[must_use]
pub fn last_day() -> Day {
    day(2024, 12, 31)
}

fn day(year: i32, month: u32, day: u32) -> Day {
    Day::from_ymd(year, month, day).expect("days of the calendar are written here")
}

/// How large a log is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Size {
    /// Parks, at least one.
    pub parks: usize,
    /// Units, at least one.
    pub units: usize,
    /// Target enterprises.
    pub targets: usize,
    /// Projects with an investor.
    pub projects: usize,
    /// Facts in all.
    pub facts: usize,
}

/// A log of `facts` facts about `units` units in `parks` parks (at least one of each), the same for the same numbers.
pub fn facts(parks: usize, units: usize, facts: usize, seed: u64) -> impl Iterator<Item = WireEvent> {
    sized(Size { parks, units, facts, ..Size::default() }, seed)
}

/// A log of a size, the same for the same numbers.
///
/// Parks, halls and units are entered first; where `facts` is too small for them, not all are. Targets and projects follow
/// day by day, with a chain and rules of their own. What is left of `facts` happens to the units, day after day, until the
/// last.
pub fn sized(size: Size, seed: u64) -> impl Iterator<Item = WireEvent> {
    let (parks, units) = (size.parks.max(1), size.units.max(1));
    let mut log = Log::default();
    let mut plots = Plots::new(parks, units, seed);
    let mut entered = 0_usize;
    let (mut standings, mut entered_parks) = (Vec::with_capacity(units), Vec::new());
    let mut course: Option<(Pursuits, Turns)> = None;
    let mut turn: Option<(Made, Day)> = None;
    let mut dice = Dice::new(seed, "simulate moments");
    std::iter::from_fn(move || {
        if let Some(made) = plots.next(&mut standings) {
            entered += 1;
            if made.fact.entity() == "park" {
                entered_parks.push(made.key);
            }
            return Some(log.write(made, first_day(), &mut dice));
        }
        let (pursuits, turns) = course.get_or_insert_with(|| {
            let pursuits = Pursuits::new(size.targets, size.projects, &standings, &entered_parks, seed);
            let left = size.facts.saturating_sub(entered + pursuits.len());
            (pursuits, Turns::new(std::mem::take(&mut standings), left, seed))
        });
        turn = turn.take().or_else(|| turns.next());
        let day = turn.as_ref().map_or(Day::MAX, |(_, on)| *on);
        let (made, on) = pursuits.next_by(day).or_else(|| turn.take())?;
        Some(log.write(made, on, &mut dice))
    })
    .take(size.facts)
}

/// A fact about a record.
#[derive(Debug)]
struct Made {
    key: Key,
    region: RegionCode,
    fact: Fact,
}

/// Gives facts their moment: later facts are recorded later, facts of one hall's entry together.
#[derive(Debug, Default)]
struct Log {
    last: i64,
}

impl Log {
    fn write(&mut self, made: Made, on: Day, dice: &mut Dice) -> WireEvent {
        // From 09:00 in China (01:00 UTC) on, in the order of the log, some milliseconds apart.
        let opening = (i64::from(on.number()) * 86_400 + 3_600) * 1_000_000;
        self.last = self.last.max(opening) + 1_000 * i64::from(dice.between(1, 9));
        WireEvent {
            position: None,
            stream: stream(made.fact.entity(), made.key),
            version: None,
            event_id: None,
            kind: made.fact.kind().to_owned(),
            schema: SCHEMA,
            occurred_on: on,
            recorded_at: Some(Stamp::from_micros(self.last)),
            actor: None,
            region: Some(made.region),
            audience: audience(&made.fact),
            source: Source::Sample,
            payload: made.fact.payload(),
        }
    }
}

/// What officials keep to themselves.
fn audience(fact: &Fact) -> Audience {
    match fact {
        Fact::Target(_) | Fact::Rule(Entry::Happened(RuleFact::PresetDefined(_))) => Audience::Officials,
        Fact::Project(Entry::Happened(
            ProjectFact::DutyAssigned(_) | ProjectFact::Progressed(_) | ProjectFact::YearPlanned(_),
        )) => Audience::Officials,
        _ => Audience::Public,
    }
}
