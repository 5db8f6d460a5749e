//! The year's tasks with their lights: derived from the schedule, never typed, and explained.

use crate::chart::light::{Colour, Light, Why};
use crate::entity::{Rule, Task};
use crate::fact::rule::{Lateness, LightRule};
use crate::{Day, Key, RegionCode, World};

/// A task as it stands on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskRow {
    /// The task.
    pub key: Key,
    /// What is known of it.
    pub task: Task,
    /// Its light; none once it is done.
    pub light: Option<Light>,
}

/// The tasks of a region and everything in it: open ones gravest first, then those that were done. What was given up is not
/// listed. `preset` names the preset of the traffic light; without one, or where it has no rule for progress, the first that
/// has one judges.
#[must_use]
pub fn tasks(world: &World, day: Day, region: RegionCode, preset: Option<Key>) -> Vec<TaskRow> {
    let rule = progress_rule(world, day, preset);
    let mut rows: Vec<TaskRow> = world
        .tasks
        .iter()
        .filter_map(|(key, ledger)| {
            let task = ledger.seen(day)?.into_owned();
            let is_listed = region.contains(task.attributes.region) && task.dropped.is_none();
            let light = task.is_open().then(|| light(&task, day, rule));
            is_listed.then_some(TaskRow { key: *key, task, light })
        })
        .collect();
    let order = |row: &TaskRow| {
        (std::cmp::Reverse(row.light.map(|light| light.colour)), row.task.attributes.due, row.key)
    };
    crate::order::sort_by(&mut rows, |a, b| order(a).cmp(&order(b)));
    rows
}

/// The thresholds by which progress is judged on a day.
#[must_use]
pub fn progress_rule(world: &World, day: Day, preset: Option<Key>) -> Option<LightRule> {
    let of = |key: Key| match world.rules.get(&key)?.seen(day)?.as_ref() {
        Rule::Preset(preset) => preset.rules.iter().find(|rule| rule.measure == Lateness::Progress).copied(),
        _ => None,
    };
    let others = || {
        let defined = world.rules.iter().filter_map(|(key, ledger)| {
            of(*key).map(|rule| (ledger.counting().next().map(|(on, ..)| on), ledger.id(), rule))
        });
        defined.min_by_key(|(on, id, _)| (*on, *id)).map(|(.., rule)| rule)
    };
    preset.and_then(of).or_else(others)
}

/// The light of an open task: percentage points behind an even schedule from the day it was set to the day it is due. Without
/// a report it has come to nothing yet. Past its day it is never green: what is not done by then is late, however near.
#[must_use]
pub fn light(task: &Task, day: Day, rule: Option<LightRule>) -> Light {
    let Some(rule) = rule else { return Light::default() };
    let due = task.attributes.due;
    let whole = due.since(task.set);
    let plan = if whole > 0 {
        (f64::from(day.since(task.set)) * 100.0 / f64::from(whole)).clamp(0.0, 100.0)
    } else {
        100.0
    };
    let actual = task.progress.map_or(0.0, |(_, percent)| f64::from(percent));
    let late = plan - actual;
    let colour = rule.colour(late);
    let colour = if day > due { colour.max(Colour::Yellow) } else { colour };
    let why = Why { rule, late, plan, actual, since: Some(due), days: day.since(due), node: None };
    Light { colour, why: Some(why) }
}
