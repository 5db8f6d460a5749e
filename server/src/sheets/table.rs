//! The tables that officials exchange as files: which columns each has, what stands in them, and where in a record it
//! belongs. One description serves reading, writing, headings and messages.

mod columns;

pub use columns::NODES;

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use shared::Lang;
use shared::words::DeskWord;

/// A table: one kind of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Parks and zones.
    Parks,
    /// Halls.
    Halls,
    /// Units of halls.
    Units,
    /// Land parcels.
    Parcels,
    /// Ports of entry.
    Ports,
    /// Projects, offered and signed.
    Projects,
    /// Enterprises present.
    Enterprises,
    /// Target enterprises. Internal.
    Targets,
    /// Batches of visiting investors.
    Visits,
    /// Outreach activities and trainings.
    Activities,
    /// Invitations abroad.
    Invitations,
    /// Requests of enterprises. Internal.
    Requests,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// The key of the row's own record.
    Key,
    /// The key of a record of that kind.
    Ref(&'static str),
    /// The stage of a chain.
    Stage,
    /// Keys of records of that kind, with `;` between them.
    Refs(&'static str),
    /// A line of text.
    Line,
    /// Lines of text, with `;` between them.
    Lines,
    /// A number.
    Number,
    /// A whole number, not negative.
    Whole,
    /// A bay: counted from 1 in sheets, from 0 in facts.
    Bay,
    /// A day; a month alone means its first.
    Day,
    /// A last day; a month alone means its last.
    LastDay,
    /// One of some codes.
    Code(&'static [&'static str]),
    /// Yes or no.
    YesNo,
    /// A division by its code.
    Region,
    /// A column grid, such as `8×8`.
    Grid,
    /// Longitude of a point, whose latitude is the next column.
    Lon,
    /// Latitude of a point.
    Lat,
    /// One outline: WKT in a cell, the geometry of a feature.
    Ring,
    /// Outlines.
    Rings,
}

/// What a change of the column is recorded as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// A correction of the entry.
    Entry,
    /// The day of the entry itself.
    EntryDay,
    /// A fact of its own, which the table knows.
    Fact,
    /// Nothing: it says something about the row.
    Row,
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name for programs: in GeoJSON, in headings that a program writes.
    pub name: &'static str,
    /// Where it belongs in the entry of a record, such as `specs.power_kva`.
    pub path: &'static str,
    /// Its word in the catalogue, without `desk-field-`.
    pub label: &'static str,
    /// The language of a text that has both.
    pub part: Option<Lang>,
    /// The word of its unit, without `desk-unit-`.
    pub unit: Option<&'static str>,
    /// What stands in it.
    pub of: Of,
    /// What a change is recorded as.
    pub route: Route,
    /// A new record needs it.
    pub needed: bool,
}

impl Column {
    /// Its word in a language, with the language it is written in where it has two.
    #[must_use]
    pub fn label(&self, lang: Lang) -> String {
        let label = word("desk-field-", self.label, lang);
        match self.part {
            None => label.to_owned(),
            Some(part) => {
                let part = word("desk-field-", part.tag(), lang);
                if lang == Lang::Zh { format!("{label}（{part}）") } else { format!("{label} ({part})") }
            }
        }
    }

    /// Its unit in a language, where it has one.
    #[must_use]
    pub fn unit(&self, lang: Lang) -> Option<&'static str> {
        self.unit.map(|unit| word("desk-unit-", unit, lang))
    }
}

/// A word of the desk by its name; empty where there is none, which a test rules out.
#[must_use]
pub fn word(group: &str, name: &str, lang: Lang) -> &'static str {
    // Every cell with a code asks for the words of all of them: to look through the catalogue each time took most of a preview.
    static WORDS: LazyLock<BTreeMap<&str, DeskWord>> =
        LazyLock::new(|| DeskWord::ALL.iter().map(|word| (word.name(), *word)).collect());
    let name = format!("{group}{}", name.replace('_', "-").to_lowercase());
    WORDS.get(name.as_str()).map_or("", |word| word.text(lang))
}

