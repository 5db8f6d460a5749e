//! Which column of a file is which column of the table: by heading, in either language, with or without unit, in any
//! order, below any title.

use std::collections::BTreeMap;

use shared::Lang;

use super::cell::{Cell, plain};
use super::fault::Fault;
use super::read::{Form, Sheet, letters};
use super::table::{Column, Table};

/// Rows among which the headings are looked for.
const LOOKED_AT: usize = 30;

/// Where the headings stand.
#[derive(Clone, Debug)]
pub struct Heading {
    /// The place of their row among the rows of the sheet.
    pub at: usize,
    /// For each column of the table its place in the file's rows.
    pub places: Vec<Option<usize>>,
}

/// Finds the headings of a table.
///
/// # Errors
/// If they are not there, stand twice, or one is not known.
pub fn find(sheet: &Sheet, table: Table) -> Result<Heading, Fault> {
    let known = known(table);
    let columns = table.columns();
    let places = |cells: &[Cell]| -> Vec<(usize, String, Option<usize>)> {
        let named = cells.iter().enumerate().filter_map(|(place, cell)| match cell {
            Cell::Text(text) => Some((place, text.clone(), known.get(&bare(text)).copied())),
            _ => None,
        });
        named.collect()
    };
    let best = sheet.rows.iter().take(LOOKED_AT).enumerate().map(|(at, (_, cells))| {
        let found = places(cells);
        let count = found.iter().filter(|(.., column)| column.is_some()).count();
        let has_key = found.iter().any(|(.., column)| *column == Some(0));
        (has_key && count >= 2, count, at)
    });
    let best = best.filter(|(is, ..)| *is).max_by_key(|(_, count, at)| (*count, usize::MAX - at));
    let Some((_, _, at)) = best else { return Err(not_found(sheet, table)) };
    let Some((row, cells)) = sheet.rows.get(at) else { return Err(not_found(sheet, table)) };
    let mut heading = Heading { at, places: vec![None; columns.len()] };
    for (place, text, column) in places(cells) {
        let Some(column) = column else {
            return Err(unknown(&text, table).with("column", letters(place)));
        };
        match heading.places.get_mut(column) {
            Some(Some(first)) => {
                return Err(Fault::new("column-twice")
                    .with("heading", plain(&text))
                    .with("first", letters(*first))
                    .with("second", letters(place)));
            }
            Some(none) => *none = Some(place),
            None => {}
        }
    }
    if let Some((_, cells)) = sheet.merged.iter().find(|(merged, _)| merged == row) {
        return Err(Fault::new("merged").with("cells", cells));
    }
    Ok(heading)
}

fn not_found(sheet: &Sheet, table: Table) -> Fault {
    if let Some((_, cells)) = sheet.merged.first() {
        return Fault::new("merged").with("cells", cells);
    }
    let key = table.columns().first();
    let key = |lang| key.map(|c| c.label(lang)).unwrap_or_default();
    let name = if sheet.name.is_empty() { table.slug() } else { &sheet.name };
    Fault::new("heading")
        .with("sheet", name)
        .with("rows", LOOKED_AT)
        .told("key", shared::Text::new(key(Lang::Zh), key(Lang::En)))
}

/// A heading that is none; what comes nearest to it.
fn unknown(heading: &str, table: Table) -> Fault {
    let wanted = bare(heading);
    let alike = |column: &Column| {
        let names = [column.label(Lang::Zh), column.label(Lang::En), column.name.to_owned()];
        names.iter().map(|name| likeness(&wanted, &bare(name))).max().unwrap_or(0)
    };
    let near = table.columns().iter().map(|c| (alike(c), c)).max_by_key(|(alike, _)| *alike);
    let near = near.filter(|(alike, _)| *alike >= 50).map(|(_, column)| column);
    let name = |lang| near.map_or_else(|| "none".to_owned(), |c| c.label(lang));
    let shown: String = plain(heading).chars().take(40).collect();
    Fault::new("column-unknown")
        .with("heading", shown)
        .told("near", shared::Text::new(name(Lang::Zh), name(Lang::En)))
}

/// How much of two words is alike, in percent: pairs of neighbouring characters they share.
fn likeness(one: &str, other: &str) -> usize {
    let pairs = |word: &str| {
        let all: Vec<char> = word.chars().collect();
        all.windows(2).map(<[char]>::to_vec).collect::<Vec<_>>()
    };
    let (one, mut other) = (pairs(one), pairs(other));
    let all = one.len() + other.len();
    let shared =
        one.iter().filter(|pair| other.iter().position(|p| p == *pair).map(|at| other.remove(at)).is_some());
    (shared.count() * 200).checked_div(all).unwrap_or(0)
}

/// Every way to write the headings of a table.
fn known(table: Table) -> BTreeMap<String, usize> {
    let mut known = BTreeMap::new();
    for (at, column) in table.columns().iter().enumerate() {
        let [zh, en] = [Lang::Zh, Lang::En].map(|lang| (column.label(lang), column.unit(lang).unwrap_or("")));
        let ways = [
            column.name.to_owned(),
            short(table, at),
            zh.0.clone(),
            en.0.clone(),
            format!("{}{}", zh.0, zh.1),
            format!("{}{}", en.0, en.1),
            format!("{}{}", zh.0, en.0),
            format!("{}{}{}", zh.0, en.0, zh.1),
            format!("{}{}{}{}", zh.0, zh.1, en.0, en.1),
        ];
        for way in ways {
            known.entry(bare(&way)).or_insert(at);
        }
    }
    known
}

