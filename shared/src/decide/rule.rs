//! What may be recorded of rules: a rate, a preset, a board or a deadline that contradicts itself is refused before it can mislead.

use std::collections::BTreeSet;

use super::lawful::{At, Lawful};
use super::names::{text, within};
use crate::entity::Rule;
use crate::fact::rule::{BoardColumn, BoardDefined, LightRule, PresetDefined, RateDefined, RuleFact};
use crate::fact::upkeep::{Deadline, DeadlinesDefined, FreshnessDefined, Major};
use crate::{Day, Key, Refusal, RegionCode, World};

impl Lawful for Rule {
    fn enters(_fact: &RuleFact) -> bool {
        true
    }

    fn fit(fact: RuleFact, _on: Day, _world: &World) -> Result<RuleFact, Refusal> {
        Ok(match fact {
            RuleFact::RateDefined(f) => {
                let rate = RateDefined { name: text("name", f.name.clone())?, ..(*f).clone() };
                RuleFact::RateDefined(rate.into())
            }
            RuleFact::PresetDefined(f) => {
                f.rules.iter().enumerate().try_for_each(|(i, rule)| light(i, rule))?;
                let preset = PresetDefined { name: text("name", f.name.clone())?, ..(*f).clone() };
                RuleFact::PresetDefined(preset.into())
            }
            RuleFact::BoardDefined(f) => {
                let columns = f.columns.iter().enumerate().map(|(i, column)| {
                    Ok(BoardColumn {
                        name: text(&format!("columns[{i}].name"), column.name.clone())?,
                        ..column.clone()
                    })
                });
                let columns = columns.collect::<Result<_, _>>()?;
                RuleFact::BoardDefined(BoardDefined { name: text("name", f.name.clone())?, columns }.into())
            }
            RuleFact::DeadlinesDefined(f) => {
                f.steps.iter().enumerate().try_for_each(|(i, step)| deadline(i, step, f.major))?;
                let deadlines = DeadlinesDefined { name: text("name", f.name.clone())?, ..(*f).clone() };
                RuleFact::DeadlinesDefined(deadlines.into())
            }
            RuleFact::FreshnessDefined(f) => {
                let mut all = f.promises.iter().enumerate();
                all.try_for_each(|(i, one)| days(&format!("promises[{i}].days"), one.days))?;
                let freshness = FreshnessDefined { name: text("name", f.name.clone())?, ..(*f).clone() };
                RuleFact::FreshnessDefined(freshness.into())
            }
        })
    }

    /// A rule may be defined anew, but it stays a rule of its kind.
    fn lawful(before: Option<&Self>, at: At, fact: &RuleFact) -> Result<(), Refusal> {
        match (before, fact) {
            (None, _)
            | (Some(Rule::Rate(_)), RuleFact::RateDefined(_))
            | (Some(Rule::Preset(_)), RuleFact::PresetDefined(_))
            | (Some(Rule::Board(_)), RuleFact::BoardDefined(_))
            | (Some(Rule::Deadlines(..)), RuleFact::DeadlinesDefined(_))
            | (Some(Rule::Freshness(..)), RuleFact::FreshnessDefined(_)) => whole(at.key, fact),
            _ => Err(Refusal::RuleOfOtherKind { rule: at.key }),
        }
    }

    fn region(&self, _world: &World) -> Option<RegionCode> {
        None
    }
}

fn light(at: usize, rule: &LightRule) -> Result<(), Refusal> {
    within(&format!("rules[{at}].yellow_from"), rule.yellow_from, 0.0, 10_000.0)?;
    within(&format!("rules[{at}].red_above"), rule.red_above, 0.0, 10_000.0)?;
    if rule.red_above < rule.yellow_from {
        let field = format!("rules[{at}]");
        return Err(Refusal::LightContradicts { field, yellow: rule.yellow_from, red: rule.red_above });
    }
    Ok(())
}

/// Refuses a step that takes no day or years, and days for major leads where it does not say which those are.
fn deadline(at: usize, step: &Deadline, major: Option<Major>) -> Result<(), Refusal> {
    days(&format!("steps[{at}].days"), step.days)?;
    let Some(major_days) = step.major_days else { return Ok(()) };
    days(&format!("steps[{at}].major_days"), major_days)?;
    match major {
        Some(major) if major != Major::default() => Ok(()),
        _ => Err(Refusal::MajorUnsaid { field: format!("steps[{at}].major_days") }),
    }
}

fn days(field: &str, days: u16) -> Result<(), Refusal> {
    within(field, days.into(), 1.0, 3_660.0)
}

/// Refuses a list that is empty or says a thing twice.
fn whole(key: Key, fact: &RuleFact) -> Result<(), Refusal> {
    match fact {
        RuleFact::RateDefined(_) => Ok(()),
        RuleFact::PresetDefined(f) => each_once(key, "rules", f.rules.iter().map(|r| r.measure)),
        RuleFact::BoardDefined(f) => each_once(key, "columns", f.columns.iter().map(|c| c.field)),
        RuleFact::DeadlinesDefined(f) => each_once(key, "steps", f.steps.iter().map(|s| s.step)),
        RuleFact::FreshnessDefined(f) => each_once(key, "promises", f.promises.iter().map(|p| p.of)),
    }
}

fn each_once<T: Ord>(rule: Key, field: &str, all: impl ExactSizeIterator<Item = T>) -> Result<(), Refusal> {
    let count = all.len();
    if count == 0 {
        return Err(Refusal::TextMissing { field: field.to_owned() });
    }
    let different: BTreeSet<T> = all.collect();
    if different.len() == count { Ok(()) } else { Err(Refusal::SaidTwice { rule, field: field.to_owned() }) }
}