/// What a code says.
#[must_use]
pub fn code(code: &str, lang: Lang) -> &'static str {
    word("desk-code-", code, lang)
}

impl Table {
    /// All.
    pub const ALL: [Table; 12] = [
        Table::Parks,
        Table::Halls,
        Table::Units,
        Table::Parcels,
        Table::Ports,
        Table::Projects,
        Table::Enterprises,
        Table::Targets,
        Table::Visits,
        Table::Activities,
        Table::Invitations,
        Table::Requests,
    ];

    /// Its name in addresses and on the command line.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Table::Parks => "parks",
            Table::Halls => "halls",
            Table::Units => "units",
            Table::Parcels => "parcels",
            Table::Ports => "ports",
            Table::Projects => "projects",
            Table::Enterprises => "enterprises",
            Table::Targets => "targets",
            Table::Visits => "visits",
            Table::Activities => "activities",
            Table::Invitations => "invitations",
            Table::Requests => "requests",
        }
    }

    /// The kind of record, which is the name of its key column as well.
    #[must_use]
    pub const fn entity(self) -> &'static str {
        match self {
            Table::Parks => "park",
            Table::Halls => "hall",
            Table::Units => "unit",
            Table::Parcels => "parcel",
            Table::Ports => "port",
            Table::Projects => "project",
            Table::Enterprises => "enterprise",
            Table::Targets => "target",
            Table::Visits => "visit",
            Table::Activities => "activity",
            Table::Invitations => "invitation",
            Table::Requests => "request",
        }
    }

    /// The command that enters a record.
    #[must_use]
    pub const fn entering(self) -> &'static str {
        match self {
            Table::Parks => "register_park",
            Table::Halls => "register_hall",
            Table::Units => "register_unit",
            Table::Parcels => "register_parcel",
            Table::Ports => "register_port",
            Table::Projects => "register_project",
            Table::Enterprises => "register_enterprise",
            Table::Targets => "register_target",
            Table::Visits => "receive_visit",
            Table::Activities => "hold_activity",
            Table::Invitations => "send_invitation",
            Table::Requests => "raise_request",
        }
    }

    /// What its records are called.
    #[must_use]
    pub fn title(self, lang: Lang) -> &'static str {
        word("desk-table-", self.slug(), lang)
    }

    /// Its columns, in the order in which they are written. The first is the key.
    #[must_use]
    pub fn columns(self) -> &'static [Column] {
        columns::of(self)
    }

    /// The column that holds what a feature of a map is drawn as.
    #[must_use]
    pub fn shape(self) -> Option<usize> {
        self.columns().iter().position(|c| matches!(c.of, Of::Ring | Of::Rings)).or_else(|| self.point())
    }

    /// The column of the longitude of its point, if it has one; the latitude follows.
    #[must_use]
    pub fn point(self) -> Option<usize> {
        self.columns().iter().position(|c| c.of == Of::Lon)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

impl FromStr for Table {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Table::ALL.into_iter().find(|table| table.slug() == text).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_column_has_its_words_and_can_be_told_from_the_others() {
        for table in Table::ALL {
            for lang in [Lang::Zh, Lang::En] {
                assert_ne!(table.title(lang), "", "{table}");
                let labels: Vec<String> = table.columns().iter().map(|c| c.label(lang)).collect();
                let different: BTreeSet<&String> = labels.iter().collect();
                assert_eq!(different.len(), labels.len(), "{table}: {labels:?}");
                for column in table.columns() {
                    assert_ne!(word("desk-field-", column.label, lang), "", "{table}.{}", column.name);
                    assert_ne!(column.unit(lang), Some(""), "{table}.{}", column.name);
                    if let Of::Code(codes) = column.of {
                        codes
                            .iter()
                            .for_each(|c| assert_ne!(code(c, lang), "", "{table}.{}: {c}", column.name));
                    }
                }
            }
            assert!(table.columns().first().is_some_and(|c| c.of == Of::Key && c.name == table.entity()));
        }
    }
}
