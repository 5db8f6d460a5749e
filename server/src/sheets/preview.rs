//! What a file would record, row by row, before anything is: added, changed, unchanged, refused, and where each position
//! comes to lie.

use std::collections::BTreeMap;

use geodata::datum::{Datum, Preview as Moved};
use geodata::regions::Placement;
use serde_json::Value;
use shared::access::{Action, Who, may};
use shared::decide::{Batch, Context, NewFact};
use shared::{Audience, Command, Day, Key, Point, Refusal, RegionCode, Text, World};

use super::cell::{self, Asked, Cell};
use super::fault::Fault;
use super::heading::{self, Heading};
use super::order::{self, Change, Plan, Row};
use super::present;
use super::progress::Progress;
use super::read::{self, Form, Sheet, letters};
use super::table::{Of, Route, Table};

/// What is asked of a file.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// Its table.
    pub table: Table,
    /// The datum of its positions; whoever sends positions says so.
    pub datum: Option<Datum>,
    /// The day of what a row does not date.
    pub day: Day,
    /// Today.
    pub today: Day,
    /// Who wants it recorded.
    pub who: Who,
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// A new record.
    Added,
    /// Something of the record changes.
    Changed,
    /// Nothing does.
    Unchanged,
    /// It cannot be recorded.
    Refused,
}

/// What is wrong, and where.
#[derive(Clone, Debug)]
pub struct Wrong {
    /// The cell as the file's program names it, such as `F12`; empty where the file has none.
    pub cell: String,
    /// The column of the table.
    pub column: Option<usize>,
    /// What.
    pub fault: Fault,
}

/// A row with what became of it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Its number in the file.
    pub row: u32,
    /// The key of its record, where it can be read.
    pub key: Option<Key>,
    /// What became of it.
    pub outcome: Outcome,
    /// What changes.
    pub changes: Vec<Change>,
    /// Why it is refused.
    pub wrong: Vec<Wrong>,
    /// Where its position comes to lie, where it is new.
    pub placed: Option<Placed>,
}

/// Where a position comes to lie.
#[derive(Clone, Copy, Debug)]
pub struct Placed {
    /// As given, and in WGS 84.
    pub moved: Moved,
    /// The region it is said to lie in.
    pub claimed: RegionCode,
}

/// Everything that is known before recording.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The question.
    pub question: Question,
    /// How the file is made.
    pub form: Form,
    /// The sheet that was read.
    pub sheet: String,
    /// The rows, in the order of the file.
    pub rows: Vec<Seen>,
    /// What is to be recorded, in order.
    pub commands: Vec<Command>,
    /// The facts that follow from it.
    pub facts: Vec<NewFact>,
    /// The position up to which the log was known.
    pub head: u64,
    /// Whether a reviewer has to send it: everybody would see what its sender may not publish.
    pub waits: bool,
}

impl Preview {
    /// How many rows became that.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        self.rows.iter().filter(|row| row.outcome == outcome).count()
    }

    /// How many positions somebody should look at before they are recorded.
    #[must_use]
    pub fn flagged(&self) -> usize {
        self.rows.iter().filter(|row| row.placed.is_some_and(|p| p.moved.placement.is_suspect())).count()
    }
}

/// Looks at a file: `seen` is the world as the sender sees it, `full` the one in which the rules decide.
///
/// # Errors
/// Where the file as a whole cannot be read.
pub fn look(
    bytes: &[u8],
    question: Question,
    seen: &World,
    full: World,
    progress: &Progress,
) -> Result<Preview, Wrong> {
    let nowhere = |fault| Wrong { cell: String::new(), column: None, fault };
    let sheet = read::read(bytes, question.table, progress).map_err(nowhere)?;
    let heading = heading::find(&sheet, question.table).map_err(nowhere)?;
    let rows = sheet.rows.get(heading.at + 1..).unwrap_or_default();
    if rows.is_empty() {
        return Err(nowhere(Fault::new("empty")));
    }
    if question.datum.is_none()
        && let Some(place) = asks_for_datum(&heading, rows, question.table)
    {
        let (row, column) = place;
        return Err(Wrong {
            cell: named(&sheet, row, column, &heading),
            column: Some(column),
            fault: Fault::new("datum"),
        });
    }
    // Read and understood, then decided: each row takes two steps.
    progress.expect(rows.len() * 2);
    let head = full.head();
    let mut look = Look {
        question,
        seen,
        sheet: &sheet,
        heading: &heading,
        batch: Batch::new(full, Context { today: question.today }),
        keys: BTreeMap::new(),
        rows: Vec::new(),
        plans: Vec::new(),
        commands: Vec::new(),
        facts: Vec::new(),
    };
    for (number, cells) in rows {
        progress.step().map_err(nowhere)?;
        look.row(*number, cells);
    }
    look.decide(progress).map_err(nowhere)?;
    let Look { rows, commands, facts, .. } = look;
    Ok(Preview {
        question,
        form: sheet.form,
        sheet: sheet.name.clone(),
        rows,
        commands,
        facts,
        head,
        waits: false,
    })
}

