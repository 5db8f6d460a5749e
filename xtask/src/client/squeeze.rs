//! Brotli and gzip at their strongest, done once at build time and remembered by content: the second build is free.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::client::hash;
use crate::place::Place;
use crate::trouble::{During, Outcome};

/// One content in the two encodings that browsers ask for.
pub struct Squeezed {
    /// Brotli, quality 11, window 2^24.
    pub brotli: Vec<u8>,
    /// Gzip, level 9.
    pub gzip: Vec<u8>,
}

/// Remembers what it has squeezed under `target/xtask/squeezed`.
pub struct Press {
    memory: PathBuf,
}

impl Press {
    /// Opens the memory.
    pub fn open(place: &Place) -> Outcome<Self> {
        let memory = place.scratch().join("squeezed");
        fs::create_dir_all(&memory).during(memory.display())?;
        Ok(Self { memory })
    }

    /// Squeezes, or remembers.
    pub fn squeeze(&self, content: &[u8]) -> Outcome<Squeezed> {
        let name = hash::full(content);
        Ok(Squeezed {
            brotli: self.recall(&name, "br", || brotli(content))?,
            gzip: self.recall(&name, "gz", || gzip(content))?,
        })
    }

    fn recall(&self, name: &str, kind: &str, make: impl FnOnce() -> Outcome<Vec<u8>>) -> Outcome<Vec<u8>> {
        let path = self.memory.join(format!("{name}.{kind}"));
        if let Ok(known) = fs::read(&path) {
            return Ok(known);
        }
        let made = make()?;
        // A half-written file must never be remembered, hence the rename.
        let draft = path.with_extension("draft");
        fs::write(&draft, &made).during(draft.display())?;
        fs::rename(&draft, &path).during(path.display())?;
        Ok(made)
    }
}

fn brotli(content: &[u8]) -> Outcome<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut out, &parameters).during("brotli")?;
    Ok(out)
}

fn gzip(content: &[u8]) -> Outcome<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).during("gzip")?;
    encoder.finish().during("gzip")
}
