//! The chain, stage by stage: who is there, who is wanted, where it is broken.

use std::sync::Arc;

use super::element::{self, Element};
use super::select::{Aspect, Selection};
use super::{Chart, graph};
use crate::fact::outreach::Intent;
use crate::fact::registry::{ChainStage, ChiefNamed, StageRole};
use crate::{Area, Key};

/// What a gap asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GapClass {
    /// 补链: nobody is there.
    Fill,
    /// 强链: too few are there.
    Strengthen,
    /// 延链: the chain could go on there.
    Extend,
}

/// The rule that made it a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GapRule {
    /// No firm of so many wanted.
    Nobody,
    /// Fewer than so many percent of the firms wanted.
    Below {
        /// The limit of the chain.
        percent: u8,
    },
    /// An end of the chain with fewer firms than wanted.
    EndOfChain,
}

/// A gap of the chain, and the rule that gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// What it asks for.
    pub class: GapClass,
    /// The rule.
    pub rule: GapRule,
    /// Firms present.
    pub firms: u32,
    /// Firms wanted.
    pub wanted: u32,
}

/// What a stage asks of an element, and what is free of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Need {
    /// Promised to the stage's targets and projects under way.
    pub promised: f64,
    /// Asked for by those that negotiate.
    pub asked: f64,
    /// Free in the parks before any promise.
    pub free: f64,
}

impl Need {
    /// How much is missing; 0 where it suffices.
    #[must_use]
    pub fn short(self) -> f64 {
        (self.promised + self.asked - self.free).max(0.0)
    }
}

/// A stage of the chain on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct StageView {
    /// As the chain defines it.
    pub stage: ChainStage,
    /// Of the firms present, those that were there on the first day of the log.
    pub firms_before: u32,
    /// Firms that were there on the first day, whatever became of them.
    pub firms_first: u32,
    /// Firms present.
    pub firms: u32,
    /// Floor space let to them.
    pub area: Area,
    /// Projects under way.
    pub projects: u32,
    /// Projects with an investor that are not signed.
    pub negotiating: u32,
    /// Targets by intent, in the order of [`Intent`].
    pub targets: [u32; 4],
    /// Targets that became projects.
    pub linked: u32,
    /// What it lacks.
    pub gap: Option<Gap>,
    /// What it needs of each element, in the order of [`Element::ALL`].
    pub needs: [Need; Element::COUNT],
    /// 链长 of the stage.
    pub chief: Option<Arc<ChiefNamed>>,
}

impl StageView {
    /// All targets.
    #[must_use]
    pub fn all_targets(&self) -> u32 {
        self.targets.iter().sum()
    }

    /// How many firms the future map has more than the present one.
    #[must_use]
    pub fn missing(&self) -> u32 {
        self.stage.wanted.unwrap_or(0).saturating_sub(self.firms)
    }
}

/// A link of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// From this stage.
    pub from: Key,
    /// To this one.
    pub to: Key,
    /// One of its ends is missing.
    pub broken: bool,
}

