//! The audit: who did what at the door, when, from where, and what was refused. Entries form a chain of digests, so that none
//! can be changed, removed or slipped in unnoticed.

use std::net::IpAddr;

use shared::{Key, Stamp};

use crate::clock::Clock;
use crate::log::Digest;

/// Declares what can be done, with its name on disk.
macro_rules! done {
    ($($(#[$doc:meta])* $done:ident = $slug:literal,)+) => {
        /// What was done.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Done { $($(#[$doc])* $done,)+ }

        impl Done {
            /// All of them.
            pub const ALL: &[Done] = &[$(Done::$done,)+];

            /// Its name on disk.
            #[must_use]
            pub const fn slug(self) -> &'static str {
                match self { $(Done::$done => $slug,)+ }
            }
        }
    };
}

done! {
    /// Signed in with name and password.
    SignedIn = "signed_in",
    /// Signed in by OpenID Connect.
    IdentitySignedIn = "identity_signed_in",
    /// Signed in with the operator token.
    OperatorSignedIn = "operator_signed_in",
    /// A name or password was wrong, or what a provider of OpenID Connect said opened nothing.
    SignInRefused = "sign_in_refused",
    /// Signed out.
    SignedOut = "signed_out",
    /// A session was ended by its owner from another one.
    SessionEnded = "session_ended",
    /// The password was changed by its owner.
    PasswordChanged = "password_changed",
    /// A one-time password was given.
    PasswordReset = "password_reset",
    /// An account was made.
    AccountMade = "account_made",
    /// An account was opened to the next identity of its name.
    AccountInvited = "account_invited",
    /// An identity opened an account for the first time, which nothing else opens from now on.
    IdentityBound = "identity_bound",
    /// What an account is trusted with was changed.
    AccountChanged = "account_changed",
    /// An account was ended.
    AccountEnded = "account_ended",
    /// What somebody put forward was published.
    ProposalPublished = "proposal_published",
    /// What somebody put forward was given back.
    ProposalReturned = "proposal_returned",
    /// Somebody took back what they had put forward.
    ProposalWithdrawn = "proposal_withdrawn",
    /// Something was asked for that the official may not do.
    Refused = "refused",
    /// An entry of the vault was shown.
    VaultRead = "vault_read",
    /// An entry of the vault was written or changed.
    VaultWrote = "vault_wrote",
    /// An entry of the vault was erased.
    VaultErased = "vault_erased",
    /// The vault was sealed with another key.
    VaultRekeyed = "vault_rekeyed",
}

impl Done {
    /// By its name on disk.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|done| done.slug() == slug)
    }
}

/// What is noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// When.
    pub at: Stamp,
    /// Who did it; absent for the command line, and for whoever was not let in.
    pub by: Option<Key>,
    /// What.
    pub done: Done,
    /// The account it was done to, where that is another one.
    pub account: Option<Key>,
    /// Where the request came from.
    pub from: Option<IpAddr>,
    /// More, such as the command that was refused. Never a password, and no name of a person.
    pub detail: String,
}

impl Note {
    /// That something was done, now.
    #[must_use]
    pub fn of(done: Done) -> Self {
        Self { at: Clock::now(), by: None, done, account: None, from: None, detail: String::new() }
    }

    /// By an official.
    #[must_use]
    pub fn by(mut self, id: Key) -> Self {
        self.by = Some(id);
        self
    }

    /// To an account.
    #[must_use]
    pub fn about(mut self, id: Key) -> Self {
        self.account = Some(id);
        self
    }

    /// From an address.
    #[must_use]
    pub fn from(mut self, from: IpAddr) -> Self {
        self.from = Some(from);
        self
    }

    /// With more words.
    #[must_use]
    pub fn saying(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }
}

/// A note as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// Its number, from 1, without gaps.
    pub number: u64,
    /// What.
    pub note: Note,
    /// The digest of the one before and of this one.
    pub digest: Digest,
}

impl Noted {
    /// The note after another one (number and digest of that).
    #[must_use]
    pub fn after((number, digest): (u64, Digest), note: Note) -> Self {
        let number = number + 1;
        let text = |key: Option<Key>| key.map(|key| key.to_string()).unwrap_or_default();
        let from = note.from.map(|from| from.to_string()).unwrap_or_default();
        // Fields end with a character that none of them can hold, so that no two notes have the same bytes.
        let fields = [
            number.to_string(),
            note.at.micros().to_string(),
            text(note.by),
            note.done.slug().to_owned(),
            text(note.account),
            from,
            note.detail.replace('\0', " "),
        ];
        let mut bytes = digest.bytes().to_vec();
        for field in fields {
            bytes.extend_from_slice(field.as_bytes());
            bytes.push(0);
        }
        Self { number, digest: Digest::of(&bytes), note }
    }

    /// Whether it follows another one unchanged.
    #[must_use]
    pub fn follows(&self, before: (u64, Digest)) -> bool {
        Self::after(before, self.note.clone()) == *self
    }
}
