//! Parts of the program that are fetched when somebody first needs them: panels, tables, pictures.
//!
//! The build cuts the client at the functions marked `wasm_split`: what only they reach becomes a file of its own.
//! Whoever opens the map pays for the map; a panel is fetched with the first record, and kept like everything else.
//! Between asking and arriving nothing is shown but the empty place; a part that does not arrive says so in words.

use std::future::Future;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use leptos::task::spawn_local;
use shared::atlas::Atlas;
use shared::search::pinyin::PinyinTable;
use shared::search::{Hit, Index};
use shared::{Lang, Stamp, Word, World};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::map::MapHandle;
use crate::picture::{Saved, Saying};
use crate::prelude::*;
use crate::print::{Paper, Picture};
use crate::scene::Scene;
use crate::search::Hits;

/// What is not there yet.
type Later<T> = Pin<Box<dyn Future<Output = T>>>;
/// A part on its way.
type Coming<T> = Later<Result<T, SplitLoaderError>>;

/// A part that draws something.
#[derive(Clone, Copy)]
pub struct Part {
    fetch: fn() -> Coming<()>,
    draw: fn() -> Coming<View>,
}

/// The panel of a record or a list.
pub const PANEL: Part = Part { fetch: || Box::pin(fetch_panel()), draw: || Box::pin(draw_panel()) };
/// What a phone shows of the region while nothing is chosen.
pub const WELCOME: Part = Part { fetch: || Box::pin(fetch_welcome()), draw: || Box::pin(draw_welcome()) };
/// The map as a table.
pub const TABLE: Part = Part { fetch: || Box::pin(fetch_table()), draw: || Box::pin(draw_table()) };

/// The battle chart.
pub const CHART: Part = Part { fetch: || Box::pin(fetch_chart()), draw: || Box::pin(draw_chart()) };
/// What an official has to see to.
pub const AGENDA: Part = Part { fetch: || Box::pin(fetch_agenda()), draw: || Box::pin(draw_agenda()) };
/// Contacts and notes of a record.
pub const VAULT: Part = Part { fetch: || Box::pin(fetch_vault()), draw: || Box::pin(draw_vault()) };
/// The page where officials sign in.
pub const LOGIN: Part = Part { fetch: || Box::pin(fetch_login()), draw: || Box::pin(draw_login()) };

#[wasm_split(chart, fallible, preload(fetch_chart))]
fn draw_chart() -> Result<View, SplitLoaderError> {
    Ok(crate::chart::Chart {}.draw())
}

#[wasm_split(chart, fallible, preload(fetch_login))]
fn draw_login() -> Result<View, SplitLoaderError> {
    Ok(crate::chart::Login {}.draw())
}

#[wasm_split(desk, fallible, preload(fetch_agenda))]
fn draw_agenda() -> Result<View, SplitLoaderError> {
    Ok(crate::agenda::Agenda {}.draw())
}

#[wasm_split(vault, fallible, preload(fetch_vault))]
fn draw_vault() -> Result<View, SplitLoaderError> {
    Ok(crate::vault::Vault {}.draw())
}

#[wasm_split(panel, fallible, preload(fetch_panel))]
fn draw_panel() -> Result<View, SplitLoaderError> {
    Ok(crate::panels::Panel {}.draw())
}

#[wasm_split(panel, fallible, preload(fetch_welcome))]
fn draw_welcome() -> Result<View, SplitLoaderError> {
    Ok(crate::panels::Welcome {}.draw())
}

#[wasm_split(table, fallible, preload(fetch_table))]
fn draw_table() -> Result<View, SplitLoaderError> {
    Ok(crate::table::Table {}.draw())
}

impl Part {
    /// Draws it, now or when it has arrived.
    pub fn view(self) -> View {
        self.view_after(View::new)
    }

