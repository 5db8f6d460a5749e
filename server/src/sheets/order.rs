//! What a row asks to be recorded: the commands that bring a record from what it is to what the row says.
//!
//! What changed in the world is a fact of its own (a lease, a new rent, a reached node), with its day. What was entered
//! wrongly is a correction of the entry. The rules decide on the commands like on all others.

mod facts;

use serde_json::{Map, Value, json};
use shared::{Day, Key, Lang, Text};

use super::cell::Asked;
use super::fault::Fault;
use super::present::{self, Present};
use super::table::{Column, Of, Route, Table};

/// A row that was understood.
#[derive(Clone, Debug)]
pub struct Row {
    /// The key of its record.
    pub key: Key,
    /// What its cells ask for, by column of the table.
    pub asked: Vec<Option<Asked>>,
}

/// A cell that changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The column of the table.
    pub column: usize,
    /// What stands there; null for nothing.
    pub from: Value,
    /// What is to stand there.
    pub to: Value,
}

/// What a row comes to.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// In the order in which they are carried out.
    pub commands: Vec<Value>,
    /// What changes in the record; for a new one, everything it has.
    pub changes: Vec<Change>,
    /// The new area of a unit, ㎡, and its hall: the areas of a hall change together.
    pub area: Option<(Key, f64)>,
}

/// A fault, and the column it stands in.
pub type Misfit = (usize, Fault);

/// A record as it is and as it is asked to be.
struct Turn<'r> {
    table: Table,
    row: &'r Row,
    present: Option<&'r Present>,
    day: Day,
}

/// The commands of a row. `day` is the day of what the row does not date itself.
///
/// # Errors
/// What stands in the way of understanding it.
pub fn plan(table: Table, row: &Row, present: Option<&Present>, day: Day) -> Result<Plan, Misfit> {
    let turn = Turn { table, row, present, day };
    let day = match turn.asked("occurred_on") {
        Some(Asked::Value(asked)) => asked.as_str().and_then(|d| d.parse().ok()).unwrap_or(day),
        _ => day,
    };
    let turn = Turn { day, ..turn };
    let mut plan = Plan { changes: turn.changes()?, ..Plan::default() };
    match present {
        None => {
            plan.commands.push(turn.entry()?);
            plan.commands.extend(facts::follow(&turn)?);
        }
        Some(_) if plan.changes.is_empty() => {}
        Some(present) => {
            plan.commands.extend(turn.correction(present)?);
            plan.commands.extend(facts::follow(&turn)?);
            if table == Table::Units && turn.changed("area_m2") {
                let hall = turn.now("hall").as_str().and_then(|key| key.parse().ok());
                plan.area = hall.zip(turn.now("area_m2").as_f64());
            }
        }
    }
    if let Some(Asked::Value(source)) = turn.asked("source") {
        plan.commands.iter_mut().filter_map(Value::as_object_mut).for_each(|c| {
            c.insert("source".into(), source.clone());
        });
    }
    Ok(plan)
}

