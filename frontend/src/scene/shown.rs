//! Which classes the legend has switched on: one bit each, because the map takes them so.

use shared::entity::{ProjectStage, UnitStatus};

/// The three kinds of things on the ground that the legend switches as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroundKind {
    /// Ports of entry.
    Ports,
    /// Parks and zones.
    Parks,
    /// Land parcels.
    Parcels,
}

impl GroundKind {
    /// All, in the order of the legend.
    pub const ALL: [GroundKind; 3] = [GroundKind::Ports, GroundKind::Parks, GroundKind::Parcels];

    /// The word of the address.
    pub const fn slug(self) -> &'static str {
        match self {
            GroundKind::Ports => "ports",
            GroundKind::Parks => "parks",
            GroundKind::Parcels => "parcels",
        }
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// Legend switches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Unit statuses, bit = code.
    pub statuses: u8,
    /// Project stages, bit = code.
    pub stages: u8,
    /// Ports, parks, parcels.
    pub ground: u8,
}

/// All seven statuses.
const STATUSES: u8 = 0b111_1111;
/// All eight stages; ended projects are off at first, because their pins say nothing about what can be had.
const STAGES: u8 = 0b111_1111;
const GROUND: u8 = 0b111;

impl Default for Shown {
    fn default() -> Self {
        Self { statuses: STATUSES, stages: STAGES, ground: GROUND }
    }
}

impl Shown {
    /// Whether units of a status are drawn filled.
    pub const fn status(&self, status: UnitStatus) -> bool {
        self.statuses & (1 << status.code()) != 0
    }

    /// Whether projects of a stage have pins.
    pub const fn stage(&self, stage: ProjectStage) -> bool {
        self.stages & (1 << stage.code()) != 0
    }

    /// Whether a kind of ground sign is drawn.
    pub const fn ground(&self, kind: GroundKind) -> bool {
        self.ground & kind.bit() != 0
    }

    /// Switches a status.
    pub fn switch_status(&mut self, status: UnitStatus) {
        self.statuses ^= 1 << status.code();
    }

    /// Leaves only a status; all of them when it already stands alone.
    pub fn solo_status(&mut self, status: UnitStatus) {
        self.statuses = solo(self.statuses, 1 << status.code(), STATUSES);
    }

    /// Switches a stage.
    pub fn switch_stage(&mut self, stage: ProjectStage) {
        self.stages ^= 1 << stage.code();
    }

    /// Leaves only a stage; all of them when it already stands alone.
    pub fn solo_stage(&mut self, stage: ProjectStage) {
        self.stages = solo(self.stages, 1 << stage.code(), STAGES);
    }

    /// Switches a kind of ground sign.
    pub fn switch_ground(&mut self, kind: GroundKind) {
        self.ground ^= kind.bit();
    }

    /// The words of everything whose switch differs from the default, for the address.
    pub fn differences(&self) -> Vec<&'static str> {
        let usual = Self::default();
        let statuses = UnitStatus::ALL.into_iter().filter(|s| self.status(*s) != usual.status(*s));
        let stages = ProjectStage::ALL.into_iter().filter(|s| self.stage(*s) != usual.stage(*s));
        let ground = GroundKind::ALL.into_iter().filter(|k| self.ground(*k) != usual.ground(*k));
        let mut words: Vec<&'static str> = statuses.map(UnitStatus::slug).collect();
        words.extend(stages.map(stage_word));
        words.extend(ground.map(GroundKind::slug));
        words
    }

    /// Switches what a word of the address names; whether there is such a word.
    pub fn differ(&mut self, word: &str) -> bool {
        if let Some(status) = UnitStatus::from_slug(word) {
            self.switch_status(status);
        } else if let Some(stage) = ProjectStage::ALL.into_iter().find(|s| stage_word(*s) == word) {
            self.switch_stage(stage);
        } else if let Some(kind) = GroundKind::ALL.into_iter().find(|k| k.slug() == word) {
            self.switch_ground(kind);
        } else {
            return false;
        }
        true
    }
}

const fn solo(mask: u8, bit: u8, all: u8) -> u8 {
    if mask == bit { all } else { bit }
}

/// Stages in the address carry a mark: a unit can be `planned`, a project cannot be mistaken for it.
const fn stage_word(stage: ProjectStage) -> &'static str {
    match stage {
        ProjectStage::Offered => "p-offered",
        ProjectStage::Negotiating => "p-negotiating",
        ProjectStage::Signed => "p-signed",
        ProjectStage::Started => "p-started",
        ProjectStage::Completed => "p-completed",
        ProjectStage::Production => "p-production",
        ProjectStage::Full => "p-full",
        ProjectStage::Ended => "p-ended",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_brings_back_every_switch() {
        let mut shown = Shown::default();
        shown.switch_status(UnitStatus::Leased);
        shown.switch_stage(ProjectStage::Ended);
        shown.switch_ground(GroundKind::Parcels);
        let mut back = Shown::default();
        for word in shown.differences() {
            assert!(back.differ(word), "{word}");
        }
        assert_eq!(back, shown);
        assert!(!back.differ("nonsense"));
    }

    #[test]
    fn solo_twice_is_all() {
        let mut shown = Shown::default();
        shown.solo_status(UnitStatus::Available);
        assert_eq!(shown.statuses, 0b1000);
        shown.solo_status(UnitStatus::Available);
        assert_eq!(shown, Shown::default());
    }
}