impl Chart {
    /// The stages, in the order of the chain. Firms are those that pass, gaps are those of the region whatever is chosen.
    #[must_use]
    pub fn stages(&self, selection: Selection) -> Vec<StageView> {
        let s = selection.without(Aspect::Stage);
        let free = element::free(self, s.park);
        let mut views: Vec<StageView> =
            self.chain.stages.iter().map(|stage| self.empty(stage, &free)).collect();
        let place = |key: Option<Key>| self.chain.stages.iter().position(|stage| Some(stage.key) == key);
        for firm in self.firms(s) {
            if let Some(view) = place(firm.stage).and_then(|at| views.get_mut(at)) {
                view.firms += 1;
                view.firms_before += u32::from(self.was_there(firm));
            }
        }
        for firm in self.first_firms.iter().filter(|firm| self.passes(firm, s)) {
            if let Some(view) = place(firm.stage).and_then(|at| views.get_mut(at)) {
                view.firms_first += 1;
            }
        }
        for space in self.spaces.iter().filter(|space| self.lies_in(Some(space.zone), s.park)) {
            for (view, leased) in views.iter_mut().zip(&space.leased) {
                view.area += *leased;
            }
        }
        for prospect in self.prospects(s) {
            let Some(view) = place(Some(prospect.stage)).and_then(|at| views.get_mut(at)) else { continue };
            if let Some(count) = view.targets.get_mut(prospect.intent as usize) {
                *count += prospect.count;
            }
            if prospect.linked {
                view.linked += prospect.count;
            }
            let Some(office) = element::drawing(prospect) else { continue };
            for (element, need) in Element::ALL.into_iter().zip(&mut view.needs) {
                need.promised += element.promised(office);
                need.asked += element.asked(prospect, office);
            }
        }
        for work in self.works(s) {
            let Some(view) = place(work.stage).and_then(|at| views.get_mut(at)) else { continue };
            let under_way = work.is_under_way();
            view.projects += u32::from(under_way);
            view.negotiating += u32::from(work.is_negotiated());
            if under_way {
                for (element, need) in Element::ALL.into_iter().zip(&mut view.needs) {
                    need.promised += element.of_work(work);
                }
            }
        }
        for view in &mut views {
            // Who is present in the whole region decides what is missing there.
            let firms = self.firms.iter().filter(|firm| firm.stage == Some(view.stage.key)).count();
            view.gap = self.gap(&view.stage, u32::try_from(firms).unwrap_or(u32::MAX));
        }
        views
    }

    fn empty(&self, stage: &ChainStage, free: &[f64; Element::COUNT]) -> StageView {
        StageView {
            stage: stage.clone(),
            firms_before: 0,
            firms_first: 0,
            firms: 0,
            area: Area::ZERO,
            projects: 0,
            negotiating: 0,
            targets: [0; Intent::COUNT],
            linked: 0,
            gap: None,
            needs: free.map(|free| Need { free, ..Need::default() }),
            chief: self.chiefs.get(&Some(stage.key)).cloned(),
        }
    }

    /// The gap of a stage with so many firms; none without a number of firms wanted.
    #[must_use]
    pub fn gap(&self, stage: &ChainStage, firms: u32) -> Option<Gap> {
        let wanted = stage.wanted?;
        if firms >= wanted {
            return None;
        }
        let limit = self.chain.weak_below_percent.unwrap_or(100);
        let is_weak = u64::from(firms) * 100 < u64::from(wanted) * u64::from(limit);
        let (class, rule) = match stage.role {
            StageRole::Extension => (GapClass::Extend, GapRule::EndOfChain),
            StageRole::Core | StageRole::Service if firms == 0 => (GapClass::Fill, GapRule::Nobody),
            StageRole::Core | StageRole::Service if is_weak => {
                (GapClass::Strengthen, GapRule::Below { percent: limit })
            }
            StageRole::Core | StageRole::Service => return None,
        };
        Some(Gap { class, rule, firms, wanted })
    }

    /// The links. One is broken where a stage at one of its ends is to be filled.
    #[must_use]
    pub fn links(&self, stages: &[StageView]) -> Vec<Link> {
        let is_missing = |key: Key| {
            let view = stages.iter().find(|view| view.stage.key == key);
            view.is_some_and(|v| v.gap.is_some_and(|gap| gap.class == GapClass::Fill))
        };
        let known = |key: Key| stages.iter().any(|view| view.stage.key == key);
        let links =
            self.chain.stages.iter().flat_map(|stage| stage.inputs.iter().map(|from| (*from, stage.key)));
        links
            .filter(|(from, _)| known(*from))
            .map(|(from, to)| Link { from, to, broken: is_missing(from) || is_missing(to) })
            .collect()
    }

    /// Where each stage stands.
    #[must_use]
    pub fn graph(&self) -> graph::Graph {
        graph::layout(&self.chain)
    }
}
