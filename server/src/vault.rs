//! The vault: contact people and notes of records, which are personal data and therefore no facts.
//!
//! They lie beside the log in a cabinet of their own, sealed, and can be erased: what is erased leaves its id, and by whom and
//! when. The log names none of it, so that erasing leaves the log as it was. Every reading and every change is noted in the
//! audit by whoever lets it happen, before it happens: what cannot be noted is neither shown nor changed.

pub mod entry;
pub mod keys;
pub mod seal;

use std::sync::Arc;

use shared::vault::{Content, Unfit};
use shared::{Audience, Key, RegionCode};

use crate::clock::Clock;
use crate::log::LogError;
use entry::{Entry, Header, Held, Kept, Left};
use keys::Keys;

/// Entries that are read at once.
const PAGE: usize = 256;

/// Something to be done before a change is settled, such as noting it; if it fails, nothing is changed.
pub type First<'a> = &'a dyn Fn(&Header) -> Result<(), LogError>;

/// Where sealed entries are kept. Every method blocks.
pub trait Cabinet: Send + Sync {
    /// The entries of a record, in the order in which they were made.
    ///
    /// # Errors
    /// If the cabinet does not answer.
    fn of(&self, stream: &str) -> Result<Vec<Kept>, LogError>;

    /// One entry.
    ///
    /// # Errors
    /// If the cabinet does not answer.
    fn known(&self, id: Key) -> Result<Option<Kept>, LogError>;

    /// Entries by id, after one.
    ///
    /// # Errors
    /// If the cabinet does not answer.
    fn all(&self, after: Option<Key>, limit: usize) -> Result<Vec<Kept>, LogError>;

    /// Puts an entry in the place of its version `before`, of which nothing is left; 0 stands for none. False, and nothing
    /// is done, if another version is there.
    ///
    /// # Errors
    /// If the cabinet does not answer, or what is to be done first fails.
    fn put(&self, kept: &Kept, before: u32, first: First<'_>) -> Result<bool, LogError>;
}

/// The vault of a server.
#[derive(Clone)]
pub struct Vault {
    cabinet: Arc<dyn Cabinet>,
    keys: Arc<Keys>,
    /// Whether nothing of it stays when the server stops.
    pub for_this_run: bool,
}

/// What is to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What it says.
    pub content: Content,
    /// Who may read it.
    pub audience: Audience,
    /// The region of its record.
    pub region: RegionCode,
    /// Who writes it; none for automation that holds the operator token.
    pub by: Option<Key>,
}

/// Why something was not kept, changed or erased.
#[derive(Clone, Debug, thiserror::Error)]
pub enum NotKept {
    /// There is no key.
    #[error("no vault key is configured")]
    Closed,
    /// No such entry.
    #[error("there is no entry {0}")]
    Unknown(Key),
    /// Somebody changed it meanwhile: the version that it has now.
    #[error("the entry has version {0} by now")]
    Changed(u32),
    /// The name was used for another entry.
    #[error("the name was used for another entry")]
    Reused,
    /// A text cannot be kept.
    #[error("{} cannot be kept: {:?}", .0.field.slug(), .0.flaw)]
    Unfit(Unfit),
    /// The system has no random bits.
    #[error("the system gives no random bits: {0}")]
    Random(#[from] getrandom::Error),
    /// The cabinet or the audit does not answer.
    #[error(transparent)]
    Log(#[from] LogError),
}

/// What an inspection found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inspected {
    /// Entries that open.
    pub open: u64,
    /// Entries that were erased.
    pub erased: u64,
    /// Entries whose key is not configured.
    pub no_key: Vec<Key>,
    /// Entries that are not what was sealed.
    pub damaged: Vec<Key>,
}

impl Vault {
    /// The vault of a cabinet.
    #[must_use]
    pub fn new(cabinet: Arc<dyn Cabinet>, keys: Keys) -> Self {
        Self { cabinet, keys: Arc::new(keys), for_this_run: false }
    }

    /// The same, of which nothing stays when the server stops.
    #[must_use]
    pub fn for_this_run(cabinet: Arc<dyn Cabinet>, keys: Keys) -> Self {
        Self { for_this_run: true, ..Self::new(cabinet, keys) }
    }

    /// Whether there is a key.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.keys.are_none()
    }

    /// The entries of a record, in the order in which they were made. Blocks.
    ///
    /// # Errors
    /// If there is no key, or the cabinet does not answer.
    pub fn of(&self, stream: &str) -> Result<Vec<Entry>, NotKept> {
        self.opened()?;
        Ok(self.cabinet.of(stream)?.into_iter().map(|kept| self.look_into(kept)).collect())
    }

    /// What is known of an entry without opening it. Blocks.
    ///
    /// # Errors
    /// If there is none, or the cabinet does not answer.
    pub fn header(&self, id: Key) -> Result<Header, NotKept> {
        Ok(self.cabinet.known(id)?.ok_or(NotKept::Unknown(id))?.header)
    }

