//! What is told of a file that is looked at: counts, and the rows that matter, in the reader's words.

use serde::Serialize;
use shared::{Lang, RegionCode};
use utoipa::{IntoParams, ToSchema};

use crate::http::params::{Asked, Parameters, Wanted};
use crate::http::problem::Problem;
use crate::imports::{Import, State};
use crate::sheets::{GivenForm, Outcome, Placed, Preview, Seen, Wrong, said};

/// Rows that are told at once.
const PAGE: usize = 200;

/// Which rows.
#[derive(Clone, Copy, Debug, Default, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Rows {
    /// `refused`, `added`, `changed`, `unchanged` or `flagged` (default: refused ones first, then flagged, changed and added ones).
    #[param(value_type = Option<String>, example = "refused")]
    pub rows: Option<Only>,
    /// So many of them are passed over (default 0).
    #[param(value_type = Option<u64>, minimum = 0, example = 200)]
    pub skip: usize,
}

/// Rows of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// With that outcome.
    Of(Outcome),
    /// Whose position lies elsewhere than it is said to.
    Flagged,
}

impl Wanted for Only {
    const EXPECTED: (&'static str, &'static str) =
        ("refused、added、changed、unchanged 或 flagged", "refused, added, changed, unchanged or flagged");
    const EXAMPLE: &'static str = "refused";
    fn read(text: &str) -> Option<Self> {
        Some(match text {
            "flagged" => Only::Flagged,
            other => Only::Of(ALL.into_iter().find(|outcome| slug(*outcome) == other)?),
        })
    }
}

impl Parameters for Rows {
    fn read(asked: &mut Asked) -> Result<Self, Problem> {
        let skip = asked.take_within("skip", 0..=1_000_000)?.unwrap_or(0);
        Ok(Self { rows: asked.take("rows")?, skip: usize::try_from(skip).unwrap_or(usize::MAX) })
    }
}

const ALL: [Outcome; 4] = [Outcome::Added, Outcome::Changed, Outcome::Unchanged, Outcome::Refused];

const fn slug(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Added => "added",
        Outcome::Changed => "changed",
        Outcome::Unchanged => "unchanged",
        Outcome::Refused => "refused",
    }
}

/// A file that is looked at.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Shown {
    /// Its id.
    id: String,
    /// `reading`, `ready`, `failed` or `recorded`.
    state: &'static str,
    /// How far it was read.
    percent: u32,
    /// Why it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    wrong: Option<ShownWrong>,
    /// The table.
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<String>,
    /// `xlsx`, `csv`, `geojson` or `shp`.
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<&'static str>,
    /// The sheet that was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<String>,
    /// How many rows came to what.
    #[serde(skip_serializing_if = "Option::is_none")]
    counts: Option<Counts>,
    /// How many facts are to be recorded, or were.
    #[serde(skip_serializing_if = "Option::is_none")]
    facts: Option<usize>,
    /// A reviewer has to send it: everybody would see what its sender may not publish.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    needs_reviewer: bool,
    /// The last position of it, once it is recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<u64>,
    /// Rows, 200 at most.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rows: Vec<ShownRow>,
    /// Whether there are more.
    more: bool,
}

/// How many rows came to what.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Counts {
    /// New records.
    added: usize,
    /// Records of which something changes.
    changed: usize,
    /// Records of which nothing does.
    unchanged: usize,
    /// Rows that cannot be recorded.
    refused: usize,
    /// Positions to be looked at.
    flagged: usize,
}

/// A row.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShownRow {
    /// Its number in the file.
    row: u32,
    /// The key of its record.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    key: Option<shared::Key>,
    /// What came of it.
    outcome: &'static str,
    /// What changes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<ShownChange>,
    /// What is wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    wrong: Vec<ShownWrong>,
    /// Where its position comes to lie.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<ShownPlace>,
}

/// A cell that changes.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShownChange {
    /// Its column.
    column: String,
    /// What stood there.
    from: String,
    /// What is to stand there.
    to: String,
}

/// What is wrong, and where.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShownWrong {
    /// The cell, such as `F12`.
    #[serde(skip_serializing_if = "String::is_empty")]
    cell: String,
    /// The heading of its column.
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<String>,
    /// The name by which programs know it.
    slug: &'static str,
    /// What is wrong, and how to mend it.
    words: String,
}

/// Where a position comes to lie.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShownPlace {
    /// As given: longitude, latitude.
    given: [f64; 2],
    /// In WGS 84.
    placed: [f64; 2],
    /// How far it was moved to the east and to the north, m.
    shift_m: [i64; 2],
    /// The region it is said to lie in.
    #[schema(value_type = String)]
    claimed: RegionCode,
    /// What to look at.
    #[serde(skip_serializing_if = "Option::is_none")]
    warning: Option<String>,
}

