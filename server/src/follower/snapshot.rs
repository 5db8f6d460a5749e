//! The snapshot: what was folded, in one file beside the log, so that a start need not read the whole log.
//!
//! It is a cache and never the truth: it names the position and the digest it was taken at, and is passed over when the
//! log has another digest there, when its own bytes changed, or when this program cannot read it. Payloads stand in it
//! as JSON, as in the log, so that a newer program reads an older snapshot like an older fact.
//!
//! ```text
//! "investmap snapshot 1\n"   position u64   digest 32   sha256 of these two
//! then for each chunk        length u64     sha256 32   MessagePack: facts
//! and at the end             0 u64
//! ```

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::Path;

use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use shared::envelope::Source;
use shared::json::Json;
use shared::{Audience, Day, Envelope, Fact, Key, Stamp, World};

use crate::log::{Digest, Head};

/// The name of the snapshot in its data folder.
pub const FILE: &str = "snapshot";
const MARK: &[u8] = b"investmap snapshot 1\n";
/// Facts of a chunk: decoded at once, while the one before is folded. Few enough that they are folded before the memory
/// they were decoded into has left the processor's caches, and is used again for the next.
const CHUNK: usize = 1024;

/// Why a snapshot is passed over; for the operator's log only.
#[derive(Debug, thiserror::Error)]
pub enum PassedOver {
    /// It cannot be read or written.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// Its bytes are not those that were written, or another program's.
    #[error("{0}")]
    Foreign(&'static str),
    /// It does not lie on this log.
    #[error("it was taken of another log, or the log lost facts")]
    Astray,
}

/// A fact as it stands in a snapshot.
#[derive(Serialize, Deserialize)]
struct Kept<'a>(u64, Key, u32, Day, Stamp, Audience, Source, u16, &'a str, &'a str);

/// Writes what was folded up to `head`.
///
/// # Errors
/// If the file cannot be written. The one that was there before stays then.
pub fn write(file: &Path, world: &World, head: Head) -> Result<(), PassedOver> {
    let unfinished = file.with_extension("unfinished");
    let mut out = BufWriter::new(File::create(&unfinished)?);
    out.write_all(MARK)?;
    let opening = [&head.position.to_le_bytes()[..], head.digest.bytes()].concat();
    out.write_all(&opening)?;
    out.write_all(Digest::of(&opening).bytes())?;
    let mut written = Ok(());
    let mut chunk = Vec::with_capacity(CHUNK);
    world.each_fact(|fact| {
        chunk.push(fact);
        if chunk.len() == CHUNK && written.is_ok() {
            written = write_chunk(&mut out, &std::mem::take(&mut chunk));
        }
    });
    written?;
    if !chunk.is_empty() {
        write_chunk(&mut out, &chunk)?;
    }
    out.write_all(&0u64.to_le_bytes())?;
    out.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
    Ok(std::fs::rename(unfinished, file)?)
}

fn write_chunk(out: &mut impl Write, facts: &[Envelope]) -> Result<(), PassedOver> {
    let bytes = encode(facts)?;
    out.write_all(&(bytes.len() as u64).to_le_bytes())?;
    out.write_all(Digest::of(&bytes).bytes())?;
    Ok(out.write_all(&bytes)?)
}

/// A snapshot that is being read.
#[derive(Debug)]
pub struct Snapshot {
    file: BufReader<File>,
    head: Head,
}

impl Snapshot {
    /// Opens a snapshot, if there is one.
    ///
    /// # Errors
    /// If it cannot be used.
    pub fn open(file: &Path) -> Result<Option<Self>, PassedOver> {
        let mut file = match File::open(file) {
            Ok(file) => BufReader::with_capacity(1 << 20, file),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(e.into()),
        };
        if take::<{ MARK.len() }>(&mut file)? != MARK {
            return Err(PassedOver::Foreign("another program wrote it"));
        }
        let opening = take::<40>(&mut file)?;
        if take(&mut file)? != *Digest::of(&opening).bytes() {
            return Err(PassedOver::Foreign("it is damaged"));
        }
        let mut opening = opening.as_slice();
        let position = u64::from_le_bytes(take(&mut opening)?);
        let digest = take::<32>(&mut opening)?;
        let digest = Digest::from_bytes(&digest).ok_or(PassedOver::Foreign("it is damaged"))?;
        Ok(Some(Self { file, head: Head { position, digest } }))
    }

