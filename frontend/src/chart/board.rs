//! The board (台账): projects and targets, late first, each with its light and one sentence of why.

use crate::prelude::*;
use shared::chart::{Colour, Group, Grouping, Next, Row};
use shared::fact::rule::{BoardColumn, BoardField};
use shared::{Key, Lang, Word, World};

use super::filters::choose_light;
use super::state::{Beside, State};
use super::{say, sums};
use crate::format::{date, money, trimmed};
use crate::scene::{Kind, Subject};
use crate::tell::node_word;

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
        let chosen = state.selection().light;
        let counts = Colour::ALL.into_iter().zip(lights.get());
        counts
            .map(|(colour, count)| {
                let choose = move |_| choose_light(state, colour);
                view! {
                    <button type="button" class="light-count" aria-pressed=(chosen == Some(colour)).to_string() on:click=choose>
                        {say::light_sign(colour)}{say::light(colour).text(lang)}" "<b>{count.to_string()}</b>
                    </button>
                }
            })
            .collect::<Vec<_>>()
    };
    let content = move || {
        let lang = scene.lang.get();
        if !state.is_official.get() {
            return super::office::closed(state, lang);
        }
        let grouping = scene.chosen.get().grouping;
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
            let table = state.world(|world| {
                let look = Look { state, world, lang, chain: chart.asked.chain, grouping };
                table(&look, &groups, &columns, limit)
            });
            let more = (count > limit).then(|| {
                let show = move |_| most.update(|most| *most += 200);
                let words = Word::BoardMore.with(lang, &[("n", &(count - limit).to_string())]);
                view! { <button type="button" class="link" on:click=show>{words}</button> }
            });
            view! { {table}{more} }
        })
    };
    view! {
        <section class="chart-board" class:wide=move || is_wide.get() aria-label=move || scene.say(Word::BoardTitle)>
            <header class="chart-head">
                <h3>{move || scene.say(Word::BoardTitle)}</h3>
                <p class="finding">{move || scene.say(Word::BoardAbout)}</p>
                {move || state.is_official.get().then(|| switches(state, listed))}
                {widen}
                <span class="gap"></span>
                {counts}
            </header>
            <div class="board-body">{content}</div>
            <p class="paper-note">{move || scene.say(Word::BoardPaper)}</p>
        </section>
    }
}

