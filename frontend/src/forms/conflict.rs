//! Two people at once: what the other one recorded since the form was opened, field by field against what stands in it, and
//! what becomes of both: take theirs, keep mine over theirs, or drop mine. Nothing is decided silently.

use std::collections::BTreeMap;

use crate::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Map, Value};
use shared::form::{self, Draft, Form};
use shared::history::Content;
use shared::words::DeskWord;
use shared::{Day, Lang, Stamp};

use super::answer::give_up;
use super::choose::order_word;
use super::filling::Filling;
use super::history::said;
use crate::format::date;
use crate::net;

/// A fact that was recorded meanwhile.
#[derive(Clone, Debug, PartialEq)]
struct Missed {
    kind: String,
    who: Option<String>,
    recorded: String,
    day: Day,
    payload: Map<String, Value>,
}

/// A field in which both differ from what stood there, or one does.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    root: String,
    label: String,
    before: String,
    theirs: String,
    mine: String,
}

/// Which rows keep mine.
type Kept = RwSignal<BTreeMap<String, bool>>;

/// The dialogue.
pub fn view(filling: Filling) -> View {
    let desk = filling.desk;
    let missed = RwSignal::new(Vec::new());
    Effect::new(move |_| {
        // Again when more is recorded while it is looked at.
        desk.feed.world.track();
        filling.missed.track();
        let seen = filling.seen.get();
        let streams = streams(filling);
        spawn_local(async move { missed.set(fetch(seen, &streams).await) });
    });
    let keep: Kept = RwSignal::new(BTreeMap::new());
    let told = move || {
        let lang = desk.scene.lang.get();
        missed.get().into_iter().map(|missed| fact(filling, &missed, lang)).collect::<Vec<View>>()
    };
    let table = move || {
        desk.feed.world.track();
        let lang = desk.scene.lang.get();
        let rows = filling.draft.with(|draft| rows(filling, draft, lang));
        if rows.is_empty() {
            return view! { <p class="quiet">{DeskWord::DeskConflictNothing.text(lang)}</p> };
        }
        let rows: Vec<View> = rows.into_iter().map(|row| line(row, keep, lang)).collect();
        let head = [
            DeskWord::DeskConflictField,
            DeskWord::DeskConflictBefore,
            DeskWord::DeskConflictTheirs,
            DeskWord::DeskConflictMine,
        ];
        let head: Vec<View> = head.map(|word| view! { <th scope="col">{word.text(lang)}</th> }).into();
        view! { <table class="chart-table conflict-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table> }
    };
    let button = move |word: DeskWord, name: &'static str, act: fn(Filling, Kept)| {
        view! { <button type="button" class="button" data-act=name on:click=move |_| act(filling, keep)>{move || word.text(desk.scene.lang.get())}</button> }
    };
    view! {
        <section class="form-conflict" role="alertdialog" aria-labelledby="conflict-title">
            <h4 id="conflict-title">{move || DeskWord::DeskConflictTitle.text(desk.scene.lang.get())}</h4>
            <ul class="conflict-facts">{told}</ul>
            {table}
            <p class="form-buttons">
                {button(DeskWord::DeskConflictTake, "take", |filling, _| take(filling))}
                {button(DeskWord::DeskConflictMerge, "merge", merge)}
                {button(DeskWord::DeskConflictDrop, "drop", |filling, _| give_up(filling))}
            </p>
        </section>
    }
}

/// The records that are looked at: that of the form, and those that the server named.
fn streams(filling: Filling) -> Vec<String> {
    let about = filling.about();
    let mut streams = filling.missed.get_untracked();
    streams.extend(about.key.map(|key| format!("{}/{key}", about.kind)));
    streams
}

async fn fetch(seen: u64, streams: &[String]) -> Vec<Missed> {
    let Ok(page) = net::text(&format!("/api/office/log?after={seen}&limit=10000")).await else {
        return Vec::new();
    };
    let page: Value = serde_json::from_str(&page).unwrap_or_default();
    let text = |event: &Value, name: &str| Some(event.get(name)?.as_str()?.to_owned());
    let missed = |event: &Value| {
        streams.contains(&text(event, "stream")?).then_some(())?;
        Some(Missed {
            kind: text(event, "kind")?,
            who: text(event, "actor"),
            recorded: text(event, "recorded_at")?,
            day: text(event, "occurred_on")?.parse().ok()?,
            payload: event.get("payload")?.as_object()?.clone(),
        })
    };
    page.get("events").and_then(Value::as_array).into_iter().flatten().filter_map(missed).collect()
}

