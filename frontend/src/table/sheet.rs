//! The six kinds of records that the map draws, and the columns in which each is told.

use shared::Word;
use shared::entity::UnitStatus;

use crate::scene::{Kind, Subject};

/// A kind of record as a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// Lettable units.
    Units,
    /// Halls, with their floor space by status.
    Halls,
    /// Parks without zones, and zones: the rings, with their floor space by status.
    Parks,
    /// Projects.
    Projects,
    /// Land parcels.
    Parcels,
    /// Ports of entry.
    Ports,
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// What it tells.
    pub head: Word,
    /// In which unit.
    pub unit: Option<Word>,
    /// Whether it holds quantities, which stand at the right.
    pub is_number: bool,
    /// The status whose floor space it holds.
    pub status: Option<UnitStatus>,
    /// Whether its quantities are added up at the foot.
    pub adds: bool,
}

const fn said(head: Word) -> Column {
    Column { head, unit: None, is_number: false, status: None, adds: false }
}

const fn counted(head: Word) -> Column {
    Column { head, unit: None, is_number: true, status: None, adds: false }
}

const fn measured(head: Word, unit: Word) -> Column {
    Column { head, unit: Some(unit), is_number: true, status: None, adds: false }
}

const fn summed(head: Word, unit: Option<Word>) -> Column {
    Column { head, unit, is_number: true, status: None, adds: true }
}

const fn share(head: Word, unit: Word, status: UnitStatus) -> Column {
    Column { head, unit: Some(unit), is_number: true, status: Some(status), adds: true }
}

/// Floor space by status, in the order of every legend.
const fn shares(unit: Word) -> [Column; 7] {
    [
        share(Word::StatusLeased, unit, UnitStatus::Leased),
        share(Word::StatusEnding, unit, UnitStatus::Ending),
        share(Word::StatusReserved, unit, UnitStatus::Reserved),
        share(Word::StatusAvailable, unit, UnitStatus::Available),
        share(Word::StatusConstruction, unit, UnitStatus::Construction),
        share(Word::StatusPlanned, unit, UnitStatus::Planned),
        share(Word::StatusWithheld, unit, UnitStatus::Withheld),
    ]
}

const UNITS: &[Column] = &[
    said(Word::TableUnits),
    said(Word::TableColPark),
    said(Word::TableColStatus),
    said(Word::TableColSince),
    summed(Word::TableColArea, Some(Word::UnitM2)),
    counted(Word::TableColFloor),
    measured(Word::TableColClear, Word::TableUnitM),
    measured(Word::TableColLoad, Word::TableUnitLoad),
    measured(Word::TableColPower, Word::TableUnitKva),
    measured(Word::TableColRent, Word::TableUnitRent),
    said(Word::TableColUntil),
    said(Word::TableColFreeFrom),
];

const HALLS: &[Column] = &{
    let [a, b, c, d, e, f, g] = shares(Word::UnitM2);
    [
        said(Word::TableHalls),
        said(Word::TableColPark),
        said(Word::TableColPhase),
        counted(Word::TableColFloors),
        summed(Word::TableUnits, None),
        summed(Word::TableTotal, Some(Word::UnitM2)),
        a,
        b,
        c,
        d,
        e,
        f,
        g,
    ]
};

const PARKS: &[Column] = &{
    let [a, b, c, d, e, f, g] = shares(Word::UnitWanM2);
    [
        said(Word::TableColZone),
        said(Word::TableColWhole),
        said(Word::TableColCounty),
        summed(Word::TableHalls, None),
        summed(Word::TableUnits, None),
        summed(Word::TableTotal, Some(Word::UnitWanM2)),
        a,
        b,
        c,
        d,
        e,
        f,
        g,
    ]
};

const PROJECTS: &[Column] = &[
    said(Word::TableProjects),
    said(Word::TableColStage),
    said(Word::TableColCounty),
    summed(Word::TableColInvest, Some(Word::TableUnitMoney)),
    summed(Word::TableColFunded, Some(Word::TableUnitMoney)),
    summed(Word::TableColJobs, Some(Word::TableUnitPersons)),
    said(Word::NodeSigned),
    said(Word::NodeStarted),
    said(Word::NodeInProduction),
    measured(Word::TableColDays, Word::TableUnitDays),
];

const PARCELS: &[Column] = &[
    said(Word::TableParcels),
    said(Word::TableColPark),
    said(Word::TableColStatus),
    said(Word::TableColSince),
    summed(Word::TableColLand, Some(Word::MapUnitLand)),
    said(Word::TableColUse),
    counted(Word::TableColFar),
    measured(Word::TableColPrice, Word::TableUnitPrice),
    measured(Word::TableColTerm, Word::TableUnitYears),
];

const PORTS: &[Column] = &[
    said(Word::TablePorts),
    said(Word::TableColCounterpart),
    said(Word::TableColCounty),
    counted(Word::TableColClass),
    said(Word::TableColStatus),
    said(Word::TableColReported),
    said(Word::TableColSource),
];

impl Sheet {
    /// All, in the order of the legend.
    pub const ALL: [Sheet; 6] =
        [Sheet::Units, Sheet::Halls, Sheet::Parks, Sheet::Projects, Sheet::Parcels, Sheet::Ports];

    /// Its name.
    pub const fn word(self) -> Word {
        match self {
            Sheet::Units => Word::TableUnits,
            Sheet::Halls => Word::TableHalls,
            Sheet::Parks => Word::TableParks,
            Sheet::Projects => Word::TableProjects,
            Sheet::Parcels => Word::TableParcels,
            Sheet::Ports => Word::TablePorts,
        }
    }

    /// The kind of its records.
    pub const fn kind(self) -> Kind {
        match self {
            Sheet::Units => Kind::Unit,
            Sheet::Halls => Kind::Hall,
            Sheet::Parks => Kind::Park,
            Sheet::Projects => Kind::Project,
            Sheet::Parcels => Kind::Parcel,
            Sheet::Ports => Kind::Port,
        }
    }

    /// The table in which a record stands.
    pub fn of(subject: Subject) -> Option<Self> {
        Self::ALL.into_iter().find(|sheet| sheet.kind() == subject.kind)
    }

    /// Its columns; the first one names the record.
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Sheet::Units => UNITS,
            Sheet::Halls => HALLS,
            Sheet::Parks => PARKS,
            Sheet::Projects => PROJECTS,
            Sheet::Parcels => PARCELS,
            Sheet::Ports => PORTS,
        }
    }

    /// Whether the order of keys is the order of names: then the first column needs no sorting.
    pub const fn is_numbered(self) -> bool {
        matches!(self, Sheet::Units | Sheet::Halls | Sheet::Parcels)
    }

    /// Its id in the page.
    pub const fn slug(self) -> &'static str {
        self.kind().slug()
    }
}
