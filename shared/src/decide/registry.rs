//! What may be recorded of regions, chains, ports and enterprises.

use std::collections::{BTreeMap, BTreeSet};

use super::ground;
use super::lawful::{At, Lawful, known, only_once};
use super::names::{lines, text, within};
use crate::entity::{Chain, Enterprise, Park, Port, Region};
use crate::fact::registry::{
    ChainDefined, ChainFact, ChainStage, ChiefNamed, EnterpriseFact, EnterpriseRegistered, PortFact,
    PortRegistered, RegionFact, RegionRegistered,
};
use crate::{Audience, Day, Key, Refusal, RegionCode, World};

/// Refuses a code that is not in the register of regions, where one is kept.
pub(super) fn region_known(code: RegionCode, world: &World) -> Result<(), Refusal> {
    let is_there = |region: &RegionCode| {
        region.to_string().parse().is_ok_and(|key: Key| world.regions.contains_key(&key))
    };
    if world.regions.is_empty() || is_there(&code) {
        return Ok(());
    }
    Err(Refusal::UnknownRecord { entity: "region", key: code.to_string() })
}

/// Refuses a chain that is not defined, and a stage that it does not have.
pub(super) fn stage_known(chain: Key, stage: Option<Key>, world: &World) -> Result<(), Refusal> {
    has_stage(chain, stage, &known::<Chain>(world, chain)?.attributes)
}

fn has_stage(chain: Key, stage: Option<Key>, defined: &ChainDefined) -> Result<(), Refusal> {
    match stage {
        Some(stage) if !defined.stages.iter().any(|s| s.key == stage) => {
            Err(Refusal::UnknownStage { chain, stage })
        }
        _ => Ok(()),
    }
}

impl Lawful for Region {
    fn enters(_fact: &RegionFact) -> bool {
        true
    }

    fn fit(fact: RegionFact, _on: Day, _world: &World) -> Result<RegionFact, Refusal> {
        let RegionFact::Registered(f) = fact;
        Ok(RegionFact::Registered(RegionRegistered { name: text("name", f.name)?, ..f }))
    }

    fn lawful(before: Option<&Self>, at: At, _fact: &RegionFact) -> Result<(), Refusal> {
        only_once(before, at)
    }

    fn region(&self, _world: &World) -> Option<RegionCode> {
        Some(self.attributes.code)
    }
}

impl Lawful for Chain {
    fn enters(fact: &ChainFact) -> bool {
        matches!(fact, ChainFact::Defined(_))
    }

    fn fit(fact: ChainFact, _on: Day, _world: &World) -> Result<ChainFact, Refusal> {
        let f = match fact {
            ChainFact::Defined(f) => f,
            ChainFact::ChiefNamed(f) => {
                let named = ChiefNamed { office: text("office", f.office.clone())?, ..(*f).clone() };
                return Ok(ChainFact::ChiefNamed(named.into()));
            }
        };
        let stages = f.stages.iter().enumerate().map(|(i, stage)| {
            Ok(ChainStage { name: text(&format!("stages[{i}].name"), stage.name.clone())?, ..stage.clone() })
        });
        f.weak_below_percent
            .map(|percent| within("weak_below_percent", percent.into(), 0.0, 100.0))
            .transpose()?;
        let chain = ChainDefined {
            name: text("name", f.name.clone())?,
            stages: stages.collect::<Result<_, _>>()?,
            weak_below_percent: f.weak_below_percent,
        };
        Ok(ChainFact::Defined(chain.into()))
    }

    fn lawful(before: Option<&Self>, at: At, fact: &ChainFact) -> Result<(), Refusal> {
        match (before, fact) {
            (_, ChainFact::Defined(f)) => is_graph(at.key, &f.stages),
            (Some(chain), ChainFact::ChiefNamed(f)) => has_stage(at.key, f.stage, &chain.attributes),
            (None, ChainFact::ChiefNamed(_)) => Ok(()),
        }
    }

