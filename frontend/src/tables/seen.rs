//! What a file would change, as far as it is known: how many rows, which, and why some cannot be recorded.

use super::{Change, Counts, Place, Row, Sent, Tables, Wrong};
use crate::prelude::*;
use leptos::task::spawn_local;
use shared::Lang;
use shared::words::DeskWord;

/// What is shown of a file that was sent.
pub(super) fn shown(tables: Tables, lang: Lang) -> View {
    let mut view = View::new();
    if let Some(words) = tables.trouble.get() {
        view.add(view! { <p class="login-trouble" role="alert">{words}</p> });
    }
    let Some(sent) = tables.sent.get() else { return view };
    view.add(match sent.state.as_str() {
        "reading" => reading(tables, sent.percent, lang),
        "failed" => failed(tables, &sent, lang),
        "recorded" => {
            let words =
                DeskWord::DeskTablesRecorded.with(lang, &[("n", &sent.facts.unwrap_or(0).to_string())]);
            view! { <p class="tables-done" role="status">{words}</p> }
        }
        _ => ready(tables, &sent, lang),
    });
    view
}

fn reading(tables: Tables, percent: u32, lang: Lang) -> View {
    let words = DeskWord::DeskTablesReading.with(lang, &[("n", &percent.to_string())]);
    view! {
        <p class="tables-row">
            <progress max="100" value=percent.to_string() aria-label=words.clone()></progress>
            <span>{words}</span>
            <button type="button" class="link" on:click=move |_| tables.forget()>{DeskWord::DeskTablesCancel.text(lang)}</button>
        </p>
    }
}

fn failed(tables: Tables, sent: &Sent, lang: Lang) -> View {
    let wrong = sent.wrong.as_ref().map(|wrong| said(wrong, lang));
    view! {
        <p class="login-trouble" role="alert">{wrong}" "
            <button type="button" class="link" on:click=move |_| tables.forget()>{DeskWord::DeskTablesClose.text(lang)}</button>
        </p>
    }
}

/// A cell and what is wrong with it.
fn said(wrong: &Wrong, lang: Lang) -> View {
    let place = match (wrong.cell.as_str(), &wrong.column) {
        ("", None) => String::new(),
        ("", Some(column)) => format!("{column}: "),
        (cell, None) => format!("{cell}: "),
        (cell, Some(column)) if lang == Lang::Zh => format!("{cell}（{column}）："),
        (cell, Some(column)) => format!("{cell} ({column}): "),
    };
    view! { <b class="tables-cell">{place}</b>{wrong.words.clone()} }
}

fn ready(tables: Tables, sent: &Sent, lang: Lang) -> View {
    let Some(counts) = sent.counts else { return View::new() };
    let say = move |word: DeskWord| word.text(lang);
    let is_empty = counts.added + counts.changed == 0;
    let needs_reviewer = sent.needs_reviewer;
    let sheet = sent.sheet.as_ref().map(|sheet| format!("{sheet} · "));
    let rows: Vec<View> = sent.rows.iter().map(|one| row(one, lang)).collect();
    let more = sent.more.then(|| view! { <p class="quiet">{say(DeskWord::DeskTablesMore)}</p> });
    let accept = (counts.flagged > 0 && counts.refused == 0).then(|| {
        let words = DeskWord::DeskTablesAccept.with(lang, &[("n", &counts.flagged.to_string())]);
        let toggle = move |_| tables.accepted.update(|accepted| *accepted = !*accepted);
        view! { <label class="tables-accept"><input type="checkbox" on:change=toggle />{words}</label> }
    });
    let is_closed = move || {
        let unaccepted = counts.flagged > 0 && !tables.accepted.get();
        counts.refused > 0 || is_empty || needs_reviewer || unaccepted || tables.busy.get()
    };
    let why = if counts.refused > 0 {
        say(DeskWord::DeskTablesMend)
    } else if is_empty {
        say(DeskWord::DeskTablesNothing)
    } else if needs_reviewer {
        say(DeskWord::DeskTablesReviewer)
    } else {
        ""
    };
    let facts = DeskWord::DeskTablesRecord.with(lang, &[("n", &sent.facts.unwrap_or(0).to_string())]);
    view! {
        <div class="tables-seen">
            <p class="tables-row">{sheet}{chips(tables, counts, lang)}</p>
            {(!rows.is_empty()).then(|| table(rows, lang))}
            {more}
            {accept}
            <p class="tables-row">
                <button type="button" class="button primary" disabled=is_closed on:click=move |_| tables.record()>{facts}</button>
                <button type="button" class="link" on:click=move |_| tables.forget()>{say(DeskWord::DeskTablesDrop)}</button>
                <span class="quiet">{why}</span>
            </p>
        </div>
    }
}

