//! What may be recorded of rules: a rate, a preset or a board that contradicts itself is refused before it can mislead.

use std::collections::BTreeSet;

use super::lawful::{At, Lawful};
use super::names::{text, within};
use crate::entity::Rule;
use crate::fact::rule::{BoardColumn, BoardDefined, LightRule, PresetDefined, RateDefined, RuleFact};
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
        })
    }

    /// A rule may be defined anew, but it stays a rule of its kind.
    fn lawful(before: Option<&Self>, at: At, fact: &RuleFact) -> Result<(), Refusal> {
        match (before, fact) {
            (None, _)
            | (Some(Rule::Rate(_)), RuleFact::RateDefined(_))
            | (Some(Rule::Preset(_)), RuleFact::PresetDefined(_))
            | (Some(Rule::Board(_)), RuleFact::BoardDefined(_)) => whole(at.key, fact),
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

/// Refuses a list that is empty or says a thing twice.
fn whole(key: Key, fact: &RuleFact) -> Result<(), Refusal> {
    match fact {
        RuleFact::RateDefined(_) => Ok(()),
        RuleFact::PresetDefined(f) => each_once(key, "rules", f.rules.iter().map(|r| r.measure)),
        RuleFact::BoardDefined(f) => each_once(key, "columns", f.columns.iter().map(|c| c.field)),
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
