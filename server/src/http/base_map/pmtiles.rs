//! One PMTiles archive (version 3) on this machine: a whole base map in one file, for places without a network.
//!
//! A tile's number along the Hilbert curve is looked up in a tree of directories of at most four levels; the file is
//! read in place, never as a whole. Specification: <https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md>.

mod directory;

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use flate2::read::GzDecoder;

use super::NoTile;
use directory::{Entry, directory, number, seek};

/// Directories below the first that are followed.
const DEEPEST: usize = 4;
/// No directory and no picture is larger, unpacked.
const LARGEST: u64 = 16 << 20;

/// An open archive.
#[derive(Debug)]
pub struct Archive {
    file: Mutex<File>,
    root: Vec<Entry>,
    leaves: u64,
    tiles: u64,
    packed: bool,
    zooms: (u8, u8),
}

/// Why an archive cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// It cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It is something else.
    #[error("not a PMTiles archive of version 3")]
    NotPmtiles,
    /// It holds something else than pictures.
    #[error("it holds vector tiles; only pictures (PNG, JPEG, WebP, AVIF) can be shown")]
    NotPictures,
    /// It is compressed in a way that is not understood.
    #[error("its directories are compressed by other means than gzip")]
    OtherCompression,
    /// It contradicts itself.
    #[error("its directory is damaged")]
    Damaged,
}

impl Archive {
    /// Opens an archive by its path.
    ///
    /// # Errors
    /// If it cannot be read or is not an archive of pictures.
    pub fn open(path: &str) -> Result<Self, Unusable> {
        let mut file = File::open(path)?;
        let mut head = [0; 127];
        file.read_exact(&mut head)?;
        if head.get(..8) != Some(b"PMTiles\x03") {
            return Err(Unusable::NotPmtiles);
        }
        let word = |at: usize| -> u64 {
            let bytes = head.get(at..at + 8).and_then(|b| b.try_into().ok());
            bytes.map_or(0, u64::from_le_bytes)
        };
        let byte = |at: usize| head.get(at).copied().unwrap_or(0);
        let packed = match byte(97) {
            1 => false,
            2 => true,
            _ => return Err(Unusable::OtherCompression),
        };
        if !(2..=5).contains(&byte(99)) {
            return Err(Unusable::NotPictures);
        }
        let root = read(&mut file, word(8), word(16))?;
        let root = directory(&unpack(root, packed)?).ok_or(Unusable::Damaged)?;
        let zooms = (byte(100), byte(101));
        Ok(Self { file: Mutex::new(file), root, leaves: word(40), tiles: word(56), packed, zooms })
    }

    /// A tile.
    ///
    /// # Errors
    /// If the archive has none there, or cannot be read.
    pub fn tile(&self, z: u8, x: u32, y: u32) -> Result<Bytes, NoTile> {
        if !(self.zooms.0..=self.zooms.1).contains(&z) {
            return Err(NoTile::Nowhere);
        }
        self.find(number(z, x, y)).map_err(|e| NoTile::Unreachable(e.to_string()))?.ok_or(NoTile::Nowhere)
    }

    fn find(&self, wanted: u64) -> Result<Option<Bytes>, Unusable> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let mut entry = seek(&self.root, wanted);
        for _ in 0..DEEPEST {
            match entry {
                None => return Ok(None),
                Some(found) if found.run > 0 => {
                    let tile = read(&mut file, self.tiles.saturating_add(found.offset), found.length)?;
                    return Ok(Some(Bytes::from(tile)));
                }
                Some(leaf) => {
                    let packed = read(&mut file, self.leaves.saturating_add(leaf.offset), leaf.length)?;
                    let leaf = directory(&unpack(packed, self.packed)?).ok_or(Unusable::Damaged)?;
                    entry = seek(&leaf, wanted);
                }
            }
        }
        Err(Unusable::Damaged)
    }
}

fn read(file: &mut File, offset: u64, length: u64) -> Result<Vec<u8>, Unusable> {
    if length > LARGEST {
        return Err(Unusable::Damaged);
    }
    file.seek(SeekFrom::Start(offset))?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(Unusable::Damaged) }
}

fn unpack(bytes: Vec<u8>, packed: bool) -> Result<Vec<u8>, Unusable> {
    if !packed {
        return Ok(bytes);
    }
    let mut plain = Vec::new();
    GzDecoder::new(bytes.as_slice()).take(LARGEST).read_to_end(&mut plain)?;
    Ok(plain)
}

#[cfg(test)]
mod tests;
