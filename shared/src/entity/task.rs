//! Tasks over time. Internal.

use std::sync::Arc;

use serde::Serialize;

use crate::Day;
use crate::fact::task::{TaskFact, TaskSet};
use crate::ledger::Entity;

/// A task of the year's list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Task {
    /// Goal, measure, person and duty.
    pub attributes: Arc<TaskSet>,
    /// When it was set: the schedule counts from here.
    pub set: Day,
    /// Percent, and the day it was reported; none before the first report.
    pub progress: Option<(Day, u8)>,
    /// When it was done.
    pub finished: Option<Day>,
    /// When it was given up.
    pub dropped: Option<Day>,
}

impl Task {
    /// Whether it is neither done nor given up.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.finished.is_none() && self.dropped.is_none()
    }
}

impl Entity for Task {
    type Fact = TaskFact;
    /// Whether it is open.
    type Standing = bool;

    fn evolve(record: &mut Option<Self>, on: Day, fact: &TaskFact) {
        match (record, fact) {
            (record, TaskFact::Set(attributes)) => {
                *record = Some(Task {
                    attributes: Arc::clone(attributes),
                    set: on,
                    progress: None,
                    finished: None,
                    dropped: None,
                });
            }
            (Some(task), TaskFact::Reported(f)) => task.progress = Some((on, f.percent)),
            (Some(task), TaskFact::Finished(_)) => task.finished = Some(on),
            (Some(task), TaskFact::Dropped(_)) => task.dropped = Some(on),
            (None, _) => {}
        }
    }

    fn standing(&self, _on: Day) -> bool {
        self.is_open()
    }
}
