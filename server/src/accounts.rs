//! Officials' accounts: who they are, what they are trusted with and where, and what they did at the door.
//!
//! Accounts are not facts: names are personal data, and passwords are secrets. They lie in a register of their own beside the
//! log, from which they can be erased; the log knows officials by their ids only. What happens at the door is noted in the
//! register's audit, whose entries form a chain of digests like the log's.

pub mod audit;
pub mod password;
pub mod watch;
mod way;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use shared::access::{Role, Who};
use shared::{Key, RegionCode};
use tokio::sync::Semaphore;

use crate::log::LogError;
use audit::{Done, Note, Noted};
use password::{OneTime, Weak};
pub use way::{Identity, Shut, Way};

/// Passwords that are looked at at a time: each takes 19 MiB and some tens of milliseconds.
const AT_ONCE: usize = 2;
/// A name has so many characters, at most.
pub const LONGEST_NAME: usize = 64;

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id, such as `u-7f3a09c1`: what the log calls the official.
    pub id: Key,
    /// The name to sign in with.
    pub name: String,
    /// What the official is trusted with.
    pub role: Role,
    /// Where.
    pub region: RegionCode,
    /// The password was given by somebody else and is to be changed first.
    pub must_change: bool,
    /// Nobody signs in with it any more.
    pub ended: bool,
    /// How it is opened.
    pub way: Way,
}

impl Account {
    /// Who that is, to `may`.
    #[must_use]
    pub fn who(&self) -> Who {
        Who::Official { role: self.role, region: self.region }
    }
}

/// Where accounts are kept. Every method blocks.
pub trait Register: Send + Sync {
    /// The account of a name, whatever its case, with the hash of its password.
    ///
    /// # Errors
    /// If the register does not answer.
    fn named(&self, name: &str) -> Result<Option<(Account, String)>, LogError>;

    /// The account of an id, with the hash of its password.
    ///
    /// # Errors
    /// If the register does not answer.
    fn known(&self, id: Key) -> Result<Option<(Account, String)>, LogError>;

    /// The account that an identity opens.
    ///
    /// # Errors
    /// If the register does not answer.
    fn identified(&self, identity: &Identity) -> Result<Option<Account>, LogError>;

    /// Every account, by name.
    ///
    /// # Errors
    /// If the register does not answer.
    fn all(&self) -> Result<Vec<Account>, LogError>;

    /// Enters an account or changes it; false if the name belongs to another one.
    ///
    /// # Errors
    /// If the register does not answer.
    fn put(&self, account: &Account, hash: &str) -> Result<bool, LogError>;

    /// Gives an account that waits for its identity this one; false if it does not wait (any more), or the identity opens
    /// another account.
    ///
    /// # Errors
    /// If the register does not answer.
    fn bind(&self, id: Key, identity: &Identity) -> Result<bool, LogError>;

    /// Notes what somebody did at the door.
    ///
    /// # Errors
    /// If the register does not answer.
    fn note(&self, note: &Note) -> Result<(), LogError> {
        self.note_all(std::slice::from_ref(note))
    }

    /// Notes several things at once, all or none.
    ///
    /// # Errors
    /// If the register does not answer.
    fn note_all(&self, notes: &[Note]) -> Result<(), LogError>;

    /// What was noted, the oldest first, after a number.
    ///
    /// # Errors
    /// If the register does not answer.
    fn noted(&self, after: u64, limit: usize) -> Result<Vec<Noted>, LogError>;

    /// The position in the log up to which an official has looked; none who never said.
    ///
    /// # Errors
    /// If the register does not answer.
    fn seen(&self, id: Key) -> Result<Option<u64>, LogError>;

    /// An official has looked up to a position; one that lies before what is known changes nothing. Answers what is known
    /// then.
    ///
    /// # Errors
    /// If the register does not answer.
    fn see(&self, id: Key, position: u64) -> Result<u64, LogError>;

    /// A number that changes whenever another process changed the register.
    ///
    /// # Errors
    /// If the register does not answer.
    fn changed(&self) -> Result<i64, LogError>;
}

/// The accounts of a server.
#[derive(Clone)]
pub struct Accounts {
    register: Arc<dyn Register>,
    turns: Arc<Semaphore>,
    /// Whether there is any, as far as this process knows.
    any: Arc<AtomicBool>,
}