    /// Where in the log it was taken.
    #[must_use]
    pub fn head(&self) -> Head {
        self.head
    }

    /// The bytes of the next chunk; none after the last.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn chunk(&mut self) -> Result<Option<Chunk>, PassedOver> {
        let length = u64::from_le_bytes(take(&mut self.file)?);
        if length == 0 {
            return Ok(None);
        }
        let digest = take::<32>(&mut self.file)?;
        let mut bytes = Vec::new();
        (&mut self.file).take(length).read_to_end(&mut bytes)?;
        Ok(Some(Chunk { digest, bytes }))
    }
}

/// Facts of a snapshot, not yet decoded.
#[derive(Debug)]
pub struct Chunk {
    digest: [u8; 32],
    bytes: Vec<u8>,
}

impl Chunk {
    /// The facts.
    ///
    /// # Errors
    /// If the bytes changed, or this program does not understand them.
    pub fn decode(&self) -> Result<Vec<Envelope>, PassedOver> {
        if *Digest::of(&self.bytes).bytes() != self.digest {
            return Err(PassedOver::Foreign("it is damaged"));
        }
        let Facts(facts) = rmp_serde::from_slice(&self.bytes)
            .map_err(|_| PassedOver::Foreign("this program does not understand it"))?;
        Ok(facts)
    }
}

/// The facts of a chunk, opened one by one while the chunk is read.
struct Facts(Vec<Envelope>);

impl<'de> Deserialize<'de> for Facts {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'de> Visitor<'de> for Visit {
            type Value = Facts;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("facts")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut kept: A) -> Result<Facts, A::Error> {
                let mut facts = Vec::with_capacity(kept.size_hint().unwrap_or(0).min(CHUNK));
                while let Some(kept) = kept.next_element::<Kept<'de>>()? {
                    facts.push(open(kept).map_err(A::Error::custom)?);
                }
                Ok(Facts(facts))
            }
        }
        d.deserialize_seq(Visit)
    }
}

fn open(kept: Kept<'_>) -> Result<Envelope, PassedOver> {
    let Kept(position, key, version, occurred_on, recorded_at, audience, source, schema, kind, payload) =
        kept;
    let foreign = || PassedOver::Foreign("this program does not understand it");
    let fact = Fact::read(kind, schema, Json::of(payload)).map_err(|_| foreign())?;
    Ok(Envelope { position, key, version, occurred_on, recorded_at, audience, source, fact })
}

fn encode(facts: &[Envelope]) -> Result<Vec<u8>, PassedOver> {
    let payloads: Vec<_> = facts.iter().map(|f| f.fact.payload()).collect();
    let kept: Vec<_> = facts
        .iter()
        .zip(&payloads)
        .map(|(f, payload)| {
            let schema = shared::fact::SCHEMA;
            let source = f.source.clone();
            Kept(
                f.position,
                f.key,
                f.version,
                f.occurred_on,
                f.recorded_at,
                f.audience,
                source,
                schema,
                f.fact.kind(),
                payload.get(),
            )
        })
        .collect();
    rmp_serde::to_vec(&kept).map_err(|e| PassedOver::Io(std::io::Error::other(e)))
}

fn take<const N: usize>(from: &mut impl Read) -> std::io::Result<[u8; N]> {
    let mut bytes = [0; N];
    from.read_exact(&mut bytes)?;
    Ok(bytes)
}
