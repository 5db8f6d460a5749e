//! What is recorded of a record, newest day first: each fact with the way to put it right, what was wrong struck through.

use crate::prelude::*;
use shared::form::{self, Draft, Field};
use shared::history::{Change, Content, Event, history};
use shared::words::DeskWord;
use shared::{Key, Lang, Word, World};

use super::Desk;
use super::choose::order_word;
use crate::format::date;
use crate::tell::source_name;

/// Fields of a fact that are told before "more".
const FEW: usize = 5;

/// The history.
pub fn view(desk: Desk, kind: String, key: Key) -> View {
    let events = Memo::new(move || {
        let mut events = desk.with_world(|world| history(world, &kind, key));
        let day = |event: &Event| event.content().map(|content| content.day);
        shared::order::sort_by(&mut events, |a, b| day(b).cmp(&day(a)).then(b.version.cmp(&a.version)));
        (format!("{kind}/{key}"), events)
    });
    let list = move || {
        let lang = desk.scene.lang.get();
        let (record, events) = events.get();
        let may_correct = desk.who.get().records();
        let lines = desk.feed.world.with_untracked(|world| {
            let line = |event: &Event| line(desk, world, &record, event, may_correct, lang);
            events.iter().filter_map(line).collect::<Vec<View>>()
        });
        view! {
            <h3>{DeskWord::DeskFormHistory.text(lang)}" "<span class="quiet">{events.len()}</span></h3>
            <ol class="form-history">{lines}</ol>
        }
    };
    list.into_view()
}

fn line(
    desk: Desk,
    world: &World,
    record: &str,
    event: &Event,
    may_correct: bool,
    lang: Lang,
) -> Option<View> {
    let content = event.content()?;
    let order = form::order_of(content.kind)?;
    let fields = desk.form(order)?.of_fact(content.kind);
    let is_gone = event.stands.is_none();
    let source = source_name(&event.source, lang);
    let recorded = date(event.recorded_at.day(), lang);
    let origin = DeskWord::DeskFormRecordedOn.with(lang, &[("source", &source), ("day", &recorded)]);
    let changes = event.changes.iter().map(|change| changed(world, &fields, change, lang));
    let (record, version) = (record.to_owned(), event.version.to_string());
    let name = version.clone();
    let correct = may_correct.then(|| {
        view! { <button type="button" class="link" on:click=move |_| desk.go(&record, &version)>{DeskWord::DeskFormCorrect.text(lang)}</button> }
    });
    let told = said(world, &fields, content, lang);
    let what = view! { <b>{order_word(order, lang)}</b>" "{told} };
    let what = if is_gone {
        view! { <s>{what}</s> }
    } else {
        what
    };
    Some(view! {
        <li data-version=name class:gone=is_gone>
            <time datetime=content.day.to_string()>{date(content.day, lang)}</time>
            <div>
                <p>{what}</p>
                {changes.collect::<Vec<_>>()}
                <p class="quiet form-origin">{origin}" "{correct}</p>
            </div>
        </li>
    })
}

/// What a fact says, field by field.
pub fn said(world: &World, fields: &[Field], content: &Content, lang: Lang) -> View {
    let draft = Draft::filled(fields, &content.payload);
    let told: Vec<String> = form::shown(&draft, fields, world, lang)
        .into_iter()
        .map(|(_, label, value)| format!("{label} {value}"))
        .collect();
    let few = crate::format::listed(told.get(..FEW.min(told.len())).unwrap_or_default(), lang);
    let more = told.get(FEW..).filter(|more| !more.is_empty()).map(|more| {
        let count = DeskWord::DeskFormMore.with(lang, &[("n", &more.len().to_string())]);
        view! { <details><summary class="quiet">{count}</summary>{crate::format::listed(more, lang)}</details> }
    });
    view! { <span>{few}</span>{more} }
}

/// What a correction changed: the wrong value struck through, then the right one, and why.
fn changed(world: &World, fields: &[Field], change: &Change, lang: Lang) -> View {
    let mut parts = View::new();
    let found = date(change.found_on, lang);
    match &change.after {
        None => parts.add(view! { <b>{DeskWord::DeskFormStruck.text(lang)}</b> }),
        Some(after) => {
            if after.day != change.before.day {
                let [old, new] = [change.before.day, after.day].map(|day| date(day, lang));
                parts.add(turned(DeskWord::DeskFieldDay.text(lang).to_owned(), old, new));
            }
            for (label, old, new) in differing(world, fields, &change.before, after, lang) {
                parts.add(turned(label, old, new));
            }
        }
    }
    let reason = change.reason.map(|reason| {
        let reason = Word::CorrectionReason.with(lang, &[("reason", reason.word().text(lang))]);
        view! { <span class="quiet">" · "{reason}</span> }
    });
    view! { <p class="form-change" data-change="true"><span class="quiet">{found}" "{Word::HistoryCorrection.text(lang)}" "</span>{parts}{reason}</p> }
}

fn turned(label: String, old: String, new: String) -> View {
    view! { <span class="form-turned">{label}" "<s>{old}</s>" → "<b>{new}</b>" "</span> }
}

/// The fields in which two contents differ: label, old, new.
pub fn differing(
    world: &World,
    fields: &[Field],
    old: &Content,
    new: &Content,
    lang: Lang,
) -> Vec<(String, String, String)> {
    let [old, new] =
        [old, new].map(|content| form::shown(&Draft::filled(fields, &content.payload), fields, world, lang));
    let value = |of: &[(String, String, String)], path: &str| {
        of.iter()
            .find(|(known, ..)| known == path)
            .map_or_else(|| "—".to_owned(), |(.., value)| value.clone())
    };
    let mut differing: Vec<(String, String, String)> = Vec::new();
    for (path, label, _) in old.iter().chain(&new) {
        let (before, after) = (value(&old, path), value(&new, path));
        if before != after && !differing.iter().any(|(known, ..)| known == label) {
            differing.push((label.clone(), before, after));
        }
    }
    differing
}