/// The first cell that holds a position.
fn asks_for_datum(heading: &Heading, rows: &[(u32, Vec<Cell>)], table: Table) -> Option<(u32, usize)> {
    let columns = table.columns().iter().enumerate();
    let mut places = columns.filter(|(_, c)| matches!(c.of, Of::Lon | Of::Lat | Of::Ring | Of::Rings));
    places.find_map(|(at, _)| {
        let place = heading.places.get(at).copied().flatten()?;
        let row = rows.iter().find(|(_, cells)| cells.get(place).is_some_and(|c| *c != Cell::Empty))?;
        Some((row.0, at))
    })
}

/// A cell as the file's program names it.
fn named(sheet: &Sheet, row: u32, column: usize, heading: &Heading) -> String {
    match (sheet.form, heading.places.get(column).copied().flatten()) {
        (Form::Workbook | Form::Lines, Some(place)) => format!("{}{row}", letters(place)),
        _ => String::new(),
    }
}

struct Look<'l> {
    question: Question,
    seen: &'l World,
    sheet: &'l Sheet,
    heading: &'l Heading,
    batch: Batch,
    /// The rows in which keys stood so far.
    keys: BTreeMap<Key, u32>,
    rows: Vec<Seen>,
    /// What rows come to, by their place among the rows.
    plans: Vec<(usize, Plan)>,
    commands: Vec<Command>,
    facts: Vec<NewFact>,
}

