//! Workbooks to be filled in: headings in both languages with units, lists to choose from on a hidden sheet, the records
//! that are there, and a sheet that explains.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    Color, DataValidation, ExcelDateTime, Format, FormatAlign, Formula, Workbook, Worksheet, XlsxError,
};
use shared::{Key, Lang, Word, World};

use super::super::heading;
use super::super::read::{Form, letters};
use super::super::show::both;
use super::super::table::{Column, Of, word};
use super::{Rows, Shown, Wanted, cells, failed};
use crate::sheets::fault::Fault;

/// What the sheet that explains says: names of the catalogue.
const GUIDE: [&str; 8] = ["head", "rows", "empty", "clear", "lists", "day", "keys", "formula"];
/// Rows below the last record that offer lists as well.
const ROOM: u32 = 2_000;

pub(super) fn write(world: &World, rows: &Rows, wanted: Wanted) -> Result<Vec<u8>, Fault> {
    made(world, rows, wanted).map_err(|e| failed(&e))
}

fn made(world: &World, rows: &Rows, wanted: Wanted) -> Result<Vec<u8>, XlsxError> {
    let table = wanted.table;
    let name = format!("{} {}", table.title(Lang::Zh), table.title(Lang::En));
    let mut book = Workbook::new();
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_background_color(Color::RGB(0xE8_EEF4));
    let needed = head.clone().set_background_color(Color::RGB(0xFB_E9D0));
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let text = Format::new().set_num_format("@");
    let columns = table.columns();

    let sheet = book.add_worksheet();
    sheet.set_name(&name)?;
    for (at, column) in columns.iter().enumerate() {
        let place = at as u16;
        let format = if column.needed { &needed } else { &head };
        sheet.write_string_with_format(0, place, heading::written(column, Form::Workbook), format)?;
        sheet.set_column_width(place, width(column))?;
        // What is typed into these cells stays as it was typed.
        match column.of {
            Of::Day | Of::LastDay => sheet.set_column_format(place, &day)?,
            Of::Number | Of::Whole | Of::Bay | Of::Lon | Of::Lat => sheet,
            _ => sheet.set_column_format(place, &text)?,
        };
    }
    sheet.set_row_height(0, 46)?;
    sheet.set_freeze_panes(1, 1)?;
    for (row, (key, record)) in (1..).zip(rows) {
        for (at, cell) in cells(*key, record, wanted).into_iter().enumerate() {
            let place = at as u16;
            match cell {
                Shown::Empty => {}
                Shown::Number(number) => drop(sheet.write_number(row, place, number)?),
                Shown::Text(said) => drop(sheet.write_string_with_format(row, place, said, &text)?),
                Shown::Day(said) => match ExcelDateTime::parse_from_str(&said) {
                    Ok(date) => drop(sheet.write_datetime_with_format(row, place, &date, &day)?),
                    Err(_) => drop(sheet.write_string(row, place, said)?),
                },
            }
        }
    }
    let last = u32::try_from(rows.len()).unwrap_or(0) + ROOM;
    let lists = lists(world, columns);
    for (at, column) in columns.iter().enumerate() {
        let Some((place, (_, values))) =
            lists.iter().enumerate().find(|(_, (of, _))| **of == of_list(column))
        else {
            continue;
        };
        if values.is_empty() {
            continue;
        }
        let letter = letters(place);
        let range = format!("=lists!${letter}$1:${letter}${}", values.len());
        let mut offer = DataValidation::new().allow_list_formula(Formula::new(range));
        // Codes are all there are; other records may be entered with the same file.
        if !matches!(column.of, Of::Code(_) | Of::YesNo) {
            offer = offer.show_error_message(false);
        }
        sheet.add_data_validation(1, at as u16, last, at as u16, &offer)?;
    }
    guide(book.add_worksheet(), wanted, &head)?;
    let hidden = book.add_worksheet();
    hidden.set_name("lists")?.set_hidden(true);
    for (place, (_, values)) in lists.iter().enumerate() {
        for (row, value) in values.iter().enumerate() {
            hidden.write_string(row as u32, place as u16, value)?;
        }
    }
    book.save_to_buffer()
}

