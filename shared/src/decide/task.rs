//! What may be recorded of tasks.

use super::lawful::{At, Lawful, only_once};
use super::names::{text, within};
use super::registry::region_known;
use crate::entity::Task;
use crate::fact::task::{TaskFact, TaskSet};
use crate::{Audience, Day, Refusal, RegionCode, World};

impl Lawful for Task {
    fn enters(fact: &TaskFact) -> bool {
        matches!(fact, TaskFact::Set(_))
    }

    fn fit(fact: TaskFact, on: Day, world: &World) -> Result<TaskFact, Refusal> {
        match &fact {
            TaskFact::Set(f) => {
                region_known(f.region, world)?;
                within("year", f.year.into(), 1949.0, 2200.0)?;
                if f.due < on {
                    return Err(Refusal::EndBeforeStart { day: on, until: f.due });
                }
                let task = TaskSet {
                    goal: text("goal", f.goal.clone())?,
                    measure: text("measure", f.measure.clone())?,
                    duty: text("duty", f.duty.clone())?,
                    ..(**f).clone()
                };
                Ok(TaskFact::Set(task.into()))
            }
            TaskFact::Reported(f) => within("percent", f.percent.into(), 0.0, 100.0).map(|()| fact),
            TaskFact::Finished(_) | TaskFact::Dropped(_) => Ok(fact),
        }
    }

    fn lawful(before: Option<&Self>, at: At, fact: &TaskFact) -> Result<(), Refusal> {
        let Some(task) = before else { return Ok(()) };
        match (fact, task.finished.or(task.dropped)) {
            (TaskFact::Set(_), _) => only_once(before, at),
            (_, Some(on)) => Err(Refusal::TaskOver { task: at.key, on }),
            (_, None) => Ok(()),
        }
    }

    fn region(&self, _world: &World) -> Option<RegionCode> {
        Some(self.attributes.region)
    }

    fn audience(_fact: &TaskFact) -> Audience {
        Audience::Officials
    }
}
