//! The year's tasks, and what was confirmed without a change. The article names the alliance's annual list and the four that
//! each task has (goal, measure, person, duty), not what stands in it: these are invented, and say so.

use std::sync::Arc;

use shared::Text;
use shared::fact::task::{TaskDropped, TaskFact, TaskFinished, TaskReported, TaskSet};
use shared::fact::unit::UnitFact;
use shared::fact::upkeep::Confirmed;

use super::halls::key;
use super::journal::{Journal, Note};
use super::names::region;
use super::works::day;

/// The first working days of the year.
const SET: &str = "2024-01-08";

/// How a task ended.
enum End {
    Open,
    Done(&'static str),
    Dropped(&'static str),
}

struct Plan {
    level: u32,
    goal: (&'static str, &'static str),
    measure: (&'static str, &'static str),
    duty: (&'static str, &'static str),
    person: &'static str,
    due: &'static str,
    reports: &'static [(&'static str, u8)],
    end: End,
}

const PLANS: &[Plan] = &[
    Plan {
        level: 533_100,
        goal: ("新引进纺织服装企业 12 家", "Win 12 textile and garment firms"),
        measure: ("每月两批外出招商", "Two recruiting trips a month"),
        duty: ("德宏州招商部门（示例）", "Dehong investment office (sample)"),
        person: "ST-21",
        due: "2024-12-31",
        reports: &[("2024-04-08", 20), ("2024-07-08", 52)],
        end: End::Open,
    },
    Plan {
        level: 533_100,
        goal: ("举办产业转移培训一期", "Hold a training on industry transfer"),
        measure: ("邀请东部园区讲课", "Invite lecturers from eastern parks"),
        duty: ("德宏州招商部门（示例）", "Dehong investment office (sample)"),
        person: "ST-22",
        due: "2024-08-30",
        reports: &[("2024-06-12", 40)],
        end: End::Open,
    },
    Plan {
        level: 533_102,
        goal: ("盘活闲置厂房 5 万平方米", "Fill 50,000 m² of idle halls"),
        measure: ("一企一策对接", "One plan for each firm"),
        duty: ("瑞丽市园区招商服务处（示例）", "Ruili park investor desk (sample)"),
        person: "ST-02",
        due: "2024-09-30",
        reports: &[("2024-03-29", 35), ("2024-07-12", 80)],
        end: End::Open,
    },
    Plan {
        level: 533_102,
        goal: ("印染园区污水扩容", "Enlarge wastewater treatment for dyeing"),
        measure: ("每周现场督办", "Supervision on site every week"),
        duty: ("瑞丽市工信部门（示例）", "Ruili industry office (sample)"),
        person: "ST-03",
        due: "2024-07-15",
        reports: &[("2024-05-20", 45)],
        end: End::Open,
    },
    Plan {
        level: 533_102,
        goal: ("企业诉求按期办结", "Resolve requests of enterprises in time"),
        measure: ("每周现场办公", "A day on site every week"),
        duty: ("瑞丽市园区招商服务处（示例）", "Ruili park investor desk (sample)"),
        person: "ST-01",
        due: "2024-06-28",
        reports: &[("2024-05-08", 70)],
        end: End::Done("2024-06-26"),
    },
    Plan {
        level: 533_103,
        goal: ("标准厂房二期开工", "Start the second stage of standard halls"),
        measure: ("一项目一专班", "One team for the project"),
        duty: ("芒市发展改革部门（示例）", "Mangshi development office (sample)"),
        person: "ST-06",
        due: "2024-10-31",
        reports: &[("2024-06-20", 30)],
        end: End::Open,
    },
    Plan {
        level: 533_124,
        goal: ("引进辅料企业 2 家", "Win two firms for trims"),
        measure: ("随链主企业上门", "Call together with the chain leader"),
        duty: ("陇川县招商部门（示例）", "Longchuan investment office (sample)"),
        person: "ST-10",
        due: "2024-11-29",
        reports: &[],
        end: End::Dropped("2024-05-13"),
    },
];

/// Enters the tasks.
pub fn enter(journal: &mut Journal) {
    for (number, plan) in (1..).zip(PLANS) {
        let task = key(&format!("K-24-{number:02}"));
        let text = |(zh, en): (&str, &str)| Text::new(format!("{zh}（示例）"), format!("{en} (sample)"));
        let (duty_zh, duty_en) = plan.duty;
        let set = TaskSet {
            goal: text(plan.goal),
            measure: text(plan.measure),
            person: Some(key(plan.person)),
            duty: Text::new(duty_zh, duty_en),
            region: region(plan.level),
            year: 2024,
            due: day(plan.due),
        };
        let note = |on: &str| Note::sample(day(on), region(plan.level)).internal();
        journal.put(&note(SET), task, TaskFact::Set(Arc::new(set)));
        for (on, percent) in plan.reports {
            journal.put(&note(on), task, TaskFact::Reported(TaskReported { percent: *percent }));
        }
        match plan.end {
            End::Open => {}
            End::Done(on) => drop(journal.put(&note(on), task, TaskFact::Finished(TaskFinished {}))),
            End::Dropped(on) => drop(journal.put(&note(on), task, TaskFact::Dropped(TaskDropped {}))),
        }
    }
}

/// Units of the office's round in July: all as they were.
const ROUND: [&str; 4] = ["HK-01-101", "HK-01-201", "HK-01-301", "HK-01-401"];

/// Says of some records that they were looked at, and hold.
pub fn confirm(journal: &mut Journal) {
    let note = Note::sample(day("2024-07-10"), region(532_532));
    let note = note.within(journal.act());
    for unit in ROUND {
        journal.put(&note, key(unit), UnitFact::Confirmed(Confirmed {}));
    }
}