fn width(column: &Column) -> f64 {
    match column.of {
        Of::Key | Of::Ref(_) | Of::Region | Of::Stage => 16.0,
        Of::Ring | Of::Rings | Of::Lines | Of::Refs(_) => 26.0,
        Of::Line => 22.0,
        Of::Code(_) => 18.0,
        _ => 13.0,
    }
}

/// What a column offers; columns that offer the same share a list.
fn of_list(column: &Column) -> String {
    match column.of {
        Of::Code(codes) => codes.join(","),
        Of::YesNo => "yes,no".to_owned(),
        Of::Ref(entity) => entity.to_owned(),
        Of::Region => "region".to_owned(),
        Of::Stage => "stage".to_owned(),
        _ => String::new(),
    }
}

fn lists(world: &World, columns: &[Column]) -> BTreeMap<String, Vec<String>> {
    let mut lists = BTreeMap::new();
    for column in columns {
        let values: Vec<String> = match column.of {
            Of::Code(codes) => codes.iter().map(|code| both(code)).collect(),
            Of::YesNo => ["yes", "no"].map(both).to_vec(),
            Of::Ref(entity) => named(world, entity),
            Of::Region => {
                let regions = world.regions.iter().filter_map(|(key, ledger)| Some((key, ledger.latest()?)));
                regions.map(|(key, region)| format!("{key} {}", region.attributes.name.zh)).collect()
            }
            Of::Stage => {
                let chains = world.chains.values().filter_map(|ledger| ledger.latest());
                let stages = chains.flat_map(|chain| &chain.attributes.stages);
                stages.map(|stage| format!("{} {}", stage.key, stage.name.zh)).collect()
            }
            _ => continue,
        };
        lists.insert(of_list(column), values);
    }
    lists
}

/// Keys with names behind them.
fn named(world: &World, entity: &str) -> Vec<String> {
    let line = |key: &Key, name: &str| format!("{key} {name}");
    macro_rules! named {
        ($ledgers:ident, $record:ident => $name:expr) => {
            world
                .$ledgers
                .iter()
                .filter_map(|(key, ledger)| ledger.latest().map(|$record| line(key, &$name)))
                .collect()
        };
    }
    match entity {
        "park" => named!(parks, r => r.attributes.name.zh),
        "hall" => named!(halls, r => r.attributes.name.zh),
        "chain" => named!(chains, r => r.attributes.name.zh),
        "project" => named!(projects, r => r.attributes.title.zh),
        "enterprise" => named!(enterprises, r => r.attributes.name.zh),
        _ => Vec::new(),
    }
}

fn guide(sheet: &mut Worksheet, wanted: Wanted, head: &Format) -> Result<(), XlsxError> {
    sheet.set_name("说明 Guide")?.set_column_width(0, 76)?.set_column_width(1, 76)?;
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.write_string_with_format(0, 0, Word::AppName.text(Lang::Zh), head)?;
    sheet.write_string_with_format(0, 1, Word::AppName.text(Lang::En), head)?;
    for (row, name) in (1..).zip(GUIDE) {
        for (column, lang) in [Lang::Zh, Lang::En].into_iter().enumerate() {
            sheet.write_string_with_format(row, column as u16, word("desk-guide-", name, lang), &wrap)?;
        }
    }
    if wanted.table.shape().is_some() {
        let row = GUIDE.len() as u32 + 1;
        for (column, lang) in [Lang::Zh, Lang::En].into_iter().enumerate() {
            let said = format!("{}: {}", word("desk-guide-", "datum", lang), wanted.datum);
            sheet.write_string_with_format(row, column as u16, said, &wrap)?;
        }
    }
    Ok(())
}
