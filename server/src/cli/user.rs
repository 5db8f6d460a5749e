//! `investmap user …`: officials' accounts, from the command line of the server's machine.

use clap::{Args, Subcommand};
use shared::RegionCode;
use shared::access::Role;

use super::place::Place;
use super::trouble::{Outcome, Trouble, say};
use crate::accounts::{Account, NotDone, Way};

/// What `user` is told.
#[derive(Debug, Args)]
pub(super) struct User {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Make an account; prints a one-time password, which the official changes when first signing in.
    Add {
        /// The name to sign in with.
        name: String,
        #[command(flatten)]
        trust: Trusted,
        /// No password: whoever the configured provider of OpenID Connect knows under this name opens it.
        #[arg(long)]
        oidc: bool,
        #[command(flatten)]
        place: Place,
    },
    /// Change role and region of an account; who is signed in with it signs in anew.
    Trust {
        /// The name.
        name: String,
        #[command(flatten)]
        trust: Trusted,
        #[command(flatten)]
        place: Place,
    },
    /// Give an account a new one-time password, also to one that was ended.
    Reset {
        /// The name.
        name: String,
        /// Instead: take its password or identity away; whoever the provider knows under this name opens it next.
        #[arg(long)]
        oidc: bool,
        #[command(flatten)]
        place: Place,
    },
    /// End an account: nobody signs in with it any more. Its id stays in the log.
    End {
        /// The name.
        name: String,
        #[command(flatten)]
        place: Place,
    },
    /// Show every account.
    List {
        #[command(flatten)]
        place: Place,
    },
    /// Show who did what at the door.
    Audit {
        /// Show entries after this number only.
        #[arg(long, default_value_t = 0, value_name = "NUMBER")]
        after: u64,
        #[command(flatten)]
        place: Place,
    },
}

/// What an official is trusted with, and where.
#[derive(Debug, Args)]
struct Trusted {
    /// viewer, editor, reviewer or administrator; each may what those before may.
    #[arg(long, value_name = "ROLE")]
    role: Role,
    /// The region, with everything in it, by its GB/T 2260 code: 530000 a province, 533100 a prefecture, 533102 a county.
    #[arg(long, value_name = "CODE")]
    region: RegionCode,
}

/// What follows from `--oidc`.
const INVITED: &str = "opened by  whoever the provider of OpenID Connect knows under this name, from the first sign-in on that one only";

/// Entries of the audit that are read at once.
const PAGE: usize = 1000;

impl User {
    pub(super) fn run(self) -> Outcome<()> {
        match self.task {
            Task::Add { name, trust, oidc: true, place } => {
                let made = place.accounts()?.invite(None, &name, trust.role, trust.region);
                let account = made.map_err(|error| trouble(&error))?;
                say(format_args!(
                    "account   {} is {} of {}, id {}",
                    account.name, account.role, account.region, account.id
                ))?;
                say(INVITED)
            }
            Task::Add { name, trust, oidc: false, place } => {
                let made = place.accounts()?.add(None, &name, trust.role, trust.region);
                let (account, once) = made.map_err(|error| trouble(&error))?;
                say(format_args!(
                    "account   {} is {} of {}, id {}",
                    account.name, account.role, account.region, account.id
                ))?;
                say(format_args!("password  {}   (for the first sign-in only)", once.reveal()))
            }
            Task::Trust { name, trust, place } => {
                let accounts = place.accounts()?;
                let known = accounts.by_name(&name).map_err(|error| trouble(&error))?;
                accounts.trust(None, known.id, trust.role, trust.region).map_err(|error| trouble(&error))?;
                say(format_args!("account   {name} is {} of {}", trust.role, trust.region))
            }
            Task::Reset { name, oidc, place } => {
                let accounts = place.accounts()?;
                let known = accounts.by_name(&name).map_err(|error| trouble(&error))?;
                if oidc {
                    accounts.invite_again(None, known.id).map_err(|error| trouble(&error))?;
                    return say(INVITED);
                }
                let (_, once) = accounts.reset(None, known.id).map_err(|error| trouble(&error))?;
                say(format_args!("password  {}   (for the first sign-in only)", once.reveal()))
            }
            Task::End { name, place } => {
                let accounts = place.accounts()?;
                let known = accounts.by_name(&name).map_err(|error| trouble(&error))?;
                accounts.end(None, known.id).map_err(|error| trouble(&error))?;
                say(format_args!("account   {name} is ended; `investmap user reset` takes it up again"))
            }
            Task::List { place } => {
                let all = place.accounts()?.all().map_err(|error| trouble(&error.into()))?;
                all.iter().try_for_each(|account| say(line(account)))
            }
            Task::Audit { after, place } => audit(&place, after),
        }
    }
}

fn audit(place: &Place, mut after: u64) -> Outcome<()> {
    let accounts = place.accounts()?;
    loop {
        let page = accounts.noted(after, PAGE).map_err(|error| trouble(&error.into()))?;
        let Some(last) = page.last().map(|noted| noted.number) else { return Ok(()) };
        for noted in page {
            let (number, note) = (noted.number, noted.note);
            let by = note.by.map_or_else(|| "-".to_owned(), |id| id.to_string());
            let account = note.account.map(|id| format!(" {id}")).unwrap_or_default();
            let from = note.from.map(|from| format!(" from {from}")).unwrap_or_default();
            let detail = if note.detail.is_empty() { String::new() } else { format!(" ({})", note.detail) };
            say(format_args!("{number} {} {by} {}{account}{from}{detail}", note.at, note.done.slug()))?;
        }
        after = last;
    }
}

fn line(account: &Account) -> String {
    let state = match account {
        Account { ended: true, .. } => " ended",
        Account { must_change: true, .. } => " has a one-time password",
        Account { way: Way::Invited, .. } => " waits for its first sign-in by OpenID Connect",
        Account { way: Way::Identity(_), .. } => " signs in by OpenID Connect",
        Account { .. } => "",
    };
    format!("{} {} {} {}{state}", account.id, account.name, account.role, account.region)
}

fn trouble(error: &NotDone) -> Trouble {
    match error {
        NotDone::Register(_) | NotDone::Random(_) | NotDone::Hash(_) => Trouble::failed(error.to_string()),
        _ => Trouble::usage(error.to_string()),
    }
}
