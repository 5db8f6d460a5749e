//! The register of accounts in a SQLite file of its own beside the log: this folder is the only one that names a database.
//!
//! The command line changes it while a server runs, so every change is a transaction, and the server asks whether there was
//! one. What is erased is overwritten on disk (`secure_delete`).

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};
use shared::{Key, RegionCode, Stamp};

use super::beside::{Kind, strange};
use crate::accounts::audit::{Done, Note, Noted};
use crate::accounts::{Account, Identity, Register, Way};
use crate::log::{Digest, LogError};

/// The name of the file in the data folder.
pub const FILE: &str = "accounts.sqlite";

/// "iMac". Version 2 knows how far officials have looked, 3 how their accounts are opened.
const KIND: Kind = Kind {
    application: 0x694d_6163,
    schema: &[
        include_str!("accounts/schema.sql"),
        include_str!("accounts/schema_2.sql"),
        include_str!("accounts/schema_3.sql"),
    ],
    open: include_str!("open.sql"),
    called: "a register of accounts",
};

/// The register.
#[derive(Debug)]
pub struct SqliteRegister {
    file: PathBuf,
    connection: Mutex<Connection>,
}

impl SqliteRegister {
    /// Opens the register in a data folder; begun where there is none.
    ///
    /// # Errors
    /// If the file cannot be opened or is not a register.
    pub fn open(folder: &Path) -> Result<Self, LogError> {
        let file = folder.join(FILE);
        let connection = KIND.open(&file)?;
        Ok(Self { file, connection: Mutex::new(connection) })
    }

    /// Whether a folder has one.
    #[must_use]
    pub fn is_in(folder: &Path) -> bool {
        folder.join(FILE).exists()
    }

    /// Reads the whole audit and checks its chain; answers how many entries there are.
    ///
    /// # Errors
    /// If it cannot be read, or an entry was changed, removed or slipped in.
    pub fn inspect(&self) -> Result<u64, LogError> {
        const PAGE: usize = 4096;
        let mut last = (0, Digest::ORIGIN);
        loop {
            let page = self.noted(last.0, PAGE)?;
            if page.is_empty() {
                return Ok(last.0);
            }
            for noted in page {
                if !noted.follows(last) {
                    let (file, number) = (self.file.display(), noted.number);
                    return Err(LogError::Damaged(format!(
                        "{file}: entry {number} of the audit is not what was noted"
                    )));
                }
                last = (noted.number, noted.digest);
            }
        }
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(
        &self,
        called: Option<&str>,
        id: Option<Key>,
        identity: Option<&Identity>,
    ) -> Result<Vec<(Account, String)>, LogError> {
        let connection = self.connection();
        let mut found = connection.prepare_cached(include_str!("accounts/accounts.sql"))?;
        let (issuer, subject) = identity.map(|i| (&*i.issuer, &*i.subject)).unzip();
        let id = id.map(|id| id.to_string());
        let sought = params![called, id, issuer, subject];
        let accounts = found.query_map(sought, account)?.collect::<Result<Vec<_>, _>>()?;
        Ok(accounts)
    }
}

impl Register for SqliteRegister {
    fn named(&self, name: &str) -> Result<Option<(Account, String)>, LogError> {
        Ok(self.find(Some(&name.to_lowercase()), None, None)?.into_iter().next())
    }

    fn known(&self, id: Key) -> Result<Option<(Account, String)>, LogError> {
        Ok(self.find(None, Some(id), None)?.into_iter().next())
    }

    fn identified(&self, identity: &Identity) -> Result<Option<Account>, LogError> {
        Ok(self.find(None, None, Some(identity))?.into_iter().map(|(account, _)| account).next())
    }

    fn all(&self) -> Result<Vec<Account>, LogError> {
        Ok(self.find(None, None, None)?.into_iter().map(|(account, _)| account).collect())
    }

    fn put(&self, account: &Account, hash: &str) -> Result<bool, LogError> {
        let connection = self.connection();
        let identity = account.way.identity();
        let put = connection.prepare_cached(include_str!("accounts/put.sql"))?.execute(params![
            account.id.as_str(),
            account.name,
            account.name.to_lowercase(),
            account.role.slug(),
            account.region.number(),
            hash,
            account.must_change,
            account.ended,
            account.way.slug(),
            identity.map(|identity| &identity.issuer),
            identity.map(|identity| &identity.subject),
        ]);
        unless_taken(put)
    }

    fn bind(&self, id: Key, identity: &Identity) -> Result<bool, LogError> {
        let connection = self.connection();
        let bound = connection.prepare_cached(include_str!("accounts/bind.sql"))?.execute(params![
            id.as_str(),
            identity.issuer,
            identity.subject
        ]);
        unless_taken(bound)
    }

