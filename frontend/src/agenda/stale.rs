//! Information past its promise: a line for each group, opened to its records, confirmed with one click.

use crate::prelude::*;
use shared::access::{Action, may};
use shared::agenda::{Owner, Stale, StaleGroup, confirm, stale};
use shared::fact::upkeep::PromiseOf;
use shared::words::DeskWord;
use shared::{Audience, Day, Lang, RegionCode, World};

use super::acts::{Acts, is_again};
use super::{Look, names};
use crate::format::date;
use crate::moment::Moment;
use crate::scene::{Kind, Subject};
use crate::tell;

/// The section.
pub fn section(look: Look, moment: Moment, region: Memo<RegionCode>) -> View {
    let acts = Acts::new(look, moment);
    let groups = Memo::new(move || {
        let (day, region) = (moment.today.get(), region.get());
        look.feed.world.with(|world| stale(world, day, region))
    });
    // The group that is open, by what it is: others may come and go.
    let opened = RwSignal::new(None::<String>);
    let content = move || {
        look.learned.get();
        let (lang, day, groups) = (look.scene.lang.get(), moment.today.get(), groups.get());
        let many: usize = groups.iter().map(|group| group.records.len()).sum();
        let lines = groups.into_iter().map(|group| line(look, acts, opened, group, day, lang));
        let lines = lines.collect::<Vec<_>>();
        let word = if many == 0 { DeskWord::DeskStaleEmpty } else { DeskWord::DeskStaleHint };
        view! {
            <h3>{DeskWord::DeskStaleTitle.text(lang)}" "<span class="quiet">{many}</span></h3>
            <p class="quiet">{word.text(lang)}</p>
            <ul class="stale">{lines}</ul>
        }
    };
    view! { <section class="agenda-list" id="stale">{content}</section> }
}

fn what(of: PromiseOf) -> DeskWord {
    match of {
        PromiseOf::PortStatus => DeskWord::DeskStalePortStatus,
        PromiseOf::Supply => DeskWord::DeskStaleSupply,
        PromiseOf::Unit => DeskWord::DeskStaleUnit,
        PromiseOf::Parcel => DeskWord::DeskStaleParcel,
        PromiseOf::Project => DeskWord::DeskStaleProject,
        PromiseOf::Target => DeskWord::DeskStaleTarget,
    }
}

/// What a group is, in one line: "厂房单元 · 勐卯片区".
fn title(world: &World, group: &StaleGroup, lang: Lang) -> String {
    let what = what(group.of).text(lang);
    match group.park {
        Some(park) => format!("{what} · {}", tell::title(world, Subject::new(Kind::Park, park), lang)),
        None => what.to_owned(),
    }
}

/// The region of a group: that of its owner's office, or of its first record.
fn region(world: &World, group: &StaleGroup) -> Option<RegionCode> {
    match group.owner {
        Owner::Office(region) => Some(region),
        Owner::Unit(_) => {
            let first = group.records.first()?;
            shared::decide::region_of(world, first.entity, first.key)
        }
    }
}

fn line(
    look: Look,
    acts: Acts,
    opened: RwSignal<Option<String>>,
    group: StaleGroup,
    day: Day,
    lang: Lang,
) -> View {
    let (title, owner, region) = look.feed.world.with_untracked(|world| {
        (title(world, &group, lang), names::owner_name(world, &group.owner, lang), region(world, &group))
    });
    let id = format!("{title} {owner}");
    let place = format!("stale {id}");
    let many = group.records.len().to_string();
    let late = group.late(day).to_string();
    let may_record = region.is_some_and(|own| may(look.who, Action::Record, Some(own), Audience::Public));
    let whole = (group.confirm(day), place.clone());
    let act = may_record.then(|| {
        let words = match group.records.len() {
            1 => DeskWord::DeskStaleConfirm.text(lang).to_owned(),
            _ => DeskWord::DeskStaleConfirmAll.with(lang, &[("n", &many)]),
        };
        let send = move |event: web_sys::MouseEvent| {
            if !is_again(&event) {
                acts.send(&whole.1, whole.0.clone(), || ());
            }
        };
        view! { <button type="button" class="link stale-confirm" disabled=move || acts.is_busy() on:click=send>{words}</button> }
    });
    let is_open = {
        let id = id.clone();
        move || opened.with(|opened| opened.as_ref() == Some(&id))
    };
    let turn = move |_| {
        let is_open = opened.with_untracked(|opened| opened.as_ref() == Some(&id));
        opened.set((!is_open).then(|| id.clone()));
    };
    let of = format!("{:?}", group.of);
    let expanded = is_open.clone();
    let records = group.records.clone();
    // Only of the group that is open: a province has a thousand such records.
    let list = move || {
        is_open().then(|| {
            let lines = records.iter().map(|one| record(look, acts, *one, may_record, day, lang));
            view! { <ul class="stale-records">{lines.collect::<Vec<_>>()}</ul> }
        })
    };
    view! {
        <li data-of=of>
            <div class="stale-line">
                <button type="button" class="row-button" aria-expanded=move || expanded().to_string() on:click=turn>
                    <b>{title}</b>" "<span>{DeskWord::DeskStaleCount.with(lang, &[("n", &many)])}</span>
                </button>
                <span class="late-days">{DeskWord::DeskStaleLate.with(lang, &[("n", &late)])}</span>
                <span class="quiet">{owner}</span>
                {act}
            </div>
            {acts.said(place)}
            {list}
        </li>
    }
}

fn record(look: Look, acts: Acts, one: Stale, may_record: bool, day: Day, lang: Lang) -> View {
    let name = look.feed.world.with_untracked(|world| names::name(world, one.entity, one.key, lang));
    let place = format!("stale {}", one.stream());
    let at = place.clone();
    let act = may_record.then(|| {
        let send = move |event: web_sys::MouseEvent| {
            if !is_again(&event) {
                acts.send(&at, confirm(&[one], day), || ());
            }
        };
        view! { <button type="button" class="link stale-confirm" disabled=move || acts.is_busy() on:click=send>{DeskWord::DeskStaleConfirm.text(lang)}</button> }
    });
    let open = move |_| names::open(look.scene, look.feed, one.entity, one.key);
    let late = day.since(one.until).to_string();
    view! {
        <li data-key=one.key.to_string()>
            <button type="button" class="row-button" on:click=open>{name}</button>
            <span class="quiet">{DeskWord::DeskStaleAsOf.with(lang, &[("day", &date(one.as_of, lang))])}</span>
            <span class="late-days">{DeskWord::DeskStaleLate.with(lang, &[("n", &late)])}</span>
            {act}
            {acts.said(place)}
        </li>
    }
}
