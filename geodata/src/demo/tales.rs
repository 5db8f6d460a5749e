//! The few projects that stand late on the last day, each for another reason: the traffic light has something to tell.

use shared::fact::outreach::RequestKind;

/// How a project departs from the usual course.
#[derive(Clone, Copy, Debug)]
pub struct Tale {
    /// The project.
    pub project: &'static str,
    /// The day planned for a start that has not come.
    pub waits: Option<&'static str>,
    /// Whether the building was accepted.
    pub completed: bool,
    /// Whether it was entered in statistics.
    pub entered: bool,
    /// How far it is by the last report, percent; as planned where it is not told.
    pub percent: Option<u8>,
    /// What stands in its way: kind, raised, to be solved by.
    pub problem: Option<(RequestKind, &'static str, &'static str)>,
}

const USUAL: Tale =
    Tale { project: "", waits: None, completed: true, entered: true, percent: None, problem: None };

/// Red: more than 30 points behind, a start three months overdue, not entered long after the start.
/// Yellow: behind, not entered for a month, a start planned for the running month.
pub const TALES: [Tale; 8] = [
    Tale {
        project: "P-031",
        completed: false,
        percent: Some(55),
        problem: Some((RequestKind::PowerWater, "2024-05-16", "2024-06-28")),
        ..USUAL
    },
    Tale {
        project: "P-046",
        waits: Some("2024-05-30"),
        problem: Some((RequestKind::Permit, "2024-06-11", "2024-07-10")),
        ..USUAL
    },
    Tale { project: "P-038", entered: false, ..USUAL },
    Tale {
        project: "P-025",
        percent: Some(84),
        problem: Some((RequestKind::Labour, "2024-07-02", "2024-08-05")),
        ..USUAL
    },
    Tale { project: "P-045", percent: Some(14), ..USUAL },
    Tale { project: "P-043", entered: false, ..USUAL },
    Tale {
        project: "P-044",
        waits: Some("2024-07-30"),
        problem: Some((RequestKind::Land, "2024-06-25", "2024-07-31")),
        ..USUAL
    },
    Tale { project: "P-048", waits: Some("2024-07-26"), ..USUAL },
];

/// The tale of a project; the usual course for all others.
pub fn of(project: &str) -> Tale {
    TALES.iter().find(|tale| tale.project == project).copied().unwrap_or(USUAL)
}
