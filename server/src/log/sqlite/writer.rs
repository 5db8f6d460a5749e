//! The one thread that writes. It takes everything that waits into one transaction, commits, and only then answers.

use std::sync::mpsc::{Receiver, Sender, SyncSender, TryRecvError, channel, sync_channel};
use std::thread::JoinHandle;

use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::watch;

use super::record::{self, Tip};
use crate::log::{Append, AppendError, Appended, ImportError, Imported, Lines, LogError};

/// Appends that share one commit at most: the first of them should not wait for ever.
const GROUP: usize = 512;

type Answer<T, E> = SyncSender<Result<T, E>>;

enum Job {
    Append(Append, Answer<Appended, AppendError>),
    Import(Lines, Answer<Imported, ImportError>),
}

/// The writer's thread; it ends, and its connection is closed, when this is dropped.
#[derive(Debug)]
pub(super) struct Writer {
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub(super) fn start(connection: Connection, recorded: watch::Sender<u64>) -> std::io::Result<Self> {
        let (jobs, waiting) = channel();
        let mut desk = Pen { connection, recorded };
        let thread =
            std::thread::Builder::new().name("log-writer".into()).spawn(move || desk.work(&waiting))?;
        Ok(Self { jobs: Some(jobs), thread: Some(thread) })
    }

    pub(super) fn append(&self, append: Append) -> Result<Appended, AppendError> {
        self.ask(|answer| Job::Append(append, answer))?
    }

    pub(super) fn import(&self, lines: Lines) -> Result<Imported, ImportError> {
        self.ask(|answer| Job::Import(lines, answer))?
    }

    fn ask<T>(&self, job: impl FnOnce(SyncSender<T>) -> Job) -> Result<T, LogError> {
        let gone = || LogError::Unavailable("its writer has stopped".into());
        let (answer, answered) = sync_channel(1);
        self.jobs.as_ref().ok_or_else(gone)?.send(job(answer)).map_err(|_| gone())?;
        answered.recv().map_err(|_| gone())
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            // A writer that panicked has answered nobody; there is nothing left to save here.
            let _ended = thread.join();
        }
    }
}

struct Pen {
    connection: Connection,
    recorded: watch::Sender<u64>,
}

type Waiting = (Append, Answer<Appended, AppendError>);

impl Pen {
    fn work(&mut self, jobs: &Receiver<Job>) {
        let mut held = None;
        while let Some(job) = held.take().or_else(|| jobs.recv().ok()) {
            match job {
                Job::Append(append, answer) => {
                    let mut group = vec![(append, answer)];
                    held = gather(jobs, &mut group);
                    self.append(group);
                }
                Job::Import(lines, answer) => {
                    let imported = self.import(lines);
                    // Whoever asked may have given up; what was recorded stays recorded.
                    let _heard = answer.send(imported);
                }
            }
        }
    }

    fn append(&mut self, group: Vec<Waiting>) {
        match self.commit(&group) {
            Ok(answers) => {
                for ((_, asker), answer) in group.into_iter().zip(answers) {
                    let _heard = asker.send(answer);
                }
            }
            // One of them may be too large for what room is left on the disk: each for itself, then.
            Err(_) if group.len() > 1 => group.into_iter().for_each(|one| self.append(vec![one])),
            Err(error) => {
                for (_, asker) in group {
                    let _heard = asker.send(Err(error.clone().into()));
                }
            }
        }
    }

    /// All appends of a group in one transaction: their answers, valid because the commit succeeded.
    fn commit(&mut self, group: &[Waiting]) -> Result<Vec<Result<Appended, AppendError>>, LogError> {
        let mut transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut tip = Tip::read(&transaction)?;
        let start = tip.position;
        let mut answers = Vec::with_capacity(group.len());
        for (append, _) in group {
            let before = tip;
            let savepoint = transaction.savepoint()?;
            let answer = record::append(&savepoint, &mut tip, append);
            match &answer {
                Ok(_) => savepoint.commit()?,
                // The store itself failed: nothing of the group is certain.
                Err(AppendError::Log(error)) => return Err(error.clone()),
                Err(_) => {
                    drop(savepoint);
                    tip = before;
                }
            }
            answers.push(answer);
        }
        if tip.position > start {
            tip.write(&transaction)?;
            transaction.commit()?;
            self.recorded.send_replace(tip.position);
        }
        Ok(answers)
    }

