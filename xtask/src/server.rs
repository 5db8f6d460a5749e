//! The server's binary: built after the client, which it embeds; and the demonstration started from it.

use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;

use crate::client;
use crate::place::Place;
use crate::program;
use crate::trouble::{Outcome, Trouble};

/// How the binary is compiled.
#[derive(Clone, Copy)]
pub enum Profile {
    /// Quick to compile, shares everything with `cargo test`.
    Dev,
    /// What people run and what is measured.
    Release,
}

/// Compiles `investmap`; answers where it lies.
pub fn build(place: &Place, profile: Profile) -> Outcome<PathBuf> {
    let (flag, folder) = match profile {
        Profile::Dev => ("--profile=dev", "debug"),
        Profile::Release => ("--profile=release", "release"),
    };
    program::run(program::cargo(place).args(["build", "--package=server", "--bin=investmap", flag]))?;
    Ok(place.target.join(folder).join("investmap"))
}

/// Builds everything and becomes the demonstration. What the caller says wins over our own choice of flags.
pub fn run(place: &Place, said: &[&str]) -> Outcome<()> {
    client::build(place)?;
    let binary = build(place, Profile::Release)?;
    let mut command = Command::new(&binary);
    command.arg("serve");
    let data = place.target.join("demo");
    let is_said = |flag: &str| said.iter().any(|word| *word == flag || word.starts_with(&format!("{flag}=")));
    if !is_said("--demo") {
        command.arg("--demo");
    }
    if !is_said("--listen") {
        command.args(["--listen", "127.0.0.1:8080"]);
    }
    if !is_said("--data") && !is_said("--database-url") {
        command.arg("--data").arg(data);
    }
    let error = command.args(said).exec();
    Err(Trouble::new(format!("{} could not be started: {error}", binary.display())))
}