    fn note_all(&self, notes: &[Note]) -> Result<(), LogError> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let last = transaction
            .prepare_cached(include_str!("accounts/last_note.sql"))?
            .query_row([], |row| Ok((row.get(0)?, digest(row, 1)?)))
            .optional()?;
        let mut last = last.unwrap_or((0, Digest::ORIGIN));
        for note in notes {
            let Noted { number, note, digest } = Noted::after(last, note.clone());
            transaction.prepare_cached(include_str!("accounts/note.sql"))?.execute(params![
                number,
                note.at.micros(),
                note.by.map(|id| id.to_string()),
                note.done.slug(),
                note.account.map(|id| id.to_string()),
                note.from.map(|from| from.to_string()),
                note.detail,
                digest.bytes(),
            ])?;
            last = (number, digest);
        }
        transaction.commit()?;
        Ok(())
    }

    fn noted(&self, after: u64, limit: usize) -> Result<Vec<Noted>, LogError> {
        let connection = self.connection();
        let mut found = connection.prepare_cached(include_str!("accounts/noted.sql"))?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let noted = found.query_map(params![after, limit], noted)?.collect::<Result<Vec<_>, _>>()?;
        Ok(noted)
    }

    fn seen(&self, id: Key) -> Result<Option<u64>, LogError> {
        let connection = self.connection();
        let mut asked = connection.prepare_cached(include_str!("accounts/seen.sql"))?;
        Ok(asked.query_row(params![id.as_str()], |row| row.get(0)).optional()?)
    }

    fn see(&self, id: Key, position: u64) -> Result<u64, LogError> {
        let connection = self.connection();
        let mut see = connection.prepare_cached(include_str!("accounts/see.sql"))?;
        Ok(see.query_row(params![id.as_str(), position], |row| row.get(0))?)
    }

    fn changed(&self) -> Result<i64, LogError> {
        Ok(self.connection().pragma_query_value(None, "data_version", |row| row.get(0))?)
    }
}

