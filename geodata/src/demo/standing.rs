//! Decides in which standing each unit is on four days, so that idle and let floor space come out exactly.

use std::collections::BTreeSet;

use shared::Day;

use super::dice::Dice;
use super::halls::{STEP_M2, Zone};
use super::sums::{choose, near};
use super::works::HallStory;
use super::zones::in_dehong;

/// The days on which the figures are set.
pub const DAYS: [&str; 4] = ["2022-12-31", "2023-06-15", "2023-12-31", "2024-07-24"];
/// Idle floor space of Dehong on those days, ㎡ (the article gives the first; the last is "practically none").
pub const IDLE_M2: [i64; 4] = [690_000, 462_000, 239_000, 6_000];
/// Let floor space of Dehong on those days, ㎡; on the third it is what remains.
const LET_M2: [Option<i64>; 4] = [Some(624_000), Some(846_000), None, Some(1_379_000)];

/// Who has a unit on one of the days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// Not in the ledger, on paper or under construction: told by the hall.
    Unbuilt,
    /// Let for long.
    Let,
    /// Let, ending within 90 days.
    Ending,
    /// Kept for someone.
    Kept,
    /// Idle.
    Idle,
    /// Off the market.
    Out,
}

/// A unit by zone, hall and number in the hall.
pub type Place = (usize, usize, usize);

/// A unit and its standings.
#[derive(Clone, Debug)]
pub struct Course {
    /// Zone, hall and unit by index.
    pub at: Place,
    /// Area, ㎡.
    pub area_m2: i64,
    /// Standing on each of the days.
    pub holds: [Hold; 4],
    /// County in Dehong.
    pub dehong: bool,
}

/// The standing of every unit on the four days.
#[must_use]
pub fn courses(seed: u64, zones: &[Zone], stories: &[Vec<HallStory>], days: [Day; 4]) -> Vec<Course> {
    let mut dice = Dice::new(seed, "standings");
    let mut courses = Vec::new();
    for (z, (zone, stories)) in zones.iter().zip(stories).enumerate() {
        for (h, (hall, story)) in zone.halls.iter().zip(stories).enumerate() {
            for (u, unit) in hall.units.iter().enumerate() {
                // Standing halls are idle until someone comes.
                let holds = days.map(|day| if story.stands(day) { Hold::Idle } else { Hold::Unbuilt });
                let dehong = in_dehong(zone.row.county);
                courses.push(Course { at: (z, h, u), area_m2: unit.area_m2, holds, dehong });
            }
        }
    }
    dice.shuffle(&mut courses);
    open_ledger(&mut dice, &mut courses);
    for step in 0..3 {
        advance(&mut courses, step);
        elsewhere(&mut dice, &mut courses, step);
    }
    courses.sort_by_key(|c| c.at);
    courses
}

type Rule<'a> = &'a dyn Fn(&Course) -> bool;

/// Units of Dehong that a rule lets through, with their sizes.
fn candidates(courses: &[Course], taken: &BTreeSet<usize>, rule: Rule<'_>) -> Vec<(usize, i64)> {
    let open = courses.iter().enumerate().filter(|(id, c)| c.dehong && !taken.contains(id) && rule(c));
    open.map(|(id, c)| (id, c.area_m2)).collect()
}

fn set(courses: &mut [Course], ids: &[usize], step: usize, hold: Hold) {
    for id in ids {
        if let Some(slot) = courses.get_mut(*id).and_then(|c| c.holds.get_mut(step)) {
            *slot = hold;
        }
    }
}

fn hold(course: &Course, step: usize) -> Hold {
    course.holds.get(step).copied().unwrap_or(Hold::Unbuilt)
}

/// The standings on the opening day.
fn open_ledger(dice: &mut Dice, courses: &mut [Course]) {
    let mut taken = BTreeSet::new();
    let standing = |c: &Course| hold(c, 0) == Hold::Idle;
    // The unit whose history the panels show as an example was let when the ledger was opened.
    let shown = candidates(courses, &taken, &|c| c.at == EXAMPLE || c.at == EXAMPLE_NEIGHBOUR);
    taken.extend(shown.iter().map(|(id, _)| *id));
    let idle = choose(&candidates(courses, &taken, &standing), idle_m2(0), STEP_M2)
        .expect("idle space at the opening");
    taken.extend(&idle);
    let shown_m2: i64 = shown.iter().map(|(_, size)| size).sum();
    let wanted = let_m2(0).unwrap_or(0) - shown_m2;
    let let_out =
        choose(&candidates(courses, &taken, &standing), wanted, STEP_M2).expect("let space at the opening");
    taken.extend(&let_out);
    let (kept, _) = near(&candidates(courses, &taken, &standing), 22_000);
    taken.extend(&kept);
    let out: Vec<usize> = candidates(courses, &taken, &standing).into_iter().map(|(id, _)| id).collect();
    set(courses, &let_out, 0, Hold::Let);
    set(courses, &shown.iter().map(|(id, _)| *id).collect::<Vec<_>>(), 0, Hold::Let);
    let ending =
        near(&candidates(courses, &BTreeSet::new(), &|c| hold(c, 0) == Hold::Let && !is_example(c)), 24_000)
            .0;
    set(courses, &ending, 0, Hold::Ending);
    set(courses, &kept, 0, Hold::Kept);
    set(courses, &out, 0, Hold::Out);
    for course in courses.iter_mut().filter(|c| !c.dehong) {
        let drawn = [Hold::Let, Hold::Idle, Hold::Kept, Hold::Out];
        if let (Hold::Idle, Some(slot)) = (hold(course, 0), course.holds.get_mut(0)) {
            *slot = drawn.get(dice.weighted(&[45, 45, 4, 6])).copied().unwrap_or(Hold::Idle);
        }
    }
}

