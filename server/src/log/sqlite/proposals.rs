//! Proposals in a SQLite file of their own beside the log: this folder is the only one that names a database.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OptionalExtension, Row, params};
use shared::review::Change;
use shared::{RegionCode, Stamp};

use super::beside::{Kind, strange};
use super::convert::digest;
use crate::log::LogError;
use crate::proposals::{New, Proposal, Proposals, Settled, State, Wanted};

/// The name of the file in the data folder.
pub const FILE: &str = "proposals.sqlite";

/// "iMpr".
const KIND: Kind = Kind {
    application: 0x694d_7072,
    schema: &[include_str!("proposals/schema.sql")],
    open: include_str!("open.sql"),
    called: "a store of proposals",
};

/// The proposals.
#[derive(Debug)]
pub struct SqliteProposals(Mutex<Connection>);

impl SqliteProposals {
    /// Opens the proposals in a data folder; begun where there are none.
    ///
    /// # Errors
    /// If the file cannot be opened or is none of ours.
    pub fn open(folder: &Path) -> Result<Self, LogError> {
        KIND.open(&folder.join(FILE)).map(|connection| Self(Mutex::new(connection)))
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, number: Option<u64>, wanted: &Wanted, limit: usize) -> Result<Vec<Proposal>, LogError> {
        let connection = self.connection();
        let mut found = connection.prepare_cached(include_str!("proposals/find.sql"))?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let state = wanted.state.map(State::slug);
        let found = found.query_map(params![number, state, wanted.by, wanted.before, limit], proposal)?;
        Ok(found.collect::<Result<Vec<_>, _>>()?)
    }
}

impl Proposals for SqliteProposals {
    fn put(&self, new: New) -> Result<Proposal, LogError> {
        let connection = self.connection();
        let changes: Vec<_> = new.changes.iter().map(|change| change.slug()).collect();
        connection.prepare_cached(include_str!("proposals/put.sql"))?.execute(params![
            new.command_id,
            new.request.bytes(),
            new.text,
            new.by,
            new.region.map(RegionCode::number),
            new.at.micros(),
            new.decided_at,
            changes.join(","),
        ])?;
        let number = u64::try_from(connection.last_insert_rowid()).unwrap_or_default();
        Ok(Proposal { number, new, settled: None })
    }

    fn of_command(&self, command_id: &str) -> Result<Option<Proposal>, LogError> {
        let connection = self.connection();
        let mut found = connection.prepare_cached(include_str!("proposals/of_command.sql"))?;
        Ok(found.query_row(params![command_id], proposal).optional()?)
    }

    fn known(&self, number: u64) -> Result<Option<Proposal>, LogError> {
        Ok(self.find(Some(number), &Wanted::default(), 1)?.pop())
    }

    fn list(&self, wanted: &Wanted, limit: usize) -> Result<Vec<Proposal>, LogError> {
        self.find(None, wanted, limit)
    }

    fn settle(&self, number: u64, settled: &Settled) -> Result<bool, LogError> {
        let Settled { state, by, at, reason, position } = settled;
        let connection = self.connection();
        let changed = connection.prepare_cached(include_str!("proposals/settle.sql"))?.execute(params![
            number,
            state.slug(),
            by,
            at.micros(),
            reason,
            position,
        ])?;
        Ok(changed == 1)
    }
}

fn proposal(row: &Row<'_>) -> rusqlite::Result<Proposal> {
    let region: Option<u32> = row.get(5)?;
    let changes: String = row.get(8)?;
    let named = |slug: &str| Change::ALL.into_iter().find(|change| change.slug() == slug);
    let changes = changes.split(',').filter(|slug| !slug.is_empty()).map(named);
    let new = New {
        command_id: row.get(1)?,
        request: digest(row, 2)?,
        text: row.get(3)?,
        by: row.get(4)?,
        region: region.map(|code| RegionCode::new(code).ok_or_else(|| strange(5))).transpose()?,
        at: Stamp::from_micros(row.get(6)?),
        decided_at: row.get(7)?,
        changes: changes.collect::<Option<_>>().ok_or_else(|| strange(8))?,
    };
    let state = State::from_slug(&row.get::<_, String>(9)?).ok_or_else(|| strange(9))?;
    let settled = match state {
        State::Waiting => None,
        state => Some(Settled {
            state,
            by: row.get(10)?,
            at: Stamp::from_micros(row.get(11)?),
            reason: row.get(12)?,
            position: row.get(13)?,
        }),
    };
    Ok(Proposal { number: row.get(0)?, new, settled })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::Digest;

    fn new(id: &str, by: &str) -> New {
        New {
            command_id: id.into(),
            request: Digest::of(id.as_bytes()),
            text: "{}".into(),
            by: by.into(),
            region: RegionCode::new(533_102),
            at: Stamp::from_micros(7),
            decided_at: 9,
            changes: vec![Change::Outline, Change::Name],
        }
    }

    fn settled(state: State) -> Settled {
        let position = (state == State::Published).then_some(12);
        Settled { state, by: "u-2".into(), at: Stamp::from_micros(8), reason: Some("why".into()), position }
    }

    #[test]
    fn proposals_are_kept_found_and_settled_once() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteProposals::open(folder.path()).unwrap();
        let first = store.put(new("c-1", "u-1")).unwrap();
        let second = store.put(new("c-2", "u-3")).unwrap();
        assert!(store.put(new("c-2", "u-1")).is_err(), "an id is one command's");
        assert_eq!((first.number, second.number, first.state()), (1, 2, State::Waiting));
        // Another process, or this one after a restart.
        let store = SqliteProposals::open(folder.path()).unwrap();
        assert_eq!(store.known(1).unwrap(), Some(first.clone()));
        assert_eq!(store.of_command("c-2").unwrap(), Some(second.clone()));
        assert_eq!((store.known(3).unwrap(), store.of_command("c-3").unwrap()), (None, None));
        for state in [State::Returned, State::Published] {
            assert_eq!(store.settle(1, &settled(state)).unwrap(), state == State::Returned);
        }
        assert!(store.settle(2, &settled(State::Published)).unwrap());
        assert!(!store.settle(3, &settled(State::Withdrawn)).unwrap());
        let returned = store.known(1).unwrap().unwrap();
        assert_eq!(returned, Proposal { settled: Some(settled(State::Returned)), ..first });
        assert_eq!(store.known(2).unwrap().unwrap().settled, Some(settled(State::Published)));
        let numbers = |wanted: Wanted, limit| -> Vec<u64> {
            store.list(&wanted, limit).unwrap().iter().map(|proposal| proposal.number).collect()
        };
        assert_eq!(numbers(Wanted::default(), 9), [2, 1]);
        assert_eq!(numbers(Wanted::default(), 1), [2]);
        assert_eq!(numbers(Wanted { before: Some(2), ..Wanted::default() }, 9), [1]);
        assert_eq!(numbers(Wanted { by: Some("u-3".into()), ..Wanted::default() }, 9), [2]);
        assert_eq!(numbers(Wanted { state: Some(State::Waiting), ..Wanted::default() }, 9), [0; 0]);
    }
}