impl Look<'_> {
    fn wrong(&self, row: u32, column: Option<usize>, fault: Fault) -> Wrong {
        // Where a rule names a field, the cell of its column is at fault.
        let by_field = fault.field().and_then(|field| self.column_of(&field));
        let column = by_field.or(column);
        let cell = column.map_or_else(String::new, |column| named(self.sheet, row, column, self.heading));
        Wrong { cell, column, fault }
    }

    fn column_of(&self, field: &str) -> Option<usize> {
        let columns = self.question.table.columns();
        let exact = columns.iter().position(|c| c.path == field || c.name == field);
        let within = || columns.iter().position(|c| c.path.starts_with(&format!("{field}.")));
        exact.or_else(within)
    }

    /// Understands a row.
    fn row(&mut self, number: u32, cells: &[Cell]) {
        let table = self.question.table;
        let datum = self.question.datum.unwrap_or_default();
        let (mut asked, mut wrong) = (Vec::new(), Vec::new());
        for (at, column) in table.columns().iter().enumerate() {
            let place = self.heading.places.get(at).copied().flatten();
            let cell = place.and_then(|place| cells.get(place)).unwrap_or(&Cell::Empty);
            match cell::asked(cell, column, datum) {
                Ok(value) => asked.push(value),
                Err(fault) => {
                    asked.push(None);
                    wrong.push(self.wrong(number, Some(at), fault));
                }
            }
        }
        let given = moved(&mut asked, table, datum);
        let key = match asked.first() {
            Some(Some(Asked::Value(Value::String(key)))) => key.parse::<Key>().ok(),
            _ => None,
        };
        let mut seen =
            Seen { row: number, key, outcome: Outcome::Refused, changes: Vec::new(), wrong, placed: None };
        let Some(key) = key else {
            if seen.wrong.is_empty() {
                let label = |lang| table.columns().first().map(|c| c.label(lang)).unwrap_or_default();
                let fault = Fault::new("key-missing")
                    .told("column", Text::new(label(shared::Lang::Zh), label(shared::Lang::En)));
                seen.wrong.push(self.wrong(number, Some(0), fault));
            }
            self.rows.push(seen);
            return;
        };
        if let Some(first) = self.keys.get(&key) {
            let fault = Fault::new("key-twice").with("key", key).with("row", first);
            seen.wrong.push(self.wrong(number, Some(0), fault));
            self.rows.push(seen);
            return;
        }
        self.keys.insert(key, number);
        let present = present::of(self.seen, table, key, self.question.today);
        let row = Row { key, asked };
        match order::plan(table, &row, present.as_ref(), self.question.day) {
            Ok(plan) => {
                seen.placed = self.placed(&plan, given, &row, present.as_ref());
                seen.changes.clone_from(&plan.changes);
                if seen.wrong.is_empty() {
                    seen.outcome = match present {
                        None => Outcome::Added,
                        Some(_) if plan.changes.is_empty() => Outcome::Unchanged,
                        Some(_) => Outcome::Changed,
                    };
                    self.plans.push((self.rows.len(), plan));
                }
            }
            // What cannot be read is said first; what follows from it says nothing more.
            Err(_) if !seen.wrong.is_empty() => {}
            Err((column, fault)) => {
                let missing = self.heading.places.get(column).copied().flatten().is_none();
                let fault = if missing && fault.slug() == "needed" { self.missing() } else { fault };
                let wrong = self.wrong(number, Some(column), fault);
                seen.wrong.push(wrong);
            }
        }
        self.rows.push(seen);
    }

    /// The columns that a new record needs and the file does not have.
    fn missing(&self) -> Fault {
        let columns = self.question.table.columns().iter().enumerate();
        let missing: Vec<_> = columns
            .filter(|(at, c)| {
                c.needed && c.route != Route::Row && self.heading.places.get(*at).is_none_or(Option::is_none)
            })
            .map(|(_, column)| column)
            .collect();
        let list = |lang| missing.iter().map(|c| c.label(lang)).collect::<Vec<_>>().join(" · ");
        Fault::new("column-missing")
            .told("columns", Text::new(list(shared::Lang::Zh), list(shared::Lang::En)))
    }

    /// Where a new position comes to lie, held against the region it is said to be in.
    fn placed(
        &self,
        plan: &Plan,
        given: Option<Point>,
        row: &Row,
        present: Option<&present::Present>,
    ) -> Option<Placed> {
        let table = self.question.table;
        let moves = plan.changes.iter().any(|change| {
            table
                .columns()
                .get(change.column)
                .is_some_and(|c| matches!(c.of, Of::Lon | Of::Lat | Of::Ring | Of::Rings))
        });
        let given = given.filter(|_| moves)?;
        let value = |name: &str| -> Option<Value> {
            let at = table.columns().iter().position(|c| c.name == name)?;
            match row.asked.get(at)? {
                Some(Asked::Value(value)) => Some(value.clone()),
                _ => present?.cells.get(at).cloned(),
            }
        };
        let of_park = || {
            let park: Key = value("park")?.as_str()?.parse().ok()?;
            shared::decide::region_of(self.batch.world(), "park", park)
        };
        let claimed = value("region").and_then(|v| v.as_str()?.parse().ok()).or_else(of_park)?;
        let datum = self.question.datum.unwrap_or_default();
        let moved = datum.preview([(given, claimed)]).next()?;
        Some(Placed { moved, claimed })
    }

    /// Decides what the rows ask for, one upon the other. A row may name a record that a later row enters.
    fn decide(&mut self, progress: &Progress) -> Result<(), Fault> {
        let plans = std::mem::take(&mut self.plans);
        let mut areas: BTreeMap<Key, Vec<(usize, f64)>> = BTreeMap::new();
        for (at, plan) in &plans {
            if let Some((hall, area)) = plan.area {
                areas.entry(hall).or_default().push((*at, area));
            }
        }
        let mut pending: Vec<(usize, Vec<Command>)> = Vec::new();
        for (at, plan) in plans {
            let commands: Result<Vec<Command>, Refusal> =
                plan.commands.into_iter().map(Command::of).collect();
            match commands {
                Ok(commands) => pending.push((at, commands)),
                Err(refusal) => self.refuse(at, refusal.into()),
            }
        }
        loop {
            let (mut later, before) = (Vec::new(), pending.len());
            for (at, commands) in pending {
                match self.carry(at, &commands) {
                    Ok(()) => progress.step()?,
                    Err(refusal) => later.push((at, commands, refusal)),
                }
            }
            if later.is_empty() {
                break;
            }
            let may_come = |refusal: &Refusal| {
                matches!(refusal, Refusal::UnknownRecord { .. } | Refusal::StreamUnknown { .. })
            };
            let is_stuck = later.len() == before;
            let (again, refused): (Vec<_>, Vec<_>) =
                later.into_iter().partition(|(_, _, refusal)| !is_stuck && may_come(refusal));
            for (at, _, refusal) in refused {
                progress.step()?;
                self.refuse(at, refusal.into());
            }
            pending = again.into_iter().map(|(at, commands, _)| (at, commands)).collect();
        }
        for (hall, units) in areas {
            self.survey(hall, &units);
        }
        Ok(())
    }

    /// Carries out the commands of a row.
    fn carry(&mut self, at: usize, commands: &[Command]) -> Result<(), Refusal> {
        let facts = self.batch.decide_all(commands).map_err(|(_, refusal)| refusal)?;
        let foreign =
            facts.iter().find(|fact| !may(self.question.who, Action::Record, fact.region, Audience::Public));
        if let Some(fact) = foreign {
            let region = fact.region;
            self.refuse(at, not_yours(region));
            return Ok(());
        }
        self.commands.extend(commands.iter().cloned());
        self.facts.extend(facts);
        Ok(())
    }

    /// The areas of a hall's units change together, so that they still add up to the hall.
    fn survey(&mut self, hall: Key, units: &[(usize, f64)]) {
        let keys = units.iter().filter_map(|(at, area)| Some((self.rows.get(*at)?.key?, *area)));
        let areas: serde_json::Map<String, Value> =
            keys.map(|(key, area)| (key.to_string(), serde_json::json!(area))).collect();
        let command = serde_json::json!({
            "command": "survey_hall", "hall": hall, "areas": areas, "occurred_on": self.question.day,
        });
        let done = Command::of(command).and_then(|command| {
            let facts = self.batch.decide(&command)?;
            Ok((command, facts))
        });
        match done {
            Ok((command, facts)) => {
                let foreign = facts
                    .iter()
                    .find(|f| !may(self.question.who, Action::Record, f.region, Audience::Public));
                if let Some(fact) = foreign {
                    let fault = not_yours(fact.region);
                    units.iter().for_each(|(at, _)| self.refuse(*at, fault.clone()));
                    return;
                }
                self.commands.push(command);
                self.facts.extend(facts);
            }
            Err(refusal) => {
                let reason = Text::new(refusal.word(shared::Lang::Zh), refusal.word(shared::Lang::En));
                let fault = Fault::new("together").told("reason", reason);
                units.iter().for_each(|(at, _)| self.refuse(*at, fault.clone()));
            }
        }
    }

    fn refuse(&mut self, at: usize, fault: Fault) {
        let Some(number) = self.rows.get(at).map(|row| row.row) else { return };
        let area = self.question.table.columns().iter().position(|c| c.name == "area_m2");
        let column = if fault.slug() == "together" { area } else { Some(0) };
        let wrong = self.wrong(number, column, fault);
        if let Some(row) = self.rows.get_mut(at) {
            row.outcome = Outcome::Refused;
            row.wrong.push(wrong);
        }
    }
}