/// Why an account was not made or changed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum NotDone {
    /// The name belongs to somebody.
    #[error("there is an account named \"{0}\" already; choose another name")]
    Taken(String),
    /// No such account.
    #[error("there is no account named \"{0}\"; `investmap user list` shows those there are")]
    Unknown(String),
    /// The name cannot be one.
    #[error("a name has 1 to 64 characters, without control characters and without spaces at its ends")]
    Name,
    /// The old password is wrong.
    #[error("the old password is wrong")]
    Wrong,
    /// The new password is too easy to guess.
    #[error(transparent)]
    Weak(#[from] Weak),
    /// The system has no random bits.
    #[error("the system gives no random bits: {0}")]
    Random(#[from] getrandom::Error),
    /// The password could not be hashed.
    #[error("the password could not be hashed: {0}")]
    Hash(String),
    /// The register does not answer.
    #[error(transparent)]
    Register(#[from] LogError),
}

impl Accounts {
    /// The accounts of a register.
    #[must_use]
    pub fn new(register: Arc<dyn Register>) -> Self {
        let accounts = Self { register, turns: Arc::new(Semaphore::new(AT_ONCE)), any: Arc::default() };
        // What cannot be read now is read again when somebody signs in.
        let _known = accounts.all();
        accounts
    }

    /// Whether there is any account.
    #[must_use]
    pub fn are_there(&self) -> bool {
        self.any.load(Ordering::Relaxed)
    }

    /// Makes an account; its one-time password is told once. `by` is the administrator, none for the terminal. Blocks.
    ///
    /// # Errors
    /// `NotDone` says why.
    pub fn add(
        &self,
        by: Option<Key>,
        name: &str,
        role: Role,
        region: RegionCode,
    ) -> Result<(Account, OneTime), NotDone> {
        let once = OneTime::new()?;
        let account = self.make(by, name, (role, region), Way::Password, &hashed(once.reveal())?)?;
        Ok((account, once))
    }

    /// Makes an account that is opened in some way; a hash of nobody's password where that is no password.
    fn make(
        &self,
        by: Option<Key>,
        name: &str,
        (role, region): (Role, RegionCode),
        way: Way,
        hash: &str,
    ) -> Result<Account, NotDone> {
        let fits = name.trim() == name
            && (1..=LONGEST_NAME).contains(&name.chars().count())
            && !name.chars().any(char::is_control);
        if !fits {
            return Err(NotDone::Name);
        }
        if self.register.named(name)?.is_some() {
            return Err(NotDone::Taken(name.to_owned()));
        }
        let must_change = way == Way::Password;
        let account =
            Account { id: new_id()?, name: name.to_owned(), role, region, must_change, ended: false, way };
        if !self.register.put(&account, hash)? {
            return Err(NotDone::Taken(name.to_owned()));
        }
        self.any.store(true, Ordering::Relaxed);
        self.note(&by_whom(Done::AccountMade, by).about(account.id).saying(format!("{role} {region}")));
        Ok(account)
    }

    /// Gives an account a new one-time password, also one that was ended; nothing else opens it any more. Blocks.
    ///
    /// # Errors
    /// `NotDone` says why.
    pub fn reset(&self, by: Option<Key>, id: Key) -> Result<(Account, OneTime), NotDone> {
        let (account, _) = self.found(id)?;
        let once = OneTime::new()?;
        let account = Account { must_change: true, ended: false, way: Way::Password, ..account };
        self.register.put(&account, &hashed(once.reveal())?)?;
        self.note(&by_whom(Done::PasswordReset, by).about(account.id));
        Ok((account, once))
    }

    /// Changes what an account is trusted with and where. Blocks.
    ///
    /// # Errors
    /// `NotDone` says why.
    pub fn trust(
        &self,
        by: Option<Key>,
        id: Key,
        role: Role,
        region: RegionCode,
    ) -> Result<Account, NotDone> {
        let (account, hash) = self.found(id)?;
        let account = Account { role, region, ..account };
        self.register.put(&account, &hash)?;
        self.note(&by_whom(Done::AccountChanged, by).about(account.id).saying(format!("{role} {region}")));
        Ok(account)
    }

    /// Ends an account: nobody signs in with it any more. Blocks.
    ///
    /// # Errors
    /// `NotDone` says why.
    pub fn end(&self, by: Option<Key>, id: Key) -> Result<Account, NotDone> {
        let (account, hash) = self.found(id)?;
        let account = Account { ended: true, ..account };
        self.register.put(&account, &hash)?;
        self.note(&by_whom(Done::AccountEnded, by).about(account.id));
        Ok(account)
    }

    /// The account of a name. Blocks.
    ///
    /// # Errors
    /// If there is none, or the register does not answer.
    pub fn by_name(&self, name: &str) -> Result<Account, NotDone> {
        let found = self.register.named(name)?;
        found.map(|(account, _)| account).ok_or_else(|| NotDone::Unknown(name.to_owned()))
    }

    /// Every account, by name. Blocks.
    ///
    /// # Errors
    /// If the register does not answer.
    pub fn all(&self) -> Result<Vec<Account>, LogError> {
        let all = self.register.all()?;
        self.any.store(!all.is_empty(), Ordering::Relaxed);
        Ok(all)
    }

    /// The account that a name and a password open; none if either is wrong, or the account was ended. Takes as long whether
    /// or not the name is known.
    ///
    /// # Errors
    /// If the register does not answer.
    pub async fn sign_in(&self, name: String, password: String) -> Result<Option<Account>, LogError> {
        self.at_turn(move |accounts| {
            let found = accounts.register.named(&name)?;
            let hash = found.as_ref().map_or(password::OF_NOBODY, |(_, hash)| hash.as_str());
            let is_right = password::is(&password, hash);
            Ok(found
                .map(|(account, _)| account)
                .filter(|account| is_right && !account.ended && account.way == Way::Password))
        })
        .await
        .map_err(|error| LogError::Unavailable(error.to_string()))
        .flatten()
    }

    /// Changes the password of an account by its old one.
    ///
    /// # Errors
    /// `NotDone` says why.
    pub async fn change(&self, id: Key, old: String, new: String) -> Result<Account, NotDone> {
        let changed = self.at_turn(move |accounts| {
            let found = accounts.register.known(id)?;
            let (account, hash) = found.ok_or_else(|| NotDone::Unknown(id.to_string()))?;
            if account.way != Way::Password || !password::is(&old, &hash) {
                return Err(NotDone::Wrong);
            }
            password::fits(&new, &old, &account.name)?;
            let account = Account { must_change: false, ..account };
            accounts.register.put(&account, &hashed(&new)?)?;
            Ok(account)
        });
        changed.await.map_err(|error| NotDone::Register(LogError::Unavailable(error.to_string())))?
    }

    /// The account of an id. Blocks.
    ///
    /// # Errors
    /// If the register does not answer.
    pub fn known(&self, id: Key) -> Result<Option<Account>, LogError> {
        Ok(self.register.known(id)?.map(|(account, _)| account))
    }

    /// Notes what somebody did at the door. What cannot be noted is told in the program's own log: nobody is kept out for it.
    pub fn note(&self, note: &Note) {
        if let Err(error) = self.register.note(note) {
            tracing::error!(%error, done = note.done.slug(), "the audit did not take a note");
        }
    }

    /// Notes what is about to be done, all or none: what cannot be noted is not to be done. Blocks.
    ///
    /// # Errors
    /// If the register does not answer.
    pub fn note_first(&self, notes: &[Note]) -> Result<(), LogError> {
        self.register.note_all(notes)
    }

    /// Notes something from a handler, which does not wait for it.
    pub fn note_soon(&self, note: Note) {
        let accounts = self.clone();
        tokio::task::spawn_blocking(move || accounts.note(&note));
    }

    /// What was noted, the oldest first. Blocks.
    ///
    /// # Errors
    /// If the register does not answer.
    pub fn noted(&self, after: u64, limit: usize) -> Result<Vec<Noted>, LogError> {
        self.register.noted(after, limit)
    }

    /// The position in the log up to which an official has looked; none who never said. Blocks.
    ///
    /// # Errors
    /// If the register does not answer.
    pub fn seen(&self, id: Key) -> Result<Option<u64>, LogError> {
        self.register.seen(id)
    }

    /// An official has looked up to a position, or farther; answers how far. Blocks.
    ///
    /// # Errors
    /// If the register does not answer.
    pub fn see(&self, id: Key, position: u64) -> Result<u64, LogError> {
        self.register.see(id, position)
    }

    /// A number that changes whenever another process changed the register. Blocks.
    ///
    /// # Errors
    /// If the register does not answer.
    pub fn changed(&self) -> Result<i64, LogError> {
        self.register.changed()
    }

    fn found(&self, id: Key) -> Result<(Account, String), NotDone> {
        self.register.known(id)?.ok_or_else(|| NotDone::Unknown(id.to_string()))
    }

    /// Works with passwords apart from everything else, so many at a time.
    async fn at_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce(Self) -> T + Send + 'static,
    ) -> Result<T, tokio::task::JoinError> {
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        let accounts = self.clone();
        tokio::task::spawn_blocking(move || {
            let done = work(accounts);
            drop(turn);
            done
        })
        .await
    }
}

impl std::fmt::Debug for Accounts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Accounts")
    }
}

fn by_whom(done: Done, by: Option<Key>) -> Note {
    Note { by, ..Note::of(done) }
}

fn hashed(password: &str) -> Result<String, NotDone> {
    password::hash(password).map_err(|error| NotDone::Hash(error.to_string()))
}

/// An id that nobody had before.
fn new_id() -> Result<Key, getrandom::Error> {
    let mut bits = [0; 8];
    getrandom::fill(&mut bits)?;
    let id = format!("u-{:016x}", u64::from_be_bytes(bits));
    Ok(id.parse().expect("letters, digits and a hyphen, 18 of them, are a key"))
}