    /// Keeps an entry under an id of the sender's; the entry, and whether it was there already. Blocks.
    ///
    /// # Errors
    /// `NotKept` says why.
    pub fn add(
        &self,
        id: Key,
        stream: &str,
        draft: Draft,
        first: First<'_>,
    ) -> Result<(Entry, bool), NotKept> {
        self.opened()?;
        let draft = checked(draft)?;
        let kept = self.sealed(header(id, stream.to_owned(), 1, &draft), &draft.content)?;
        if self.cabinet.put(&kept, 0, first)? {
            return Ok((Entry { header: kept.header, held: Held::Content(draft.content) }, false));
        }
        // Sent again; unless it was changed or erased since, or says something else.
        let there = self.look_into(self.cabinet.known(id)?.ok_or(NotKept::Unknown(id))?);
        let (old, new) = (&there.header, &kept.header);
        let is_same = (&old.stream, old.version, old.audience, old.by)
            == (&new.stream, new.version, new.audience, new.by)
            && there.held == Held::Content(draft.content);
        if is_same { Ok((there, true)) } else { Err(NotKept::Reused) }
    }

    /// Puts other content in the place of an entry's, which is gone then. Blocks.
    ///
    /// # Errors
    /// `NotKept` says why.
    pub fn change(&self, id: Key, seen: u32, draft: Draft, first: First<'_>) -> Result<Entry, NotKept> {
        self.opened()?;
        let draft = checked(draft)?;
        let now = self.cabinet.known(id)?.ok_or(NotKept::Unknown(id))?;
        let version = now.header.version;
        if version != seen || matches!(now.left, Left::Erased) {
            return Err(NotKept::Changed(version));
        }
        let kept = self.sealed(header(id, now.header.stream, version + 1, &draft), &draft.content)?;
        match self.cabinet.put(&kept, version, first)? {
            true => Ok(Entry { header: kept.header, held: Held::Content(draft.content) }),
            false => Err(NotKept::Changed(version + 1)),
        }
    }

    /// Erases the content of an entry; what was erased before stays so. Needs no key. Blocks.
    ///
    /// # Errors
    /// If it was changed since the version that was seen, or the cabinet does not answer.
    pub fn erase(
        &self,
        id: Key,
        seen: Option<u32>,
        by: Option<Key>,
        first: First<'_>,
    ) -> Result<(), NotKept> {
        let now = self.cabinet.known(id)?.ok_or(NotKept::Unknown(id))?;
        let version = now.header.version;
        if matches!(now.left, Left::Erased) {
            return Ok(());
        }
        if seen.is_some_and(|seen| seen != version) {
            return Err(NotKept::Changed(version));
        }
        let header = Header { version: version + 1, by, at: Clock::now(), ..now.header };
        match self.cabinet.put(&Kept { header, left: Left::Erased }, version, first)? {
            true => Ok(()),
            false => Err(NotKept::Changed(version + 1)),
        }
    }

    /// Seals every entry that an older key sealed with the first one; how many those were. Entries that do not open are left
    /// as they are. Blocks.
    ///
    /// # Errors
    /// If there is no key, or the cabinet does not answer.
    pub fn rekey(&self) -> Result<u64, NotKept> {
        self.opened()?;
        let mut sealed_anew = 0;
        self.each(|kept| {
            let Left::Sealed(sealed) = &kept.left else { return Ok(()) };
            if self.keys.is_first(&sealed.key) {
                return Ok(());
            }
            let (header, version) = (kept.header.clone(), kept.header.version);
            let Held::Content(content) = self.look_into(kept).held else { return Ok(()) };
            // Whoever changed it meanwhile sealed it with the first key, or it is found at the next time.
            if self.cabinet.put(&self.sealed(header, &content)?, version, &|_| Ok(()))? {
                sealed_anew += 1;
            }
            Ok(())
        })?;
        Ok(sealed_anew)
    }

    /// Opens every entry. Blocks.
    ///
    /// # Errors
    /// If the cabinet does not answer.
    pub fn inspect(&self) -> Result<Inspected, NotKept> {
        let mut found = Inspected::default();
        self.each(|kept| {
            let Entry { header, held } = self.look_into(kept);
            match held {
                Held::Content(_) => found.open += 1,
                Held::Erased => found.erased += 1,
                Held::NoKey => found.no_key.push(header.id),
                Held::Damaged => found.damaged.push(header.id),
            }
            Ok(())
        })?;
        Ok(found)
    }

    fn each(&self, mut look: impl FnMut(Kept) -> Result<(), NotKept>) -> Result<(), NotKept> {
        let mut after = None;
        loop {
            let page = self.cabinet.all(after, PAGE)?;
            let Some(last) = page.last() else { return Ok(()) };
            after = Some(last.header.id);
            page.into_iter().try_for_each(&mut look)?;
        }
    }

    fn opened(&self) -> Result<(), NotKept> {
        if self.is_open() { Ok(()) } else { Err(NotKept::Closed) }
    }

    fn sealed(&self, header: Header, content: &Content) -> Result<Kept, NotKept> {
        let left = Left::Sealed(self.keys.seal(&header, content)?);
        Ok(Kept { header, left })
    }

    fn look_into(&self, Kept { header, left }: Kept) -> Entry {
        let held = match left {
            Left::Sealed(sealed) => self.keys.open(&header, &sealed),
            Left::Erased => Held::Erased,
        };
        if held == Held::Damaged {
            tracing::error!(entry = %header.id, "an entry of the vault is not what was sealed");
        }
        Entry { header, held }
    }
}

fn checked(draft: Draft) -> Result<Draft, NotKept> {
    let content = draft.content.tidy();
    content.check().map_err(NotKept::Unfit)?;
    Ok(Draft { content, ..draft })
}

fn header(id: Key, stream: String, version: u32, draft: &Draft) -> Header {
    let Draft { content, audience, region, by } = draft;
    let (kind, at) = (content.kind(), Clock::now());
    Header { id, stream, kind, audience: *audience, region: *region, version, by: *by, at }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault")
    }
}