fn not_yours(region: Option<RegionCode>) -> Fault {
    let name = region.and_then(geodata::regions::name).unwrap_or_default();
    Fault::new("not-yours").told("region", name)
}

/// Moves a row's point to WGS 84; the position as it was given, that of a point or the first of an outline.
fn moved(asked: &mut [Option<Asked>], table: Table, datum: Datum) -> Option<Point> {
    let mut given = None;
    if let Some(lon) = table.point() {
        let number = |cell: Option<&Option<Asked>>| match cell {
            Some(Some(Asked::Value(value))) => value.as_f64(),
            _ => None,
        };
        if let Some((x, y)) = number(asked.get(lon)).zip(number(asked.get(lon + 1))) {
            let point = cell::unclamped(x.clamp(-200.0, 200.0), y.clamp(-200.0, 200.0));
            // Only what can be a position is moved; the rules say what is wrong with the rest.
            let placed = if y.abs() <= 90.0 { datum.to_wgs84(point) } else { point };
            for (at, value) in [(lon, placed.lon()), (lon + 1, placed.lat())] {
                if let Some(cell) = asked.get_mut(at) {
                    *cell = Some(Asked::Value(serde_json::json!(value)));
                }
            }
            given = Some(point);
        }
    }
    let outline = table.columns().iter().position(|c| matches!(c.of, Of::Ring | Of::Rings));
    let first = outline.and_then(|at| match asked.get(at)? {
        Some(Asked::Value(value)) => {
            let ring = if value.get(0)?.get(0)?.is_number() { value } else { value.get(0)? };
            let corner = ring.get(0)?;
            Some(datum.from_wgs84(Point::new(corner.get(0)?.as_f64()?, corner.get(1)?.as_f64()?)))
        }
        _ => None,
    });
    given.or(first)
}

/// Whether a position was flagged for being in another county, or in none.
impl Placed {
    /// What to tell of it.
    #[must_use]
    pub fn warning(&self) -> Option<Fault> {
        let name = |code| geodata::regions::name(code).unwrap_or_default();
        match self.moved.placement {
            Placement::Elsewhere { found, metres } => Some(
                Fault::new("elsewhere")
                    .told("found", name(found))
                    .told("claimed", name(self.claimed))
                    .with("metres", metres.round()),
            ),
            Placement::Beyond { metres } => {
                Some(Fault::new("beyond").told("claimed", name(self.claimed)).with("metres", metres.round()))
            }
            Placement::Inside | Placement::Unknown => None,
        }
    }
}
