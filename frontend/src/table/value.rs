//! What a cell holds, and how a reader sees it: kept apart so that a column sorts by quantity and not by its digits.

use shared::entity::{HallPhase, ParcelStatus, ProjectStage, UnitStatus};
use shared::fact::registry::PortStatus;
use shared::measure::{Mu, Wan};
use shared::{Area, Day, Lang};

use crate::format;
use crate::panels::parcel_word;
use crate::signs::{port_word, stage_word, status_word};
use crate::tell::phase_word;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Not recorded.
    Missing,
    /// A number with so many decimals: the same in all rows, so that points stand under each other.
    Number(f64, u8),
    /// Floor space, written in ㎡.
    Area(Area),
    /// Floor space, written in 万㎡ or ha.
    Wan(Area),
    /// Land, written in 亩 or ha.
    Land(Mu),
    /// Money, written in 亿元 or CNY million.
    Money(Wan),
    /// A day.
    Day(Day),
    /// A range of numbers, sorted by its first.
    Range(f64, f64),
    /// A name.
    Text(String),
    /// The status of a unit.
    Status(UnitStatus),
    /// The stage of a project.
    Stage(ProjectStage),
    /// The status of a parcel.
    Parcel(ParcelStatus),
    /// The status of a port.
    Port(PortStatus),
    /// How far a hall is built.
    Phase(HallPhase),
}

impl Value {
    /// A number with so many decimals, where there is one.
    pub fn number(number: Option<impl Into<f64>>, places: u8) -> Self {
        number.map_or(Value::Missing, |n| Value::Number(n.into(), places))
    }

    /// A day, where there is one.
    pub fn day(day: Option<Day>) -> Self {
        day.map_or(Value::Missing, Value::Day)
    }

    /// What it is sorted by; texts have no quantity, and what is missing comes last.
    pub fn rank(&self) -> Option<f64> {
        Some(match self {
            Value::Missing | Value::Text(_) => return None,
            Value::Number(n, _) | Value::Range(n, _) => *n,
            Value::Area(area) | Value::Wan(area) => area.hundredths() as f64,
            Value::Land(land) => land.hundredths() as f64,
            Value::Money(money) => money.hundredths() as f64,
            Value::Day(day) => f64::from(day.number()),
            Value::Status(status) => f64::from(status.code()),
            Value::Stage(stage) => f64::from(stage.code()),
            Value::Parcel(status) => f64::from(*status as u8),
            Value::Port(status) => f64::from(*status as u8),
            Value::Phase(phase) => f64::from(*phase as u8),
        })
    }

    /// Both together, where they are quantities of one kind; else the first.
    pub fn plus(self, other: &Self) -> Self {
        match (self, other) {
            (Value::Missing, other) => other.clone(),
            (Value::Number(a, places), Value::Number(b, _)) => Value::Number(a + b, places),
            (Value::Area(a), Value::Area(b)) => Value::Area(a + *b),
            (Value::Wan(a), Value::Wan(b)) => Value::Wan(a + *b),
            (Value::Land(a), Value::Land(b)) => Value::Land(a + *b),
            (Value::Money(a), Value::Money(b)) => Value::Money(a + *b),
            (one, _) => one,
        }
    }

    /// As a reader writes it; the unit stands in the head of the column.
    pub fn write(&self, lang: Lang) -> String {
        match self {
            Value::Missing => "—".to_owned(),
            Value::Number(n, places) => format::fixed(*n, usize::from(*places)),
            Value::Area(area) => format::trimmed(area.value(), 2),
            // Two decimals: a row of parts should still add up to its total.
            Value::Wan(Area::ZERO) => "0".to_owned(),
            Value::Wan(area) => format::fixed(area.value() / 10_000.0, 2),
            Value::Land(land) => format::land_number(*land, lang),
            Value::Money(money) if lang == Lang::Zh => format::fixed(money.value() / 10_000.0, 2),
            Value::Money(money) => format::fixed(money.value() / 100.0, 1),
            Value::Day(day) => format::date(*day, lang),
            Value::Range(from, to) => format!("{}–{}", format::fixed(*from, 1), format::fixed(*to, 1)),
            Value::Text(text) => text.clone(),
            Value::Status(status) => status_word(*status).text(lang).to_owned(),
            Value::Stage(stage) => stage_word(*stage).text(lang).to_owned(),
            Value::Parcel(status) => parcel_word(*status).text(lang).to_owned(),
            Value::Port(status) => port_word(*status).text(lang).to_owned(),
            Value::Phase(phase) => phase_word(*phase).text(lang).to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_sort_by_quantity_and_read_with_separators() {
        let (small, large) = (Value::Area(Area::whole(980)), Value::Area(Area::whole(4_320)));
        assert!(small.rank() < large.rank());
        assert_eq!([small.write(Lang::Zh), large.write(Lang::En)], ["980", "4,320"]);
        assert_eq!(Value::Missing.rank(), None);
        assert_eq!(Value::Missing.write(Lang::Zh), "—");
        assert_eq!(Value::Range(1.2, 2.5).write(Lang::Zh), "1.2–2.5");
        assert_eq!(Value::Number(14.0, 2).write(Lang::Zh), "14.00");
    }

    #[test]
    fn money_and_land_follow_the_language() {
        let money = Value::Money(Wan::whole(12_000));
        assert_eq!([money.write(Lang::Zh), money.write(Lang::En)], ["1.20", "120.0"]);
        let land = Value::Land(Mu::whole(90));
        assert_eq!([land.write(Lang::Zh), land.write(Lang::En)], ["90", "6.0"]);
    }
}