impl Turn<'_> {
    fn column(&self, name: &str) -> usize {
        self.table.columns().iter().position(|c| c.name == name).unwrap_or(0)
    }

    fn asked(&self, name: &str) -> Option<&Asked> {
        let at = self.table.columns().iter().position(|c| c.name == name)?;
        self.row.asked.get(at)?.as_ref()
    }

    /// What stands in a column before the row.
    fn was(&self, name: &str) -> &Value {
        static NOTHING: Value = Value::Null;
        self.present.and_then(|p| p.cells.get(self.column(name))).unwrap_or(&NOTHING)
    }

    /// What is to stand in a column after it.
    fn now(&self, name: &str) -> Value {
        match self.asked(name) {
            Some(Asked::Value(value)) => value.clone(),
            Some(Asked::Nothing) => Value::Null,
            None => self.was(name).clone(),
        }
    }

    fn changed(&self, name: &str) -> bool {
        let column = self.column(name);
        self.table.columns().get(column).is_some_and(|c| !same(c, self.was(name), &self.now(name)))
    }

    fn any_changed(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.changed(name))
    }

    fn fault(&self, name: &str, fault: Fault) -> Misfit {
        (self.column(name), fault)
    }

    /// A command about the record, on the day of the row.
    fn command(&self, name: &str, fields: Value) -> Value {
        self.command_on(name, self.day, fields)
    }

    fn command_on(&self, name: &str, day: Day, fields: Value) -> Value {
        let mut command = Map::from_iter([
            ("command".to_owned(), json!(name)),
            (self.table.entity().to_owned(), json!(self.row.key)),
            ("occurred_on".to_owned(), json!(day)),
        ]);
        command.extend(fields.as_object().cloned().unwrap_or_default());
        Value::Object(command)
    }

    fn changes(&self) -> Result<Vec<Change>, Misfit> {
        let mut changes = Vec::new();
        for (at, column) in self.table.columns().iter().enumerate().skip(1) {
            if column.route == Route::Row || self.row.asked.get(at).is_none_or(Option::is_none) {
                continue;
            }
            let (from, to) = (self.was(column.name), self.now(column.name));
            if same(column, from, &to) {
                continue;
            }
            if to.is_null() && self.present.is_some() {
                if column.needed {
                    return Err((at, labelled("clear-needed", column)));
                }
                if column.route == Route::Fact && !is_part_of_the_rest(column.name) {
                    return Err((at, labelled("clear-fact", column)));
                }
            }
            changes.push(Change { column: at, from: from.clone(), to });
        }
        if let Some((lon, lat)) = self.table.point().map(|lon| (lon, lon + 1)) {
            let has = |at: usize| self.table.columns().get(at).is_some_and(|c| !self.now(c.name).is_null());
            if has(lon) != has(lat) {
                return Err((if has(lon) { lat } else { lon }, Fault::new("point-half")));
            }
        }
        Ok(changes)
    }

    /// The command that enters the record.
    fn entry(&self) -> Result<Value, Misfit> {
        let mut fields = json!({});
        for (at, column) in self.table.columns().iter().enumerate().skip(1) {
            let value = self.now(column.name);
            if value.is_null() {
                if column.needed && column.route != Route::Row {
                    return Err((at, labelled("needed", column)));
                }
                continue;
            }
            let is_of_entry = match column.route {
                Route::Entry => true,
                Route::Fact => facts::is_entered(self.table, column),
                Route::EntryDay | Route::Row => false,
            };
            if is_of_entry {
                present::put(&mut fields, column.path, value);
            }
        }
        if self.table == Table::Units {
            facts::is_whole(self)?;
        }
        Ok(self.command_on(self.table.entering(), self.entry_day(), fields))
    }

    /// The day of the entry: as the row says, else no later than the first thing that it says happened to the record.
    fn entry_day(&self) -> Day {
        let said = self.now("occurred_on").as_str().and_then(|day| day.parse().ok());
        said.unwrap_or_else(|| {
            let is_dated = |c: &&Column| match c.of {
                Of::Day => c.path == c.name,
                // What should have been done by a day was planned no later.
                Of::LastDay => c.name == "due" && c.route == Route::Fact,
                _ => false,
            };
            let happened = self.table.columns().iter().filter(is_dated);
            let days = happened.filter_map(|c| self.now(c.name).as_str()?.parse().ok());
            days.fold(self.day, Day::min)
        })
    }

    /// The command that puts the entry right, where something of it changes.
    fn correction(&self, present: &Present) -> Result<Option<Value>, Misfit> {
        let mut fact = present.entry.clone();
        let (mut changes_content, mut day) = (false, None);
        for column in self.table.columns().iter().skip(1) {
            if !self.changed(column.name) {
                continue;
            }
            match column.route {
                Route::Entry => {
                    present::put(&mut fact, column.path, self.now(column.name));
                    changes_content = true;
                }
                Route::EntryDay => day = Some(self.now(column.name)),
                Route::Fact | Route::Row => {}
            }
        }
        if !changes_content && day.is_none() {
            return Ok(None);
        }
        let stream = shared::fact::stream(self.table.entity(), self.row.key);
        let mut correction = json!({ "command": "correct", "stream": stream, "version": present.version });
        if changes_content {
            present::put(&mut correction, "fact", fact);
        }
        if let Some(day) = day {
            present::put(&mut correction, "day", day);
        }
        // The day of a correction is that on which the error was found, not that of what was wrong.
        Ok(Some(correction))
    }
}

/// Whether a cell is emptied when another one changes: the end of a lease goes with the lease.
fn is_part_of_the_rest(name: &str) -> bool {
    matches!(name, "until" | "reason" | "tenant_zh" | "tenant_en" | "project")
}

fn labelled(name: &'static str, column: &Column) -> Fault {
    Fault::new(name).told("column", Text::new(column.label(Lang::Zh), column.label(Lang::En)))
}

/// Whether two values of a column say the same. Positions that were shifted to another datum and back differ by millimetres.
#[must_use]
pub fn same(column: &Column, one: &Value, other: &Value) -> bool {
    let near = |most: f64| match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => (one - other).abs() <= most,
        _ => one == other,
    };
    match column.of {
        Of::Lon | Of::Lat => near(3.5e-7),
        Of::Number if matches!(column.unit, Some("m2" | "mu" | "wan")) => near(0.005),
        Of::Number => near(1e-9),
        Of::YesNo if column.name == "chain_leader" => {
            one.as_bool().unwrap_or(false) == other.as_bool().unwrap_or(false)
        }
        Of::Grid | Of::Ring | Of::Rings => {
            all_near(one, other, if column.of == Of::Grid { 1e-9 } else { 3.5e-7 })
        }
        _ => one == other || (one.is_number() && near(1e-9)),
    }
}

fn all_near(one: &Value, other: &Value, most: f64) -> bool {
    match (one, other) {
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| all_near(a, b, most))
        }
        (Value::Number(one), Value::Number(other)) => {
            one.as_f64().zip(other.as_f64()).is_some_and(|(a, b)| (a - b).abs() <= most)
        }
        _ => one == other,
    }
}