/// A fact in words, with who recorded it and when.
fn fact(filling: Filling, missed: &Missed, lang: Lang) -> View {
    let desk = filling.desk;
    let somebody = DeskWord::DeskConflictSomebody.text(lang);
    let recorded = shared::json::read::<Stamp>(&shared::json::quoted(&missed.recorded));
    let when = recorded.map_or_else(
        |_| missed.recorded.clone(),
        |stamp| {
            let (hour, minute) = stamp.clock();
            format!("{} {hour:02}:{minute:02}", date(stamp.day(), lang))
        },
    );
    let who = missed.who.as_deref().unwrap_or(somebody);
    let by = DeskWord::DeskConflictWho.with(lang, &[("who", who), ("day", &when)]);
    // A correction says what is right now in the shape of the fact that it corrects.
    let is_correction = missed.kind.ends_with(".corrected");
    let kind = if is_correction { text(&missed.payload, "kind") } else { missed.kind.clone() };
    let order = form::order_of(&kind);
    let told = order.and_then(|order| {
        let fields = desk.form(order)?.of_fact(&kind);
        let payload = match missed.payload.get("fact") {
            Some(Value::Object(fact)) if is_correction => fact.clone(),
            _ => missed.payload.clone(),
        };
        let content = Content { day: missed.day, kind: "", payload };
        Some(desk.feed.world.with_untracked(|world| said(world, &fields, &content, lang)))
    });
    let word = match is_correction {
        true => order_word("correct", lang),
        false => order.map_or("", |order| order_word(order, lang)),
    };
    view! { <li><b>{word}</b>" "{date(missed.day, lang)}" "{told}<span class="quiet">" "{by}</span></li> }
}

fn text(of: &Map<String, Value>, name: &str) -> String {
    of.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// What differs, by whole fields: a list is one's or the other's.
fn rows(filling: Filling, mine: &Draft, lang: Lang) -> Vec<Row> {
    let (base, theirs) = (filling.base.get(), filling.present());
    let mut roots: Vec<String> = Vec::new();
    for path in mine.differing(&base).iter().chain(&theirs.differing(&base)) {
        let root = root(path);
        if !roots.iter().any(|known| known == root) {
            roots.push(root.to_owned());
        }
    }
    let about = filling.about();
    let worded = |draft: &Draft, root: &str| {
        let shown =
            filling.desk.feed.world.with_untracked(|world| form::shown(draft, &about.fields, world, lang));
        let of: Vec<String> = shown
            .into_iter()
            .filter(|(path, ..)| self::root(path) == root)
            .map(|(.., value)| value)
            .collect();
        match of.is_empty() {
            // What the fields do not hold: the right day of a correction, its reason.
            true => Some(draft.get(root)).filter(|text| !text.is_empty()).unwrap_or("—").to_owned(),
            false => of.join(" · "),
        }
    };
    let row = |root: String| Row {
        label: form::label(&root, lang),
        before: worded(&base, &root),
        theirs: worded(&theirs, &root),
        mine: worded(mine, &root),
        root,
    };
    roots.into_iter().filter(|root| root != Form::RETRACT && root != Form::REASON).map(row).collect()
}

/// The field that a path belongs to as a whole.
fn root(path: &str) -> &str {
    let whole = path.split('[').next().unwrap_or(path);
    whole.strip_suffix(".zh").or_else(|| whole.strip_suffix(".en")).unwrap_or(whole)
}

fn line(row: Row, keep: Kept, lang: Lang) -> View {
    let Row { root, label, before, theirs, mine } = row;
    let clash = theirs != before && mine != before && theirs != mine;
    // What only one of them changed is taken from whoever did.
    let first = mine != before;
    let choice = |is_mine: bool, value: String, word: DeskWord| {
        let (root, name) = (root.clone(), format!("keep-{root}"));
        let here = root.clone();
        let is_it = keep.with_untracked(|keep| *keep.get(&here).unwrap_or(&first)) == is_mine;
        let choose = move |_: web_sys::Event| {
            keep.update(|keep| {
                keep.insert(root.clone(), is_mine);
            });
        };
        let spoken = format!("{} · {label}: {value}", word.text(lang));
        view! {
            <td><label class="conflict-choice"><input type="radio" name=name checked=is_it aria-label=spoken on:change=choose /><span>{value}</span></label></td>
        }
    };
    let theirs = choice(false, theirs, DeskWord::DeskConflictTheirs);
    let mine = choice(true, mine, DeskWord::DeskConflictMine);
    view! { <tr data-field=root.clone() class:clash=clash><th scope="row">{label.clone()}</th><td class="quiet">{before}</td>{theirs}{mine}</tr> }
}

/// The form as it would be opened now; what stood in it is gone.
pub fn take(filling: Filling) {
    let theirs = filling.present();
    reopen(filling, theirs.clone(), theirs);
}

/// Theirs, and over it what I changed, except where I chose theirs.
fn merge(filling: Filling, keep: Kept) {
    let (theirs, base, mine) =
        (filling.present(), filling.base.get_untracked(), filling.draft.get_untracked());
    let chosen = keep.get_untracked();
    let mut merged = theirs.clone();
    let changed = mine.differing(&base);
    let is_kept = |root: &str| {
        let is_changed = changed.iter().any(|path| self::root(path) == root);
        *chosen.get(root).unwrap_or(&is_changed)
    };
    for path in mine.differing(&theirs) {
        if is_kept(root(&path)) {
            merged.set(&path, mine.get(&path));
        }
    }
    reopen(filling, theirs, merged);
}

/// The form goes on from the world as it is now.
fn reopen(filling: Filling, base: Draft, draft: Draft) {
    let head = filling.desk.feed.world.with_untracked(shared::World::head);
    filling.missed.set(Vec::new());
    filling.restored.set(false);
    filling.once.set(None);
    filling.base.set(base);
    filling.seen.set(head);
    filling.change(|standing| *standing = draft);
}
