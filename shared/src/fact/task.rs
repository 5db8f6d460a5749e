//! Facts about the tasks of the year (年度重点工作任务清单): goal, measure, person and duty (四定). Internal.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::happenings;
use super::unit::plain;
use crate::json::FromJson;
use crate::{Day, Key, RegionCode, Text};

happenings! {
    /// What happened to a task.
    TaskFact of "task" {
        /// Set.
        Set(Arc<TaskSet>) = "set",
        /// How far it has come was reported.
        Reported(TaskReported) = "reported",
        /// Done.
        Finished(TaskFinished) = "finished",
        /// Given up.
        Dropped(TaskDropped) = "dropped",
    }
}

/// A task of the year's list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TaskSet {
    /// 定目标: what is to be reached.
    pub goal: Text,
    /// 定措施: by what.
    pub measure: Text,
    /// 定人员: the responsible person, by number. Names of people never enter the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Key>,
    /// 定职责: the responsible unit.
    pub duty: Text,
    /// The level that has the task: province, prefecture or county.
    pub region: RegionCode,
    /// The year of the list.
    pub year: i32,
    /// To be done by.
    pub due: Day,
}

/// How far a task has come, all in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TaskReported {
    /// Percent of the whole, 0–100.
    pub percent: u8,
}

plain! {
    /// Done.
    TaskFinished,
    /// Given up.
    TaskDropped,
}
