//! Turns the standings of a unit on four days into what happened between them: reservations, leases,
//! renewals, vacated and withheld space, each on a working day.

use std::sync::Arc;

use shared::Day;
use shared::fact::unit::{
    Completed, Leased, Released, Renewed, Reserved, Returned, Vacated, Withheld, WithheldReason,
};
use shared::fact::unit::{Started, UnitFact, UnitStanding};

use super::dice::Dice;
use super::standing::Hold;
use super::works::{HallStory, working};

/// What happened to a unit.
#[derive(Clone, Debug)]
pub struct UnitStory {
    /// Standing at its entry.
    pub opening: UnitStanding,
    /// What followed, in order.
    pub facts: Vec<(Day, UnitFact)>,
}

/// Where the last day of the running lease is written.
#[derive(Clone, Copy, Debug)]
enum Term {
    Opening,
    Fact(usize),
}

struct Pen<'a> {
    dice: &'a mut Dice,
    opening: UnitStanding,
    facts: Vec<(Day, UnitFact)>,
    term: Option<Term>,
    /// The running lease has been told apart from those that came after the opening.
    until: Day,
}

/// What happened to a unit between the days on which its standing is given.
#[must_use]
pub fn unit_story(dice: &mut Dice, holds: [Hold; 4], days: [Day; 4], hall: &HallStory) -> UnitStory {
    let [first, ..] = holds;
    let [start, ..] = days;
    let far = far_off(dice, days);
    let mut pen = Pen { dice, opening: UnitStanding::Available, facts: Vec::new(), term: None, until: far };
    pen.open(first, start, hall);
    for step in 0..3 {
        let (Some(from), Some(to)) = (holds.get(step), holds.get(step + 1)) else { continue };
        let (Some(after), Some(by)) = (days.get(step), days.get(step + 1)) else { continue };
        if hall.completed.is_some_and(|d| d > *after && d <= *by)
            || (*from == Hold::Unbuilt && *to != Hold::Unbuilt)
        {
            pen.finish_building(*to, hall, *by);
        } else if *to != Hold::Unbuilt {
            pen.between(*from, *to, *after, *by);
        }
    }
    UnitStory { opening: pen.opening, facts: pen.facts }
}

/// A last day of a lease that does not matter within the story.
fn far_off(dice: &mut Dice, days: [Day; 4]) -> Day {
    let [.., last] = days;
    last.plus(dice.between(100, 900))
}

