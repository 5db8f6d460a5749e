//! Of several drawings of the leases, takes the one whose curve of idle space is the most even.

use shared::Day;
use shared::fact::unit::{UnitFact, UnitStanding};

use super::leases::UnitStory;
use super::standing::Course;

/// Idle floor space at the ends of the months from December 2022 to June 2024 as it would fall evenly, 万㎡.
const EVEN: [f64; 19] = [
    69.0, 67.8, 65.8, 61.6, 56.6, 50.4, 44.2, 41.0, 37.6, 34.2, 30.8, 27.4, 23.9, 21.2, 19.0, 15.4, 11.8,
    8.2, 4.4,
];

/// How far the idle floor space of Dehong lies from the even curve: the sum of squares, 万㎡ squared.
#[must_use]
pub fn roughness(courses: &[Course], stories: &[UnitStory], opening: Day) -> f64 {
    let mut sum = 0.0;
    for (month, even) in (0..).zip(EVEN) {
        let on = opening.plus(1).plus_months(month).plus(-1);
        let idle: i64 = courses
            .iter()
            .zip(stories)
            .filter(|(c, s)| c.dehong && is_idle(s, on))
            .map(|(c, _)| c.area_m2)
            .sum();
        let off = idle as f64 / 10_000.0 - even;
        sum += off * off;
    }
    sum
}

/// Whether a unit is free on a day.
fn is_idle(story: &UnitStory, on: Day) -> bool {
    let mut idle = match &story.opening {
        UnitStanding::Available => true,
        UnitStanding::Reserved { until } => *until < on,
        _ => false,
    };
    for (_, fact) in story.facts.iter().take_while(|(day, _)| *day <= on) {
        match fact {
            UnitFact::Completed(_) | UnitFact::Vacated(_) | UnitFact::Released(_) | UnitFact::Returned(_) => {
                idle = true
            }
            UnitFact::Leased(_) | UnitFact::Withheld(_) | UnitFact::Started(_) => idle = false,
            UnitFact::Reserved(f) => idle = f.until < on,
            _ => {}
        }
    }
    idle
}