/// How many rows came to what; each shows its rows alone.
fn chips(tables: Tables, counts: Counts, lang: Lang) -> View {
    let all = [
        ("refused", DeskWord::DeskTablesRefused, counts.refused),
        ("flagged", DeskWord::DeskTablesFlagged, counts.flagged),
        ("added", DeskWord::DeskTablesAdded, counts.added),
        ("changed", DeskWord::DeskTablesChanged, counts.changed),
        ("unchanged", DeskWord::DeskTablesUnchanged, counts.unchanged),
    ];
    let mut view = View::new();
    for (name, word, count) in all {
        let words = word.with(lang, &[("n", &count.to_string())]);
        let show = move |_| {
            let only = if tables.only.with_untracked(|only| only == name) { "" } else { name };
            tables.only.set(only.to_owned());
            spawn_local(tables.look(only));
        };
        view.add(view! {
            <button type="button" class="tables-chip" data-outcome=name disabled=count == 0 aria-pressed=move || if tables.only.with(|only| only == name) { "true" } else { "false" } on:click=show>{words}</button>
        });
    }
    view
}

fn table(rows: Vec<View>, lang: Lang) -> View {
    let say = move |word: DeskWord| word.text(lang);
    view! {
        <table class="chart-table tables-table">
            <thead><tr>
                <th scope="col">{say(DeskWord::DeskTablesRow)}</th>
                <th scope="col">{say(DeskWord::DeskFieldKey)}</th>
                <th scope="col">{say(DeskWord::DeskTablesOutcome)}</th>
                <th scope="col">{say(DeskWord::DeskTablesWhat)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(row: &Row, lang: Lang) -> View {
    let outcome = match row.outcome.as_str() {
        "refused" => DeskWord::DeskTablesIsRefused,
        "added" => DeskWord::DeskTablesIsAdded,
        "changed" => DeskWord::DeskTablesIsChanged,
        _ => DeskWord::DeskTablesIsUnchanged,
    };
    let mut what = View::new();
    for wrong in &row.wrong {
        what.add(view! { <p class="tables-wrong">{said(wrong, lang)}</p> });
    }
    if let Some(Place { shift_m: (east, north), warning }) = &row.place {
        if (*east, *north) != (0.0, 0.0) {
            let (east, north) = (east.to_string(), north.to_string());
            let words = DeskWord::DeskTablesShift.with(lang, &[("east", &east), ("north", &north)]);
            what.add(view! { <p class="quiet">{words}</p> });
        }
        if let Some(warning) = warning {
            what.add(view! { <p class="tables-flag">"⚑ "{warning.clone()}</p> });
        }
    }
    let changes: Vec<View> = row
        .changes
        .iter()
        .map(|Change { column, from, to }| match row.outcome.as_str() {
            "added" => view! { <span class="tables-change">{column.clone()}" "<b>{to.clone()}</b></span> },
            _ => view! { <span class="tables-change">{column.clone()}" "<s>{from.clone()}</s>" → "<b>{to.clone()}</b></span> },
        })
        .collect();
    if !changes.is_empty() && row.wrong.is_empty() {
        what.add(view! { <p>{changes}</p> });
    }
    view! {
        <tr data-outcome=row.outcome.clone()>
            <td>{row.row}</td>
            <th scope="row">{row.key.map(|key| key.to_string())}</th>
            <td>{outcome.text(lang)}</td>
            <td>{what}</td>
        </tr>
    }
}
