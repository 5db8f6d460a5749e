//! What happened: one enum per kind of record, past tense, decoded by its wire kind `entity.past_tense`.

pub mod carrier;
pub mod outreach;
pub mod project;
pub mod registry;
pub mod rule;
pub mod task;
pub mod unit;
pub mod upkeep;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::json::{self, FromJson, Json, Misfit};
use crate::{Day, Key, Word};

/// Why a stored or imported fact could not be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// No such kind.
    #[error("unknown kind \"{0}\"")]
    Kind(String),
    /// A newer shape than this program knows.
    #[error("kind \"{kind}\" has schema {schema}, this program knows up to {known}")]
    Schema {
        /// The wire kind.
        kind: String,
        /// The schema found.
        schema: u16,
        /// The newest schema known.
        known: u16,
    },
    /// The payload does not fit its kind.
    #[error("payload of \"{kind}\": {reason}")]
    Payload {
        /// The wire kind.
        kind: String,
        /// Which field is wrong, and how.
        reason: String,
    },
    /// What stands around the payload is not what it should be.
    #[error("not a fact: {0}")]
    Wire(#[from] Misfit),
    /// The stream does not fit its kind.
    #[error("stream \"{stream}\" cannot hold \"{kind}\"; expected {expected}/KEY")]
    Stream {
        /// The stream found.
        stream: String,
        /// The wire kind.
        kind: String,
        /// The first part the stream should have.
        expected: &'static str,
    },
}

/// The newest schema of every kind. Older shapes are lifted by an upcaster per (kind, schema).
pub const SCHEMA: u16 = 1;

/// A fact of one kind of record.
pub trait Happening: Clone + PartialEq + std::fmt::Debug + Sized {
    /// The first part of kind and stream, such as `unit`.
    const ENTITY: &'static str;
    /// Every wire kind, corrections aside.
    const KINDS: &'static [&'static str];
    /// The wire kind, such as `unit.leased`.
    fn kind(&self) -> &'static str;
    /// The payload as JSON.
    fn payload(&self) -> Box<RawValue>;
    /// Reads a payload of that kind.
    ///
    /// # Errors
    /// If the kind is not one of this record's, or the payload does not fit it.
    fn read(kind: &str, payload: Json<'_>) -> Result<Self, Unreadable>;
}

/// Declares the facts of one kind of record: variants, wire kinds, payload types.
macro_rules! happenings {
    ($(#[$doc:meta])* $name:ident of $entity:literal { $($(#[$vdoc:meta])* $variant:ident($payload:ty) = $kind:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* $variant($payload),)+
        }

        impl $crate::fact::Happening for $name {
            const ENTITY: &'static str = $entity;
            const KINDS: &'static [&'static str] = &[$(concat!($entity, ".", $kind),)+];

            fn kind(&self) -> &'static str {
                match self { $(Self::$variant(_) => concat!($entity, ".", $kind),)+ }
            }

            fn payload(&self) -> Box<serde_json::value::RawValue> {
                match self { $(Self::$variant(p) => $crate::fact::raw(p),)+ }
            }

            fn read(kind: &str, payload: $crate::json::Json<'_>) -> Result<Self, $crate::fact::Unreadable> {
                match kind {
                    $(concat!($entity, ".", $kind) => <$payload as $crate::json::FromJson>::from_json(payload)
                        .map(Self::$variant)
                        .map_err(|misfit| $crate::fact::unreadable(kind, &misfit)),)+
                    _ => Err($crate::fact::Unreadable::Kind(kind.into())),
                }
            }
        }
    };
}
pub(crate) use happenings;

/// JSON of a payload; our payloads are plain structs, which always serialise.
pub(crate) fn raw<T: Serialize>(payload: &T) -> Box<RawValue> {
    serde_json::value::to_raw_value(payload).expect("payloads are structs of strings and finite numbers")
}

/// The payload of a kind does not fit.
pub(crate) fn unreadable(kind: &str, misfit: &Misfit) -> Unreadable {
    Unreadable::Payload { kind: kind.into(), reason: misfit.to_string() }
}

/// A fact as it stands in a stream: it happened, or it corrects an earlier one of the same stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Entry<F> {
    /// Something happened.
    Happened(F),
    /// An earlier fact of this stream was wrong.
    Corrected(Box<Correction<F>>),
}

/// What was wrong with an earlier fact: its content, its day, or that it was recorded at all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Correction<F> {
    /// The version, within the same stream, of the fact that was wrong.
    pub version: u32,
    /// The right day, where the day was wrong. (The envelope's own day is the day the error was found.)
    pub occurred_on: Option<Day>,
    /// The right content, where the content was wrong.
    pub fact: Option<F>,
    /// The fact never happened: it is taken back.
    pub retracted: bool,
    /// Why, as a code: free text would carry names of people into a log that keeps everything. Corrections did not say
    /// it at first.
    pub reason: Option<CorrectionReason>,
}

