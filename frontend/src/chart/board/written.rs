//! What the board says, word by word: compared with what it said before, so that only what differs is drawn anew.

use shared::chart::{Colour, Group, Grouping, Next, Row};
use shared::fact::rule::{BoardColumn, BoardField};
use shared::{Day, Key, Lang, Word, World};

use super::super::say;
use crate::format::{date, listed, money, trimmed};
use crate::tell::{node_word, problem_word};

/// The board as it is written.
#[derive(Clone, PartialEq)]
pub struct Written {
    /// Columns and groups.
    pub shape: Shape,
    /// The rows, one after another, whatever their group.
    pub lines: Vec<Line>,
    /// Rows that there was no room for.
    pub left: usize,
}

/// What a table of the board looks like, whatever its rows say.
#[derive(Clone, PartialEq)]
pub struct Shape {
    /// Columns.
    pub columns: Vec<BoardColumn>,
    /// Groups that are shown.
    pub groups: Vec<Grouped>,
}

/// A group of rows.
#[derive(Clone, PartialEq)]
pub struct Grouped {
    /// Its name and how many rows it has; none where nothing is grouped.
    pub title: Option<(String, usize)>,
    /// How many of them there is room for.
    pub lines: usize,
}

/// A row.
#[derive(Clone, PartialEq)]
pub struct Line {
    /// Its record.
    pub key: Option<Key>,
    /// Whether that is a project.
    pub is_work: bool,
    /// Its light.
    pub colour: Colour,
    /// Name.
    pub name: String,
    /// Stage.
    pub stage: String,
    /// What stands under each column.
    pub cells: Vec<Said>,
}

/// What stands in a cell.
#[derive(Clone, Default, PartialEq)]
pub struct Said {
    /// The words.
    pub text: String,
    /// A second line, or what stands before the words in bold.
    pub more: String,
    /// The person it names.
    pub person: Option<Key>,
    /// Whether it is overdue.
    pub late: bool,
    /// Physical progress and its plan, percent.
    pub progress: Option<(u8, Option<f64>)>,
}

impl Said {
    fn some(text: Option<String>) -> Self {
        Self { text: text.unwrap_or_else(|| "—".to_owned()), ..Self::default() }
    }
}

/// What rows are told from.
pub struct Look<'w> {
    pub world: &'w World,
    pub lang: Lang,
    pub chain: Key,
    pub grouping: Grouping,
    pub day: Day,
}

impl Written {
    /// Writes at most so many rows of all there are.
    pub fn of(
        look: &Look<'_>,
        groups: &[Group<'_>],
        columns: Vec<BoardColumn>,
        most: usize,
        all: usize,
    ) -> Self {
        let (mut lines, mut shown) = (Vec::new(), Vec::new());
        for group in groups {
            let room = most - lines.len();
            if room == 0 {
                break;
            }
            let rows = group.rows.iter().take(room).map(|row| look.line(row, &columns));
            let before = lines.len();
            lines.extend(rows);
            let is_grouped = look.grouping != Grouping::None;
            let title = is_grouped.then(|| (look.group_name(group), group.rows.len()));
            let written = lines.len() - before;
            // Without groups there is room for whole sheets: rows stay, and those with nothing to say are hidden.
            let lines = if is_grouped { written } else { written.next_multiple_of(super::FIRST) };
            shown.push(Grouped { title, lines });
        }
        Self { left: all - lines.len(), lines, shape: Shape { columns, groups: shown } }
    }
}

impl Look<'_> {
    fn group_name(&self, group: &Group<'_>) -> String {
        let key = || group.name.parse::<Key>().ok();
        match self.grouping {
            _ if group.name.is_empty() => Word::GroupUnknown.text(self.lang).to_owned(),
            Grouping::Stage => say::stage(self.world, self.chain, key(), self.lang),
            Grouping::Park => say::park(self.world, key(), self.lang),
            Grouping::Person => key().map(|key| say::person(key, self.lang)).unwrap_or_default(),
            _ => {
                let unit = group.rows.iter().find_map(|row| row.unit());
                unit.map_or_else(|| group.name.clone(), |unit| unit.get(self.lang).to_owned())
            }
        }
    }

    fn line(&self, row: &Row<'_>, columns: &[BoardColumn]) -> Line {
        Line {
            key: row.key(),
            is_work: matches!(row, Row::Work(_)),
            colour: row.light().colour,
            name: super::row_name(row, self.lang),
            stage: say::stage(self.world, self.chain, row.stage(), self.lang),
            cells: columns.iter().map(|column| self.cell(row, column.field)).collect(),
        }
    }

    fn cell(&self, row: &Row<'_>, field: BoardField) -> Said {
        let lang = self.lang;
        let work = match row {
            Row::Work(work) => Some(*work),
            Row::Target(_) => None,
        };
        let person = |key| say::person(key, lang);
        match field {
            BoardField::Progress => Said::some(match row {
                Row::Work(work) => work.furthest().map(|(node, _)| node_word(node).text(lang).to_owned()),
                Row::Target(prospect) => Some(say::intent(prospect.intent).text(lang).to_owned()),
            }),
            BoardField::Investment => {
                Said::some(work.and_then(|work| work.attributes.invest_wan).map(|wan| money(wan, lang)))
            }
            BoardField::YearPlan => Said::some(
                work.and_then(|work| work.year)
                    .map(|(plan, arrived)| format!("{} / {}", money(arrived, lang), money(plan, lang))),
            ),
            BoardField::Physical => {
                let progress = work.and_then(|work| work.progress);
                let numbers = progress.map(|(percent, plan)| match plan {
                    Some(plan) => format!("{percent} / {} %", trimmed(plan, 0)),
                    None => format!("{percent} %"),
                });
                Said { progress, ..Said::some(numbers) }
            }
            BoardField::Problems => {
                let problems = work.and_then(|work| Some(&work.office.as_ref()?.problems));
                let said = problems.filter(|problems| !problems.is_empty()).map(|problems| {
                    let words = problems.keys().map(|kind| problem_word(*kind).text(lang).to_owned());
                    listed(&words.collect::<Vec<_>>(), lang)
                });
                Said::some(said)
            }
            BoardField::Leader => Said::some(row.leader().map(person)),
            BoardField::Unit => {
                let unit = row.unit().map(|unit| unit.get(lang).to_owned());
                let more = unit.as_ref().and_then(|_| row.person()).map(person);
                Said { more: more.unwrap_or_default(), ..Said::some(unit) }
            }
            BoardField::Person => Said { person: row.person(), ..Said::some(row.person().map(person)) },
            BoardField::Next => {
                let due = row.next().map(Next::due);
                Said {
                    more: due.map(|due| date(due, lang)).unwrap_or_default(),
                    late: due.is_some_and(|due| due < self.day),
                    ..Said::some(row.next().map(|next| say::next(next).text(lang).to_owned()))
                }
            }
            BoardField::Why => {
                let light = row.light();
                match light.why {
                    Some(why) => Said {
                        more: say::light(light.colour).text(lang).to_owned(),
                        text: say::why(why, light.colour, lang),
                        ..Said::default()
                    },
                    None => Said { text: Word::WhyNothing.text(lang).to_owned(), ..Said::default() },
                }
            }
        }
    }
}
