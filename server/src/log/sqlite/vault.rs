//! The cabinet of the vault in a SQLite file of its own beside the log: this folder is the only one that names a database.
//!
//! What is erased or replaced is overwritten on disk (`secure_delete`), and there is no write-ahead log that would keep it.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, Params, Row, TransactionBehavior, params};
use shared::vault::Kind;
use shared::{Audience, Key, RegionCode, Stamp};

use super::accounts::parsed;
use super::beside::Kind as File;
use super::beside::strange;
use crate::log::LogError;
use crate::vault::entry::{Header, Kept, Left};
use crate::vault::keys::KeyId;
use crate::vault::seal::Sealed;
use crate::vault::{Cabinet, First};

/// The name of the file in the data folder.
pub const FILE: &str = "vault.sqlite";

/// "iMav".
const FORM: File = File {
    application: 0x694d_6176,
    schema: &[include_str!("vault/schema.sql")],
    open: include_str!("vault/open.sql"),
    called: "a vault",
};

/// The cabinet.
#[derive(Debug)]
pub struct SqliteCabinet(Mutex<Connection>);

impl SqliteCabinet {
    /// Opens the cabinet in a data folder; begun where there is none.
    ///
    /// # Errors
    /// If the file cannot be opened or is not a vault.
    pub fn open(folder: &Path) -> Result<Self, LogError> {
        Ok(Self(Mutex::new(FORM.open(&folder.join(FILE))?)))
    }

    /// A cabinet that is gone with the process.
    ///
    /// # Errors
    /// If there is no memory for it.
    pub fn for_this_run() -> Result<Self, LogError> {
        Ok(Self(Mutex::new(FORM.in_memory()?)))
    }

    /// Whether a folder has one.
    #[must_use]
    pub fn is_in(folder: &Path) -> bool {
        folder.join(FILE).exists()
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, which: &str, told: impl Params) -> Result<Vec<Kept>, LogError> {
        let connection = self.connection();
        let mut found = connection.prepare_cached(which)?;
        let entries = found.query_map(told, kept)?.collect::<Result<Vec<_>, _>>()?;
        Ok(entries)
    }
}

impl Cabinet for SqliteCabinet {
    fn of(&self, stream: &str) -> Result<Vec<Kept>, LogError> {
        self.find(include_str!("vault/entries.sql"), params![stream, None::<&str>])
    }

    fn known(&self, id: Key) -> Result<Option<Kept>, LogError> {
        let found = self.find(include_str!("vault/entries.sql"), params![None::<&str>, id.as_str()])?;
        Ok(found.into_iter().next())
    }

    fn all(&self, after: Option<Key>, limit: usize) -> Result<Vec<Kept>, LogError> {
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.find(include_str!("vault/all.sql"), params![after, limit])
    }

    fn put(&self, kept: &Kept, before: u32, first: First<'_>) -> Result<bool, LogError> {
        let Header { id, stream, kind, audience, region, version, by, at } = &kept.header;
        let sealed = match &kept.left {
            Left::Sealed(sealed) => Some(sealed),
            Left::Erased => None,
        };
        let put = match before {
            0 => include_str!("vault/begin.sql"),
            _ => include_str!("vault/replace.sql"),
        };
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let changed = transaction.prepare_cached(put)?.execute(params![
            id.as_str(),
            stream,
            kind.slug(),
            u8::from(*audience),
            region.number(),
            version,
            by.map(|by| by.to_string()),
            at.micros(),
            sealed.map(|sealed| sealed.key.bytes().as_slice()),
            sealed.map(|sealed| sealed.nonce.as_slice()),
            sealed.map(|sealed| sealed.bytes.as_slice()),
            before,
        ])?;
        if changed == 0 {
            return Ok(false);
        }
        first(&kept.header)?;
        transaction.commit()?;
        Ok(true)
    }
}

