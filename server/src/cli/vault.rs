//! `investmap vault …`: the keys of contacts and notes, and which of them is in use.

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, Subcommand};

use super::place::Place;
use super::trouble::{During, Outcome, Trouble, say};
use crate::accounts::audit::{Done, Note};
use crate::config::Config;
use crate::vault::keys::Keys;
use crate::vault::{self, Inspected};

/// The variable that holds the keys.
const VARIABLE: &str = "INVESTMAP_VAULT_KEY";
/// Entries that are named one by one.
const SHOWN: usize = 20;

/// What `vault` is told.
#[derive(Debug, Args)]
pub(super) struct Vault {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Print a new key.
    Key,
    /// Seal everything with the first key that is configured; older ones stand after it. A server may be running with both.
    Rekey {
        #[command(flatten)]
        configured: Configured,
        #[command(flatten)]
        place: Place,
    },
}

/// Where the configuration is.
#[derive(Debug, Args)]
pub(super) struct Configured {
    /// The configuration file, which may name the file of the vault's keys.
    #[arg(long, env = "INVESTMAP_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Configured {
    /// The vault's keys.
    pub(super) fn keys(&self) -> Outcome<Keys> {
        let config = self.config.as_deref().map_or_else(|| Ok(Config::default()), Config::read)?;
        keys(&config)
    }
}

/// The vault's keys: those of the environment, else those of the file that the configuration names; none is a closed vault.
pub(super) fn keys(config: &Config) -> Outcome<Keys> {
    if let Some(text) = std::env::var_os(VARIABLE).filter(|text| !text.is_empty()) {
        return Ok(Keys::read(VARIABLE, &text.to_string_lossy())?);
    }
    match &config.vault.key_file {
        Some(file) => Ok(Keys::of_file(file)?),
        None => Ok(Keys::default()),
    }
}

impl Vault {
    pub(super) fn run(self) -> Outcome<()> {
        match self.task {
            Task::Key => say(Keys::new_text().during("the system gives no random bits")?),
            Task::Rekey { configured, place } => rekey(&configured, &place),
        }
    }
}

fn rekey(configured: &Configured, place: &Place) -> Outcome<()> {
    let keys = configured.keys()?;
    if keys.are_none() {
        return Err(Trouble::usage(format!(
            "no vault key is configured: give the new key and the old one in {VARIABLE}"
        )));
    }
    let vault = vault::Vault::new(Arc::new(place.cabinet()?), keys);
    let anew = vault.rekey().during("the vault")?;
    if anew > 0 {
        place.accounts()?.note(&Note::of(Done::VaultRekeyed).saying(format!("{anew} entries")));
    }
    say(format_args!("vault    {anew} entries were sealed anew"))?;
    tell(&vault.inspect().during("the vault")?)
}

/// Opens every entry of the vault, and says whether they open.
pub(super) fn verify(configured: &Configured, place: &Place) -> Outcome<()> {
    let keys = configured.keys()?;
    let is_open = !keys.are_none();
    let found = vault::Vault::new(Arc::new(place.cabinet()?), keys).inspect().during("the vault")?;
    if is_open {
        return tell(&found);
    }
    let (sealed, erased) = (found.no_key.len(), found.erased);
    say(format_args!(
        "vault    {sealed} entries, {erased} erased; not opened, for no vault key is given ({VARIABLE})"
    ))
}

fn tell(found: &Inspected) -> Outcome<()> {
    let Inspected { open, erased, no_key, damaged } = found;
    say(format_args!("vault    {open} entries open, {erased} are erased"))?;
    for (ids, what) in
        [(damaged, "is not what was sealed"), (no_key, "was sealed with a key that is not given")]
    {
        for id in ids.iter().take(SHOWN) {
            say(format_args!("vault    {id} {what}"))?;
        }
    }
    match (damaged.len(), no_key.len()) {
        (0, 0) => Ok(()),
        (0, n) => Err(Trouble::failed(format!(
            "{n} entries of the vault need another key: give it after the present one in {VARIABLE}, or erase them"
        ))),
        (n, _) => Err(Trouble::failed(format!(
            "{n} entries of the vault were changed on disk and are not shown: put {} back from a copy, or erase them",
            crate::log::sqlite::vault::FILE
        ))),
    }
}
