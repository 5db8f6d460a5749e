//! The front (前线): from which provinces targets come, and how far each has been won.

use std::collections::BTreeMap;

use super::select::{Aspect, Selection};
use super::{Chart, Prospect};
use crate::RegionCode;
use crate::fact::outreach::Intent;

/// How far targets have been won.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bucket {
    /// 未动: no intent to move was seen.
    Untouched,
    /// 有意向.
    Willing,
    /// 在谈.
    Negotiating,
    /// 签约: became a project.
    Signed,
}

impl Bucket {
    /// All, the least won first.
    pub const ALL: [Bucket; 4] = [Bucket::Untouched, Bucket::Willing, Bucket::Negotiating, Bucket::Signed];

    /// The bucket of a target.
    #[must_use]
    pub fn of(prospect: &Prospect) -> Self {
        match prospect.intent {
            _ if prospect.linked => Bucket::Signed,
            Intent::None | Intent::Watching => Bucket::Untouched,
            Intent::Willing => Bucket::Willing,
            Intent::Negotiating => Bucket::Negotiating,
        }
    }
}

/// Targets of one province.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flow {
    /// The province.
    pub home: RegionCode,
    /// Targets by bucket, in the order of [`Bucket::ALL`].
    pub targets: [u32; 4],
}

impl Flow {
    /// All its targets.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.targets.iter().sum()
    }
}

impl Chart {
    /// The flows, the widest first.
    #[must_use]
    pub fn flows(&self, selection: Selection) -> Vec<Flow> {
        let mut by_home: BTreeMap<RegionCode, [u32; 4]> = BTreeMap::new();
        for prospect in self.prospects(selection.without(Aspect::Home)) {
            let targets = by_home.entry(prospect.home).or_default();
            if let Some(count) = targets.get_mut(Bucket::of(prospect) as usize) {
                *count += prospect.count;
            }
        }
        let mut flows: Vec<Flow> =
            by_home.into_iter().map(|(home, targets)| Flow { home, targets }).collect();
        crate::order::sort_by(&mut flows, |a, b| b.total().cmp(&a.total()).then(a.home.cmp(&b.home)));
        flows
    }
}
