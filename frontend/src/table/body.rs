//! Head and rows: a head that sorts, rows that open their record, and the way through them by keyboard.

use crate::prelude::*;
use shared::Word;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::page::{Row, Sign};
use super::view::Reader;
use crate::scene::{Scene, Subject};
use crate::signs::{PortSign, StageSign, Swatch};

/// The head.
#[component]
pub fn Head(reader: Reader) -> impl IntoView {
    let scene = Scene::here();
    let heads = move || {
        let (lang, order) = (scene.lang.get(), reader.order.get());
        let heads = reader.sheet.get().columns().iter().zip(0..).map(|(column, at)| {
            let sorted = (order.column == at).then_some(if order.down { "descending" } else { "ascending" });
            let arrow = sorted.map_or("", |_| if order.down { " ▾" } else { " ▴" });
            let unit = column.unit.map(|unit| view! { <span class="unit">{unit.text(lang)}</span> });
            view! {
                <th scope="col" class:number=column.is_number class:share=column.status.is_some() aria-sort=sorted>
                    <button
                        type="button"
                        class="tight"
                        title=Word::TableSort.text(lang)
                        on:click=move |_| reader.sort(at)
                    >
                        {column.status.map(|status| view! { <Swatch status /> })}
                        <span>{column.head.text(lang)}<span aria-hidden="true">{arrow}</span></span>
                        {unit}
                    </button>
                </th>
            }
        });
        heads.collect::<Vec<_>>()
    };
    view! { <thead><tr>{heads}</tr></thead> }
}

/// The rows of the page, and their sums at the foot.
#[component]
pub fn Body(reader: Reader) -> impl IntoView {
    let scene = Scene::here();
    let body = NodeRef::<Element>::new();
    let rows = move || {
        // Another selection marks another row; it does not write two hundred rows anew.
        let chosen = untrack(|| scene.subject());
        let columns = reader.sheet.get().columns();
        let cells = |row: &Row| {
            let cells = row.cells.iter().zip(columns).skip(1).map(|((sign, text), column)| {
                view! { <td class:number=column.is_number>{drawn(*sign)}{text.clone()}</td> }
            });
            cells.collect::<Vec<_>>()
        };
        let row = |row: &Row| {
            let is_chosen = chosen == Some(row.subject);
            let name = row.cells.first().map(|(_, name)| name.clone());
            view! {
                <tr data-record=row.subject.to_string() aria-current=is_chosen.then_some("true")>
                    <th scope="row"><button type="button" class="link tight">{name}</button></th>
                    {cells(row)}
                </tr>
            }
        };
        reader.page.with(|page| page.rows.iter().map(row).collect::<Vec<_>>())
    };
    Effect::new(move |_| {
        let chosen = scene.subject();
        if let Some(body) = body.get() {
            mark(&body, chosen);
        }
    });
    let empty = move || {
        let columns = reader.sheet.get().columns().len();
        reader.page.with(|page| page.total == 0).then(|| {
            view! { <tr class="table-empty"><td colspan=columns>{scene.say(Word::TableEmpty)}</td></tr> }
        })
    };
    let sums = move || {
        let sums = reader.page.with(|page| page.sums.clone());
        sums.iter().any(|sum| !sum.is_empty()).then(|| {
            let rest = sums.into_iter().skip(1).map(|sum| view! { <td class="number">{sum}</td> });
            view! {
                <tr>
                    <th scope="row">{scene.say(Word::TableTotal)}</th>
                    {rest.collect::<Vec<_>>()}
                </tr>
            }
        })
    };
    view! {
        <tbody
            node_ref=body
            on:click=move |event| {
                if let Some(subject) = event.target().and_then(|target| record_at(&target)) {
                    scene.open(subject);
                }
            }
            on:keydown=move |event| step(&event)
        >
            {rows}
            {empty}
        </tbody>
        <tfoot>{sums}</tfoot>
    }
}

fn drawn(sign: Sign) -> Option<AnyView> {
    match sign {
        Sign::None => None,
        Sign::Status(status) => Some(view! { <Swatch status /> }.into_any()),
        Sign::Stage(stage) => Some(view! { <StageSign stage /> }.into_any()),
        Sign::Port(status) => Some(view! { <PortSign status=Some(status) /> }.into_any()),
    }
}

/// Marks the row of a record, and no other.
fn mark(body: &Element, chosen: Option<Subject>) {
    let row = |selector: &str| body.query_selector(selector).ok().flatten();
    // Both attributes are well formed: a browser refuses neither.
    if let Some(before) = row("tr[aria-current]") {
        let _gone = before.remove_attribute("aria-current");
    }
    if let Some(now) = chosen.and_then(|subject| row(&format!("tr[data-record='{subject}']"))) {
        let _set = now.set_attribute("aria-current", "true");
    }
}

/// The record of the row in which something was clicked.
fn record_at(target: &web_sys::EventTarget) -> Option<Subject> {
    let row = target.dyn_ref::<Element>()?.closest("tr[data-record]").ok()??;
    row.get_attribute("data-record")?.parse().ok()
}

/// Arrow keys go from row to row, Home and End to the first and the last of the page.
fn step(event: &KeyboardEvent) {
    let row = || event.target()?.dyn_ref::<Element>()?.closest("tr").ok()?;
    let Some(row) = row() else { return };
    let next = match event.key().as_str() {
        "ArrowDown" => row.next_element_sibling(),
        "ArrowUp" => row.previous_element_sibling(),
        "Home" => row.parent_element().and_then(|body| body.first_element_child()),
        "End" => row.parent_element().and_then(|body| body.last_element_child()),
        _ => return,
    };
    event.prevent_default();
    let button = next.and_then(|row| row.query_selector("button").ok()?);
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        // A button that is in the page takes the focus.
        let _taken = button.focus();
    }
}
