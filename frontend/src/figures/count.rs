//! A figure's value as a large number and its unit.

use shared::tally::{Figure, FigureName, Value as Counted};
use shared::{Lang, Word};

use crate::format;

/// A number and its unit, as the strip writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The number; "—" when there is none.
    pub number: String,
    /// Its unit.
    pub unit: &'static str,
}

/// The number and the unit of a figure.
pub fn value_parts(figure: &Figure, lang: Lang) -> Value {
    let none = || Value { number: "—".into(), unit: "" };
    match figure.value {
        Counted::Count(n) => Value { number: format::grouped(n), unit: count_unit(figure.name).text(lang) },
        Counted::Area(area) => Value { number: format::wan(area), unit: format::wan_unit(lang) },
        Counted::Rate { denominator: 0, .. } | Counted::Days(None) => none(),
        Counted::Rate { numerator, denominator } => {
            Value { number: format::percent(numerator, denominator, 2), unit: "%" }
        }
        Counted::Days(Some(days)) => {
            Value { number: format::grouped(days.into()), unit: Word::UnitDays.text(lang) }
        }
    }
}

fn count_unit(name: FigureName) -> Word {
    match name {
        FigureName::OfferedProjects | FigureName::FlagshipProjects => Word::UnitProjects,
        FigureName::VisitBatches => Word::UnitBatches,
        _ => Word::UnitFirms,
    }
}