/// What is told of a file, as JSON.
pub fn told(import: &Import, rows: Rows, lang: Lang) -> Vec<u8> {
    let mut shown = Shown { id: import.id.clone(), percent: 100, ..Shown::default() };
    match import.state() {
        State::Reading => {
            shown.state = "reading";
            shown.percent = import.progress.percent().min(99);
        }
        State::Failed(wrong) => {
            shown.state = "failed";
            shown.wrong = Some(ShownWrong {
                column: None,
                slug: wrong.fault.slug(),
                words: wrong.fault.word(lang),
                cell: wrong.cell,
            });
        }
        State::Recorded { position, facts } => {
            shown.state = "recorded";
            shown.position = Some(position);
            shown.facts = Some(facts);
        }
        State::Ready(preview) => {
            shown.state = "ready";
            fill(&mut shown, &preview, rows, lang);
        }
    }
    serde_json::to_vec(&shown).expect("what is told holds only strings and finite numbers")
}

fn fill(shown: &mut Shown, preview: &Preview, rows: Rows, lang: Lang) {
    shown.table = Some(preview.question.table.to_string());
    shown.form = Some(match preview.form {
        GivenForm::Workbook => "xlsx",
        GivenForm::Lines => "csv",
        GivenForm::Features => "geojson",
        GivenForm::Shapes => "shp",
    });
    shown.sheet = Some(preview.sheet.clone()).filter(|name| !name.is_empty());
    shown.facts = Some(preview.facts.len());
    shown.needs_reviewer = preview.waits;
    let [added, changed, unchanged, refused] = ALL.map(|outcome| preview.count(outcome));
    shown.counts = Some(Counts { added, changed, unchanged, refused, flagged: preview.flagged() });
    let is_flagged = |row: &Seen| row.placed.is_some_and(|p| p.moved.placement.is_suspect());
    let mut wanted: Vec<&Seen> = match rows.rows {
        Some(Only::Of(outcome)) => preview.rows.iter().filter(|row| row.outcome == outcome).collect(),
        Some(Only::Flagged) => preview.rows.iter().filter(|row| is_flagged(row)).collect(),
        None => preview.rows.iter().filter(|row| row.outcome != Outcome::Unchanged).collect(),
    };
    if rows.rows.is_none() {
        wanted.sort_by_key(|row| match row.outcome {
            Outcome::Refused => 0,
            _ if is_flagged(row) => 1,
            Outcome::Changed => 2,
            _ => 3,
        });
    }
    shown.more = wanted.len() > rows.skip + PAGE;
    shown.rows = wanted.into_iter().skip(rows.skip).take(PAGE).map(|seen| row(seen, preview, lang)).collect();
}

fn row(seen: &Seen, preview: &Preview, lang: Lang) -> ShownRow {
    let columns = preview.question.table.columns();
    let changes = seen.changes.iter().filter_map(|change| {
        let column = columns.get(change.column)?;
        Some(ShownChange {
            column: column.label(lang),
            from: said(column, &change.from, lang),
            to: said(column, &change.to, lang),
        })
    });
    // Of a new record everything is new: its first cells tell which it is.
    let shown = if seen.outcome == Outcome::Added { 6 } else { 40 };
    ShownRow {
        row: seen.row,
        key: seen.key,
        outcome: slug(seen.outcome),
        changes: changes.take(shown).collect(),
        wrong: seen.wrong.iter().map(|w| wrong(w, preview, lang)).collect(),
        place: seen.placed.as_ref().map(|placed| place(placed, lang)),
    }
}

fn wrong(wrong: &Wrong, preview: &Preview, lang: Lang) -> ShownWrong {
    let column = wrong.column.and_then(|at| preview.question.table.columns().get(at));
    ShownWrong {
        cell: wrong.cell.clone(),
        column: column.map(|c| c.label(lang)),
        slug: wrong.fault.slug(),
        words: wrong.fault.word(lang),
    }
}

fn place(placed: &Placed, lang: Lang) -> ShownPlace {
    let moved = &placed.moved;
    ShownPlace {
        given: [moved.given.lon(), moved.given.lat()],
        placed: [moved.placed.lon(), moved.placed.lat()],
        shift_m: [moved.shift.east.round() as i64, moved.shift.north.round() as i64],
        claimed: placed.claimed,
        warning: placed.warning().map(|fault| fault.word(lang)),
    }
}
