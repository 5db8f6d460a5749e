//! Everything a request may need, in one place: this is what the doors are opened with.

use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use crate::accounts::Accounts;
use crate::config::Config;
use crate::desk::Desk;
use crate::follower::Follower;
use crate::hooks::Hooks;
use crate::log::Log;
use crate::oidc::Provider;
use crate::sessions::Sessions;
use crate::vault::Vault;

/// The rooms behind the doors. Cheap to clone.
#[derive(Clone)]
pub struct Office {
    /// The log, for pages of it. Its methods block.
    pub log: Arc<dyn Log>,
    /// Commands are carried out here.
    pub desk: Arc<Desk>,
    /// The current worlds and the live tail.
    pub follower: Arc<Follower>,
    /// Officials' accounts.
    pub accounts: Accounts,
    /// Contacts and notes of records.
    pub vault: Vault,
    /// Officials whose browsers are let in.
    pub sessions: Arc<Sessions>,
    /// Receivers elsewhere that are told of new facts.
    pub hooks: Hooks,
    /// Who says who an official is, besides passwords.
    pub oidc: Option<Provider>,
    /// What the operator configured.
    pub config: Arc<Config>,
    /// Cancelled when the server stops: open streams end then.
    pub stop: CancellationToken,
}

impl std::fmt::Debug for Office {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Office").field("head", &self.follower.head()).finish_non_exhaustive()
    }
}