/// The heading as it is written: both languages and the unit.
#[must_use]
pub fn written(column: &Column, form: Form) -> String {
    let [zh, en] = [Lang::Zh, Lang::En].map(|lang| {
        let unit = column.unit(lang).map_or_else(String::new, |unit| format!(" ({unit})"));
        (column.label(lang), unit)
    });
    match form {
        Form::Workbook => format!("{}{}\n{}{}", zh.0, zh.1, en.0, en.1),
        Form::Lines => format!("{} {}{}", zh.0, en.0, zh.1),
        Form::Features | Form::Shapes => column.name.to_owned(),
    }
}

/// The name of a column in a Shapefile, which has ten characters at most; no two of a table are the same.
#[must_use]
pub fn short(table: Table, column: usize) -> String {
    let cut = |at: usize| {
        let name = table.columns().get(at).map_or("", |c| c.name);
        let parts: Vec<&str> = name.split('_').collect();
        // The beginnings of all parts say more than the beginning of the name.
        match name.len() {
            0..=10 => name.to_owned(),
            _ => {
                let room = 10_usize.saturating_sub(parts.len() - 1) / parts.len();
                let cut = parts.iter().map(|part| part.get(..room.max(1)).unwrap_or(part));
                let short = cut.collect::<Vec<_>>().join("_");
                short.get(..10).map_or_else(|| short.clone(), str::to_owned)
            }
        }
    };
    let name = cut(column);
    match (0..column).filter(|before| cut(*before) == name).count() {
        0 => name,
        twins => format!("{}{twins}", name.get(..8).unwrap_or(&name)),
    }
}

/// Letters and digits alone: spaces, brackets and line breaks differ from program to program.
fn bare(text: &str) -> String {
    plain(text).to_lowercase().chars().filter(|c| c.is_alphanumeric() || matches!(c, '%' | '㎡')).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn sheet(rows: &[&[&str]]) -> Sheet {
        let cell = |text: &&str| if text.is_empty() { Cell::Empty } else { Cell::Text((*text).to_owned()) };
        let rows = rows.iter().enumerate().map(|(at, row)| (at as u32 + 1, row.iter().map(cell).collect()));
        Sheet { form: Form::Workbook, name: "单元".into(), rows: rows.collect(), merged: Vec::new() }
    }

    #[test]
    fn headings_are_known_in_every_way_they_are_written() {
        for table in Table::ALL {
            for form in [Form::Workbook, Form::Lines, Form::Features, Form::Shapes] {
                let heading: Vec<String> = match form {
                    Form::Shapes => (0..table.columns().len()).map(|at| short(table, at)).collect(),
                    _ => table.columns().iter().map(|c| written(c, form)).collect(),
                };
                let different: BTreeSet<&String> = heading.iter().collect();
                assert_eq!(different.len(), heading.len(), "{table} {form:?}: {heading:?}");
                let heading: Vec<&str> = heading.iter().map(String::as_str).collect();
                let found = find(&sheet(&[&heading]), table).unwrap();
                let straight: Vec<_> = (0..heading.len()).map(Some).collect();
                assert_eq!(found.places, straight, "{table} {form:?}");
            }
        }
    }

    #[test]
    fn a_title_stands_above_and_columns_stand_in_any_order() {
        let found = find(
            &sheet(&[&["瑞丽园区厂房台账"], &["", "填表人"], &["楼层", "", "编号", "建筑面积（㎡）"]]),
            Table::Units,
        );
        let found = found.unwrap();
        assert_eq!(
            (found.at, found.places[0], found.places[3], found.places[6]),
            (2, Some(2), Some(0), Some(3))
        );
    }

    #[test]
    fn headings_that_cannot_be_understood_are_named() {
        let fault = |rows: &[&[&str]]| find(&sheet(rows), Table::Units).unwrap_err();
        assert_eq!(fault(&[&["面积", "价格"]]).slug(), "heading");
        let renamed = fault(&[&["编号", "楼层", "建筑总面积"]]);
        assert_eq!(renamed.slug(), "column-unknown");
        assert!(renamed.word(Lang::Zh).contains("是否应为“建筑面积”"), "{}", renamed.word(Lang::Zh));
        assert_eq!(fault(&[&["编号", "楼层", "Floor"]]).slug(), "column-twice");
        let mut merged = sheet(&[&["编号", "楼层", "技术条件"]]);
        merged.merged.push((1, "C1:S1".into()));
        let fault = find(&merged, Table::Units).unwrap_err();
        assert!(["merged", "column-unknown"].contains(&fault.slug()));
        let mut only = sheet(&[&["瑞丽园区厂房台账"]]);
        only.merged.push((1, "A1:Q1".into()));
        assert_eq!(find(&only, Table::Units).unwrap_err().slug(), "merged");
    }
}
