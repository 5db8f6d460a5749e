//! A table from a file: what it would change is said, then recorded whole or not at all.

use std::io::Read;

use shared::access::Who;
use shared::{Lang, World};

use super::{Import, name, open};
use crate::cli::place::Place;
use crate::cli::trouble::{During, Outcome, Trouble, say};
use crate::clock::Clock;
use crate::desk::appended;
use crate::follower::Follower;
use crate::log::{AppendError, Log};
use crate::sheets::{self, Outcome as Of, Preview, Progress, Question, Table, Wrong};

/// Rows that are told one by one.
const SHOWN: usize = 50;
/// Facts that are recorded on the command line carry this.
const ACTOR: &str = "operator";

impl Import {
    pub(super) fn table(self, table: Table) -> Outcome<()> {
        let name = name(&self.file);
        let mut file = Vec::new();
        open(&self.file)?.read_to_end(&mut file).during(&name)?;
        if self.dry_run {
            let log = self.place.read()?;
            let preview = self.look(table, &file, &log)?;
            tell(&preview)?;
            return say("nothing was recorded");
        }
        let (_folder, log) = self.place.open()?;
        let preview = self.look(table, &file, &log)?;
        tell(&preview)?;
        let (refused, flagged) = (preview.count(Of::Refused), preview.flagged());
        if refused > 0 {
            return Err(Trouble::failed(format!(
                "{name}: {refused} rows are refused, see above; nothing was recorded. Put them right and import the file again"
            )));
        }
        if flagged > 0 && !self.accept_flagged {
            return Err(Trouble::failed(format!(
                "{name}: {flagged} positions lie outside the county they are said to be in, see above; nothing was recorded. Put them \
                 right, or say --accept-flagged"
            )));
        }
        let Some(append) = appended(preview.facts, ACTOR) else { return say("nothing was to be recorded") };
        let recorded = log.append(append).map_err(|error| match error {
            AppendError::Log(error) => self.place.spoilt(&error),
            other => Trouble::failed(format!("{name}: {other}; nothing was recorded")),
        })?;
        let position = recorded.events.last().map_or(0, crate::log::Stored::position);
        say(format_args!("{} facts recorded; the log ends at position {position}", recorded.events.len()))
    }

    fn look(&self, table: Table, file: &[u8], log: &dyn Log) -> Outcome<Preview> {
        let (world, today) = folded(&self.place, log)?;
        let day = self.day.unwrap_or(today);
        let asked = Question { table, datum: self.datum, day, today, who: Who::Operator };
        sheets::look(file, asked, &world, world.clone(), &Progress::default()).map_err(
            |Wrong { cell, fault, .. }| {
                let at = if cell.is_empty() { String::new() } else { format!(" {cell}:") };
                Trouble::failed(format!(
                    "{}:{at} {} Nothing was recorded",
                    name(&self.file),
                    fault.word(Lang::En)
                ))
            },
        )
    }
}

/// What the log adds up to, and the day.
pub(in crate::cli) fn folded(place: &Place, log: &dyn Log) -> Outcome<(World, shared::Day)> {
    let follower =
        Follower::start(log, None, Clock::Civil).map_err(|error| Trouble::failed(error.to_string()))?;
    let _log_is_whole = log.head().map_err(|e| place.spoilt(&e))?;
    let view = follower.full();
    Ok((view.world().clone(), view.today()))
}

fn tell(preview: &Preview) -> Outcome<()> {
    let lang = Lang::En;
    let mut told = 0;
    for row in &preview.rows {
        for wrong in &row.wrong {
            let at = if wrong.cell.is_empty() { format!("row {}", row.row) } else { wrong.cell.clone() };
            if told < SHOWN {
                say(format_args!("refused   {at}: {}", wrong.fault.word(lang)))?;
            }
            told += 1;
        }
        if let Some(warning) = row.placed.and_then(|placed| placed.warning()) {
            if told < SHOWN {
                say(format_args!("flagged   row {}: {}", row.row, warning.word(lang)))?;
            }
            told += 1;
        }
    }
    if told > SHOWN {
        say(format_args!("          and {} more", told - SHOWN))?;
    }
    say(format_args!(
        "{} rows: {} added, {} changed, {} unchanged, {} refused, {} flagged; {} facts",
        preview.rows.len(),
        preview.count(Of::Added),
        preview.count(Of::Changed),
        preview.count(Of::Unchanged),
        preview.count(Of::Refused),
        preview.flagged(),
        preview.facts.len(),
    ))
}