/// Whether something was written; not if it belongs to another account.
fn unless_taken(written: rusqlite::Result<usize>) -> Result<bool, LogError> {
    match written {
        Ok(rows) => Ok(rows > 0),
        Err(rusqlite::Error::SqliteFailure(error, _))
            if error.code == rusqlite::ErrorCode::ConstraintViolation =>
        {
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

fn account(row: &Row<'_>) -> rusqlite::Result<(Account, String)> {
    let account = Account {
        id: parsed(row, 0)?,
        name: row.get(1)?,
        role: parsed(row, 2)?,
        region: RegionCode::new(row.get(3)?).ok_or_else(|| strange(3))?,
        must_change: row.get(4)?,
        ended: row.get(5)?,
        way: way(row)?,
    };
    Ok((account, row.get(6)?))
}

fn way(row: &Row<'_>) -> rusqlite::Result<Way> {
    match (row.get::<_, String>(7)?.as_str(), row.get(8)?, row.get(9)?) {
        ("password", None, None) => Ok(Way::Password),
        ("invited", None, None) => Ok(Way::Invited),
        ("identity", Some(issuer), Some(subject)) => Ok(Way::Identity(Identity { issuer, subject })),
        _ => Err(strange(7)),
    }
}

fn noted(row: &Row<'_>) -> rusqlite::Result<Noted> {
    let key = |at: usize| -> rusqlite::Result<Option<Key>> {
        row.get::<_, Option<String>>(at)?.map(|text| text.parse().map_err(|_| strange(at))).transpose()
    };
    let from: Option<String> = row.get(5)?;
    let note = Note {
        at: Stamp::from_micros(row.get(1)?),
        by: key(2)?,
        done: Done::from_slug(&row.get::<_, String>(3)?).ok_or_else(|| strange(3))?,
        account: key(4)?,
        from: from.map(|text| text.parse().map_err(|_| strange(5))).transpose()?,
        detail: row.get(6)?,
    };
    Ok(Noted { number: row.get(0)?, note, digest: digest(row, 7)? })
}

fn digest(row: &Row<'_>, at: usize) -> rusqlite::Result<Digest> {
    Digest::from_bytes(&row.get::<_, Vec<u8>>(at)?).ok_or_else(|| strange(at))
}

/// A column that its own type reads.
pub(super) fn parsed<T: std::str::FromStr>(row: &Row<'_>, at: usize) -> rusqlite::Result<T> {
    row.get::<_, String>(at)?.parse().map_err(|_| strange(at))
}

#[cfg(test)]
mod tests {
    use shared::access::Role;

    use super::*;
    use crate::accounts::{Accounts, NotDone};

    fn register() -> (tempfile::TempDir, std::sync::Arc<SqliteRegister>) {
        let folder = tempfile::tempdir().unwrap();
        let register = std::sync::Arc::new(SqliteRegister::open(folder.path()).unwrap());
        (folder, register)
    }

    #[test]
    fn accounts_are_made_trusted_reset_and_ended_by_name_whatever_its_case() {
        let (folder, register) = register();
        let accounts = Accounts::new(register.clone());
        assert!(!accounts.are_there());
        let (li, _) = accounts.add(None, "Li Na", Role::Editor, RegionCode::DEHONG).unwrap();
        assert!(matches!(
            accounts.add(None, "li NA", Role::Viewer, RegionCode::DEHONG),
            Err(NotDone::Taken(_))
        ));
        for name in ["", " li", "li\n", &"长".repeat(65)] {
            assert!(
                matches!(accounts.add(None, name, Role::Viewer, RegionCode::DEHONG), Err(NotDone::Name)),
                "{name:?}"
            );
        }
        assert!(matches!(accounts.by_name("nobody"), Err(NotDone::Unknown(_))));
        assert!(matches!(accounts.end(None, "u-0".parse().unwrap()), Err(NotDone::Unknown(_))));
        assert_eq!(accounts.by_name("LI NA").unwrap().id, li.id);
        accounts.trust(None, li.id, Role::Reviewer, RegionCode::YUNNAN).unwrap();
        accounts.end(None, li.id).unwrap();
        let ended = accounts.known(li.id).unwrap().unwrap();
        assert!(ended.ended && ended.role == Role::Reviewer && ended.region == RegionCode::YUNNAN);
        accounts.reset(None, li.id).unwrap();
        assert!(!accounts.known(li.id).unwrap().unwrap().ended);
        // Another process sees it, and is told that something changed.
        let other = SqliteRegister::open(folder.path()).unwrap();
        let before = register.changed().unwrap();
        assert_eq!(other.all().unwrap(), accounts.all().unwrap());
        other.note(&Note::of(Done::SignedIn)).unwrap();
        assert_ne!(register.changed().unwrap(), before);
        assert!(accounts.are_there());
    }

    #[test]
    fn an_audit_that_was_tampered_with_is_found_out() {
        let changes = [
            "update audit set detail = 'nothing' where number = 2",
            "delete from audit where number = 2",
            "update audit set number = 9 where number = 3",
            "update audit set by = 'u-2' where number = 1",
        ];
        for change in changes {
            let (folder, register) = register();
            for detail in ["one", "two", "three"] {
                register.note(&Note::of(Done::Refused).by("u-1".parse().unwrap()).saying(detail)).unwrap();
            }
            assert_eq!(register.inspect().unwrap(), 3);
            let raw = Connection::open(folder.path().join(FILE)).unwrap();
            assert!(raw.execute(change, []).is_err(), "the register itself forbids it");
            raw.execute_batch("drop trigger audit_is_never_changed; drop trigger audit_is_never_removed;")
                .unwrap();
            raw.execute(change, []).unwrap();
            assert!(matches!(register.inspect(), Err(LogError::Damaged(_))), "{change}");
        }
    }

    /// A register as the first program made it.
    fn of_the_first_program() -> (tempfile::TempDir, Connection) {
        let folder = tempfile::tempdir().unwrap();
        let raw = Connection::open(folder.path().join(FILE)).unwrap();
        raw.execute_batch(include_str!("accounts/schema.sql")).unwrap();
        raw.pragma_update(None, "application_id", KIND.application).unwrap();
        raw.pragma_update(None, "user_version", 1).unwrap();
        (folder, raw)
    }

    #[test]
    fn accounts_of_an_earlier_program_are_opened_by_their_passwords() {
        let (folder, raw) = of_the_first_program();
        raw.execute_batch("insert into account values ('u-1', 'Li', 'li', 'editor', 533102, 'hash', 0, 0)")
            .unwrap();
        drop(raw);
        for _ in 0..2 {
            let register = SqliteRegister::open(folder.path()).unwrap();
            let (account, hash) = register.named("li").unwrap().unwrap();
            assert_eq!((account.way, &*hash), (Way::Password, "hash"));
        }
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_on_the_machine_reads_it() {
        use std::os::unix::fs::PermissionsExt;
        let (folder, register) = register();
        register.note(&Note::of(Done::SignedIn)).unwrap();
        for file in std::fs::read_dir(folder.path()).unwrap().map(Result::unwrap) {
            assert_eq!(file.metadata().unwrap().permissions().mode() & 0o077, 0, "{:?}", file.file_name());
        }
    }

    #[test]
    fn a_register_of_an_older_program_learns_how_far_officials_have_looked() {
        let (folder, raw) = of_the_first_program();
        drop(raw);
        let id: Key = "u-1".parse().unwrap();
        for (position, known) in [(40, 40), (7, 40), (41, 41)] {
            let register = SqliteRegister::open(folder.path()).unwrap();
            assert_eq!(register.see(id, position).unwrap(), known);
            assert_eq!(register.seen(id).unwrap(), Some(known));
        }
        assert_eq!(SqliteRegister::open(folder.path()).unwrap().seen("u-2".parse().unwrap()).unwrap(), None);
    }

    #[test]
    fn another_file_of_that_name_is_not_taken_for_a_register() {
        let folder = tempfile::tempdir().unwrap();
        let raw = Connection::open(folder.path().join(FILE)).unwrap();
        raw.pragma_update(None, "application_id", 7).unwrap();
        assert!(matches!(SqliteRegister::open(folder.path()), Err(LogError::Damaged(_))));
    }
}
