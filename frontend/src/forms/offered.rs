//! What can have happened to a record: first what its state allows today, then the rest with the reason.

use crate::prelude::*;
use shared::Key;
use shared::words::DeskWord;

use super::Desk;
use super::choose::{order_word, refused};

/// A command for the record, and why it makes no sense today.
type Offer = (String, Option<String>);

/// The list.
pub fn list(desk: Desk, kind: String, key: Key, chosen: String) -> View {
    let record = format!("{kind}/{key}");
    let offers = Memo::new(move || {
        desk.learned.get();
        let (today, lang) = (desk.moment.today.get(), desk.scene.lang.get());
        let forms = desk.forms.get();
        desk.with_world(|world| {
            let offer = |form: &shared::form::Form| {
                (form.name.clone(), refused(world, form, key, today).map(|refusal| refusal.word(lang)))
            };
            forms.iter().filter(|form| form.record == kind).map(offer).collect::<Vec<Offer>>()
        })
    });
    let list = move || {
        let lang = desk.scene.lang.get();
        let (able, unable): (Vec<Offer>, Vec<Offer>) =
            offers.get().into_iter().partition(|(_, refused)| refused.is_none());
        let able = able.into_iter().map(|(order, _)| {
            let here = (order == chosen).then_some("true");
            let (word, record, name) = (order_word(&order, lang), record.clone(), order.clone());
            view! { <li><button type="button" class="button" data-order=name aria-current=here on:click=move |_| desk.go(&record, &order)>{word}</button></li> }
        });
        let many = unable.len().to_string();
        let unable = unable.into_iter().map(|(order, why)| {
            view! { <li data-order=order.clone()><span>{order_word(&order, lang)}</span><span class="quiet">{why.unwrap_or_default()}</span></li> }
        });
        let unable: Vec<View> = unable.collect();
        let refused = (!unable.is_empty()).then(|| {
            view! {
                <details class="form-refused">
                    <summary>{DeskWord::DeskFormRefused.with(lang, &[("n", &many)])}</summary>
                    <ul>{unable}</ul>
                </details>
            }
        });
        view! {
            <h3>{DeskWord::DeskFormHappened.text(lang)}</h3>
            <ul class="form-kinds">{able.collect::<Vec<_>>()}</ul>
            {refused}
        }
    };
    list.into_view()
}