    fn import(&mut self, lines: Lines) -> Result<Imported, ImportError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut tip = Tip::read(&transaction)?;
        let start = tip.position;
        for line in lines {
            let (number, fact) = line?;
            tip.record(&transaction, &fact, None, None).map_err(|error| match error {
                AppendError::Fact(wrong) => ImportError::Fact(wrong.at(number)),
                AppendError::Log(error) => ImportError::Log(error),
                // Only appends expect versions or carry commands.
                other => ImportError::Log(LogError::Unavailable(other.to_string())),
            })?;
        }
        if tip.position > start {
            tip.write(&transaction)?;
            transaction.commit()?;
            self.recorded.send_replace(tip.position);
        }
        Ok(Imported { facts: tip.position - start, head: tip.position })
    }
}

/// Takes the appends that wait already; hands back a job of another kind that must come after them.
fn gather(jobs: &Receiver<Job>, group: &mut Vec<Waiting>) -> Option<Job> {
    while group.len() < GROUP {
        match jobs.try_recv() {
            Ok(Job::Append(append, answer)) => group.push((append, answer)),
            Ok(other) => return Some(other),
            Err(TryRecvError::Empty | TryRecvError::Disconnected) => break,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::tests::{append, fact};
    use super::super::{FILE, SqliteLog, connect};
    use super::*;
    use crate::log::{FactError, Log};

    /// The writer without its thread, on a file that may not grow beyond so many pages: a disk that can be full.
    fn pen(folder: &std::path::Path) -> Pen {
        drop(SqliteLog::open(folder).unwrap());
        let connection = connect(&folder.join(FILE), rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
        Pen { connection, recorded: watch::Sender::new(0) }
    }

    fn room(pen: &Pen, pages: u32) {
        pen.connection.query_row(&format!("pragma max_page_count = {pages}"), [], |_| Ok(())).unwrap();
    }

    #[test]
    fn a_full_disk_refuses_and_loses_nothing_and_goes_on_when_there_is_room() {
        let folder = tempfile::tempdir().unwrap();
        let mut pen = pen(folder.path());
        room(&pen, 40);
        let name = "示".repeat(200);
        let mut answered = 0;
        let refused = loop {
            match pen.commit(&[(append(vec![fact(&name), fact(&name)]), sync_channel(1).0)]) {
                Ok(answers) => answered = answers[0].as_ref().unwrap().events[1].position(),
                Err(error) => break error,
            }
        };
        assert_eq!(refused, LogError::Full);
        let log = SqliteLog::read_only(folder.path()).unwrap();
        assert_eq!(log.head().unwrap().position, answered);
        assert_eq!(log.read(0, usize::MAX).unwrap().len() as u64, answered);
        log.inspect().unwrap();

        // Of a group, what still fits is recorded; what does not is refused.
        let (small, large) = (sync_channel(1), sync_channel(1));
        room(&pen, 48);
        pen.append(vec![(append(vec![fact("a")]), small.0), (append(vec![fact(&name); 300]), large.0)]);
        assert_eq!(small.1.recv().unwrap().unwrap().events[0].position(), answered + 1);
        assert!(matches!(large.1.recv().unwrap(), Err(AppendError::Log(LogError::Full))));

        // An import that does not fit leaves nothing of itself either.
        let lines = (1..).map(|n| Ok((n, fact(&"示".repeat(200))))).take(300);
        assert!(matches!(pen.import(Box::new(lines)), Err(ImportError::Log(LogError::Full))));
        assert_eq!(log.head().unwrap().position, answered + 1);

        room(&pen, 4000);
        let later = pen.commit(&[(append(vec![fact(&name); 300]), sync_channel(1).0)]).unwrap();
        assert_eq!(later[0].as_ref().unwrap().events[299].position(), answered + 301);
        log.inspect().unwrap();
    }

    #[test]
    fn one_that_is_refused_takes_nobody_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut pen = pen(folder.path());
        let mut wrong = fact("wrong");
        wrong.version = Some(9);
        let group = [append(vec![fact("a")]), append(vec![fact("b"), wrong]), append(vec![fact("c")])];
        let group: Vec<Waiting> = group.into_iter().map(|a| (a, sync_channel(1).0)).collect();
        let answers = pen.commit(&group).unwrap();
        assert!(matches!(&answers[1], Err(AppendError::Fact(FactError { line: None, .. }))));
        let positions: Vec<u64> = answers.iter().flatten().map(|a| a.events[0].position()).collect();
        assert_eq!(positions, [1, 2]);
        let log = SqliteLog::read_only(folder.path()).unwrap();
        log.inspect().unwrap();
        assert_eq!(log.head().unwrap().position, 2);
        assert_eq!(*pen.recorded.borrow(), 2);
    }
}
