//! The board (台账): projects and targets, late first, each with its light and one sentence of why.

mod line;
mod written;

use crate::prelude::*;
use shared::chart::{Colour, Grouping, Row};
use shared::fact::rule::{BoardColumn, BoardField};
use shared::{Lang, Word};

use super::filters::choose_light;
use super::say;
use super::state::State;
use written::{Look, Shape, Written};

/// Rows that are written out at first, as many as a sheet of paper has room for; more on demand.
const FIRST: usize = 18;
/// Columns that there is room for beside the other parts.
const NARROW: [BoardField; 4] = [BoardField::Physical, BoardField::Next, BoardField::Unit, BoardField::Why];

/// Which records the board lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Listed {
    /// Projects.
    Projects,
    /// Targets.
    Targets,
}

/// The board.
#[component]
pub fn Board() -> impl IntoView {
    let state = State::here();
    let scene = state.scene;
    let listed = RwSignal::new(Listed::Projects);
    let most = RwSignal::new(FIRST);
    let is_wide = RwSignal::new(false);
    let widen = move || {
        let lang = scene.lang.get();
        let word = if is_wide.get() { Word::BoardNarrow } else { Word::BoardWide };
        state.is_official.get().then(|| {
            view! { <button type="button" class="link" on:click=move |_| is_wide.set(!is_wide.get_untracked())>{word.text(lang)}</button> }
        })
    };
    let lights = Memo::new(move || state.with(|chart| chart.lights(state.selection())).unwrap_or_default());
    let counts = move || {
        let lang = scene.lang.get();
        if !state.is_official.get() {
            return Vec::new();
        }
        let counts = Colour::ALL.into_iter().enumerate().map(|(at, colour)| {
            let choose = move |_| choose_light(state, colour);
            let chosen = move || (state.selection().light == Some(colour)).to_string();
            let count = move || lights.with(|lights| lights.get(at).copied().unwrap_or(0));
            view! {
                <button type="button" class="light-count" aria-pressed=chosen on:click=choose>
                    {say::light_sign(colour)}{say::light(colour).text(lang)}" "<b>{count}</b>
                </button>
            }
        });
        counts.collect::<Vec<_>>()
    };
    let grouping = Memo::new(move || scene.chosen.get().grouping);
    let board = Memo::new(move || {
        if !state.is_official.get() {
            return None;
        }
        let (lang, grouping) = (scene.lang.get(), grouping.get());
        let selection = state.selection();
        let (limit, kind) = (most.get(), listed.get());
        state.with(|chart| {
            let rows = match kind {
                Listed::Projects => chart.project_rows(selection),
                Listed::Targets => chart.target_rows(selection),
            };
            let count = rows.len();
            let mut columns = columns(chart, kind);
            if !is_wide.get() {
                columns.retain(|column| NARROW.contains(&column.field));
            }
            let groups = chart.grouped(rows, grouping);
            state.world(|world| {
                let look = Look { world, lang, chain: chart.asked.chain, grouping, day: chart.day };
                Written::of(&look, &groups, columns, limit, count)
            })
        })
    });
    let shape = Memo::new(move || board.with(|board| board.as_ref().map(|board| board.shape.clone())));
    let left = Memo::new(move || board.with(|board| board.as_ref().map_or(0, |board| board.left)));
    let content = move || {
        let lang = scene.lang.get();
        if !state.is_official.get() {
            return super::office::closed(state, lang);
        }
        Some(table(state, &shape.get()?, board, lang))
    };
    let more = move || {
        (left.get() > 0).then(|| {
            let show = move |_| most.update(|most| *most += 200);
            let words = Word::BoardMore.with(scene.lang.get(), &[("n", &left.get().to_string())]);
            view! { <button type="button" class="link" on:click=show>{words}</button> }
        })
    };
    view! {
        <section class="chart-board" class:wide=move || is_wide.get() aria-label=move || scene.say(Word::BoardTitle)>
            <header class="chart-head">
                <h3>{move || scene.say(Word::BoardTitle)}</h3>
                <p class="finding">{move || scene.say(Word::BoardAbout)}</p>
                {move || state.is_official.get().then(|| switches(state, listed, grouping.get()))}
                {widen}
                <span class="gap"></span>
                {counts}
            </header>
            <div class="board-body">{content}{more}</div>
            <p class="paper-note">{move || scene.say(Word::BoardPaper)}</p>
        </section>
    }
}

