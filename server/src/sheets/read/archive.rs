//! Archives before they are trusted: everything is unpacked once into nothing, and counted. What an archive says of its own
//! sizes may be a lie.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::super::fault::Fault;
use super::super::progress::Progress;
use super::MOST_MIB;

/// The most parts of an archive.
const MOST_PARTS: usize = 2_000;

/// The names of its parts, if all of them together are of a bearable size.
pub(super) fn inspect(bytes: &[u8], progress: &Progress) -> Result<Vec<String>, Fault> {
    let damaged = |reason: &dyn std::fmt::Display| Fault::new("damaged").with("reason", reason);
    let too_large = || Fault::new("bomb").with("max", MOST_MIB);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
    if archive.len() > MOST_PARTS {
        return Err(too_large());
    }
    let mut left = MOST_MIB << 20;
    let mut names = Vec::new();
    let mut buffer = vec![0_u8; 1 << 16];
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|e| damaged(&e))?;
        names.push(part.name().to_owned());
        if part.size() > left {
            return Err(too_large());
        }
        loop {
            progress.go_on()?;
            let read = part.read(&mut buffer).map_err(|e| damaged(&e))?;
            if read == 0 {
                break;
            }
            left = left.checked_sub(read as u64).ok_or_else(too_large)?;
        }
    }
    Ok(names)
}

/// One part, whole; it was inspected before.
pub(super) fn part(bytes: &[u8], name: &str) -> Result<Vec<u8>, Fault> {
    let damaged = |reason: &dyn std::fmt::Display| Fault::new("damaged").with("reason", reason);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
    let part = archive.by_name(name).map_err(|e| damaged(&e))?;
    let mut content = Vec::new();
    part.take(MOST_MIB << 20).read_to_end(&mut content).map_err(|e| damaged(&e))?;
    Ok(content)
}