fn kept(row: &Row<'_>) -> rusqlite::Result<Kept> {
    let by: Option<String> = row.get(6)?;
    let header = Header {
        id: parsed(row, 0)?,
        stream: row.get(1)?,
        kind: Kind::from_slug(&row.get::<_, String>(2)?).ok_or_else(|| strange(2))?,
        audience: Audience::try_from(row.get::<_, u8>(3)?).map_err(|_| strange(3))?,
        region: RegionCode::new(row.get(4)?).ok_or_else(|| strange(4))?,
        version: row.get(5)?,
        by: by.map(|text| text.parse().map_err(|_| strange(6))).transpose()?,
        at: Stamp::from_micros(row.get(7)?),
    };
    let left = match row.get::<_, Option<Vec<u8>>>(10)? {
        None => Left::Erased,
        Some(bytes) => Left::Sealed(Sealed {
            key: KeyId::from_bytes(&row.get::<_, Vec<u8>>(8)?).ok_or_else(|| strange(8))?,
            nonce: row.get::<_, Vec<u8>>(9)?.try_into().map_err(|_| strange(9))?,
            bytes,
        }),
    };
    Ok(Kept { header, left })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use shared::vault::{Contact, Content};

    use super::*;
    use crate::vault::entry::Held;
    use crate::vault::keys::Keys;
    use crate::vault::{Draft, Inspected, NotKept, Vault};

    const NEVER_FIRST: First<'static> = &|_| Ok(());

    fn note(text: &str) -> Draft {
        let content = Content::Note(text.to_owned());
        Draft { content, audience: Audience::Officials, region: RegionCode::DEHONG, by: None }
    }

    fn person(name: &str) -> Draft {
        let content = Content::Contact(Contact { name: name.to_owned(), ..Contact::default() });
        Draft { content, audience: Audience::OwningOffice, region: RegionCode::DEHONG, by: None }
    }

    fn key(id: &str) -> Key {
        id.parse().unwrap()
    }

    fn keys(text: &str) -> Keys {
        Keys::read("test", text).unwrap()
    }

    fn vault(folder: &Path, text: &str) -> Vault {
        Vault::new(Arc::new(SqliteCabinet::open(folder).unwrap()), keys(text))
    }

    fn texts(entries: &[crate::vault::entry::Entry]) -> Vec<String> {
        let told = entries.iter().map(|entry| match &entry.held {
            Held::Content(Content::Note(text)) => text.clone(),
            Held::Content(Content::Contact(contact)) => contact.name.clone(),
            Held::Erased => "erased".into(),
            Held::NoKey => "no key".into(),
            Held::Damaged => "damaged".into(),
        });
        told.collect()
    }

    #[test]
    fn entries_are_kept_once_changed_as_seen_and_erased() {
        let (folder, text) = (tempfile::tempdir().unwrap(), Keys::new_text().unwrap());
        let vault = vault(folder.path(), &text);
        let (one, two) = (key("v-1"), key("v-2"));
        assert!(!vault.add(one, "target/T-1", note("one"), NEVER_FIRST).unwrap().1);
        assert!(vault.add(one, "target/T-1", note(" one "), NEVER_FIRST).unwrap().1, "sent again");
        for (stream, draft) in [
            ("target/T-2", note("one")),
            ("target/T-1", note("other")),
            ("target/T-1", person("one")),
            ("target/T-1", Draft { by: Some(key("u-1")), ..note("one") }),
        ] {
            assert!(matches!(vault.add(one, stream, draft, NEVER_FIRST), Err(NotKept::Reused)));
        }
        vault.add(two, "target/T-1", person("two"), NEVER_FIRST).unwrap();
        assert!(matches!(vault.change(two, 2, note("x"), NEVER_FIRST), Err(NotKept::Changed(1))));
        assert_eq!(vault.change(two, 1, note("changed"), NEVER_FIRST).unwrap().header.version, 2);
        assert!(matches!(vault.change(two, 1, note("late"), NEVER_FIRST), Err(NotKept::Changed(2))));
        assert_eq!(texts(&vault.of("target/T-1").unwrap()), ["one", "changed"]);
        // What cannot be noted is not done.
        let fails: First<'_> = &|_| Err(LogError::Full);
        assert!(matches!(vault.add(key("v-3"), "a/b", note("x"), fails), Err(NotKept::Log(_))));
        assert!(
            vault.change(two, 2, note("x"), fails).is_err() && vault.erase(two, None, None, fails).is_err()
        );
        assert!(vault.of("a/b").unwrap().is_empty());
        assert_eq!(texts(&vault.of("target/T-1").unwrap()), ["one", "changed"]);
        assert!(matches!(vault.erase(two, Some(1), None, NEVER_FIRST), Err(NotKept::Changed(2))));
        vault.erase(two, Some(2), Some(key("u-9")), NEVER_FIRST).unwrap();
        vault.erase(two, Some(2), None, fails).unwrap();
        let entries = vault.of("target/T-1").unwrap();
        assert_eq!(texts(&entries), ["one", "erased"]);
        assert_eq!((entries[1].header.version, entries[1].header.by), (3, Some(key("u-9"))));
        assert!(matches!(vault.change(two, 3, note("back"), NEVER_FIRST), Err(NotKept::Changed(3))));
        assert!(matches!(vault.add(two, "target/T-1", person("two"), NEVER_FIRST), Err(NotKept::Reused)));
        assert!(matches!(vault.erase(key("v-9"), None, None, NEVER_FIRST), Err(NotKept::Unknown(_))));
    }

    #[test]
    fn what_was_changed_on_disk_does_not_open() {
        let text = Keys::new_text().unwrap();
        let copy = "update entry set (key, nonce, sealed) = (select key, nonce, sealed from entry o where o.id = 'v-2') where id = 'v-1'";
        for (change, damaged) in [
            (copy, 1),
            ("update entry set audience = 1 where audience = 2", 1),
            ("update entry set stream = 'target/T-9' where id = 'v-1'", 1),
            ("update entry set kind = 'contact' where id = 'v-1'", 1),
            ("update entry set region = 533102 where id = 'v-1'", 1),
            ("update entry set version = 7 where id = 'v-1'", 1),
            ("update entry set by = 'u-1' where id = 'v-1'", 1),
            ("update entry set at = at + 1 where id = 'v-1'", 1),
            ("update entry set sealed = zeroblob(length(sealed)) where id = 'v-1'", 1),
            ("update entry set sealed = x'' where id = 'v-1'", 1),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let vault = vault(folder.path(), &text);
            vault.add(key("v-1"), "target/T-1", note("one"), NEVER_FIRST).unwrap();
            vault.add(key("v-2"), "target/T-1", person("two"), NEVER_FIRST).unwrap();
            assert_eq!(vault.inspect().unwrap(), Inspected { open: 2, ..Inspected::default() });
            let raw = Connection::open(folder.path().join(FILE)).unwrap();
            raw.execute(change, []).unwrap();
            let found = vault.inspect().unwrap();
            assert_eq!((found.damaged.len(), found.open), (damaged, 2 - damaged as u64), "{change}");
        }
    }

    #[test]
    fn another_key_seals_anew_and_then_the_old_one_opens_nothing() {
        // More than are read at once.
        const MANY: usize = 600;
        let cabinet = Arc::new(SqliteCabinet::for_this_run().unwrap());
        let with = |keys: Keys| Vault::new(cabinet.clone(), keys);
        let (old, new) = (Keys::new_text().unwrap(), Keys::new_text().unwrap());
        let before = with(keys(&old));
        for n in 0..MANY {
            before.add(key(&format!("v-{n:03}")), "target/T-1", note(&n.to_string()), NEVER_FIRST).unwrap();
        }
        let only_new = with(keys(&new));
        assert!(only_new.of("target/T-1").unwrap().iter().all(|entry| entry.held == Held::NoKey));
        assert_eq!((only_new.inspect().unwrap().no_key.len(), only_new.rekey().unwrap()), (MANY, 0));
        let both = with(keys(&format!("{new}\n{old}")));
        both.add(key("v-new"), "target/T-2", note("new"), NEVER_FIRST).unwrap();
        assert_eq!((both.rekey().unwrap(), both.rekey().unwrap()), (MANY as u64, 0));
        assert_eq!(
            texts(&only_new.of("target/T-1").unwrap()),
            (0..MANY).map(|n| n.to_string()).collect::<Vec<_>>()
        );
        assert_eq!(before.inspect().unwrap().no_key.len(), MANY + 1);
        // Without any key nothing is read or written, and everything can be erased.
        let closed = with(Keys::default());
        assert!(matches!(closed.of("target/T-1"), Err(NotKept::Closed)));
        assert!(matches!(closed.add(key("v-x"), "a/b", note("x"), NEVER_FIRST), Err(NotKept::Closed)));
        closed.erase(key("v-new"), None, None, NEVER_FIRST).unwrap();
        assert_eq!(closed.inspect().unwrap().erased, 1);
    }

    /// Neither what was said nor its seal is left in any file, however entries of all sizes were moved about.
    #[test]
    fn nothing_is_left_of_what_was_erased_or_replaced() {
        let (folder, text) = (tempfile::tempdir().unwrap(), Keys::new_text().unwrap());
        let vault = vault(folder.path(), &text);
        let cabinet = SqliteCabinet::open(folder.path()).unwrap();
        let sealed = |id: Key| match cabinet.known(id).unwrap().unwrap().left {
            Left::Sealed(sealed) => sealed.bytes,
            Left::Erased => panic!("{id} was erased"),
        };
        let size = |n: usize| [3, 60, 700, 3_900][n % 4] + n;
        let (mut gone, mut ids) = (Vec::new(), Vec::new());
        for n in 0..48 {
            let id = key(&format!("v-{n:02}"));
            vault.add(id, "target/T-1", note(&"x".repeat(size(n))), NEVER_FIRST).unwrap();
            ids.push(id);
        }
        for (n, id) in ids.iter().enumerate().filter(|(n, _)| n % 3 == 0) {
            gone.push(sealed(*id));
            vault.change(*id, 1, note(&"y".repeat(size(n + 1))), NEVER_FIRST).unwrap();
        }
        let before = bytes(folder.path());
        let still = sealed(ids[1]);
        assert!(holds(&before, &still), "the search for them works");
        for id in ids.iter().step_by(2) {
            gone.push(sealed(*id));
            vault.erase(*id, None, None, NEVER_FIRST).unwrap();
        }
        let after = bytes(folder.path());
        assert!(holds(&after, &sealed(ids[1])));
        let left = gone.iter().filter(|sealed| holds(&after, sealed)).count();
        assert_eq!(left, 0, "of {}", gone.len());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no companion is left");
    }

    /// Whether any part of it, twelve bytes long, is there.
    fn holds(all: &std::collections::HashSet<[u8; 12]>, sealed: &[u8]) -> bool {
        sealed.windows(12).any(|part| all.contains(part))
    }

    fn bytes(folder: &Path) -> std::collections::HashSet<[u8; 12]> {
        let files =
            std::fs::read_dir(folder).unwrap().map(|file| std::fs::read(file.unwrap().path()).unwrap());
        files
            .flat_map(|file| file.windows(12).map(|part| part.try_into().unwrap()).collect::<Vec<_>>())
            .collect()
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_on_the_machine_reads_it_and_another_file_is_not_taken_for_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let _cabinet = SqliteCabinet::open(folder.path()).unwrap();
        let rights = std::fs::metadata(folder.path().join(FILE)).unwrap().permissions();
        assert_eq!(rights.mode() & 0o077, 0);
        let folder = tempfile::tempdir().unwrap();
        let raw = Connection::open(folder.path().join(FILE)).unwrap();
        raw.pragma_update(None, "application_id", 7).unwrap();
        assert!(matches!(SqliteCabinet::open(folder.path()), Err(LogError::Damaged(_))));
    }
}