/// Why a fact was wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CorrectionReason {
    /// A slip of the pen.
    TypingError,
    /// The source was wrong, or another one is right.
    WrongSource,
    /// It was measured anew.
    MeasuredAnew,
    /// It was recorded of the wrong record.
    WrongRecord,
    /// None of these.
    Other,
}

impl CorrectionReason {
    /// All of them.
    pub const ALL: [CorrectionReason; 5] = [
        CorrectionReason::TypingError,
        CorrectionReason::WrongSource,
        CorrectionReason::MeasuredAnew,
        CorrectionReason::WrongRecord,
        CorrectionReason::Other,
    ];

    /// The code as it is written.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            CorrectionReason::TypingError => "typing_error",
            CorrectionReason::WrongSource => "wrong_source",
            CorrectionReason::MeasuredAnew => "measured_anew",
            CorrectionReason::WrongRecord => "wrong_record",
            CorrectionReason::Other => "other",
        }
    }

    /// Its word.
    #[must_use]
    pub const fn word(self) -> Word {
        match self {
            CorrectionReason::TypingError => Word::ReasonTypingError,
            CorrectionReason::WrongSource => Word::ReasonWrongSource,
            CorrectionReason::MeasuredAnew => Word::ReasonMeasuredAnew,
            CorrectionReason::WrongRecord => Word::ReasonWrongRecord,
            CorrectionReason::Other => Word::ReasonOther,
        }
    }
}

/// The JSON of a correction.
#[derive(Serialize)]
struct CorrectionShape<'a, F> {
    version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    occurred_on: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fact: Option<F>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    retracted: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<CorrectionReason>,
}

/// A correction, its content not yet read.
struct Corrected<'j> {
    version: u32,
    occurred_on: Option<Day>,
    content: Option<(String, Json<'j>)>,
    retracted: bool,
    reason: Option<CorrectionReason>,
}

impl<'j> Corrected<'j> {
    fn read(payload: Json<'j>) -> Result<Self, Misfit> {
        const NAMES: &[&str] = &["version", "occurred_on", "kind", "fact", "retracted", "reason"];
        let fields = json::fields(payload, NAMES, true)?;
        let occurred_on: Option<Day> = fields.read(1)?;
        let content = match (fields.read(2)?, fields.get(3)) {
            (Some(kind), Some(fact)) => Some((kind, fact)),
            (None, None) => None,
            _ => return Err(Misfit::new("\"kind\" and \"fact\" come together")),
        };
        let retracted: bool = fields.read_or_default(4)?;
        if content.is_none() && occurred_on.is_none() && !retracted {
            return Err(Misfit::new(
                "corrects nothing: give \"fact\" with \"kind\", \"occurred_on\" or \"retracted\": true",
            ));
        }
        Ok(Self { version: fields.read(0)?, occurred_on, content, retracted, reason: fields.read(5)? })
    }
}

impl<F> Entry<F> {
    /// The day on which something happened, of an entry that was recorded as of a day. On the day on which an error is
    /// found nothing happens but at the desk.
    pub(crate) fn day(&self, occurred_on: Day) -> Option<Day> {
        match self {
            Entry::Happened(_) => Some(occurred_on),
            Entry::Corrected(correction) => correction.occurred_on,
        }
    }
}

impl<F: Happening> Entry<F> {
    fn is_correction(kind: &str) -> bool {
        kind.strip_prefix(F::ENTITY) == Some(".corrected")
    }

    fn read(kind: &str, payload: Json<'_>) -> Result<Self, Unreadable> {
        if !Self::is_correction(kind) {
            return F::read(kind, payload).map(Entry::Happened);
        }
        let read = Corrected::read(payload).map_err(|misfit| unreadable(kind, &misfit))?;
        let Corrected { version, occurred_on, content, retracted, reason } = read;
        let fact = content.map(|(kind, fact)| F::read(&kind, fact)).transpose()?;
        Ok(Entry::Corrected(Box::new(Correction { version, occurred_on, fact, retracted, reason })))
    }

    fn payload(&self) -> Box<RawValue> {
        match self {
            Entry::Happened(fact) => fact.payload(),
            Entry::Corrected(c) => raw(&CorrectionShape {
                version: c.version,
                occurred_on: c.occurred_on,
                kind: c.fact.as_ref().map(Happening::kind),
                fact: c.fact.as_ref().map(Happening::payload),
                retracted: c.retracted,
                reason: c.reason,
            }),
        }
    }
}

