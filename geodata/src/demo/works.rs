//! When each hall was entered, begun and finished: taken from the table of works, hall by hall.

use shared::Day;
use shared::fact::carrier::HallPhase;

use super::halls::Zone;
use super::zones::{OPENING, WORKS};

/// The life of a hall as a building.
#[derive(Clone, Copy, Debug)]
pub struct HallStory {
    /// Entered in the ledger.
    pub entered: Day,
    /// How far it was then.
    pub phase: HallPhase,
    /// Begun, if that is told.
    pub started: Option<Day>,
    /// Accepted, if that is told.
    pub completed: Option<Day>,
}

impl HallStory {
    /// When it is expected to be ready, as it was known at its entry or start.
    #[must_use]
    pub fn expected(&self) -> Day {
        self.completed.unwrap_or_else(|| self.started.unwrap_or(self.entered).plus_months(11).month_start())
    }

    /// Whether it stands at the end of a day.
    #[must_use]
    pub fn stands(&self, day: Day) -> bool {
        day >= self.entered && (self.phase == HallPhase::Complete || self.completed.is_some_and(|d| d <= day))
    }
}

/// A day written in the tables.
#[must_use]
pub fn day(text: &str) -> Day {
    text.parse().expect("the tables hold days of the form 2023-06-15")
}

/// The next working day, or the day itself.
#[must_use]
pub fn working(day: Day) -> Day {
    match day.weekday() {
        5 => day.plus(2),
        6 => day.plus(1),
        _ => day,
    }
}

/// The stories of all halls, zone by zone.
#[must_use]
pub fn stories(zones: &[Zone]) -> Vec<Vec<HallStory>> {
    zones.iter().map(zone_stories).collect()
}

fn zone_stories(zone: &Zone) -> Vec<HallStory> {
    let opening =
        HallStory { entered: day(OPENING), phase: HallPhase::Complete, started: None, completed: None };
    let mut stories = Vec::new();
    for hall in &zone.halls {
        let Some(works) = WORKS.iter().find(|w| w.zone == zone.row.code && w.block == hall.plot.block) else {
            stories.push(opening);
            continue;
        };
        let before =
            zone.halls.iter().filter(|h| h.plot.block == hall.plot.block && h.number < hall.number).count();
        let wait = works.stagger * before as i32;
        let at = |text: &str| working(day(text).plus(wait));
        stories.push(HallStory {
            entered: day(works.entered),
            phase: if works.on_paper { HallPhase::Planned } else { HallPhase::Building },
            started: works.started.map(at).filter(|d| *d <= super::last_day()),
            completed: works.completed.map(at),
        });
    }
    stories
}
