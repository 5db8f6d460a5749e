//! A row of the board: it stays, and what it says follows.

use crate::prelude::*;
use shared::Lang;
use shared::fact::rule::{BoardColumn, BoardField};

use super::super::state::{Beside, State, toggle};
use super::super::{say, sums};
use super::field_name;
use super::written::{Line, Said};
use crate::scene::{Kind, Subject};

/// What a row says.
type Followed = Memo<Option<Line>>;
/// What a cell says.
type Cell = Memo<Said>;

/// A row.
pub fn row(state: State, line: Followed, columns: &[BoardColumn], lang: Lang) -> View {
    let key = Memo::new(move || line.with(|line| line.as_ref()?.key));
    let colour = Memo::new(move || line.with(|line| line.as_ref().map(|line| line.colour)));
    let said = move |of: fn(&Line) -> &String| {
        line.with(|line| line.as_ref().map(|line| of(line).clone())).unwrap_or_default()
    };
    let is_chosen = move || key.get().is_some() && state.scene.chosen.get().target == key.get();
    let open = move |_| {
        let is_work = line.with_untracked(|line| line.as_ref().is_some_and(|line| line.is_work));
        match key.get_untracked() {
            Some(key) if is_work => state.scene.open(Subject::new(Kind::Project, key)),
            Some(key) => state.show(Beside::Target(key)),
            None => {}
        }
    };
    let sign = move || {
        let colour = colour.get()?;
        Some(view! { {say::light_sign(colour)}<span class="unseen">{say::light(colour).text(lang)}</span> })
    };
    let cells = columns.iter().enumerate().map(|(at, column)| {
        let said = Memo::new(move || {
            line.with(|line| line.as_ref().and_then(|line| line.cells.get(at).cloned())).unwrap_or_default()
        });
        view! { <td data-field=field_name(column.field)>{cell(state, said, column.field)}</td> }
    });
    view! {
        <tr class:chosen=is_chosen hidden=move || key.get().is_none() data-row=move || key.get().map(|key| key.to_string())>
            <td class="light-cell">{sign}</td>
            <th scope="row">
                <button type="button" class="row-button" on:click=open>
                    <b>{move || said(|line| &line.name)}</b>
                    <span class="quiet">{move || said(|line| &line.stage)}</span>
                </button>
            </th>
            {cells.collect::<Vec<_>>()}
        </tr>
    }
}

fn cell(state: State, said: Cell, field: BoardField) -> View {
    let text = move || said.with(|said| said.text.clone());
    let more = move || said.with(|said| said.more.clone());
    match field {
        BoardField::Unit => view! { {text}<span class="quiet line">{more}</span> },
        BoardField::Next => {
            let is_late = move || said.with(|said| said.late);
            view! { {text}<span class="line due" class:late=is_late>{more}</span> }
        }
        BoardField::Why => view! { <b>{more}</b>" "{text} },
        BoardField::Person => {
            let person = Memo::new(move || said.with(|said| said.person));
            let named = move || match person.get() {
                Some(person) => {
                    let choose = move |_| state.choose(|s| toggle(&mut s.person, person));
                    view! { <button type="button" class="row-button" on:click=choose>{text()}</button> }
                }
                None => text().into_view(),
            };
            named.into_view()
        }
        BoardField::Physical => {
            let bar = move || said.with(|said| said.progress).map(|(percent, plan)| progress(percent, plan));
            view! { {bar}<span class="line">{text}</span> }
        }
        BoardField::Progress
        | BoardField::Investment
        | BoardField::YearPlan
        | BoardField::Problems
        | BoardField::Leader => text.into_view(),
    }
}

/// A bar of what there is, with a tick where the plan is.
fn progress(percent: u8, plan: Option<f64>) -> View {
    let width = sums::percent(f64::from(percent));
    let tick = plan.map(|plan| {
        let left = sums::percent(plan);
        view! { <span class="progress-tick" style:left=left></span> }
    });
    view! { <span class="progress" aria-hidden="true"><span class="progress-fill" style:width=width></span>{tick}</span> }
}
