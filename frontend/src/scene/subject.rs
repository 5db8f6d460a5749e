//! The records that can be opened, and how an address names them: `unit/RL-02-201`.

use std::fmt;
use std::str::FromStr;

use shared::Key;
use shared::tally::FigureName;

use crate::map::Layer;

/// The kinds of record that have a panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A lettable unit.
    Unit,
    /// A hall.
    Hall,
    /// A park or zone.
    Park,
    /// A land parcel.
    Parcel,
    /// A port of entry.
    Port,
    /// A project.
    Project,
    /// An enterprise.
    Enterprise,
    /// A region; its key is the code.
    Region,
}

impl Kind {
    const ALL: [Kind; 8] = [
        Kind::Unit,
        Kind::Hall,
        Kind::Park,
        Kind::Parcel,
        Kind::Port,
        Kind::Project,
        Kind::Enterprise,
        Kind::Region,
    ];

    /// The first part of its streams.
    pub const fn slug(self) -> &'static str {
        match self {
            Kind::Unit => "unit",
            Kind::Hall => "hall",
            Kind::Park => "park",
            Kind::Parcel => "parcel",
            Kind::Port => "port",
            Kind::Project => "project",
            Kind::Enterprise => "enterprise",
            Kind::Region => "region",
        }
    }

    /// The kind of that word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.slug() == word)
    }

    /// What a hit on the map opens.
    pub const fn of_layer(layer: Layer) -> Option<Self> {
        match layer {
            Layer::Units | Layer::Slabs => Some(Kind::Unit),
            Layer::Halls => Some(Kind::Hall),
            Layer::Parcels => Some(Kind::Parcel),
            Layer::Parks => Some(Kind::Park),
            Layer::Ports => Some(Kind::Port),
            Layer::Projects => Some(Kind::Project),
            Layer::Streets | Layer::Places => None,
        }
    }
}

/// A record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// Which kind.
    pub kind: Kind,
    /// Which of them.
    pub key: Key,
}

impl Subject {
    /// A record of a kind.
    pub const fn new(kind: Kind, key: Key) -> Self {
        Self { kind, key }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind.slug(), self.key)
    }
}

impl FromStr for Subject {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (kind, key) = text.split_once('/').ok_or(())?;
        Ok(Self { kind: Kind::named(kind).ok_or(())?, key: key.parse().map_err(|_| ())? })
    }
}

/// What the panel shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opened {
    /// A record.
    Record(Subject),
    /// The records behind a figure.
    List(FigureName),
    /// This year's projects, the one cell of the strip that holds three figures.
    Projects,
}
