//! Codes of the facts as words.

use shared::Word;
pub use shared::chart::say::{node_word, problem_word};
use shared::fact::carrier::{ParkLevel, Structure, SupplyMode};
use shared::fact::project::EndReason;
use shared::fact::registry::PortMode;
use shared::fact::unit::{FireClass, WithheldReason};

/// Why a unit is not on the market.
pub const fn withheld_reason(reason: WithheldReason) -> Word {
    match reason {
        WithheldReason::Repair => Word::WithheldRepair,
        WithheldReason::Inspection => Word::WithheldInspection,
        WithheldReason::OwnUse => Word::WithheldOwnUse,
        WithheldReason::Dispute => Word::WithheldDispute,
    }
}

/// Why a project ended.
pub const fn end_reason(reason: EndReason) -> Word {
    match reason {
        EndReason::Withdrew => Word::EndedWithdrew,
        EndReason::Elsewhere => Word::EndedElsewhere,
        EndReason::Supply => Word::EndedSupply,
        EndReason::NotApproved => Word::EndedNotApproved,
        EndReason::Merged => Word::EndedMerged,
        EndReason::Funds => Word::EndedFunds,
    }
}

/// Fire hazard class of production.
pub const fn fire_class(class: FireClass) -> Word {
    match class {
        FireClass::A => Word::FireA,
        FireClass::B => Word::FireB,
        FireClass::C => Word::FireC,
        FireClass::D => Word::FireD,
        FireClass::E => Word::FireE,
    }
}

/// What carries a hall.
pub const fn structure(structure: Structure) -> Word {
    match structure {
        Structure::ConcreteFrame => Word::StructureConcreteFrame,
        Structure::SteelPortal => Word::StructureSteelPortal,
        Structure::SteelFrame => Word::StructureSteelFrame,
    }
}

/// How land is supplied.
pub const fn supply_mode(mode: SupplyMode) -> Word {
    match mode {
        SupplyMode::Grant => Word::SupplyGrant,
        SupplyMode::FlexibleTerm => Word::SupplyFlexibleTerm,
        SupplyMode::Lease => Word::SupplyLease,
    }
}

/// Rank of a park.
pub const fn park_level(level: ParkLevel) -> Word {
    match level {
        ParkLevel::National => Word::LevelNational,
        ParkLevel::Provincial => Word::LevelProvincial,
        ParkLevel::Prefecture => Word::LevelPrefecture,
        ParkLevel::County => Word::LevelCounty,
    }
}

/// How goods cross at a port.
pub const fn port_mode(mode: PortMode) -> Word {
    match mode {
        PortMode::Road => Word::ModeRoad,
        PortMode::Rail => Word::ModeRail,
        PortMode::RoadRail => Word::ModeRoadRail,
        PortMode::Water => Word::ModeWater,
    }
}
