//! Several words of a fixed list, separated by commas: `available,reserved`.

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error;
use shared::entity::{HallPhase, ParcelStatus, ProjectStage, UnitStatus};
use shared::fact::carrier::ParkLevel;
use shared::fact::project::ProjectKind;
use shared::fact::registry::PortStatus;

use crate::http::params::Wanted;

/// One or more words of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Several<T>(Vec<T>);

impl<T: PartialEq> Several<T> {
    /// Whether a word is among them.
    pub fn has(&self, word: T) -> bool {
        self.0.contains(&word)
    }

    fn read<'t>(text: &'t str) -> Option<Self>
    where
        T: Deserialize<'t>,
    {
        let word =
            |word: &'t str| T::deserialize(IntoDeserializer::<Error>::into_deserializer(word.trim())).ok();
        text.split(',').map(word).collect::<Option<Vec<_>>>().map(Self)
    }
}

/// Declares the lists of words.
macro_rules! words {
    ($($type:ty: $words:literal, $example:literal;)+) => {$(
        impl Wanted for Several<$type> {
            const EXPECTED: (&'static str, &'static str) = (
                concat!("以下一项或多项，以逗号分隔：", $words),
                concat!("one or more of these, separated by commas: ", $words),
            );
            const EXAMPLE: &'static str = $example;
            fn read(text: &str) -> Option<Self> {
                Several::<$type>::read(text)
            }
        }
    )+};
}

words! {
    UnitStatus: "leased, ending, reserved, available, construction, planned, withheld", "available,reserved";
    ParcelStatus: "planned, offered, reserved, supplied, withdrawn", "offered";
    ProjectStage: "offered, negotiating, signed, started, completed, production, full, ended", "started,production";
    ProjectKind: "offered, signed", "offered";
    PortStatus: "open, limited, closed", "open,limited";
    ParkLevel: "national, provincial, prefecture, county", "provincial";
    HallPhase: "planned, building, complete", "building";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_that_is_offered_is_understood() {
        fn check<T: for<'t> Deserialize<'t> + PartialEq>()
        where
            Several<T>: Wanted,
        {
            let (_, english) = <Several<T> as Wanted>::EXPECTED;
            let (_, words) = english.rsplit_once(": ").unwrap();
            let all = <Several<T> as Wanted>::read(words).unwrap();
            assert_eq!(all.0.len(), words.split(',').count());
            assert!(<Several<T> as Wanted>::read(<Several<T> as Wanted>::EXAMPLE).is_some());
            assert!(<Several<T> as Wanted>::read("purple").is_none());
        }
        check::<UnitStatus>();
        check::<ParcelStatus>();
        check::<ProjectStage>();
        check::<ProjectKind>();
        check::<PortStatus>();
        check::<ParkLevel>();
        check::<HallPhase>();
        for status in UnitStatus::ALL {
            assert!(<Several<UnitStatus> as Wanted>::read(status.slug()).unwrap().has(status));
        }
    }
}