impl Pen<'_> {
    fn open(&mut self, hold: Hold, start: Day, hall: &HallStory) {
        use shared::fact::carrier::HallPhase;
        self.opening = match hold {
            Hold::Unbuilt if hall.phase == HallPhase::Planned => UnitStanding::Planned,
            Hold::Unbuilt => UnitStanding::Building,
            Hold::Idle => UnitStanding::Available,
            Hold::Kept => UnitStanding::Reserved { until: start.plus(self.dice.between(12, 55)) },
            Hold::Out => UnitStanding::Withheld { reason: self.reason() },
            Hold::Let | Hold::Ending => {
                self.term = Some(Term::Opening);
                UnitStanding::Leased { tenant: None, until: self.until }
            }
        };
        if hold == Hold::Ending {
            let until = start.plus(self.dice.between(8, 80));
            self.set_until(until);
        }
        if let Some(day) = hall.started {
            self.facts.push((day, UnitFact::Started(Started { available_from: Some(hall.expected()) })));
        }
    }

    fn finish_building(&mut self, to: Hold, hall: &HallStory, by: Day) {
        let Some(day) = hall.completed else { return };
        self.facts.push((day, UnitFact::Completed(Completed {})));
        let days_left = by.since(day);
        match to {
            Hold::Let => {
                let on = working(day.plus(self.dice.between(0, days_left.min(60))));
                self.lease(if on > by { day } else { on });
            }
            Hold::Kept => self.keep_over(by, day),
            _ => {}
        }
    }

    fn between(&mut self, from: Hold, to: Hold, after: Day, by: Day) {
        use Hold::{Ending, Idle, Kept, Let, Out};
        match (from, to) {
            (Idle, Let) => self.let_out(after, by),
            (Idle, Kept) => self.keep_over(by, after),
            (Idle, Out) => {
                let on = self.day(after.plus(5), by);
                self.withhold(on);
            }
            (Idle, Idle) if self.dice.percent(12) => self.keep_in_vain(after, by),
            (Let, Let) => self.stay(after, by),
            (Let, Ending) => {
                let until = by.plus(self.dice.between(3, 86));
                self.set_until(until);
            }
            (Let, Idle) => {
                self.leave(after.plus(92), by.plus(-6));
            }
            (Let, Kept) => {
                let left = self.leave(after.plus(92), by.plus(-45));
                self.keep_over(by, left);
            }
            (Let, Out) => {
                let left = self.leave(after.plus(92), by.plus(-20));
                let on = self.day(left, left.plus(12));
                self.withhold(on.min(by));
            }
            (Ending, Let) => {
                if self.dice.percent(75) {
                    self.renew(after);
                } else {
                    let left = self.leave_at_term();
                    self.let_out(left, by.min(left.plus(50)));
                }
            }
            (Ending, Idle) => {
                self.leave_at_term();
            }
            (Ending, Kept) => {
                let left = self.leave_at_term();
                self.keep_over(by, left);
            }
            (Kept, Let) => {
                let on = self.day(after.plus(1), self.until_kept(after));
                self.lease(on);
            }
            (Kept, Idle) if self.dice.percent(50) => {
                let on = self.day(after.plus(1), self.until_kept(after));
                self.facts.push((on, UnitFact::Released(Released {})));
            }
            (Out, Idle) => {
                let on = self.day(after.plus(10), by);
                self.facts.push((on, UnitFact::Returned(Returned {})));
            }
            (Out, Let) => {
                let on = self.day(after.plus(10), by.plus(-60));
                self.facts.push((on, UnitFact::Returned(Returned {})));
                self.let_out(on, by);
            }
            _ => {}
        }
    }

    /// A day from `from` to `to` on which a lease is likely to begin: few at first, then more each month.
    fn busy_day(&mut self, from: Day, to: Day) -> Day {
        for _ in 0..24 {
            let on = self.day(from, to);
            let (year, month, _) = on.ymd();
            let demand = match (year, month) {
                (2023, 1) => 14,
                (2023, 2) => 24,
                (2023, 3) => 55,
                (2023, 4) => 66,
                (2024, 2) => 60,
                (2024, 3 | 4) => 100,
                (2024, 6) => 55,
                (2024, 7) => 30,
                _ => 80,
            };
            if self.dice.percent(demand) {
                return on;
            }
        }
        self.day(from, to)
    }

    /// A working day from `from` to `to`.
    fn day(&mut self, from: Day, to: Day) -> Day {
        let span = to.since(from).max(0);
        let on = working(from.plus(self.dice.between(0, span)));
        if on <= to {
            on
        } else {
            (1..=2).map(|d| to.plus(-d)).find(|d| working(*d) == *d && *d >= from).unwrap_or(to)
        }
    }

    fn reason(&mut self) -> WithheldReason {
        let reasons = [
            WithheldReason::Repair,
            WithheldReason::Inspection,
            WithheldReason::OwnUse,
            WithheldReason::Dispute,
        ];
        reasons.get(self.dice.weighted(&[5, 3, 2, 1])).copied().unwrap_or(WithheldReason::Repair)
    }

    fn until_kept(&self, after: Day) -> Day {
        match (self.facts.last(), &self.opening) {
            (Some((_, UnitFact::Reserved(f))), _) => f.until,
            (_, UnitStanding::Reserved { until }) => *until,
            _ => after.plus(20),
        }
    }

    fn set_until(&mut self, day: Day) {
        self.until = day;
        match self.term {
            Some(Term::Opening) => {
                if let UnitStanding::Leased { until, .. } = &mut self.opening {
                    *until = day;
                }
            }
            Some(Term::Fact(at)) => match self.facts.get_mut(at) {
                Some((_, UnitFact::Leased(f))) => Arc::make_mut(f).until = day,
                Some((_, UnitFact::Renewed(f))) => f.until = day,
                _ => {}
            },
            None => {}
        }
    }

    fn lease(&mut self, on: Day) {
        // Whole years, beyond the end of the story.
        let mut until = on.plus_months(12 * self.dice.between(2, 5)).plus(-1);
        while until < super::last_day().plus(100) {
            until = until.plus_months(12);
        }
        self.facts.push((
            on,
            UnitFact::Leased(
                Leased { tenant: None, enterprise: None, until, rent_yuan_m2_month: None }.into(),
            ),
        ));
        self.term = Some(Term::Fact(self.facts.len() - 1));
        self.until = until;
    }

    /// Let between two days, sometimes kept for the tenant first.
    fn let_out(&mut self, after: Day, by: Day) {
        let on = self.busy_day(after.plus(3).min(by), by);
        let kept = on.plus(-self.dice.between(9, 40));
        if self.dice.percent(40) && kept > after {
            let until = on.plus(self.dice.between(4, 25));
            self.facts.push((working(kept), UnitFact::Reserved(Reserved { until })));
        }
        self.lease(on);
    }

    /// Kept for someone over the day `by`.
    fn keep_over(&mut self, by: Day, after: Day) {
        let on = self.day(by.plus(-50).max(after.plus(1)), by);
        let until = by.plus(self.dice.between(6, 60));
        self.facts.push((on, UnitFact::Reserved(Reserved { until })));
    }

    /// Kept for someone who did not come.
    fn keep_in_vain(&mut self, after: Day, by: Day) {
        let on = self.day(after.plus(3), by.plus(-60));
        let until = on.plus(self.dice.between(20, 45));
        self.facts.push((on, UnitFact::Reserved(Reserved { until })));
        if self.dice.percent(60) {
            let given_up = self.day(on.plus(5), until.plus(-2));
            self.facts.push((given_up, UnitFact::Released(Released {})));
        }
    }

    /// The tenant stays, or another takes over, or nothing happens.
    fn stay(&mut self, after: Day, by: Day) {
        let settled = matches!(self.term, Some(Term::Opening));
        if settled && self.dice.percent(16) {
            let until = self.day(after.plus(92), by);
            self.set_until(until);
            self.renew(after);
        } else if settled && self.dice.percent(9) {
            let left = self.leave(after.plus(92), by.plus(-40));
            self.let_out(left, by);
        }
    }

    /// Prolonged some days before the running lease ends.
    fn renew(&mut self, after: Day) {
        let on = self.day(self.until.plus(-80).max(after.plus(1)), self.until.plus(-30).max(after.plus(8)));
        let mut until = self.until.plus_months(12 * self.dice.between(1, 3));
        while until < super::last_day().plus(95) {
            until = until.plus_months(12);
        }
        self.facts.push((on, UnitFact::Renewed(Renewed { until })));
        self.term = Some(Term::Fact(self.facts.len() - 1));
        self.until = until;
    }

    /// The lease ends between two days and the tenant leaves; the day it did.
    fn leave(&mut self, from: Day, to: Day) -> Day {
        let until = self.day(from, to);
        self.set_until(until);
        self.leave_at_term()
    }

    fn leave_at_term(&mut self) -> Day {
        let on = working(self.until.plus(1));
        self.facts.push((on, UnitFact::Vacated(Vacated {})));
        self.term = None;
        on
    }

    fn withhold(&mut self, on: Day) {
        let reason = self.reason();
        self.facts.push((on, UnitFact::Withheld(Withheld { reason })));
    }
}