    /// The same, with something in its place until it has arrived.
    pub fn view_after(self, meanwhile: fn() -> View) -> View {
        let scene = Scene::here();
        // Counted up when the part has arrived, or has failed to.
        let tried = RwSignal::new(0u32);
        let failed = RwSignal::new(false);
        let again = move || {
            failed.set(false);
            tried.update(|tries| *tries += 1);
        };
        let place = move || {
            let tries = tried.get();
            if failed.get_untracked() {
                return view! {
                    <div class="absent" role="alert">
                        <p>{scene.say(Word::PartFailed)}</p>
                        <button type="button" class="button" on:click=move |_| again()>{scene.say(Word::OpeningAgain)}</button>
                    </div>
                }
                .into_any();
            }
            let mut coming = (self.fetch)();
            match at_once(coming.as_mut()) {
                Some(_) => at_once((self.draw)().as_mut()).and_then(Result::ok).unwrap_or_default(),
                None => {
                    spawn_local(async move {
                        failed.set(coming.await.is_err());
                        // Set, not updated: the place may be gone by now, and then nobody is told.
                        tried.set(tries + 1);
                    });
                    meanwhile()
                }
            }
        };
        place.into_view()
    }

    /// Asks for it before it is needed: a pointer over a record is about to open it.
    pub fn prefetch(self) {
        let coming = (self.fetch)();
        spawn_local(async move {
            // Asked for again, with words, when it is needed.
            let _known = coming.await;
        });
    }
}

/// What a future gives if it need not wait.
fn at_once<T>(coming: Pin<&mut dyn Future<Output = T>>) -> Option<T> {
    match coming.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

/// Fetches what folds a world anew as it was known at a moment; whether it is there.
pub async fn fetch_earlier() -> bool {
    fetch_known().await.is_ok()
}

/// The world as it was known at a moment; nothing before [`fetch_earlier`].
pub fn earlier(world: &World, known_at: Stamp) -> Option<World> {
    at_once(pin!(fold_known(world, known_at))).and_then(Result::ok)
}

#[wasm_split(known, fallible, preload(fetch_known))]
fn fold_known(world: &World, known_at: Stamp) -> Result<World, SplitLoaderError> {
    Ok(world.as_at(known_at))
}

/// Fetches what finds names; whether it is there.
pub async fn fetch_search() -> bool {
    // Each function of a part knows for itself that it has arrived.
    fetch_names().await.is_ok() && fetch_find().await.is_ok() && fetch_hits().await.is_ok()
}

/// Prepares the names that are searched; nothing before [`fetch_search`].
pub fn names(atlas: &Atlas<'_>, pinyin: Option<&PinyinTable>) -> Option<Index> {
    at_once(pin!(index_names(atlas, pinyin))).and_then(Result::ok)
}

/// The best records for what was typed.
pub fn found(index: &Index, typed: &str, lang: Lang, most: usize) -> Vec<Hit> {
    at_once(pin!(find_names(index, typed, lang, most))).and_then(Result::ok).unwrap_or_default()
}

/// The list of what was found.
pub fn hits(hits: Hits) -> Option<View> {
    at_once(pin!(draw_hits(hits))).and_then(Result::ok)
}

#[wasm_split(search, fallible, preload(fetch_hits))]
fn draw_hits(hits: Hits) -> Result<View, SplitLoaderError> {
    Ok(hits.draw())
}

#[wasm_split(search, fallible, preload(fetch_names))]
fn index_names(atlas: &Atlas<'_>, pinyin: Option<&PinyinTable>) -> Result<Index, SplitLoaderError> {
    Ok(Index::of(atlas, pinyin))
}

#[wasm_split(search, fallible, preload(fetch_find))]
fn find_names(index: &Index, typed: &str, lang: Lang, most: usize) -> Result<Vec<Hit>, SplitLoaderError> {
    Ok(index.find(typed, lang, most))
}

/// The map on the screen, drawn anew for the paper.
pub async fn paper_map(paper: Paper) -> Picture {
    begin_paper(paper).await.ok()?.await
}

#[wasm_split(paper, fallible)]
fn begin_paper(paper: Paper) -> Result<Later<Picture>, SplitLoaderError> {
    Ok(Box::pin(paper.draw()))
}

/// Draws the present view as a picture and saves it; `None` when that is not possible.
pub async fn picture(map: Rc<MapHandle>, saying: Saying, asked: u8) -> Option<Saved> {
    begin_picture(map, saying, asked).await.ok()?.await
}

#[wasm_split(picture, fallible)]
fn begin_picture(
    map: Rc<MapHandle>,
    saying: Saying,
    asked: u8,
) -> Result<Later<Option<Saved>>, SplitLoaderError> {
    Ok(Box::pin(crate::picture::take(map, saying, asked)))
}
