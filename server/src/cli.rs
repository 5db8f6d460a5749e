//! The command line: what the program can be asked, and one line for everything that can go wrong.

mod copies;
mod export;
mod import;
mod place;
mod serve;
mod simulate;
mod trouble;
mod user;
mod vault;
mod verify;

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};

use trouble::{Outcome, Trouble};

/// Investment Map: a self-hosted, event-driven investment-map server.
#[derive(Debug, Parser)]
#[command(name = "investmap", version, max_term_width = 100, disable_help_subcommand = true)]
struct Asked {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Open the map and the record to browsers.
    Serve(serve::Serve),
    /// Record the facts of a file, all or none.
    Import(import::Import),
    /// Write what is recorded to a file.
    Export(export::Export),
    /// Check that everything recorded is unharmed, fold it, and show the figures.
    Verify(verify::Verify),
    /// Copy the whole log into a new file; a server may be running.
    Backup(copies::Backup),
    /// Begin a data folder from a backup.
    Restore(copies::Restore),
    /// Make a log of invented facts, the same for the same seed.
    Simulate(simulate::Simulate),
    /// Keep the accounts of officials; a server may be running.
    User(user::User),
    /// Keep the keys of contacts and notes.
    Vault(vault::Vault),
}

/// Does what the command line asks.
#[must_use]
pub fn main() -> ExitCode {
    let done = match Asked::try_parse() {
        Ok(asked) => asked.task.run(),
        Err(error) => return refuse(&error),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => trouble.tell(),
    }
}

impl Task {
    fn run(self) -> Outcome<()> {
        match self {
            Task::Serve(task) => task.run(),
            Task::Import(task) => task.run(),
            Task::Export(task) => task.run(),
            Task::Verify(task) => task.run(),
            Task::Backup(task) => task.run(),
            Task::Restore(task) => task.run(),
            Task::Simulate(task) => task.run(),
            Task::User(task) => task.run(),
            Task::Vault(task) => task.run(),
        }
    }
}

/// Wrong use in one line, and where to read more.
fn refuse(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // With nobody left to read it, nothing is lost.
            let _read = error.print();
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            Trouble::usage("what shall be done? serve, import, export, verify, backup, restore, simulate, user or vault; see `investmap --help`").tell()
        }
        _ => {
            let said = error.to_string();
            let what = said.split("\n\n").next().unwrap_or_default();
            let what = what.strip_prefix("error: ").unwrap_or(what).split_whitespace().collect::<Vec<_>>().join(" ");
            Trouble::usage(format!("{what}; see `investmap --help`")).tell()
        }
    }
}