    fn audience(fact: &ChainFact) -> Audience {
        match fact {
            ChainFact::Defined(_) => Audience::Public,
            ChainFact::ChiefNamed(_) => Audience::Officials,
        }
    }

    fn region(&self, _world: &World) -> Option<RegionCode> {
        None
    }
}

/// Refuses stages that stand twice, inputs that are no stage, and a stage that feeds itself.
fn is_graph(chain: Key, stages: &[ChainStage]) -> Result<(), Refusal> {
    let mut inputs = BTreeMap::<Key, &[Key]>::new();
    for stage in stages {
        if inputs.insert(stage.key, &stage.inputs).is_some() {
            return Err(Refusal::StageTwice { stage: stage.key });
        }
    }
    for input in stages.iter().flat_map(|s| &s.inputs) {
        if !inputs.contains_key(input) {
            return Err(Refusal::UnknownStage { chain, stage: *input });
        }
    }
    // Take away, again and again, the stages all of whose inputs are taken away: what stays runs in a circle.
    let mut done = BTreeSet::new();
    while done.len() < inputs.len() {
        let ready = |inputs: &[Key]| inputs.iter().all(|i| done.contains(i));
        let next = inputs.iter().filter(|(key, needs)| !done.contains(*key) && ready(needs));
        let next: Vec<Key> = next.map(|(key, _)| *key).collect();
        match inputs.keys().find(|key| !done.contains(*key)) {
            Some(stage) if next.is_empty() => return Err(Refusal::StageLoop { stage: *stage }),
            _ => done.extend(next),
        }
    }
    Ok(())
}

impl Lawful for Port {
    fn enters(fact: &PortFact) -> bool {
        matches!(fact, PortFact::Registered(_))
    }

    fn fit(fact: PortFact, _on: Day, world: &World) -> Result<PortFact, Refusal> {
        let PortFact::Registered(f) = &fact else { return Ok(fact) };
        region_known(f.region, world)?;
        ground::position("point", f.point)?;
        within("class", f.class.into(), 1.0, 2.0)?;
        let port = PortRegistered {
            name: text("name", f.name.clone())?,
            aliases: lines("aliases", &f.aliases)?,
            counterpart: text("counterpart", f.counterpart.clone())?,
            ..(**f).clone()
        };
        Ok(PortFact::Registered(port.into()))
    }

    /// A status may be reported again unchanged: that it still holds is news.
    fn lawful(before: Option<&Self>, at: At, fact: &PortFact) -> Result<(), Refusal> {
        if Self::enters(fact) { only_once(before, at) } else { Ok(()) }
    }

    fn region(&self, _world: &World) -> Option<RegionCode> {
        Some(self.attributes.region)
    }
}

impl Lawful for Enterprise {
    fn enters(fact: &EnterpriseFact) -> bool {
        matches!(fact, EnterpriseFact::Registered(_))
    }

    fn fit(fact: EnterpriseFact, _on: Day, world: &World) -> Result<EnterpriseFact, Refusal> {
        let EnterpriseFact::Registered(f) = &fact else { return Ok(fact) };
        stage_known(f.chain, f.chain_stage, world)?;
        region_known(f.region, world)?;
        f.park.map(|park| known::<Park>(world, park)).transpose()?;
        let enterprise = EnterpriseRegistered { name: text("name", f.name.clone())?, ..(**f).clone() };
        Ok(EnterpriseFact::Registered(enterprise.into()))
    }

    /// An enterprise that left may come back.
    fn lawful(before: Option<&Self>, at: At, fact: &EnterpriseFact) -> Result<(), Refusal> {
        match (before.map(|e| e.left), fact) {
            (Some(None), EnterpriseFact::Registered(_)) => only_once(before, at),
            (Some(Some(on)), EnterpriseFact::Left(_)) => {
                Err(Refusal::EnterpriseGone { enterprise: at.key, on })
            }
            _ => Ok(()),
        }
    }

    fn region(&self, _world: &World) -> Option<RegionCode> {
        Some(self.attributes.region)
    }
}