/// Declares the sum of all kinds of records.
macro_rules! facts {
    ($($(#[$doc:meta])* $variant:ident($fact:ty),)+) => {
        /// A fact of any kind of record.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum Fact {
            $($(#[$doc])* $variant(Entry<$fact>),)+
        }

        impl Fact {
            /// The first part of kind and stream, such as `unit`.
            #[must_use]
            pub fn entity(&self) -> &'static str {
                match self { $(Fact::$variant(_) => <$fact>::ENTITY,)+ }
            }

            /// The wire kind, such as `unit.leased` or `unit.corrected`.
            #[must_use]
            pub fn kind(&self) -> &'static str {
                match self {
                    $(Fact::$variant(Entry::Happened(f)) => f.kind(),
                    Fact::$variant(Entry::Corrected(_)) => corrected(<$fact>::ENTITY),)+
                }
            }

            /// Every wire kind that there is.
            pub fn kinds() -> impl Iterator<Item = &'static str> {
                let happened = [$(<$fact>::KINDS,)+].into_iter().flatten().copied();
                happened.chain(ENTITIES.iter().map(|(_, kind)| *kind))
            }

            /// The payload as JSON.
            #[must_use]
            pub fn payload(&self) -> Box<RawValue> {
                match self { $(Fact::$variant(e) => e.payload(),)+ }
            }

            /// Reads a fact from its wire kind, schema and payload.
            ///
            /// # Errors
            /// If kind, schema or payload are unknown to this program.
            pub fn read(kind: &str, schema: u16, payload: Json<'_>) -> Result<Self, Unreadable> {
                if schema == 0 || schema > SCHEMA {
                    return Err(Unreadable::Schema { kind: kind.into(), schema, known: SCHEMA });
                }
                let entity = kind.split_once('.').map_or(kind, |(e, _)| e);
                $(if entity == <$fact>::ENTITY { return Entry::<$fact>::read(kind, payload).map(Fact::$variant); })+
                Err(Unreadable::Kind(kind.into()))
            }
        }

        $(impl From<$fact> for Fact {
            fn from(fact: $fact) -> Self { Fact::$variant(Entry::Happened(fact)) }
        }
        impl From<Correction<$fact>> for Fact {
            fn from(c: Correction<$fact>) -> Self { Fact::$variant(Entry::Corrected(Box::new(c))) }
        })+

        const ENTITIES: &[(&str, &str)] = &[$((<$fact>::ENTITY, concat_corrected!($variant)),)+];
    };
}

macro_rules! concat_corrected {
    (Region) => {
        "region.corrected"
    };
    (Chain) => {
        "chain.corrected"
    };
    (Park) => {
        "park.corrected"
    };
    (Hall) => {
        "hall.corrected"
    };
    (Unit) => {
        "unit.corrected"
    };
    (Parcel) => {
        "parcel.corrected"
    };
    (Port) => {
        "port.corrected"
    };
    (Project) => {
        "project.corrected"
    };
    (Enterprise) => {
        "enterprise.corrected"
    };
    (Target) => {
        "target.corrected"
    };
    (Visit) => {
        "visit.corrected"
    };
    (Activity) => {
        "activity.corrected"
    };
    (Invitation) => {
        "invitation.corrected"
    };
    (Request) => {
        "request.corrected"
    };
    (Task) => {
        "task.corrected"
    };
    (Rule) => {
        "rule.corrected"
    };
}

facts! {
    /// A division of the GB/T 2260 tree.
    Region(registry::RegionFact),
    /// An industry chain.
    Chain(registry::ChainFact),
    /// A park or a zone of one.
    Park(carrier::ParkFact),
    /// A factory building.
    Hall(carrier::HallFact),
    /// A lettable part of a hall.
    Unit(unit::UnitFact),
    /// A land parcel.
    Parcel(carrier::ParcelFact),
    /// A port of entry.
    Port(registry::PortFact),
    /// An offered or signed project.
    Project(project::ProjectFact),
    /// An enterprise present in the region.
    Enterprise(registry::EnterpriseFact),
    /// A target enterprise (internal).
    Target(outreach::TargetFact),
    /// A batch of visiting investors.
    Visit(outreach::VisitFact),
    /// An outreach activity.
    Activity(outreach::ActivityFact),
    /// An invitation to an enterprise abroad.
    Invitation(outreach::InvitationFact),
    /// A request of an enterprise (internal).
    Request(outreach::RequestFact),
    /// A task of the year's list (internal).
    Task(task::TaskFact),
    /// A rate, a preset of the traffic light, the columns of a board, deadlines, promises.
    Rule(rule::RuleFact),
}

fn corrected(entity: &str) -> &'static str {
    ENTITIES.iter().find(|(e, _)| *e == entity).map_or("corrected", |(_, kind)| kind)
}

/// The stream of a record: its kind of record and its key, such as `unit/RL-02-201`.
#[must_use]
pub fn stream(entity: &str, key: Key) -> String {
    format!("{entity}/{key}")
}
