//! Where things lie, found once from what cargo tells the program it runs.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::trouble::{During, Outcome, Trouble};

/// The folders of this clone.
pub struct Place {
    /// The folder of the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// Cargo's target folder.
    pub target: PathBuf,
}

impl Place {
    /// Reads the environment that `cargo run` sets.
    pub fn find() -> Outcome<Self> {
        let own = env::var_os("CARGO_MANIFEST_DIR").ok_or_else(|| {
            Trouble::usage("start me with `cargo xtask`, so that I know where the clone lies")
        })?;
        let root = Path::new(&own)
            .parent()
            .ok_or_else(|| Trouble::new("the xtask folder has no parent folder"))?
            .to_path_buf();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(dir) => std::path::absolute(dir).during("CARGO_TARGET_DIR")?,
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// The client's crate, its templates and its npm packages.
    pub fn frontend(&self) -> PathBuf {
        self.root.join("frontend")
    }

    /// The finished client that the server embeds.
    pub fn dist(&self) -> PathBuf {
        self.frontend().join("dist")
    }

    /// Scratch space of xtask.
    pub fn scratch(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// The cargo that started us.
    pub fn cargo() -> OsString {
        env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
    }
}