fn switches(state: State, listed: RwSignal<Listed>, chosen: Grouping) -> View {
    let lang = state.scene.lang.get();
    let now = listed.get();
    let kinds = [(Listed::Projects, Word::BoardProjects), (Listed::Targets, Word::BoardTargets)].map(|(kind, word)| {
        view! {
            <button type="button" aria-pressed=(now == kind).to_string() on:click=move |_| listed.set(kind)>{word.text(lang)}</button>
        }
    });
    let options = Grouping::ALL.into_iter().map(|grouping| {
        let word = match grouping {
            Grouping::None => Word::GroupNone,
            Grouping::Stage => Word::ChartStage,
            Grouping::Park => Word::ChartPark,
            Grouping::Unit => Word::GroupUnit,
            Grouping::Person => Word::ChartPerson,
        };
        view! { <option value=grouping.slug() selected=grouping == chosen>{word.text(lang)}</option> }
    });
    let group = move |event: web_sys::Event| {
        let value = event_target_value(&event);
        if let Some(grouping) = Grouping::ALL.into_iter().find(|grouping| grouping.slug() == value) {
            state.change(|chosen| chosen.grouping = grouping);
        }
    };
    view! {
        <div class="segmented" role="group">{kinds.into_iter().collect::<Vec<_>>()}</div>
        <label class="chart-select"><span class="label">{Word::GroupLabel.text(lang)}</span><select on:change=group>{options.collect::<Vec<_>>()}</select></label>
    }
}

/// The columns of the board: those that were defined for it, else the usual ones.
fn columns(chart: &shared::chart::Chart, kind: Listed) -> Vec<BoardColumn> {
    let wanted = if kind == Listed::Projects { "projects" } else { "targets" };
    let known = chart.boards.iter().find(|(key, _)| key.as_str() == wanted);
    let fields = [BoardField::Physical, BoardField::Next, BoardField::Unit, BoardField::Why];
    match known {
        Some((_, board)) => board.columns.clone(),
        None => fields.iter().map(|field| BoardColumn { field: *field, name: usual(*field) }).collect(),
    }
}

/// What a column is called where nobody said otherwise.
fn usual(field: BoardField) -> shared::Text {
    let word = match field {
        BoardField::Progress => Word::ColumnProgress,
        BoardField::Investment => Word::ColumnInvestment,
        BoardField::YearPlan => Word::ColumnYear,
        BoardField::Physical => Word::ColumnPhysical,
        BoardField::Problems => Word::ColumnProblems,
        BoardField::Leader => Word::ColumnLeader,
        BoardField::Unit => Word::ColumnUnit,
        BoardField::Person => Word::ColumnPerson,
        BoardField::Next => Word::ColumnNext,
        BoardField::Why => Word::ColumnWhy,
    };
    shared::Text::new(word.text(Lang::Zh), word.text(Lang::En))
}

/// The table stays while its shape does; what its rows say follows the board.
fn table(state: State, shape: &Shape, board: Memo<Option<Written>>, lang: Lang) -> View {
    let heads = shape.columns.iter().map(|column| {
        // A language that was not learned has no words: the other one's stand in.
        let name = Some(column.name.get(lang)).filter(|name| !name.is_empty()).map(str::to_owned);
        view! { <th scope="col" data-field=field_name(column.field)>{name.unwrap_or_else(|| usual(column.field).get(lang).to_owned())}</th> }
    });
    let mut at = 0;
    let mut bodies = Vec::new();
    for group in &shape.groups {
        let title = group.title.clone().map(|(name, count)| {
            view! {
                <tr class="group-row"><th scope="rowgroup" colspan=shape.columns.len() + 2>{name}" "<span class="quiet">{count.to_string()}</span></th></tr>
            }
        });
        let rows = (at..at + group.lines).map(|at| {
            let line = Memo::new(move || board.with(|board| board.as_ref()?.lines.get(at).cloned()));
            line::row(state, line, &shape.columns, lang)
        });
        bodies.push(view! { <tbody>{title}{rows.collect::<Vec<_>>()}</tbody> });
        at += group.lines;
    }
    if bodies.is_empty() {
        return view! { <p class="quiet">{Word::BoardEmpty.text(lang)}</p> };
    }
    view! {
        <table class="chart-table board-table">
            <thead><tr><th scope="col"><span class="unseen">{Word::ChartLight.text(lang)}</span></th><th scope="col">{Word::ColumnName.text(lang)}</th>{heads.collect::<Vec<_>>()}</tr></thead>
            {bodies}
        </table>
    }
}

/// The column as the style sheet names it.
fn field_name(field: BoardField) -> &'static str {
    match field {
        BoardField::Progress => "progress",
        BoardField::Investment => "investment",
        BoardField::YearPlan => "year",
        BoardField::Physical => "physical",
        BoardField::Problems => "problems",
        BoardField::Leader => "leader",
        BoardField::Unit => "unit",
        BoardField::Person => "person",
        BoardField::Next => "next",
        BoardField::Why => "why",
    }
}

/// The name of a row's record.
pub fn row_name(row: &Row<'_>, lang: Lang) -> String {
    row.name().map_or_else(String::new, |name| name.get(lang).to_owned())
}
