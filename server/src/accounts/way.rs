//! How an account is opened: by its password, or by an identity that a provider elsewhere vouches for (OpenID Connect).
//!
//! Each account has one way in. What a provider says opens only what an administrator opened to it: an account with a
//! password is nobody's because somebody elsewhere bears its name.

use shared::access::Role;
use shared::{Key, RegionCode};

use super::audit::{Done, Note};
use super::{Account, Accounts, NotDone, by_whom, password};
use crate::log::LogError;

/// How an account is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// By its password.
    Password,
    /// By the first identity that comes under its name.
    Invited,
    /// By this identity.
    Identity(Identity),
}

/// Who somebody is elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// What the provider calls them, now and for ever.
    pub subject: String,
}

impl Way {
    /// Its name in the register and in answers.
    #[must_use]
    pub const fn slug(&self) -> &'static str {
        match self {
            Way::Password => "password",
            Way::Invited => "invited",
            Way::Identity(_) => "identity",
        }
    }

    /// The identity that opens it.
    #[must_use]
    pub const fn identity(&self) -> Option<&Identity> {
        match self {
            Way::Identity(identity) => Some(identity),
            Way::Password | Way::Invited => None,
        }
    }
}

/// Why an identity opens nothing. For the audit: whoever knocks is not told which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Shut {
    /// No account waits for it.
    #[error("no account")]
    Unknown,
    /// The account was ended.
    #[error("account ended")]
    Ended,
    /// The account of that name is opened by its password.
    #[error("account has a password")]
    HasPassword,
    /// The account of that name is opened by another identity.
    #[error("account of another identity")]
    Other,
}

impl Accounts {
    /// Makes an account that the first identity of its name opens. Blocks.
    ///
    /// # Errors
    /// `NotDone` says why.
    pub fn invite(
        &self,
        by: Option<Key>,
        name: &str,
        role: Role,
        region: RegionCode,
    ) -> Result<Account, NotDone> {
        self.make(by, name, (role, region), Way::Invited, password::OF_NOBODY)
    }

    /// Takes an account's password or identity away: the next identity of its name opens it, also if it was ended. Blocks.
    ///
    /// # Errors
    /// `NotDone` says why.
    pub fn invite_again(&self, by: Option<Key>, id: Key) -> Result<Account, NotDone> {
        let (account, _) = self.found(id)?;
        let account = Account { must_change: false, ended: false, way: Way::Invited, ..account };
        self.register.put(&account, password::OF_NOBODY)?;
        self.note(&by_whom(Done::AccountInvited, by).about(account.id));
        Ok(account)
    }

    /// The account that an identity opens: its own, or the one that waits for somebody of this name. Blocks.
    ///
    /// # Errors
    /// If the register does not answer.
    pub fn open_by(
        &self,
        identity: &Identity,
        name: Option<&str>,
    ) -> Result<Result<Account, Shut>, LogError> {
        if let Some(account) = self.register.identified(identity)? {
            return Ok(if account.ended { Err(Shut::Ended) } else { Ok(account) });
        }
        let named = name.map_or(Ok(None), |name| self.register.named(name))?;
        let Some((account, _)) = named else { return Ok(Err(Shut::Unknown)) };
        match account.way {
            _ if account.ended => return Ok(Err(Shut::Ended)),
            Way::Password => return Ok(Err(Shut::HasPassword)),
            Way::Identity(_) => return Ok(Err(Shut::Other)),
            Way::Invited => {}
        }
        if !self.register.bind(account.id, identity)? {
            return Ok(Err(Shut::Other));
        }
        self.note(&Note::of(Done::IdentityBound).by(account.id));
        Ok(Ok(Account { way: Way::Identity(identity.clone()), ..account }))
    }
}