/// Zone, hall and unit of JG-02-201, the example of the panels, and of its neighbour.
pub const EXAMPLE: Place = (1, 1, 3);
/// JG-02-202.
pub const EXAMPLE_NEIGHBOUR: Place = (1, 1, 4);

fn is_example(course: &Course) -> bool {
    course.at == EXAMPLE || course.at == EXAMPLE_NEIGHBOUR
}

fn idle_m2(step: usize) -> i64 {
    IDLE_M2.get(step).copied().unwrap_or(0)
}

fn let_m2(step: usize) -> Option<i64> {
    LET_M2.get(step).copied().flatten()
}

/// How much changes hands in each of the three spans, ㎡, about.
struct Flow {
    from: Hold,
    to: Hold,
    m2: [i64; 3],
}

const FLOWS: &[Flow] = &[
    Flow { from: Hold::Ending, to: Hold::Idle, m2: [8_000, 8_000, 0] },
    Flow { from: Hold::Ending, to: Hold::Kept, m2: [0, 0, 4_000] },
    Flow { from: Hold::Kept, to: Hold::Idle, m2: [3_000, 10_000, 0] },
    Flow { from: Hold::Out, to: Hold::Idle, m2: [12_000, 9_000, 0] },
    Flow { from: Hold::Out, to: Hold::Let, m2: [0, 4_000, 12_000] },
    Flow { from: Hold::Let, to: Hold::Idle, m2: [24_000, 30_000, 0] },
    Flow { from: Hold::Let, to: Hold::Out, m2: [5_000, 6_000, 4_000] },
    Flow { from: Hold::Let, to: Hold::Ending, m2: [30_000, 27_000, 18_000] },
    Flow { from: Hold::Let, to: Hold::Kept, m2: [0, 0, 6_000] },
    Flow { from: Hold::Idle, to: Hold::Out, m2: [6_000, 2_000, 0] },
];

/// From the standings on one day to those on the next.
fn advance(courses: &mut [Course], step: usize) {
    let next = step + 1;
    // By itself, what was let stays let, what was kept gets let, what was idle waits for its turn below.
    for course in courses.iter_mut().filter(|c| c.dehong) {
        let now = hold(course, step);
        if let Some(slot) = course.holds.get_mut(next) {
            *slot = match now {
                Hold::Unbuilt => *slot,
                Hold::Ending | Hold::Kept => Hold::Let,
                other => other,
            };
        }
    }
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let shown = candidates(courses, &taken, &is_example);
    for (id, _) in shown {
        let example = courses.get(id).is_some_and(|c| c.at == EXAMPLE);
        taken.insert(id);
        set(courses, &[id], next, if example && step == 0 { Hold::Idle } else { Hold::Let });
    }
    for flow in FLOWS {
        // Who came only recently does not leave again.
        let settled = |c: &Course| {
            flow.from != Hold::Let || (0..=step).all(|s| matches!(hold(c, s), Hold::Let | Hold::Ending))
        };
        let able = candidates(courses, &taken, &|c| hold(c, step) == flow.from && settled(c));
        let (ids, _) = near(&able, flow.m2.get(step).copied().unwrap_or(0));
        taken.extend(&ids);
        set(courses, &ids, next, flow.to);
    }
    let sum = |courses: &[Course], hold_is: &[Hold], taken: Option<&BTreeSet<usize>>| -> i64 {
        let counted = courses.iter().enumerate().filter(|(id, c)| {
            c.dehong && hold_is.contains(&hold(c, next)) && taken.is_none_or(|t| t.contains(id))
        });
        counted.map(|(_, c)| c.area_m2).sum()
    };
    // What stays idle is chosen exactly; the rest of the idle space finds tenants.
    let settled_idle = sum(courses, &[Hold::Idle], Some(&taken));
    let open = candidates(courses, &taken, &|c| hold(c, next) == Hold::Idle);
    let idle =
        choose(&open, idle_m2(next) - settled_idle, STEP_M2).expect("idle space can be chosen exactly");
    taken.extend(&idle);
    let open: Vec<usize> =
        candidates(courses, &taken, &|c| hold(c, next) == Hold::Idle).iter().map(|c| c.0).collect();
    set(courses, &open, next, Hold::Let);
    // Of those, some are only kept so far: as many as make the let space exact.
    let let_out = sum(courses, &[Hold::Let, Hold::Ending], None);
    let kept_m2 = let_m2(next).map_or(60_000, |wanted| let_out - wanted);
    let able = candidates(courses, &taken, &|c| hold(c, next) == Hold::Let && hold(c, step) == Hold::Idle);
    let kept = match let_m2(next) {
        Some(_) => choose(&able, kept_m2, STEP_M2).expect("kept space can be chosen exactly"),
        None => near(&able, kept_m2).0,
    };
    set(courses, &kept, next, Hold::Kept);
}

/// Outside Dehong nothing has to be met: some idle space is let, a little comes free.
fn elsewhere(dice: &mut Dice, courses: &mut [Course], step: usize) {
    for course in courses.iter_mut().filter(|c| !c.dehong) {
        let now = hold(course, step);
        if let Some(slot) = course.holds.get_mut(step + 1) {
            *slot = match now {
                Hold::Unbuilt => *slot,
                Hold::Idle if dice.percent(35) => Hold::Let,
                Hold::Let if dice.percent(8) && step < 2 => Hold::Idle,
                Hold::Kept | Hold::Ending => Hold::Let,
                other => other,
            };
        }
    }
}
