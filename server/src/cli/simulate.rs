//! `investmap simulate`: a log of invented facts of any size, the same for the same numbers.

use std::fs::File;
use std::io::{BufWriter, Write, stdout};
use std::path::{Path, PathBuf};

use clap::Args;
use geodata::simulate;

use super::trouble::{During, Outcome, Trouble};

/// What `simulate` is told.
#[derive(Debug, Args)]
pub(super) struct Simulate {
    /// Number of parks.
    #[arg(long, env = "INVESTMAP_PARKS", value_name = "N", default_value_t = 40)]
    parks: usize,
    /// Number of units.
    #[arg(long, env = "INVESTMAP_UNITS", value_name = "N", default_value_t = 10_000)]
    units: usize,
    /// Number of target enterprises.
    #[arg(long, env = "INVESTMAP_TARGETS", value_name = "N", default_value_t = 0)]
    targets: usize,
    /// Number of projects with an investor.
    #[arg(long, env = "INVESTMAP_PROJECTS", value_name = "N", default_value_t = 0)]
    projects: usize,
    /// Number of facts, those that enter parks, halls, units, targets and projects among them.
    #[arg(long, env = "INVESTMAP_FACTS", value_name = "N", default_value_t = 100_000)]
    facts: usize,
    /// Another seed, another log.
    #[arg(long, env = "INVESTMAP_SEED", value_name = "S", default_value_t = 1)]
    seed: u64,
    /// The new file; - for standard output.
    #[arg(long, env = "INVESTMAP_OUT", value_name = "FILE")]
    out: PathBuf,
}

impl Simulate {
    pub(super) fn run(self) -> Outcome<()> {
        if self.out == Path::new("-") {
            return self.write(stdout().lock());
        }
        let name = self.out.display();
        let file = File::create_new(&self.out).during(&name)?;
        let written = self.write(&file);
        if written.is_err() {
            let _gone = std::fs::remove_file(&self.out);
        }
        written
    }

    fn write(&self, file: impl Write) -> Outcome<()> {
        let failed = |e: std::io::Error| Trouble::failed(format!("{}: {e}", self.out.display()));
        let mut file = BufWriter::with_capacity(1 << 16, file);
        let size = simulate::Size {
            parks: self.parks,
            units: self.units,
            targets: self.targets,
            projects: self.projects,
            facts: self.facts,
        };
        for fact in simulate::sized(size, self.seed) {
            serde_json::to_writer(&mut file, &fact).map_err(|e| failed(e.into()))?;
            file.write_all(b"\n").map_err(failed)?;
        }
        file.flush().map_err(failed)
    }
}
