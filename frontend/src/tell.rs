//! Records in the reader's words: names, one-line descriptions, and what each fact says.
//!
//! Parts of a sentence between asterisks are what matters in it, the history draws them bold; what stands between
//! tildes was wrong and is struck through.

mod carrier;
mod codes;
mod history;
mod names;
pub mod outreach;
mod project;
mod registry;
pub mod unit;

use shared::ledger::Entity;
use shared::{Lang, Word, World};

pub use carrier::{phase_word, supplies};
pub use codes::{
    fire_class, node_word, park_level, port_mode, problem_word, structure, supply_mode, withheld_reason,
};
pub use history::{Line, Mark, history, source_name};
pub use names::{brief, callout, path, title};

/// What surrounds a fact while it is told.
pub struct Telling<'w> {
    /// The reader's language.
    pub lang: Lang,
    /// Where names of other records are found.
    pub world: &'w World,
}

/// A record whose facts can be told.
pub trait Told: Entity {
    /// A sentence for a fact, given the record before it.
    fn tell(fact: &Self::Fact, before: Option<&Self>, with: &Telling<'_>) -> String;

    /// The record's attributes as its panel writes them: a correction names those that it changed.
    fn attributes(&self, with: &Telling<'_>) -> Vec<(Word, String)> {
        let _ = with;
        Vec::new()
    }

    /// A sentence for a change that time alone brought, given the standing from then on; most records have none.
    fn turn(standing: &Self::Standing, with: &Telling<'_>) -> Option<String> {
        let _ = (standing, with);
        None
    }
}
