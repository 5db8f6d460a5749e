//! Tables out and in: what is written is read again without a change, and what is wrong in a file is said with its cell.

mod attacks;
mod changes;

use std::sync::OnceLock;

use geodata::datum::Datum;
use server::sheets::{Form, Outcome, Preview, Progress, Question, Table, Wanted, Wrong, look, write};
use shared::access::Who;
use shared::{Day, Lang, World};

/// The world of the demonstration.
fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let mut world = World::default();
        geodata::demo::envelopes(&geodata::demo::facts()).iter().for_each(|fact| world.apply(fact));
        world
    })
}

fn today() -> Day {
    geodata::demo::last_day()
}

fn question(table: Table, datum: Option<Datum>) -> Question {
    Question { table, datum, day: today(), today: today(), who: Who::Operator }
}

fn wanted(table: Table, datum: Datum) -> Wanted {
    Wanted { table, region: "530000".parse().unwrap(), datum, today: today(), is_empty: false }
}

fn looked(table: Table, bytes: &[u8]) -> Result<Preview, Wrong> {
    look(bytes, question(table, Some(Datum::Wgs84)), world(), world().clone(), &Progress::default())
}

/// Lines of cells for a table, with the headings of `names`.
fn lines(names: &str, rows: &[&str]) -> Vec<u8> {
    format!("{names}\n{}\n", rows.join("\n")).into_bytes()
}

/// What was said of the rows: row, outcome, and each fault with its cell.
fn told(preview: &Preview) -> Vec<(u32, Outcome, Vec<String>)> {
    let rows = preview.rows.iter();
    rows.map(|row| {
        let faults = row.wrong.iter().map(|w| format!("{} {}", w.cell, w.fault.slug()));
        (row.row, row.outcome, faults.collect())
    })
    .collect()
}

#[test]
fn what_is_written_is_read_without_a_change() {
    for table in Table::ALL {
        for form in [Form::Workbook, Form::Csv, Form::CsvGb, Form::Features, Form::Shapes] {
            for datum in [Datum::Wgs84, Datum::Gcj02, Datum::Bd09] {
                if table.shape().is_none() && datum != Datum::Wgs84 {
                    continue;
                }
                let file = match write(world(), wanted(table, datum), form) {
                    Ok(file) => file,
                    Err(fault) => {
                        assert_eq!((form, fault.slug()), (Form::Shapes, "no-shape"), "{table}");
                        continue;
                    }
                };
                let preview =
                    look(&file, question(table, Some(datum)), world(), world().clone(), &Progress::default());
                let preview = preview
                    .unwrap_or_else(|w| panic!("{table} {form:?} {datum}: {}", w.fault.word(Lang::En)));
                let changed: Vec<_> =
                    preview.rows.iter().filter(|r| r.outcome != Outcome::Unchanged).take(3).collect();
                assert!(changed.is_empty(), "{table} {form:?} {datum}: {changed:#?}");
                assert!(!preview.rows.is_empty() || form == Form::Shapes, "{table}");
                assert!(preview.facts.is_empty());
            }
        }
    }
}

#[test]
fn a_table_can_be_entered_whole_into_an_empty_world() {
    // Every record of a kind is taken out of the world and entered again from its file.
    for table in Table::ALL {
        let file = write(world(), wanted(table, Datum::Wgs84), Form::Workbook).unwrap();
        let mut bare = world().clone();
        match table {
            Table::Visits => bare.visits.clear(),
            Table::Activities => bare.activities.clear(),
            Table::Invitations => bare.invitations.clear(),
            Table::Requests => bare.requests.clear(),
            Table::Enterprises => bare.enterprises.clear(),
            Table::Ports => bare.ports.clear(),
            Table::Parcels => bare.parcels.clear(),
            Table::Parks => bare.parks.clear(),
            Table::Halls => bare.halls.clear(),
            Table::Units => bare.units.clear(),
            Table::Projects => bare.projects.clear(),
            Table::Targets => bare.targets.clear(),
        }
        let preview =
            look(&file, question(table, Some(Datum::Wgs84)), &bare, bare.clone(), &Progress::default());
        let preview = preview.unwrap_or_else(|w| panic!("{table}: {}", w.fault.word(Lang::En)));
        let refused: Vec<_> = preview.rows.iter().filter(|r| r.outcome == Outcome::Refused).take(3).collect();
        assert!(refused.is_empty(), "{table}: {refused:#?}");
        assert_eq!(preview.count(Outcome::Added), preview.rows.len(), "{table}");
        assert!(preview.rows.len() > 1, "{table}");
    }
}