fn switches(state: State, listed: RwSignal<Listed>) -> View {
    let lang = state.scene.lang.get();
    let now = listed.get();
    let kinds = [(Listed::Projects, Word::BoardProjects), (Listed::Targets, Word::BoardTargets)].map(|(kind, word)| {
        view! {
            <button type="button" aria-pressed=(now == kind).to_string() on:click=move |_| listed.set(kind)>{word.text(lang)}</button>
        }
    });
    let chosen = state.scene.chosen.get().grouping;
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

/// What a row is told from.
struct Look<'w> {
    state: State,
    world: &'w World,
    lang: Lang,
    chain: Key,
    grouping: Grouping,
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

fn table(look: &Look<'_>, groups: &[Group<'_>], columns: &[BoardColumn], limit: usize) -> View {
    let lang = look.lang;
    let heads = columns.iter().map(|column| {
        // A language that was not learned has no words: the other one's stand in.
        let name = Some(column.name.get(lang)).filter(|name| !name.is_empty()).map(str::to_owned);
        view! { <th scope="col" data-field=field_name(column.field)>{name.unwrap_or_else(|| usual(column.field).get(lang).to_owned())}</th> }
    });
    let mut left = limit;
    let mut bodies = Vec::new();
    for group in groups {
        if left == 0 {
            break;
        }
        let title = (look.grouping != Grouping::None).then(|| {
            let name = group_name(look, group);
            view! {
                <tr class="group-row"><th scope="rowgroup" colspan=columns.len() + 2>{name}" "<span class="quiet">{group.rows.len().to_string()}</span></th></tr>
            }
        });
        let rows = group.rows.iter().take(left).map(|row| line(look, row, columns)).collect::<Vec<_>>();
        left -= rows.len();
        bodies.push(view! { <tbody>{title}{rows}</tbody> });
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

fn group_name(look: &Look<'_>, group: &Group<'_>) -> String {
    let key = || group.name.parse::<Key>().ok();
    match look.grouping {
        _ if group.name.is_empty() => Word::GroupUnknown.text(look.lang).to_owned(),
        Grouping::Stage => say::stage(look.world, look.chain, key(), look.lang),
        Grouping::Park => say::park(look.world, key(), look.lang),
        Grouping::Person => key().map(|key| say::person(key, look.lang)).unwrap_or_default(),
        _ => {
            let unit = group.rows.iter().find_map(|row| row.unit());
            unit.map_or_else(|| group.name.clone(), |unit| unit.get(look.lang).to_owned())
        }
    }
}

fn line(look: &Look<'_>, row: &Row<'_>, columns: &[BoardColumn]) -> View {
    let (state, lang) = (look.state, look.lang);
    let light = row.light();
    let stage = say::stage(look.world, look.chain, row.stage(), lang);
    let name = row_name(row, lang);
    let key = row.key();
    let is_chosen = key.is_some() && state.scene.chosen.get().target == key;
    let open = {
        let is_work = matches!(row, Row::Work(_));
        move |_| match key {
            Some(key) if is_work => state.scene.open(Subject::new(Kind::Project, key)),
            Some(key) => state.show(Beside::Target(key)),
            None => {}
        }
    };
    let cells = columns.iter().map(|column| {
        let cell = cell(look, row, column.field);
        view! { <td data-field=field_name(column.field)>{cell}</td> }
    });
    view! {
        <tr class:chosen=is_chosen data-row=key.map(|key| key.to_string())>
            <td class="light-cell">{say::light_sign(light.colour)}<span class="unseen">{say::light(light.colour).text(lang)}</span></td>
            <th scope="row"><button type="button" class="row-button" on:click=open><b>{name}</b><span class="quiet">{stage}</span></button></th>
            {cells.collect::<Vec<_>>()}
        </tr>
    }
}

/// The name of a row's record.
pub fn row_name(row: &Row<'_>, lang: Lang) -> String {
    row.name().map_or_else(String::new, |name| name.get(lang).to_owned())
}

fn cell(look: &Look<'_>, row: &Row<'_>, field: BoardField) -> View {
    let lang = look.lang;
    let dash = || "—".into_view();
    let work = match row {
        Row::Work(work) => Some(*work),
        Row::Target(_) => None,
    };
    let office = match row {
        Row::Target(prospect) => prospect.office.as_deref(),
        Row::Work(_) => None,
    };
    match field {
        BoardField::Progress => match (work.and_then(|work| work.furthest()), row) {
            (Some((node, _)), _) => node_word(node).text(lang).into_view(),
            (None, Row::Target(prospect)) => say::intent(prospect.intent).text(lang).into_view(),
            _ => dash(),
        },
        BoardField::Investment => match work.and_then(|work| work.attributes.invest_wan) {
            Some(wan) => money(wan, lang).into_view(),
            None => dash(),
        },
        BoardField::YearPlan => match work.and_then(|work| work.year) {
            Some((plan, arrived)) => format!("{} / {}", money(arrived, lang), money(plan, lang)).into_view(),
            None => dash(),
        },
        BoardField::Physical => match work.and_then(|work| work.progress) {
            Some((percent, plan)) => progress(percent, plan),
            None => dash(),
        },
        BoardField::Problems => match work.and_then(|work| work.office.as_ref()) {
            Some(office) if !office.problems.is_empty() => {
                let said: Vec<String> = office
                    .problems
                    .keys()
                    .map(|kind| crate::tell::problem_word(*kind).text(lang).to_owned())
                    .collect();
                crate::format::listed(&said, lang).into_view()
            }
            _ => dash(),
        },
        BoardField::Leader => match work.and_then(|work| work.office.as_ref()?.duty.leader) {
            Some(leader) => say::person(leader, lang).into_view(),
            None => office
                .and_then(|office| office.unit.as_ref()?.leader)
                .map_or_else(dash, |leader| say::person(leader, lang).into_view()),
        },
        BoardField::Unit => match row.unit() {
            Some(unit) => {
                let who = row.person().map(|person| say::person(person, lang));
                view! { {unit.get(lang).to_owned()}<span class="quiet line">{who}</span> }
            }
            None => dash(),
        },
        BoardField::Person => match row.person() {
            Some(person) => {
                let state = look.state;
                let choose = move |_| state.choose(|s| super::state::toggle(&mut s.person, person));
                view! { <button type="button" class="row-button" on:click=choose>{say::person(person, lang)}</button> }
            }
            None => dash(),
        },
        BoardField::Next => match row.next() {
            Some(next) => next_cell(look, next),
            None => dash(),
        },
        BoardField::Why => {
            let light = row.light();
            match light.why {
                Some(why) => {
                    view! { <b>{say::light(light.colour).text(lang)}</b>" "{say::why(why, light.colour, lang)} }
                }
                None => Word::WhyNothing.text(lang).into_view(),
            }
        }
    }
}

fn next_cell(look: &Look<'_>, next: Next) -> View {
    let lang = look.lang;
    let is_late = next.due() < look.state.scene.day.get();
    view! {
        {say::next(next).text(lang)}
        <span class="line due" class:late=is_late>{date(next.due(), lang)}</span>
    }
}

/// A bar of what there is, with a tick where the plan is.
fn progress(percent: u8, plan: Option<f64>) -> View {
    let width = sums::percent(f64::from(percent));
    let tick = plan.map(|plan| {
        let left = sums::percent(plan);
        view! { <span class="progress-tick" style:left=left></span> }
    });
    let numbers = match plan {
        Some(plan) => format!("{percent} / {} %", trimmed(plan, 0)),
        None => format!("{percent} %"),
    };
    view! {
        <span class="progress" aria-hidden="true"><span class="progress-fill" style:width=width></span>{tick}</span>
        <span class="line">{numbers}</span>
    }
}
