//! Where the log is kept, as every task is told it.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::trouble::{During, Outcome, Trouble};
use crate::accounts::Accounts;
use crate::folder::Folder;
use crate::log::LogError;
use crate::log::sqlite::accounts::{self, SqliteRegister};
use crate::log::sqlite::hooks::{self, SqliteCursors};
use crate::log::sqlite::proposals::{self, SqliteProposals};
use crate::log::sqlite::vault::{self, SqliteCabinet};
use crate::log::sqlite::{self, SqliteLog};
use crate::proposals::Proposals;

/// Where the log is.
#[derive(Debug, Args)]
pub(super) struct Place {
    /// The data folder, with the embedded log.
    #[arg(long, env = "INVESTMAP_DATA", value_name = "DIR", default_value = "investmap-data")]
    data: PathBuf,
    /// A log in a database server instead.
    #[arg(long, env = "INVESTMAP_DATABASE_URL", value_name = "URL", hide_env_values = true)]
    database_url: Option<String>,
}

impl Place {
    /// The folder, for this process alone, and its log; begun where there is none.
    pub(super) fn open(&self) -> Outcome<(Folder, SqliteLog)> {
        let folder = self.take()?;
        let lost = !folder.path().join(sqlite::FILE).exists()
            && folder.path().join(crate::follower::snapshot::FILE).exists();
        if lost {
            let path = folder.path().display();
            return Err(Trouble::failed(format!(
                "the log in {path} is missing, though a snapshot of it is there: put {} back, restore a backup into a new folder, \
                 or delete the snapshot to begin an empty log",
                sqlite::FILE
            )));
        }
        let log = SqliteLog::open(folder.path()).map_err(|e| self.spoilt(&e))?;
        Ok((folder, log))
    }

    /// The folder, for this process alone.
    pub(super) fn take(&self) -> Outcome<Folder> {
        self.embedded()?;
        Ok(Folder::take(&self.data)?)
    }

    /// The log, for reading; a server may be recording in it.
    pub(super) fn read(&self) -> Outcome<SqliteLog> {
        self.embedded()?;
        if !self.data.join(sqlite::FILE).exists() {
            let line = format!("there is no log in {}: give its folder with --data", self.data.display());
            return Err(Trouble::failed(line));
        }
        SqliteLog::read_only(&self.data).map_err(|e| self.spoilt(&e))
    }

    /// The accounts of officials; begun where there are none. A server may be running.
    pub(super) fn accounts(&self) -> Outcome<Accounts> {
        Ok(Accounts::new(Arc::new(self.register()?)))
    }

    /// Where accounts are kept.
    pub(super) fn register(&self) -> Outcome<SqliteRegister> {
        self.embedded()?;
        let data = self.data.display();
        std::fs::create_dir_all(&self.data).during(format_args!("the folder {data}"))?;
        SqliteRegister::open(&self.data).map_err(|error| {
            Trouble::failed(match error {
                LogError::Damaged(what) => format!(
                    "the accounts in {data} are damaged ({what}); nothing was changed. Move {} away and make the accounts anew with \
                     `investmap user add`, or put it back from a backup",
                    accounts::FILE
                ),
                other => format!("the accounts in {data} cannot be used: {other}"),
            })
        })
    }

    /// Where the places of receivers of webhooks are kept.
    pub(super) fn cursors(&self) -> Outcome<SqliteCursors> {
        let data = self.data.display();
        SqliteCursors::open(&self.data).during(format_args!(
            "{} in {data}, which says how far receivers were told: move it away, and they begin at the end of the log",
            hooks::FILE
        ))
    }

    /// What waits for a reviewer; begun where there is nothing.
    pub(super) fn proposals(&self) -> Outcome<Arc<dyn Proposals>> {
        let data = self.data.display();
        let opened = SqliteProposals::open(&self.data).map_err(|error| {
            Trouble::failed(match error {
                LogError::Damaged(what) => format!(
                    "what waits for review in {data} is damaged ({what}); nothing was changed. Move {} away, and let editors send \
                     again what was not published",
                    proposals::FILE
                ),
                other => format!("what waits for review in {data} cannot be used: {other}"),
            })
        });
        Ok(Arc::new(opened?))
    }

    /// Whether there are accounts at all.
    pub(super) fn has_accounts(&self) -> bool {
        SqliteRegister::is_in(&self.data)
    }

    /// Where contacts and notes are kept; begun where there is none. A server may be running.
    pub(super) fn cabinet(&self) -> Outcome<SqliteCabinet> {
        self.embedded()?;
        let data = self.data.display();
        std::fs::create_dir_all(&self.data).during(format_args!("the folder {data}"))?;
        SqliteCabinet::open(&self.data).map_err(|error| {
            Trouble::failed(match error {
                LogError::Damaged(what) => format!(
                    "the vault in {data} is damaged ({what}); nothing was changed. Move {} away, or put it back from a copy",
                    vault::FILE
                ),
                other => format!("the vault in {data} cannot be used: {other}"),
            })
        })
    }

    /// Whether there is a vault at all.
    pub(super) fn has_vault(&self) -> bool {
        SqliteCabinet::is_in(&self.data)
    }

    /// What a log's error means to the person at the terminal, and what to do.
    pub(super) fn spoilt(&self, error: &LogError) -> Trouble {
        let data = self.data.display();
        Trouble::failed(match error {
            LogError::Damaged(what) => format!(
                "the log in {data} is damaged ({what}); nothing was changed. Put the last backup into a new folder with \
                 `investmap restore BACKUP --data NEW_FOLDER`, and keep this one to save later facts from"
            ),
            LogError::Full => {
                format!("the disk of {data} is full: make room and try again; everything recorded is safe")
            }
            LogError::Unavailable(why) => format!("the log in {data} cannot be used: {why}"),
        })
    }

    fn embedded(&self) -> Outcome<()> {
        match self.database_url {
            None => Ok(()),
            Some(_) => Err(Trouble::usage(
                "--database-url: this program has no PostgreSQL log yet; use --data for the embedded one",
            )),
        }
    }
}
