//! One proposal: what it is about in one line; looked at, every field of it, what hinders it, and what can be done.

use crate::prelude::*;
use shared::words::DeskWord;
use shared::{Lang, Stamp};

use super::{Proposal, Review, administers};
use crate::agenda::written;

/// A proposal in a list.
pub(super) fn card(review: Review, proposal: Proposal, lang: Lang) -> View {
    let number = proposal.proposal;
    let command = written::Written::of(&proposal.command.0);
    let order = command.order(lang);
    let name = command.name(lang).or_else(|| proposal.record.clone()).unwrap_or_default();
    let region = proposal
        .region
        .map(|code| review.feed.world.with_untracked(|world| crate::header::region_name(world, code, lang)));
    let by = [proposal.name.clone(), region, Some(moment(proposal.at))];
    let by = by.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let map = map(&proposal, lang)
        .map(|what| view! { <span class="review-map">{DeskWord::DeskReviewMap.with(lang, &[("what", &what)])}</span> });
    let state = proposal.mine.then(|| {
        let state = state(&proposal.state, lang);
        view! { <span class="review-state" data-state=proposal.state.clone()>{state}</span> }
    });
    let settled = proposal.settled.as_ref().map(|settled| {
        let reason = settled.reason.as_ref().map(|why| DeskWord::DeskReviewWhy.with(lang, &[("why", why)]));
        let told = [settled.name.clone(), Some(moment(settled.at)), reason];
        view! { <p class="review-settled">{told.into_iter().flatten().collect::<Vec<_>>().join(" · ")}</p> }
    });
    let is_open = Memo::new(move || {
        review.opened.with(|opened| opened.as_ref().is_some_and(|opened| opened.proposal == number))
    });
    let button = move || {
        let (word, toggle) = match is_open.get() {
            true => (DeskWord::DeskReviewClose, true),
            false => (DeskWord::DeskReviewLook, false),
        };
        let act = move |_| match toggle {
            true => review.opened.set(None),
            false => review.open(number),
        };
        let expanded = if toggle { "true" } else { "false" };
        view! { <button type="button" class="link review-look" aria-expanded=expanded on:click=act>{word.text(lang)}</button> }
    };
    let details = move || {
        let opened = review.opened.get().filter(|opened| opened.proposal == number)?;
        Some(details(review, opened, lang))
    };
    view! {
        <li class="review-item" data-proposal=number.to_string()>
            <p class="review-line"><b>{order}" · "{name}</b>{state}{map}{button}</p>
            <p class="quiet">{by}</p>
            {settled}
            {details}
        </li>
    }
}

/// Everything of a proposal that is looked at.
fn details(review: Review, proposal: Proposal, lang: Lang) -> View {
    let fields = written::Written::of(&proposal.command.0).fields(lang).into_iter().map(|(label, value)| {
        view! { <div><dt>{label}</dt><dd>{value}</dd></div> }
    });
    let mut notes = View::new();
    if let Some(hindrance) = &proposal.refusal {
        let words = DeskWord::DeskReviewHindered.with(lang, &[("why", &hindrance.detail)]);
        notes.add(view! { <p class="review-note hindered" role="alert">{words}</p> });
    }
    if !proposal.missed.is_empty() {
        let kinds: Vec<_> = proposal.missed.iter().map(|missed| missed.kind.clone()).collect();
        let values = [("n", &*kinds.len().to_string()), ("kinds", &kinds.join(", "))];
        notes.add(view! { <p class="review-note">{DeskWord::DeskReviewMissed.with(lang, &values)}</p> });
    }
    if map(&proposal, lang).is_some() {
        notes.add(view! { <p class="review-note">{DeskWord::DeskReviewMapNote.text(lang)}</p> });
    }
    let trouble = move || {
        let words = review.trouble.get()?;
        Some(view! { <p class="login-trouble" role="alert">{words}</p> })
    };
    view! {
        <div class="review-details">
            <dl class="review-fields">{fields.collect::<Vec<_>>()}</dl>
            {notes}
            {actions(review, proposal, lang)}
            {trouble}
        </div>
    }
}

/// What can be done with it: only while it waits.
fn actions(review: Review, proposal: Proposal, lang: Lang) -> Option<View> {
    let who = review.who.get_untracked();
    if proposal.state != "waiting" {
        return None;
    }
    let number = proposal.proposal;
    if proposal.mine && !administers(who) {
        let withdraw = move |_| review.withdraw(number);
        return Some(view! {
            <p class="review-acts">
                <span class="quiet">{DeskWord::DeskReviewOwn.text(lang)}</span>
                <button type="button" class="button review-withdraw" on:click=withdraw>{DeskWord::DeskReviewWithdraw.text(lang)}</button>
            </p>
        });
    }
    let reason = review.reason;
    let give_back = move |event: web_sys::Event| {
        event.prevent_default();
        let reason = reason.get_untracked();
        if !reason.trim().is_empty() {
            review.give_back(number, reason.trim());
        }
    };
    let hindered = proposal.refusal.is_some();
    let publish = move |_| review.publish(&proposal);
    Some(view! {
        <form class="review-acts" on:submit=give_back>
            <button type="button" class="button primary review-publish" disabled=hindered on:click=publish>{DeskWord::DeskReviewPublish.text(lang)}</button>
            <label><span>{DeskWord::DeskReviewReason.text(lang)}</span>
                <input type="text" name="reason" required=true maxlength="500" autocomplete="off" value=reason.get_untracked() on:input=move |event: web_sys::Event| reason.set(event_target_value(&event)) />
            </label>
            <button type="submit" class="button review-return">{DeskWord::DeskReviewReturn.text(lang)}</button>
        </form>
    })
}

/// What it would change on the map, in words.
fn map(proposal: &Proposal, lang: Lang) -> Option<String> {
    let word = |change: &String| DeskWord::named(&format!("desk-review-change-{change}"));
    let words: Vec<_> = proposal.map.iter().filter_map(word).map(|word| word.text(lang)).collect();
    (!words.is_empty()).then(|| words.join(if lang == Lang::Zh { "、" } else { ", " }))
}

fn state(name: &str, lang: Lang) -> &'static str {
    DeskWord::named(&format!("desk-review-state-{name}")).map_or("", |word| word.text(lang))
}

/// A moment to the minute, as clocks in China show it.
fn moment(stamp: Stamp) -> String {
    let (hour, minute) = stamp.clock();
    format!("{} {hour:02}:{minute:02}", stamp.day())
}
