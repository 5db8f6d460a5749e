//! The year's tasks by their lights: goal, measure, person and duty, why the light is what it is, and what came of them.

use crate::prelude::*;
use shared::access::{Action, may};
use shared::agenda::{TaskRow, tasks};
use shared::chart::Colour;
use shared::words::DeskWord;
use shared::{Audience, Day, Lang, RegionCode, Word};

use super::Look;
use super::acts::{Acts, is_again};
use crate::chart::say;
use crate::format::date;
use crate::moment::Moment;

/// The section.
pub fn section(look: Look, moment: Moment, region: Memo<RegionCode>) -> View {
    let acts = Acts::new(look, moment);
    let rows = Memo::new(move || {
        let (day, region) = (moment.today.get(), region.get());
        let preset = look.scene.chosen.get().preset;
        look.feed.world.with(|world| tasks(world, day, region, preset))
    });
    let content = move || {
        look.learned.get();
        let (lang, day, rows) = (look.scene.lang.get(), moment.today.get(), rows.get());
        let open = rows.iter().filter(|row| row.light.is_some()).count();
        let mut view = View::new();
        view.add(view! {
            <div class="agenda-tools">
                <h3>{DeskWord::DeskTasksTitle.text(lang)}" "<span class="quiet">{open}</span></h3>
                {counts(&rows, lang)}
            </div>
        });
        if rows.is_empty() {
            view.add(view! { <p class="quiet">{DeskWord::DeskTasksEmpty.text(lang)}</p> });
            return view;
        }
        let lines = rows.iter().map(|row| line(look, acts, row, day, lang));
        view.add(view! {
            <table class="chart-table agenda-table tasks-table">
                <thead><tr>
                    <th scope="col">{Word::AgendaDue.text(lang)}</th>
                    <th scope="col">{DeskWord::DeskFieldGoal.text(lang)}</th>
                    <th scope="col">{DeskWord::DeskFieldDuty.text(lang)}</th>
                    <th scope="col">{DeskWord::DeskTaskWhy.text(lang)}</th>
                    <th scope="col"><span class="unseen">{Word::KeepActions.text(lang)}</span></th>
                </tr></thead>
                <tbody>{lines.collect::<Vec<_>>()}</tbody>
            </table>
        });
        view
    };
    view! { <section class="agenda-list" id="tasks">{content}</section> }
}

/// How many there are of each light, and how many are done.
fn counts(rows: &[TaskRow], lang: Lang) -> View {
    let mut view = View::new();
    for colour in Colour::ALL {
        let many = rows.iter().filter(|row| row.light.is_some_and(|light| light.colour == colour)).count();
        view.add(view! { <span class="light-count">{say::light_sign(colour)}{say::light(colour).text(lang)}" "<b>{many}</b></span> });
    }
    let done = rows.iter().filter(|row| row.light.is_none()).count();
    view.add(
        view! { <span class="light-count quiet">{DeskWord::DeskTasksDone.text(lang)}" "<b>{done}</b></span> },
    );
    view
}

fn line(look: Look, acts: Acts, row: &TaskRow, day: Day, lang: Lang) -> View {
    let key = row.key;
    let task = &row.task.attributes;
    let person = task.person.map(|person| say::person(person, lang));
    let why = match row.light {
        Some(light) => {
            let told = light.why.map(|why| say::pen(lang).why(why, light.colour));
            view! {
                {say::light_sign(light.colour)}<span class="unseen">{say::light(light.colour).text(lang)}</span>
                " "{told}
            }
        }
        None => {
            let on = row.task.finished.map(|on| date(on, lang));
            view! { {DeskWord::DeskTasksDone.text(lang)}" "{on} }
        }
    };
    let colour = row.light.map_or("done", |light| light.colour.slug());
    let is_late = row.light.is_some() && task.due < day;
    let may_record = may(look.who, Action::Record, Some(task.region), Audience::Officials);
    let act = (row.light.is_some() && may_record).then(|| report(acts, row, day, lang));
    view! {
        <tr data-key=key.to_string() data-light=colour class:late=is_late>
            <td class="agenda-day">{date(task.due, lang)}</td>
            <th scope="row">{task.goal.get(lang).to_owned()}<span class="quiet line">{task.measure.get(lang).to_owned()}</span></th>
            <td>{task.duty.get(lang).to_owned()}<span class="quiet line">{person}</span></td>
            <td class="task-why">{why}</td>
            <td class="agenda-act">{act}</td>
        </tr>
    }
}

/// How far it is, or that it is done.
fn report(acts: Acts, row: &TaskRow, day: Day, lang: Lang) -> View {
    let key = row.key;
    let place = format!("task-{key}");
    let known = row.task.progress.map_or(0, |(_, percent)| percent);
    let percent = RwSignal::new(known.to_string());
    let at = place.clone();
    let send = move |event: web_sys::Event| {
        event.prevent_default();
        let Ok(percent) = percent.get_untracked().trim().parse::<u8>() else { return };
        let text = format!(
            r#"{{"command":"report_task","task":"{key}","percent":{percent},"occurred_on":"{day}"}}"#
        );
        acts.send(&at, text, || ());
    };
    let at = place.clone();
    let finish = move |event: web_sys::MouseEvent| {
        if is_again(&event) {
            return;
        }
        acts.send(&at, format!(r#"{{"command":"finish_task","task":"{key}","occurred_on":"{day}"}}"#), || ());
    };
    view! {
        <form class="agenda-form" on:submit=send>
            <label><span class="unseen">{DeskWord::DeskTaskPercent.text(lang)}</span>
                <input type="number" class="task-percent" min="0" max="100" step="1" required=true value=known.to_string() on:input=move |event: web_sys::Event| percent.set(event_target_value(&event)) />" %"
            </label>
            <button type="submit" class="link" disabled=move || acts.is_busy()>{DeskWord::DeskTaskReport.text(lang)}</button>
            <button type="button" class="link task-finish" disabled=move || acts.is_busy() on:click=finish>{DeskWord::DeskTaskFinish.text(lang)}</button>
            {acts.said(place)}
        </form>
    }
}
