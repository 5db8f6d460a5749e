//! The envelope of a fact: where it stands in the log, when it happened, when it was recorded, who may see it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::fact::Unreadable;
use crate::json::{self, FromJson, Json, Misfit};
use crate::{Day, Fact, Key, RegionCode, Stamp};

/// Who may see a fact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Audience {
    /// Everyone.
    #[default]
    Public,
    /// Officials.
    Officials,
    /// The office that owns the record.
    OwningOffice,
}

impl TryFrom<u8> for Audience {
    type Error = String;
    fn try_from(n: u8) -> Result<Self, String> {
        match n {
            0 => Ok(Audience::Public),
            1 => Ok(Audience::Officials),
            2 => Ok(Audience::OwningOffice),
            other => Err(format!("audience {other}: 0 public, 1 officials, 2 owning office")),
        }
    }
}

impl From<Audience> for u8 {
    fn from(a: Audience) -> u8 {
        match a {
            Audience::Public => 0,
            Audience::Officials => 1,
            Audience::OwningOffice => 2,
        }
    }
}

/// A fact with everything that the fold needs to know about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Envelope {
    /// Dense position in the log, from 1.
    pub position: u64,
    /// The record within its kind; kind and key make the stream `unit/RL-02-201`.
    pub key: Key,
    /// Version within the stream, from 1.
    pub version: u32,
    /// The civil day on which it happened.
    pub occurred_on: Day,
    /// When it was recorded.
    pub recorded_at: Stamp,
    /// Who may see it.
    pub audience: Audience,
    /// Where it comes from: `sample` for invented data.
    pub source: Source,
    /// What happened.
    pub fact: Fact,
}

/// Where a fact comes from. `sample` marks invented data; the interface says so. One word of memory: every fact has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Invented for illustration.
    Sample,
    /// A named source, such as `article-2024-07-24` or `ledger`.
    Named(Arc<Box<str>>),
}

impl Source {
    /// The word that is stored and sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Source::Sample => "sample",
            Source::Named(name) => name,
        }
    }

    /// Whether the fact is invented.
    #[must_use]
    pub fn is_sample(&self) -> bool {
        *self == Source::Sample
    }
}

impl From<&str> for Source {
    fn from(text: &str) -> Self {
        if text == "sample" { Source::Sample } else { Source::Named(Arc::new(text.into())) }
    }
}

impl FromJson for Audience {
    fn from_json(json: Json<'_>) -> Result<Self, Misfit> {
        Audience::try_from(u8::from_json(json)?).map_err(Misfit::new)
    }
}

impl FromJson for Source {
    fn from_json(json: Json<'_>) -> Result<Self, Misfit> {
        json::text(json).map(|text| Source::from(&*text))
    }
}

impl Serialize for Source {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        <std::borrow::Cow<'_, str>>::deserialize(d).map(|t| Source::from(&*t))
    }
}

/// The wire form of a fact, as `/api/log`, `/api/stream` and facts files write it.
///
/// `position`, `version` and `recorded_at` are given by the log; a facts file may leave `position` and
/// `version` out. `event_id`, `actor` and `region` are absent from what the public receives.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireEvent {
    /// Position in the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u64>,
    /// Stream, such as `unit/RL-02-201`.
    pub stream: String,
    /// Version within the stream.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// UUIDv7.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_id: Option<String>,
    /// Kind, such as `unit.leased`.
    pub kind: String,
    /// Schema of the payload; 1 when absent.
    #[serde(default = "first_schema", skip_serializing_if = "is_first_schema")]
    pub schema: u16,
    /// The civil day.
    pub occurred_on: Day,
    /// When it was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded_at: Option<Stamp>,
    /// Who recorded it: an id, never a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// The region that owns the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionCode>,
    /// 0 public, 1 officials, 2 owning office.
    #[serde(default, skip_serializing_if = "is_public")]
    pub audience: Audience,
    /// Where it comes from.
    pub source: Source,
    /// What happened, as JSON.
    pub payload: Box<RawValue>,
}

fn first_schema() -> u16 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_first_schema(schema: &u16) -> bool {
    *schema == 1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_public(audience: &Audience) -> bool {
    *audience == Audience::Public
}

impl WireEvent {
    /// The key of the record and what happened to it.
    ///
    /// # Errors
    /// If kind, payload or stream are not understood.
    pub fn read(&self) -> Result<(Key, Fact), Unreadable> {
        let fact = Fact::read(&self.kind, self.schema, Json::of(self.payload.get()))?;
        Ok((key_of(&self.stream, &fact)?, fact))
    }

    /// The envelope, for an event that the log has numbered.
    ///
    /// # Errors
    /// If it is not understood. An event without position, version or moment counts as position 0.
    pub fn open(&self) -> Result<Envelope, Unreadable> {
        let (key, fact) = self.read()?;
        Ok(Envelope {
            position: self.position.unwrap_or(0),
            key,
            version: self.version.unwrap_or(0),
            occurred_on: self.occurred_on,
            recorded_at: self.recorded_at.unwrap_or(Stamp::end_of(self.occurred_on)),
            audience: self.audience,
            source: self.source.clone(),
            fact,
        })
    }
}

/// The key in a stream, which must be of the fact's kind.
fn key_of(stream: &str, fact: &Fact) -> Result<Key, Unreadable> {
    let key = stream.split_once('/').filter(|(entity, _)| *entity == fact.entity());
    key.and_then(|(_, key)| key.parse().ok()).ok_or_else(|| Unreadable::Stream {
        stream: stream.to_owned(),
        kind: fact.kind().to_owned(),
        expected: fact.entity(),
    })
}

impl Envelope {
    /// Reads what `/api/log` and `/api/stream` write for a fact, as [`WireEvent`] describes it.
    ///
    /// # Errors
    /// If it is not understood.
    pub fn read(json: Json<'_>) -> Result<Self, Unreadable> {
        const NAMES: &[&str] = &[
            "position",
            "stream",
            "version",
            "kind",
            "schema",
            "occurred_on",
            "recorded_at",
            "audience",
            "source",
            "payload",
        ];
        let fields = json::fields(json, NAMES, false)?;
        let payload = fields.get(9).ok_or_else(|| Misfit::new("missing field `payload`"))?;
        let fact = Fact::read(&fields.read::<String>(3)?, fields.read_or(4, first_schema)?, payload)?;
        let occurred_on = fields.read(5)?;
        Ok(Self {
            position: fields.read(0)?,
            key: key_of(&fields.read::<String>(1)?, &fact)?,
            version: fields.read(2)?,
            occurred_on,
            recorded_at: fields.read_or(6, || Stamp::end_of(occurred_on))?,
            audience: fields.read_or_default(7)?,
            source: fields.read(8)?,
            fact,
        })
    }
}

impl From<&Envelope> for WireEvent {
    /// What everyone entitled to the fact receives: no actor, no event id.
    fn from(e: &Envelope) -> Self {
        WireEvent {
            position: Some(e.position),
            stream: crate::fact::stream(e.fact.entity(), e.key),
            version: Some(e.version),
            event_id: None,
            kind: e.fact.kind().to_owned(),
            schema: crate::fact::SCHEMA,
            occurred_on: e.occurred_on,
            recorded_at: Some(e.recorded_at),
            actor: None,
            region: None,
            audience: e.audience,
            source: e.source.clone(),
            payload: e.fact.payload(),
        }
    }
}
