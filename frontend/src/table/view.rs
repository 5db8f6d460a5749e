//! The table over the map: which kind of record, what is listed, the rows, and the pages.

use crate::prelude::*;
use shared::{Lang, Word};

use super::body::{Body, Head};
use super::choice::Choice;
use super::page::{Order, Page, SIZE, Wish};
use super::sheet::Sheet;
use crate::format::{date, grouped};
use crate::ground::Ground;
use crate::header::scope_name;
use crate::legend::view_of;
use crate::record::Record;
use crate::scene::Scene;

/// The signals of the table.
#[derive(Clone, Copy)]
pub struct Reader {
    /// The kind of record.
    pub sheet: RwSignal<Sheet>,
    /// In which order.
    pub order: RwSignal<Order>,
    /// Which page, from 0.
    pub number: RwSignal<usize>,
    /// The page.
    pub page: Memo<Page>,
}

/// Every map view as a table. Shown while `scene.table` is set, or where there is no map.
#[component]
pub fn Table() -> impl IntoView {
    let (scene, record) = (Scene::here(), Record::here());
    let reader = reader(scene);
    let section = NodeRef::<web_sys::HtmlElement>::new();
    Effect::new(move |_| {
        if let Some(section) = section.get() {
            show_chosen(&section);
        }
    });
    view! {
        <section class="table-view" aria-label=move || scene.say(Word::TableLabel)>
            <Choice reader />
            <div class="table-scroll" id="table-panel" role="tabpanel" aria-labelledby=move || tab_id(reader.sheet.get()) node_ref=section>
                <table>
                    <caption>{move || caption(scene, record, reader)}</caption>
                    <Head reader />
                    <Body reader />
                </table>
            </div>
            <Pages reader />
        </section>
    }
}

/// The id of a sheet's tab.
pub fn tab_id(sheet: Sheet) -> String {
    format!("table-tab-{}", sheet.slug())
}

fn reader(scene: Scene) -> Reader {
    let (record, ground) = (Record::here(), Ground::here());
    let chosen = scene.opened.with_untracked(|_| untrack(|| scene.subject()));
    let sheet = RwSignal::new(chosen.and_then(Sheet::of).unwrap_or(Sheet::Units));
    let order = RwSignal::new(Order::default());
    let number = RwSignal::new(0);
    // The page of the selected record comes first; after that the reader turns the pages.
    let with = StoredValue::new(chosen);
    let page = Memo::new(move || {
        let scope = scene.scope.get();
        let wish = Wish {
            sheet: sheet.get(),
            scope,
            view: scope.in_view.then(|| scene.camera.track()).and_then(|()| view_of(ground)),
            shown: scene.shown.get(),
            lang: scene.lang.get(),
            order: order.get(),
            page: number.get(),
            with: with.get_value(),
        };
        let day = scene.day.get();
        record.with(|world| Page::read(world.atlas(day), &wish))
    });
    number.set(page.with_untracked(|page| page.number));
    with.set_value(None);
    Reader { sheet, order, number, page }
}

impl Reader {
    /// Turns to a sheet, in its usual order.
    pub fn turn_to(self, sheet: Sheet) {
        if self.sheet.get_untracked() != sheet {
            self.order.set(Order::default());
            self.number.set(0);
            self.sheet.set(sheet);
        }
    }

    /// Sorts by a column; by the same one the other way.
    pub fn sort(self, column: usize) {
        self.number.set(0);
        self.order.update(|order| {
            order.down = order.column == column && !order.down;
            order.column = column;
        });
    }
}

/// What is listed: kind, place, day, how many, and what is left out.
fn caption(scene: Scene, record: Record, reader: Reader) -> String {
    let (lang, scope) = (scene.lang.get(), scene.scope.get());
    let kind = reader.sheet.get().word().text(lang);
    let day = date(scene.day.get(), lang);
    let (total, hidden) = reader.page.with(|page| (page.total, page.hidden));
    let place = record.with(|world| scope_name(world, scope, lang));
    let n = grouped(total as i64);
    let values = [("kind", kind), ("place", place.as_str()), ("day", day.as_str()), ("n", n.as_str())];
    let word = if scope.in_view { Word::TableCaptionView } else { Word::TableCaption };
    let mut text = word.with(lang, &values);
    if let Some(known) = scene.known_on.get() {
        text.push_str(&Word::TableKnown.with(lang, &[("day", &date(known, lang))]));
    }
    text.push_str(if lang == Lang::Zh { "。" } else { ". " });
    if hidden > 0 {
        text.push_str(&Word::TableHidden.with(lang, &[("n", &grouped(hidden as i64))]));
    }
    text
}

/// Brings the selected row into view.
fn show_chosen(section: &web_sys::HtmlElement) {
    if let Ok(Some(row)) = section.query_selector("tr[aria-current]") {
        row.scroll_into_view_with_bool(false);
    }
}

#[component]
fn Pages(reader: Reader) -> impl IntoView {
    let scene = Scene::here();
    let place = Memo::new(move || {
        reader.page.with(|page| (page.number, page.total.saturating_sub(1) / SIZE, page.total))
    });
    let range = move || {
        let (number, _, total) = place.get();
        let from = (number * SIZE + 1).min(total);
        let to = ((number + 1) * SIZE).min(total);
        let [from, to, n, size] = [from, to, total, SIZE].map(|n| grouped(n as i64));
        Word::TableRange.with(scene.lang.get(), &[("from", &from), ("to", &to), ("n", &n), ("size", &size)])
    };
    let button = move |word: Word, sign: &'static str, to: fn(usize, usize) -> usize| {
        let target = move || {
            let (number, last, _) = place.get();
            to(number, last)
        };
        view! {
            <button
                type="button"
                class="button"
                aria-label=move || scene.say(word)
                title=move || scene.say(word)
                disabled=move || target() == place.get().0
                on:click=move |_| reader.number.set(untrack(target))
            >
                {sign}
            </button>
        }
    };
    view! {
        <div class="table-foot">
            <p class="quiet" role="status">{range}</p>
            <p class="quiet">{move || scene.say(Word::TableMissing)}</p>
            <nav class="table-pages" hidden=move || place.get().1 == 0 aria-label=move || scene.say(Word::TablePages)>
                {button(Word::TableFirst, "«", |_, _| 0)}
                {button(Word::TablePrevious, "‹", |number, _| number.saturating_sub(1))}
                <span>{move || { let (number, last, _) = place.get(); format!("{} / {}", number + 1, last + 1) }}</span>
                {button(Word::TableNext, "›", |number, last| (number + 1).min(last))}
                {button(Word::TableLast, "»", |_, last| last)}
            </nav>
        </div>
    }
}
